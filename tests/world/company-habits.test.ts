import { generateCompany } from '../../src/rehearsal/world/company/generate-company.js';
import { loadCompany, saveCompany } from '../../src/rehearsal/world/company/company-file.js';
import type { Company, Tenant } from '../../src/rehearsal/world/entities.js';
import { openBench } from './harness.js';
import { exchangeBench, type Row } from './support/exchange-bench.js';

const gibibyte = 1024 ** 3;
const detailsOf = (tenant: Tenant) => tenant.details ?? [];
const rightsOf = (tenant: Tenant) => detailsOf(tenant).flatMap(({ rights }) => rights ?? []);
const rulesOf = (tenant: Tenant) => detailsOf(tenant).flatMap(({ inboxRules }) => inboxRules ?? []);
const idsOf = (tenant: Tenant) => new Set([...tenant.users, ...tenant.groups].map(({ id }) => id));

test.each([
  [40, 7],
  [120, 1],
  [120, 8],
  [600, 3],
])('%i mailboxes of seed %i hold one of everything somebody trips over', (mailboxes, seed) => {
  const { source, destination } = generateCompany({ mailboxes, seed }).tenants;
  const ids = idsOf(source);
  const details = detailsOf(source);
  const groups = new Set(source.groups.map(({ id }) => id));
  const guests = new Set(source.users.filter(({ userType }) => userType === 'Guest').map(({ id }) => id));
  const rights = rightsOf(source);
  const targets = rulesOf(source).flatMap((one) => [
    ...(one.ForwardTo ?? []),
    ...(one.RedirectTo ?? []),
    ...(one.ForwardAsAttachmentTo ?? []),
  ]);
  const count = (found: readonly unknown[]): boolean => found.length > 0;

  expect({
    aUser: count(rights.filter(({ trustee }) => ids.has(trustee) && !groups.has(trustee))),
    aGroup: count(rights.filter(({ trustee }) => groups.has(trustee))),
    nobody: count(rights.filter(({ trustee }) => trustee.startsWith('S-1-'))),
    sendAs: count(details.flatMap(({ sendAs }) => sendAs ?? [])),
    onBehalf: count(source.recipients.filter(({ GrantSendOnBehalfTo }) => GrantSendOnBehalfTo.length > 0)),
    calendar: count(details.flatMap(({ folderRights }) => folderRights ?? [])),
    russian: count(details.filter(({ language }) => language === 'ru-RU')),
    over50: count(details.filter(({ sizes }) => (sizes?.bytes ?? 0) > 50 * gibibyte)),
    over100: details.filter(({ sizes }) => (sizes?.bytes ?? 0) > 100 * gibibyte).length,
    inside: count(targets.filter((one) => one.includes('[EX:'))),
    outside: count(targets.filter((one) => one.includes('@mail.example]'))),
    archive: count(source.recipients.filter(({ ArchiveStatus }) => ArchiveStatus === 'Active')),
    unopened: count(details.filter(({ sizes }) => sizes === null)),
    mailFlow: (source.mailFlow ?? []).length,
    destinationForwards: count(rulesOf(destination)),
  }).toEqual({
    aUser: true,
    aGroup: true,
    nobody: true,
    sendAs: true,
    onBehalf: true,
    calendar: true,
    russian: true,
    over50: true,
    over100: 1,
    inside: true,
    outside: true,
    archive: true,
    unopened: true,
    mailFlow: 10,
    destinationForwards: true,
  });
  if (mailboxes < 100) return;
  expect(count(rights.filter(({ trustee }) => guests.has(trustee)))).toBe(true);
  expect(count(rights.filter(({ Deny }) => Deny))).toBe(true);
  expect(count(source.recipients.filter((one) => one.WhenSoftDeleted === null && one.LitigationHoldEnabled))).toBe(
    true,
  );
  expect(targets.some((one) => /contoso(-retail)?\.com\]/.test(one))).toBe(true);
});

test('the smallest company has a few of them', () => {
  const { source } = generateCompany({ mailboxes: 24 }).tenants;
  expect(rightsOf(source).length).toBeGreaterThan(1);
  expect((source.mailFlow ?? []).length).toBe(10);
});

/** All that was generated before people had habits. */
function withoutHabits(company: Company): unknown {
  const bare = ({ details: _, mailFlow: __, ...tenant }: Tenant) => ({
    ...tenant,
    exchange: { ...tenant.exchange, InPlaceHolds: undefined },
    recipients: tenant.recipients.map((one) => ({
      ...one,
      GrantSendOnBehalfTo: [],
      InPlaceHolds: undefined,
      ArchiveStatus: 'None',
      LitigationHoldEnabled: one.WhenSoftDeleted !== null && one.LitigationHoldEnabled,
    })),
  });
  return {
    ...company,
    tenants: { source: bare(company.tenants.source), destination: bare(company.tenants.destination) },
  };
}

test('habits are the same for the same seed, and a company of before they were kept loads without any', async () => {
  const company = generateCompany({ mailboxes: 60, seed: 5 });
  expect(saveCompany(generateCompany({ mailboxes: 60, seed: 5 }))).toBe(saveCompany(company));
  const before = loadCompany(JSON.stringify(withoutHabits(company)));
  const world = exchangeBench(await openBench({ company: before }));

  expect(await world.rows('Get-TransportRule')).toEqual([]);
  const trustees = (await world.rows('Get-RecipientPermission', { ResultSize: 'Unlimited' })).map(
    (one: Row) => one.Trustee,
  );
  expect(new Set(trustees)).toEqual(new Set(['NT AUTHORITY\\SELF']));
});

test('what the file of a company says of rights, rules and sizes is what a world loaded from it says again', async () => {
  const company = generateCompany({ mailboxes: 60, seed: 5 });
  const { bench } = exchangeBench(await openBench({ company: loadCompany(saveCompany(company)) }));
  const state = await bench.call('GET', '/world/state');
  for (const side of ['source', 'destination'] as const) {
    expect(state.body.tenants[side].details).toEqual(JSON.parse(saveCompany(company)).tenants[side].details);
    expect(state.body.tenants[side].mailFlow).toEqual(JSON.parse(saveCompany(company)).tenants[side].mailFlow);
  }
});

test.each([
  [24, 1, false],
  [40, 7, false],
  [120, 8, true],
])('%i mailboxes of seed %i run groups and rooms as people do', (mailboxes, seed, larger) => {
  const { source, destination } = generateCompany({ mailboxes, seed }).tenants;
  const groups = new Map(source.groups.map((one) => [one.id, one]));
  const settings = detailsOf(source).flatMap(({ group }) => (group === undefined ? [] : [group]));
  const nested = source.groups.flatMap(({ id, members }) =>
    members.filter((one) => groups.has(one)).map((one) => [id, one] as const),
  );
  const cycle = nested.filter(([outer, inner]) => nested.some(([a, b]) => a === inner && b === outer));
  const rooms = detailsOf(source).filter(({ calendarProcessing }) => calendarProcessing !== undefined);
  const lists = source.recipients.filter(({ RecipientTypeDetails }) => RecipientTypeDetails === 'RoomList');
  expect(source.recipients.some(({ ManagedBy }) => ManagedBy.length > 0)).toBe(true);
  expect(settings.some(({ ModerationEnabled }) => ModerationEnabled === true)).toBe(true);
  expect(settings.some((one) => one['AcceptMessagesOnlyFromSendersOrMembers'] !== undefined)).toBe(true);
  expect(nested.length).toBeGreaterThan(0);
  expect(cycle.length > 0).toBe(larger);
  expect(rooms.length).toBeGreaterThan(1);
  expect(lists).toHaveLength(1);
  expect(groups.get(lists[0]?.ExternalDirectoryObjectId ?? '')?.members.length).toBeGreaterThan(1);
  expect(source.recipients.some(({ RecipientFilter }) => RecipientFilter !== null)).toBe(true);
  expect(destination.groups.some(({ assignedLicenses }) => (assignedLicenses ?? []).length > 0)).toBe(true);
});
