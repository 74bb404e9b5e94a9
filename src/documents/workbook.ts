/**
 * An Excel workbook, one sheet a table, headings fixed above the rows and with a filter on each. Text is always text: Excel never takes a cell
 * for a formula. Written a few rows at a time, and each of them packed at once: the libraries that write workbooks hold all sheets as text, as
 * bytes and packed before they give any of it away, which at 10,000 mailboxes is 240 MiB and seconds in which nobody else is answered.
 */
import { setImmediate } from 'node:timers/promises';
import { strToU8, Zip, ZipDeflate } from 'fflate';
import { beginSheet, endSheet, firstCellStyle, partsOf, rowXml, sheetPath } from './sheet-xml.js';
import type { Table } from './table.js';

export const excelContentType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** What is written before anybody else has a turn: some milliseconds of it. */
const rowsAtATime = 200;

export async function workbook(tables: readonly Table[]): Promise<Buffer> {
  const written: Uint8Array[] = [];
  const zip = new Zip((fault, bytes) => {
    if (fault !== null) throw fault;
    written.push(bytes);
  });
  const open = (path: string): ZipDeflate => {
    const file = new ZipDeflate(path);
    zip.add(file);
    return file;
  };
  for (const [path, xml] of Object.entries(partsOf(tables.map(({ name }) => name))))
    open(path).push(strToU8(xml), true);
  for (const [index, table] of tables.entries()) {
    const sheet = open(sheetPath(index + 1));
    sheet.push(strToU8(beginSheet(table)));
    for (let from = 0; from < table.rows.length; from += rowsAtATime) {
      const rows = table.rows.slice(from, from + rowsAtATime);
      sheet.push(
        strToU8(rows.map((cells, at) => rowXml(from + at + 2, cells, '', firstCellStyle(table, from + at))).join('')),
      );
      await setImmediate();
    }
    sheet.push(strToU8(endSheet(table)), true);
  }
  zip.end();
  return Buffer.concat(written);
}
