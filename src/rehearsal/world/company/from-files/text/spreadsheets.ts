/** What spreadsheets do to cells on the way from one program to the next. */
import type { CsvTable, TableRow } from './csv-table.js';
import type { Findings } from '../told/findings.js';

/** https://support.microsoft.com/en-us/office/excel-specifications-and-limits-1672b34d-7043-467e-8e27-269d656771c3 */
const longestCell = 32_767;

const months =
  'jan|feb|mar|mär|mrz|apr|may|mai|jun|jul|aug|sep|sept|oct|okt|nov|dec|dez|янв|фев|мар|апр|май|мая|июн|июл|авг|сен|окт|ноя|дек';
const asNumber = /^[+-]?\d+(?:[.,]\d+)?e[+-]\d+$/i;
const asDate = new RegExp(
  `^(?:\\d{1,2}[. /-]{1,2}(?:${months})\\.?|(?:${months})[. /-]{1,2}\\d{2,4})(?:[. /-]\\d{2,4})?$`,
  'iu',
);
const asError = /^#(?:n\/a|nv|name\??|ref!|bezug!|value!|wert!|div\/0!|num!|zahl!|null!|имя\?|ссылка!|знач!|н\/д|#+)$/i;

/** A number in place of many digits, a date in place of `MAR1`, or a mistake: what stood there before is gone. */
export const isSpoilt = (cell: string): boolean => asNumber.test(cell) || asDate.test(cell) || asError.test(cell);

/**
 * A cell that is as long as a spreadsheet's longest was cut there, in the middle of a word; some write what is left into the next row, which
 * is nobody. The last blanks may have been taken off.
 */
export function cutCells(
  file: string,
  heading: readonly string[],
  rows: readonly TableRow[],
  findings: Findings,
): readonly TableRow[] {
  const isCut = (cell: string): boolean => cell.length === longestCell || cell.length === longestCell - 1;
  let before: { readonly line: number; readonly column: number } | null = null;
  return rows.filter((row) => {
    const { line, cells } = row;
    const filled = cells.flatMap((cell, column) => (cell === '' ? [] : [column]));
    const last = before;
    const column = cells.findIndex(isCut);
    before = column === -1 ? null : { line, column };
    if (last !== null && filled.length === 1 && (filled[0] === last.column || filled[0] === 0)) {
      findings.add(file, line, 'rest-of-cell', { first: last.line });
      return false;
    }
    if (column !== -1)
      findings.add(file, line, 'cell-at-limit', { column: heading[column] ?? '', characters: longestCell });
    return true;
  });
}

/** Every cell that begins with an apostrophe where an exporter guarded its cells, so that a spreadsheet computes nothing. */
export function guardOf({ rows, heading }: CsvTable): (cell: string) => boolean {
  const columns = heading.map((_, column) =>
    rows.map(({ cells }) => cells[column] ?? '').filter((cell) => cell !== ''),
  );
  const everywhere = columns.some(
    (cells) =>
      cells.length > 0 && cells.every((cell) => cell.startsWith("'")) && cells.some((cell) => cell.includes('@')),
  );
  return (cell) => (everywhere ? cell.startsWith("'") : /^'[=+@\t-]/.test(cell));
}
