import type { Answer } from 'dns-packet';

export type DnsType = 'A' | 'AAAA' | 'CNAME' | 'MX' | 'NS' | 'SRV' | 'TXT';

/** One record as a DNS console shows it: `10 mail.contoso.com` for MX, the whole text for TXT, host names in lower case without the last dot. */
export interface DnsRecord {
  readonly value: string;
  readonly ttl: number;
}

export const plainName = (name: string): string => name.toLowerCase().replace(/\.$/, '');

/**
 * Records of the wanted type, those too that an alias of the name led to. Not for NS: where an alias leads to a zone, its servers are that
 * zone's, and the alias itself is kept by others.
 */
export function recordsIn(answers: readonly Answer[], name: string, type: DnsType): readonly DnsRecord[] {
  const names = new Set([plainName(name)]);
  for (const answer of answers) {
    if (type !== 'NS' && answer.type === 'CNAME' && names.has(plainName(answer.name)))
      names.add(plainName(answer.data));
  }
  return answers
    .filter((answer) => answer.type === type && names.has(plainName(answer.name)))
    .flatMap((answer) => {
      const value = valueOf(answer);
      return value === null ? [] : [{ value, ttl: 'ttl' in answer ? (answer.ttl ?? 0) : 0 }];
    })
    .sort((a, b) => (a.value < b.value ? -1 : a.value > b.value ? 1 : 0));
}

function valueOf(answer: Answer): string | null {
  switch (answer.type) {
    case 'A':
    case 'AAAA':
      return answer.data;
    case 'CNAME':
    case 'NS':
      return plainName(answer.data);
    case 'MX':
      return mxValue(answer.data.preference ?? 0, answer.data.exchange);
    case 'SRV':
      return `${answer.data.priority ?? 0} ${answer.data.weight ?? 0} ${answer.data.port} ${plainName(answer.data.target)}`;
    case 'TXT':
      return text(answer.data);
    default:
      return null;
  }
}

/** The root itself is no host: it says that there is none (https://www.rfc-editor.org/rfc/rfc7505#section-3), and is written as a zone has it. */
export const mxValue = (preference: number, exchange: string): string => `${preference} ${plainName(exchange) || '.'}`;

/** A text longer than 255 bytes travels in pieces: https://www.rfc-editor.org/rfc/rfc7208#section-3.3 */
const text = (data: string | Buffer | readonly (string | Buffer)[]): string =>
  (Array.isArray(data) ? (data as readonly (string | Buffer)[]) : [data as string | Buffer]).map(String).join('');
