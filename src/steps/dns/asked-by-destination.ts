/** The records by which the destination's services find a domain, as that tenant asks for them: values are read, never computed. */
import { SystemFault } from '../../errors.js';
import type { DnsType } from '../../systems/dns/dns.js';
import { plainName } from '../../systems/dns/record-values.js';
import type { DomainDnsRecord } from '../../systems/graph/types.js';
import type { Systems } from '../systems.js';

export interface AskedRecord {
  readonly name: string;
  readonly type: DnsType;
  readonly value: string;
  readonly ttl: number;
}

/** @throws while the tenant does not say: right after a verification it does not know yet. */
export async function askedByDestination({ destination }: Systems, domain: string): Promise<readonly AskedRecord[]> {
  const operation = `reading the DNS records the destination asks for ${domain}`;
  const asked = askedRecords(domain, await destination.graph.serviceConfigurationRecords(domain));
  if (asked.some(({ type }) => type === 'MX')) return asked;
  throw new SystemFault(`${operation}: it does not say yet where mail shall go`, {
    system: 'graph',
    operation,
    status: null,
    code: 'Unavailable',
    requestId: null,
    retryAfter: null,
    transient: true,
  });
}

/** https://learn.microsoft.com/graph/api/resources/domaindnsrecord */
export function askedRecords(domain: string, records: readonly DomainDnsRecord[]): readonly AskedRecord[] {
  return records.flatMap((record): AskedRecord[] => {
    if (record.isOptional) return [];
    const { ttl } = record;
    const name = wholeName(record.label, domain);
    switch (record.recordType) {
      case 'Mx':
        if (record.mailExchange === undefined) return [];
        return [{ name, type: 'MX', value: `${record.preference ?? 0} ${plainName(record.mailExchange)}`, ttl }];
      case 'Txt':
        return record.text === undefined ? [] : [{ name, type: 'TXT', value: record.text, ttl }];
      case 'CName':
        if (record.canonicalName === undefined) return [];
        return [{ name, type: 'CNAME', value: plainName(record.canonicalName), ttl }];
      case 'Srv': {
        const { service = '', protocol = '', priority = 0, weight = 0, port = 0, nameTarget } = record;
        if (nameTarget === undefined) return [];
        const prefix = `${service}.${protocol}.`.toLowerCase();
        const at = name.startsWith(prefix) ? name : `${prefix}${name}`;
        return [{ name: at, type: 'SRV', value: `${priority} ${weight} ${port} ${plainName(nameTarget)}`, ttl }];
      }
      default:
        return [];
    }
  });
}

/** Labels are told with the domain or without it. */
function wholeName(label: string, domain: string): string {
  const name = plainName(label);
  if (name === '' || name === '@') return domain;
  return name === domain || name.endsWith(`.${domain}`) ? name : `${name}.${domain}`;
}
