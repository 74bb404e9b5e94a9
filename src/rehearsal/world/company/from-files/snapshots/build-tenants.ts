/** Both tenants of the snapshots, object by object under the ids that they have, with the people of the rehearsal who are not among them. */
import { cast } from '../../../../cast.js';
import type { Group, OrgContact, Recipient, Tenant, User } from '../../../entities.js';
import { domainOf, primaryOf } from '../../../proxy-addresses.js';
import { castAtHome } from '../../generate-company.js';
import { TenantBuilder } from '../../tenant-builder.js';
import { isMailboxKind } from '../tables/recipient-kinds.js';
import type { Findings } from '../told/findings.js';
import { accountOf, contactOf, deletedUserOf, groupOf, mailUserOf, recipientOf, userOf } from './build-objects.js';
import type { Objects } from './gather-objects.js';
import type { SnapshotDomains } from './snapshot-domains.js';
import { mostFrequent } from '../most-frequent.js';

export interface Directory {
  readonly users: readonly User[];
  readonly groups: readonly Group[];
  readonly contacts: readonly OrgContact[];
  readonly recipients: readonly Recipient[];
}

export function directoryOf(from: Objects, findings: Findings): Directory {
  const recipients: Recipient[] = [];
  const leftOut: string[] = [];
  for (const value of from.recipients.values()) {
    const recipient = recipientOf(value);
    if (recipient === null) leftOut.push(String(value['RecipientTypeDetails']));
    else recipients.push(recipient);
  }
  if (leftOut.length > 0)
    findings.add('', null, 'snapshot-kinds-left-out', {
      count: leftOut.length,
      list: [...new Set(leftOut)].join(', '),
    });
  const byObject = new Map(recipients.map((one) => [one.ExternalDirectoryObjectId.toLowerCase(), one]));
  const users = usersOf(from, recipients, byObject, findings);
  const kept = new Set([...from.contacts.keys()]);
  const contacts = [
    ...[...from.contacts].map(([id, value]) => contactOf(value, byObject.get(id))),
    ...recipients
      .filter((one) => one.RecipientTypeDetails === 'MailContact' && one.ExternalDirectoryObjectId !== '')
      .filter((one) => !kept.has(one.ExternalDirectoryObjectId.toLowerCase()))
      .map((one) => contactOf({}, one)),
  ];
  return { users, groups: [...from.groups.values()].map(groupOf), contacts, recipients };
}

/** Two cannot sign in by one name: the first counts. A mailbox has an account, whatever the files say. */
function usersOf(
  from: Objects,
  recipients: readonly Recipient[],
  byObject: ReadonlyMap<string, Recipient>,
  findings: Findings,
): readonly User[] {
  const accounts = recipients.filter(
    (one) =>
      isMailboxKind(one.RecipientTypeDetails) &&
      one.UserPrincipalName !== null &&
      one.ExternalDirectoryObjectId !== '' &&
      !from.users.has(one.ExternalDirectoryObjectId.toLowerCase()),
  );
  const users = [
    ...[...from.users].map(([id, value]) => userOf(value, byObject.get(id))),
    ...accounts.map((one) => userOf(accountOf(one), one)),
  ];
  const names = new Map<string, User>();
  for (const user of users) {
    const name = user.userPrincipalName.toLowerCase();
    if (names.has(name)) findings.add('', null, 'snapshot-name-twice', { name });
    else names.set(name, user);
  }
  return [...names.values()];
}

/** Whoever has addresses and no mailbox: a guest reads mail elsewhere, and so does a member whose mail is in no domain of the tenant. */
export function withMailUsers(found: Directory, domains: SnapshotDomains, findings: Findings): Directory {
  const own = new Set(domains.all.map(({ id }) => id.toLowerCase()));
  const held = new Set(found.recipients.map((one) => one.ExternalDirectoryObjectId.toLowerCase()));
  const made = found.users.flatMap((user): Recipient[] => {
    const external = primaryOf(user.proxyAddresses);
    if (external === null || held.has(user.id.toLowerCase())) return [];
    return user.userType === 'Guest' || !own.has(domainOf(external)) ? [mailUserOf(user, external)] : [];
  });
  if (made.length > 0) findings.add('', null, 'snapshot-mail-users-made', { count: made.length });
  const users = new Map(found.users.map((user) => [user.id, user]));
  // Exchange's list of everybody has neither their sign-in name nor where their mail goes.
  const known = found.recipients.map((one): Recipient => {
    if (!/MailUser$/.test(one.RecipientTypeDetails)) return one;
    const { UserPrincipalName, ExternalEmailAddress } = one;
    const primary = primaryOf(one.EmailAddresses);
    return {
      ...one,
      UserPrincipalName: UserPrincipalName ?? users.get(one.ExternalDirectoryObjectId)?.userPrincipalName ?? null,
      ExternalEmailAddress: ExternalEmailAddress ?? (primary === null ? null : `SMTP:${primary}`),
    };
  });
  return { ...found, recipients: [...known, ...made] };
}

export function sourceTenant(
  from: Objects,
  found: Directory,
  domains: SnapshotDomains,
  seed: number,
  findings: Findings,
): Tenant {
  const first = domains.moving[0] as string;
  const label = first.split('.')[0] as string;
  const displayName = label.charAt(0).toUpperCase() + label.slice(1);
  const builder = new TenantBuilder(
    'source',
    seed,
    {
      tenantId: from.tenantId ?? '',
      displayName,
      initialDomain: domains.initial,
      countryLetterCode: mostFrequent(found.users.map(({ usageLocation }) => usageLocation)) ?? 'DE',
    },
    domains.all,
  );
  const known = new Set(found.users.map(({ id }) => id));
  const added: string[] = [];
  for (const member of cast) {
    if (member.company !== 'source' || known.has(member.home.objectId)) continue;
    const on = member.home.on === 'moving' ? first : domains.initial;
    castAtHome(builder, member, on);
    added.push(`${member.home.localPart}@${on}`);
  }
  if (added.length > 0) findings.add('', null, 'cast-added', { list: added.join(', ') });
  const synced = [...found.users, ...found.groups, ...found.contacts].some((one) => one.onPremisesSyncEnabled === true);
  findings.add('', null, 'tenant-made', { name: displayName, country: builder.tenant(null).countryLetterCode });
  const deletedUsers = (from.tables.get('Deleted users') ?? []).flatMap((row) => deletedUserOf(row) ?? []);
  return { ...together(builder.tenant(synced ? true : null), found, findings), deletedUsers: byIdOf(deletedUsers) };
}

const byIdOf = <One extends { readonly id: string }>(list: readonly One[]): readonly One[] =>
  [...new Map(list.map((one) => [one.id, one])).values()].sort((a, b) => (a.id < b.id ? -1 : 1));

/** What was read, and of what was made everything that has no object of the same id there; whoever is called like somebody of the rehearsal gives way. */
export function together(made: Tenant, found: Directory, findings: Findings): Tenant {
  const names = new Map(made.users.map((one) => [one.userPrincipalName.toLowerCase(), one]));
  const gone = new Set<string>();
  for (const { id, userPrincipalName } of found.users) {
    const one = names.get(userPrincipalName.toLowerCase());
    if (one === undefined || one.id === id) continue;
    findings.add('', null, 'snapshot-cast-instead', { name: userPrincipalName, person: one.displayName });
    gone.add(id);
  }
  const held = new Set(found.recipients.map((one) => one.ExternalDirectoryObjectId).filter((one) => one !== ''));
  const recipients = [
    ...made.recipients.filter((one) => !held.has(one.ExternalDirectoryObjectId)),
    ...found.recipients.filter((one) => !gone.has(one.ExternalDirectoryObjectId)),
  ];
  return {
    ...made,
    users: byIdOf([...made.users, ...found.users.filter((one) => !gone.has(one.id))]),
    groups: byIdOf([...made.groups, ...found.groups]),
    contacts: byIdOf([...made.contacts, ...found.contacts]),
    recipients: recipients.sort((a, b) => (a.Guid < b.Guid ? -1 : 1)),
  };
}
