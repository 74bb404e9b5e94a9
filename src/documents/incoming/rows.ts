/** All rows of a table that people handed in, under the columns that are wanted of it. */
import { parse } from 'csv-parse/sync';
import type { FileType } from '../../contract/files.js';
import { plainHeading } from './fits-field.js';
import { rowsOfExcel, type ExcelCell } from './excel-rows.js';
import { tableIn } from './table-in.js';
import { textOf } from './text.js';

/** `wrong`: Excel shows no value there: an error of its own, or a formula that nobody has reckoned yet. */
export interface TypedCell {
  readonly text: string;
  readonly wrong?: 'error' | 'formula';
}

export interface TypedRow {
  /** As the program shows it where people edit the table: the head is mostly row 1. */
  readonly number: number;
  /** By the heading as it is wanted; a column that is not there is not in it. */
  readonly cells: Readonly<Record<string, TypedCell>>;
}

export interface TableRows {
  /** Those of the wanted columns that are there. */
  readonly columns: readonly string[];
  readonly rows: readonly TypedRow[];
  /** There are more than are read. */
  readonly more: boolean;
}

/** Of a file that was judged, and fits its field. Rows in which nothing stands are left out. Null: it could not be read. */
export function rowsIn(kind: FileType, content: Buffer, wanted: readonly string[], most: number): TableRows | null {
  const table =
    kind === 'Excel' ? rowsOfExcel(content, most + 1) : kind === 'CSV' ? rowsOfCsv(content, most + 1) : null;
  const [head, ...rows] = table ?? [];
  if (head === undefined) return null;
  const places = new Map<number, string>();
  for (const heading of wanted) {
    const at = head.cells.findIndex((cell) => plainHeading(cell?.text ?? '') === plainHeading(heading));
    if (at !== -1) places.set(at, heading);
  }
  return {
    columns: [...places.values()],
    rows: rows.slice(0, most).map(({ number, cells }) => ({
      number,
      cells: Object.fromEntries([...places].map(([at, heading]) => [heading, cells[at] ?? { text: '' }])),
    })),
    more: rows.length > most,
  };
}

interface Numbered {
  readonly number: number;
  readonly cells: readonly (ExcelCell | undefined)[];
}

/** What `csv.ts` puts before a text that a spreadsheet would take for a formula is taken off again. */
const asWritten = (text: string): string => text.replace(/^'(?=[=+\-@\t\r])/, '');

function rowsOfCsv(content: Buffer, most: number): readonly Numbered[] {
  const { table, delimiter, linesBefore } = tableIn(textOf(content) ?? '');
  const records: readonly (readonly string[])[] = parse(table, {
    delimiter,
    bom: true,
    relax_column_count: true,
    to: most + 1,
  });
  return records.flatMap((record, index) =>
    record.every((text) => text.trim() === '')
      ? []
      : [{ number: index + 1 + linesBefore, cells: record.map((text) => ({ text: asWritten(text) })) }],
  );
}
