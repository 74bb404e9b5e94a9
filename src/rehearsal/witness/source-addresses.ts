/** What the night does to addresses of the source tenant, by the rules of the runbook: guide 25–28 and 69–74. */
import type { Recipient, RecipientTypeDetails } from '../world/entities.js';
import { domainOf, isOn, localOf, primaryOf, same, smtpValues, withPrimary } from './address-list.js';
import type { ExpectationFacts } from './facts.js';
import { newLocalParts, ownerOf } from './local-parts.js';
import type { TenantDraft } from './tenant-draft.js';

const distribution: readonly RecipientTypeDetails[] = [
  'MailUniversalDistributionGroup',
  'MailUniversalSecurityGroup',
  'MailNonUniversalGroup',
  'RoomList',
  'DynamicDistributionGroup',
];

const isMailbox = ({ RecipientTypeDetails, WhenSoftDeleted }: Recipient): boolean =>
  WhenSoftDeleted === null && /Mailbox$/.test(RecipientTypeDetails) && RecipientTypeDetails !== 'GroupMailbox';

const mailboxesInScope = (source: TenantDraft, { operators }: ExpectationFacts): readonly Recipient[] =>
  [...source.recipients.values()].filter((one) => isMailbox(one) && !operators.has(ownerOf(one)));

const groupsOf = (source: TenantDraft, kinds: readonly RecipientTypeDetails[]): readonly Recipient[] =>
  [...source.recipients.values()].filter(({ RecipientTypeDetails }) => kinds.includes(RecipientTypeDetails));

const locals = (
  source: TenantDraft,
  facts: ExpectationFacts,
  claimants: readonly Recipient[],
): ReadonlyMap<string, string> =>
  newLocalParts(
    claimants.map((one) => ({ id: ownerOf(one), address: primaryOf(one.EmailAddresses) })),
    {
      users: source.users.values(),
      deletedUsers: source.deletedUsers.values(),
      recipients: source.recipients.values(),
    },
    source.initialDomain,
    facts.movingDomains,
    'address',
  );

/** Guide 25–28: whoever has no address at the initial domain gets one. */
export function routingAddresses(source: TenantDraft, facts: ExpectationFacts): void {
  const without = mailboxesInScope(source, facts).filter(
    ({ EmailAddresses }) => !smtpValues(EmailAddresses).some((one) => domainOf(one) === source.initialDomain),
  );
  const given = locals(source, facts, without);
  for (const one of without)
    source.setAddresses(one, [...one.EmailAddresses, `smtp:${given.get(ownerOf(one)) ?? ''}@${source.initialDomain}`]);
}

/** Guide 69, 70, and of the same groups 73: the primary address goes to the initial domain, those on moving domains go. */
export function groupPrimaries(source: TenantDraft, facts: ExpectationFacts): void {
  moveGroups(source, facts, distribution);
}

/** Guide 71, 72: off go the addresses on moving domains, and nothing else. */
export function mailboxAliases(source: TenantDraft, facts: ExpectationFacts): void {
  for (const one of mailboxesInScope(source, facts)) {
    const name = source.users.get(ownerOf(one))?.userPrincipalName ?? null;
    const left = offMovingDomains(one.EmailAddresses, facts);
    if (left.length === one.EmailAddresses.length) continue;
    const primary = primaryOf(one.EmailAddresses);
    const stays = primary !== '' && !facts.movingDomains.includes(domainOf(primary));
    const next = stays ? primary : atInitialDomain(source, one.EmailAddresses, name);
    source.setAddresses(one, next === null ? left : withPrimary(left, next));
  }
}

/** Guide 73, 74 of the lists whose primary address is elsewhere. */
export function groupAliases(source: TenantDraft, facts: ExpectationFacts): void {
  for (const one of groupsOf(source, distribution)) {
    const left = offMovingDomains(one.EmailAddresses, facts);
    if (left.length < one.EmailAddresses.length) source.setAddresses(one, left);
  }
}

/** Guide 74 of Microsoft 365 groups and teams: both at once. */
export function m365Groups(source: TenantDraft, facts: ExpectationFacts): void {
  moveGroups(source, facts, ['GroupMailbox']);
  for (const one of groupsOf(source, ['GroupMailbox'])) {
    source.setAddresses(one, offMovingDomains(one.EmailAddresses, facts));
  }
}

const offMovingDomains = (addresses: readonly string[], { movingDomains }: ExpectationFacts): readonly string[] =>
  addresses.filter((address) => !isOn(address, movingDomains));

function moveGroups(source: TenantDraft, facts: ExpectationFacts, kinds: readonly RecipientTypeDetails[]): void {
  const moving = groupsOf(source, kinds).filter(({ EmailAddresses }) =>
    facts.movingDomains.includes(domainOf(primaryOf(EmailAddresses))),
  );
  const there = new Map(
    moving.map((one): [string, string | null] => [one.Guid, atInitialDomain(source, one.EmailAddresses, null)]),
  );
  const given = locals(
    source,
    facts,
    moving.filter(({ Guid }) => there.get(Guid) === null),
  );
  for (const one of moving) {
    const primary = there.get(one.Guid) ?? `${given.get(ownerOf(one)) ?? ''}@${source.initialDomain}`;
    source.setAddresses(one, withPrimary(offMovingDomains(one.EmailAddresses, facts), primary));
  }
}

/** The sign-in name, else the address with the local part of the present primary, else the first in code-unit order. */
function atInitialDomain(source: TenantDraft, addresses: readonly string[], name: string | null): string | null {
  const there = [...smtpValues(addresses)].filter((one) => domainOf(one) === source.initialDomain).sort();
  return (
    there.find((one) => name !== null && same(one, name)) ??
    there.find((one) => same(localOf(one), localOf(primaryOf(addresses)))) ??
    there[0] ??
    null
  );
}
