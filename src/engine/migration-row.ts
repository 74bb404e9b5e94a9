/** The migration itself, as a transaction holds it: nobody else changes it until that is over, so it is read once. */
import type { Selectable, Updateable } from 'kysely';
import type { Unit } from './core.js';
import type { EngineTables } from './schema.js';

export type MigrationRow = Selectable<EngineTables['migration']>;

export async function migrationRow(unit: Unit): Promise<MigrationRow> {
  unit.held.migration ??= await unit.trx
    .selectFrom('migration')
    .selectAll()
    .where('id', '=', unit.core.options.migration.id)
    .executeTakeFirstOrThrow();
  return unit.held.migration;
}

/** The only way to change it: whatever is decided later in the transaction sees it as it is by then. */
export async function changeMigration(unit: Unit, change: Updateable<EngineTables['migration']>): Promise<void> {
  unit.held.migration = await unit.trx
    .updateTable('migration')
    .set(change)
    .where('id', '=', unit.core.options.migration.id)
    .returningAll()
    .executeTakeFirstOrThrow();
}
