/** Evidence as machines and people in the field make it: none of these is anybody's mistake. */
import { fitsField } from '../../src/documents/incoming/fits-field.js';
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
  expect(fitsField({ name: 'm.csv', contentType: '', content }, wanted)).toMatchObject({ ok: true });
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
