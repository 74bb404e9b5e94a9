/** The records by which the destination's services find a domain, as that tenant asks for them: values are read, never computed. */
import { SystemFault } from '../../errors.js';
import type { DnsType } from '../../systems/dns/dns.js';
import { plainName } from '../../systems/dns/record-values.js';
import type { DkimSigningConfig } from '../../systems/exchange/types.js';
import type { DomainDnsRecord } from '../../systems/graph/types.js';
import { sameAddress } from '../addresses/proxy-address.js';
import type { Systems } from '../systems.js';

export interface AskedRecord {
  readonly name: string;
  readonly type: DnsType;
  readonly value: string;
  readonly ttl: number;
}

export const askedCalls = ['graph.serviceConfigurationRecords', 'exchange.dkimSigningConfigs'];

/** @throws while the tenant does not say: right after a verification it does not know yet. */
export async function askedByDestination({ destination }: Systems, domain: string): Promise<readonly AskedRecord[]> {
  const operation = `reading the DNS records the destination asks for ${domain}`;
  const asked = askedRecords(domain, await destination.graph.serviceConfigurationRecords(domain));
  if (asked.some(({ type }) => type === 'MX'))
    return [...asked, ...signingRecords(domain, await destination.exchange.dkimSigningConfigs())];
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

/** By which others prove that a letter is the domain's own; none where nobody has set signing up yet. */
export function signingRecords(domain: string, configs: readonly DkimSigningConfig[]): readonly AskedRecord[] {
  const config = configs.find(({ Domain }) => sameAddress(Domain, domain));
  return [config?.Selector1CNAME, config?.Selector2CNAME].flatMap((value, index): AskedRecord[] =>
    value === undefined || value === null || value === ''
      ? []
      : [{ name: signingName(domain, index + 1), type: 'CNAME', value: plainName(value), ttl: usualTtl }],
  );
}

export const signingName = (domain: string, selector: number): string => `selector${selector}._domainkey.${domain}`;
/** Exchange names none. */
const usualTtl = 3600;

/** Labels are told with the domain or without it. */
function wholeName(label: string, domain: string): string {
  const name = plainName(label);
  if (name === '' || name === '@') return domain;
  return name === domain || name.endsWith(`.${domain}`) ? name : `${name}.${domain}`;
}
