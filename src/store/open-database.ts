import { openEmbedded } from './embedded/open-embedded.js';
import { exclusively } from './exclusively.js';
import { openPostgres } from './open-postgres.js';
import { checkStamp } from './stamp.js';
import type { Database, DatabaseOptions } from './api.js';

/**
 * Opens PostgreSQL when a URL is given, otherwise the embedded database under `dataDir`. Throws a `StoreFault` when it
 * cannot; then nothing is left open.
 */
export const openDatabase = async (options: DatabaseOptions): Promise<Database> =>
  holdToStamp(await openUnstamped(options), options.stamp);

/** The part that needs no tenants to be known yet. */
export const openUnstamped = (options: Omit<DatabaseOptions, 'stamp'>): Promise<Database> =>
  options.databaseUrl === null ? openEmbedded(options) : openPostgres(options.databaseUrl, options);

/** Refuses a database of other tenants, and closes it then. */
export async function holdToStamp(database: Database, stamp: DatabaseOptions['stamp']): Promise<Database> {
  try {
    await exclusively(database.pool, () => checkStamp(database.pool, stamp));
    return database;
  } catch (reason) {
    await database.close();
    throw reason;
  }
}
