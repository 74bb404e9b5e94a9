import type { Kysely } from 'kysely';
import type { Core, Unit } from '../core.js';
import type { EngineTables } from '../schema.js';

/** The stop that holds now. */
export async function activeFreeze(core: Core, db: Kysely<EngineTables>): Promise<number | null> {
  const row = await db
    .selectFrom('migration')
    .select('active_freeze')
    .where('id', '=', core.options.migration.id)
    .executeTakeFirst();
  return row?.active_freeze ?? null;
}

/** Whether writes of this attempt are frozen. Two who approve an undo during a freeze lift that freeze for it alone. */
export async function isFrozen(unit: Unit, attempt: { readonly thawed: number | null }): Promise<boolean> {
  const active = await activeFreeze(unit.core, unit.trx);
  return active !== null && attempt.thawed !== active;
}
