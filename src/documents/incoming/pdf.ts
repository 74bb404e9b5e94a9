import { refused } from '../../errors.js';
import { damaged, moreBehind, type Objection } from './judged.js';

export const looksLikePdf = (content: Buffer): boolean => content.toString('latin1', 0, 5) === '%PDF-';

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

export function objectionToPdf(content: Buffer): Objection {
  if (!/^%PDF-[12]\.\d/.test(content.toString('latin1', 0, 8))) return damaged('PDF');
  const end = content.lastIndexOf('%%EOF');
  if (end === -1) return damaged('PDF');
  if (!/^%%EOF\s*$/.test(content.toString('latin1', end))) return moreBehind('PDF');
  const text = content.toString('latin1');
  if (!content.includes('startxref') || !object.test(text)) return damaged('PDF');
  if (content.includes('PK\x05\x06') || content.includes('%PDF-', 5)) return moreBehind('PDF');
  return active.test(text) ? refused('upload.active-pdf') : null;
}
