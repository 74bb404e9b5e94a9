/** All rows of what people hand in, as their program numbers them; whatever cannot be read is said of the cell. */
import { judgeFile } from '../../src/documents/incoming/judge.js';
import { rowsIn, type TableRows } from '../../src/documents/incoming/rows.js';
import { archiveOf } from './support/archive.js';

const wanted = ['Source Email', 'Destination Email', 'Wave'];

const sheetOf = (rows: string, shared: readonly string[] = []): Buffer =>
  archiveOf([
    { name: '[Content_Types].xml', content: '<Types/>' },
    { name: 'xl/workbook.xml', content: '<workbook><sheets><sheet name="A" r:id="rId1"/></sheets></workbook>' },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
    },
    { name: 'xl/worksheets/sheet1.xml', content: `<worksheet><sheetData>${rows}</sheetData></worksheet>` },
    { name: 'xl/sharedStrings.xml', content: `<sst>${shared.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>` },
  ]);
const head = (at = 1): string =>
  `<row r="${at}"><c r="A${at}" t="inlineStr"><is><t> source  EMAIL</t></is></c><c r="C${at}" t="s"><v>0</v></c><c r="D${at}" t="str"><v>Wave</v></c></row>`;
const excel = (rows: string): TableRows | null =>
  rowsIn('Excel', sheetOf(rows, ['Destination Email', 'a@b.example', 'x &amp; y']), wanted, 10);
const told = (table: TableRows | null) =>
  table?.rows.map(({ number, cells }) => [
    number,
    ...wanted.map((column) => cells[column]?.wrong ?? cells[column]?.text),
  ]);

test('cells that are left out leave their column empty, and rows keep the number that Excel shows', () => {
  const table = excel(
    `${head(2)}<row r="3"/><row r="5"><c r="A5" t="s"><v>1</v></c><c r="D5"><v>2</v></c></row><row r="9"><c r="C9" t="s"><v>2</v></c></row>`,
  );
  expect(table?.columns).toEqual(wanted);
  expect(told(table)).toEqual([
    [5, 'a@b.example', '', '2'],
    [9, '', 'x & y', ''],
  ]);
});

test('of a formula its value is read; an error of Excel and a formula that nobody has reckoned are said', () => {
  const cells = (at: number, a: string, c: string): string =>
    `<row r="${at}"><c r="A${at}" ${a}</c><c r="C${at}" ${c}</c></row>`;
  const table = excel(
    head() +
      cells(2, 't="str"><f>A1</f><v>a@b.example</v>', 't="e"><f>1/0</f><v>#DIV/0!</v>') +
      cells(3, '><f>A1</f>', '><v>7</v>'),
  );
  expect(told(table)).toEqual([
    [2, 'a@b.example', 'error', ''],
    [3, 'formula', '7', ''],
  ]);
});

test('more rows than are read are not read in silence', () => {
  const row = (at: number): string => `<row r="${at}"><c r="A${at}"><v>1</v></c></row>`;
  const many = excel(head() + Array.from({ length: 11 }, (_, n) => row(n + 2)).join(''));
  expect([many?.rows.length, many?.more]).toEqual([10, true]);
  expect(excel(head() + row(2))?.more).toBe(false);
  const csv = `Source Email,Destination Email\n${'a,b\n'.repeat(11)}`;
  expect(rowsIn('CSV', Buffer.from(csv), wanted, 10)?.more).toBe(true);
});

test.each([
  ['semicolons', Buffer.from('Source Email;Destination Email\r\na;b\r\n'), 2],
  ['a line that names the separator', Buffer.from('sep=;\r\nSource Email;Destination Email\r\na;b\r\n'), 3],
  [
    'Export-Csv of Windows PowerShell',
    Buffer.from('#TYPE Selected.User\r\n"Source Email","Destination Email"\r\n"a","b"\r\n'),
    3,
  ],
  ['UTF-16 with tabs', Buffer.from('\ufeffSource Email\tDestination Email\r\na\tb\r\n', 'utf16le'), 2],
  ['empty lines before', Buffer.from('Source Email,Destination Email\r\n\r\n,\r\na,b\r\n'), 4],
])('CSV with %s is read, with the number of its line', (_, content, number) => {
  expect(judgeFile('mapping.csv', content)).toMatchObject({ ok: true });
  expect(told(rowsIn('CSV', content, wanted, 10))).toEqual([[number, 'a', 'b', undefined]]);
});

test('what was written so that no spreadsheet runs it is read as it was meant', () => {
  const content = Buffer.from(`Source Email,Destination Email\n'=a@b.example,o'neil@b.example\n`);
  expect(told(rowsIn('CSV', content, wanted, 10))).toEqual([[2, '=a@b.example', "o'neil@b.example", undefined]]);
});

test('of a workbook with millions of cells and texts no more is kept than is asked for, and soon', () => {
  const wide = `<row>${'<c/>'.repeat(500_000)}</row>`;
  // Not so much alike that it would be refused as a bomb.
  const texts = Array.from({ length: 300_000 }, (_, n) => Math.sin(n).toString(36));
  const began = Date.now();
  const table = rowsIn(
    'Excel',
    sheetOf(head() + wide.repeat(3) + '<row r="9"><c r="A9" t="s"><v>5</v></c></row>', texts),
    wanted,
    10,
  );
  expect(table?.columns).toEqual(['Source Email', 'Wave']);
  expect(Date.now() - began).toBeLessThan(10_000);
});
