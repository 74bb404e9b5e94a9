import { setTimeout as wait } from 'node:timers/promises';
import type { Pool } from 'pg';

const POLL_MS = 100;
/** Any constant of our own: one lock for everything that changes the schema. */
const LOCK_KEY = 7_430_115;

/**
 * Lets one process at a time change the schema. Polls instead of waiting inside PostgreSQL: DBOS creates indexes
 * CONCURRENTLY, and that waits for every open statement, also for one that waits for this lock: both for ever.
 * Embedded it excludes nobody (all clients share one session); there the data folder's lock has done it already.
 */
export async function exclusively<T>(pool: Pool, work: () => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    for (;;) {
      const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [LOCK_KEY]);
      if (rows[0]?.got === true) break;
      await wait(POLL_MS);
    }
    try {
      return await work();
    } finally {
      await client.query('select pg_advisory_unlock($1)', [LOCK_KEY]);
    }
  } finally {
    client.release();
  }
}
