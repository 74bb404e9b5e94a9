import { openEmbedded } from './embedded/open-embedded.js';
import { exclusively } from './exclusively.js';
import { openPostgres } from './open-postgres.js';
import { checkStamp } from './stamp.js';
import type { Database, DatabaseOptions } from './api.js';

/**
 * Opens PostgreSQL when a URL is given, otherwise the embedded database under `dataDir`. Throws a `StoreFault` when it
 * cannot; then nothing is left open.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const database =
    options.databaseUrl === null ? await openEmbedded(options) : await openPostgres(options.databaseUrl, options);
  try {
    await exclusively(database.pool, () => checkStamp(database.pool, options.stamp));
    return database;
  } catch (reason) {
    await database.close();
    throw reason;
  }
}
