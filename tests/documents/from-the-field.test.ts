/** Evidence as machines and people in the field make it: none of these is anybody's mistake. */
import { randomBytes } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { fitsField, readForField } from '../../src/documents/incoming/fits-field.js';
import { judgeFile } from '../../src/documents/incoming/judge.js';
import { headOfCsv } from '../../src/documents/incoming/text.js';
import { archiveOf } from './support/archive.js';
import { good, workbookParts } from './support/uploads.js';

const judged = (name: string, content: Buffer | string): unknown => {
  const outcome = judgeFile(name, Buffer.from(content));
  return outcome.ok ? outcome.value.kind : outcome.refusal.code;
};

test.each<[string, string, readonly string[]]>([
  ['a decimal comma in a heading', 'Ящик;Размер, МБ\r\nivan@contoso.com;12\r\n', ['Ящик', 'Размер, МБ']],
  [
    'more commas than semicolons in a heading',
    'Ящик;Размер, МБ, всего\r\nivan@contoso.com;12\r\n',
    ['Ящик', 'Размер, МБ, всего'],
  ],
  ['a comma in a quoted heading', '"Name, full";"Size"\r\n"a";"b"\r\n', ['Name, full', 'Size']],
  [
    'a line break in a quoted heading',
    '"Name,\r\nfull, of all";"Size"\r\n"a";"b"\r\n',
    ['Name,\r\nfull, of all', 'Size'],
  ],
  ['even under the comma and under the semicolon', 'Name, full;Size\r\nIvanov, Ivan;12\r\n', ['Name, full', 'Size']],
  ['semicolons between the addresses of a cell', 'Name,Mail\r\na,b;c\r\nd,e;f;g\r\n', ['Name', 'Mail']],
  [
    'the sign named before, and another one more often',
    'sep=;\r\nName;Size, MB, all\r\na;1\r\n',
    ['Name', 'Size, MB, all'],
  ],
  [
    'a line of Export-Csv',
    '#TYPE Selected.Microsoft.Exchange.Data.Mailbox\r\n"Name","Mail"\r\n"a","b"\r\n',
    ['Name', 'Mail'],
  ],
  [
    'a line of Export-Csv that went through Excel',
    '\ufeff#TYPE System.Object;;\r\nName;Mail\r\na;b\r\n',
    ['Name', 'Mail'],
  ],
  ['empty last cells that Excel leaves out', 'Name;Mail;Forward\r\na;b;c\r\na;b\r\na\r\n', ['Name', 'Mail', 'Forward']],
  [
    'commas in a heading, and empty last cells left out',
    'Name;Size, MB;Forward\r\na;1;b\r\nc;2\r\n',
    ['Name', 'Size, MB', 'Forward'],
  ],
])('a table with %s is taken with its own columns', (_, table, columns) => {
  expect([judged('a.csv', table), headOfCsv(table)]).toEqual(['CSV', columns]);
});

test('a table is still refused where a row has more cells than the head, or the file was broken off in a row; the line named is the one people see', () => {
  const says = (table: string): unknown => {
    const outcome = judgeFile('a.csv', Buffer.from(table));
    return outcome.ok ? outcome.value.kind : outcome.refusal;
  };
  expect(says('#TYPE X\r\nName,Mail\r\na,b\r\na,b,c\r\n')).toEqual({
    code: 'upload.uneven',
    facts: { line: 4, has: 3, columns: 2 },
  });
  expect(says('Name;Mail;Forward\r\na;b;c\r\na;b')).toMatchObject({
    code: 'upload.uneven',
    facts: { line: 3, has: 2 },
  });
});

test.each([
  '\u200bSource Email;Destination\u00a0Email',
  'Source Email\u200e;\u2060Destination Email',
  'Source E\u00admail;Destination Email',
])('a heading is compared without the signs that nobody sees: %j', (head) => {
  const content = Buffer.from(`${head}\r\na@contoso.com;a@fabrikam.com\r\n`);
  const wanted = { types: ['CSV'], columns: ['Source Email', 'Destination Email'] } as const;
  const read = readForField({ name: 'm.csv', contentType: '', content });
  expect(read.ok && fitsField(read.value, wanted)).toMatchObject({ ok: true });
});

const jpeg = async (): Promise<Buffer> => (await good())['JPEG']?.content ?? Buffer.alloc(0);
const keptOf = (name: string, content: Buffer): Buffer | string => {
  const outcome = judgeFile(name, content);
  return outcome.ok ? outcome.value.content : outcome.refusal.code;
};

test('a photo comes with what its maker laid behind it: pictures and zeros stay, anything else is cut off and not kept', async () => {
  const picture = await jpeg();
  const zeros = Buffer.alloc(16);
  const samsung = Buffer.from('0000010a0e000000496d6167655f5554435f44617461534546480000005345465400', 'hex');
  const film = Buffer.concat([Buffer.from('00000018', 'hex'), Buffer.from('ftypmp42')]);
  const torn = picture.subarray(0, -2);
  const kept = (...parts: readonly Buffer[]): Buffer | string => keptOf('20261130_101010.jpg', Buffer.concat(parts));

  expect(kept(picture, zeros)).toEqual(Buffer.concat([picture, zeros]));
  expect(kept(picture, picture)).toEqual(Buffer.concat([picture, picture]));
  expect(kept(picture, zeros, picture, zeros)).toEqual(Buffer.concat([picture, zeros, picture, zeros]));
  expect(kept(picture, samsung)).toEqual(picture);
  expect(kept(picture, zeros, picture, film)).toEqual(Buffer.concat([picture, zeros, picture]));
  expect(kept(picture, torn)).toEqual(picture);
  expect(kept(picture, Buffer.from('ffd8ffc0000b08ffffffff01011100ffd9', 'hex'))).toEqual(picture);
  for (const stranger of ['<script>1</script>', 'MZ', '\0MZ', 'PK\x03\x04', '%PDF-1.4'])
    expect(kept(picture, Buffer.from(stranger))).toEqual(picture);
  expect(kept(picture, archiveOf(workbookParts))).toEqual(picture);
  expect(kept(torn)).toBe('upload.damaged');
});

const pdfOf = (...parts: readonly (Buffer | string)[]): Buffer =>
  Buffer.concat([
    Buffer.from('%PDF-1.5\n1 0 obj\n<</Type/Catalog/OpenAction 9 0 R>>\nendobj\n5 0 obj\n'),
    ...parts.map((part) => Buffer.from(part)),
    Buffer.from('\nendobj\nstartxref\n10\n%%EOF\n'),
  ]);
const stream = (dictionary: string, data: Buffer | string): Buffer =>
  Buffer.concat([Buffer.from(`<<${dictionary}>>\nstream\r\n`), Buffer.from(data), Buffer.from('\nendstream')]);
const script = '9 0 <</S/JavaScript/JS(app.alert(1))>>';
const packed = deflateSync(Buffer.from(script));

test.each<[string, Buffer, string]>([
  [
    'a scan whose packed picture has the letters by chance',
    pdfOf(stream('/Filter/DCTDecode', Buffer.concat([randomBytes(9), Buffer.from('/JS \0/Launch('), randomBytes(9)]))),
    'PDF',
  ],
  [
    'objects that are packed, and run nothing',
    pdfOf(stream('/Type/ObjStm/N 1/First 4/Filter/FlateDecode', deflateSync(Buffer.from('9 0 <</Type/Page>>')))),
    'PDF',
  ],
  [
    'a page that is packed',
    pdfOf(stream('/Filter/FlateDecode', deflateSync(Buffer.from('1 0 0 1 72 720 cm (HTML /JS ) Tj')))),
    'PDF',
  ],
  ['a black picture', pdfOf(stream('/Filter/FlateDecode', deflateSync(Buffer.alloc(50_000_000)))), 'PDF'],
  ['zeros up to a round size', Buffer.concat([pdfOf('<<>>'), Buffer.alloc(512)]), 'PDF'],
  ['a blank line before', Buffer.concat([Buffer.from('\ufeff\r\n'), pdfOf('<<>>')]), 'PDF'],
  [
    'a script among packed objects',
    pdfOf(stream('/Type/ObjStm/N 1/First 4/Filter/FlateDecode', packed)),
    'upload.active-pdf',
  ],
  [
    'a script among packed objects that do not say so',
    pdfOf(stream('/N 1/First 4/Filter/FlateDecode', packed)),
    'upload.active-pdf',
  ],
  [
    'a script in an object that lies in a stream',
    pdfOf(stream('', '9 0 obj<</S/JavaScript/JS(x)>>')),
    'upload.active-pdf',
  ],
  ['a script behind a stream', pdfOf(stream('', 'x'), '<</JS(x)>>'), 'upload.active-pdf'],
  ['a script in a stream that does not end', pdfOf('<<>>stream\n/JS(x)'), 'upload.active-pdf'],
  [
    'packed objects that cannot be unpacked',
    pdfOf(stream('/Type/Obj#53tm/N 1/First 4/Filter/LZWDecode', 'x')),
    'upload.locked-pdf',
  ],
  [
    'packed objects that grow',
    pdfOf(stream('/Type/ObjStm/Filter/FlateDecode', deflateSync(Buffer.alloc(50_000_000, '1 ')))),
    'upload.grows',
  ],
  ['another file behind', Buffer.concat([pdfOf('<<>>'), Buffer.from('MZ')]), 'upload.more-behind'],
])('a PDF with %s', (_, content, wanted) => {
  expect(judged('scan.pdf', content)).toBe(wanted);
});

test('what stands before a PDF is not kept', () => {
  const pdf = pdfOf('<<>>');
  expect(keptOf('a.pdf', Buffer.concat([Buffer.from('Warning: x in y.php\r\n'), pdf]))).toEqual(pdf);
});

const heic = Buffer.concat([Buffer.from('00000028', 'hex'), Buffer.from('ftypheic'), Buffer.alloc(30, 0xf1)]);
test.each<[string, string, Buffer | string, string]>([
  ['a photo of a phone', 'IMG_0001.HEIC', heic, 'upload.other-picture'],
  ['a photo of a phone under another name', 'IMG_0001.jpg', heic, 'upload.other-picture'],
  ['a picture of a web page', 'shot.png', 'RIFF\x01\x02\x03\x04WEBPVP8 ', 'upload.other-picture'],
  [
    'a transcript with colours',
    'transcript.txt',
    'PS C:\\> Get-Mailbox\r\n\u001b[32;1mName\u001b[0m\r\nivan\r\n',
    'upload.steers-screen',
  ],
  ['a bar that moved', 'a.log', 'working...\b\b\bdone\r\n', 'upload.steers-screen'],
  ['the end of a file of DOS', 'a.txt', 'hello world\r\n\u001a', 'text'],
  ['a record by the number of its type', 'c.zone', '@ 300 IN TYPE257 \\# 22 000569737375\n', 'zone'],
  ['a time of hours and minutes', 'c.zone', '@ 1h30m IN MX 10 mx\n', 'zone'],
  ['a range of records', 'c.zone', '$GENERATE 1-10 host$ A 10.0.0.$\n', 'zone'],
  ['an export of dnscmd', 'c.dns', '@ 3600 NS dc1.contoso.com.\r\nhost1 [Aging:3619541] 1200 A 10.1.1.1\r\n', 'zone'],
  ['a look-up at WINS', 'c.dns', '@ IN SOA a b ( 1 2 3 4 5 )\n@ WINS LOCAL L2 C900 ( 10.0.0.1 )\n', 'zone'],
  ['a range of nothing', 'c.zone', '$GENERATE 1-10 host$\n', 'upload.damaged'],
])('%s is taken, or called what it is: %s', (_, name, content, wanted) => {
  expect(judged(name, content)).toBe(wanted);
});
