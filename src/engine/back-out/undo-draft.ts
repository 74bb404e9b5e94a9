import type { ChangeDefinition, PlanDraft } from '../../contract/change.js';
import type { Core } from '../core.js';
import { changeOf } from '../attempts/ledger.js';
import { inverses } from './derive.js';

/** The inverse of what the ledger says was done, or may have been: an unanswered write is undone like a done one, looking first. */
export async function undoDraft(core: Core, stepId: string, definition: ChangeDefinition): Promise<PlanDraft> {
  const rows = await core.db
    .selectFrom('ledger')
    .innerJoin('attempt', 'attempt.id', 'ledger.attempt_id')
    .selectAll('ledger')
    .where('ledger.step_id', '=', stepId)
    .where('attempt.direction', '=', 'do')
    .where('ledger.tries', '>', 0)
    .where('ledger.undone', '=', false)
    .orderBy('attempt.number')
    .orderBy('ledger.ordinal')
    .execute();
  const { changes, leftOut } = inverses(
    definition,
    rows.map((row) => ({ change: changeOf(row), observedBefore: row.observed_before })),
  );
  return { changes, blockers: [], warnings: [], leftOut };
}
