import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rm, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'pg';
import { PgliteStream } from '../../src/store/embedded/pglite-stream.js';
import { startPgliteThread } from '../../src/store/embedded/pglite-thread.js';
import { SharedSession } from '../../src/store/embedded/shared-session.js';
import { openDatabase } from '../../src/store/open-database.js';
import { freePort } from './support/postgres-server.js';
import { emptyDataDir, freshDataDir } from './support/data-dir.js';
import { recordingLog, silentLog } from './support/log.js';
import { compiledStore, startOther } from './support/other-process.js';
import type { Database, DatabaseOptions } from '../../src/store/api.js';

const stamp: DatabaseOptions['stamp'] = {
  mode: 'rehearsal',
  sourceTenantId: 'source',
  destinationTenantId: 'destination',
};
const folders: string[] = [];
const open = (dataDir: string): Promise<Database> =>
  openDatabase({ databaseUrl: null, dataDir, stamp, log: silentLog });
const fresh = async (): Promise<string> => {
  const dataDir = await freshDataDir();
  folders.push(dataDir);
  return dataDir;
};

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

describe('the data folder', () => {
  const dead = { id: randomUUID(), pid: 2 ** 22 + 1, host: hostname() };
  const leaveLock = async (dataDir: string, holder: object | string, ageSeconds = 0): Promise<void> => {
    const lockFile = join(dataDir, 'database.lock');
    await writeFile(lockFile, typeof holder === 'string' ? holder : JSON.stringify(holder));
    const at = new Date(Date.now() - ageSeconds * 1000);
    await utimes(lockFile, at, at);
  };

  test('a folder without a database gets one, and nothing stays locked after close', async () => {
    const dataDir = await emptyDataDir();
    folders.push(dataDir);
    const database = await open(dataDir);
    expect((await database.pool.query('show fsync')).rows).toEqual([{ fsync: 'on' }]);
    expect(existsSync(join(dataDir, 'database.lock'))).toBe(true);
    await database.close();
    await database.close();

    expect(existsSync(join(dataDir, 'database.lock'))).toBe(false);
  });

  test('an empty path is refused: it would mean a database in memory', async () => {
    await expect(open(' ')).rejects.toMatchObject({ code: 'store.data-folder-unusable' });
  });

  test('a second opening is refused, in this process and in another, and says who has the folder', async () => {
    const dataDir = await fresh();
    const database = await open(dataDir);
    const { folder, remove } = compiledStore();
    const facts = { dataDir, pid: process.pid, host: hostname() };
    await expect(open(dataDir)).rejects.toMatchObject({ code: 'store.data-folder-in-use', facts });
    const other = startOther(folder, { open: { databaseUrl: null, dataDir, stamp }, hold: true });
    expect(JSON.parse(await other.line())).toEqual({ fault: 'DataFolderInUse', facts });
    await other.kill();
    remove();

    expect((await database.pool.query('select 1 as still')).rows).toEqual([{ still: 1 }]);
    await database.close();
  });

  test('of many that begin at once on a stale lock exactly one gets in', async () => {
    const dataDir = await fresh();
    await leaveLock(dataDir, dead);
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => open(dataDir)));
    const inside = tries.filter((one) => one.status === 'fulfilled').map((one) => one.value);
    for (const database of inside) await database.close();

    expect(inside).toHaveLength(1);
    expect(tries.filter((one) => one.status === 'rejected').map((one) => one.reason.code)).toEqual(
      Array(7).fill('store.data-folder-in-use'),
    );
  });

  test.each([
    ['of a process that died on this machine', dead, 0],
    ['with our own process id (containers give it out again)', { ...dead, pid: process.pid }, 0],
  ])('a lock %s is taken over', async (_what, holder, age) => {
    const dataDir = await fresh();
    await leaveLock(dataDir, holder, age);
    const database = await open(dataDir);

    expect((await database.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await database.close();
  });

  test('what a killed process had committed is there, and its lock is no obstacle', async () => {
    const dataDir = await fresh();
    const { folder, remove } = compiledStore();
    const other = startOther(folder, { open: { databaseUrl: null, dataDir, stamp }, hold: true });
    expect(JSON.parse(await other.line())).toEqual({ opened: true });
    await other.kill();
    remove();
    const database = await open(dataDir);
    expect((await database.pool.query('select mode from store_stamp')).rows).toEqual([{ mode: 'rehearsal' }]);
    await database.close();
  });
});

describe('the shared session', () => {
  test('a transaction that stands idle is rolled back and told, and those who waited go on', async () => {
    const dataDir = await fresh();
    const { log, entries } = recordingLog();
    const thread = await startPgliteThread({ folder: join(dataDir, 'database'), prepared: null }, () => undefined);
    const session = new SharedSession({ thread, log, idleInTransactionMs: 100 });
    const pool = new Pool({ user: 'postgres', database: 'postgres', stream: () => new PgliteStream(session) });
    await pool.query('create table kept (n int)');
    const client = await pool.connect();
    const lost = new Promise<Error>((done) => client.on('error', done));
    await client.query('begin');
    await client.query('insert into kept values (1)');
    // What the design forbids: a second connection inside a transaction.
    const { rows } = await pool.query('select count(*)::int as n from kept');
    await lost;
    client.release(true);
    await session.execute('vacuum');
    await pool.end();
    await thread.close();

    expect(rows).toEqual([{ n: 0 }]);
    expect(entries).toMatchObject([{ level: 'error', facts: { waiting: 1 } }]);
  });

  test('when the thread dies its loss is told and nobody waits for ever', async () => {
    const dataDir = await fresh();
    const reasons: Error[] = [];
    const thread = await startPgliteThread({ folder: join(dataDir, 'database'), prepared: null }, (reason) =>
      reasons.push(reason),
    );
    const nothingToRun = undefined as unknown as Uint8Array;
    await expect(thread.run(nothingToRun)).rejects.toThrow();
    await expect(thread.run(Buffer.alloc(0))).rejects.toThrow('lost');

    expect(reasons).toHaveLength(1);
  });
});

test('a PostgreSQL that does not answer is named without its password', async () => {
  const port = await freePort();
  const databaseUrl = `postgresql://somebody:secret@127.0.0.1:${port}/moves`;
  const refusal = await openDatabase({ databaseUrl, dataDir: '', stamp, log: silentLog }).catch(
    (reason: unknown) => reason,
  );

  expect(refusal).toMatchObject({ code: 'store.unreachable', facts: { place: `127.0.0.1:${port}/moves` } });
  expect(JSON.stringify(refusal) + String(refusal)).not.toContain('secret');
});
