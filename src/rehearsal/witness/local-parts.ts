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

/** What is written before the at sign: of an account, or of anything that mail goes to. */
export type Purpose = 'sign-in-name' | 'address';

const most = 64;
const ofTheHouse =
  /^(abuse|admin|administrator|hostmaster|majordomo|postmaster|root|secure|security|ssl-admin|webmaster)$/i;

/**
 * Who has the name already keeps it; then the order of the moving domains counts, then the id. After those come the ones whose name has
 * to be put right first. Who is left over, or has a name of the house, gets the domain's name behind it.
 */
export function newLocalParts(
  claims: readonly Claim[],
  holders: Holders,
  initialDomain: string,
  movingDomains: readonly string[],
  purpose: Purpose,
): ReadonlyMap<string, string> {
  const taken = takenAt(initialDomain, holders);
  const rank = (address: string): number => {
    const place = movingDomains.indexOf(domainOf(address));
    return place < 0 ? movingDomains.length : place;
  };
  const order = (a: Claim, b: Claim): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
  const isFree = (local: string, id: string): boolean =>
    [...(taken.get(local.toLowerCase()) ?? [])].every((holder) => holder === id);
  const isOwn = (local: string, id: string): boolean => taken.get(local.toLowerCase())?.has(id) ?? false;
  const given = new Map<string, string>();
  const give = (id: string, local: string): void => {
    taken.set(local.toLowerCase(), new Set([id]));
    given.set(id, local);
  };
  const sorted = [...claims].sort((a, b) => rank(a.address) - rank(b.address) || order(a, b));
  for (const { id, address } of sorted) {
    const local = localOf(address);
    if (local !== putRight(local, purpose) || !isFree(local, id)) continue;
    if (!ofTheHouse.test(local) || isOwn(local, id)) give(id, local);
  }
  for (const { id, address } of [...claims].sort(order)) {
    if (given.has(id)) continue;
    const local = putRight(localOf(address), purpose);
    if (local !== localOf(address) && !ofTheHouse.test(local) && isFree(local, id)) {
      give(id, local);
      continue;
    }
    const domain = putRight(domainOf(address).split('.')[0] ?? '', purpose);
    let number = 1;
    while (!isFree(ofDomain(local, domain, number), id)) number += 1;
    give(id, ofDomain(local, domain, number));
  }
  return given;
}

/** Character by character: one that is not taken is an underscore, a dot stands between two others, and at 64 it ends. */
function putRight(local: string, purpose: Purpose): string {
  const isTaken = purpose === 'sign-in-name' ? /[A-Za-z0-9'\-_!#^~]/ : /[^\s<>()[\]:;@\\,"]/u;
  let right = '';
  let dot = false;
  for (const character of local) {
    if (character === '.') {
      dot = right !== '';
      continue;
    }
    right += `${dot ? '.' : ''}${isTaken.test(character) ? character : '_'}`;
    dot = false;
  }
  const end = right.slice(0, most);
  return (end.endsWith('.') ? end.slice(0, -1) : end) || '_';
}

/** Of a domain's name sixteen characters are enough where more would be too many; then the local part gives way. */
function ofDomain(local: string, domain: string, number: number): string {
  const count = number > 1 ? String(number) : '';
  const whole = `${local}.${domain}${count}`;
  if (whole.length <= most) return whole;
  const end = `.${domain.substring(0, 16)}${count}`;
  return local.substring(0, most - end.length).replace(/\.$/, '') + end;
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
