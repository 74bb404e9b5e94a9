import { cpSync, existsSync, mkdirSync, watch, writeFileSync } from 'node:fs';
import { mkdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';

/** Made by `prepared-run.cjs` for this run alone. */
const place = process.env['CHANGEOVER_PREPARED'] ?? '';

/**
 * Fills the folder with what `make` puts into one: that is done once in a run, by whichever test comes first; the others get a copy,
 * those that come meanwhile as soon as it is done.
 */
export async function fillFrom(folder: string, name: string, make: (folder: string) => Promise<void>): Promise<void> {
  const prepared = join(place, name);
  if (!existsSync(prepared)) await prepare(prepared, make);
  // A thousand files: what gives way between them to others costs twice as much.
  cpSync(prepared, folder, { recursive: true });
}

async function prepare(prepared: string, make: (folder: string) => Promise<void>): Promise<void> {
  const unfinished = `${prepared}.unfinished`;
  const problem = `${prepared}.problem`;
  try {
    mkdirSync(unfinished);
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'EEXIST') throw fault;
    await appears(prepared, problem);
    if (existsSync(problem)) throw new Error(`another test could not prepare it: ${await readFile(problem, 'utf8')}`);
    return;
  }
  try {
    const folder = join(unfinished, 'folder');
    await mkdir(folder);
    await make(folder);
    await rename(folder, prepared);
  } catch (fault) {
    writeFileSync(problem, String(fault));
    throw fault;
  }
}

/** Resolves when one of them is there. */
function appears(...paths: readonly string[]): Promise<void> {
  return new Promise((resolve) => {
    const watcher = watch(place);
    const look = (): void => {
      if (!paths.some((path) => existsSync(path))) return;
      watcher.close();
      resolve();
    };
    watcher.on('change', look);
    look();
  });
}
