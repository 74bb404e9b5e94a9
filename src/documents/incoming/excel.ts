import { refused } from '../../errors.js';
import { damaged, moreBehind, type Objection } from './judged.js';
import { readArchive } from './zip.js';

/** Excel before 2007, and any workbook with a password: https://learn.microsoft.com/openspecs/windows_protocols/ms-cfb */
export const looksLikeOldExcel = (content: Buffer): boolean =>
  content.subarray(0, 8).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]));

/** Parts that run, or that hold another file: ECMA-376, part 1, 12.3 and 15.2. */
const active =
  /(?:^|\/)(?:vbaproject[^/]*\.bin|vbadata\.xml)$|^xl\/(?:activex|macrosheets|dialogsheets|embeddings|ctrlprops)\//i;
const activeType = /macroEnabled|ms-office\.(?:vba|activeX|macro)|\.xlm|intlmacrosheet/i;
/** A workbook has no declarations of its own, and an entity is how a short text becomes an endless one. */
const declares = /<!\s*(?:DOCTYPE|ENTITY)/i;

export function objectionToExcel(content: Buffer): Objection {
  const archive = readArchive(content);
  if ('wrong' in archive) {
    if (archive.wrong === 'grows') return refused('upload.grows', { kind: 'Excel' });
    return archive.wrong === 'more-behind' ? moreBehind('Excel') : damaged('Excel');
  }
  const { entries } = archive;
  if (entries.some(({ name }) => active.test(name))) return refused('upload.macros');
  const named = new Set(entries.map(({ name }) => name));
  if (!named.has('[Content_Types].xml') || !named.has('xl/workbook.xml')) return damaged('Excel');
  try {
    for (const { name, read } of entries) {
      const part = read();
      if (!/\.(?:xml|rels|vml)$/i.test(name)) continue;
      const isWide = part[0] === 0xff || part[0] === 0xfe || part[0] === 0x00 || part[1] === 0x00;
      const text = part.toString(isWide ? 'utf16le' : 'latin1');
      // Whatever is written otherwise than Excel writes it is not looked through.
      if (
        isWide ||
        !text
          .trimStart()
          .replace(/^\u00ef\u00bb\u00bf/, '')
          .startsWith('<')
      )
        return damaged('Excel');
      if (declares.test(text)) return refused('upload.grows', { kind: 'Excel' });
      if (name === '[Content_Types].xml' && activeType.test(text)) return refused('upload.macros');
    }
  } catch {
    return damaged('Excel');
  }
  return null;
}
