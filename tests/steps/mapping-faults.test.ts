/** Guide 22: whatever is wrong with a table is named with its row and its way out; mended, it is taken. */
import readExcelFile from 'read-excel-file/node';
import { csv } from '../../src/documents/csv.js';
import { rowsIn } from '../../src/documents/incoming/rows.js';
import { workbook } from '../../src/documents/workbook.js';
import { translate } from '../../src/locales/index.js';
import { check } from '../../src/steps/users/mapping/check.js';
import { judgeMapping } from '../../src/steps/users/mapping/judge-mapping.js';
import { columns, type Fault, type Row } from '../../src/steps/users/mapping/row.js';
import { mappingTable, rowsOfTable } from '../../src/steps/users/mapping/tables.js';
import { idOf, mappingTenants, proposedRows } from './support/mapping-tenants.js';

const tenants = mappingTenants();
const proposal = proposedRows(tenants);
const home = tenants.homeDomain;

/** Which row of the proposal it is done to, and what is done to it. */
type Damage = Partial<Row>;
const shared = 'info@contoso.com';
const retail = 'info@contoso-retail.com';
const list = 'sales@contoso.com';
const person = (n: number): string => `person${n}@contoso.com`;

const faults: readonly (readonly [Fault['code'], string, Damage])[] = [
  // A cell by itself
  ['mapping.source-empty', person(1), { source: '', sourceId: '' }],
  ['mapping.target-empty', person(2), { target: '' }],
  ['mapping.several-in-cell', person(3), { target: `a@${home}; b@${home}` }],
  ['mapping.no-address', person(4), { target: 'person4' }],
  ['mapping.cell-error', person(5), { target: '#N/A', cells: [{ column: 'Destination Email', wrong: 'error' }] }],
  ['mapping.cell-formula', person(6), { target: '', cells: [{ column: 'Destination Email', wrong: 'formula' }] }],
  ['mapping.cell-long', person(7), { target: `${'x'.repeat(500)}@${home}` }],
  ['mapping.cell-unseen', person(8), { target: `person8\u200b@${home}` }],
  ['mapping.action-unknown', person(9), { action: 'move' }],
  ['mapping.wave-unreadable', person(11), { wave: 'first' }],
  ['mapping.kind-unknown', person(12), { kind: 'Person' }],
  ['mapping.id-unreadable', person(13), { sourceId: '13' }],
  // Who moves
  ['mapping.source-unknown', person(14), { source: 'nobody@contoso.com', sourceId: '' }],
  ['mapping.source-address-gone', person(15), { source: 'person-15@contoso.com' }],
  ['mapping.source-id-unknown', person(16), { sourceId: idOf(77_777) }],
  ['mapping.source-id-differs', person(17), { sourceId: idOf(5_002) }],
  ['mapping.source-deleted', person(18), { source: 'gone@contoso.com', sourceId: '' }],
  ['mapping.source-public-folder', person(19), { source: 'folder@contoso.com', sourceId: '' }],
  ['mapping.source-no-mailbox', person(21), { source: 'unlicensed@contoso.com', sourceId: '' }],
  ['mapping.source-other-side', person(22), { source: 'house@fabrikam.com', sourceId: '' }],
  ['mapping.kind-differs', person(23), { kind: 'SharedMailbox' }],
  ['mapping.source-guest', person(24), { source: 'visitor@elsewhere.example', sourceId: '', kind: '' }],
  ['mapping.kind-cannot-move', person(25), { source: 'search@contoso.com', sourceId: '', kind: '' }],
  ['mapping.source-on-roster', 'anna@contoso.com', { action: 'create', target: `anna@${home}` }],
  ['mapping.source-protected', 'glass@contoso.com', { action: 'create', target: `glass@${home}` }],
  // Who is at the destination already
  ['mapping.target-missing', person(10), { target: 'nobody@fabrikam.com', targetId: '' }],
  ['mapping.target-deleted', person(20), { target: 'left@fabrikam.com', targetId: '' }],
  ['mapping.target-no-mailbox', person(30), { target: 'bare@fabrikam.com', targetId: '' }],
  ['mapping.target-id-unknown', person(40), { targetId: idOf(77_777, 'd') }],
  ['mapping.target-id-differs', person(50), { target: 'house@fabrikam.com' }],
  ['mapping.target-guest', person(60), { target: 'guestthere@contoso.com', targetId: '' }],
  ['mapping.target-kind', person(70), { target: 'list@fabrikam.com', targetId: '' }],
  ['mapping.target-other-person', person(80), { target: 'p90@fabrikam.com', targetId: '' }],
  ['mapping.target-on-roster', person(100), { target: 'boss@fabrikam.com', targetId: '' }],
  ['mapping.target-protected', person(110), { target: 'glass@fabrikam.com', targetId: '' }],
  // What gives way
  ['mapping.create-with-target', person(120), { action: 'create', target: `person120@${home}` }],
  ['mapping.no-guest', person(31), { action: 'guest' }],
  ['mapping.nothing-to-replace', person(32), { action: 'replace' }],
  // What somebody is to be called
  ['mapping.target-on-moving-domain', person(33), { target: 'person33@contoso.com' }],
  ['mapping.target-domain-unknown', person(34), { target: 'person34@nowhere.example' }],
  ['mapping.target-domain-unverified', person(35), { target: 'person35@soon.fabrikam.com' }],
  ['mapping.target-long', person(36), { target: `${'x'.repeat(65)}@${home}` }],
  ['mapping.target-domain-long', person(37), { target: `person37@${'long-'.repeat(9)}x.fabrikam.com` }],
  ['mapping.target-dots', person(38), { target: `person..38@${home}` }],
  ['mapping.target-characters', person(39), { target: `r&d@${home}` }],
  ['mapping.target-reserved', person(41), { target: `Postmaster@${home}` }],
  ['mapping.target-taken', person(42), { target: 'hall@fabrikam.com' }],
  ['mapping.target-taken-deleted', person(43), { target: 'left@fabrikam.com' }],
  ['mapping.target-taken-user', person(44), { target: 'bare@fabrikam.com' }],
  ['mapping.licence-not-needed', list, { licence: 'SPE_E3' }],
  ['mapping.licence-unknown', person(45), { licence: 'E7' }],
  // Between rows
  ['mapping.source-twice', person(47), { source: person(46), sourceId: idOf(46) }],
  [
    'mapping.source-again',
    'room@contoso.com',
    { source: 'office@contoso.com', sourceId: '', action: 'create', target: `o@${home}`, targetId: '', kind: '' },
  ],
  ['mapping.target-twice', person(49), { target: `PERSON48@${home}` }],
  ['mapping.target-again', person(51), { action: 'same', target: 'haus@fabrikam.com', targetId: '' }],
  ['mapping.licences-short', person(53), { licence: 'EXCHANGESTANDARD' }],
];
/** What makes a fault of another row, and is right itself. */
const beside: readonly (readonly [string, Damage])[] = [
  [person(52), { licence: 'EXCHANGESTANDARD' }],
  [person(90), { action: 'leave' }],
  [person(130), { action: 'same', target: 'house@fabrikam.com', targetId: '' }],
];
/** It is in no row, and so in no row of the damages. */
const nowhere = person(999);

const damaged = (): readonly Row[] => {
  const damages = new Map([...beside, ...faults.map(([, source, damage]) => [source, damage] as const)]);
  return proposal
    .filter(({ source }) => source !== nowhere)
    .map((row, index) => ({ ...row, ...damages.get(row.source), number: index + 2 }));
};
const numberOf = (source: string): number =>
  proposal.filter((row) => row.source !== nowhere).findIndex((row) => row.source === source) + 2;

const read = (kind: 'Excel' | 'CSV', content: Buffer): readonly Row[] =>
  rowsOfTable(rowsIn(kind, content, columns, 10_000) ?? { rows: [] });

test('what the bot proposes it takes itself', () => {
  expect(proposal.length).toBeGreaterThan(1_000);
  expect(check(proposal, tenants).faults).toEqual([]);
});

test.each(faults)('%s is said of the row it is so of, in both languages, with the way out', (code, source, damage) => {
  const damages = new Map([...beside, [source, damage] as const]);
  const rows = proposal.map((row) => ({ ...row, ...damages.get(row.source) }));
  const { number } = proposal.find((row) => row.source === source) as Row;
  const said = check(rows, tenants).faults.filter((fault) => fault.row.number === number);
  expect(said.map((fault) => fault.code)).toContain(code);
  const { facts } = said.find((fault) => fault.code === code) as Fault;
  const english = translate('en', `findings.${code}`, facts);
  expect(english).toMatch(new RegExp(`^Row ${number}: .{10,}[.)] [A-Z“].{4,}\\.$`));
  expect(translate('ru', `findings.${code}`, facts)).toMatch(
    new RegExp(`^Строка ${number}: .{10,}\\. [А-ЯЁ].{4,}\\.$`),
  );
  // Where a fact is missing, the sentence says so instead of itself.
  expect(english).not.toMatch(/[⟨{]/);
});

test('of a thousand rows with more than forty kinds of fault each is named with its own row, and no right row with any', () => {
  expect(new Set(faults.map(([code]) => code)).size).toBeGreaterThan(40);
  const found = check(damaged(), tenants).faults;
  const byRow = new Map<number, string[]>();
  for (const { row, code } of found) byRow.set(row.number, [...(byRow.get(row.number) ?? []), code]);
  for (const [code, source] of faults)
    expect([source, byRow.get(numberOf(source))]).toEqual([source, expect.arrayContaining([code])]);
  const wrong = new Set([...faults.map(([, source]) => numberOf(source)), 0]);
  // Where the row of somebody became one of another, they are in no row themselves.
  expect([...byRow.keys()].filter((number) => !wrong.has(number))).toEqual([]);
  expect(found.filter(({ code, facts }) => code === 'mapping.in-no-row' && facts['address'] === nowhere)).toHaveLength(
    1,
  );
});

test('a refused table comes back with its faults beside the rows; mended there and handed in as it is, it is taken', async () => {
  const refused = await judgeMapping(damaged(), { tenants, before: null, lang: 'en', what: 'table' });
  expect(refused.freezes).toBeUndefined();
  expect(refused.broken).toMatchObject({ code: 'answer.mapping-faults' });
  expect(refused.remarks[0]).toMatchObject({ code: 'mapping-refused' });
  const [file] = refused.evidence;
  const [sheet] = await readExcelFile(file?.content as Buffer);
  const said = sheet?.data ?? [];
  const last = columns.length;
  expect(said[0]?.[last]).toBe('What is wrong, and what to do');
  expect(said[numberOf(person(39)) - 1]?.[last]).toContain('has characters that the services do not take');
  expect(said[numberOf(person(900)) - 1]?.[last] ?? null).toBeNull();

  // People mend it row by row, and leave the column beside the rows where it is.
  const right = new Map(proposal.map((row) => [row.source, row]));
  const before = proposal.filter(({ source }) => source !== nowhere);
  const back = read('Excel', file?.content as Buffer);
  const missing = back.find(({ source }) => source === nowhere);
  expect(missing?.number).toBeGreaterThan(before.length);
  const wrong = new Set(check(back, tenants).faults.map(({ row }) => row.number));
  const mended = back
    .map((row, index) =>
      wrong.has(row.number) ? { ...(before[index] ?? right.get(row.source) ?? row), number: row.number } : row,
    )
    .filter((row, index, all) => all.findIndex(({ source }) => source === row.source) === index);
  const table = mappingTable(mended);
  const beside = {
    columns: [...table.columns, { heading: 'What is wrong' }],
    rows: table.rows.map((row) => [...row, 'x']),
  };
  const again = read('Excel', await workbook([{ ...table, ...beside }]));
  const taken = await judgeMapping(again, { tenants, before: null, lang: 'en', what: 'table' });
  expect(taken).toMatchObject({
    broken: null,
    remarks: [{ code: 'mapping-ready', facts: { version: 1, rows: proposal.length } }],
  });
});

test('as Excel and as CSV the same table is the same mapping', async () => {
  const table = mappingTable(proposal);
  const [fromExcel, fromCsv] = [read('Excel', await workbook([table])), read('CSV', csv(table))];
  expect(fromExcel).toEqual(proposal);
  expect(fromCsv).toEqual(proposal);
});

test('a list with nothing but two columns is read: what each row means follows from who is at the destination', () => {
  const bare = (number: number, source: string, target: string): Row => ({
    number,
    source,
    target,
    action: '',
    wave: '',
    licence: '',
    kind: '',
    name: '',
    sure: '',
    sourceId: '',
    targetId: '',
  });
  const small = mappingTenants(11);
  const moving = small.source.objects.filter(
    ({ kind, operator }) => kind.endsWith('Mailbox') && kind !== 'DiscoveryMailbox' && operator === undefined,
  );
  const rows = moving.map(({ address }, index) =>
    bare(index + 2, address.toUpperCase(), address === person(10) ? 'p10@fabrikam.com' : `m${index}@fabrikam.com`),
  );
  const { faults: found, rows: kept } = check(rows, small);
  expect(found).toEqual([]);
  const actionOf = (address: string) => kept.find(({ source }) => source === address)?.action;
  expect([person(10), person(1), 'guestthere@contoso.com', shared, retail].map(actionOf)).toEqual([
    'same',
    'create',
    'guest',
    'create',
    'create',
  ]);
});
