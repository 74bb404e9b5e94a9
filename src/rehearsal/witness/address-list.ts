/** Lists of proxy addresses as the witness reads them. https://learn.microsoft.com/en-us/powershell/module/exchange/set-mailbox (EmailAddresses) */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();
export const localOf = (address: string): string => address.slice(0, address.lastIndexOf('@'));

export const isSmtp = (address: string): boolean => /^smtp:/i.test(address);
export const smtpValues = (addresses: readonly string[]): readonly string[] =>
  addresses.filter(isSmtp).map((address) => address.slice(5));
export const primaryOf = (addresses: readonly string[]): string =>
  (addresses.find((address) => address.startsWith('SMTP:')) ?? 'SMTP:').slice(5);

export const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** Mail and calls; an X500, SPO or EUM address belongs to no domain, whatever it looks like. */
export const isOn = (address: string, domains: readonly string[]): boolean =>
  /^(smtp|sip):/i.test(address) && domains.includes(domainOf(address));

/** The same addresses with this one in front, the former primary one behind it. */
export const withPrimary = (addresses: readonly string[], primary: string): readonly string[] => [
  `SMTP:${primary}`,
  ...addresses
    .filter((address) => !(isSmtp(address) && same(address.slice(5), primary)))
    .map((address) => address.replace(/^SMTP:/, 'smtp:')),
];

/** Exchange after a new sign-in name: SIP follows, the name becomes an SMTP address, the old primary stays as a secondary one. */
export function followed(
  addresses: readonly string[],
  name: string,
  becomes: 'primary' | 'secondary',
): readonly string[] {
  const withSip = addresses.map((address) => (/^sip:/i.test(address) ? `SIP:${name.toLowerCase()}` : address));
  if (becomes === 'primary') return withPrimary(withSip, name);
  return smtpValues(withSip).some((address) => same(address, name)) ? withSip : [...withSip, `smtp:${name}`];
}
