import { fileNameOf } from '../../src/documents/incoming/file-name.js';
import { judgeFile, mostBytes } from '../../src/documents/incoming/judge.js';
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
