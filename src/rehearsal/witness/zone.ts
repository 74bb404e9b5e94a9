/** What must be in the zones once the tasks of the night are done, whatever their cards said. */
import type { Company, DnsRecord } from '../world/entities.js';

/** As decided in `mail-gap`. */
const parkedAt = 'mx.parking.example';

export function zoneAsDecided(
  { movingDomains, tenants, dns }: Company,
  verified: readonly string[],
): readonly string[] {
  const values = (domain: string, type: DnsRecord['type']): readonly string[] =>
    dns.records
      .filter((one) => plain(one.name) === domain && one.type === type)
      .map(({ data }) => plain(type === 'MX' ? (data.split(/\s+/)[1] ?? '') : data.replace(/^"|"$/g, '')));
  return movingDomains.flatMap((domain) => {
    const proof = tenants.destination.domains.find(({ id }) => id === domain)?.verificationText ?? '';
    const parked = values(domain, 'MX');
    return [
      ...(verified.includes('mx-parked') && (parked.length !== 1 || parked[0] !== parkedAt)
        ? [`mail for ${domain} is not parked: ${parked.join(', ')}`]
        : []),
      ...(verified.includes('domain-proof-destination') && !values(domain, 'TXT').includes(plain(proof))
        ? [`the proof of ${domain} is not in its zone`]
        : []),
    ];
  });
}

const plain = (text: string): string => text.toLowerCase().replace(/\.$/, '');
