/** Sizes, settings and mail flow of the source through the real engine, against the simulated services over HTTP. */
import readExcelFile from 'read-excel-file/node';
import { undated } from '../../src/contract/dated-name.js';
import type { Finding } from '../../src/contract/finding.js';
import { stepWords } from '../../src/locales/index.js';
import type { Company, Recipient } from '../../src/rehearsal/world/entities.js';
import type { MailFlowObject, RecipientDetails } from '../../src/rehearsal/world/exchange-entities.js';
import type { EvidenceSummary, StepSnapshot } from '../../src/engine/state.js';
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

const gibibyte = 1024 ** 3;
const people = ['anna', 'boris', 'vera', 'gleb', 'dina', 'mover'] as const;
type Name = (typeof people)[number];
const numberOf = (name: Name): number => people.indexOf(name) + 1;
const id = (name: Name): string => guid(numberOf(name));
const guidOf = (name: Name): string => guid(numberOf(name), 'e');
const nobody = 'S-1-5-21-1-2-3-4711';

/** Anna, Boris, Vera and Gleb move; Dina stays, and so does the account of the mover. */
const address = (name: Name): string =>
  `${name}@${name === 'dina' || name === 'mover' ? 'staying.example' : 'contoso.com'}`;
const more: Partial<Record<Name, Partial<Recipient>>> = {
  anna: { ArchiveStatus: 'Active', LitigationHoldEnabled: true },
  dina: { InPlaceHolds: ['-mbx7cfb30345d454ac0a989ab3041051209'] },
  boris: { DisplayName: 'Борис', ForwardingSmtpAddress: 'smtp:boris@elsewhere.example' },
  vera: { DisplayName: 'Same Name', GrantSendOnBehalfTo: ['person4'], ForwardingAddress: 'person5' },
  gleb: { DisplayName: 'Same Name', DeliverToMailboxAndForward: true, ForwardingAddress: 'partner' },
};
const mailboxes = people.map((name) =>
  recipient(
    numberOf(name),
    name === 'gleb' ? 'SharedMailbox' : 'UserMailbox',
    [`SMTP:${address(name)}`, `smtp:${name}@${initial.source}`, `X500:/o=Old/cn=${name}`],
    address(name),
    more[name],
  ),
);
const group = recipient(20, 'MailUniversalSecurityGroup', ['SMTP:clerks@contoso.com'], null, { Name: 'Clerks' });
const partner = recipient(30, 'MailContact', ['SMTP:partner@partner.example'], null, {
  Name: 'partner',
  ExternalEmailAddress: 'SMTP:partner@partner.example',
});

const right = (trustee: string) => ({
  trustee,
  AccessRights: ['FullAccess'],
  InheritanceType: 'All',
  Deny: false,
  autoMapping: true,
});
const folderRight = (folder: string, trustee: string, ...AccessRights: string[]) => ({
  folder,
  trustee,
  AccessRights,
  SharingPermissionFlags: [],
});
const rule = (n: number, Name: string, more: object) => ({
  RuleIdentity: `1675286947966641766${n}`,
  Name,
  Enabled: true,
  Priority: n,
  hidden: false,
  ForwardTo: null,
  ForwardAsAttachmentTo: null,
  RedirectTo: null,
  SubjectContainsWords: null,
  MoveToFolder: null,
  ...more,
});

const details: readonly RecipientDetails[] = [
  {
    Guid: guidOf('anna'),
    sizes: { items: 200_000, bytes: 120 * gibibyte, deletedItems: 9, deletedBytes: gibibyte },
    archiveSizes: { items: 900_000, bytes: 180 * gibibyte, deletedItems: 0, deletedBytes: 0 },
    rights: [right(guid(20)), right(id('dina')), right(nobody), right(id('mover'))],
    sendAs: [id('boris')],
  },
  {
    Guid: guidOf('boris'),
    language: 'ru-RU',
    sizes: { items: 40_000, bytes: 60 * gibibyte, deletedItems: 0, deletedBytes: 0 },
    folders: [{ key: 'team', under: 'Calendar', name: 'Отпуска' }],
    folderRights: [
      folderRight('Calendar', id('anna'), 'Editor'),
      folderRight('Calendar', 'Default', 'LimitedDetails'),
      folderRight('team', id('vera'), 'Reviewer'),
      folderRight('Calendar', 'ExchangePublishedUser.lea@partner.example', 'AvailabilityOnly'),
      folderRight('Inbox', nobody, 'Reviewer'),
    ],
    inboxRules: [
      rule(1, 'Home', { RedirectTo: ['"boris@home.example" [SMTP:boris@home.example]'] }),
      rule(2, 'Hidden', { hidden: true, ForwardTo: ['"Person 1" [EX:/o=ExchangeLabs/ou=x/cn=person1]'] }),
      rule(3, 'Off', { Enabled: false, ForwardTo: ['"x" [SMTP:x@home.example]'] }),
    ],
  },
  { Guid: guidOf('vera'), sizes: null },
  {
    Guid: guidOf('gleb'),
    sizes: { items: 10, bytes: 50 * gibibyte, deletedItems: 0, deletedBytes: 0 },
    sendAs: [nobody],
  },
  { Guid: guidOf('mover'), sizes: null },
  { Guid: guidOf('dina'), sizes: { items: 10, bytes: 1000, deletedItems: 0, deletedBytes: 0 } },
];

const mailFlow: readonly MailFlowObject[] = [
  { Guid: guid(1, 'c'), kind: 'TransportRule', Name: 'Stamp', ExceptIfRecipientDomainIs: ['contoso.com'] },
  { Guid: guid(2, 'c'), kind: 'TransportRule', Name: 'Copy', BlindCopyTo: ['watch@archive.example'] },
  {
    Guid: guid(3, 'c'),
    kind: 'TransportRule',
    Name: 'Pattern',
    State: 'Disabled',
    FromAddressMatchesPatterns: ['@contoso-retail\\.com$'],
  },
  {
    Guid: guid(11, 'c'),
    kind: 'TransportRule',
    Name: 'Tried',
    Mode: 'Audit',
    RedirectMessageTo: ['x@archive.example'],
  },
  { Guid: guid(4, 'c'), kind: 'TransportRule', Name: 'Others', SenderDomainIs: ['notcontoso.com', 'contoso.com.au'] },
  { Guid: guid(5, 'c'), kind: 'InboundConnector', Name: 'Scanner', SenderDomains: ['smtp:*.contoso.com;1'] },
  { Guid: guid(6, 'c'), kind: 'OutboundConnector', Name: 'Partner', RecipientDomains: ['partner.example'] },
  {
    Guid: guid(7, 'c'),
    kind: 'OutboundConnector',
    Name: 'By a rule',
    IsTransportRuleScoped: true,
    TlsDomain: 'contoso.com',
  },
  { Guid: guid(8, 'c'), kind: 'OutboundConnector', Name: 'In test', TestMode: true, SmartHosts: ['mail.contoso.com'] },
  { Guid: guid(9, 'c'), kind: 'RemoteDomain', Name: 'Default', DomainName: '*' },
  {
    Guid: guid(10, 'c'),
    kind: 'JournalRule',
    Name: 'Journal',
    Recipient: 'anna@contoso.com',
    JournalEmailAddress: 'j@x.example',
  },
];

const company: Company = {
  format: 'changeover-company-1',
  movingDomains,
  dns: { records: [] },
  tenants: {
    source: tenant('source', {
      exchange: {
        EwsEnabled: null,
        EwsAllowedAppIDs: null,
        EwsApplicationAccessPolicy: null,
        DelayedDelicensingEnabled: false,
        // One that retains, one that only deletes, and one of Microsoft 365 groups.
        InPlaceHolds: [
          'mbx7cfb30345d454ac0a989ab3041051209:2',
          'mbx0000000000000000000000000000000a:1',
          'grp0000000000000000000000000000000b:3',
        ],
      },
      domains: [domain(initial.source, true), domain('staying.example'), ...movingDomains.map((name) => domain(name))],
      users: people.map((name) => user(numberOf(name), address(name), [`SMTP:${address(name)}`])),
      groups: [directoryGroup(20, 'MailUniversalSecurityGroup', ['SMTP:clerks@contoso.com'])],
      recipients: [...mailboxes, group, partner],
      details,
      mailFlow,
    }),
    destination: tenant('destination', { domains: [domain(initial.destination, true), domain('fabrikam.com')] }),
  },
};

const ids = ['inventory', 'mailbox-sizes', 'mailbox-settings', 'mail-flow-review'];
let world: Awaited<ReturnType<typeof rehearsal>>;
let migration: Migration;
const ended: Record<string, StepSnapshot> = {};

beforeAll(async () => {
  world = await rehearsal({
    company,
    protectedAccounts: [{ side: 'source', account: address('mover'), why: 'mover' }],
  });
  migration = await beginMigration(world, {
    // One after the other, so that each finds what the ones before it kept.
    runbook: rowsOf(ids).map((row, index) => (index === 0 ? row : { ...row, after: [ids[index - 1] as string] })),
  });
  for (const stepId of ids) {
    await migration.reach(stepId, ({ state }) => state === 'done' || state === 'attention');
    ended[stepId] = await migration.step(stepId);
    if (ended[stepId]?.state === 'attention') await accept(stepId);
  }
});
afterAll(async () => {
  await moveOut();
  world.close();
});

async function accept(stepId: string): Promise<void> {
  const { attempt } = await migration.step(stepId);
  const done = await migration.engine.commands.accept(migration.actor(attempt?.may.accept[0]), {
    attemptId: attempt?.id ?? '',
    note: 'looked at by the test',
  });
  if (!done.ok) throw new Error(JSON.stringify(done));
}

const findingsOf = (stepId: string): readonly Finding[] => ended[stepId]?.attempt?.findings ?? [];
/** Those with the code, by the facts that tell them apart. */
const told = (stepId: string, code: string, ...facts: string[]) =>
  findingsOf(stepId)
    .filter((finding) => finding.code === code)
    .map((finding) => facts.map((name) => finding.facts[name]));
const evidenceOf = (stepId: string): readonly EvidenceSummary[] => ended[stepId]?.attempt?.evidence ?? [];
async function sheets(stepId: string) {
  const kept = evidenceOf(stepId).find(({ name }) => name.endsWith('.xlsx'));
  const file = await migration.engine.queries.evidence(kept?.id ?? '');
  return readExcelFile(Buffer.from(file?.content ?? ''));
}

describe('sizes', () => {
  test('every mailbox and archive is read, without what can be recovered, also the one that nobody has opened', () => {
    expect(findingsOf('mailbox-sizes')[0]).toMatchObject({
      status: 'passed',
      code: 'mailbox-sizes-read',
      facts: { mailboxes: 6, archives: 1, gigabytes: 410, items: 1_140_020, large: 2 },
    });
  });

  test('over 100 GB and over 50 GB are named, the largest first, an archive as one', () => {
    expect(told('mailbox-sizes', 'mailbox-over-100', 'name', 'part', 'gigabytes')).toEqual([
      ['anna@contoso.com', 'archive', 180],
      ['anna@contoso.com', 'primary', 120],
    ]);
    // Exactly 50 GB is not over 50 GB.
    expect(told('mailbox-sizes', 'mailbox-over-50', 'name', 'licences')).toEqual([['boris@contoso.com', 2]]);
  });

  test('licences are one for every 50 GB begun, of each mailbox and of each archive', () => {
    // Anna 3 and 4, Boris 2, the others one each.
    expect(told('mailbox-sizes', 'mailbox-licences', 'licences', 'mailboxes')).toEqual([[13, 6]]);
  });

  test('each mailbox is asked once, and its archive only where it has one', () => {
    const asked = world.lines.filter(({ body }) => body?.includes('Get-MailboxStatistics'));
    const items = asked.flatMap(({ body }) => body?.match(/"CmdletName":"Get-MailboxStatistics"/g) ?? []);
    expect(items).toHaveLength(7);
  });
});

describe('settings', () => {
  test('forwards that leave the tenant are named, by whatever way they go', () => {
    expect(told('mailbox-settings', 'forward-outside', 'name', 'how', 'rule', 'to')).toEqual([
      ['boris@contoso.com', 'smtp', '', 'boris@elsewhere.example'],
      ['boris@contoso.com', 'rule', 'Home', 'boris@home.example'],
      ['gleb@contoso.com', 'address', '', 'partner@partner.example'],
      ['Copy', 'transport', 'BlindCopyTo', 'watch@archive.example'],
    ]);
  });

  test('a forward to somebody who stays is named, one to somebody who moves along is not', () => {
    expect(told('mailbox-settings', 'forward-across', 'name', 'to', 'moves')).toEqual([
      ['vera@contoso.com', 'dina@staying.example', 'yes'],
    ]);
  });

  test('a right that parts from its mailbox is named, but not that of a tool; and one whose holder is no more', () => {
    expect(told('mailbox-settings', 'right-across', 'name', 'trustee', 'right')).toEqual([
      ['anna@contoso.com', 'dina@staying.example', 'fullAccess'],
    ]);
    expect(told('mailbox-settings', 'right-of-nobody', 'name', 'trustee', 'right', 'folder')).toEqual([
      ['anna@contoso.com', nobody, 'fullAccess', ''],
      ['boris@contoso.com', `NT:${nobody}`, 'folder', 'Входящие'],
      ['gleb@contoso.com', nobody, 'sendAs', ''],
    ]);
  });

  test('what is shared with somebody elsewhere is no orphan: it is given again at the destination', () => {
    expect(told('mailbox-settings', 'right-of-outsider', 'name', 'trustee', 'folder')).toEqual([
      ['boris@contoso.com', 'lea@partner.example', 'Календарь'],
    ]);
  });

  test('a right of somebody whose display name two have is not guessed', () => {
    expect(told('mailbox-settings', 'right-of-several', 'name', 'trustee', 'folder')).toEqual([
      ['boris@contoso.com', 'Same Name', 'Календарь/Отпуска'],
    ]);
  });

  test('the rest is counted', () => {
    expect(findingsOf('mailbox-settings').slice(0, 4)).toMatchObject([
      // A rule in test mode is there, and in force as little as one that is off.
      { facts: { mailboxes: 6, forwards: 8, address: 2, smtp: 1, rules: 3, transport: 2, off: 2 } },
      { facts: { fullAccess: 4, sendAs: 2, onBehalf: 1, folders: 5, calendars: 3 } },
      { code: 'folders-not-read', facts: { count: expect.any(Number) as number, mailboxes: 6 } },
      { facts: { smtp: 12, sip: 0, x500: 6, others: 0 } },
    ]);
  });

  test('a policy of the whole organisation holds every mailbox that is not left out of it, and is told by itself', () => {
    expect(told('mailbox-settings', 'holds-counted', 'held', 'litigation')).toEqual([[5, 1]]);
    expect(told('mailbox-settings', 'holds-of-organisation', 'count', 'names')).toEqual([
      [1, 'mbx7cfb30345d454ac0a989ab3041051209:2'],
    ]);
  });

  test('nothing was left unseen', () => {
    expect(told('mailbox-settings', 'mailbox-setting-unseen', 'name', 'text')).toEqual([]);
    expect(told('mailbox-sizes', 'mailbox-size-unseen', 'name', 'text')).toEqual([]);
  });
});

describe('mail flow', () => {
  test('whatever names a moving domain is named, in a condition, an exception, a pattern, a host below it, switched off or in test', () => {
    const codes = ['transport-rule-names-domain', 'connector-names-domain', 'journal-rule-names-domain'];
    expect(codes.flatMap((code) => told('mail-flow-review', code, 'name', 'domain', 'where', 'enabled'))).toEqual([
      ['Pattern', 'contoso-retail.com', 'FromAddressMatchesPatterns', 'no'],
      ['Stamp', 'contoso.com', 'ExceptIfRecipientDomainIs', 'yes'],
      ['Scanner', 'contoso.com', 'SenderDomains', 'yes'],
      ['By a rule', 'contoso.com', 'TlsDomain', 'yes'],
      ['In test', 'contoso.com', 'SmartHosts', 'yes'],
      ['Journal', 'contoso.com', 'Recipient', 'yes'],
    ]);
  });

  test('everything is counted, also what names no domain', () => {
    expect(findingsOf('mail-flow-review')[0]).toMatchObject({
      code: 'mail-flow-read',
      facts: { rules: 5, inbound: 1, outbound: 3, remote: 1, journal: 1, naming: 6 },
    });
  });
});

test('there is one workbook, and whichever review comes last has the sheets of all of them', async () => {
  const names = (await sheets('mail-flow-review')).map(({ sheet }) => sheet);
  expect(names).toEqual([
    'Summary',
    'Domains',
    'Accepted domains',
    'Users',
    'Deleted users',
    'Mailboxes',
    'Groups',
    'Exchange groups',
    'Contacts',
    'Exchange contacts',
    'Other recipients',
    'Names to come',
    'Sizes',
    'Forwards',
    'Rights',
    'Addresses',
    'Holds',
    'Mail flow',
    'Mail flow in full',
  ]);
  expect((await sheets('inventory')).map(({ sheet }) => sheet)).toEqual(names.slice(0, 12));
});

test('its first sheet says what is on each of the others, how much, as of when and from which step; and what nobody has read yet', async () => {
  const summaryOf = async (stepId: string) => {
    const [first] = await sheets(stepId);
    return first?.data.slice(1) ?? [];
  };
  const whole = await summaryOf('mail-flow-review');
  const rowsIn = new Map((await sheets('mail-flow-review')).map(({ sheet, data }) => [sheet, data.length - 1]));
  const title = (stepId: string): string => stepWords('en', stepId).title;

  expect(whole.map(([sheet, , , , count]) => [sheet, count])).toEqual([...rowsIn].slice(1));
  expect(whole.find(([sheet]) => sheet === 'Exchange groups')).toEqual([
    'Exchange groups',
    'Groups in Exchange',
    title('inventory'),
    expect.stringMatching(/^2026-\d\d-\d\d \d\d:\d\d$/),
    1,
  ]);
  expect((await summaryOf('inventory')).slice(11)).toEqual(
    ['mailbox-sizes', 'mailbox-settings', 'mail-flow-review'].map((one) => [
      null,
      'not read yet',
      title(one),
      null,
      null,
    ]),
  );
});

test('no two of these workbooks have the same name', () => {
  const names = ids.flatMap((one) => evidenceOf(one).flatMap(({ name }) => (name.endsWith('.xlsx') ? [name] : [])));
  expect(names.map(undated)).toEqual([
    'inventory.xlsx',
    'inventory-with-mailbox-sizes.xlsx',
    'inventory-with-mailbox-settings.xlsx',
    'inventory-with-mail-flow-review.xlsx',
  ]);
  expect(names.every((name) => /-2026-\d\d-\d\d-\d{4}\.xlsx$/.test(name))).toBe(true);
});

test('the workbook has every right with its holder as an object, the folder by the name it has there', async () => {
  const rights = (await sheets('mail-flow-review')).find(({ sheet }) => sheet === 'Rights')?.data ?? [];
  const ofCalendar = rights
    .filter((row) => row[4] === 'Calendar')
    .map((row) => [row[3], row[5], row[7], row[8], row[12]]);
  expect(ofCalendar).toEqual([
    ['Календарь', 'LimitedDetails', 'Default', 'everybody', null],
    ['Календарь', 'Editor', 'Person 1', 'anna@contoso.com', id('anna')],
    ['Календарь', 'AvailabilityOnly', 'ExchangePublishedUser.lea@partner.example', 'lea@partner.example', null],
  ]);
});
