/**
 * The first row of the first sheet of a workbook that people see, and whether anything stands under it. A library that reads workbooks reads all of one, which takes
 * seconds for a large one while nobody else is answered: https://ecma-international.org/publications-and-standards/standards/ecma-376/, 18.3 and 18.4
 */
import { cellTextIn, each, textIn, unescaped } from './xml.js';
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
const mostSheets = 200;

/** Of a workbook that was judged before. Null: it is not written as Excel writes one. */
export function headOfExcel(content: Buffer): Head | null {
  const archive = readArchive(content);
  if ('wrong' in archive) return null;
  const parts = new Map(archive.entries.map((entry) => [entry.name, entry]));
  const sheet = firstSheet(parts);
  return sheet === undefined ? null : headOfSheet(sheet, parts);
}

export function headOfSheet(sheet: Entry, parts: ReadonlyMap<string, Entry>): Head {
  const text = sheet.read().toString('utf8', 0, mostOfSheet);
  for (const row of each(text, 'row')) {
    const cells = cellsOf(row.inside);
    if (cells.every((cell) => cell === '')) continue;
    const shared = sharedTexts(parts, new Set(cells.filter((cell) => typeof cell === 'number')));
    const columns = cells.map((cell) => cellTextIn(typeof cell === 'number' ? (shared.get(cell) ?? '') : cell));
    return { columns, hasRows: hasText(text.slice(row.end)) };
  }
  return { columns: [], hasRows: false };
}

export interface Sheet {
  readonly name: string;
  readonly part: Entry;
}

export const firstSheet = (parts: ReadonlyMap<string, Entry>): Entry | undefined => sheetsShown(parts)[0]?.part;

/** In the order of their tabs. Hidden ones, an older version or the lists of a menu, are not what people mean; where all are hidden, the first is. */
export function sheetsShown(parts: ReadonlyMap<string, Entry>): readonly Sheet[] {
  const read = (name: string): string => parts.get(name)?.read().toString('utf8', 0, mostOfSheet) ?? '';
  const targets = new Map<string, string>();
  for (const relation of each(read('xl/_rels/workbook.xml.rels'), 'Relationship')) {
    const [id, target] = [relation.attribute('Id'), relation.attribute('Target')];
    if (id !== null && target !== null) targets.set(id, target);
  }
  const all: { readonly sheet: Sheet; readonly isHidden: boolean }[] = [];
  for (const sheet of each(read('xl/workbook.xml'), 'sheet')) {
    if (all.length === mostSheets) break;
    const target = targets.get(sheet.attribute('\\w+:id') ?? '') ?? '';
    const part = parts.get(target.startsWith('/') ? target.slice(1) : `xl/${target}`);
    if (part === undefined) continue;
    const isHidden = /^(?:very)?hidden$/i.test(sheet.attribute('state') ?? '');
    all.push({ sheet: { name: unescaped(sheet.attribute('name') ?? ''), part }, isHidden });
  }
  const shown = all.filter(({ isHidden }) => !isHidden);
  return (shown.length === 0 ? all.slice(0, 1) : shown).map(({ sheet }) => sheet);
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
