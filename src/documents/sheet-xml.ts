/**
 * The parts of a workbook as Excel wants them: ECMA-376, part 1, 18 (https://ecma-international.org/publications-and-standards/standards/ecma-376/).
 * Texts stand in their cells and not in a list of their own: such a list would have to be held until the last sheet is written.
 */
import { cellText } from './spreadsheet-text.js';
import { columnsOf, type CellValue, type Table } from './table.js';

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const kinds = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const defaultWidth = 28;
const bold = ' s="1"';
/** Printed, a row is whole on one page. */
const asWideAsPaper = '<pageSetup orientation="landscape" fitToHeight="0"/>';
const asLink = ' s="2"';

/** Everything but the sheets. */
export function partsOf(names: readonly string[]): Readonly<Record<string, string>> {
  const each = (write: (name: string, number: number) => string): string =>
    names.map((name, index) => write(name, index + 1)).join('');
  return {
    '[Content_Types].xml': `${head}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${kinds}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${kinds}.styles+xml"/>${each((_, n) => `<Override PartName="/${sheetPath(n)}" ContentType="${kinds}.worksheet+xml"/>`)}</Types>`,
    '_rels/.rels': `${head}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="${office}"><bookViews><workbookView/></bookViews><sheets>${each((name, n) => `<sheet name="${escaped(sheetName(name))}" sheetId="${n}" r:id="rId${n}"/>`)}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="${packaged}/relationships">${each((_, n) => `<Relationship Id="rId${n}" Type="${office}/worksheet" Target="worksheets/sheet${n}.xml"/>`)}<Relationship Id="rId${names.length + 1}" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    // The second is for headings, the third for what leads to another sheet. Excel takes the first two fills for its own.
    'xl/styles.xml': `${head}<styleSheet xmlns="${main}"><fonts count="3"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><u/><sz val="11"/><color rgb="FF0563C1"/><name val="Calibri"/><family val="2"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`,
  };
}

export const sheetPath = (number: number): string => `xl/worksheets/sheet${number}.xml`;

/** Headings stay above the rows. The order of the elements is fixed: 18.3.1.99. */
export function beginSheet({ columns, rows }: Table): string {
  const frozen = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  const view = `<sheetViews><sheetView workbookViewId="0">${rows.length === 0 ? '' : frozen}</sheetView></sheetViews>`;
  const widths = columns.map(
    ({ width }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width ?? defaultWidth}" customWidth="1"/>`,
  );
  const cols = widths.length === 0 ? '' : `<cols>${widths.join('')}</cols>`;
  return `${head}<worksheet xmlns="${main}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>${view}${cols}<sheetData>${rowXml(1, columnsOf({ columns }), bold)}`;
}

export function endSheet({ columns, rows, leadsTo = [] }: Table): string {
  const filter =
    rows.length === 0 || columns.length === 0
      ? ''
      : `<autoFilter ref="A1:${columnName(columns.length - 1)}${rows.length + 1}"/>`;
  const links = leadsTo.flatMap((name, at) =>
    name === null ? [] : [`<hyperlink ref="A${at + 2}" location="${escaped(placeIn(name))}"/>`],
  );
  const hyperlinks = links.length === 0 ? '' : `<hyperlinks>${links.join('')}</hyperlinks>`;
  return `</sheetData>${filter}${hyperlinks}${asWideAsPaper}</worksheet>`;
}

/** A quote in a sheet's name stands twice. */
const placeIn = (name: string): string => `'${sheetName(name).replaceAll("'", "''")}'!A1`;

/** One style for the whole row, or one of the first cell and none of the others. */
export const rowXml = (number: number, cells: readonly CellValue[], style = '', first = style): string =>
  `<row r="${number}">${cells.map((value, at) => cellXml(`${columnName(at)}${number}`, value, at === 0 ? first : style)).join('')}</row>`;

/** Of the first cell of a row, counted from the first below the headings. */
export const firstCellStyle = ({ leadsTo = [] }: Table, row: number): string => (leadsTo[row] == null ? '' : asLink);

function cellXml(place: string, value: CellValue, style: string): string {
  if (value === null || value === '') return '';
  if (typeof value === 'boolean') return `<c r="${place}"${style} t="b"><v>${Number(value)}</v></c>`;
  if (typeof value === 'number' && Number.isFinite(value)) return `<c r="${place}"${style}><v>${value}</v></c>`;
  // Typed as text, a leading `=` stays a character: no apostrophe is needed, and the value stays exact.
  const text = escaped(cellText(`${value}`));
  return `<c r="${place}"${style} t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}

/** A, … Z, AA, … */
export const columnName = (at: number): string =>
  `${at < 26 ? '' : columnName(Math.floor(at / 26) - 1)}${String.fromCharCode(65 + (at % 26))}`;

/** A carriage return that stands for itself is read as a line feed, and `_x0041_` as the character of that number: 22.9.2.19. */
const escaped = (text: string): string =>
  text
    .replace(/_(?=x[\da-f]{4}_)/gi, '_x005F_')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;');

const sheetName = (name: string): string => name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31);
