import type { Change, PlanDraft } from '../../../contract/change.js';
import { objectKey } from '../../../contract/finding.js';
import type { Remark } from '../../../contract/finding.js';
import { planHash } from '../../../contract/plan-hash.js';
import { record } from '../../audit/audit.js';
import type { Unit } from '../../core.js';
import type { StoredPlan } from '../../schema.js';
import { cutIntoBatches, chunksOf } from './batches.js';
import { enqueueFor, moveAttempt, needAttention } from '../../attempts/life.js';
import { storeOutputs } from '../../attempts/outputs.js';
import type { AttemptRow } from '../../attempts/rows.js';

/** An object stands once in a plan: of two changes to it, the second would hide the first from the ledger, and an undo would lose one. */
function namedTwice(changes: readonly Change[]): readonly Remark[] {
  const seen = new Set<string>();
  const twice = new Map<string, Remark>();
  for (const { side, object } of changes) {
    const key = objectKey(side, object);
    if (seen.has(key)) twice.set(key, { code: 'engine.same-object-twice', facts: { name: object.label }, object });
    seen.add(key);
  }
  return [...twice.values()];
}

export function summarise(unit: Unit, stepId: string, draft: PlanDraft): StoredPlan {
  const byKind: Record<string, number> = {};
  for (const { object } of draft.changes) byKind[object.kind] = (byKind[object.kind] ?? 0) + 1;
  return {
    hash: planHash(unit.core.options.migration.id, stepId, draft.changes),
    plannedAt: unit.at,
    changes: draft.changes.length,
    byKind,
    sample: draft.changes.slice(0, 10),
    blockers: [...namedTwice(draft.changes), ...draft.blockers],
    warnings: draft.warnings,
    leftOut: draft.leftOut,
    undoSeconds: draft.undoSeconds ?? null,
  };
}

/** Stores the whole plan and goes on as it says: people are asked, or told what blocks it, or there is nothing to do but to verify. */
export async function storePlan(unit: Unit, attempt: AttemptRow, draft: PlanDraft, batchSize: number): Promise<void> {
  const plan = summarise(unit, attempt.step_id, draft);
  await storeChanges(unit, attempt, draft.changes, batchSize);
  await storeOutputs(unit, attempt, draft.outputs ?? []);
  const change = { plan: JSON.stringify(plan) };
  await record(unit, null, 'planned', attempt.step_id, {
    attempt: attempt.id,
    plan: plan.hash.slice(0, 8),
    changes: plan.changes,
  });
  if (plan.blockers.length > 0) return needAttention(unit, attempt, change, { blockers: plan.blockers.length });
  if (plan.changes > 0) return moveAttempt(unit, attempt, 'asking', change);
  await moveAttempt(unit, attempt, 'verifying', { ...change, verify_since: unit.at });
  await enqueueFor(unit, attempt.id, 'engine.verify');
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
      undoes_kind: change.undoes?.kind ?? null,
      undoes_id: change.undoes?.id ?? null,
    })),
  );
  for (const chunk of chunksOf(rows, 500))
    await unit.trx
      .insertInto('ledger')
      .values([...chunk])
      .execute();
}
