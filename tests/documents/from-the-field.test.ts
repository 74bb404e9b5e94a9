/** Evidence as machines and people in the field make it: none of these is anybody's mistake. */
import { fitsField } from '../../src/documents/incoming/fits-field.js';
import { judgeFile } from '../../src/documents/incoming/judge.js';
import { headOfCsv } from '../../src/documents/incoming/text.js';

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
