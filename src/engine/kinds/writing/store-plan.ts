import type { Change, PlanDraft } from '../../../contract/change.js';
import { planHash } from '../../../contract/plan-hash.js';
import { record } from '../../audit/audit.js';
import type { Unit } from '../../core.js';
import type { StoredPlan } from '../../schema.js';
import { enqueueWork } from '../../schedule/work.js';
import { cutIntoBatches, chunksOf } from './batches.js';
import { moveAttempt, needAttention } from '../../attempts/life.js';
import type { AttemptRow } from '../../attempts/life.js';

export function summarise(unit: Unit, stepId: string, draft: PlanDraft): StoredPlan {
  const byKind: Record<string, number> = {};
  for (const { object } of draft.changes) byKind[object.kind] = (byKind[object.kind] ?? 0) + 1;
  return {
    hash: planHash(unit.core.options.migration.id, stepId, draft.changes),
    plannedAt: unit.at,
    changes: draft.changes.length,
    byKind,
    sample: draft.changes.slice(0, 10),
    blockers: draft.blockers,
    warnings: draft.warnings,
    leftOut: draft.leftOut,
    undoSeconds: draft.undoSeconds ?? null,
  };
}

/** Stores the whole plan and goes on as it says: people are asked, or told what blocks it, or there is nothing to do but to verify. */
export async function storePlan(unit: Unit, attempt: AttemptRow, draft: PlanDraft, batchSize: number): Promise<void> {
  const plan = summarise(unit, attempt.step_id, draft);
  await storeChanges(unit, attempt, draft.changes, batchSize);
  const change = { plan: JSON.stringify(plan) };
  await record(unit, null, 'planned', attempt.step_id, {
    attempt: attempt.id,
    plan: plan.hash.slice(0, 8),
    changes: plan.changes,
  });
  if (plan.blockers.length > 0) return needAttention(unit, attempt, change, { blockers: plan.blockers.length });
  if (plan.changes > 0) return moveAttempt(unit, attempt, 'asking', change);
  await moveAttempt(unit, attempt, 'verifying', { ...change, verify_since: unit.at });
  await enqueueWork(unit, { key: attempt.id, name: 'engine.verify', input: { attemptId: attempt.id } });
}

async function storeChanges(
  unit: Unit,
  attempt: AttemptRow,
  changes: readonly Change[],
  batchSize: number,
): Promise<void> {
  const rows = cutIntoBatches(changes, batchSize).flatMap((cut) =>
    cut.changes.map(({ ordinal, change }) => ({
      attempt_id: attempt.id,
      ordinal,
      step_id: attempt.step_id,
      batch: cut.number,
      side: change.side,
      kind: change.object.kind,
      object_id: change.object.id,
      label: change.object.label,
      before: JSON.stringify(change.before),
      after: JSON.stringify(change.after),
      state: 'pending' as const,
      tries: 0,
      undone: false,
    })),
  );
  for (const chunk of chunksOf(rows, 500))
    await unit.trx
      .insertInto('ledger')
      .values([...chunk])
      .execute();
}
