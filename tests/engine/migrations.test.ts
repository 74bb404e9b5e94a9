import { rm } from 'node:fs/promises';
import { engineMigrations } from '../../src/engine/index.js';
import type { Database } from '../../src/store/api.js';
import { migrate } from '../../src/store/migrate.js';
import { openDatabase } from '../../src/store/open-database.js';
import { freshDataDir } from '../store/support/data-dir.js';
import { silentLog } from '../store/support/log.js';

describe('a database of an older version', () => {
  let database: Database;
  let dataDir: string;
  const rows = async (query: string): Promise<readonly unknown[]> => (await database.pool.query(query)).rows;
  const migrateUpTo = (name: string): Promise<void> =>
    migrate(
      database.pool,
      engineMigrations.slice(
        0,
        engineMigrations.findIndex((one) => one.name === name),
      ),
    );

  beforeAll(async () => {
    dataDir = await freshDataDir();
    const stamp = { mode: 'rehearsal', sourceTenantId: 'source', destinationTenantId: 'destination' } as const;
    database = await openDatabase({ databaseUrl: null, dataDir, stamp, log: silentLog });
    await migrateUpTo('engine-0004-several-processes');
    await database.pool.query(`
      insert into engine.card (key, version, posting, marked_at) values
        ('told', 1, true, now()), ('not-told', 1, true, now()), ('sent', 1, false, now());
      insert into engine.fact (key, value) values ('doubt:told', 'said'), ('doubt:sent', ''), ('channel', 'x')`);
    await database.pool.query(`
      insert into engine.step (id, phase, position, state, since) values ('by-hand', 'prepare', 1, 'done', '');
      insert into engine.attempt (id, step_id, number, direction, state, started_at) values
        ('by-hand-1', 'by-hand', 1, 'do', 'done', ''), ('by-hand-2', 'by-hand', 2, 'do', 'done', '');
      insert into engine.audit (number, at, person_id, what, step_id, facts, hash) values
        (1, '02:10', 'irina', 'taken', 'by-hand', '{"attempt":"by-hand-1"}', ''),
        (2, '02:12', 'irina', 'completed', 'by-hand', '{"attempt":"by-hand-1"}', ''),
        (3, '02:14', 'dmitri', 'completed', 'by-hand', '{"attempt":"by-hand-1"}', ''),
        (4, '02:20', 'anna', 'accepted', 'by-hand', '{"attempt":"by-hand-2","note":"it can stay"}', ''),
        (5, '02:21', 'anna', 'begun', null, '{}', '')`);
    await migrateUpTo('engine-0010-kinds');
    await database.pool.query(`
      insert into engine.step (id, phase, position, state, since) values ('rename', 'stage', 1, 'waiting', '2026-11-30');
      insert into engine.attempt (id, step_id, number, direction, state, started_at, voided, put_off) values
        ('rename-1', 'rename', 1, 'do', 'voided', '2026-11-30', '{"planHash":"x"}', null),
        ('rename-2', 'rename', 2, 'do', 'voided', '2026-11-30', null, '{"until":"later"}'),
        ('rename-3', 'rename', 3, 'do', 'voided', '2026-11-30', null, 'null'),
        ('rename-4', 'rename', 4, 'do', 'done', '2026-11-30', 'null', null)`);
    await database.pool.query(`insert into engine.fact (key, value) values
      ('halt:attempt:rename-2', 'older'), ('halt:attempt:rename-10', 'newest'), ('halt:attempt:by-hand-1', 'only')`);
    await migrate(database.pool, engineMigrations);
  });
  afterAll(async () => {
    await database.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  test('the log of one step is read by an index, however long the log is', async () => {
    expect(await rows(`select indexdef from pg_indexes where indexname = 'audit_step'`)).toEqual([
      { indexdef: expect.stringContaining('(step_id, number)') },
    ]);
  });

  test('a card in doubt before there were several processes is in doubt afterwards, and not told again', async () => {
    expect(await rows(`select key, posting, doubted_at is not null as told from engine.card order by key`)).toEqual([
      { key: 'not-told', posting: true, told: false },
      { key: 'sent', posting: false, told: false },
      { key: 'told', posting: true, told: true },
    ]);
    expect(await rows(`select key from engine.fact where key not like 'halt:%'`)).toEqual([{ key: 'channel' }]);
  });

  test('the newest halt that was told of each step is not told again', async () => {
    expect(await rows(`select key, value from engine.fact where key like 'halt:%' order by key`)).toEqual([
      { key: 'halt:attempt:by-hand', value: 'only' },
      { key: 'halt:attempt:rename', value: 'newest' },
    ]);
  });

  test('whose word ended an attempt is taken from the log', async () => {
    expect(
      await rows(`select said, accepted, answered from engine.attempt where step_id = 'by-hand' order by id`),
    ).toEqual([
      { said: { by: 'dmitri', at: '02:14', reason: null }, accepted: null, answered: null },
      { said: null, accepted: { by: 'anna', at: '02:20', reason: 'it can stay' }, answered: null },
    ]);
  });

  test('what one word said of three ends is said by a word for each', async () => {
    expect(await rows(`select number, state from engine.attempt where step_id = 'rename' order by number`)).toEqual([
      { number: 1, state: 'voided' },
      { number: 2, state: 'put-off' },
      { number: 3, state: 'withdrawn' },
      { number: 4, state: 'done' },
    ]);
  });
});
