/** What a field wants that is answered with a file. */
import type { FileType, FileWanted, KeptFile } from '../../contract/files.js';
import { plainText } from './plain-text.js';
import type { Words } from './words.js';

const endings: Readonly<Record<FileType, readonly string[]>> = {
  PDF: ['.pdf'],
  PNG: ['.png'],
  JPEG: ['.jpg', '.jpeg'],
  Excel: ['.xlsx'],
  CSV: ['.csv'],
  JSON: ['.json'],
  zone: ['.zone', '.dns', '.db', '.txt'],
  text: ['.txt', '.log'],
};

/** What a browser offers first; what is taken is judged by its content. */
export const endingsOf = ({ types }: FileWanted): string =>
  [...new Set(types.flatMap((type) => endings[type]))].join(',');

/** As a part of a sentence: `an Excel workbook (.xlsx) or a CSV file, with the columns …`. */
export function wantedFile({ types, columns }: FileWanted, words: Words): string {
  const named = words.any(types.map((type) => words.say(`file-type.${type}`)));
  return columns === undefined
    ? named
    : words.say('file.with-columns', {
        types: named,
        count: columns.length,
        columns: words.all(columns.map((column) => words.say('quoted', { text: column }))),
      });
}

/** `mapping.csv · 12 KB · SHA-256 3fa9c1e2…` */
export const fileInShort = ({ name, bytes, sha256 }: KeptFile, words: Words): string =>
  words.say('file.in-short', {
    file: plainText(name, 60),
    kilobytes: Math.max(1, Math.ceil(bytes / 1024)),
    hash: sha256.slice(0, 8),
  });
