import { cp, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { openEmbedded } from '../../../src/store/embedded/open-embedded.js';
import { createDurableJobs } from '../../../src/store/durable.js';
import { silentLog } from './log.js';

/** One per user and version: made by whichever test comes first, copied by all. */
const template = join(tmpdir(), `changeover-store-template-0.5.16-5.3.0-${userInfo().username}`);

export const emptyDataDir = (): Promise<string> => mkdtemp(join(tmpdir(), 'changeover-store-'));

/** A data folder whose database is made and has DBOS's schema, but neither stamp nor tables of ours: spares initdb (2 s) and its memory. */
export async function freshDataDir(): Promise<string> {
  if (!(await exists(template))) await makeTemplate();
  const dataDir = await emptyDataDir();
  await cp(template, dataDir, { recursive: true });
  return dataDir;
}

async function makeTemplate(): Promise<void> {
  const dataDir = await emptyDataDir();
  const database = await openEmbedded({ dataDir, log: silentLog });
  const jobs = createDurableJobs({ database, queues: [], pollMs: 50, log: silentLog });
  await jobs.launch();
  await jobs.shutdown(0);
  await database.close();
  // Another worker may have been quicker: then its template serves as well.
  await rename(dataDir, template).catch(async () => rm(dataDir, { recursive: true, force: true }));
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
