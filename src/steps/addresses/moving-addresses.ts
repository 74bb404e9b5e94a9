/**
 * Which addresses of a list leave with the moving domains, and how the list looks after: those go, and nothing else. Replies to old mail
 * depend on X.500 addresses, routing on the initial domain's, SharePoint and voice mail on their own.
 */
import {
  domainOf,
  parseProxyAddress,
  sameAddress,
  smtpAddresses,
  sortedAddresses,
  splitAddress,
} from './proxy-address.js';

/** Values that are no mail addresses, also where they look like one. https://learn.microsoft.com/powershell/module/exchange/set-mailbox#-emailaddresses */
const neverMoving: ReadonlySet<string> = new Set(['x500', 'x400', 'spo', 'eum']);

/**
 * Those whose domain is one of the moving domains, whatever their case. A subdomain is a domain of its own: it moves only where it is named
 * among the moving domains itself.
 */
export const movingAddresses = (addresses: readonly string[], movingDomains: readonly string[]): readonly string[] =>
  addresses.filter((text) => {
    const { type, value } = parseProxyAddress(text);
    return !neverMoving.has(type) && movingDomains.includes(domainOf(value) ?? '');
  });

/** As written; null where there is none. */
export const primaryAddress = (addresses: readonly string[]): string | null =>
  addresses.map(parseProxyAddress).find(({ primary }) => primary)?.value ?? null;

/** Whether the list would be without a primary address once the moving domains are off it. */
export function needsNewPrimary(addresses: readonly string[], movingDomains: readonly string[]): boolean {
  const primary = primaryAddress(addresses);
  return primary === null || movingDomains.includes(domainOf(primary) ?? '');
}

/**
 * The address on the initial domain that is fit to be the primary one: the sign-in name, else the one with the local part of the present
 * primary, else the first in code-unit order. Null: there is none.
 */
export function addressOnInitialDomain(
  addresses: readonly string[],
  initialDomain: string,
  signInName: string | null = null,
): string | null {
  const there = sortedAddresses(
    smtpAddresses(addresses).filter((address) => domainOf(address) === initialDomain.toLowerCase()),
  );
  const local = localPart(primaryAddress(addresses) ?? '');
  return (
    there.find((address) => signInName !== null && sameAddress(address, signInName)) ??
    there.find((address) => localPart(address) === local) ??
    there[0] ??
    null
  );
}

const localPart = (address: string): string | undefined => splitAddress(address)?.local.toLowerCase();

/** The list that is left, sorted; with `newPrimary` as its one primary address where it needs one. */
export function withoutMovingDomains(
  addresses: readonly string[],
  movingDomains: readonly string[],
  newPrimary: string | null,
): readonly string[] {
  const moving = new Set(movingAddresses(addresses, movingDomains));
  const left = addresses.filter((address) => !moving.has(address));
  if (newPrimary === null) return sortedAddresses(left);
  const others = left.filter((text) => {
    const { type, value } = parseProxyAddress(text);
    return type !== 'smtp' || !sameAddress(value, newPrimary);
  });
  return sortedAddresses([`SMTP:${newPrimary}`, ...others]);
}

/** Addresses of the plan that are gone although nobody wanted them to go. */
export const lostAddresses = (wanted: readonly string[], present: readonly string[]): readonly string[] => {
  const there = new Set(present);
  return wanted.filter((address) => !there.has(address));
};
