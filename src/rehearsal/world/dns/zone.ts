/** What a name server that holds some zones answers to one question. https://www.rfc-editor.org/rfc/rfc1034#section-4.3.2 */
import type { DnsRecord } from '../entities.js';
import { plainName, targetOf } from './record-data.js';

export const rcodes = { noError: 0, formErr: 1, servFail: 2, nxDomain: 3, notImp: 4, refused: 5 } as const;

export interface Zones {
  readonly origins: readonly string[];
  readonly records: readonly DnsRecord[];
  /** How often each zone was changed: its serial goes up by one each time. */
  readonly changes: Readonly<Record<string, number>>;
}

export interface ZoneAnswer {
  readonly rcode: number;
  readonly authoritative: boolean;
  readonly answers: readonly DnsRecord[];
  readonly authorities: readonly DnsRecord[];
}

/** A chain of aliases longer than this is a circle. */
export const longestChain = 8;

export function originOf(origins: readonly string[], name: string): string | undefined {
  return origins
    .filter((origin) => name === origin || name.endsWith(`.${origin}`))
    .sort((a, b) => b.length - a.length)[0];
}

export function answerFrom(zones: Zones, askedName: string, type: string): ZoneAnswer {
  const answers: DnsRecord[] = [];
  const end = (rcode: number, authoritative: boolean, authorities: readonly DnsRecord[] = []): ZoneAnswer => ({
    rcode,
    authoritative,
    answers,
    authorities,
  });
  let name = plainName(askedName);
  for (let hop = 0; hop < longestChain; hop += 1) {
    const origin = originOf(zones.origins, name);
    // The rest of a chain that leaves these zones is for others to say.
    if (origin === undefined) return hop === 0 ? end(rcodes.refused, false) : end(rcodes.noError, true);
    const cut = delegation(zones, origin, name);
    if (cut.length > 0) return end(rcodes.noError, hop > 0, cut);
    const here = recordsAt(zones, origin, name);
    // https://www.rfc-editor.org/rfc/rfc2308#section-2 tells "no such name" from "nothing of that type" by the code alone.
    if (here === null) return end(rcodes.nxDomain, true, [negativeSoa(zones, origin)]);
    const wanted = type === 'ANY' ? here : here.filter((record) => record.type === type);
    if (wanted.length > 0) {
      answers.push(...wanted);
      return end(rcodes.noError, true);
    }
    const alias = here.find((record) => record.type === 'CNAME');
    if (alias === undefined) return end(rcodes.noError, true, [negativeSoa(zones, origin)]);
    answers.push(alias);
    name = targetOf(alias);
  }
  return end(rcodes.servFail, false);
}

/** The name servers of a part given away, when the name lies in one. */
function delegation({ records }: Zones, origin: string, name: string): readonly DnsRecord[] {
  return records.filter((record) => {
    if (record.type !== 'NS' || record.name === origin || !record.name.endsWith(`.${origin}`)) return false;
    return name === record.name || name.endsWith(`.${record.name}`);
  });
}

/** Null when the name does not exist; a name that only has names under it exists and has nothing. */
function recordsAt(zones: Zones, origin: string, name: string): readonly DnsRecord[] | null {
  const own = zones.records.filter((record) => record.name === name && record.type !== 'SOA');
  if (name === origin) return [soaOf(zones, origin), ...own];
  if (own.length > 0 || exists(zones, name)) return own;
  // https://www.rfc-editor.org/rfc/rfc4592#section-3.3: the star under the closest name that exists, and no other.
  let encloser = name.slice(name.indexOf('.') + 1);
  while (encloser !== origin && !exists(zones, encloser)) encloser = encloser.slice(encloser.indexOf('.') + 1);
  const starred = zones.records.filter((record) => record.name === `*.${encloser}`);
  return starred.length === 0 ? null : starred.map((record) => ({ ...record, name }));
}

const exists = ({ records }: Zones, name: string): boolean =>
  records.some((record) => record.name === name || record.name.endsWith(`.${name}`));

function soaOf({ records, changes }: Zones, origin: string): DnsRecord {
  const written = records.find((record) => record.type === 'SOA' && record.name === origin);
  const soa = written ?? { name: origin, type: 'SOA', ttl: 3600, data: `. . 1 3600 900 1209600 3600` };
  const fields = soa.data.split(/\s+/);
  fields[2] = `${Number(fields[2]) + (changes[origin] ?? 0)}`;
  return { ...soa, data: fields.join(' ') };
}

/** How long "there is none" may be remembered: https://www.rfc-editor.org/rfc/rfc2308#section-5 */
function negativeSoa(zones: Zones, origin: string): DnsRecord {
  const soa = soaOf(zones, origin);
  return { ...soa, ttl: Math.min(soa.ttl, Number(soa.data.split(/\s+/)[6])) };
}
