/** Snapshots before the night, through the real engine and over HTTP: what is kept, and what they say of a tenant in which somebody went on working. */
import { parse } from 'csv-parse/sync';
import type { Attempt } from '../../src/engine/state.js';
import type { Company, Group, OrgContact, Recipient } from '../../src/rehearsal/world/entities.js';
import { readDestination } from '../../src/steps/users/mapping/read-tenants.js';
import { moveOut } from '../engine/support/engine-room.js';
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
import { keptIn } from './support/kept-in.js';

const home = initial.source;
const away = initial.destination;

const sourceUser = (n: number) => user(n, `person${n}@contoso.com`, [`SMTP:person${n}@contoso.com`]);
const list = directoryGroup(20, 'MailUniversalDistributionGroup', ['SMTP:team@contoso.com', `smtp:team@${home}`]);
const unit = directoryGroup(21, 'GroupMailbox', ['SMTP:unit@contoso.com', `smtp:unit@${home}`]);
const groups: readonly Group[] = [
  { ...list, members: [guid(1), guid(2), guid(21), guid(22, 'e')], owners: [guid(1)] },
  { ...unit, members: [guid(2)], owners: [guid(2)] },
];
const asRecipient = (n: number, kind: Recipient['RecipientTypeDetails'], addresses: readonly string[], more = {}) =>
  recipient(n, kind, addresses, null, more);

const contactOf = (n: number, mail: string): OrgContact => ({
  id: guid(n),
  displayName: `Person ${n}`,
  givenName: null,
  surname: null,
  mailNickname: `person${n}`,
  mail,
  proxyAddresses: [`SMTP:${mail}`],
  onPremisesSyncEnabled: null,
});
const friends = directoryGroup(220, 'MailUniversalDistributionGroup', ['SMTP:friends@fabrikam.com']);
const binned = { WhenSoftDeleted: '2026-11-20T00:00:00Z' };

const company: Company = {
  format: 'changeover-company-1',
  movingDomains,
  dns: { records: [] },
  tenants: {
    source: tenant('source', {
      domains: [domain(home, true), ...movingDomains.map((name) => domain(name))],
      users: [sourceUser(1), sourceUser(2)],
      groups,
      recipients: [
        ...[1, 2].map((n) => recipient(n, 'UserMailbox', [`SMTP:person${n}@contoso.com`], `person${n}@contoso.com`)),
        asRecipient(20, 'MailUniversalDistributionGroup', list.proxyAddresses, { ManagedBy: ['person1'] }),
        asRecipient(21, 'GroupMailbox', unit.proxyAddresses, { ManagedBy: ['person2'] }),
        asRecipient(22, 'DynamicDistributionGroup', ['SMTP:everybody@contoso.com'], {
          ExternalDirectoryObjectId: '',
          RecipientFilter: "Department -eq 'Sales'",
        }),
      ],
      details: [
        {
          Guid: guid(20, 'e'),
          group: {
            RequireSenderAuthenticationEnabled: false,
            ModerationEnabled: true,
            ModeratedBy: [guid(2, 'e')],
            AcceptMessagesOnlyFromSendersOrMembers: [guid(1, 'e')],
          },
        },
        {
          Guid: guid(1, 'e'),
          language: 'ru',
          rights: [
            { trustee: guid(2), AccessRights: ['FullAccess'], InheritanceType: 'All', Deny: false, autoMapping: true },
          ],
          sendAs: [guid(2)],
          folderRights: [
            { folder: 'Calendar', trustee: guid(2), AccessRights: ['Editor'], SharingPermissionFlags: ['Delegate'] },
            { folder: 'Calendar', trustee: 'Default', AccessRights: ['Reviewer'], SharingPermissionFlags: [] },
          ],
        },
      ],
    }),
    destination: tenant('destination', {
      domains: [domain(away, true), domain('fabrikam.com')],
      users: [
        user(201, 'vera@fabrikam.com', ['SMTP:vera@fabrikam.com']),
        user(202, `guest_contoso.com#EXT#@${away}`, ['SMTP:guest@contoso.com'], { userType: 'Guest' }),
      ],
      groups: [{ ...friends, members: [guid(230), guid(201)] }],
      contacts: [contactOf(230, 'ivan@contoso.com'), contactOf(231, 'else@partner.example')],
      recipients: [
        recipient(201, 'UserMailbox', ['SMTP:vera@fabrikam.com'], 'vera@fabrikam.com', {
          ForwardingSmtpAddress: 'smtp:ivan@contoso.com',
          DeliverToMailboxAndForward: true,
        }),
        asRecipient(202, 'GuestMailUser', ['SMTP:guest@contoso.com']),
        asRecipient(220, 'MailUniversalDistributionGroup', friends.proxyAddresses),
        asRecipient(230, 'MailContact', ['SMTP:ivan@contoso.com']),
        asRecipient(231, 'MailContact', ['SMTP:else@partner.example']),
        // In the bin of Exchange: the directory knows neither of them.
        asRecipient(232, 'MailContact', ['SMTP:olga@contoso.com'], { ...binned, ExternalDirectoryObjectId: '' }),
        asRecipient(233, 'MailUser', ['SMTP:petr@contoso.com'], binned),
        asRecipient(234, 'MailContact', ['SMTP:gone@partner.example'], { ...binned, ExternalDirectoryObjectId: '' }),
        // In both.
        asRecipient(235, 'UserMailbox', ['SMTP:left@fabrikam.com', 'smtp:zina@contoso.com'], binned),
      ],
      deletedUsers: [
        {
          ...user(235, `${guid(235).replaceAll('-', '')}left@fabrikam.com`, [
            'SMTP:left@fabrikam.com',
            'smtp:zina@contoso.com',
          ]),
          deletedDateTime: binned.WhenSoftDeleted,
        },
      ],
      deletedGroups: [
        { ...directoryGroup(236, 'GroupMailbox', ['SMTP:club@contoso.com']), deletedDateTime: binned.WhenSoftDeleted },
      ],
    }),
  },
};

const steps = [
  'backup-source-mailboxes',
  'backup-source-groups',
  'backup-source-calendar-delegation',
  'backup-destination-contacts',
  'backup-destination-forwarding',
  'address-holders-destination',
  // They write, or ask of people, between two snapshots.
  'groups-primary-to-initial-domain',
  'contacts-removed-destination',
  'forwarding-removed-destination',
];

let night: Migration;
let world: Awaited<ReturnType<typeof rehearsal>>;
beforeAll(async () => {
  world = await rehearsal({ company });
  night = await beginMigration(world, { runbook: rowsOf(steps) });
});
afterAll(async () => {
  await moveOut();
  world.close();
});

const said = ({ findings }: Attempt) => findings.map(({ status, code, facts }) => [status, code, facts]);
async function kept(step: string) {
  const attempt = await night.reach(step, 'done');
  const objects = keptIn(await night.file(attempt, 0));
  return { attempt, objects: new Map(objects.map(({ id, value }) => [id, value])) };
}

test('groups of every kind are kept with who is in them; the directory knows no owners of a distribution list', async () => {
  const { attempt, objects } = await kept('backup-source-groups');

  expect(objects.get(guid(20))).toMatchObject({
    PrimarySmtpAddress: 'team@contoso.com',
    // The last one is a dynamic group, of which the directory says nothing.
    members: [guid(1), guid(2), guid(21), guid(22, 'e')].sort(),
    owners: [],
  });
  expect(objects.get(guid(21))).toMatchObject({ members: [guid(2)], owners: [guid(2)] });
  const dynamic = [...objects.values()].find(({ directory }) => directory === null);
  expect(dynamic).toMatchObject({ PrimarySmtpAddress: 'everybody@contoso.com', members: null });
  expect(said(attempt)).toEqual([
    ['passed', 'snapshot-stored', { of: 'groups', count: 3, hash: expect.stringMatching(/^[0-9a-f]{64}$/) }],
    ['passed', 'snapshot-members-kept', { count: 5, groups: 2 }],
  ]);
});

test('what makes a list what it is in Exchange is kept: who answers for it, who may write to it, and what a filter finds', async () => {
  const { objects } = await kept('backup-source-groups');

  expect(objects.get(guid(20))).toMatchObject({
    ManagedBy: ['person1'],
    RequireSenderAuthenticationEnabled: false,
    ModerationEnabled: true,
    ModeratedBy: ['person2'],
    AcceptMessagesOnlyFromSendersOrMembers: ['person1'],
  });
  expect(objects.get(guid(21))).toMatchObject({ ManagedBy: ['person2'] });
  expect(objects.get(guid(22, 'e'))).toMatchObject({ RecipientFilter: "Department -eq 'Sales'" });
});

test('a contact is kept with the lists it is in, which go with it', async () => {
  const { attempt, objects } = await kept('backup-destination-contacts');

  expect([...objects.values()].map(({ PrimarySmtpAddress, memberOf }) => [PrimarySmtpAddress, memberOf])).toEqual([
    ['ivan@contoso.com', [guid(220)]],
    // Asked of those that will be deleted only.
    ['else@partner.example', null],
  ]);
  expect(said(attempt).at(-1)).toEqual([
    'passed',
    'snapshot-contacts-moving',
    { count: 1, domains: movingDomains.join(', ') },
  ]);
});

test('of a forward all three values are kept, and that there is none of a mailbox without', async () => {
  const { attempt, objects } = await kept('backup-destination-forwarding');

  expect([...objects.values()]).toEqual([
    { forwardingAddress: null, forwardingSmtpAddress: 'smtp:ivan@contoso.com', deliverToMailboxAndForward: true },
  ]);
  expect(said(attempt).at(-1)).toEqual(['passed', 'snapshot-forwards-on', { count: 1, mailboxes: 1 }]);
});

test('whoever else holds an address is in the list, and in words who has it let go and when', async () => {
  const attempt = await night.reach('address-holders-destination', 'done');

  expect(said(attempt)).toEqual([
    ['passed', 'other-holders-listed', { contacts: 1, others: 1, deleted: 4, domains: movingDomains.join(', ') }],
  ]);
  // It calls nobody, and is found among what was read.
  const read = await night.engine.queries.checksDone();
  expect(read.find(({ step }) => step.id === 'address-holders-destination')?.attempt?.evidence).toHaveLength(1);
  const rows: Record<string, string>[] = parse(await night.file(attempt, 0), { bom: true, columns: true });
  const inBin = 'Is in the bin: delete it for good, or restore it and take the address off';
  expect(rows.map(({ kind, addresses, clearedBy }) => [kind, addresses, clearedBy]).sort()).toEqual([
    ['contact', 'ivan@contoso.com', 'Is deleted on the night, with step 87/88 (contacts)'],
    ['deleted contact', 'olga@contoso.com', inBin],
    ['deleted group', 'club@contoso.com', inBin],
    ['deleted mail user', 'petr@contoso.com', inBin],
    ['deleted user', 'zina@contoso.com', inBin],
    ['guest', 'guest@contoso.com', 'Lets the address go on the night, before step 82 (other holders)'],
  ]);
});

test('a mapping gives nobody an address that somebody deleted holds, whichever bin they are in', async () => {
  const { held } = await readDestination(world.destination, world.ctx);
  expect(held.flatMap(({ address, why }) => (why === 'deleted' ? [address] : [])).sort()).toEqual([
    'club@contoso.com',
    'gone@partner.example',
    'left@fabrikam.com',
    'olga@contoso.com',
    'petr@contoso.com',
    'zina@contoso.com',
  ]);
});

test('of a user everything is kept that the directory and Exchange know of it', async () => {
  const { attempt, objects } = await kept('backup-source-mailboxes');

  expect(objects.get(guid(1))).toMatchObject({
    UserPrincipalName: 'person1@contoso.com',
    EmailAddresses: ['SMTP:person1@contoso.com'],
    ForwardingSmtpAddress: null,
    LegacyExchangeDN: '/o=ExchangeLabs/ou=x/cn=person1',
    directory: { userPrincipalName: 'person1@contoso.com', proxyAddresses: ['SMTP:person1@contoso.com'] },
  });
  expect(said(attempt)).toEqual([
    ['passed', 'snapshot-stored', { of: 'mailboxes', count: 2, hash: expect.stringMatching(/^[0-9a-f]{64}$/) }],
    ['passed', 'backup-complete', { mailboxes: 2, counted: 2 }],
  ]);
  const rows: string[][] = parse(await night.file(attempt, 1), { bom: true });
  expect(rows[1]?.[3]).toBe('SMTP:person1@contoso.com');
});

test('rights are kept by the folder’s own name in its mailbox, with everybody’s entry and the id of whoever is meant', async () => {
  const { attempt, objects } = await kept('backup-source-calendar-delegation');
  const { fullAccess, sendAs, onBehalf, folders } = objects.get(guid(1)) as Record<string, { path: string }[]>;

  expect([fullAccess, sendAs, onBehalf]).toEqual([
    [{ user: 'person2@contoso.com', rights: ['FullAccess'], denied: false, holder: guid(2) }],
    [{ user: 'person2@contoso.com', denied: false, holder: guid(2) }],
    [],
  ]);
  expect(folders?.find(({ path }) => path === '\\Календарь')).toEqual({
    path: '\\Календарь',
    type: 'Calendar',
    rights: [
      { user: 'Anonymous', rights: ['None'], flags: [], holder: null },
      { user: 'Default', rights: ['Reviewer'], flags: [], holder: null },
      { user: 'Person 2', rights: ['Editor'], flags: ['Delegate'], holder: guid(2) },
    ],
  });
  expect(said(attempt).map(([status, code, facts]) => [status, code, facts])).toEqual([
    ['passed', 'snapshot-stored', { of: 'rights', count: 2, hash: expect.stringMatching(/^[0-9a-f]{64}$/) }],
    ['passed', 'snapshot-calendars-kept', { mailboxes: 2, calendars: 1 }],
  ]);
  const rows: string[][] = parse(await night.file(attempt, 1), { bom: true });
  expect(rows).toEqual([
    ['Identity', 'User', 'AccessRights'],
    ['person1@contoso.com:\\Календарь', 'Person 2', 'Editor'],
  ]);
});

describe('a second snapshot says what differs from the first, exactly that, by its property, and whose doing it is', () => {
  async function again(step: string) {
    const before = await night.reach(step, 'done');
    await night.again(step);
    const attempt = await night.reach(
      step,
      ({ attempt: one }) => one !== null && one.number > before.number && one.endedAt !== null,
    );
    const drift = attempt.evidence.findIndex(({ name }) => name === `${step}-drift.csv`);
    const rows: Record<string, string>[] =
      drift < 0 ? [] : parse(await night.file(attempt, drift), { bom: true, columns: true });
    const listed = rows.map(({ Id, What, Property, Step, Way }) => [Id, What, Property, Step, Way].join(' ').trim());
    return {
      said: said(attempt).filter(([, code]) => /differs|as-before|changed-by/.test(String(code))),
      listed,
      rows,
    };
  }
  const differs = (of: string, changed: number, appeared = 0, gone = 0) => [
    'passed',
    'snapshot-differs',
    { of, since: expect.any(String) as string, changed, appeared, gone },
  ];
  const byOthers = (...names: string[]) => [
    'passed',
    'snapshot-changed-by-others',
    { count: names.length, names: names.join('; ') },
  ];
  const byStep = (writtenBy: string, way: string, ...names: string[]) => [
    'passed',
    'snapshot-changed-by-step',
    { writtenBy, way, at: expect.stringMatching(/^2026-/) as string, count: names.length, names: names.join('; ') },
  ];
  const add = (n: number, address: string) =>
    world.post(`/world/admin/source/addresses/${guid(n, 'e')}/add`, { addresses: [address] });

  test('of groups nothing, where nothing is different', async () => {
    await kept('backup-source-groups');
    const { said: sentences, listed } = await again('backup-source-groups');
    expect([sentences, listed]).toEqual([
      [['passed', 'snapshot-as-before', { of: 'groups', since: expect.any(String) as string }]],
      [],
    ]);
  });

  test('of groups what somebody did by hand, with what was there before', async () => {
    await add(20, 'smtp:crew@contoso.com');
    const { said: sentences, listed, rows } = await again('backup-source-groups');
    expect(sentences).toEqual([differs('groups', 1), byOthers('Group 20 (EmailAddresses)')]);
    // The directory hears of it later.
    expect(listed).toEqual([`${guid(20)} changed EmailAddresses`]);
    expect([rows[0]?.['Before'], rows[0]?.['Now']]).toEqual([
      expect.not.stringContaining('crew@contoso.com'),
      expect.stringContaining('crew@contoso.com'),
    ]);
  });

  test('of groups what a step wrote, and when; what somebody changed of the same group is theirs all the same', async () => {
    const step = 'groups-primary-to-initial-domain';
    await night.carryToTheEnd(step);
    await add(20, `smtp:late@${home}`);
    await add(21, `smtp:also@${home}`);
    const { said: sentences, listed } = await again('backup-source-groups');

    const dynamic = guid(22, 'e');
    expect(sentences).toEqual([
      differs('groups', 3),
      byStep(step, 'do', 'Group 20 (PrimarySmtpAddress)', 'Person 22 (EmailAddresses, PrimarySmtpAddress)'),
      byOthers('Group 20 (EmailAddresses)', 'Group 21 (EmailAddresses)'),
    ]);
    expect(listed).toEqual([
      `${guid(20)} changed EmailAddresses`,
      `${guid(20)} changed PrimarySmtpAddress ${step} do`,
      `${guid(21)} changed EmailAddresses`,
      `${dynamic} changed EmailAddresses ${step} do`,
      `${dynamic} changed PrimarySmtpAddress ${step} do`,
    ]);
  });

  test('of rights over which mailbox, by somebody', async () => {
    await kept('backup-source-calendar-delegation');
    await world.source.exchange.takeFullAccess([{ mailboxId: guid(1), user: 'person2@contoso.com' }]);
    const { said: sentences } = await again('backup-source-calendar-delegation');

    expect(sentences).toEqual([differs('rights', 1), byOthers('person1@contoso.com (fullAccess)')]);
  });

  test('of forwards which of the three values, by the people of a step and then by somebody', async () => {
    await kept('backup-destination-forwarding');
    const forward = (body: object) =>
      world.post(`/world/admin/destination/mailboxes/${guid(201, 'e')}/forwarding`, body);
    const step = 'forwarding-removed-destination';
    await night.workToTheEnd(
      step,
      async () => void (await forward({ ForwardingAddress: null, ForwardingSmtpAddress: null })),
    );
    const byPeople = await again('backup-destination-forwarding');
    await forward({ ForwardingAddress: null, ForwardingSmtpAddress: 'smtp:vera@partner.example' });
    const bySomebody = await again('backup-destination-forwarding');

    expect(byPeople.said).toEqual([
      differs('forwards', 1),
      byStep(step, 'do', 'vera@fabrikam.com (deliverToMailboxAndForward, forwardingSmtpAddress)'),
    ]);
    expect(bySomebody.said).toEqual([differs('forwards', 1), byOthers('vera@fabrikam.com (forwardingSmtpAddress)')]);
  });

  test('of contacts who is gone, by the people of a step or by somebody, and who is new', async () => {
    await kept('backup-destination-contacts');
    const remove = (n: number) => world.post(`/world/admin/destination/contacts/${guid(n, 'e')}/delete`, {});
    await night.workToTheEnd('contacts-removed-destination', async () => void (await remove(230)));
    await remove(231);
    await world.post('/world/admin/destination/contacts', {
      displayName: 'Newly there',
      externalEmailAddress: 'new@partner.example',
    });
    const { said: sentences, listed } = await again('backup-destination-contacts');

    expect(sentences).toEqual([
      differs('contacts', 0, 1, 2),
      byStep('contacts-removed-destination', 'do', 'Person 230'),
      byOthers('Newly there', 'Person 231'),
    ]);
    expect(listed.slice(1)).toEqual([`${guid(230)} gone  contacts-removed-destination do`, `${guid(231)} gone`]);
  });
});
