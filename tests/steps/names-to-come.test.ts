import { cast } from '../../src/rehearsal/cast.js';
import { generateCompany } from '../../src/rehearsal/world/company/generate-company.js';
import type { Company, Recipient, Tenant } from '../../src/rehearsal/world/entities.js';
import { primaryOf } from '../../src/rehearsal/world/proxy-addresses.js';
import { expectedAfter } from '../../src/rehearsal/witness/expected.js';
import { mostAddresses } from '../../src/steps/addresses/most-addresses.js';
import { namesToCome, type NamesToCome } from '../../src/steps/users/names-to-come.js';
import { namesFindings, namesTable } from '../../src/steps/users/names-to-come-findings.js';
import type { Mailbox, MailGroup } from '../../src/systems/exchange/types.js';
import {
  domain,
  directoryGroup,
  guid,
  initial,
  movingDomains,
  recipient,
  tenant,
  user,
} from './support/small-world.js';

const protectedAccounts = cast
  .filter(({ company, roles }) => company === 'source' && roles.length > 0)
  .map(({ home }) => ({ side: 'source' as const, account: home.objectId, why: 'break-glass' as const }));

/** As Exchange and the directory list them. */
function comingIn({ users, deletedUsers, recipients, initialDomain }: Tenant): NamesToCome {
  const shown = recipients
    .filter(({ WhenSoftDeleted }) => WhenSoftDeleted === null)
    .map((one) => ({ ...one, PrimarySmtpAddress: primaryOf(one.EmailAddresses) }));
  const ofKind = <One>(kind: RegExp): readonly One[] =>
    shown.filter(({ RecipientTypeDetails }) => kind.test(RecipientTypeDetails)) as unknown as readonly One[];
  return namesToCome(
    {
      users,
      deletedUsers: deletedUsers as never,
      recipients: shown,
      mailboxes: ofKind<Mailbox>(/^(User|Shared|Room|Equipment)Mailbox$/),
      groups: [
        [...ofKind<MailGroup>(/^(Mail\w*Group|RoomList)$/), ...ofKind<MailGroup>(/^DynamicDistributionGroup$/)],
        ofKind<MailGroup>(/^GroupMailbox$/),
      ],
    },
    {
      migration: { movingDomains, initialDomain: { source: initialDomain, destination: initial.destination } } as never,
      roster: [],
      protectedAccounts,
    },
  );
}

const night = [
  'source-routing-address',
  'upn-to-initial-domain',
  'groups-primary-to-initial-domain',
  'm365-groups-moved',
];

test('weeks before, each name that a night of the witness leads to is told, and no other', () => {
  const start = generateCompany({ mailboxes: 60, seed: 11 });
  const { source } = start.tenants;
  const facts = {
    operators: new Set(protectedAccounts.map(({ account }) => account)),
    movingDomains,
    newNameBecomes: 'secondary' as const,
    moverApp: '',
  };
  const after = (steps: readonly string[]): Company =>
    expectedAfter(
      start,
      steps.map((stepId) => ({ kind: 'step' as const, stepId })),
      facts,
    );
  const end = after(night).tenants.source;
  const routed = after(night.slice(0, 1)).tenants.source;

  const { names, noRoom } = comingIn(source);
  const told = new Map(names.map(({ object, what, to }) => [`${what} ${object.id}`, to]));
  const id = (one: Recipient): string => one.ExternalDirectoryObjectId || one.Guid;
  const became = new Map<string, string>();
  const before = new Map(source.recipients.map((one) => [one.Guid, one]));
  for (const one of routed.recipients) {
    const added = one.EmailAddresses.find(
      (address) => before.get(one.Guid)?.EmailAddresses.includes(address) === false,
    );
    if (added !== undefined) became.set(`routing address ${id(one)}`, added.slice('smtp:'.length));
  }
  const signedIn = new Map(source.users.map((one) => [one.id, one.userPrincipalName]));
  for (const one of end.users)
    if (signedIn.get(one.id) !== one.userPrincipalName) became.set(`sign-in name ${one.id}`, one.userPrincipalName);
  for (const one of end.recipients) {
    const [was, is] = [before.get(one.Guid), primaryOf(one.EmailAddresses) ?? ''];
    const held = was?.EmailAddresses.some((address) => address.slice('smtp:'.length) === is);
    if (/Group|RoomList/.test(one.RecipientTypeDetails) && held === false) became.set(`primary address ${id(one)}`, is);
  }

  expect(became.size).toBeGreaterThan(100);
  expect(new Set(names.map(({ what }) => what)).size).toBe(3);
  expect(Object.fromEntries(told)).toEqual(Object.fromEntries(became));
  expect(noRoom).toEqual([]);
});

const long = 'grojektbuero-hochwasserschutz-obertal-niedertal-2026-ausschreibu';
const shared = (n: number, address: string, more: readonly string[] = []): Recipient =>
  recipient(n, 'SharedMailbox', [`SMTP:${address}`, ...more], `box${n}@contoso.com`);
const list = (n: number, address: string): Recipient =>
  recipient(n, 'MailUniversalDistributionGroup', [`SMTP:${address}`], null);

test('the same long name of two mailboxes and two lists on two domains: four names of 64 characters at most, each told why', () => {
  const recipients = [
    shared(1, `${long}@contoso.com`),
    shared(2, `${long}@contoso-retail.com`),
    list(3, `${long}@contoso.com`),
    list(4, `${long}@contoso-retail.com`),
  ];
  const coming = comingIn(
    tenant('source', {
      domains: [domain(initial.source, true)],
      users: [1, 2].map((n) => user(n, `box${n}@contoso.com`, [])),
      groups: [3, 4].map((n) => directoryGroup(n, 'MailUniversalDistributionGroup', [])),
      recipients,
    }),
  );

  expect(coming.names.map(({ object, what, to, why }) => [object.id, what, to, why])).toEqual([
    [guid(1), 'routing address', `${long}@${initial.source}`, null],
    [guid(2), 'routing address', `${long.slice(0, 49)}.contoso-retail@${initial.source}`, 'cut'],
    [guid(1), 'sign-in name', `box1@${initial.source}`, null],
    [guid(2), 'sign-in name', `box2@${initial.source}`, null],
    [guid(3), 'primary address', `${long.slice(0, 56)}.contoso@${initial.source}`, 'cut'],
    [guid(4), 'primary address', `${long.slice(0, 48)}.contoso-retail2@${initial.source}`, 'cut'],
  ]);
  const said = namesFindings(coming, initial.source);
  expect(said.map(({ status, code, object }) => [status, code, object?.id])).toEqual([
    ['passed', 'names-to-come', undefined],
    ['passed', 'renamed-cut', guid(2)],
    ['passed', 'renamed-cut', guid(3)],
    ['passed', 'renamed-cut', guid(4)],
  ]);
  expect(namesTable(coming).rows).toHaveLength(6);
});

test('whoever has as many addresses as there may be is named weeks before, and whoever has the new one among them is not', () => {
  const many = (count: number): readonly string[] => Array.from({ length: count }, (_, n) => `smtp:a${n}@contoso.com`);
  const there = `smtp:box2@${initial.source}`;
  const coming = comingIn(
    tenant('source', {
      users: [1, 2, 3].map((n) => user(n, `box${n}@contoso.com`, [])),
      recipients: [
        shared(1, 'full@contoso.com', many(mostAddresses - 1)),
        shared(2, 'has@contoso.com', [there, ...many(mostAddresses - 2)]),
        // One more has room, and the night adds two.
        shared(3, 'almost@contoso.com', many(mostAddresses - 2)),
      ],
    }),
  );
  const said = namesFindings(coming, initial.source);

  expect(
    said.map(({ status, code, facts, object }) => [status, code, facts['to'] ?? facts['count'], object?.id]),
  ).toEqual([
    ['failed', 'no-room-for-address', `full@${initial.source}`, guid(1)],
    ['failed', 'no-room-for-address', `box3@${initial.source}`, guid(3)],
    ['passed', 'names-stay-plain', 5, undefined],
  ]);
});
