import { rm } from 'node:fs/promises';
import { engineMigrations } from '../../src/engine/index.js';
import { migrate } from '../../src/store/migrate.js';
import { openDatabase } from '../../src/store/open-database.js';
import { freshDataDir } from '../store/support/data-dir.js';
import { silentLog } from '../store/support/log.js';

test('a card in doubt before there were several processes is in doubt afterwards, and not told again', async () => {
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
    await migrate(database.pool, engineMigrations);
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
