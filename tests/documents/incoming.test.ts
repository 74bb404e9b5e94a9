import { randomBytes } from 'node:crypto';
import { fileNameOf } from '../../src/documents/incoming/file-name.js';
import { headOfExcel } from '../../src/documents/incoming/excel-head.js';
import { fitsField, readForField } from '../../src/documents/incoming/fits-field.js';
import { judgeFile, mostBytes } from '../../src/documents/incoming/judge.js';
import { workbook } from '../../src/documents/workbook.js';
import { archiveOf } from './support/archive.js';
import { badUploads, good, workbookParts } from './support/uploads.js';

const judged = (name: string, content: Buffer | string): unknown => {
  const outcome = judgeFile(name, Buffer.from(content));
  return outcome.ok ? outcome.value.kind : outcome.refusal.code;
};

test('a file of every kind that is kept is known by its content, and comes out again under a harmless type', async () => {
  for (const [kind, { name, content }] of Object.entries(await good()))
    expect([kind, judgeFile(name, content)]).toMatchObject([kind, { ok: true, value: { kind } }]);
  const types = Object.entries(await good()).map(([, { name, content }]) => {
    const outcome = judgeFile(name, content);
    return outcome.ok ? outcome.value.contentType : '';
  });
  expect(types.filter((type) => /html|svg|script|octet/.test(type) || type === '')).toEqual([]);
});

test('nothing bad is taken, whatever the seed', async () => {
  const taken = (await badUploads(1_500, 11, 300_000)).filter(
    ({ name, content }) => content.length <= 300_000 && judgeFile(name, content).ok,
  );
  expect(taken.map(({ name, content }) => [name, content.toString('latin1', 0, 80)])).toEqual([]);
});

test.each<[string, string, Buffer | string, string]>([
  [
    'a table in the code page of Russian Excel',
    'a.csv',
    Buffer.from('c8ecff3bd0e0e7ece5f00d0ac2e5f0e03b330d0a', 'hex'),
    'CSV',
  ],
  ['a table that says its own delimiter', 'a.csv', 'sep=;\r\na;b\r\n1;2\r\n', 'CSV'],
  ['a table of UTF-16', 'a.csv', Buffer.from('\ufeffa\tb\r\n1\t2\r\n', 'utf16le'), 'CSV'],
  ['a zone file under the ending of text', 'zone.txt', '@ 300 IN MX 10 mx\n', 'zone'],
  ['a table of too many columns', 'a.csv', `${'a,'.repeat(600)}\r\n${'a,'.repeat(600)}`, 'upload.many-columns'],
  ['more than is ever kept', 'a.csv', Buffer.alloc(mostBytes + 1, 'a'), 'upload.too-large'],
  ['a picture of more than anybody can open', 'a.jpg', hugePicture(), 'upload.grows'],
  ['a workbook that is sent as a table', 'a.csv', archiveOf(workbookParts), 'upload.wrong-ending'],
  ['a workbook behind a comment', 'a.xlsx', archiveOf(workbookParts, 'x'), 'Excel'],
  [
    'a workbook with something before it',
    'a.xlsx',
    Buffer.concat([Buffer.from('PK\x03\x04'), archiveOf(workbookParts)]),
    'upload.more-behind',
  ],
  [
    'a workbook whose types say that it has macros',
    'a.xlsx',
    archiveOf([
      { name: '[Content_Types].xml', content: '<a t="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>' },
      ...workbookParts.slice(1),
    ]),
    'upload.macros',
  ],
  [
    'a workbook in two bytes a sign, which hides its declarations',
    'a.xlsx',
    archiveOf([
      ...workbookParts.slice(0, 3),
      { name: 'xl/x.xml', content: Buffer.from('\ufeff<!DOCTYPE a>', 'utf16le') },
    ]),
    'upload.damaged',
  ],
])('%s: %s', (_, name, content, wanted) => {
  expect(judged(name, content)).toBe(wanted);
});

function hugePicture(): Buffer {
  return Buffer.from('ffd8ffc0000b08ffffffff01011100ffd9', 'hex');
}

test.each([
  ['C:\\Users\\anna\\list.CSV', 'list.csv'],
  ['../../etc/passwd.txt', 'passwd.txt'],
  ['abc\u202efdp.exe', 'abcfdp.exe'],
  ['a\u0000b\r\n.csv', 'ab.csv'],
  ['<img src=x>.png', '_img src=x_.png'],
  ['Отчёт за ноябрь.xlsx', 'Отчёт за ноябрь.xlsx'],
  [`${'x'.repeat(300)}.pdf`, `${'x'.repeat(100)}.pdf`],
  ['.htaccess', null],
  ['noending', null],
  ['', null],
])('a file sent as %p is kept as %p', (given, kept) => {
  expect(fileNameOf(given)?.name ?? null).toBe(kept);
});

const sheetOf = (rows: string, shared = ''): Buffer =>
  archiveOf([
    ...workbookParts.slice(0, 2),
    {
      name: 'xl/workbook.xml',
      content: '<x:workbook><x:sheets><x:sheet name="A" r:id="rId7"/></x:sheets></x:workbook>',
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content:
        '<Relationships><Relationship Id="rId1" Target="styles.xml"/><Relationship Target="/xl/worksheets/sheet2.xml" Id="rId7"/></Relationships>',
    },
    { name: 'xl/worksheets/sheet2.xml', content: `<worksheet><sheetData>${rows}</sheetData></worksheet>` },
    { name: 'xl/sharedStrings.xml', content: `<sst>${shared}</sst>` },
    // Or an archive that packs so well is taken for one that grows.
    { name: 'xl/media/image1.png', content: randomBytes(20_000) },
  ]);

test('the head of a workbook is read from its first sheet, however its writer keeps texts', async () => {
  const shared =
    '<si><t>Skipped</t></si><si><r><t>Source </t></r><r><t xml:space="preserve">Email</t></r><rPh><t>x</t></rPh></si>';
  const row =
    '<row r="1"/><row r="2"><c r="A2" t="s" s="1"><v>1</v></c><c r="B2" t="inlineStr"><is><t>A &amp; B</t></is></c><c r="C2"/><c r="D2"><v>7</v></c></row>';
  expect(headOfExcel(sheetOf(row, shared))).toEqual({ columns: ['Source Email', 'A & B', '', '7'], hasRows: false });
  expect(headOfExcel(sheetOf(`${row}<row><c><v>1</v></c></row>`, shared))?.hasRows).toBe(true);
  expect(headOfExcel(sheetOf('<row><c t="s"><v>99999999</v></c></row>'))?.columns).toEqual([]);
  const made = await workbook([{ name: 'M', columns: [{ heading: 'Кто' }, { heading: 'Куда' }], rows: [['a', 'b']] }]);
  expect(headOfExcel(made)).toEqual({ columns: ['Кто', 'Куда'], hasRows: true });
});

test('a workbook that was made to be read for ever is not', () => {
  const began = Date.now();
  for (const piece of [
    '<row',
    '<row ',
    '<row>',
    '<c',
    '<row><c>',
    '<row><c r="',
    '<row><c t="s"><v>',
    '<row '.padEnd(3000),
  ])
    expect(
      headOfExcel(sheetOf(piece.repeat(Math.ceil(1_000_000 / piece.length)), '<si>'.repeat(200_000))),
    ).not.toBeNull();
  expect(Date.now() - began).toBeLessThan(5_000);
});

test('a table fits the question by the heads of its columns, in any order and any case', async () => {
  const columns = ['Source Email', 'Destination Email'];
  const says = (name: string, content: Buffer): unknown => {
    const read = readForField({ name, contentType: '', content });
    const outcome = read.ok ? fitsField(read.value, { types: ['Excel', 'CSV'], columns }) : read;
    return outcome.ok ? 'fits' : outcome.refusal;
  };
  const excel = (headings: readonly string[]) =>
    workbook([{ name: 'M', columns: headings.map((heading) => ({ heading })), rows: [headings.map(() => 'x')] }]);
  expect(says('m.xlsx', await excel(['Licence', 'DESTINATION  email', ' source email']))).toBe('fits');
  expect(says('m.csv', Buffer.from('\ufeffsep=;\r\n"Source Email";"Destination Email"\r\n1;2\r\n'))).toBe('fits');
  expect(says('m.csv', Buffer.from('\ufeffSource Email\tDestination Email\r\n1\t2\r\n', 'utf16le'))).toBe('fits');
  expect(says('m.xlsx', await excel(['Source Email', 'Ziel']))).toMatchObject({
    code: 'upload.columns',
    facts: { file: 'm.xlsx', found: 'Source Email, Ziel', missing: 'Destination Email' },
  });
  expect(says('m.pdf', (await good())['PDF']?.content ?? Buffer.alloc(0))).toMatchObject({ code: 'upload.other-type' });
  expect(says('m.xlsx', archiveOf(workbookParts))).toMatchObject({ code: 'upload.damaged' });
  const wide = await excel(Array.from({ length: 400 }, (_, index) => `${index} ${'long '.repeat(30)}`));
  const { facts } = says('m.xlsx', wide) as { facts: { found: string } };
  expect(facts.found.length).toBeLessThan(300);
});
