/**
 * Addresses as Exchange and Entra keep them: `TYPE:value`. The case of the type carries meaning for SMTP alone: `SMTP:` is the one
 * primary, `smtp:` an alias. Values are compared without case, and kept as they are written, because restoring needs the original.
 * https://learn.microsoft.com/powershell/module/exchange/set-mailbox#-emailaddresses
 */

export interface ProxyAddress {
  /** As written. */
  readonly text: string;
  /** Lower case: `smtp`, `sip`, `x500`, `spo`, `eum`, `x400` … */
  readonly type: string;
  readonly value: string;
  /** `SMTP:` in capitals. */
  readonly primary: boolean;
}

export function parseProxyAddress(text: string): ProxyAddress {
  const at = text.indexOf(':');
  // A value without a type is an SMTP alias (Set-Mailbox takes it so). An X.500 value has `/` before any colon of its own.
  const typed = at > 0 && /^[A-Za-z][A-Za-z0-9]*$/.test(text.slice(0, at));
  const type = typed ? text.slice(0, at) : 'smtp';
  return {
    text,
    type: type.toLowerCase(),
    value: typed ? text.slice(at + 1) : text,
    primary: type === 'SMTP',
  };
}

/** Local part and domain of `local@domain`; null for what has none (X.500, X.400, SPO). The local part keeps its case, the domain loses it. */
export function splitAddress(address: string): { readonly local: string; readonly domain: string } | null {
  const at = address.lastIndexOf('@');
  if (at <= 0 || at === address.length - 1) return null;
  return { local: address.slice(0, at), domain: address.slice(at + 1).toLowerCase() };
}

export const domainOf = (address: string): string | null => splitAddress(address)?.domain ?? null;

/** Plain SMTP addresses of a list, primary and aliases, as written. */
export const smtpAddresses = (proxyAddresses: readonly string[]): readonly string[] =>
  proxyAddresses
    .map(parseProxyAddress)
    .filter(({ type }) => type === 'smtp')
    .map(({ value }) => value);

/** The order in which lists are compared and stored: the service promises none. */
export const sortedAddresses = (addresses: readonly string[]): readonly string[] =>
  [...addresses].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));

export const sameAddress = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

export const sameAddresses = (a: readonly string[], b: readonly string[]): boolean => {
  const left = sortedAddresses(a);
  const right = sortedAddresses(b);
  return left.length === right.length && left.every((address, index) => address === right[index]);
};
