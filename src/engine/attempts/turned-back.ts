import type { Core } from '../core.js';
import type { MigrationStatus } from '../state.js';

/** From then on nobody waits for anything that leads forward. */
export const hasTurnedBack = (state: MigrationStatus['state']): boolean =>
  state === 'backing-out' || state === 'backed-out';

export async function migrationHasTurnedBack(core: Core): Promise<boolean> {
  const { state } = await core.db
    .selectFrom('migration')
    .select('state')
    .where('id', '=', core.options.migration.id)
    .executeTakeFirstOrThrow();
  return hasTurnedBack(state);
}
