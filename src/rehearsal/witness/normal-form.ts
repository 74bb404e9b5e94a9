import type { Company } from '../world/entities.js';

/** The dump with every list of addresses in code-unit order: the service promises none. */
export function withSortedAddresses(dump: Company): Company {
  return JSON.parse(
    JSON.stringify(dump, (name, value: unknown) =>
      /^(EmailAddresses|proxyAddresses|imAddresses|supportedServices)$/.test(name) && Array.isArray(value)
        ? [...(value as string[])].sort()
        : value,
    ),
  ) as Company;
}
