/** The database of a bot that is not running, for whoever only wants to look: no stamp is asked for and none is written. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '../../store/api.js';
import { openEmbedded } from '../../store/embedded/open-embedded.js';
import { openPostgres } from '../../store/open-postgres.js';

export interface WhereItIs {
  readonly databaseUrl: string | null;
  readonly dataDir: string;
}

/**
 * Null when there is none: looking must not make one.
 * @throws {StoreFault} when the data folder is in use, or the database does not open.
 */
export async function openStoppedDatabase(where: WhereItIs): Promise<Database | null> {
  if (where.databaseUrl !== null) return openPostgres(where.databaseUrl, {});
  return existsSync(join(where.dataDir, 'database')) ? openEmbedded(where) : null;
}
