/** Domains of a local network: nobody can prove to own one, so no tenant has it, and nothing signs in or receives mail there. */

/** https://www.iana.org/assignments/special-use-domain-names, and what administrators have made up (RFC 6762, appendix G). */
const tops = new Set([
  'local',
  'localdomain',
  'localhost',
  'lan',
  'home',
  'corp',
  'private',
  'internal',
  'intern',
  'intranet',
  'invalid',
]);

/** @param domain or an address there */
export const isUnroutable = (domain: string): boolean =>
  tops.has(domain.slice(domain.lastIndexOf('.') + 1).toLowerCase());

/** A sign-in name of such a domain, which a directory on premises has. */
export const isUnroutableName = (name: string): boolean =>
  /^[^\s@]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(name) && isUnroutable(name);
