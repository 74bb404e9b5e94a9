/** Reads an archive as a stranger's: by its own directory only, nothing larger than allowed, and nothing that lies over something else. */
import { inflateRawSync } from 'node:zlib';

export interface Entry {
  readonly name: string;
  readonly size: number;
  /** @throws where it does not unpack to what the directory says. */
  readonly read: () => Buffer;
}

export type Archive = { readonly entries: readonly Entry[] } | { readonly wrong: 'damaged' | 'grows' | 'more-behind' };

const mostEntries = 2_000;
const mostUnpacked = 150 * 1024 * 1024;
/** A sheet of zeros is packed a hundred times smaller; a bomb a thousand times. */
const mostTimes = 300;
const endSize = 22;

export const looksLikeZip = (content: Buffer): boolean => content.toString('latin1', 0, 4) === 'PK\x03\x04';

/** https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3 */
export function readArchive(content: Buffer): Archive {
  const end = content.lastIndexOf('PK\x05\x06');
  if (end === -1 || end + endSize > content.length) return { wrong: 'damaged' };
  const count = content.readUInt16LE(end + 10);
  const size = content.readUInt32LE(end + 12);
  const directory = content.readUInt32LE(end + 16);
  if (end + endSize + content.readUInt16LE(end + 20) !== content.length) return { wrong: 'more-behind' };
  if (directory + size !== end)
    return { wrong: count === 0xffff || directory === 0xffffffff ? 'damaged' : 'more-behind' };
  if (count > mostEntries) return { wrong: 'grows' };
  const entries: (Entry & { readonly from: number; readonly to: number })[] = [];
  let at = directory;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > end || content.readUInt32LE(at) !== 0x02014b50) return { wrong: 'damaged' };
    const entry = readEntry(content, at, directory);
    if (entry === null) return { wrong: 'damaged' };
    entries.push(entry);
    at += 46 + content.readUInt16LE(at + 28) + content.readUInt16LE(at + 30) + content.readUInt16LE(at + 32);
  }
  if (at !== end || new Set(entries.map(({ name }) => name.toLowerCase())).size !== count) return { wrong: 'damaged' };
  const inOrder = [...entries].sort((one, other) => one.from - other.from);
  if (inOrder.some(({ from }, index) => from < (inOrder[index - 1]?.to ?? 0))) return { wrong: 'grows' };
  const unpacked = entries.reduce((sum, entry) => sum + entry.size, 0);
  return unpacked > mostUnpacked || unpacked > content.length * mostTimes ? { wrong: 'grows' } : { entries };
}

function readEntry(
  content: Buffer,
  at: number,
  directory: number,
): (Entry & { readonly from: number; readonly to: number }) | null {
  const flags = content.readUInt16LE(at + 8);
  const method = content.readUInt16LE(at + 10);
  const packed = content.readUInt32LE(at + 20);
  const size = content.readUInt32LE(at + 24);
  const nameLength = content.readUInt16LE(at + 28);
  const from = content.readUInt32LE(at + 42);
  const name = content.toString('utf8', at + 46, at + 46 + nameLength);
  const isEncrypted = (flags & 1) === 1;
  if (isEncrypted || (method !== 0 && method !== 8) || (method === 0 && packed !== size)) return null;
  if (
    name === '' ||
    name.includes('\\') ||
    name.startsWith('/') ||
    /[\0:]/.test(name) ||
    name.split('/').includes('..')
  )
    return null;
  if (from + 30 > directory || content.readUInt32LE(from) !== 0x04034b50) return null;
  const start = from + 30 + content.readUInt16LE(from + 26) + content.readUInt16LE(from + 28);
  const to = start + packed;
  if (to > directory) return null;
  const read = (): Buffer => {
    const part = content.subarray(start, to);
    const whole = method === 0 ? part : inflateRawSync(part, { maxOutputLength: Math.max(1, size) });
    if (whole.length !== size) throw new Error('the archive holds something else than its directory says');
    return whole;
  };
  return { name, size, from, to, read };
}
