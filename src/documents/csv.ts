import { stringify } from 'csv-stringify/sync';
import { safeText } from './spreadsheet-text.js';
import { columnsOf, type Table } from './table.js';

/** CSV as Excel opens it by a double click: UTF-8 with its mark, CRLF, every field in quotes. */
export function csv(table: Pick<Table, 'columns' | 'rows'>): Buffer {
  const rows = table.rows.map((row) =>
    row.map((value) => (typeof value === 'string' ? safeText(value) : (value ?? ''))),
  );
  const text = stringify([columnsOf(table), ...rows], {
    quoted: true,
    bom: true,
    record_delimiter: 'windows',
    cast: { boolean: (value) => (value ? 'True' : 'False') },
  });
  return Buffer.from(text, 'utf8');
}
