/**
 * The database of a test file. Opening one costs more than most tests, so it is opened once; whoever moves in finds it as it was when nobody
 * had been there.
 */
import { rm } from 'node:fs/promises';
import type { Database, StoreLog } from '../../../src/store/api.js';
import { openDatabase } from '../../../src/store/open-database.js';
import { folderWithEngine, stamp } from './engine-folder.js';

/** An engine, and what belongs to it. One at a time: DBOS keeps its state in module variables. */
interface Occupant {
  end(): Promise<void>;
}

let opened: Promise<{ readonly dataDir: string; readonly database: Database }> | null = null;
let occupant: Occupant | null = null;

/** Whoever was there before ends first. */
export async function moveIn<T extends Occupant>(move: (database: Database) => T): Promise<T> {
  await moveOut();
  const { database } = await (opened ??= open());
  await empty(database);
  const moved = move(database);
  occupant = moved;
  return moved;
}

/** Whoever is there ends; what it did can still be read until the next one comes. */
export async function moveOut(): Promise<void> {
  const leaving = occupant;
  occupant = null;
  await leaving?.end();
}

// Before the test file's own `afterAll`: whoever is there ends while the database is open.
afterAll(async () => {
  await moveOut();
  if (opened === null) return;
  const { dataDir, database } = await opened;
  await database.close();
  await rm(dataDir, { recursive: true, force: true });
});

export const onlyErrors: StoreLog = {
  info: () => undefined,
  warn: () => undefined,
  error: (facts, message) => void process.stderr.write(`${message} ${JSON.stringify(facts)}\n`),
};

async function open(): Promise<{ dataDir: string; database: Database }> {
  const dataDir = await folderWithEngine();
  const database = await openDatabase({ databaseUrl: null, dataDir, stamp, log: onlyErrors });
  // Nobody pulls the plug here: a commit need not have reached the disk.
  await database.pool.query('set synchronous_commit = off');
  return { dataDir, database };
}

/** Everything of the engine, and the jobs that its durable queue remembers. So few rows are deleted sooner than tables are made anew. */
async function empty({ pool }: Database): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'engine'`,
  );
  await pool.query(
    [
      'set session_replication_role = replica',
      ...rows.map(({ name }) => `delete from ${name}`),
      'set session_replication_role = origin',
      'delete from dbos.workflow_status',
      `select setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false) from pg_sequences where schemaname = 'engine'`,
    ].join('; '),
  );
}
