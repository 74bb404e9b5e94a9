import type { Cell, Row } from 'write-excel-file/node';
import { cellText } from './spreadsheet-text.js';
import type { CellValue, Table } from './table.js';

const defaultWidth = 28;

/** An Excel workbook, one sheet a table, headings fixed above the rows. Text is always text: Excel never takes a cell for a formula. */
export async function workbook(tables: readonly Table[]): Promise<Buffer> {
  const sheets = tables.map((table) => ({
    sheet: sheetName(table.name),
    data: [heading(table), ...table.rows.map((row): Row => row.map(cellOf))],
    columns: table.columns.map(({ width }) => ({ width: width ?? defaultWidth })),
    stickyRowsCount: 1,
  }));
  // Loaded when the first workbook is asked for: most starts of the bot never see one.
  const { default: writeExcelFile } = await import('write-excel-file/node');
  return writeExcelFile(sheets).toBuffer();
}

const heading = (table: Table): Row =>
  table.columns.map((column) => ({ value: column.heading, type: String, fontWeight: 'bold' }));

function cellOf(value: CellValue): Cell {
  if (value === null || value === '') return null;
  // Typed as text, a leading `=` stays a character: no apostrophe is needed, and the value stays exact.
  return typeof value === 'string' ? { value: cellText(value), type: String } : value;
}

const sheetName = (name: string): string => name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31);

export const excelContentType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
