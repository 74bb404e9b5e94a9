/** Data folders that begin where a first start has ended: that costs seconds of initdb, and what comes of it is always the same. */
import { cpSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { preparedDatabase } from '../../src/main/composition/prepared-database.js';
import type { StoreLog } from '../../src/store/api.js';
import { openEmbedded } from '../../src/store/embedded/open-embedded.js';
import { fillFrom } from './prepared-folder.js';

/** A new folder whose database has DBOS's tables, without our stamp or tables. */
export async function folderWithDatabase(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'changeover-store-'));
  await fillFrom(dataDir, 'database', async (folder) => {
    putDatabase(folder);
    const database = await openEmbedded({ dataDir: folder, log: silent });
    await database.pool.query('drop schema engine cascade; drop table store_migration');
    await database.close();
  });
  return dataDir;
}

/** The one that the build has made: it has our tables, too, and no stamp. */
export const putDatabase = (dataDir: string): void =>
  cpSync(preparedDatabase, join(dataDir, 'database'), { recursive: true });

const silent: StoreLog = { info: () => undefined, warn: () => undefined, error: () => undefined };
