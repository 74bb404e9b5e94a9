/** Test accounts and what lies in their mailboxes through the real engine, against the simulated services over HTTP. */
import { compareDumps } from '../../src/rehearsal/compare.js';
import { withMadeAccounts } from '../../src/rehearsal/witness/made-accounts.js';
import { withSortedAddresses } from '../../src/rehearsal/witness/normal-form.js';
import type { Company } from '../../src/rehearsal/world/entities.js';
import { moveOut } from '../engine/support/engine-room.js';
import { anew, beginMigration, rowsOf, type Migration } from './support/engine-in-the-world.js';
import { domain, initial, movingDomains, rehearsal, tenant, user } from './support/small-world.js';

const exchangeLicence = '19ec0d23-8335-4cbd-94ac-6050e30712fa';
const company: Company = {
  format: 'changeover-company-1',
  movingDomains,
  dns: { records: [] },
  tenants: {
    source: tenant('source', {
      domains: [domain(initial.source, true), ...movingDomains.map((name) => domain(name))],
      users: [
        user(1, `sofia@${initial.source}`, [], {
          assignedLicenses: [{ skuId: exchangeLicence, disabledPlans: [] }],
        }),
      ],
    }),
    // Nobody there has a licence, and none was bought.
    destination: tenant('destination', {
      domains: [domain(initial.destination, true)],
      users: [user(2, `priya@${initial.destination}`, [])],
    }),
  },
};

const accounts = 'source-test-accounts';
const content = 'source-test-content';
const delta = 'test-delta-mail';
const names = [1, 2].map((n) => `changeover-test-${n}@${initial.source}`);

let world: Awaited<ReturnType<typeof rehearsal>>;
let migration: Migration;
let start: Company;
beforeAll(async () => {
  world = await rehearsal({ company });
  start = await world.state();
  migration = await beginMigration(world, {
    runbook: [
      ...rowsOf([accounts, content, delta, 'destination-test-accounts'], { [delta]: { after: [content] } }),
      anew(accounts),
    ],
  });
});
afterAll(async () => {
  await moveOut();
  world.close();
});

interface Dump {
  readonly tenants: { readonly source: Record<string, readonly Record<string, unknown>[]> };
}
const source = async () => ((await world.state()) as unknown as Dump).tenants.source;
const namesIn = async (list: string) =>
  ((await source())[list] ?? []).map((one) => String(one['userPrincipalName'])).filter((name) => names.includes(name));
const items = async (): Promise<readonly Record<string, unknown>[]> => (await source())['mailboxItems'] ?? [];

test('without a licence to give, nothing can be approved, and it is said where to get one', async () => {
  const { attempt } = await migration.planned('destination-test-accounts');
  expect(attempt.plan?.blockers.map(({ code }) => code)).toEqual(['test-account-no-licence']);
});

test('two accounts are made, also where an answer gets lost, none of them twice, and their mailboxes are waited for', async () => {
  await migration.planned(accounts);
  await world.setFaults({ unansweredEvery: { graph: 2 } } as never);
  const { attempt, looks } = await migration.carryToTheEnd(accounts);
  await world.setFaults({ unansweredEvery: { graph: null } } as never);

  expect(await namesIn('users')).toEqual(names);
  expect((await migration.ledger(attempt)).map(({ state }) => state)).toEqual(['done', 'done']);
  expect(attempt.findings).toMatchObject([{ status: 'passed', code: 'test-accounts-ready' }]);
  expect(looks[0]).toMatchObject([{ code: 'test-account-without-mailbox' }, {}]);
});

test('asked for again, what is there is left alone', async () => {
  await migration.again(`${accounts}-anew`);
  const attempt = await migration.reach(`${accounts}-anew`, 'done');
  expect(attempt.plan).toMatchObject({
    changes: 0,
    leftOut: names.map((name) => ({ code: 'test-account-there', facts: { name } })),
  });
});

test('something of every kind lies in both mailboxes, once, also where an answer gets lost, and is counted by reading back', async () => {
  await migration.planned(content);
  await world.setFaults({ unansweredEvery: { graph: 3 } } as never);
  const { attempt } = await migration.carryToTheEnd(content);
  await world.setFaults({ unansweredEvery: { graph: null } } as never);

  expect(attempt.findings.map(({ code, facts }) => ({ code, ...facts }))).toEqual(
    names.map((name) => ({
      code: 'test-content-counted',
      ...{ name, folders: 2, messages: 5, events: 2, contacts: 1, tasks: 2 },
    })),
  );
  const kinds = (await items()).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'message')).toHaveLength(10);
  expect(kinds.filter((kind) => kind === 'event')).toHaveLength(4);
  const series = (await items()).filter((one) => JSON.stringify(one).includes('"weekly"'));
  expect(series).toHaveLength(2);
  expect(JSON.stringify(await items())).toContain('Письмо по-русски');
});

test('the witness of a rehearsal expects just these accounts and just this content, and nothing in their place', async () => {
  const now = await world.state();
  const differences = (found: Company, ...steps: string[]) =>
    compareDumps(withSortedAddresses(withMadeAccounts(start, found, steps)), withSortedAddresses(found)).map(
      ({ path }) => path.split('[')[0],
    );
  expect(differences(now, accounts, content)).toEqual([]);
  expect(new Set(differences(now, accounts))).toEqual(
    new Set(['tenants.source.details', 'tenants.source.mailboxItems']),
  );
  expect(differences(now, content)).toContain('tenants.source.users');
  expect(differences(start, accounts)).toEqual(['tenants.source.users', 'tenants.source.users']);
  const { source: from, ...other } = now.tenants;
  const lacking = {
    ...now,
    tenants: { ...other, source: { ...from, mailboxItems: from.mailboxItems?.slice(1) ?? [] } },
  };
  expect(differences(lacking, accounts, content)).not.toEqual([]);
});

test('later mail comes on top, and taken back it is gone while the rest stays', async () => {
  const before = await items();
  await migration.carryToTheEnd(delta);
  expect(await items()).toHaveLength(before.length + 6);
  await migration.undo(delta);
  await migration.carryToTheEnd(delta);
  expect(await items()).toEqual(before);
});

test('on the way back exactly what was made goes: a folder in which somebody put something stays, and so does what they put there', async () => {
  const { id } = ((await source())['users'] ?? []).find((one) => one['userPrincipalName'] === names[0]) as {
    id: string;
  };
  const folders = await world.source.graph.mailboxContent(id);
  const folder = folders?.find(({ name }) => name === '[changeover-test] Projects');
  await world.source.graph.createItems([
    { userId: id, kind: 'message', in: folder?.id ?? '', body: { subject: 'of somebody' } },
  ]);
  await migration.undo(content);
  const { attempt } = await migration.carry(content);

  const left = await world.source.graph.mailboxContent(id);
  expect(left?.filter(({ kind, name }) => kind !== 'folder' && name !== '')).toMatchObject([{ name: 'of somebody' }]);
  expect(left?.filter(({ name }) => name.startsWith('[changeover-test]'))).toMatchObject([{ kind: 'folder' }]);
  const states = (await migration.ledger(attempt)).map(({ state }) => state);
  expect([
    states.filter((state) => state === 'done').length,
    states.filter((state) => state === 'drifted').length,
  ]).toEqual([23, 1]);
});

test('once that was taken elsewhere, the folder goes too; then the accounts that were made are deleted, and nobody else', async () => {
  const { id = '' } = (await items()).find((one) => one['kind'] === 'message') as { id?: string };
  const { id: userId } = ((await source())['users'] ?? []).find((one) => one['userPrincipalName'] === names[0]) as {
    id: string;
  };
  await world.source.graph.removeItems([{ userId, kind: 'message', in: null, id }]);
  await migration.again(content);
  await migration.carryToTheEnd(content);
  expect((await items()).filter(({ kind }) => kind !== 'task')).toEqual([]);

  const others = ((await source())['users'] ?? []).filter((one) => !names.includes(String(one['userPrincipalName'])));
  await migration.undo(accounts);
  await migration.carryToTheEnd(accounts);
  expect((await source())['users']).toEqual(others);
  expect((await source())['deletedUsers']).toHaveLength(2);
});
