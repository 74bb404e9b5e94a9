import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export { folderWithDatabase as freshDataDir } from '../../support/prepared-database.js';

export const emptyDataDir = (): Promise<string> => mkdtemp(join(tmpdir(), 'changeover-store-'));
