import type { Kysely } from 'kysely';
import { markBoard, markStop } from '../cards/mark.js';
import { stepOf } from '../core.js';
import type { Core, Unit } from '../core.js';
import { finishWork } from '../schedule/work.js';
import type { Ticket } from '../schedule/work.js';
import type { EngineTables } from '../schema.js';
import type { AttemptRow } from './rows.js';

/** The stop that holds now. */
export async function activeStop(core: Core, db: Kysely<EngineTables>): Promise<number | null> {
  const row = await db
    .selectFrom('migration')
    .select('active_stop')
    .where('id', '=', core.options.migration.id)
    .executeTakeFirst();
  return row?.active_stop ?? null;
}

/** Whether a stop holds for this attempt. Two who approve an undo during a stop lift that stop for it alone. */
export const stopHolds = (active: number | null, attempt: { readonly lifted_stop: number | null }): boolean =>
  active !== null && attempt.lifted_stop !== active;

/** Whether writes of this attempt are stopped. */
export const isStopped = async (unit: Unit, attempt: { readonly lifted_stop: number | null }): Promise<boolean> =>
  stopHolds(await activeStop(unit.core, unit.trx), attempt);

/** Nothing new begins while writes are stopped: it waits until two people let them go on, and the board and the stop's own card say so. */
export async function holdIfStopped(unit: Unit, ticket: Ticket, attempt: AttemptRow): Promise<boolean> {
  if (!(await isStopped(unit, attempt))) return false;
  await finishWork(unit, ticket);
  await unit.trx.updateTable('attempt').set({ held_by_stop: true }).where('id', '=', attempt.id).execute();
  await markBoard(unit, stepOf(unit.core, attempt.step_id).phase);
  await markStop(unit, false);
  return true;
}
