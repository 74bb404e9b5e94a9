/** The files of a folder that a stranger filled: nothing outside it is opened, and nothing without a limit. */
import { closeSync, constants, fstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { Findings } from '../told/findings.js';

export const limits = {
  files: 50,
  bytesPerFile: 32 * 1024 * 1024,
  bytes: 96 * 1024 * 1024,
  /** Our own snapshots, of any large company. */
  jsonPerFile: 128 * 1024 * 1024,
  json: 256 * 1024 * 1024,
  columns: 200,
  rows: 200_000,
  /** Characters: everybody of a large company stands in one cell of one group. */
  row: 4 * 1024 * 1024,
} as const;

export interface FolderFile {
  readonly name: string;
  readonly bytes: Buffer;
}

const csvName = /\.(csv|tsv|txt)$/i;
export const isJsonName = (name: string): boolean => /\.json$/i.test(name);

export function readFolder(
  folder: string,
  findings: Findings,
): { readonly files: readonly FolderFile[]; readonly seen: readonly string[] } {
  const files: FolderFile[] = [];
  // Code-unit order: the same folder gives the same company on every system.
  const stored = new Map(readdirSync(folder).map((name) => [name.normalize('NFC'), name]));
  const seen = [...stored.keys()].sort();
  const bytes = { csv: 0, json: 0 };
  for (const name of seen) {
    if (name.startsWith('.')) continue;
    const kind = isJsonName(name) ? 'json' : 'csv';
    if (kind === 'csv' && !csvName.test(name)) {
      findings.add(name, null, 'not-csv-by-name');
      continue;
    }
    if (files.length === limits.files) {
      findings.add(name, null, 'too-many-files', { limit: limits.files });
      continue;
    }
    const [perFile, all] = kind === 'json' ? [limits.jsonPerFile, limits.json] : [limits.bytesPerFile, limits.bytes];
    const content = readRegular(join(folder, stored.get(name) as string), Math.min(perFile, all - bytes[kind]));
    if (content === 'not-a-file') findings.add(name, null, 'not-a-file');
    else if (content === 'too-large') findings.add(name, null, 'too-large', { limit: perFile / 1024 / 1024 });
    else {
      bytes[kind] += content.length;
      files.push({ name, bytes: content });
    }
  }
  return { files, seen };
}

/** A link could lead out of the folder and a pipe would never end: both are refused before a byte is read. */
function readRegular(path: string, most: number): Buffer | 'not-a-file' | 'too-large' {
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch {
    return 'not-a-file';
  }
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) return 'not-a-file';
    const { size } = stats;
    if (size > most) return 'too-large';
    const bytes = Buffer.alloc(size);
    let read = 0;
    for (let got = -1; got !== 0 && read < size; read += got) got = readSync(file, bytes, read, size - read, read);
    return bytes.subarray(0, read);
  } finally {
    closeSync(file);
  }
}
