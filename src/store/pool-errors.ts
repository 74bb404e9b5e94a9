import type { Pool } from 'pg';
import type { StoreLog } from './api.js';

/** A connection that dies must not take the process with it: `pg` emits `error` on the idle client's pool and on the client itself. */
export function guardPool(pool: Pool, log: StoreLog): void {
  pool.on('error', (error) => log.warn({ reason: error.message }, 'an idle database connection was lost'));
  pool.on('connect', (client) => {
    client.on('error', (error) => log.warn({ reason: error.message }, 'a database connection was lost'));
  });
}
