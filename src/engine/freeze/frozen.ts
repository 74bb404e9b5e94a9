import type { Unit } from '../core.js';

/** Whether writes of this attempt are frozen. Two who approve an undo during a freeze lift that freeze for it alone. */
export async function isFrozen(unit: Unit, attempt: { readonly thawed: number | null }): Promise<boolean> {
  const row = await unit.trx
    .selectFrom('migration')
    .select('active_freeze')
    .where('id', '=', unit.core.options.migration.id)
    .executeTakeFirst();
  const active = row?.active_freeze ?? null;
  return active !== null && attempt.thawed !== active;
}
