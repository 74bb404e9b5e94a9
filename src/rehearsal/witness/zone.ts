/** What must be in the zones once the tasks of the night are done, whatever their cards said. */
import type { Company, DnsRecord } from '../world/entities.js';

/** As decided in `mail-gap`: where mail came in straight at the source. */
const parkedAt = 'mx.parking.example';
/** https://learn.microsoft.com/en-us/microsoft-365/enterprise/external-domain-name-system-records */
const sender = 'include:spf.protection.outlook.com';
/** Kept by the filter's provider, whose record includes that sender. */
const keptByFilter = 'v=spf1 redirect=_spf.gateway.example';
const clientsFind = 'autodiscover.outlook.com';
const companiesFind = '100 1 5061 sipfed.online.lync.com';
/** Seconds in which MX can be turned, and what it has in quiet times. */
const low = 300;
const usual = 3600;

type Values = (name: string, type: DnsRecord['type']) => readonly string[];

/** `start`: whoever had a mail filter before the tenant then keeps it, and it holds the mail in between. */
export function zoneAsDecided(
  { movingDomains, tenants, dns }: Company,
  verified: readonly string[],
  start: Pick<Company, 'dns'>,
): readonly string[] {
  const at = (name: string, type: DnsRecord['type']): readonly DnsRecord[] =>
    dns.records.filter((one) => plain(one.name) === name && one.type === type);
  const values: Values = (name, type) =>
    at(name, type).map(({ data }) => plain(type === 'MX' ? (data.split(/\s+/)[1] ?? '') : data.replace(/^"|"$/g, '')));
  const done = (step: string): boolean => verified.includes(step);
  return movingDomains.flatMap((domain) => {
    const proof = tenants.destination.domains.find(({ id }) => id === domain)?.verificationText ?? '';
    const mx = values(domain, 'MX');
    const filter = start.dns.records
      .filter(({ name, type, data }) => plain(name) === domain && type === 'MX' && !isOfService(data))
      .map(({ data }) => plain(data.split(/\s+/)[1] ?? ''));
    const waiting = filter.length > 0 ? filter : [parkedAt];
    const ttls = at(domain, 'MX').map(({ ttl }) => ttl);
    const isLow = done('mx-ttl-lowering') && !done('mx-ttl-restore');
    return [
      ...(done('mx-parked') && !done('dns-switch') && !isSame(mx, waiting)
        ? [`mail for ${domain} is not parked: ${mx.join(', ')}`]
        : []),
      ...(done('domain-proof-destination') && !values(domain, 'TXT').includes(plain(proof))
        ? [`the proof of ${domain} is not in its zone`]
        : []),
      ...(done('dns-switch') ? notSwitched(domain, values, filter) : []),
      ...(isLow && ttls.some((ttl) => ttl > low) ? [`MX of ${domain} is remembered for ${ttls.join(', ')} s`] : []),
      ...(done('mx-ttl-restore') && ttls.some((ttl) => ttl !== usual)
        ? [`MX of ${domain} has a TTL of ${ttls.join(', ')} s, not of ${usual} s again`]
        : []),
    ];
  });
}

/** A domain that is verified anew gets a mail host below mx.microsoft, in a zone of the service's choice (message centre MC1048624). */
function notSwitched(domain: string, values: Values, filter: readonly string[]): readonly string[] {
  const host = new RegExp(`^${domain.replaceAll('.', '-')}\\.[a-z]-v1\\.mx\\.microsoft$`);
  const wrong = (what: string, is: readonly string[], right: (one: string) => boolean): readonly string[] =>
    is.length === 1 && is.every(right)
      ? []
      : [`${what} of ${domain} does not lead to the destination: ${is.join(', ')}`];
  // A domain that comes anew signs by hosts of the form of May 2025: https://learn.microsoft.com/en-us/defender-office-365/email-authentication-dkim-configure
  const signs = (selector: number): RegExp =>
    new RegExp(
      `^selector${selector}-${domain.replaceAll('.', '-')}\\._domainkey\\..+\\.[a-z]-v1\\.dkim\\.mail\\.microsoft$`,
    );
  return [
    ...[1, 2].flatMap((selector) =>
      wrong(`selector ${selector}`, values(`selector${selector}._domainkey.${domain}`, 'CNAME'), (one) =>
        signs(selector).test(one),
      ),
    ),
    ...(filter.length === 0
      ? wrong('MX', values(domain, 'MX'), (one) => host.test(one))
      : isSame(values(domain, 'MX'), filter)
        ? []
        : [`MX of ${domain} does not lead to its filter: ${values(domain, 'MX').join(', ')}`]),
    ...wrong(
      'SPF',
      values(domain, 'TXT').filter((one) => one.startsWith('v=spf1')),
      (one) => one.split(' ').includes(sender) || one === keptByFilter,
    ),
    ...wrong('autodiscover', values(`autodiscover.${domain}`, 'CNAME'), (one) => one === clientsFind),
    ...wrong('federation', values(`_sipfederationtls._tcp.${domain}`, 'SRV'), (one) => one === companiesFind),
  ];
}

const isOfService = (exchanger: string): boolean =>
  /\.(mail\.protection\.outlook\.com|mx\.microsoft)\.?$/i.test(exchanger);
const isSame = (some: readonly string[], others: readonly string[]): boolean =>
  [...some].sort().join() === [...others].sort().join();
const plain = (text: string): string => text.toLowerCase().replace(/\.$/, '');
