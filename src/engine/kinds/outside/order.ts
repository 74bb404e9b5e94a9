import type { AttemptRow } from '../../attempts/rows.js';
import { enqueueLook, setRun } from '../../attempts/transfer-rows.js';
import type { RunRow } from '../../attempts/transfer-rows.js';
import { markAttempt } from '../../cards/mark.js';
import { stepOf } from '../../core.js';
import type { Unit } from '../../core.js';
import { after } from '../../schedule/wall-time.js';
import { transferOf } from './planning.js';

/** The service may be carrying out the opposite just now. */
const takesBack = ({ wanted }: RunRow, order: { readonly wanted: RunRow['wanted'] }): boolean =>
  (wanted === 'pause' && order.wanted === 'go-on') || (wanted === 'go-on' && order.wanted === 'pause');

const settledAt = (unit: Unit, { step_id }: Pick<AttemptRow, 'step_id'>): string =>
  after(unit.now, transferOf(unit.core, step_id).settleSeconds);

/** Kept on the run until a look has seen it. A start under way is not disturbed: its answer would be lost, and it looks at the order itself. */
export async function orderRun(
  unit: Unit,
  attempt: Pick<AttemptRow, 'id' | 'step_id' | 'state'>,
  run: RunRow,
  order: { readonly wanted: RunRow['wanted']; readonly paused_by?: number | null },
): Promise<void> {
  await setRun(unit, run, { ...order, unsettled_until: takesBack(run, order) ? settledAt(unit, attempt) : null });
  const working = await unit.trx.selectFrom('work').select('due_at').where('key', '=', attempt.id).executeTakeFirst();
  const onlyWaits = working?.due_at != null && working.due_at > unit.at;
  if (run.outside_id !== null || run.tries === 0 || working === undefined || onlyWaits) {
    await unit.trx.updateTable('attempt').set({ held_by_stop: false }).where('id', '=', attempt.id).execute();
    await enqueueLook(unit, attempt.id);
  }
  await markAttempt(unit, attempt, stepOf(unit.core, attempt.step_id).phase);
}
