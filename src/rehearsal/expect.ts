/**
 * What a dump of the world must look like after the steps that are automated so far, worked out from the dump before and the rules of the
 * runbook alone: a witness that shares no code with the steps. Address lists are compared as sets: the service promises no order.
 */
import type { Company, Recipient, User } from './world/entities.js';

export interface ExpectationFacts {
  /** Object ids in the source of everybody on the roster and of protected accounts: never touched. */
  readonly operators: ReadonlySet<string>;
  /** Whether people made the initial domain the default one. */
  readonly defaultDomainMoved: boolean;
  /** What Exchange makes of a new sign-in name (a scenario of the world). */
  readonly newNameBecomes: 'primary' | 'secondary';
}

export function expectedAfter(start: Company, facts: ExpectationFacts): Company {
  const source = start.tenants.source;
  const initial = source.initialDomain.toLowerCase();
  const recipients = new Map(source.recipients.map((recipient) => [idOf(recipient), recipient]));
  const users = new Map(source.users.map((user) => [user.id, user]));

  const routed = newLocalParts(
    source.recipients
      .filter(
        (recipient) =>
          recipient.WhenSoftDeleted === null &&
          /Mailbox$/.test(recipient.RecipientTypeDetails) &&
          recipient.RecipientTypeDetails !== 'GroupMailbox',
      )
      .filter((recipient) => !facts.operators.has(idOf(recipient)))
      .filter((recipient) => !smtp(recipient.EmailAddresses).some((address) => domainOf(address) === initial))
      .map((recipient) => ({ id: idOf(recipient), address: primary(recipient) })),
    takenIn(start, [...users.values()], [...recipients.values()]),
    start.movingDomains,
  );
  for (const [id, local] of routed) {
    const recipient = recipients.get(id) as Recipient;
    const EmailAddresses = [...recipient.EmailAddresses, `smtp:${local}@${initial}`];
    recipients.set(id, { ...recipient, EmailAddresses });
    mirror(users, id, EmailAddresses);
  }

  const renamed = newLocalParts(
    [...users.values()]
      .filter((user) => user.userType === 'Member' && !user.userPrincipalName.includes('#EXT#'))
      .filter((user) => !facts.operators.has(user.id))
      .filter((user) => start.movingDomains.includes(domainOf(user.userPrincipalName)))
      .map((user) => ({ id: user.id, address: user.userPrincipalName })),
    takenIn(start, [...users.values()], [...recipients.values()]),
    start.movingDomains,
  );
  for (const [id, local] of renamed) {
    const name = `${local}@${initial}`;
    users.set(id, { ...(users.get(id) as User), userPrincipalName: name });
    const recipient = recipients.get(id);
    if (recipient === undefined || !/Mailbox$/.test(recipient.RecipientTypeDetails)) continue;
    const EmailAddresses = followed(recipient.EmailAddresses, name, facts.newNameBecomes);
    recipients.set(id, { ...recipient, UserPrincipalName: name, EmailAddresses });
    mirror(users, id, EmailAddresses);
  }

  const domains = source.domains.map((domain) =>
    facts.defaultDomainMoved ? { ...domain, isDefault: domain.isInitial } : domain,
  );
  return {
    ...start,
    tenants: {
      ...start.tenants,
      source: {
        ...source,
        domains,
        users: source.users.map(({ id }) => users.get(id) as User),
        recipients: source.recipients.map((recipient) => recipients.get(idOf(recipient)) as Recipient),
      },
    },
  };
}

/** The dump with every list of addresses in code-unit order. */
export function withSortedAddresses(dump: Company): Company {
  return JSON.parse(
    JSON.stringify(dump, (name, value: unknown) =>
      /^(EmailAddresses|proxyAddresses|imAddresses)$/.test(name) && Array.isArray(value)
        ? [...(value as string[])].sort()
        : value,
    ),
  ) as Company;
}

const idOf = (recipient: Recipient): string => recipient.ExternalDirectoryObjectId || recipient.Guid;
const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();
const localOf = (address: string): string => address.slice(0, address.lastIndexOf('@'));
const smtp = (addresses: readonly string[]): string[] =>
  addresses.filter((address) => /^smtp:/i.test(address)).map((address) => address.slice(5));
const primary = (recipient: Recipient): string =>
  (recipient.EmailAddresses.find((address) => address.startsWith('SMTP:')) ?? '').slice(5);

/** Who holds which local part at the initial domain: recipients, users, deleted users. */
function takenIn(start: Company, users: readonly User[], recipients: readonly Recipient[]): Map<string, Set<string>> {
  const { initialDomain, deletedUsers } = start.tenants.source;
  const taken = new Map<string, Set<string>>();
  const hold = (address: string, id: string): void => {
    if (domainOf(address) !== initialDomain.toLowerCase()) return;
    const local = localOf(address).toLowerCase();
    taken.set(local, (taken.get(local) ?? new Set()).add(id));
  };
  for (const user of [...users, ...deletedUsers]) {
    hold(user.userPrincipalName, user.id);
    // A deleted user's name carries its id in front; restored, it claims the rest.
    hold(user.userPrincipalName.replace(user.id.replaceAll('-', ''), ''), user.id);
    for (const address of smtp(user.proxyAddresses)) hold(address, user.id);
  }
  for (const recipient of recipients)
    for (const address of smtp(recipient.EmailAddresses)) hold(address, idOf(recipient));
  return taken;
}

function newLocalParts(
  claims: readonly { readonly id: string; readonly address: string }[],
  taken: Map<string, Set<string>>,
  movingDomains: readonly string[],
): Map<string, string> {
  const rank = (address: string): number => {
    const place = movingDomains.indexOf(domainOf(address));
    return place < 0 ? movingDomains.length : place;
  };
  const order = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
  const isFree = (local: string, id: string): boolean =>
    [...(taken.get(local.toLowerCase()) ?? [])].every((holder) => holder === id);
  const given = new Map<string, string>();
  const give = (id: string, local: string): void => {
    taken.set(local.toLowerCase(), new Set([id]));
    given.set(id, local);
  };
  const sorted = [...claims].sort((a, b) => rank(a.address) - rank(b.address) || order(a, b));
  for (const { id, address } of sorted) if (isFree(localOf(address), id)) give(id, localOf(address));
  for (const { id, address } of [...claims].sort(order)) {
    if (given.has(id)) continue;
    const base = `${localOf(address)}.${domainOf(address).split('.')[0]}`;
    let local = base;
    for (let number = 2; !isFree(local, id); number += 1) local = `${base}${number}`;
    give(id, local);
  }
  return given;
}

/** Exchange after a new sign-in name: SIP follows, the name becomes an SMTP address, the old primary stays as a secondary one. */
function followed(addresses: readonly string[], name: string, becomes: 'primary' | 'secondary'): string[] {
  const same = (address: string): boolean =>
    /^smtp:/i.test(address) && address.slice(5).toLowerCase() === name.toLowerCase();
  const withSip = addresses.map((address) => (/^sip:/i.test(address) ? `SIP:${name.toLowerCase()}` : address));
  if (becomes === 'secondary') return withSip.some(same) ? withSip : [...withSip, `smtp:${name}`];
  return [
    `SMTP:${name}`,
    ...withSip
      .filter((address) => !same(address))
      .map((address) => (address.startsWith('SMTP:') ? `smtp:${address.slice(5)}` : address)),
  ];
}

/** The directory shows what Exchange holds. */
function mirror(users: Map<string, User>, id: string, addresses: readonly string[]): void {
  const user = users.get(id);
  if (user === undefined) return;
  users.set(id, {
    ...user,
    mail: (addresses.find((address) => address.startsWith('SMTP:')) ?? 'SMTP:').slice(5),
    proxyAddresses: addresses,
    imAddresses: addresses.filter((address) => /^sip:/i.test(address)).map((address) => address.slice(4)),
  });
}
