import type { Kysely } from 'kysely';
import type { Core, Unit } from '../core.js';
import { finishWork } from '../schedule/work.js';
import type { Ticket } from '../schedule/work.js';
import type { EngineTables } from '../schema.js';
import type { AttemptRow } from './rows.js';

/** The stop that holds now. */
export async function activeFreeze(core: Core, db: Kysely<EngineTables>): Promise<number | null> {
  const row = await db
    .selectFrom('migration')
    .select('active_freeze')
    .where('id', '=', core.options.migration.id)
    .executeTakeFirst();
  return row?.active_freeze ?? null;
}

/** Whether a freeze holds for this attempt. Two who approve an undo during a freeze lift that freeze for it alone. */
export const freezes = (active: number | null, attempt: { readonly thawed: number | null }): boolean =>
  active !== null && attempt.thawed !== active;

/** Whether writes of this attempt are frozen. */
export const isFrozen = async (unit: Unit, attempt: { readonly thawed: number | null }): Promise<boolean> =>
  freezes(await activeFreeze(unit.core, unit.trx), attempt);

/** Nothing new begins while writes are stopped: it waits until two people let them go on. */
export async function parkIfFrozen(unit: Unit, ticket: Ticket, attempt: AttemptRow): Promise<boolean> {
  if (!(await isFrozen(unit, attempt))) return false;
  await finishWork(unit, ticket);
  await unit.trx.updateTable('attempt').set({ parked: true }).where('id', '=', attempt.id).execute();
  return true;
}
