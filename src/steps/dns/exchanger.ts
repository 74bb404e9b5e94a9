/** MX values as people write them and as DNS has them: `10 mx.relay.example`, or the host alone. */

const hostName = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!\d+$)[a-z0-9-]{2,63}$/;

/** Preference and host, lower case and without the last dot; null where it is no name of a host (an address is none: RFC 5321, section 5.1). */
export function exchangerOf(typed: string): string | null {
  const match = /^(?:(\d{1,5})\s+)?(\S+?)\.?$/.exec(typed.trim().toLowerCase());
  const preference = Number(match?.[1] ?? 10);
  const host = match?.[2] ?? '';
  return hostName.test(host) && preference <= 65_535 ? `${preference} ${host}` : null;
}

/**
 * Whether mail sent there reaches a tenant's mailboxes themselves and no gateway before them: in the worldwide cloud, in those of the US
 * government and of China, and by the names that the service had before.
 * https://learn.microsoft.com/microsoft-365/admin/get-help-with-domains/information-for-dns-records
 * https://learn.microsoft.com/microsoft-365/enterprise/dns-records-for-office-365-dod
 */
export const isOfMicrosoft365 = (exchanger: string): boolean =>
  /\.(?:mail\.protection\.(?:outlook\.com|office365\.us)|mx\.microsoft|partner\.outlook\.cn|mail\.eo\.outlook\.com)\.?$/i.test(
    exchanger,
  );

/** https://www.rfc-editor.org/rfc/rfc7505: the domain says that it takes no mail. */
export const takesNoMail = (exchanger: string): boolean => hostOf(exchanger) === '.';

/** Without the preference. */
export const hostOf = (exchanger: string): string => exchanger.replace(/^\d+\s+/, '');
