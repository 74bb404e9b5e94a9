/** Names that belong to a moving domain or to one below it. */
import { domainOf, parseProxyAddress } from '../../addresses/proxy-address.js';

/** The longest of the domains that a name is, or lies below; lower case throughout. */
export const closest = (name: string, domains: readonly string[]): string | null =>
  domains
    .filter((domain) => name === domain || name.endsWith(`.${domain}`))
    .reduce<string | null>((best, domain) => (best === null || domain.length > best.length ? domain : best), null);

export interface AddressOn {
  /** The address's own domain. */
  readonly domain: string;
  /** Without its type where that is plain mail. */
  readonly text: string;
  readonly type: string;
}

/** Only mail and SIP refer to a domain: an X.500 or SharePoint value that looks like an address does not. */
export const addressesOn = (addresses: readonly string[], movingDomains: readonly string[]): readonly AddressOn[] =>
  addresses.flatMap((written): readonly AddressOn[] => {
    const { type, value } = parseProxyAddress(written);
    const domain = domainOf(value);
    if (domain === null || !['smtp', 'sip'].includes(type) || closest(domain, movingDomains) === null) return [];
    return [{ domain, text: type === 'smtp' ? value : `${type}:${value}`, type }];
  });

/** A URI belongs to the closest domain of the tenant above its host. https://learn.microsoft.com/entra/identity-platform/identifier-uri-restrictions */
export function domainOfUri(uri: string, domains: readonly string[]): string | null {
  const host = /^[a-z][a-z0-9+.-]*:\/\/([^/?#:]+)/i.exec(uri)?.[1];
  return host === undefined ? null : closest(host.toLowerCase(), domains);
}
