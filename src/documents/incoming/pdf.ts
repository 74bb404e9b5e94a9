import { refused } from '../../errors.js';
import { damaged, moreBehind, type Objection } from './judged.js';
import { objectsOf } from './pdf-objects.js';

export const looksLikePdf = (content: Buffer): boolean => content.toString('latin1', 0, 5) === '%PDF-';

/**
 * From where a reader reads it: the mark may stand anywhere in the first 1,024 bytes (the same, annex H, note 13), behind a line that a server
 * or a printer put there. -1: nowhere.
 */
export const startOfPdf = (content: Buffer): number => content.subarray(0, 1024 + 5).indexOf('%PDF-');

/** What a reader could be made to run, or to unpack: https://opensource.adobe.com/dc-acrobat-sdk-docs/pdfstandards/PDF32000_2008.pdf, 12.6.4 and 7.11.4 */
const activeNames = ['JavaScript', 'JS', 'Launch', 'EmbeddedFiles', 'EmbeddedFile', 'RichMedia', 'XFA'];

/** A name may be written with its letters as numbers (7.3.5). Looked for as they stand there: to write ten megabytes of them out takes seconds. */
const active = new RegExp(
  `/(?:${activeNames.map(eitherWay).join('|')})(?![A-Za-z0-9]|#(?:3[0-9]|[46][1-9a-fA-F]|[57][0-9aA]))`,
);

function eitherWay(name: string): string {
  const byNumber = (letter: string): string =>
    letter
      .charCodeAt(0)
      .toString(16)
      .replace(/[a-f]/, (digit) => `[${digit}${digit.toUpperCase()}]`);
  return [...name].map((letter) => `(?:${letter}|#${byNumber(letter)})`).join('');
}

/** Bounded, or a long run of digits is gone through once for each of them. */
const object = /(?<!\d)\d{1,10} \d{1,5} obj\b/;

const blank = new Set([0x00, 0x09, 0x0a, 0x0c, 0x0d, 0x1a, 0x20]);
/** The end of an archive stands in its last 64 KB: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.16 */
const endOfArchive = 22 + 0xffff;

export function objectionToPdf(content: Buffer): Objection {
  if (!/^%PDF-[12]\.\d/.test(content.toString('latin1', 0, 8))) return damaged('PDF');
  const end = content.lastIndexOf('%%EOF');
  if (end === -1) return damaged('PDF');
  // Scanners and mail gateways fill the last block up.
  if (content.subarray(end + 5).some((byte) => !blank.has(byte))) return moreBehind('PDF');
  if (!content.includes('startxref') || !object.test(content.toString('latin1'))) return damaged('PDF');
  if (content.subarray(-endOfArchive).includes('PK\x05\x06') || content.includes('%PDF-', 5)) return moreBehind('PDF');
  const objects = objectsOf(content);
  if ('wrong' in objects)
    return objects.wrong === 'grows' ? refused('upload.grows', { kind: 'PDF' }) : refused('upload.locked-pdf');
  return active.test(objects.text) ? refused('upload.active-pdf') : null;
}
