/**
 * Files as the database keeps them. A list of ten thousand mailboxes is twenty megabytes of text, and on its way out of the embedded database it
 * stands in memory four times, twice as long as it is: packed it is a tenth of that.
 */
import { promisify } from 'node:util';
import { constants, gunzip, gzip } from 'node:zlib';

const [pack, unpack] = [promisify(gzip), promisify(gunzip)];

/** What is smaller than that costs nothing. */
const worthIt = 64 * 1024;

export interface PackedFile {
  readonly content: Buffer;
  readonly packed: boolean;
}

/** As it is, where packing does not make it smaller: a workbook is packed already. */
export async function packedFile(content: Buffer): Promise<PackedFile> {
  if (content.length < worthIt) return { content, packed: false };
  const packed = await pack(content, { level: constants.Z_BEST_SPEED });
  return packed.length < content.length ? { content: packed, packed: true } : { content, packed: false };
}

/** `bytes`: how long it was; nothing longer comes out of it. */
export async function contentOf({ content, packed, bytes }: PackedFile & { readonly bytes: number }): Promise<Buffer> {
  const kept = Buffer.from(content);
  return packed ? unpack(kept, { maxOutputLength: Math.max(bytes, 1) }) : kept;
}

/** What `contentOf` needs. */
export const packedColumns = ['evidence.content', 'evidence.packed', 'evidence.bytes'] as const;
