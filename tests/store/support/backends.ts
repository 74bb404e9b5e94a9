import { rm } from 'node:fs/promises';
import { freshDataDir } from './data-dir.js';
import { postgresBinaries, startPostgres, type PostgresServer } from './postgres-server.js';
import type { DatabaseOptions } from '../../../src/store/api.js';

export type Place = Pick<DatabaseOptions, 'databaseUrl' | 'dataDir'>;

/** One kind of database the contract must hold for. */
export interface Backend {
  readonly name: 'pglite' | 'postgres';
  start(): Promise<void>;
  newPlace(): Promise<Place>;
  stop(): Promise<void>;
}

function embedded(): Backend {
  const made: string[] = [];
  return {
    name: 'pglite',
    start: () => Promise.resolve(),
    async newPlace() {
      const dataDir = await freshDataDir();
      made.push(dataDir);
      return { databaseUrl: null, dataDir };
    },
    async stop() {
      for (const dataDir of made) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function postgres(bin: string): Backend {
  let server: PostgresServer | null = null;
  return {
    name: 'postgres',
    async start() {
      server = await startPostgres(bin);
    },
    async newPlace() {
      if (server === null) throw new Error('not started');
      return { databaseUrl: await server.newDatabase(), dataDir: '' };
    },
    stop: () => server?.stop() ?? Promise.resolve(),
  };
}

export function backends(): readonly Backend[] {
  const bin = postgresBinaries();
  if (bin === null)
    process.stderr.write('no PostgreSQL server found here: the contract is tried on the embedded one only\n');
  return bin === null ? [embedded()] : [embedded(), postgres(bin)];
}
