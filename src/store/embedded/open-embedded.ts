import { access, mkdir } from 'node:fs/promises';
import { constants } from 'node:fs';
import { join, resolve } from 'node:path';
import { Pool } from 'pg';
import { DataFolderUnusable, DatabaseUnreachable, StoreFault } from '../faults.js';
import { logToStandardError } from '../log.js';
import { guardPool } from '../pool-errors.js';
import { lockDataFolder } from './data-folder-lock.js';
import { PgliteStream } from './pglite-stream.js';
import { startPgliteThread } from './pglite-thread.js';
import { SharedSession } from './shared-session.js';
import type { Database, DatabaseOptions } from '../api.js';

/** PGlite has neither a checkpointer nor autovacuum: without these WAL and dead rows grow for ever. */
const CHECKPOINT_EVERY_MS = 2 * 60_000;
const VACUUM_EVERY_MS = 15 * 60_000;
const IDLE_IN_TRANSACTION_MS = 30_000;
/** How long `close` waits for clients that are still checked out. */
const POOL_END_MS = 5_000;

/** PGlite in a thread of its own, behind a real `pg.Pool` whose sockets are streams into it. */
export async function openEmbedded(options: Omit<DatabaseOptions, 'databaseUrl' | 'stamp'>): Promise<Database> {
  const log = options.log ?? logToStandardError;
  const onLost = options.onLost ?? throwUncaught;
  const dataDir = await usableFolder(options.dataDir);
  const lock = await lockDataFolder(dataDir, join(dataDir, 'database.lock'), onLost);
  try {
    const folders = { folder: join(dataDir, 'database'), prepared: options.preparedDatabase ?? null };
    const starting = startPgliteThread(folders, onLost);
    options.onBegun?.();
    const thread = await starting;
    const session = new SharedSession({ thread, log, idleInTransactionMs: IDLE_IN_TRANSACTION_MS });
    const pool = new Pool({
      user: 'postgres',
      database: 'postgres',
      max: 10,
      idleTimeoutMillis: 0,
      stream: () => new PgliteStream(session),
    });
    guardPool(pool, log);
    const every = (ms: number, sql: string): NodeJS.Timeout =>
      setInterval(() => {
        session.execute(sql).catch((reason: unknown) => log.error({ reason: String(reason) }, `${sql} failed`));
      }, ms).unref();
    const timers = [every(CHECKPOINT_EVERY_MS, 'CHECKPOINT'), every(VACUUM_EVERY_MS, 'VACUUM (ANALYZE)')];
    let closing: Promise<void> | null = null;
    const close = async (): Promise<void> => {
      timers.forEach(clearInterval);
      try {
        await endPool(pool);
        await session.execute('CHECKPOINT');
        await thread.close();
      } finally {
        await lock.release();
      }
    };
    return { backend: 'pglite', pool, close: () => (closing ??= close()) };
  } catch (reason) {
    await lock.release();
    if (reason instanceof StoreFault) throw reason;
    throw new DatabaseUnreachable({ place: dataDir, reason: String(reason) }, { cause: reason });
  }
}

async function usableFolder(path: string): Promise<string> {
  if (path.trim() === '') throw new DataFolderUnusable({ dataDir: path, reason: 'no path was given' });
  const dataDir = resolve(path);
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await access(dataDir, constants.W_OK);
    return dataDir;
  } catch (reason) {
    throw new DataFolderUnusable({ dataDir, reason: String(reason) }, { cause: reason });
  }
}

async function endPool(pool: Pool): Promise<void> {
  // Somebody who was given the pool (`kysely.destroy()`) may have ended it already.
  if (pool.ending) return;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((done) => {
    timer = setTimeout(done, POOL_END_MS);
  });
  await Promise.race([pool.end(), late]);
  clearTimeout(timer);
}

const throwUncaught = (reason: Error): void => {
  setImmediate(() => {
    throw reason;
  });
};
