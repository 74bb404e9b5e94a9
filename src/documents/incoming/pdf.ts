import { refused } from '../../errors.js';
import { damaged, moreBehind, type Objection } from './judged.js';

export const looksLikePdf = (content: Buffer): boolean => content.toString('latin1', 0, 5) === '%PDF-';

/** What a reader could be made to run, or to unpack: https://opensource.adobe.com/dc-acrobat-sdk-docs/pdfstandards/PDF32000_2008.pdf, 12.6.4 and 7.11.4 */
const active = /\/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA)(?![A-Za-z0-9])/;

export function objectionToPdf(content: Buffer): Objection {
  if (!/^%PDF-[12]\.\d/.test(content.toString('latin1', 0, 8))) return damaged('PDF');
  const end = content.lastIndexOf('%%EOF');
  if (end === -1) return damaged('PDF');
  if (!/^%%EOF\s*$/.test(content.toString('latin1', end))) return moreBehind('PDF');
  if (!content.includes('startxref') || !/\d+ \d+ obj\b/.test(content.toString('latin1'))) return damaged('PDF');
  if (content.includes('PK\x05\x06') || content.includes('%PDF-', 5)) return moreBehind('PDF');
  // A name may be written with its letters as numbers.
  const names = content
    .toString('latin1')
    .replace(/#([0-9a-fA-F]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
  return active.test(names) ? refused('upload.active-pdf') : null;
}
