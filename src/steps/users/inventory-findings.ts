/** Two systems count the same things: where they differ, a person must know before a plan is made from either. */
import type { FindingCode } from '../../contract/finding-codes.js';
import type { Finding } from '../../contract/finding.js';
import { mailboxKinds } from '../../systems/exchange/types.js';
import type { Inventory } from './inventory.js';

export function inventoryFindings(found: Inventory): readonly [Finding, ...Finding[]] {
  return [
    countsFinding(found),
    ...domainFindings(found),
    ...mailboxFindings(found),
    ...groupFindings(found),
    agree('contacts-agree', 'contacts-differ', found.contacts.length, found.mailContacts.length),
  ];
}

function countsFinding(found: Inventory): Finding {
  const kind = (details: string): number =>
    found.mailboxes.filter(({ RecipientTypeDetails }) => RecipientTypeDetails === details).length;
  return {
    status: 'passed',
    code: 'inventory-taken',
    facts: {
      domains: found.acceptedDomains.length,
      users: found.users.length,
      mailboxes: found.mailboxes.length,
      userMailboxes: kind('UserMailbox'),
      shared: kind('SharedMailbox'),
      rooms: kind('RoomMailbox'),
      equipment: kind('EquipmentMailbox'),
      groups: found.groups.length,
      contacts: found.contacts.length,
    },
  };
}

/** A domain that is verified for mail is an accepted domain, and the other way round. */
function domainFindings({ domains, acceptedDomains }: Inventory): readonly Finding[] {
  const accepted = new Set(acceptedDomains.map(({ DomainName }) => DomainName.toLowerCase()));
  const verified = domains.filter(({ isVerified }) => isVerified).map(({ id }) => id.toLowerCase());
  const graphOnly = domains
    .filter(({ isVerified, supportedServices }) => isVerified && (supportedServices ?? []).includes('Email'))
    .map(({ id }) => id.toLowerCase())
    .filter((domain) => !accepted.has(domain));
  const exchangeOnly = [...accepted].filter((domain) => !verified.includes(domain));
  const lacking = [
    ...graphOnly.map((domain) => finding('failed', 'domain-not-accepted', { domain })),
    ...exchangeOnly.map((domain) => finding('failed', 'domain-not-verified', { domain })),
  ];
  return lacking.length > 0 ? lacking : [finding('passed', 'domains-agree', { count: accepted.size })];
}

/** Every mailbox has its user, by id; and both cmdlets of Exchange count the same mailboxes. */
function mailboxFindings({ users, mailboxes, recipients }: Inventory): readonly Finding[] {
  const userIds = new Set(users.map(({ id }) => id));
  const orphans = mailboxes.filter(
    ({ ExternalDirectoryObjectId }) => ExternalDirectoryObjectId && !userIds.has(ExternalDirectoryObjectId),
  );
  const counted = recipients.filter(({ RecipientTypeDetails }) => mailboxKinds.has(RecipientTypeDetails)).length;
  return [
    orphans.length === 0
      ? finding('passed', 'mailboxes-have-users', { count: mailboxes.length })
      : finding('failed', 'mailboxes-without-users', {
          count: orphans.length,
          name: orphans[0]?.PrimarySmtpAddress ?? '',
        }),
    agree('mailboxes-agree', 'mailboxes-differ', mailboxes.length, counted),
  ];
}

/** Dynamic distribution groups are known to Exchange alone, so they are not compared. */
function groupFindings({ groups, exchangeGroups }: Inventory): readonly Finding[] {
  const directory = groups.filter(({ mailEnabled }) => mailEnabled === true).length;
  const inExchange = exchangeGroups.filter((group) => group.RecipientTypeDetails !== 'DynamicDistributionGroup').length;
  return [agree('groups-agree', 'groups-differ', directory, inExchange)];
}

const agree = (same: FindingCode, different: FindingCode, directory: number, exchange: number): Finding =>
  directory === exchange
    ? finding('passed', same, { count: directory })
    : finding('failed', different, { directory, exchange });

const finding = (status: Finding['status'], code: FindingCode, facts: Finding['facts']): Finding => ({
  status,
  code,
  facts,
});
