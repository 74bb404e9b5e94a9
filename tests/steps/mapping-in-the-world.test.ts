/** Guide 22 through the real engine: proposed from two tenants over HTTP, handed in, refused, mended, frozen, answered anew, and looked at every night. */
import { parse } from 'csv-parse/sync';
import readExcelFile from 'read-excel-file/node';
import { csv } from '../../src/documents/csv.js';
import { rowsIn } from '../../src/documents/incoming/rows.js';
import type { Attempt } from '../../src/engine/state.js';
import { generateCompany } from '../../src/rehearsal/world/company/generate-company.js';
import type { Company, Recipient } from '../../src/rehearsal/world/entities.js';
import { frozenIn } from '../../src/steps/users/mapping/frozen.js';
import { columns, type Row } from '../../src/steps/users/mapping/row.js';
import { mappingTable, rowsOfTable } from '../../src/steps/users/mapping/tables.js';
import { moveOut } from '../engine/support/engine-room.js';
import { anna, beginMigration, type Migration, rowsOf } from './support/engine-in-the-world.js';
import { domain, guid, initial, movingDomains, recipient, rehearsal, tenant, user } from './support/small-world.js';

const sku = '05e9a617-0261-4cee-bb44-138d3ef5d965';
const box = (n: number, kind: Recipient['RecipientTypeDetails'], address: string, name = `Person ${n}`) => ({
  user: user(n, address, [`SMTP:${address}`], {
    mail: address,
    displayName: name,
    employeeId: `E${n % 100}`,
    assignedLicenses: kind === 'UserMailbox' ? [{ skuId: sku, disabledPlans: [] }] : [],
  }),
  recipient: recipient(n, kind, [`SMTP:${address}`], address, { DisplayName: name }),
});
const source = [
  box(1, 'UserMailbox', 'ivan@contoso.com', 'Ivan Petrov'),
  box(2, 'UserMailbox', 'olga@contoso.com'),
  box(3, 'SharedMailbox', 'info@contoso.com', 'Info'),
  box(4, 'SharedMailbox', 'info@contoso-retail.com', 'Info retail'),
  box(5, 'UserMailbox', 'petr@contoso.com'),
];
const destination = [
  box(101, 'UserMailbox', 'i.petrov@fabrikam.com', 'Petrov, Ivan'),
  box(110, 'UserMailbox', 'vera@fabrikam.com', 'Vera'),
];
const contact = recipient(120, 'MailContact', ['SMTP:petr@contoso.com'], null, {
  DisplayName: 'Petr (Contoso)',
  ExternalEmailAddress: 'SMTP:petr@contoso.com',
});
const company: Company = {
  format: 'changeover-company-1',
  movingDomains,
  dns: { records: [] },
  tenants: {
    source: tenant('source', {
      domains: [domain(initial.source, true), ...movingDomains.map((name) => domain(name))],
      users: source.map(({ user: one }) => one),
      recipients: source.map(({ recipient: one }) => one),
    }),
    destination: tenant('destination', {
      domains: [domain(initial.destination, true), domain('fabrikam.com')],
      users: destination.map(({ user: one }) => one),
      recipients: [...destination.map(({ recipient: one }) => one), contact],
    }),
  },
};

let open: Awaited<ReturnType<typeof rehearsal>> | null = null;
async function begin(): Promise<Migration> {
  open?.close();
  open = await rehearsal({ company });
  // The last one is somebody's to do, so that the migration goes on.
  return beginMigration(open, { runbook: rowsOf(['migration-scope', 'mapping-still-true', 'mail-policies']) });
}
afterAll(async () => {
  await moveOut();
  open?.close();
});

const scope = 'migration-scope';
const named = (attempt: Attempt, name: string): number => attempt.evidence.map((one) => one.name).lastIndexOf(name);
const fileOf = async (migration: Migration, attempt: Attempt, name: string): Promise<Buffer> =>
  migration.file(attempt, named(attempt, name));
const proposedBy = async (migration: Migration, attempt: Attempt): Promise<readonly Row[]> =>
  rowsOfTable(rowsIn('CSV', await fileOf(migration, attempt, 'mapping-proposal.csv'), columns, 100) ?? { rows: [] });
const hand = async (migration: Migration, attemptId: string, rows: readonly Row[], name = 'mapping.csv') => {
  const file = { name, contentType: 'text/csv', content: csv(mappingTable(rows)) };
  const by = migration.actor(anna.personId);
  expect(await migration.engine.commands.attachFile(by, { attemptId, file, field: 'mappingTable' })).toMatchObject({
    ok: true,
  });
};
const judged = (migration: Migration): Promise<Attempt> =>
  migration.reach(scope, ({ attempt }) => {
    const field = attempt?.form?.fields.find(({ kind }) => kind === 'file');
    const id = field?.kind === 'file' ? field.handedIn?.id : undefined;
    return attempt?.form?.judged?.some(({ file }) => file === id) === true;
  });
const answer = (migration: Migration, attemptId: string, answers: Record<string, string>) =>
  migration.engine.commands.answer(migration.actor(anna.personId), {
    attemptId,
    answers: { asProposed: 'false', ...answers },
  });

test('the proposal pairs by employee id, makes names that nobody has, and lets a contact give way; taken as it stands it is frozen', async () => {
  const migration = await begin();
  const attempt = await migration.reach(scope, 'asking');
  const rows = await proposedBy(migration, attempt);
  expect(rows.map(({ source, target, action, sure }) => [source, target, action, sure])).toEqual([
    ['info@contoso-retail.com', `info.contoso-retail@${initial.destination}`, 'create', 'nobody there'],
    ['info@contoso.com', `info@${initial.destination}`, 'create', 'nobody there'],
    ['ivan@contoso.com', 'i.petrov@fabrikam.com', 'same', 'employee id'],
    ['olga@contoso.com', `olga@${initial.destination}`, 'create', 'nobody there'],
    ['petr@contoso.com', `petr@${initial.destination}`, 'replace', 'address'],
  ]);
  expect(rows.find(({ source }) => source === 'olga@contoso.com')?.licence).toBe('SPE_E3');
  const [mapping, help] = await readExcelFile(await fileOf(migration, attempt, 'mapping-proposal.xlsx'));
  expect([mapping?.data[0], help?.data[0]]).toEqual([columns, ['Column', 'What it means']]);

  expect(await answer(migration, attempt.id, { asProposed: 'true' })).toMatchObject({ ok: true });
  const done = await migration.reach(scope, 'done');
  const frozen = frozenIn(await fileOf(migration, done, 'mapping.json'));
  expect(frozen).toMatchObject({ version: 1, rows: 5, mailboxes: 5 });
  expect(frozen?.mapping.find(({ source }) => source === 'petr@contoso.com')).toMatchObject({
    action: 'replace',
    targetId: guid(120),
  });
  const check = await migration.reach('mapping-still-true', 'done');
  expect(check.findings).toMatchObject([{ code: 'mapping-holds', facts: { version: 1, count: 5 } }]);
});

test('a table with faults decides nothing and comes back with them; mended it is taken, and a later one is shown as a difference', async () => {
  const migration = await begin();
  const { id } = await migration.reach(scope, 'asking');
  const rows = await proposedBy(migration, await migration.reach(scope, 'asking'));
  const wrong = rows.map((row) =>
    row.source === 'olga@contoso.com'
      ? { ...row, target: 'vera@fabrikam.com' }
      : row.source === 'petr@contoso.com'
        ? { ...row, action: 'move' }
        : row,
  );
  await hand(migration, id, wrong);
  // Nobody answers with what was not read.
  expect(await answer(migration, id, {})).toMatchObject({ ok: false, refusal: { code: 'answer.being-judged' } });
  const refused = await judged(migration);
  expect(await answer(migration, id, {})).toMatchObject({
    ok: false,
    refusal: { code: 'answer.mapping-faults', facts: { faults: 2, rows: 2, count: 5 } },
  });
  expect(refused.form?.judged?.find(({ file }) => file !== null)?.remarks).toMatchObject([
    { code: 'mapping-refused' },
    { code: 'mapping.target-taken', facts: { row: 5, name: 'Vera' } },
    { code: 'mapping.action-unknown', facts: { row: 6, value: 'move' } },
  ]);
  const [sheet] = await readExcelFile(await fileOf(migration, refused, 'mapping-faults.xlsx'));
  expect(sheet?.data.map((cells) => cells[columns.length] !== null)).toEqual([true, false, false, false, true, true]);
  expect(named(refused, 'mapping.json')).toBe(-1);

  await hand(migration, id, rows, 'mended.csv');
  await judged(migration);
  expect(await answer(migration, id, {})).toMatchObject({ ok: true });
  const first = frozenIn(await fileOf(migration, await migration.reach(scope, 'done'), 'mapping.json'));
  expect(first?.version).toBe(1);

  // Asked again: olga becomes Vera’s colleague of another name, the retail box stays.
  await migration.again(scope);
  const second = await migration.reach(scope, 'asking');
  const later = rows.map((row) =>
    row.source === 'olga@contoso.com'
      ? { ...row, target: 'olga.s@fabrikam.com' }
      : row.source === 'info@contoso-retail.com'
        ? { ...row, action: 'leave' }
        : row,
  );
  await hand(migration, second.id, later);
  const differing = await judged(migration);
  expect(differing.form?.judged?.find(({ file }) => file !== null)?.remarks).toMatchObject([
    { code: 'mapping-differs', facts: { before: 1, version: 2, added: 0, removed: 0, changed: 2 } },
    { code: 'mapping-as-proposed', facts: { rows: 2 } },
  ]);
  const told: string[][] = parse(await fileOf(migration, differing, 'mapping-difference.csv'), { bom: true });
  expect(told.slice(1).map(([what, address, , property]) => [what, address, property])).toContainEqual([
    'changed',
    'olga@contoso.com',
    'target',
  ]);
  expect(await answer(migration, second.id, {})).toMatchObject({ ok: true });
  const done = await migration.reach(scope, 'done');
  const frozen = frozenIn(await fileOf(migration, done, 'mapping.json'));
  expect([frozen?.version, frozen?.mailboxes]).toEqual([2, 4]);

  // Answered once more with the file in force: the same version goes on holding.
  await migration.again(scope);
  const third = await migration.reach(scope, 'asking');
  expect(await answer(migration, third.id, {})).toMatchObject({ ok: true });
  const same = await migration.reach(scope, 'done');
  // The card goes on telling which version that is, and gives out its file.
  expect(same.form?.judged?.filter(({ file }) => file !== null)).toMatchObject([
    { remarks: [{ code: 'mapping-differs', facts: { version: 2 } }, { code: 'mapping-as-proposed' }] },
  ]);
  expect(frozenIn(await fileOf(migration, same, 'mapping.json'))?.version).toBe(2);
  await migration.again('mapping-still-true');
  const check = await migration.reach('mapping-still-true', 'done');
  expect(check.findings).toMatchObject([
    { code: 'mapping-holds', facts: { version: 2 } },
    // Whoever stays behind by a row loses an address, too.
    { code: 'mapping-behind', facts: { count: 1, names: 'info@contoso-retail.com' } },
  ]);
});

test('a table is held against the proposal, the first one too: crossed rows are named, and each sort is accepted by itself or not at all', async () => {
  const migration = await begin();
  const { id } = await migration.reach(scope, 'asking');
  const rows = await proposedBy(migration, await migration.reach(scope, 'asking'));
  const targetOf = (source: string): string => rows.find((row) => row.source === source)?.target ?? '';
  const crossed = rows.map((row) => {
    if (row.source === 'olga@contoso.com') return { ...row, target: targetOf('petr@contoso.com') };
    if (row.source === 'petr@contoso.com') return { ...row, target: targetOf('olga@contoso.com') };
    if (row.source !== 'ivan@contoso.com') return row;
    return { ...row, action: 'create', target: `ivan@${initial.destination}`, targetId: '' };
  });
  await hand(migration, id, crossed);
  const found = await judged(migration);
  expect(found.form?.judged?.find(({ file }) => file !== null)?.warnings).toMatchObject([
    { code: 'mapping-against-proposal', facts: { count: 3, crossed: 2, apart: 0, others: 1 } },
    { code: 'mapping.crossed', facts: { source: 'olga@contoso.com', other: 'petr@contoso.com' } },
    { code: 'mapping.crossed', facts: { source: 'petr@contoso.com', other: 'olga@contoso.com' } },
    { code: 'mapping.otherwise', facts: { source: 'ivan@contoso.com', proposed: 'i.petrov@fabrikam.com' } },
    { code: 'mapping-without-licence', facts: { count: 1, names: 'Ivan Petrov', more: 0 } },
  ]);
  const told: string[][] = parse(await fileOf(migration, found, 'mapping-against-proposal.csv'), { bom: true });
  expect(
    told.slice(1).map(([what, , source, , property, before, now]) => [what, source, property, before, now]),
  ).toEqual(
    expect.arrayContaining([
      [
        'crossed',
        'olga@contoso.com',
        'Destination Email',
        `olga@${initial.destination}`,
        `petr@${initial.destination}`,
      ],
      ['otherwise', 'ivan@contoso.com', 'Action', 'same', 'create'],
    ]),
  );
  expect(await answer(migration, id, { othersMeant: 'true' })).toMatchObject({
    ok: false,
    refusal: { code: 'answer.mapping-crossed', facts: { field: 'crossedMeant' } },
  });
  expect(await answer(migration, id, { crossedMeant: 'true' })).toMatchObject({
    ok: false,
    refusal: { code: 'answer.mapping-otherwise' },
  });

  // What was accepted of one table is said of no other: the next one asks only for what is in it.
  await hand(
    migration,
    id,
    crossed
      .filter(({ source }) => source !== 'olga@contoso.com')
      .concat(rows.filter(({ source }) => source === 'olga@contoso.com'))
      .map((row) => (row.source === 'petr@contoso.com' ? { ...row, target: targetOf(row.source) } : row)),
    'second.csv',
  );
  const second = await judged(migration);
  expect(second.form?.fields.map((field) => field.id)).not.toContain('crossedMeant');
  expect(await answer(migration, id, {})).toMatchObject({ ok: false, refusal: { code: 'answer.mapping-otherwise' } });
  expect(await answer(migration, id, { othersMeant: 'true' })).toMatchObject({ ok: true });
  expect((await migration.reach(scope, 'done')).answers).toMatchObject({ othersMeant: 'true' });

  // Asked again, the table that holds goes on being accepted.
  await migration.again(scope);
  const again = await migration.reach(scope, 'asking');
  expect(again.form?.fields).toContainEqual(expect.objectContaining({ id: 'othersMeant', proposal: 'true' }));
});

test('whoever joins or leaves after it is named the next night; with a row more it is quiet again', async () => {
  const migration = await begin();
  const { id } = await migration.reach(scope, 'asking');
  expect(await answer(migration, id, { asProposed: 'true' })).toMatchObject({ ok: true });
  await migration.reach('mapping-still-true', 'done');
  const { world } = migration;
  await world.post('/world/admin/source/users', {
    userPrincipalName: 'nina@contoso.com',
    displayName: 'Nina',
    mailbox: true,
  });
  await world.post(`/world/admin/source/users/${guid(2)}/delete`, {});
  await world.ctx.pause(26 * 3_600_000);
  const found = await migration.reach('mapping-still-true', 'attention');
  expect(found.findings.map(({ code, facts }) => [code, facts['address']])).toEqual([
    ['mapping-joined', 'nina@contoso.com'],
    ['mapping-left', 'olga@contoso.com'],
  ]);

  await migration.again(scope);
  const anew = await migration.reach(scope, 'asking');
  expect(
    await answer(migration, anew.id, { asProposed: 'true', exceptions: 'Olga has left us, Nina came' }),
  ).toMatchObject({ ok: true });
  const check = await migration.reach('mapping-still-true', 'done');
  expect(check.findings).toMatchObject([{ code: 'mapping-holds', facts: { version: 2, count: 5 } }]);
});

test('a table that is kept elsewhere is on people’s word: nothing is frozen, and nobody looks at it by night', async () => {
  const migration = await begin();
  const { id } = await migration.reach(scope, 'asking');
  expect(await answer(migration, id, { mapping: 'https://contoso.sharepoint.com/move/mapping.xlsx' })).toMatchObject({
    ok: true,
  });
  expect(named(await migration.reach(scope, 'done'), 'mapping.json')).toBe(-1);
  await migration.reach('mapping-still-true', 'not-applicable');
  expect((await migration.step('mapping-still-true')).notApplicable).toMatchObject({ code: 'mapping-kept-elsewhere' });
});

test('whoever may not see licences maps without, and is told so', async () => {
  open?.close();
  open = await rehearsal({
    company,
    on: (transport) => async (request) => {
      const answer = await transport(request);
      return request.url.includes('/subscribedSkus')
        ? new Response(JSON.stringify({ error: { code: 'Authorization_RequestDenied', message: 'no' } }), {
            status: 403,
          })
        : answer;
    },
  });
  const form = await open.decision(scope).propose?.(open.ctx);
  expect(form?.remarks.map(({ code }) => code)).toEqual([
    'mapping-proposed',
    'mapping-mailboxes',
    'mapping-licences-unseen',
  ]);
});

test.each([
  [30, 1],
  [120, 2],
])(
  'of a made-up company of %i mailboxes (seed %i) everybody finds their counterpart, and the proposal can be taken as it stands',
  async (mailboxes, seed) => {
    const made = generateCompany({ mailboxes, seed });
    open?.close();
    open = await rehearsal({ company: made });
    const { source: from, destination: to } = made.tenants;
    const migration = {
      ...open.ctx.migration,
      initialDomain: { source: from.initialDomain, destination: to.initialDomain },
    };
    const proposal = await open.decision(scope).propose?.({ ...open.ctx, migration });
    expect(proposal?.takenBy.judgement.broken).toBeNull();
    const facts = proposal?.remarks[0]?.facts ?? {};
    // Hardly anybody is to be made: the destination awaits them.
    expect(Number(facts['same'])).toBeGreaterThan(Number(facts['count']) * 0.85);
    // Every row and every mailbox is in exactly one heap.
    const sum = (code: string, whole: string, heaps: readonly string[]) => {
      const remarks = [...(proposal?.remarks ?? []), ...(proposal?.takenBy.judgement.remarks ?? [])];
      const of = remarks.find((remark) => remark.code === code)?.facts ?? {};
      expect([code, heaps.reduce((all, heap) => all + Number(of[heap]), 0)]).toEqual([code, of[whole]]);
    };
    sum('mapping-proposed', 'count', ['same', 'create', 'replace', 'guest', 'leave', 'open']);
    sum('mapping-mailboxes', 'count', ['move', 'behind', 'open', 'elsewhere', 'unmovable']);
    sum('mapping-ready', 'rows', ['mailboxes', 'groups', 'others', 'behind']);
  },
);
