import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engineMigrations } from '../../../src/engine/index.js';
import type { DatabaseOptions } from '../../../src/store/api.js';
import { migrate } from '../../../src/store/migrate.js';
import { openDatabase } from '../../../src/store/open-database.js';
import { putDatabase } from '../../support/prepared-database.js';
import { fillFrom } from '../../support/prepared-folder.js';

/** The tenants every engine of the tests works between. */
export const stamp: DatabaseOptions['stamp'] = {
  mode: 'rehearsal',
  sourceTenantId: 'source',
  destinationTenantId: 'destination',
};

/** A new data folder with the stamp and the tables of an engine that was never started. */
export async function folderWithEngine(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'engine-'));
  await fillFrom(dataDir, 'engine', async (folder) => {
    putDatabase(folder);
    const database = await openDatabase({ databaseUrl: null, dataDir: folder, stamp });
    await migrate(database.pool, engineMigrations);
    await database.close();
  });
  return dataDir;
}
