import { randomUUID } from 'node:crypto';
import { open, readFile, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { DataFolderInUse } from '../faults.js';

const BEAT_MS = 2000;
/** A holder that has not touched its lock for this long is watched; if it stays still that long again, it is dead. */
const STALE_MS = 10_000;

interface Holder {
  readonly id: string;
  readonly pid: number;
  readonly host: string;
}

export interface DataFolderLock {
  release(): Promise<void>;
}

/** Locks this process holds: a lock with our own pid that is not among them was left by a process whose pid we got (containers reuse them). */
const ours = new Set<string>();

/** PGlite does not notice a second process on its folder, and both lose rows: this file beside the folder is what keeps them apart. */
export async function lockDataFolder(
  dataDir: string,
  lockFile: string,
  onLost: (reason: Error) => void,
): Promise<DataFolderLock> {
  const holder: Holder = { id: randomUUID(), pid: process.pid, host: hostname() };
  ours.add(holder.id);
  try {
    await acquire(dataDir, lockFile, holder);
  } catch (reason) {
    ours.delete(holder.id);
    throw reason;
  }
  const beat = setInterval(() => {
    touch(lockFile, holder.id).catch((reason: unknown) => {
      clearInterval(beat);
      onLost(new Error(`the lock of ${dataDir} was taken by somebody else`, { cause: reason }));
    });
  }, BEAT_MS);
  beat.unref();
  return {
    async release() {
      clearInterval(beat);
      ours.delete(holder.id);
      if ((await read(lockFile))?.id === holder.id) await rm(lockFile, { force: true });
    },
  };
}

async function acquire(dataDir: string, lockFile: string, holder: Holder): Promise<void> {
  for (let tries = 0; !(await create(lockFile, holder)); tries += 1) {
    const found = await read(lockFile);
    if (found === null) {
      // Its holder is between creating and writing, or has just released it; a file that stays empty was left by a crash.
      if (tries < 10) await wait(20);
      else if (await watchedForABeat(lockFile)) throw new DataFolderInUse({ dataDir, pid: 0, host: 'unknown' });
      else await takeAway(lockFile, null);
      continue;
    }
    if (await isAlive(lockFile, found)) throw new DataFolderInUse({ dataDir, pid: found.pid, host: found.host });
    await takeAway(lockFile, found.id);
  }
}

async function create(lockFile: string, holder: Holder): Promise<boolean> {
  try {
    const file = await open(lockFile, 'wx', 0o600);
    try {
      await file.writeFile(JSON.stringify(holder));
    } finally {
      await file.close();
    }
    return true;
  } catch (error) {
    if (isErrno(error, 'EEXIST')) return false;
    throw error;
  }
}

async function read(lockFile: string): Promise<Holder | null> {
  try {
    const content: unknown = JSON.parse(await readFile(lockFile, 'utf8'));
    return isHolder(content) ? content : null;
  } catch (error) {
    if (error instanceof SyntaxError || isErrno(error, 'ENOENT')) return null;
    throw error;
  }
}

async function isAlive(lockFile: string, found: Holder): Promise<boolean> {
  if (found.host === hostname()) {
    if (found.pid === process.pid) return ours.has(found.id);
    if (!processExists(found.pid)) return false;
    if (Date.now() - (await touchedAt(lockFile)) < STALE_MS) return true;
  }
  // Another machine (its pids mean nothing here), or a pid that may have been given to another program since: only a beat tells.
  return watchedForABeat(lockFile);
}

async function watchedForABeat(lockFile: string): Promise<boolean> {
  const first = await touchedAt(lockFile);
  for (const until = Date.now() + STALE_MS; Date.now() < until; await wait(200)) {
    const now = await touchedAt(lockFile);
    if (now === 0) return false;
    if (now !== first) return true;
  }
  return false;
}

/**
 * One starter at a time, and only the lock that was found stale: of several who have found it so, a slow one would else take away what a
 * quicker one has put in its place, and both would be in.
 */
async function takeAway(lockFile: string, staleId: string | null): Promise<void> {
  const turn = `${lockFile}.taken-away`;
  if (!(await create(turn, { id: randomUUID(), pid: process.pid, host: hostname() }))) {
    // Whoever has the turn needs some milliseconds, or died with it.
    const begun = await touchedAt(turn);
    if (begun !== 0 && Date.now() - begun > STALE_MS) await rm(turn, { force: true });
    await wait(20);
    return;
  }
  try {
    if (((await read(lockFile))?.id ?? null) === staleId) await rm(lockFile, { force: true });
  } finally {
    await rm(turn, { force: true });
  }
}

async function touch(lockFile: string, id: string): Promise<void> {
  if ((await read(lockFile))?.id !== id) throw new Error('not ours');
  const now = new Date();
  await utimes(lockFile, now, now);
}

async function touchedAt(lockFile: string): Promise<number> {
  try {
    return (await stat(lockFile)).mtimeMs;
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return 0;
    throw error;
  }
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !isErrno(error, 'ESRCH');
  }
}

const isErrno = (error: unknown, code: string): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === code;

const isHolder = (content: unknown): content is Holder =>
  typeof content === 'object' && content !== null && 'id' in content && 'pid' in content && 'host' in content;
