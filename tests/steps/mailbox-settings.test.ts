/** What Exchange says of a mailbox in the field, and what becomes of it. */
import { targetOf, transportForwards } from '../../src/steps/mailboxes/forward-rows.js';
import { holdsOf } from '../../src/steps/mailboxes/holds.js';
import { KnownPeople } from '../../src/steps/mailboxes/known-people.js';
import { settingsFindings } from '../../src/steps/mailboxes/settings-findings.js';
import { readSettings } from '../../src/steps/mailboxes/settings-read.js';
import { mailFlow } from '../../src/systems/exchange/mail-flow.js';
import type { MailboxInDetail, NamedRecipient } from '../../src/systems/exchange/types.js';

const id = (n: number): string => `aaaaaaaa-0000-4000-8000-${String(n).padStart(12, '0')}`;
const named = (n: number, name: string, display: string, address: string): NamedRecipient => ({
  Guid: id(n),
  ExternalDirectoryObjectId: id(n),
  Name: name,
  DisplayName: display,
  Alias: `alias${n}`,
  PrimarySmtpAddress: address,
  EmailAddresses: [`SMTP:${address}`],
  RecipientTypeDetails: 'UserMailbox',
  ExternalEmailAddress: null,
});
const people = (...recipients: readonly NamedRecipient[]) =>
  new KnownPeople({ recipients, mailboxes: [], users: [], groups: [] }, ['contoso.com']);
const onHold = (...InPlaceHolds: readonly string[]): MailboxInDetail => ({
  ...named(1, 'anna', 'Anna Berg', 'anna@contoso.com'),
  ExchangeGuid: id(1),
  UserPrincipalName: 'anna@contoso.com',
  IsDirSynced: false,
  LegacyExchangeDN: null,
  ForwardingAddress: null,
  ForwardingSmtpAddress: null,
  DeliverToMailboxAndForward: false,
  GrantSendOnBehalfTo: [],
  ArchiveStatus: 'None',
  LitigationHoldEnabled: false,
  InPlaceHolds,
  ComplianceTagHoldApplied: false,
  DelayHoldApplied: false,
  DelayReleaseHoldApplied: false,
});
const nothing = {
  mailboxes: [],
  reads: [],
  forwards: [],
  rights: [],
  ofTools: new Set<string>(),
  holdsOfOrganization: [],
};

describe('holds', () => {
  const policy = 'mbxcdbbb86ce60342489bff371876e7f224';

  test.each<[string, readonly string[], readonly string[], number]>([
    ['a policy that only deletes', [`${policy}:1`], [], 0],
    ['one that retains', [`${policy}:2`], [], 1],
    ['one that retains and deletes', [`${policy}:3`], [], 1],
    ['one whose suffix is not told', [policy], [], 1],
    ['an eDiscovery hold', ['UniH7d895d48-7e23-4a8d-8346-533c3beac15d'], [], 1],
    ['an In-Place hold', ['c0ba3ce811b6432a8751430937152491'], [], 1],
    ['a policy of the whole organisation', [], [`${policy}:2`], 1],
    ['one that leaves the mailbox out', [`-${policy}`], [`${policy}:2`], 0],
    ['one that leaves it out, told with its suffix', [`-${policy}:2`], [`${policy}:2`], 0],
    ['one of the whole organisation that only deletes', [], [`${policy}:1`], 0],
    ['one of Microsoft 365 groups', [], ['grpcdbbb86ce60342489bff371876e7f224:2'], 0],
  ])('%s', (_what, own, ofOrganization, count) => {
    expect(holdsOf(onHold(...own), ofOrganization)).toHaveLength(count);
  });
});

describe('whom a name means', () => {
  const left = named(1, 'Anna Berg', 'Anna Berg (left 2024)', 'anna.old@stays.example');
  const now = named(2, id(2), 'Anna Berg', 'anna@contoso.com');

  test('a display name that is the internal name of somebody else is a name of several', () => {
    expect(people(left, now).meant('Anna Berg')).toEqual({ found: 'several' });
  });

  test('where Exchange writes its own name, that one alone is meant, and so it is where both names are one person’s', () => {
    expect(people(left, now).meant('Anna Berg', 'name')).toMatchObject({ found: 'one', who: { id: id(1) } });
    expect(people({ ...now, Name: 'Anna Berg' }).meant('Anna Berg')).toMatchObject({
      found: 'one',
      who: { id: id(2) },
    });
    expect(people(left).meant('contoso.com/Users/Anna Berg')).toMatchObject({ found: 'one', who: { id: id(1) } });
  });

  test('a forward names whom it leads to by Exchange’s own name', () => {
    expect(targetOf('Anna Berg', people(left, now), new Set(['contoso.com']), 'name').to).toBe(
      'anna.old@stays.example',
    );
    expect(targetOf('Anna Berg', people(left, now), new Set(['contoso.com'])).where).toBe('several');
  });
});

test.each([
  [true, ['right-of-outsider']],
  [false, []],
])('a calendar shared with somebody outside is nobody’s orphan; the mailbox moves: %s', (moves, codes) => {
  const written = 'ExchangePublishedUser.lea@partner.example';
  const right = {
    id: id(1),
    name: 'anna@contoso.com',
    moves,
    right: 'folder' as const,
    rights: 'Reviewer',
    folder: 'Calendar',
    folderType: 'Calendar',
    written,
    meant: people().meant(written),
    denied: false,
  };
  const found = settingsFindings({ ...nothing, rights: [right] }).filter(({ status }) => status !== 'passed');
  expect(found.map(({ code }) => code)).toEqual(codes);
});

test.each([
  ['Enforce', 'Enabled', { enabled: true, inTest: false }],
  ['Audit', 'Enabled', { enabled: false, inTest: true }],
  ['AuditAndNotify', 'Enabled', { enabled: false, inTest: true }],
  ['Audit', 'Disabled', { enabled: false, inTest: false }],
])('a transport rule in mode %s that is %s', async (Mode, State, expected) => {
  const rules = await mailFlow(async () => [
    { Guid: id(9), Name: 'Copies', State, Mode, RedirectMessageTo: ['lea@partner.example'] },
  ]).transportRules();
  expect(rules).toMatchObject([expected]);
  expect(transportForwards(rules, (to) => ({ to, where: 'outside' })).map(({ inForce }) => inForce)).toEqual([
    expected.enabled,
  ]);
});

test('folders whose rights nobody asked for are counted, and told', async () => {
  const folders = [
    { name: 'Inbox', path: '/Inbox', type: 'Inbox' },
    { name: 'Team', path: '/Team', type: 'User Created' },
    { name: 'Projects', path: '/Inbox/Projects', type: 'User Created' },
  ];
  const seen = <T>(...items: readonly T[]) => ({ seen: true as const, items });
  const reads = await readSettings(
    {
      mailboxRights: async () => [seen()],
      inboxRules: async () => [seen()],
      mailboxFolders: async () => [seen(...folders)],
      folderRights: async (of) => of.map(() => seen()),
    },
    [{ id: id(1), name: 'anna@contoso.com' }],
  );
  expect(settingsFindings({ ...nothing, reads })).toContainEqual({
    status: 'passed',
    code: 'folders-not-read',
    facts: { count: 2, mailboxes: 1 },
  });
});
