/** A no is said to a plan: planned anew to the very same, it stands; another plan is asked about anew. */
import type { Unit } from '../core.js';
import type { AttemptRow } from './rows.js';

export async function keepRefusals(unit: Unit, attempt: AttemptRow, planHash: string): Promise<void> {
  const before = await unit.trx
    .selectFrom('attempt')
    .select('id')
    .where('step_id', '=', attempt.step_id)
    .where('direction', '=', attempt.direction)
    .where('number', '<', attempt.number)
    .where('plan', 'is not', null)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (before === undefined) return;
  const said = await unit.trx
    .selectFrom('approval')
    .selectAll()
    .where('attempt_id', '=', before.id)
    .where('vote', '=', 'no')
    .where('plan_hash', '=', planHash)
    .execute();
  if (said.length === 0) return;
  await unit.trx
    .insertInto('approval')
    .values(said.map((no) => ({ ...no, attempt_id: attempt.id })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
