/** Data folders that begin where a first start has ended: that costs seconds of initdb, and what comes of it is always the same. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoreLog } from '../../src/store/api.js';
import { createDurableJobs } from '../../src/store/durable.js';
import { openEmbedded } from '../../src/store/embedded/open-embedded.js';
import { fillFrom } from './prepared-folder.js';

/** A new folder whose database has DBOS's tables, without our stamp or tables. */
export async function folderWithDatabase(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'changeover-store-'));
  await putDatabase(dataDir);
  return dataDir;
}

export const putDatabase = (dataDir: string): Promise<void> =>
  fillFrom(dataDir, 'database', async (folder) => {
    const database = await openEmbedded({ dataDir: folder, log: silent });
    const jobs = createDurableJobs({ database, queues: [], pollMs: 50, log: silent });
    await jobs.launch();
    await jobs.shutdown(0);
    await database.close();
  });

const silent: StoreLog = { info: () => undefined, warn: () => undefined, error: () => undefined };
