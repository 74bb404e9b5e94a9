/** A recursive resolver: it asks one of the name servers and remembers the answer for its TTL, in virtual time. */
import type { DnsRecord } from '../entities.js';
import { plainName, targetOf } from './record-data.js';
import { longestChain, rcodes, type ZoneAnswer } from './zone.js';

export interface ResolverAnswer {
  readonly rcode: number;
  readonly answers: readonly DnsRecord[];
  readonly authorities: readonly DnsRecord[];
}

interface Remembered {
  readonly until: number;
  readonly rcode: number;
  /** A whole set, or the SOA of a zone that has none. */
  readonly records: readonly DnsRecord[];
  readonly absent: boolean;
}

const most = 10_000;

/** https://www.rfc-editor.org/rfc/rfc6761#section-6.4 and 6.2: answered with "no such name" at once. */
const isReserved = (name: string): boolean => /(^|\.)(invalid|test)$/.test(name);

export class Resolver {
  private readonly memory = new Map<string, Remembered>();

  constructor(
    private readonly ask: (name: string, type: string) => ZoneAnswer,
    private readonly now: () => number,
  ) {}

  /** Without the wish for recursion it tells what it remembers and asks nobody. */
  answer(askedName: string, type: string, recursionDesired: boolean): ResolverAnswer {
    const answers: DnsRecord[] = [];
    let name = plainName(askedName);
    for (let hop = 0; hop < longestChain; hop += 1) {
      const known = this.recall(name, type) ?? (recursionDesired ? this.learn(name, type) : undefined);
      if (known === undefined) {
        // Beyond these zones this little internet has no name servers; of names that nobody can ever have, a resolver says so by itself.
        const rcode = isReserved(name)
          ? rcodes.nxDomain
          : recursionDesired
            ? rcodes.servFail
            : hop === 0
              ? rcodes.refused
              : rcodes.noError;
        return { rcode, answers, authorities: [] };
      }
      const records = this.aged(known);
      if (known.absent) return { rcode: known.rcode, answers, authorities: records };
      answers.push(...records);
      const alias = records[0] as DnsRecord;
      if (alias.type !== 'CNAME' || type === 'CNAME' || type === 'ANY') {
        return { rcode: rcodes.noError, answers, authorities: [] };
      }
      name = targetOf(alias);
    }
    return { rcode: rcodes.servFail, answers: [], authorities: [] };
  }

  private recall(name: string, type: string): Remembered | undefined {
    if (type === 'ANY') return undefined;
    const now = this.now();
    return [`${name}/${type}`, `${name}/CNAME`, `${name}/no such name`]
      .map((key) => this.memory.get(key))
      .find((one, i) => one !== undefined && one.until > now && (i !== 1 || !one.absent));
  }

  private learn(name: string, type: string): Remembered | undefined {
    const { rcode, authoritative, answers, authorities } = this.ask(name, type);
    if (!authoritative) return undefined;
    const sets = new Map<string, DnsRecord[]>();
    for (const record of answers) {
      const key = `${record.name}/${record.type}`;
      sets.set(key, [...(sets.get(key) ?? []), record]);
    }
    for (const [key, records] of sets) this.remember(key, records, rcodes.noError, false);
    const soa = authorities.find((record) => record.type === 'SOA');
    const last = answers.at(-1);
    if (soa !== undefined) {
      const missing = last === undefined ? name : targetOf(last);
      const key = `${missing}/${rcode === rcodes.nxDomain ? 'no such name' : type}`;
      const absent = this.remember(key, [soa], rcode, true);
      if (last === undefined) return absent;
    }
    const first = answers.filter(
      (record) => record.name === name && (type === 'ANY' || record.type === answers[0]?.type),
    );
    // Not looked up in the memory: what has a TTL of 0 is answered once and not kept.
    return first.length === 0 ? undefined : this.rememberable(first, rcodes.noError, false);
  }

  private remember(key: string, records: readonly DnsRecord[], rcode: number, absent: boolean): Remembered {
    if (this.memory.size >= most) this.memory.clear();
    const one = this.rememberable(records, rcode, absent);
    this.memory.set(key, one);
    return one;
  }

  private rememberable(records: readonly DnsRecord[], rcode: number, absent: boolean): Remembered {
    const until = this.now() + Math.min(...records.map(({ ttl }) => ttl)) * 1000;
    return { until, rcode, records, absent };
  }

  /** The TTL counts down, so that whoever is told later does not remember longer. */
  private aged({ until, records }: Remembered): readonly DnsRecord[] {
    const left = Math.max(0, Math.ceil((until - this.now()) / 1000));
    return records.map((record) => ({ ...record, ttl: Math.min(record.ttl, left) }));
  }
}
