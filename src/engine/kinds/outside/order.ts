import type { AttemptRow } from '../../attempts/rows.js';
import { enqueueLook, setRun } from '../../attempts/transfer-rows.js';
import type { RunRow } from '../../attempts/transfer-rows.js';
import { markAttempt } from '../../cards/mark.js';
import { stepOf } from '../../core.js';
import type { Unit } from '../../core.js';

/** Kept on the run until a look has seen it. A start under way is not disturbed: its answer would be lost, and it looks at the order itself. */
export async function orderRun(
  unit: Unit,
  attempt: Pick<AttemptRow, 'id' | 'step_id' | 'state'>,
  run: RunRow,
  order: { readonly wanted: RunRow['wanted']; readonly paused_by?: number | null },
): Promise<void> {
  await setRun(unit, run, order);
  const working = await unit.trx.selectFrom('work').select('key').where('key', '=', attempt.id).executeTakeFirst();
  if (run.outside_id !== null || run.tries === 0 || working === undefined) {
    await unit.trx.updateTable('attempt').set({ parked: false }).where('id', '=', attempt.id).execute();
    await enqueueLook(unit, attempt.id);
  }
  await markAttempt(unit, attempt, stepOf(unit.core, attempt.step_id).phase);
}
