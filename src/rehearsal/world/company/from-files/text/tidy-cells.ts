/** Cells as they were meant: without what nobody can see, without a guard, and each domain in the one spelling that mail uses. */
import { domainToASCII } from 'node:url';
import { isDomainName } from '../cells/cells.js';
import { listed, type CsvTable, type TableRow } from './csv-table.js';
import type { Findings } from '../told/findings.js';
import { cutCells, guardOf } from './spreadsheets.js';

const invisible = /\p{Cf}/gu;
const invisibleAtEnds = /^[\p{Cf}\s]+|[\p{Cf}\s]+$/gu;
const inLetters = /@([^\s@,;|"'<>()[\]{}+:/\\]*[^\u0000-\u007f\s][^\s@,;|"'<>()[\]{}+:/\\]*)/gu;

/** A Cyrillic а among Latin letters looks like an a, and is none: nobody meant such a name. */
const mixed = (name: string): boolean =>
  /\p{Script=Latin}/u.test(name) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(name);

/** `тест.рф` is written `xn--e1aybc.xn--p1ai` in every address; as it is where it is no domain. */
export function asciiDomain(name: string): string {
  if (/^[\u0000-\u007f]*$/.test(name) || name.split('.').some(mixed)) return name;
  const ascii = domainToASCII(name);
  return isDomainName(ascii) ? ascii : name;
}

const strangersIn = (word: string): string =>
  [...new Set(word.match(/[\p{Script=Cyrillic}\p{Script=Greek}]/gu) ?? [])]
    .map((letter) => `${letter} (U+${(letter.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0')})`)
    .join(', ');

const withAsciiDomains = (text: string): string =>
  text.includes('@') ? text.replace(inLetters, (_, name: string) => `@${asciiDomain(name)}`) : text;

/** The text of a file for whoever looks for addresses in it. */
export const plainText = (text: string): string => withAsciiDomains(text.replace(invisible, ''));

/** A joiner inside a name may be a letter's own; inside an address nothing invisible has a meaning. */
const seen = (cell: string): string =>
  cell.includes('@') ? cell.replace(invisible, '').trim() : cell.replace(invisibleAtEnds, '');

export function tidied(table: CsvTable, findings: Findings): CsvTable {
  const { file } = table;
  const guarded = guardOf(table);
  const lines: Record<'invisible-characters' | 'apostrophe-guard', number[]> = {
    'invisible-characters': [],
    'apostrophe-guard': [],
  };
  const spellings = new Map<string, string>();
  const tidy = (row: TableRow): TableRow => {
    let changed = false;
    const note = (code: keyof typeof lines): void => {
      changed = true;
      if (lines[code].at(-1) !== row.line) lines[code].push(row.line);
    };
    const cells = row.cells.map((cell) => {
      if (cell === '') return cell;
      let text = seen(cell);
      if (text !== cell) note('invisible-characters');
      if (guarded(text)) {
        note('apostrophe-guard');
        text = (/^'.*'$/s.test(text) ? text.slice(1, -1) : text.slice(1)).trim();
      }
      for (const word of text.includes('@') ? text.split(/[\s,;|+<>()[\]"':]+/) : [])
        if (word.includes('@') && word.split(/[@.]/).some(mixed))
          findings.add(file, row.line, 'mixed-letters', { value: word, letters: strangersIn(word) });
      const ascii = withAsciiDomains(text);
      if (ascii === text) return text;
      changed = true;
      for (const [, name = ''] of text.matchAll(inLetters)) spellings.set(name.toLowerCase(), asciiDomain(name));
      return ascii;
    });
    return changed ? { ...row, cells } : row;
  };
  const rows = cutCells(file, table.heading, table.rows, findings).map(tidy);
  for (const [code, at] of Object.entries(lines))
    if (at.length > 0)
      findings.add(file, at[0] as number, code as keyof typeof lines, { count: at.length, lines: listed(at) });
  for (const [domain, ascii] of spellings)
    if (domain !== ascii) findings.add(file, null, 'domain-in-letters', { domain, ascii });
  return { ...table, heading: table.heading.map((name) => name.replace(invisible, '')), rows };
}
