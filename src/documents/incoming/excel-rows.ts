/**
 * The rows of the first sheet of a workbook that people see, read from front to back once. Cells may be left out, and say then where they stand:
 * https://ecma-international.org/publications-and-standards/standards/ecma-376/, 18.3.1
 */
import { headOfSheet, sheetsShown } from './excel-head.js';
import { cellTextIn, each, textIn, unescaped, type Element } from './xml.js';
import { readArchive, type Entry } from './zip.js';

export interface ExcelCell {
  readonly text: string;
  readonly wrong?: 'error' | 'formula';
}

export interface ExcelRow {
  readonly number: number;
  /** By column; those between that are not there are empty. */
  readonly cells: readonly (ExcelCell | undefined)[];
}

const mostColumns = 500;
const mostMerges = 10_000;
/** As many cells as the longest table has that is read. */
const mostTexts = 1_000_000;
/** Longer ones are no address and no name; a cell of 32,767 signs may stand there ten thousand times. */
const mostOfCell = 2_000;

export interface ExcelRows {
  readonly rows: readonly ExcelRow[];
  /** Names of the other sheets that people see and on which rows stand. */
  readonly others: readonly string[];
}

/** Of a workbook that was judged before; null: it is not written as Excel writes one. `most`: so many that hold anything, and the head. */
export function rowsOfExcel(content: Buffer, most: number): ExcelRows | null {
  const archive = readArchive(content);
  if ('wrong' in archive) return null;
  const parts = new Map(archive.entries.map((entry) => [entry.name, entry]));
  const [sheet, ...others] = sheetsShown(parts);
  if (sheet === undefined) return null;
  const text = sheet.part.read().toString('utf8');
  const merged = mergedCells(text);
  const shared = sharedTexts(parts);
  const rows: ExcelRow[] = [];
  let last = 0;
  for (const row of each(text, 'row')) {
    const said = Number(row.attribute('r'));
    last = Number.isInteger(said) && said > last ? said : last + 1;
    const cells = cellsOf(row.inside, shared);
    if (isEmpty(cells)) continue;
    rows.push({ number: last, cells: merged(last, cells) });
    if (rows.length > most) break;
  }
  return {
    rows,
    others: others.filter(({ part }) => headOfSheet(part, parts).hasRows).map(({ name }) => name),
  };
}

const isEmpty = (cells: ExcelRow['cells']): boolean =>
  cells.every((cell) => cell === undefined || (cell.text.trim() === '' && cell.wrong === undefined));

/** What stands in a cell that was merged over several rows stands in the first of them, and is meant for each: 18.3.1.54. */
function mergedCells(text: string): (row: number, cells: ExcelRow['cells']) => ExcelRow['cells'] {
  const begins = new Map<number, { readonly column: number; readonly last: number }[]>();
  let count = 0;
  for (const merge of each(text, 'mergeCell')) {
    if (count === mostMerges) break;
    const [, letters, from, to] =
      /^([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})$/.exec(merge.attribute('ref') ?? '') ?? [];
    const column = columnIn(`${letters}1`);
    if (column === null || column >= mostColumns || from === to) continue;
    begins.set(Number(from), [...(begins.get(Number(from)) ?? []), { column, last: Number(to) }]);
    count += 1;
  }
  const open = new Map<number, { readonly cell: ExcelCell; readonly last: number }>();
  return (row, cells) => {
    const whole = [...cells];
    for (const [column, { cell, last }] of open)
      if (row > last) open.delete(column);
      else if (isEmpty([whole[column]])) {
        while (whole.length < column) whole.push(undefined);
        whole[column] = cell;
      }
    for (const { column, last } of begins.get(row) ?? []) {
      const cell = cells[column];
      if (cell !== undefined) open.set(column, { cell, last });
    }
    return whole;
  };
}

function cellsOf(row: string, shared: readonly string[]): readonly (ExcelCell | undefined)[] {
  const cells: (ExcelCell | undefined)[] = [];
  let next = 0;
  for (const cell of each(row, 'c')) {
    const at = columnIn(cell.attribute('r')) ?? next;
    if (at >= mostColumns) break;
    while (cells.length < at) cells.push(undefined);
    cells[at] = cellOf(cell, shared);
    next = at + 1;
  }
  return cells;
}

function cellOf(cell: Element, shared: readonly string[]): ExcelCell {
  const type = cell.attribute('t');
  if (type === 'inlineStr') return { text: cellTextIn(textIn(cell.inside)).slice(0, mostOfCell) };
  const [value] = [...each(cell.inside, 'v')].map(({ inside }) => inside);
  if (type === 's') return { text: /^\d{1,7}$/.test(value ?? '') ? (shared[Number(value)] ?? '') : '' };
  const text = unescaped(value ?? '').slice(0, mostOfCell);
  if (type === 'e') return { text, wrong: 'error' };
  if (text === '' && /<(?:\w+:)?f[\s/>]/.test(cell.inside)) return { text, wrong: 'formula' };
  if (type === 'str') return { text: cellTextIn(text) };
  return { text: type === null || type === 'n' ? wholeNumber(text) : text };
}

/** Google Sheets writes 1 as `1.0`. */
function wholeNumber(text: string): string {
  const number = /^-?\d+(?:\.\d+)?(?:E[+-]?\d{1,2})?$/i.test(text) ? Number(text) : NaN;
  return Number.isSafeInteger(number) ? String(number) : text;
}

/** `C7`: 2. */
function columnIn(reference: string | null): number | null {
  const [, letters] = /^([A-Z]{1,3})\d{1,7}$/.exec(reference ?? '') ?? [];
  if (letters === undefined) return null;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function sharedTexts(parts: ReadonlyMap<string, Entry>): readonly string[] {
  const text = parts.get('xl/sharedStrings.xml')?.read().toString('utf8') ?? '';
  const texts: string[] = [];
  for (const { inside } of each(text, 'si')) {
    if (texts.length === mostTexts) break;
    texts.push(cellTextIn(plainOrWhole(inside)).slice(0, mostOfCell));
  }
  return texts;
}

/** Nearly all are one piece without looks of its own; there may be hundreds of thousands. */
function plainOrWhole(inside: string): string {
  const [, plain] = /^<t(?: xml:space="preserve")?>([^<]*)<\/t>$/.exec(inside) ?? [];
  return plain === undefined ? textIn(inside) : plain.includes('&') ? unescaped(plain) : plain;
}
