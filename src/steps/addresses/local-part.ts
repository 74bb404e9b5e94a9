/**
 * What may stand before the at sign of a name that this product makes, whatever it is for: a sign-in name, an address that routes, a
 * group's new primary address. Whoever makes one takes it from `local-part-collisions.ts`, which asks here.
 * https://learn.microsoft.com/microsoft-365/enterprise/prepare-for-directory-synchronization#2-directory-object-and-attribute-preparation
 */

/** An address may have letters that a sign-in name must not: `r&d@`, `presse+de@`. */
export type NameKind = 'sign-in-name' | 'address';

export const longestLocalPart = 64;
/** Of the domain's name, where the whole of it behind a local part would be too long. */
const longestLabel = 16;

/** What the page allows in a sign-in name, and what it forbids in an address: letters that one domain has taken another takes as well. */
const forbidden: Readonly<Record<NameKind, RegExp>> = {
  'sign-in-name': /[^A-Za-z0-9'._!#^~-]/gu,
  address: /[\s@"(),:;<>[\\\]]/gu,
};

/**
 * Names of the house, by which others know who runs a domain: a certificate of the initial domain is given to whoever reads them.
 * https://learn.microsoft.com/entra/identity/users/groups-settings-v2-cmdlets#reserved-aliases
 */
const reserved: ReadonlySet<string> = new Set([
  'abuse',
  'admin',
  'administrator',
  'hostmaster',
  'majordomo',
  'postmaster',
  'root',
  'secure',
  'security',
  'ssl-admin',
  'webmaster',
]);

export const isReserved = (local: string): boolean => reserved.has(local.toLowerCase());

/**
 * The nearest that the services take: each character they do not is an underscore, as theirs are; no dot at an end and none doubled; at
 * most 64 characters. What is right stays as it is.
 */
export function fitting(local: string, kind: NameKind): string {
  const plain = withoutStrayDots(local.replaceAll(forbidden[kind], '_'));
  return withoutStrayDots(plain.slice(0, longestLocalPart)) || '_';
}

/** `info.contoso`, `info.contoso2`, …: the domain's name and the number are kept, and what they leave no room for goes. */
export function withDomain(local: string, label: string, number: number, kind: NameKind): string {
  const behind = (domainName: string): string => `.${fitting(domainName, kind)}${number === 1 ? '' : number}`;
  const whole = behind(label);
  if (local.length + whole.length <= longestLocalPart) return local + whole;
  const short = behind(label.slice(0, longestLabel));
  return withoutStrayDots(local.slice(0, longestLocalPart - short.length)) + short;
}

const withoutStrayDots = (local: string): string => local.replace(/\.{2,}/g, '.').replace(/^\.|\.$/g, '');
