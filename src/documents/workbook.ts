import type { Stream } from 'node:stream';
import type { Cell, Feature, Row } from 'write-excel-file/node';
import { cellText } from './spreadsheet-text.js';
import type { CellValue, Table } from './table.js';

const defaultWidth = 28;

/**
 * An Excel workbook, one sheet a table, headings fixed above the rows and with a filter on each. Text is always text: Excel never takes a cell
 * for a formula.
 */
export async function workbook(tables: readonly Table[]): Promise<Buffer> {
  const sheets = tables.map((table) => ({
    sheet: sheetName(table.name),
    data: [heading(table), ...table.rows.map((row): Row => row.map(cellOf))],
    columns: table.columns.map(({ width }) => ({ width: width ?? defaultWidth })),
    stickyRowsCount: 1,
  }));
  // Loaded when the first workbook is asked for: most starts of the bot never see one.
  const [{ default: writeExcelFile }, { getCellAddress }] = await Promise.all([
    import('write-excel-file/node'),
    import('write-excel-file/utility'),
  ]);
  return writeExcelFile(sheets, { features: [filtered(tables, getCellAddress)] }).toBuffer();
}

const heading = (table: Table): Row =>
  table.columns.map((column) => ({ value: column.heading, type: String, fontWeight: 'bold' }));

/** The place of the element among its siblings is fixed: ECMA-376, part 1, 18.3.1.99. */
const filtered = (
  tables: readonly Table[],
  addressOf: (row: number, column: number) => string,
): Feature<Buffer | Blob | Stream> => ({
  files: {
    transform: {
      'xl/worksheets/sheet{id}.xml': {
        transform(xml, _sheet, { sheetIndex }) {
          const { rows, columns } = tables[sheetIndex] ?? { rows: [], columns: [] };
          if (rows.length === 0 || columns.length === 0) return xml;
          const range = `${addressOf(0, 0)}:${addressOf(rows.length, columns.length - 1)}`;
          return xml.replace('</sheetData>', `</sheetData><autoFilter ref="${range}"/>`);
        },
      },
    },
  },
});

function cellOf(value: CellValue): Cell {
  if (value === null || value === '') return null;
  // Typed as text, a leading `=` stays a character: no apostrophe is needed, and the value stays exact.
  return typeof value === 'string' ? { value: cellText(value), type: String } : value;
}

const sheetName = (name: string): string => name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31);

export const excelContentType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
