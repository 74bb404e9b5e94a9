import { rm } from 'node:fs/promises';
import { engineMigrations } from '../../src/engine/index.js';
import { migrate } from '../../src/store/migrate.js';
import { openDatabase } from '../../src/store/open-database.js';
import { freshDataDir } from '../store/support/data-dir.js';
import { silentLog } from '../store/support/log.js';

test('a card in doubt stays in doubt and is not told again, and whose word ended an attempt is taken from the log', async () => {
  const dataDir = await freshDataDir();
  const stamp = { mode: 'rehearsal', sourceTenantId: 'source', destinationTenantId: 'destination' } as const;
  const database = await openDatabase({ databaseUrl: null, dataDir, stamp, log: silentLog });
  try {
    const before = engineMigrations.findIndex(({ name }) => name === 'engine-0004-several-processes');
    await migrate(database.pool, engineMigrations.slice(0, before));
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
    await migrate(database.pool, engineMigrations);
    const words = await database.pool.query('select said, accepted, answered from engine.attempt order by id');
    expect(words.rows).toEqual([
      { said: { by: 'dmitri', at: '02:14', reason: null }, accepted: null, answered: null },
      { said: null, accepted: { by: 'anna', at: '02:20', reason: 'it can stay' }, answered: null },
    ]);
    const { rows } = await database.pool.query(
      `select key, posting, doubted_at is not null as told from engine.card order by key`,
    );
    expect(rows).toEqual([
      { key: 'not-told', posting: true, told: false },
      { key: 'sent', posting: false, told: false },
      { key: 'told', posting: true, told: true },
    ]);
    expect((await database.pool.query('select key from engine.fact')).rows).toEqual([{ key: 'channel' }]);
  } finally {
    await database.close();
    await rm(dataDir, { recursive: true, force: true });
  }
});
