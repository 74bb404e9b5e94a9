import { inflateRawSync } from 'node:zlib';
import { columnName } from '../../src/documents/sheet-xml.js';
import { tableOf } from '../../src/documents/table.js';
import { workbook } from '../../src/documents/workbook.js';

/** A file out of a zip whose entries say their length in the central directory. */
function fileOf(zip: Buffer, name: string): string {
  for (
    let at = zip.indexOf('PK\u0001\u0002', 0, 'latin1');
    at >= 0;
    at = zip.indexOf('PK\u0001\u0002', at + 4, 'latin1')
  ) {
    const nameLength = zip.readUInt16LE(at + 28);
    if (zip.toString('utf8', at + 46, at + 46 + nameLength) !== name) continue;
    const local = zip.readUInt32LE(at + 42);
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const content = zip.subarray(from, from + zip.readUInt32LE(at + 20));
    return (zip.readUInt16LE(at + 10) === 0 ? content : inflateRawSync(content)).toString('utf8');
  }
  throw new Error(`there is no ${name}`);
}

test('every sheet that has rows has its headings frozen and a filter over all of them, in the place where Excel wants it', async () => {
  const rows = Array.from({ length: 40 }, (_, n) => ({ name: `n${n}`, size: n, kind: 'x' }));
  const file = await workbook([
    tableOf('Sizes', rows, ['name', 'size', 'kind']),
    tableOf('None', [], ['name' as never]),
  ]);
  const sheet = fileOf(file, 'xl/worksheets/sheet1.xml');

  expect(sheet).toContain('</sheetData><autoFilter ref="A1:C41"/>');
  expect(sheet).toContain('ySplit="1"');
  expect(fileOf(file, 'xl/worksheets/sheet2.xml')).not.toContain('autoFilter');
});

test('a row may lead to another sheet, whatever that is called', async () => {
  const table = { ...tableOf('Summary', [{ name: 'a' }, { name: 'b' }], ['name']), leadsTo: ["Anna's", null] };
  const file = await workbook([table, tableOf("Anna's", [], ['name' as never])]);
  const sheet = fileOf(file, 'xl/worksheets/sheet1.xml');

  expect(sheet).toContain(
    `</sheetData><autoFilter ref="A1:A3"/><hyperlinks><hyperlink ref="A2" location="'Anna''s'!A1"/>`,
  );
  expect(sheet).toContain('<c r="A2" s="2" t="inlineStr">');
  expect(sheet).toContain('<c r="A3" t="inlineStr">');
});

test('whoever waits for something else is answered while a large workbook is written', async () => {
  const rows = Array.from({ length: 5_000 }, (_, n) => ({ name: `n${n}`, size: n }));
  let turns = 0;
  let isWritten = false;
  const others = (async () => {
    for (; !isWritten; turns += 1) await new Promise((resolve) => setImmediate(resolve));
  })();
  await workbook([tableOf('Sizes', rows, ['name', 'size'])]);
  isWritten = true;
  await others;

  expect(turns).toBeGreaterThan(20);
});

test.each([
  [0, 'A'],
  [25, 'Z'],
  [26, 'AA'],
  [701, 'ZZ'],
  [702, 'AAA'],
])('column %p is %p', (at, name) => {
  expect(columnName(at)).toBe(name);
});
