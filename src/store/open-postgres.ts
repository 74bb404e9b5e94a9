import { Pool } from 'pg';
import { DatabaseUnreachable } from './faults.js';
import { logToStandardError } from './log.js';
import { guardPool } from './pool-errors.js';
import type { Database, DatabaseOptions } from './api.js';

const CONNECT_MS = 10_000;

export async function openPostgres(
  databaseUrl: string,
  options: Pick<DatabaseOptions, 'log' | 'onBegun'>,
): Promise<Database> {
  const pool = new Pool({
    connectionString: databaseUrl,
    max: 20,
    connectionTimeoutMillis: CONNECT_MS,
    idle_in_transaction_session_timeout: 60_000,
    application_name: 'changeover',
    keepAlive: true,
  });
  guardPool(pool, options.log ?? logToStandardError);
  try {
    const answer = pool.query('select 1');
    options.onBegun?.();
    await answer;
  } catch (reason) {
    await pool.end();
    throw new DatabaseUnreachable({ place: placeOf(databaseUrl), reason: reasonOf(reason) }, { cause: reason });
  }
  let closing: Promise<void> | null = null;
  return { backend: 'postgres', pool, close: () => (closing ??= pool.ending ? Promise.resolve() : pool.end()) };
}

/** host:port/database: what an operator needs, without the password. */
function placeOf(databaseUrl: string): string {
  try {
    const url = new URL(databaseUrl);
    return `${url.hostname}:${url.port || '5432'}${url.pathname}`;
  } catch {
    return 'DATABASE_URL';
  }
}

function reasonOf(reason: unknown): string {
  // A host with several addresses answers with one error per address and no message of its own.
  if (reason instanceof AggregateError) return reason.errors.map(reasonOf).join('; ');
  return reason instanceof Error ? reason.message : String(reason);
}
