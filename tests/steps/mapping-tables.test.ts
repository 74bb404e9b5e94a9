/** Tables of a mapping as the programs write them that people have: what was meant is read, or its loss is said. */
import { fitsField, readForField } from '../../src/documents/incoming/fits-field.js';
import { judgeFile } from '../../src/documents/incoming/judge.js';
import { rowsIn, type TableRows } from '../../src/documents/incoming/rows.js';
import { check } from '../../src/steps/users/mapping/check.js';
import { columns, wantedColumns, type Row } from '../../src/steps/users/mapping/row.js';
import { rowsOfTable } from '../../src/steps/users/mapping/tables.js';
import { unreadRemarks } from '../../src/steps/users/mapping/unread.js';
import { besidesTheRows, faultsWorkbook } from '../../src/documents/mapping-workbook.js';
import { mappingTable } from '../../src/steps/users/mapping/tables.js';
import { archiveOf } from '../documents/support/archive.js';
import { idOf, mappingTenants } from './support/mapping-tenants.js';

const allRead: TableRows['unread'] = { columns: [], sheets: [] };

const tenants = mappingTenants(20);
const home = tenants.homeDomain;

interface Sheet {
  readonly rows: string;
  readonly state?: string;
  readonly name?: string;
  readonly after?: string;
}
const book = (...sheets: readonly Sheet[]): Buffer =>
  archiveOf([
    { name: '[Content_Types].xml', content: '<Types/>' },
    {
      name: 'xl/workbook.xml',
      content: `<workbook><sheets>${sheets.map(({ state, name }, n) => `<sheet ${state === undefined ? '' : `state="${state}" `}name="${name ?? `S${n}`}" sheetId="${n + 1}" r:id="rId${n + 1}"/>`).join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships>${sheets.map((_, n) => `<Relationship Id="rId${n + 1}" Target="worksheets/sheet${n + 1}.xml"/>`).join('')}</Relationships>`,
    },
    ...sheets.map(({ rows, after = '' }, n) => ({
      name: `xl/worksheets/sheet${n + 1}.xml`,
      content: `<worksheet><sheetData>${rows}</sheetData>${after}</worksheet>`,
    })),
  ]);
const text = (at: string, value: string): string => `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`;
const row = (at: number, values: readonly string[]): string =>
  `<row r="${at}">${values.map((value, n) => (value.startsWith('<') ? value : value === '' ? '' : text(`${'ABCDEFGHIJ'[n]}${at}`, value))).join('')}</row>`;
const mapping = (content: Buffer): TableRows =>
  rowsIn('Excel', content, columns, 1_000) ?? { columns: [], rows: [], more: false, unread: allRead };
const rowsOf = (content: Buffer): readonly Row[] => rowsOfTable(mapping(content));
const codes = (rows: readonly Row[]): readonly string[] =>
  check(rows, tenants)
    .faults.filter(({ code }) => code !== 'mapping.in-no-row')
    .map(({ code }) => code);
const fits = (name: string, content: Buffer | string) => {
  const read = readForField({ name, contentType: '', content: Buffer.from(content) });
  return read.ok ? fitsField(read.value, { types: ['Excel', 'CSV'], columns: wantedColumns, optional: columns }) : read;
};
const one = (more: Partial<Row>): Row => ({
  ...{ number: 2, source: 'person1@contoso.com', target: `person1@${home}`, action: '', wave: '', licence: '' },
  ...{ kind: '', name: '', sure: '', sourceId: '', targetId: '', ...more },
});
/** As it is read from the cells that people filled. */
const typed = (more: Partial<Row>): readonly Row[] => {
  const { source, target, action, wave } = one(more);
  const cells = { 'Source Email': source, 'Destination Email': target, Action: action, Wave: wave };
  const texts = Object.fromEntries(Object.entries(cells).map(([column, text]) => [column, { text }]));
  return rowsOfTable({ rows: [{ number: 2, cells: texts }] });
};
const head = row(1, ['Source Email', 'Destination Email', 'Action', 'Wave']);

test('Google Sheets writes the number 1 as 1.0: it is wave 1', () => {
  const rows = rowsOf(
    book({
      rows: head + row(2, ['person1@contoso.com', `person1@${home}`, 'create', '<c r="D2" s="1"><v>1.0</v></c>']),
    }),
  );
  expect(codes(rows)).toEqual([]);
});

test('a carriage return that Excel writes as _x000D_ is one, not part of the address', () => {
  const rows = rowsOf(book({ rows: head + row(2, ['person1@contoso.com_x000D_', `person1@${home}`, 'create', '1']) }));
  expect(rows[0]?.source).toBe('person1@contoso.com');
});

test('cells merged over several rows say the same for each of them, or are refused', () => {
  const rows = rowsOf(
    book({
      rows:
        head +
        row(2, ['person1@contoso.com', '', 'leave', '']) +
        row(3, ['person2@contoso.com', `person2@${home}`, 'create', '2']) +
        row(4, ['person3@contoso.com', `person3@${home}`, 'create', '']),
      after: '<mergeCells count="1"><mergeCell ref="D3:D4"/></mergeCells>',
    }),
  );
  const { faults, rows: kept } = check(rows, tenants);
  const third = kept.find(({ source }) => source === 'person3@contoso.com');
  expect(third?.wave === 2 || faults.some(({ row: { number } }) => number === 4)).toBe(true);
});

test('a hidden first sheet, such as an older version kept aside, is not what people see', () => {
  const old = head + row(2, ['person1@contoso.com', `old1@${home}`, 'create', '1']);
  const now = head + row(2, ['person1@contoso.com', `new1@${home}`, 'create', '1']);
  const rows = rowsOf(book({ rows: old, state: 'hidden', name: 'Old' }, { rows: now, name: 'Mapping' }));
  expect(rows[0]?.target).toBe(`new1@${home}`);
});

test('a hidden sheet of lists before the mapping does not hide it', () => {
  const lists = row(1, ['Actions']) + row(2, ['create']);
  const now = head + row(2, ['person1@contoso.com', `new1@${home}`, 'create', '1']);
  expect(fits('m.xlsx', book({ rows: lists, state: 'veryHidden' }, { rows: now }))).toMatchObject({ ok: true });
});

test('rows on a second sheet with the same head are not lost without a word', () => {
  const one = head + row(2, ['person1@contoso.com', `person1@${home}`, 'create', '1']);
  const two = head + row(2, ['sales@contoso.com', `sales@${home}`, 'create', '']);
  const content = book({ rows: one, name: 'Wave 1' }, { rows: two, name: 'Wave 2' });
  expect(unreadRemarks(mapping(content).unread, besidesTheRows)).toEqual([
    { code: 'mapping-sheets-unread', facts: { count: 1, sheets: 'Wave 2' } },
  ]);
});

test.each([
  ['License', 'American English'],
  ['Licenses', 'several'],
  ['Batch', 'another word for a wave'],
  ['Actions', 'a letter more'],
])('a column “%s” (%s) is read or spoken of, never passed over in silence', (heading) => {
  const content = `Source Email,Destination Email,${heading}\r\nperson1@contoso.com,person1@${home},SPE_E3\r\n`;
  const read = rowsIn('CSV', Buffer.from(content), columns, 10);
  expect(unreadRemarks(read?.unread ?? allRead, besidesTheRows)).toEqual([
    { code: 'mapping-columns-unread', facts: { count: 1, columns: heading } },
  ]);
});

test.each(['en', 'ru'] as const)('what the bot itself lays beside the rows (%s) is not called unread', async (lang) => {
  const content = await faultsWorkbook(mappingTable([one({})]), [[]], lang);
  const read = mapping(content);
  expect([read.rows.length, unreadRemarks(read.unread, besidesTheRows)]).toEqual([1, []]);
});

test('a heading that stands there twice is refused though it is one of those that may be left out', () => {
  const content = `Source Email,Destination Email,Action,Action\r\nperson1@contoso.com,person1@${home},create,leave\r\n`;
  expect(fits('m.csv', content)).toMatchObject({ ok: false });
});

test('a table written with \\r\\r\\n, as Python does on Windows, is read with its rows', () => {
  const content = Buffer.from(
    `Source Email,Destination Email\r\r\nperson1@contoso.com,person1@${home}\r\r\nperson2@contoso.com,person2@${home}\r\r\n`,
  );
  expect(judgeFile('m.csv', content)).toMatchObject({ ok: true });
  const read = rowsIn('CSV', content, columns, 10);
  expect(read?.rows.map(({ cells }) => cells['Source Email']?.text.trim())).toEqual([
    'person1@contoso.com',
    'person2@contoso.com',
  ]);
});

test('a CSV that is too long is told so though some of its lines are empty', () => {
  const lines = Array.from({ length: 12 }, (_, n) => `p${n}@contoso.com,p${n}@${home}\n\n`).join('');
  const read = rowsIn('CSV', Buffer.from(`Source Email,Destination Email\n\n${lines}`), columns, 10);
  expect([read?.rows.length, read?.more]).toEqual([10, true]);
});

test('our own apostrophe before an address with a sign at its front comes off in a workbook, too', () => {
  // Our CSV, opened in Excel and saved as a workbook.
  const rows = rowsOf(book({ rows: head + row(2, ["'+all@contoso.com", `all@${home}`, 'create', '']) }));
  expect(rows[0]?.source).toBe('+all@contoso.com');
});

test('rows hidden by a filter are read like the others', () => {
  const rows = rowsOf(
    book({
      rows: `${head}<row r="2" hidden="1">${text('A2', 'person1@contoso.com')}${text('B2', `person1@${home}`)}</row>`,
      after: '<autoFilter ref="A1:D2"/>',
    }),
  );
  expect(rows.map(({ source, number }) => [source, number])).toEqual([['person1@contoso.com', 2]]);
});

test('the summary that Numbers lays before its tables is refused with its head, and not read as the mapping', () => {
  const summary = row(1, ['This document was exported from Numbers. Each table was converted.']) + row(2, ['Sheet 1']);
  const outcome = fits('m.xlsx', book({ rows: summary, name: 'Export Summary' }, { rows: head + row(2, ['a', 'b']) }));
  expect(outcome).toMatchObject({ ok: false, refusal: { code: 'upload.columns' } });
});

test('a protected sheet is read: only a password hides it', () => {
  const content = book({
    rows: head + row(2, ['person1@contoso.com', `person1@${home}`, 'create', '1']),
    after: '<sheetProtection sheet="1" objects="1" scenarios="1"/>',
  });
  expect(judgeFile('m.xlsx', content)).toMatchObject({ ok: true });
  expect(codes(rowsOf(content))).toEqual([]);
});

test('an id with braces around it is the id', () => {
  const read = rowsOfTable({
    rows: [
      {
        number: 2,
        cells: {
          'Source Email': { text: 'person1@contoso.com' },
          'Destination Email': { text: `person1@${home}` },
          'Source Object Id': { text: `{${idOf(1).toUpperCase()}}` },
        },
      },
    ],
  });
  // Or a refusal that names the cell.
  expect([[], ['mapping.id-unreadable']]).toContainEqual(codes(read));
});

test.each([
  ['as Outlook copies it', 'Anna Berg <person1@contoso.com>'],
  ['as Outlook copies it, last name first', 'Berg, Anna <person1@contoso.com>'],
  ['as a link', 'mailto:person1@contoso.com'],
  ['with its type', 'SMTP:person1@contoso.com'],
])('an address %s is the address', (_, source) => {
  const target = source.replace('person1@contoso.com', `person1@${home}`);
  expect(codes(typed({ source, target, action: 'create' }))).toEqual([]);
  expect(codes(typed({ source: `other@contoso.com; ${source}` }))).toEqual(['mapping.several-in-cell']);
});

test('a wave that another program wrote as 1.0 is wave 1, in a text as well', () => {
  expect(codes(typed({ wave: '1.0', action: 'create' }))).toEqual([]);
  expect(codes(typed({ wave: '1.5', action: 'create' }))).toEqual(['mapping.wave-unreadable']);
});

test('a Cyrillic letter among Latin ones in an address is named: the two look alike', () => {
  const { faults } = check([one({ source: 'pers\u043en1@contoso.com' })], tenants);
  expect([faults[0]?.code, faults[0]?.facts['letter']]).toEqual(['mapping.letter-alike', '\u043e (U+043E)']);
});

test('an apostrophe in an address is kept', () => {
  const csv = Buffer.from(`Source Email,Destination Email\r\nperson1@contoso.com,o'neil@${home}\r\n`);
  const read = rowsOfTable(rowsIn('CSV', csv, columns, 10) ?? { columns: [], rows: [], more: false, unread: allRead });
  expect(codes(read)).toEqual([]);
  expect(read[0]?.target).toBe(`o'neil@${home}`);
});
