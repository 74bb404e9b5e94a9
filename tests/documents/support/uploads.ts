/** Files that people send: good ones of every kind, and as many bad ones as anybody wants, the same for the same seed. */
import { planWords } from '../../../src/documents/plan-words.js';
import { planWorkbook } from '../../../src/documents/plan-workbook.js';
import { archiveOf, type Part } from './archive.js';

export interface Sent {
  readonly name: string;
  readonly content: Buffer;
}

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
const jpeg = Buffer.from(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA//9k=',
  'base64',
);
const pdf = Buffer.from(
  '%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\nxref\n0 3\ntrailer\n<</Root 1 0 R/Size 3>>\nstartxref\n110\n%%EOF\n',
);
export const workbookParts: readonly Part[] = [
  { name: '[Content_Types].xml', content: '<?xml version="1.0"?><Types/>' },
  { name: '_rels/.rels', content: '<Relationships/>' },
  { name: 'xl/workbook.xml', content: '<workbook/>' },
  { name: 'xl/worksheets/sheet1.xml', content: '<worksheet/>' },
];
const zone =
  '$ORIGIN contoso.com.\n$TTL 300\n@ IN SOA ns1 host ( 1\n 2 3 4 5 ) ; numbers\n@ 300 IN MX 10 mx\nwww A 192.0.2.1\n';

export const good = async (): Promise<Readonly<Record<string, Sent>>> => ({
  PNG: { name: 'chat.png', content: png },
  JPEG: { name: 'Чат с утра.JPG', content: jpeg },
  PDF: { name: 'answer.pdf', content: pdf },
  Excel: {
    name: 'plan.xlsx',
    content: await planWorkbook(
      { changes: [], records: [{ action: 'publish', name: '=cmd()', type: 'TXT', value: '@SUM(1)', ttl: 300 }] },
      planWords.en,
    ),
  },
  CSV: { name: 'mailboxes.csv', content: Buffer.from('\ufeff"Name","Size"\r\n"=cmd|calc","12"\r\n"Вера","3"\r\n') },
  JSON: { name: 'groups.json', content: Buffer.from('[{"id":"1"}]') },
  zone: { name: 'contoso.com.zone', content: Buffer.from(zone) },
  text: {
    name: 'dig.txt',
    content: Buffer.from(';; ANSWER SECTION:\ncontoso.com. 300 IN MX 10 mx.\nQuery time: 4 msec\n'),
  },
});

type Chance = (below: number) => number;

/** https://github.com/bryc/code/blob/master/jshash/PRNGs.md#mulberry32 */
function chanceFrom(seed: number): Chance {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const endings = ['csv', 'xlsx', 'zone', 'txt', 'json', 'png', 'jpg', 'pdf', 'log', 'db'];
const strangers = ['exe', 'xls', 'docx', 'html', 'svg', 'js', 'ps1', 'zip', 'gif', 'lnk', 'xlsm', 'scr'];
const withPart = (part: Part): Buffer => archiveOf([...workbookParts, part]);

export async function badUploads(count: number, seed: number, most: number): Promise<readonly Sent[]> {
  const chance = chanceFrom(seed);
  const samples = await good();
  const pick = <T>(from: readonly T[]): T => from[chance(from.length)] as T;
  const noise = (length: number): Buffer => Buffer.from([0, ...Array.from({ length }, () => chance(256))]);
  const binaryOnes = ['PNG', 'JPEG', 'PDF', 'Excel'].map((kind) => samples[kind] as Sent);
  const rows = (row: () => string, length = 2 + chance(20)): string => Array.from({ length }, row).join('\r\n');
  const table = rows(() => 'a,b,c');
  const families: readonly (() => Sent)[] = [
    () => ({ name: `empty.${pick(endings)}`, content: Buffer.alloc(0) }),
    () => ({ name: `large.${pick(endings)}`, content: Buffer.alloc(most + 1 + chance(5_000), 'a') }),
    () => ({ name: `noise.${pick(endings)}`, content: noise(chance(400)) }),
    () => ({ name: `stranger.${pick(strangers)}`, content: pick([noise(60), pick(Object.values(samples)).content]) }),
    () => {
      const { name, content } = pick(binaryOnes);
      return { name, content: content.subarray(0, chance(content.length - 8)) };
    },
    () => {
      const content = Buffer.from(png);
      const at = 8 + chance(content.length - 8);
      content[at] = (content[at] ?? 0) ^ (1 + chance(255));
      return { name: 'turned.png', content };
    },
    () => {
      // Of a JPEG the picture is kept without it.
      const { name, content } = pick(binaryOnes.filter(({ name: one }) => !/jpg$/i.test(one)));
      const behind = pick<Buffer | string>([archiveOf(workbookParts), '<script>1</script>', noise(40), 'MZ', pdf]);
      return { name, content: Buffer.concat([content, Buffer.from(behind)]) };
    },
    () => {
      const { name, content } = pick(binaryOnes);
      const wrong = pick(endings.filter((ending) => !name.toLowerCase().endsWith(ending)));
      return { name: `other.${wrong}`, content };
    },
    () => ({ name: `text.${pick(['png', 'jpg', 'pdf', 'xlsx'])}`, content: Buffer.from(table) }),
    () => ({
      name: 'macros.xlsx',
      content: withPart({
        name: pick([
          'xl/vbaProject.bin',
          'xl/activeX/activeX1.bin',
          'xl/macrosheets/sheet1.xml',
          'xl/embeddings/oleObject1.bin',
        ]),
        content: 'x',
      }),
    }),
    () => ({ name: 'macros.xlsm', content: archiveOf(workbookParts) }),
    () => ({
      name: 'laughs.xlsx',
      content: withPart({
        name: 'xl/sharedStrings.xml',
        content: `<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a "ha"><!ENTITY b "${'&a;'.repeat(1 + chance(50))}">]><sst>&b;</sst>`,
      }),
    }),
    () => ({
      name: 'bomb.xlsx',
      content: withPart({ name: 'xl/media/1.bin', content: Buffer.alloc(400_000 + chance(100_000)) }),
    }),
    () => ({
      name: 'lies.xlsx',
      content: withPart({ name: 'xl/media/1.bin', content: noise(200), size: pick([3, 90, 4_000_000_000]) }),
    }),
    () => ({
      name: 'over.xlsx',
      content: withPart({ name: 'xl/media/2.bin', content: '<workbook/>', over: 'xl/workbook.xml' }),
    }),
    () => ({ name: 'locked.xlsx', content: withPart({ name: 'xl/styles.xml', content: '<a/>', encrypted: true }) }),
    () => ({
      name: 'path.xlsx',
      content: withPart({ name: pick(['../../evil.xml', '/etc/x.xml', 'xl\\x.xml']), content: '<a/>' }),
    }),
    () => ({ name: 'archive.xlsx', content: archiveOf([{ name: `${chance(99)}.txt`, content: 'x' }]) }),
    () => ({ name: 'old.xls', content: Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), noise(100)]) }),
    () => ({
      name: 'script.pdf',
      content: Buffer.from(
        pdf
          .toString()
          .replace(
            '/Count 0',
            pick(['/JS (x)', '/JavaScript 3 0 R', '/J#61vaScript 3 0 R', '/Launch', '/EmbeddedFile 3 0 R']),
          ),
      ),
    }),
    () => ({ name: 'nul.csv', content: Buffer.from(`${table}\r\na,\0,c`) }),
    () => ({
      name: `control.${pick(['csv', 'txt', 'zone'])}`,
      content: Buffer.from(`${table}\r\na,${String.fromCharCode(pick([1, 7, 8, 27, 127]))},c`),
    }),
    () => ({ name: 'uneven.csv', content: Buffer.from(`${table}\r\n${pick(['a', 'a,b', 'a,b,c,d'])}`) }),
    () => ({ name: 'quote.csv', content: Buffer.from(`${table}\r\n"a,b,c`) }),
    () => ({ name: 'head.csv', content: Buffer.from(pick(['a,b,c', 'a\r\n', '\r\n\r\n', 'Name;Size'])) }),
    () => ({
      name: `line.${pick(['csv', 'txt', 'log', 'zone'])}`,
      content: Buffer.from(`a,b\r\n${'x'.repeat(66_000 + chance(1_000))},b`),
    }),
    () => ({
      name: `page.${pick(['csv', 'txt', 'json', 'zone', 'png', 'pdf'])}`,
      content: Buffer.from(
        pick(['<html><script>x</script>', ' <?xml version="1.0"?><svg onload="x"/>', '#!/bin/sh\nrm', '@echo off']),
      ),
    }),
    () => ({
      name: 'cut.json',
      content: Buffer.from(pick(['{"a":', '[1,2', '"text"', '12', '['.repeat(20_000), 'null'])),
    }),
    () => ({
      name: 'zone.zone',
      content: Buffer.from(
        pick(['$INCLUDE /etc/passwd', 'hello there', '@ IN SOA a b ( 1 2', '; only words', '@ IN MX', ')']),
      ),
    }),
    () => ({
      name: pick(['', 'noending', '.csv', '...', '../..', '\u202e.csv', '\u0000.csv', '/', 'a/b/.pdf']),
      content: Buffer.from(table),
    }),
  ];
  return Array.from({ length: count }, (_, index) => (families[index % families.length] as () => Sent)());
}
