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
  /** What is not read of it: nobody may think it was. */
  readonly unread: Unread;
}

export interface Unread {
  /** Headings that nobody wants, as they stand there. */
  readonly columns: readonly string[];
  /** Sheets beside the first on which something stands. */
  readonly sheets: readonly string[];
}

/** Of a file that was judged, and fits its field. Rows in which nothing stands are left out. Null: it could not be read. */
export function rowsIn(kind: FileType, content: Buffer, wanted: readonly string[], most: number): TableRows | null {
  const book = kind === 'Excel' ? rowsOfExcel(content, most + 1) : null;
  const table = kind === 'CSV' ? rowsOfCsv(content, most + 1) : book?.rows;
  const [head, ...rows] = table ?? [];
  if (head === undefined) return null;
  const headings = head.cells.map((cell) => plainHeading(cell?.text ?? ''));
  const places = new Map<number, string>();
  for (const heading of wanted) {
    const at = headings.indexOf(plainHeading(heading));
    if (at !== -1) places.set(at, heading);
  }
  const names = new Set(wanted.map(plainHeading));
  return {
    columns: [...places.values()],
    rows: rows.slice(0, most).map(({ number, cells }) => ({
      number,
      cells: Object.fromEntries([...places].map(([at, heading]) => [heading, asWritten(cells[at] ?? { text: '' })])),
    })),
    more: rows.length > most,
    unread: {
      columns: head.cells.flatMap((cell, at) => {
        const heading = headings[at] ?? '';
        return heading === '' || names.has(heading) ? [] : [(cell?.text ?? '').trim()];
      }),
      sheets: book?.others ?? [],
    },
  };
}

interface Numbered {
  readonly number: number;
  readonly cells: readonly (ExcelCell | undefined)[];
}

/** What `csv.ts` puts before a text that a spreadsheet would take for a formula is taken off again, also where Excel has saved it as its own since. */
const asWritten = (cell: ExcelCell): ExcelCell => ({ ...cell, text: cell.text.replace(/^'(?=[=+\-@\t\r])/, '') });

/** Rows that are read, and no further: a table may go on for hundreds of thousands. */
class Enough extends Error {}

function rowsOfCsv(content: Buffer, most: number): readonly Numbered[] {
  const { table, delimiter, linesBefore } = tableIn(textOf(content) ?? '');
  const rows: Numbered[] = [];
  let number = linesBefore;
  try {
    parse(table, {
      delimiter,
      bom: true,
      relax_column_count: true,
      on_record: (record: readonly string[]) => {
        number += 1;
        if (record.some((text) => text.trim() !== '')) rows.push({ number, cells: record.map((text) => ({ text })) });
        if (rows.length > most) throw new Enough();
        return null;
      },
    });
  } catch (fault) {
    if (!(fault instanceof Enough)) throw fault;
  }
  return rows;
}
