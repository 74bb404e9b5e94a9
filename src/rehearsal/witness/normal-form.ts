import type { Company } from '../world/entities.js';

const addresses = /^(EmailAddresses|proxyAddresses|imAddresses|supportedServices)$/;
/** Who may do what: entries of an access list, and names. */
const grants = /^(rights|sendAs|folderRights|GrantSendOnBehalfTo)$/;

/** The dump with every list of addresses, and every list of who may do what, in one order: the service promises none. */
export function withSortedAddresses(dump: Company): Company {
  return JSON.parse(
    JSON.stringify(dump, (name, value: unknown) => {
      if (!Array.isArray(value)) return value;
      if (addresses.test(name)) return [...(value as string[])].sort();
      return grants.test(name) ? [...(value as unknown[])].sort(byWhom) : value;
    }),
  ) as Company;
}

const keyOf = (entry: unknown): string => {
  if (typeof entry !== 'object' || entry === null) return String(entry);
  const { trustee, folder, Deny } = entry as Readonly<Record<string, unknown>>;
  return [trustee, folder, Deny].map(String).join(' ');
};
const byWhom = (a: unknown, b: unknown): number => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0);
