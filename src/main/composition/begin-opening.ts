import type { Logger } from 'pino';
import type { Config } from '../../config.js';
import type { Database } from '../../store/api.js';
import { openUnstamped } from '../../store/open-database.js';
import { preparedDatabase } from './prepared-database.js';

/**
 * Begins to open the database and comes back when the rest goes on without this thread, which is about to load the libraries and answers
 * nobody for a second or two.
 */
export async function beginOpening(config: Config, log: Logger): Promise<{ readonly database: Promise<Database> }> {
  let onBegun = (): void => undefined;
  const begun = new Promise<void>((resolve) => (onBegun = resolve));
  const { databaseUrl, dataDir } = config;
  const database = openUnstamped({ databaseUrl, dataDir, preparedDatabase, onBegun, log });
  await Promise.race([begun, database.catch(() => undefined)]);
  return { database };
}
