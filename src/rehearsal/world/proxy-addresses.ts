/**
 * Proxy addresses as Exchange keeps them: `SMTP:` marks the primary, `smtp:` the others; `SIP:`, `SPO:`, `X500:`, `EUM:` stand beside them.
 * https://learn.microsoft.com/en-us/powershell/module/exchange/set-mailbox (EmailAddresses)
 */
export interface ProxyAddress {
  readonly prefix: string;
  readonly value: string;
}

export function parseProxyAddress(text: string): ProxyAddress {
  const colon = text.indexOf(':');
  // An address without a type prefix is SMTP.
  return colon < 0 ? { prefix: 'smtp', value: text } : { prefix: text.slice(0, colon), value: text.slice(colon + 1) };
}

export const isSmtp = (text: string): boolean => /^smtp:/i.test(text) || !text.includes(':');
export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

/** What two spellings of one address have in common; two objects of a tenant may not both hold it. */
export const proxyKey = (text: string): string => {
  const { prefix, value } = parseProxyAddress(text);
  return `${prefix.toLowerCase()}:${value.toLowerCase()}`;
};
export const smtpKey = (address: string): string => `smtp:${address.toLowerCase()}`;

export function primaryOf(addresses: readonly string[]): string | null {
  const primary = addresses.find((address) => address.startsWith('SMTP:'));
  return primary === undefined ? null : primary.slice('SMTP:'.length);
}

export const smtpValues = (addresses: readonly string[]): string[] =>
  addresses.filter(isSmtp).map((address) => parseProxyAddress(address).value);

/** The same addresses with `address` as the one primary; the one that was primary stays as a secondary. */
export function withPrimary(addresses: readonly string[], address: string): string[] {
  const key = smtpKey(address);
  const others = addresses
    .filter((one) => proxyKey(one) !== key)
    .map((one) => (one.startsWith('SMTP:') ? `smtp:${one.slice('SMTP:'.length)}` : one));
  return [`SMTP:${address}`, ...others];
}
