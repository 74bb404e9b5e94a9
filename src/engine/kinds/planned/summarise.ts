import type { Change, PlanDraft } from '../../../contract/change.js';
import { objectKey } from '../../../contract/finding.js';
import type { Remark } from '../../../contract/finding.js';
import { planHash } from '../../../contract/plan-hash.js';
import type { Unit } from '../../core.js';
import type { StoredPlan } from '../../schema.js';

/** A draft as people are asked about it. */
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
    warnings: [...draft.warnings, ...(draft.wantedNoMore ?? [])],
    leftOut: draft.leftOut,
    undoSeconds: draft.undoSeconds ?? null,
  };
}

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
