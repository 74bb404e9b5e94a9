/** What apps and people may do in both tenants through the real engine, against the simulated services over HTTP. */
import type { RosterPerson } from '../../src/contract/context.js';
import type { Finding } from '../../src/contract/finding.js';
import type { Company } from '../../src/rehearsal/world/entities.js';
import type { Attempt } from '../../src/engine/state.js';
import { moveOut } from '../engine/support/engine-room.js';
import { beginMigration, rowsOf, type Migration } from './support/engine-in-the-world.js';
import { domain, initial, movingDomains, rehearsal, tenant, user } from './support/small-world.js';

const step = 'source-admin-rights';
const marcus = `marcus@${initial.source}`;
const priya = `priya@${initial.destination}`;
const person = (name: string, company: 'source' | 'destination', email: string, ...roles: RosterPerson['roles']) => ({
  ...{ personId: `id-${name}`, name, company, roles, email, userPrincipalName: email },
});
const people = [
  person('Priya', 'destination', priya, 'project-manager', 'destination-admin'),
  person('Marcus', 'source', marcus, 'business-owner', 'source-admin'),
] as const;

const company: Company = {
  format: 'changeover-company-1',
  movingDomains,
  dns: { records: [] },
  tenants: {
    source: tenant('source', {
      domains: [domain(initial.source, true), ...movingDomains.map((name) => domain(name))],
      users: [user(1, marcus, [])],
    }),
    destination: tenant('destination', {
      domains: [domain(initial.destination, true)],
      users: [user(2, priya, [])],
    }),
  },
};

let world: Awaited<ReturnType<typeof rehearsal>>;
let migration: Migration;
let attempt: Attempt;

type Side = 'source' | 'destination';
const consent = (side: Side, role: string, given: boolean, resource = 'graph') =>
  world.post(`/world/admin/${side}/consent`, { app: 'bot', resource, role, given });
/** The directory tells of it minutes later. */
async function directoryRole(side: Side, who: object, role: string, given = true): Promise<void> {
  await world.post(`/world/admin/${side}/directory-role`, { ...who, role, given });
  await world.ctx.pause(30 * 60_000);
}
const roleGroup = (side: Side, group: string, given = true) =>
  world.post(`/world/admin/${side}/role-group`, { app: 'bot', group, given });

async function look(): Promise<void> {
  await migration.again(step);
  attempt = await migration.reach(step, ({ state }) => state === 'done' || state === 'attention');
}
const told = (code: string, side: Side, ...facts: string[]): unknown[][] =>
  attempt.findings
    .filter((finding: Finding) => finding.code === code && finding.facts['side'] === side)
    .map((finding) => [finding.status, ...facts.map((name) => finding.facts[name])]);
async function fileNamed(name: string): Promise<string | null> {
  const kept = attempt.evidence.find((one) => one.name === name);
  const file = kept === undefined ? null : await migration.engine.queries.evidence(kept.id);
  return file === null ? null : file.content.toString('utf8');
}

beforeAll(async () => {
  world = await rehearsal({ company, roster: people });
  await directoryRole('source', { user: marcus }, 'Exchange Administrator');
  await directoryRole('destination', { user: priya }, 'Global Administrator');
  migration = await beginMigration(world, { runbook: rowsOf([step]), people });
  attempt = await migration.reach(step, ({ state }) => state === 'done' || state === 'attention');
});
afterAll(async () => {
  await moveOut();
  world.close();
});

const beyond = (side: Side): unknown[][] => [...told('app-reads-beyond', side), ...told('app-writes-beyond', side)];

test('an app that holds what the README asks for is said to, and nothing of it is too much', () => {
  for (const side of ['source', 'destination'] as const) {
    expect(told('app-rights-whole', side, 'roles')).toEqual([['passed', 'Exchange Administrator']]);
    expect(beyond(side)).toEqual([]);
  }
});

test('what nobody asks for is named', async () => {
  await consent('source', 'ExchangeMessageTrace.Read.All', true);
  await consent('source', 'User.Read.All', true);
  await consent('destination', 'Mail.ReadWrite', true);
  await look();
  expect(told('app-rights-whole', 'source', 'roles')).toEqual([['passed', 'Exchange Administrator']]);
  expect(told('app-rights-whole', 'destination', 'roles')).toEqual([['passed', 'Exchange Administrator']]);
  expect(told('app-reads-beyond', 'source', 'permissions').flat().join()).toContain('ExchangeMessageTrace.Read.All');
  expect(told('app-writes-beyond', 'destination', 'permission')).toContainEqual(['failed', 'Mail.ReadWrite']);
});

test('what people on the roster may do at a portal is named by the role, with who was looked at and what it is for', async () => {
  expect(told('people-roles-whole', 'destination', 'people')).toEqual([['passed', 'Priya']]);
  expect(told('person-role-beyond', 'destination', 'person', 'roles')).toEqual([
    ['passed', 'Priya', 'Global Administrator'],
  ]);
  const missing = told('people-role-missing', 'source', 'role', 'people');
  expect(missing).toContainEqual(['failed', 'Privileged Role Administrator', 'Marcus']);
  expect(missing.map(([, role]) => role)).not.toContain('Exchange Administrator');
  expect(await fileNamed('rights.csv')).toContain('"source","Marcus","Directory role","Exchange Administrator","yes"');
});

test('each permission that is missing is named with the steps that stand on it and the command that grants it', async () => {
  await consent('source', 'User.ReadWrite.All', false);
  await consent('source', 'OrgContact.Read.All', false);
  await consent('destination', 'Exchange.ManageAsApp', false, 'exchange');
  await look();

  expect(attempt.state).toBe('attention');
  const missing = told('app-permission-missing', 'source', 'permission', 'count');
  // Reading users is still granted by itself: what is missing is to write them.
  expect(missing.map(([, permission]) => permission)).toEqual(['OrgContact.Read.All', 'User.ReadWrite.All']);
  expect(told('app-exchange-missing', 'destination', 'permission')).toEqual([['failed', 'Exchange.ManageAsApp']]);
  expect(told('app-permission-missing', 'destination')).toEqual([]);
  const commands = await fileNamed('grant-source.ps1');
  expect(commands).toContain("Value -eq 'User.ReadWrite.All'");
  expect(commands).not.toContain('Exchange.ManageAsApp');
  expect(await fileNamed('grant-destination.ps1')).toContain("Value -eq 'Exchange.ManageAsApp'");
});

test('it is seen at once when it was granted, though a token from before is still good', async () => {
  await consent('source', 'User.ReadWrite.All', true);
  await consent('source', 'OrgContact.Read.All', true);
  await consent('destination', 'Exchange.ManageAsApp', true, 'exchange');
  await look();

  expect(told('app-rights-whole', 'source')).toHaveLength(1);
  expect(told('app-rights-whole', 'destination')).toHaveLength(1);
  expect(await fileNamed('grant-source.ps1')).toBeNull();
});

test('cmdlets that do not answer are named by the role of Exchange that has them, and whatever could not be seen is not said to be there', async () => {
  await directoryRole('source', { app: 'bot' }, 'Exchange Administrator', false);
  await look();
  expect(told('app-exchange-role-missing', 'source', 'role')).toEqual([['failed', 'Exchange Administrator']]);
  expect(await fileNamed('grant-source.ps1')).toContain('29232cdf-9323-42fd-ade2-1d097af3e4de');

  await directoryRole('source', { app: 'bot' }, 'Global Reader');
  await look();
  const silent = told('app-cmdlets-missing', 'source', 'exchangeRole', 'cmdlets');
  expect(silent).toContainEqual([
    'failed',
    'Distribution Groups',
    'Set-DistributionGroup, Set-DynamicDistributionGroup',
  ]);

  await roleGroup('source', 'Organization Management');
  await look();
  expect(told('app-cmdlets-missing', 'source')).toEqual([]);
  expect(told('app-past-managers-unseen', 'source', 'exchangeRole')).toEqual([
    ['unknown', 'Security Group Creation and Membership'],
  ]);
});

test('a role that is more than an app needs is named, and the least that is enough', async () => {
  await directoryRole('source', { app: 'bot' }, 'Global Administrator');
  await look();
  expect(told('app-role-beyond', 'source', 'role', 'enough')).toEqual([
    ['failed', 'Global Administrator', 'Exchange Administrator'],
  ]);
  expect(told('app-past-managers-unseen', 'source')).toEqual([]);
});

test('without the right to see roles, nothing is claimed of people, and the right is named', async () => {
  await consent('destination', 'RoleManagement.Read.Directory', false);
  await look();
  expect(told('directory-roles-unseen', 'destination').map(([status]) => status)).toEqual(['unknown']);
  expect(told('app-permission-missing', 'destination', 'permission')).toEqual([
    ['failed', 'RoleManagement.Read.Directory'],
  ]);
  expect(told('people-roles-whole', 'destination')).toEqual([]);
});
