/** Guide 16 through the real engine: whoever the mapping says is to be made is made once, and the way back takes exactly that away. */
import type { Attempt } from '../../src/engine/state.js';
import { compareDumps } from '../../src/rehearsal/compare.js';
import type { Company, Group, OrgContact, Recipient, User } from '../../src/rehearsal/world/entities.js';
import type { RecipientDetails } from '../../src/rehearsal/world/exchange-entities.js';
import type { Faults } from '../../src/rehearsal/world/faults.js';
import { moveOut } from '../engine/support/engine-room.js';
import { hardestFirst } from '../support/hardest-first.js';
import { beginMigration, type Migration, rowsOf } from './support/engine-in-the-world.js';
import {
  directoryGroup,
  domain,
  guid,
  initial,
  movingDomains,
  recipient,
  rehearsal,
  tenant,
  user,
} from './support/small-world.js';

const sku = '05e9a617-0261-4cee-bb44-138d3ef5d965';
const box = (n: number, kind: Recipient['RecipientTypeDetails'], address: string, more: Partial<User> = {}) => ({
  user: user(n, address, [`SMTP:${address}`], {
    mail: address,
    displayName: `Person ${n}`,
    employeeId: `E${n}`,
    assignedLicenses: kind === 'UserMailbox' ? [{ skuId: sku, disabledPlans: [] }] : [],
    ...more,
  }),
  recipient: recipient(n, kind, [`SMTP:${address}`], address, { DisplayName: more.displayName ?? `Person ${n}` }),
});
const list = (
  n: number,
  kind: Recipient['RecipientTypeDetails'],
  address: string,
  members: readonly number[],
  more: Partial<Recipient> = {},
) => ({
  group: { ...directoryGroup(n, kind, [`SMTP:${address}`]), members: members.map((one) => guid(one)) },
  recipient: recipient(n, kind, [`SMTP:${address}`], null, {
    Name: `list${n}`,
    DisplayName: `List ${n}`,
    ...more,
  }),
});
interface Seed {
  readonly user?: User;
  readonly group?: Group;
  readonly contact?: OrgContact;
  readonly recipient: Recipient;
  readonly details?: RecipientDetails;
}

const seeded = (seeds: readonly Seed[]) => ({
  users: seeds.flatMap((one) => one.user ?? []),
  groups: seeds.flatMap((one) => one.group ?? []),
  contacts: seeds.flatMap((one) => one.contact ?? []),
  recipients: seeds.map((one) => one.recipient),
  details: seeds.flatMap((one) => one.details ?? []),
});
const companyOf = (source: readonly Seed[], destination: readonly Seed[]): Company => ({
  format: 'changeover-company-1',
  movingDomains,
  dns: { records: [] },
  tenants: {
    source: tenant('source', {
      domains: [domain(initial.source, true), ...movingDomains.map((name) => domain(name))],
      ...seeded(source),
    }),
    destination: tenant('destination', {
      domains: [domain(initial.destination, true), domain('fabrikam.com')],
      ...seeded(destination),
    }),
  },
});

const people = [
  box(1, 'UserMailbox', 'ivan@contoso.com', { employeeId: 'E101' }),
  box(2, 'UserMailbox', 'olga@contoso.com'),
  box(3, 'UserMailbox', 'petr@contoso.com'),
];
const there = [
  box(101, 'UserMailbox', 'i.petrov@fabrikam.com', { displayName: 'Person 1' }),
  box(110, 'UserMailbox', 'vera@fabrikam.com'),
];

const step = 'create-destination-objects';
let open: Awaited<ReturnType<typeof rehearsal>> | null = null;

/** The mapping is taken as the bot proposes it. */
async function begin(
  source: readonly Seed[],
  faults: Partial<Faults> = {},
  besides: readonly Seed[] = [],
): Promise<Migration> {
  open?.close();
  open = await rehearsal({ company: companyOf(source, [...there, ...besides]), faults });
  const migration = await beginMigration(open, { runbook: rowsOf(['migration-scope', step]) });
  await migration.answer('migration-scope', { asProposed: 'true' });
  return migration;
}
afterAll(async () => {
  await moveOut();
  open?.close();
});

/** From the plan to its good end. */
async function carried(migration: Migration) {
  const all = await migration.carry(step);
  const { state, troubles, findings } = all.attempt;
  expect({ state, troubles, failed: findings.filter(({ status }) => status !== 'passed') }).toEqual({
    state: all.attempt.direction === 'do' ? 'done' : 'undone',
    troubles: [],
    failed: [],
  });
  return all;
}

const held = async (migration: Migration) => (await migration.world.state()).tenants.destination;
const named = async (migration: Migration, name: string): Promise<readonly User[]> =>
  (await held(migration)).users.filter(({ userPrincipalName }) => userPrincipalName === name);
const blockersOf = ({ plan }: Attempt) => plan?.blockers.map(({ code, facts }) => [code, facts]);

test('people who are not there yet get an account, a licence and the address by which old letters know them; whoever is there is left alone', async () => {
  const migration = await begin(people);
  const before = await migration.world.state();
  const { attempt, changes } = await carried(migration);

  expect(changes.map(({ object, before }) => [object.kind, object.id, object.label, before])).toEqual([
    ['user', guid(2), `olga@${initial.destination}`, { state: 'absent' }],
    ['user', guid(3), `petr@${initial.destination}`, { state: 'absent' }],
    ['user-mailbox', guid(2), `olga@${initial.destination}`, { state: 'absent' }],
    ['user-mailbox', guid(3), `petr@${initial.destination}`, { state: 'absent' }],
  ]);
  expect(attempt.plan?.leftOut.map(({ code }) => code)).toEqual(['objects-matched']);
  expect(attempt.findings).toMatchObject([
    { status: 'passed', code: 'objects-there', facts: { count: 3, matched: 1 } },
  ]);
  const [olga] = await named(migration, `olga@${initial.destination}`);
  expect(olga).toMatchObject({ displayName: 'Person 2', employeeId: 'E2', usageLocation: 'SE', accountEnabled: true });
  expect(olga?.assignedLicenses).toEqual([{ skuId: sku, disabledPlans: [] }]);
  const mailbox = (await held(migration)).recipients.find((one) => one.ExternalDirectoryObjectId === olga?.id);
  expect(mailbox?.EmailAddresses).toContain('X500:/o=ExchangeLabs/ou=x/cn=person2');
  expect(JSON.stringify(migration.world.lines)).not.toContain('aA1-');

  await migration.undo(step);
  const back = await carried(migration);
  expect(back.attempt.findings).toMatchObject([{ status: 'passed', code: 'made-gone', facts: { count: 4 } }]);
  expect(compareDumps(before, await migration.world.state())).toEqual([]);
});

const office: readonly Seed[] = [
  box(1, 'UserMailbox', 'ivan@contoso.com', { employeeId: 'E101' }),
  box(2, 'UserMailbox', 'olga@contoso.com'),
  box(4, 'SharedMailbox', 'info@contoso.com'),
  {
    ...box(5, 'RoomMailbox', 'room@contoso.com'),
    details: { Guid: guid(5, 'e'), calendarProcessing: { AllowConflicts: true, BookingWindowInDays: 365 } },
  },
  box(6, 'EquipmentMailbox', 'beamer@contoso.com'),
  // The one above stands first: what is in it is made before it all the same.
  list(11, 'MailUniversalDistributionGroup', 'all@contoso.com', [1, 12, 15], { ManagedBy: ['person2'] }),
  {
    ...list(12, 'MailUniversalSecurityGroup', 'team@contoso.com', [2, 4]),
    details: {
      Guid: guid(12, 'e'),
      group: { RequireSenderAuthenticationEnabled: false, ModerationEnabled: true, ModeratedBy: [guid(2, 'e')] },
    },
  },
  list(13, 'RoomList', 'rooms@contoso.com', [5]),
  {
    group: {
      ...directoryGroup(16, 'GroupMailbox', [`SMTP:club@contoso.com`, `smtp:club@${initial.source}`]),
      displayName: 'Club 16',
      description: 'What the club is for',
      visibility: 'Private',
      members: [1, 2, 4].map((one) => guid(one)),
      owners: [guid(2)],
    },
    recipient: recipient(16, 'GroupMailbox', ['SMTP:club@contoso.com', `smtp:club@${initial.source}`], null, {
      DisplayName: 'Club 16',
      HiddenFromAddressListsEnabled: true,
    }),
    details: { Guid: guid(16, 'e'), group: { RequireSenderAuthenticationEnabled: false } },
  },
  {
    recipient: {
      ...list(14, 'DynamicDistributionGroup', 'sweden@contoso.com', []).recipient,
      ExternalDirectoryObjectId: '',
      RecipientFilter: "(Department -eq 'Sales')",
    },
  },
  {
    contact: {
      id: guid(15),
      displayName: 'Person 15',
      givenName: null,
      surname: null,
      mail: 'partner@elsewhere.example',
      mailNickname: 'partner',
      proxyAddresses: ['SMTP:partner@elsewhere.example', 'smtp:partner@contoso.com'],
      onPremisesSyncEnabled: null,
    },
    recipient: recipient(15, 'MailContact', ['SMTP:partner@elsewhere.example', 'smtp:partner@contoso.com'], null, {
      ExternalEmailAddress: 'SMTP:partner@elsewhere.example',
    }),
  },
];

const at = (local: string): string => `${local}@${initial.destination}`;
const holding = async (migration: Migration, local: string) => {
  const { recipients, groups, details } = await held(migration);
  const found = recipients.find(({ EmailAddresses }) =>
    EmailAddresses.some((one) => one.toLowerCase() === `smtp:${at(local)}`),
  );
  return {
    recipient: found,
    group: groups.find(({ id }) => id === found?.ExternalDirectoryObjectId),
    details: details?.find(({ Guid }) => Guid === found?.Guid),
  };
};
const locals = ['olga', 'info', 'room', 'beamer', 'all', 'team', 'rooms', 'sweden', 'partner', 'club'];

test.each<[string, Partial<Faults>]>(
  hardestFirst<[string, Partial<Faults>]>(
    [', where no creation is ever answered', { unansweredEvery: { graph: 1, exchange: 1 }, unansweredHow: 'cut' }],
    ['', {}],
    [', in a storm', { scenario: 'storm' }],
  ),
)(
  'mailboxes, rooms with their booking, lists of each kind and contacts are made once, as they were%s; undone nothing differs',
  async (_, faults) => {
    const migration = await begin(office, faults);
    const before = await migration.world.state();
    const { attempt } = await carried(migration);
    expect(attempt.findings).toMatchObject([
      { status: 'passed', code: 'objects-there', facts: { count: 11, matched: 1 } },
    ]);

    const made = await held(migration);
    const is = new Map(
      await Promise.all(locals.map(async (local) => [local, await holding(migration, local)] as const)),
    );
    // Nobody twice.
    expect(made.recipients).toHaveLength(before.tenants.destination.recipients.length + locals.length);
    expect(locals.map((local) => is.get(local)?.recipient?.RecipientTypeDetails)).toEqual([
      'UserMailbox',
      'SharedMailbox',
      'RoomMailbox',
      'EquipmentMailbox',
      'MailUniversalDistributionGroup',
      'MailUniversalSecurityGroup',
      'RoomList',
      'DynamicDistributionGroup',
      'MailContact',
      'GroupMailbox',
    ]);
    expect(is.get('info')?.recipient?.EmailAddresses).toContain('X500:/o=ExchangeLabs/ou=x/cn=person4');
    expect(is.get('room')?.details?.calendarProcessing).toEqual({ AllowConflicts: true, BookingWindowInDays: 365 });
    const idOf = (local: string): string => is.get(local)?.recipient?.ExternalDirectoryObjectId ?? local;
    const membersOf = (local: string): readonly string[] => [...(is.get(local)?.group?.members ?? [])].sort();
    expect(membersOf('all')).toEqual([guid(101), idOf('team'), idOf('partner')].sort());
    expect(membersOf('team')).toEqual([idOf('olga'), idOf('info')].sort());
    expect(membersOf('rooms')).toEqual([idOf('room')]);
    expect(is.get('all')?.recipient?.ManagedBy).toEqual([is.get('olga')?.recipient?.Name]);
    expect(is.get('team')?.details?.group).toMatchObject({
      RequireSenderAuthenticationEnabled: false,
      ModerationEnabled: true,
      ModeratedBy: [is.get('olga')?.recipient?.Guid],
    });
    expect(is.get('sweden')?.recipient?.RecipientFilter).toContain("(Department -eq 'Sales')");
    expect(is.get('partner')?.recipient?.ExternalEmailAddress).toBe('SMTP:partner@elsewhere.example');

    const club = is.get('club');
    expect(club?.group).toMatchObject({
      displayName: 'Club 16',
      description: 'What the club is for',
      visibility: 'Private',
      mailNickname: 'club',
      owners: [idOf('olga')],
    });
    expect(membersOf('club')).toEqual([guid(101), idOf('olga'), idOf('info')].sort());
    expect(club?.recipient).toMatchObject({
      HiddenFromAddressListsEnabled: true,
      EmailAddresses: expect.arrayContaining([`SMTP:${at('club')}`, 'X500:/o=ExchangeLabs/ou=x/cn=person16']),
    });
    expect(club?.details?.group).toEqual({ RequireSenderAuthenticationEnabled: false });

    await migration.undo(step);
    const back = await carried(migration);
    expect(back.attempt.findings).toMatchObject([
      { status: 'passed', code: 'made-gone', facts: { count: 10 } },
      { status: 'passed', code: 'groups-in-bin', facts: { count: 1 } },
    ]);
    // Thirty days, with whatever somebody put into its site.
    const after = await migration.world.state();
    const { deletedGroups } = after.tenants.destination;
    expect(deletedGroups?.map(({ id }) => id)).toEqual([club?.group?.id]);
    const destination = { ...after.tenants.destination, deletedGroups: before.tenants.destination.deletedGroups };
    expect(compareDumps(before, { ...after, tenants: { ...after.tenants, destination } })).toEqual([]);
  },
);

test('what somebody uses by now is left where it is and named; the rest goes', async () => {
  const migration = await begin([
    box(2, 'UserMailbox', 'olga@contoso.com'),
    box(4, 'SharedMailbox', 'info@contoso.com'),
  ]);
  await carried(migration);
  const { recipient: info } = await holding(migration, 'info');
  const door = `/world/admin/destination/addresses/${info?.Guid ?? ''}/add`;
  await migration.world.post(door, { addresses: ['smtp:sales@fabrikam.com'] });
  const [user] = await named(migration, at('olga'));
  await migration.world.destination.graph.changeUserPrincipalNames([
    { userId: user?.id ?? '', userPrincipalName: 'olga@fabrikam.com' },
  ]);
  await migration.world.ctx.pause(60_000);
  await migration.undo(step);
  const { attempt } = await migration.carry(step);
  expect(attempt.state).toBe('attention');
  expect(attempt.troubles.map(({ code, object }) => [code, object?.label])).toEqual([
    ['engine.drifted', at('info')],
    ['engine.drifted', at('olga')],
  ]);
  const names = (await held(migration)).users.map(({ userPrincipalName }) => userPrincipalName);
  expect([...names].sort()).toEqual(['i.petrov@fabrikam.com', at('info'), 'olga@fabrikam.com', 'vera@fabrikam.com']);
});

test('what hinders is in the plan: a name that somebody has since, and no usage location', async () => {
  const migration = await begin([
    box(2, 'UserMailbox', 'olga@contoso.com'),
    box(3, 'UserMailbox', 'petr@contoso.com', { usageLocation: null }),
  ]);
  await migration.world.post('/world/admin/destination/users', {
    userPrincipalName: at('olga'),
    displayName: 'Another Olga',
    mailbox: true,
  });
  await migration.reach(step, 'asking').catch(() => undefined);
  await migration.again(step).catch(() => undefined);
  const { attempt, changes } = await migration.planned(step);
  expect(changes.map(({ object }) => [object.kind, object.label])).toContainEqual(['user', at('petr')]);
  expect(blockersOf(attempt)?.map(([code]) => code)).toEqual(['target-taken', 'no-usage-location']);
});

test('a group that a rule fills is left to people; one whose nickname another has gets another; whose team stays is told', async () => {
  const club = (n: number, address: string, more: Partial<Group> = {}): Seed => ({
    group: { ...directoryGroup(n, 'GroupMailbox', [`SMTP:${address}`]), ...more },
    recipient: recipient(n, 'GroupMailbox', [`SMTP:${address}`], null, {
      DisplayName: more.displayName ?? `Club ${n}`,
      ...(more.mailNickname === undefined ? {} : { Alias: more.mailNickname }),
    }),
  });
  const migration = await begin(
    [
      club(21, 'rule@contoso.com', {
        groupTypes: ['Unified', 'DynamicMembership'],
        membershipRule: 'user.city -eq "Lund"',
      }),
      club(22, 'vera@contoso.com'),
      club(23, 'crew@contoso.com', { resourceProvisioningOptions: ['Team'] }),
    ],
    {},
    [club(120, 'rowing@fabrikam.com', { mailNickname: 'crew', displayName: 'Rowing' })],
  );
  const { attempt, changes } = await migration.planned(step);
  expect(attempt.plan?.leftOut.map(({ code }) => code)).toContain('left-out-group-by-rule');
  expect(attempt.plan?.warnings).toContainEqual(
    expect.objectContaining({ code: 'groups-without-content', facts: expect.objectContaining({ count: 2, teams: 1 }) }),
  );
  expect(blockersOf(attempt)).toEqual([]);
  expect(changes.map(({ after }) => (after as { mailNickname?: string }).mailNickname)).toEqual(['vera', 'crew-2']);
});
