/** Files made to be read for ever: while one is judged nobody else is answered, so each must be over soon, as large as it may be. */
import { randomBytes } from 'node:crypto';
import { headOfExcel } from '../../src/documents/incoming/excel-head.js';
import { fileNameOf } from '../../src/documents/incoming/file-name.js';
import { judgeFile, mostBytes } from '../../src/documents/incoming/judge.js';
import { archiveOf } from './support/archive.js';

/** Ten times what the slowest takes; gone through again for each of its signs, every one of them would take minutes or hours. */
const soon = 10_000;
const longestLine = 64 * 1024;

const judged = (name: string, content: string): unknown => {
  const outcome = judgeFile(name, Buffer.from(content));
  return outcome.ok ? outcome.value.kind : outcome.refusal.code;
};
/** As many as go into a file. */
const times = (text: string, beside = 200): string =>
  text.repeat(Math.floor((mostBytes - beside) / Buffer.byteLength(text)));
const pdf = (inside: string): string => `%PDF-1.7\n${inside}\n1 0 obj\nstartxref\n0\n%%EOF\n`;
const wide = (piece: string): string => piece.repeat(Math.floor((longestLine - 10) / piece.length));

test.each<[string, string, () => string, string]>([
  ['a run of digits', 'a.pdf', () => pdf(times('1')), 'PDF'],
  ['runs of digits that are almost an object', 'a.pdf', () => pdf(times('1234567890 12345 ob ')), 'PDF'],
  ['letters as numbers', 'a.pdf', () => pdf(times('/#4a#61')), 'PDF'],
  ['quotes that are no end', 'a.txt', () => `@ TXT (\n${times(`${wide('\\"')}\n`)}`, 'text'],
  ['remarks that are no end', 'a.txt', () => `@ TXT (\n${times(`${wide(';')}\u2028\n`)}`, 'text'],
  ['classes without a type', 'a.zone', () => times(`@ ${wide('IN ')}A 1\n`), 'zone'],
  ['ends of lines', 'a.txt', () => times('\n'), 'upload.many-lines'],
  ['ends of lines under a head', 'a.csv', () => `a,b\n${times('\n')}`, 'upload.many-lines'],
  ['columns', 'a.csv', () => times(`${wide(',')}\n`), 'upload.many-columns'],
  ['columns under a head of two', 'a.csv', () => `a,b\n${times(`${wide(',')}\n`)}`, 'upload.uneven'],
  ['lists in lists', 'a.json', () => '['.repeat(mostBytes / 2) + ']'.repeat(mostBytes / 2), 'upload.grows'],
  ['empty lists', 'a.json', () => `[${times('{},')}{}]`, 'upload.grows'],
  ['one long text', 'a.json', () => `["${times('\\"')}"]`, 'JSON'],
])('ten megabytes of %s in %s are judged soon', (_, name, content, verdict) => {
  const given = content();
  const began = Date.now();
  expect(judged(name, given)).toBe(verdict);
  expect(Date.now() - began).toBeLessThan(soon);
});

test('a name of a quarter of a million full stops is read soon', () => {
  const began = Date.now();
  expect(fileNameOf(`a${'.'.repeat(250_000)}b.csv`)?.ending).toBe('csv');
  expect(Date.now() - began).toBeLessThan(soon);
});

test('of a workbook with millions of texts, or of relations, the head is read soon', () => {
  const content = archiveOf([
    { name: '[Content_Types].xml', content: '<Types/>' },
    { name: 'xl/workbook.xml', content: '<workbook><sheets><sheet name="A" r:id="rId7"/></sheets></workbook>' },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships><Relationship Target="worksheets/sheet1.xml" Id="rId7"/>${'<Relationship/>'.repeat(100_000)}</Relationships>`,
    },
    {
      name: 'xl/worksheets/sheet1.xml',
      content: '<worksheet><row><c t="s"><v>1</v></c><c t="s"><v>9999999</v></c></row></worksheet>',
    },
    { name: 'xl/sharedStrings.xml', content: `<sst><si/><si><t>Email</t></si>${'<si/>'.repeat(4_000_000)}</sst>` },
    { name: 'xl/media/image1.png', content: randomBytes(200_000) },
  ]);
  const began = Date.now();
  expect(headOfExcel(content)?.columns).toEqual(['Email', '']);
  expect(Date.now() - began).toBeLessThan(soon);
});

test.each([
  ['/JS', 'upload.active-pdf'],
  ['/#4aS (x)', 'upload.active-pdf'],
  ['/Java#53cript 3 0 R', 'upload.active-pdf'],
  ['/#4C#61#75#6e#63#68 ', 'upload.active-pdf'],
  ['/EmbeddedFiles#20', 'upload.active-pdf'],
  ['/JS#41', 'PDF'],
  ['/JSX', 'PDF'],
  ['/XFAB', 'PDF'],
  ['JS', 'PDF'],
])('a PDF that names %s: %s', (inside, verdict) => {
  expect(judged('a.pdf', pdf(inside))).toBe(verdict);
});

test.each([
  ['@ TXT "a ; b" ; a remark (', 'zone'],
  ['@ TXT "a \\" ( b" c', 'zone'],
  ['@ TXT "not closed ( ; ', 'zone'],
  ['@ A 1 ; a remark "with ( one of them', 'zone'],
  ['@ A 1 (', 'upload.damaged'],
  ['@ IN 300 A 1', 'zone'],
  ['@ 1h IN IN', 'upload.damaged'],
  ['@ 1h IN MX', 'upload.damaged'],
  ['  A 192.0.2.1', 'zone'],
])('a zone file of the line %p: %s', (line, verdict) => {
  expect(judged('a.zone', line)).toBe(verdict);
});
