/**
 * The first row of a workbook's first sheet, and whether anything stands under it. A library that reads workbooks reads all of one, which takes
 * seconds for a large one while nobody else is answered: https://ecma-international.org/publications-and-standards/standards/ecma-376/, 18.3 and 18.4
 */
import { each, textIn, unescaped } from './xml.js';
import { readArchive, type Entry } from './zip.js';

export interface Head {
  readonly columns: readonly string[];
  readonly hasRows: boolean;
}

/** No head is longer, and no list of sheets. */
const mostOfSheet = 1024 * 1024;
/** Those of the first sheet's first row are among the first that Excel writes. */
const mostOfTexts = 32 * 1024 * 1024;
const mostOfText = 64 * 1024;
const mostColumns = 500;

/** Of a workbook that was judged before. Null: it is not written as Excel writes one. */
export function headOfExcel(content: Buffer): Head | null {
  const archive = readArchive(content);
  if ('wrong' in archive) return null;
  const parts = new Map(archive.entries.map((entry) => [entry.name, entry]));
  const sheet = firstSheet(parts);
  if (sheet === undefined) return null;
  const text = sheet.read().toString('utf8', 0, mostOfSheet);
  for (const row of each(text, 'row')) {
    const cells = cellsOf(row.inside);
    if (cells.every((cell) => cell === '')) continue;
    const shared = sharedTexts(parts, new Set(cells.filter((cell) => typeof cell === 'number')));
    const columns = cells.map((cell) => (typeof cell === 'number' ? (shared.get(cell) ?? '') : cell));
    return { columns, hasRows: hasText(text.slice(row.end)) };
  }
  return { columns: [], hasRows: false };
}

export function firstSheet(parts: ReadonlyMap<string, Entry>): Entry | undefined {
  const read = (name: string): string => parts.get(name)?.read().toString('utf8', 0, mostOfSheet) ?? '';
  for (const sheet of each(read('xl/workbook.xml'), 'sheet')) {
    for (const relation of each(read('xl/_rels/workbook.xml.rels'), 'Relationship')) {
      const target = relation.attribute('Target');
      if (target !== null && relation.attribute('Id') === sheet.attribute('\\w+:id'))
        return parts.get(target.startsWith('/') ? target.slice(1) : `xl/${target}`);
    }
    return undefined;
  }
  return undefined;
}

/** Of each its text, or the number under which it is kept with those of all sheets. */
function cellsOf(row: string): readonly (string | number)[] {
  const cells: (string | number)[] = [];
  for (const cell of each(row, 'c')) {
    const type = cell.attribute('t');
    const [value] = [...each(cell.inside, 'v')].map(({ inside }) => inside);
    if (type === 'inlineStr') cells.push(textIn(cell.inside));
    else if (type === 's') cells.push(/^\d{1,7}$/.test(value ?? '') ? Number(value) : '');
    else cells.push(unescaped(value ?? ''));
    if (cells.length === mostColumns) break;
  }
  return cells;
}

/** Only those are read; the others are counted, and there may be millions. */
function sharedTexts(parts: ReadonlyMap<string, Entry>, wanted: ReadonlySet<number>): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  if (wanted.size === 0) return found;
  const text = parts.get('xl/sharedStrings.xml')?.read().toString('utf8', 0, mostOfTexts) ?? '';
  const opening = /<(?:\w+:)?si(?=[\s/>])/g;
  for (let index = 0; found.size < wanted.size; index += 1) {
    const at = opening.exec(text)?.index;
    if (at === undefined) break;
    if (!wanted.has(index)) continue;
    const [whole] = each(text.slice(at, at + mostOfText), 'si');
    found.set(index, textIn(whole?.inside ?? ''));
  }
  return found;
}

function hasText(rows: string): boolean {
  for (const name of ['v', 't']) for (const { inside } of each(rows, name)) if (inside.trim() !== '') return true;
  return false;
}
