import { endedOf, sawIn } from '../attempts/ended.js';
import { restsOn } from '../attempts/rests-on.js';
import type { Unit } from '../core.js';
import { isNotGreen } from '../state.js';

/** Steps that were taken as they are although the bot can see them, in the order of the runbook. */
export async function notGreen({ core, trx }: Unit): Promise<readonly string[]> {
  const rows = await trx
    .selectFrom('attempt')
    .innerJoin('step', 'step.attempt_id', 'attempt.id')
    .selectAll('attempt')
    .where('step.state', '=', 'done')
    .where('step.phase', '<>', 'back-out')
    .orderBy('step.position')
    .execute();
  return rows.flatMap((row) => {
    const step = core.steps.get(row.step_id);
    if (step === undefined) return [];
    const rests = restsOn(endedOf(core, step, row, sawIn(row), { agreed: [], person: (id) => id }));
    return isNotGreen(rests) ? [step.id] : [];
  });
}
