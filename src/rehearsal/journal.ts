/**
 * An append-only JSON-lines journal with snapshots, shared by the world and the room. An entry is in the operating system's hands
 * before `append` returns, so a kill -9 of this process loses nothing that was answered. A power cut may: nothing is fsynced but
 * snapshots, because a rehearsal is not worth a disk flush per request.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

export interface Journal {
  /** What was kept: the last snapshot, then every entry appended after it, oldest first. Call once, before the first append. */
  load(): { readonly snapshot: unknown | null; readonly entries: unknown[] };
  /** Entries must be JSON values; `undefined` members are lost as JSON loses them. */
  append(entry: unknown): void;
  /** Replaces everything kept so far by one snapshot. A kill at any moment leaves either the old state or the new one. */
  compact(snapshot: unknown): void;
  /** How many entries were appended or loaded since the last snapshot: the caller's measure for when to compact. */
  entriesSinceSnapshot(): number;
  close(): void;
}

/** A journal called `name` in `folder` (created if missing); with `folder` null it keeps nothing. */
export function openJournal(folder: string | null, name: string): Journal {
  return folder === null ? forgetfulJournal() : fileJournal(folder, name);
}

function forgetfulJournal(): Journal {
  let count = 0;
  return {
    load: () => ({ snapshot: null, entries: [] }),
    append: () => void (count += 1),
    compact: () => void (count = 0),
    entriesSinceSnapshot: () => count,
    close: () => undefined,
  };
}

function fileJournal(folder: string, name: string): Journal {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const snapshotFile = join(folder, `${name}.snapshot.json`);
  // Each snapshot has its own journal file: no moment exists in which entries already inside the snapshot could be replayed again.
  const journalFile = (generation: number): string => join(folder, `${name}.${generation}.jsonl`);

  const kept = existsSync(snapshotFile)
    ? (JSON.parse(readFileSync(snapshotFile, 'utf8')) as { generation: number; snapshot: unknown })
    : { generation: 0, snapshot: null };
  let generation = kept.generation;
  let descriptor = openSync(journalFile(generation), 'a+', 0o600);
  let count = 0;

  const writeWhole = (fd: number, text: string): void => {
    const bytes = Buffer.from(text, 'utf8');
    for (let written = 0; written < bytes.length;) written += writeSync(fd, bytes, written);
  };

  return {
    load() {
      const text = readFileSync(journalFile(generation), 'utf8');
      const end = text.lastIndexOf('\n') + 1;
      // A last line without its end was being written when the process died: nobody was answered on the strength of it.
      if (end < text.length) ftruncateSync(descriptor, Buffer.byteLength(text.slice(0, end), 'utf8'));
      const entries = text
        .slice(0, end)
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as unknown);
      count = entries.length;
      return { snapshot: kept.snapshot, entries };
    },
    append(entry) {
      writeWhole(descriptor, `${JSON.stringify(entry)}\n`);
      count += 1;
    },
    compact(snapshot) {
      const next = generation + 1;
      const nextDescriptor = openSync(journalFile(next), 'w+', 0o600);
      const fresh = openSync(`${snapshotFile}.new`, 'w', 0o600);
      writeWhole(fresh, JSON.stringify({ generation: next, snapshot }));
      fsyncSync(fresh);
      closeSync(fresh);
      renameSync(`${snapshotFile}.new`, snapshotFile);
      closeSync(descriptor);
      descriptor = nextDescriptor;
      generation = next;
      count = 0;
      for (const file of readdirSync(folder)) {
        const old = /^(.*)\.(\d+)\.jsonl$/.exec(file);
        if (old?.[1] === name && Number(old[2]) !== next) rmSync(join(folder, file), { force: true });
      }
    },
    entriesSinceSnapshot: () => count,
    close: () => closeSync(descriptor),
  };
}
