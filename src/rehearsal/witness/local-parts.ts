/** Which local part at the initial domain everybody gets when several domains fold into one: the rule of the runbook, written a second time. */
import type { DeletedUser, Recipient, User } from '../world/entities.js';
import { domainOf, localOf, smtpValues } from './address-list.js';

export interface Holders {
  readonly users: Iterable<User>;
  readonly deletedUsers: Iterable<DeletedUser>;
  readonly recipients: Iterable<Recipient>;
}

export interface Claim {
  readonly id: string;
  readonly address: string;
}

export const ownerOf = (recipient: Recipient): string => recipient.ExternalDirectoryObjectId || recipient.Guid;

/** Who has the name already keeps it; then the order of the moving domains counts, then the id; who is left over gets the domain's name behind it. */
export function newLocalParts(
  claims: readonly Claim[],
  holders: Holders,
  initialDomain: string,
  movingDomains: readonly string[],
): ReadonlyMap<string, string> {
  const taken = takenAt(initialDomain, holders);
  const rank = (address: string): number => {
    const place = movingDomains.indexOf(domainOf(address));
    return place < 0 ? movingDomains.length : place;
  };
  const order = (a: Claim, b: Claim): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
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

function takenAt(domain: string, { users, deletedUsers, recipients }: Holders): Map<string, Set<string>> {
  const taken = new Map<string, Set<string>>();
  const hold = (address: string, id: string): void => {
    if (domainOf(address) !== domain) return;
    const local = localOf(address).toLowerCase();
    taken.set(local, (taken.get(local) ?? new Set()).add(id));
  };
  for (const user of [...users, ...deletedUsers]) {
    hold(user.userPrincipalName, user.id);
    // A deleted user's name carries its id in front; restored, it claims the rest.
    hold(user.userPrincipalName.replace(user.id.replaceAll('-', ''), ''), user.id);
    for (const address of smtpValues(user.proxyAddresses)) hold(address, user.id);
  }
  for (const recipient of recipients)
    for (const address of smtpValues(recipient.EmailAddresses)) hold(address, ownerOf(recipient));
  return taken;
}
