/** What has to change in a zone so that the services find the domain at the destination, and what stays as it is. */
import type { Remark } from '../../contract/finding.js';
import { staysAsItIs, type RecordToSet, type TaskBrief } from '../../contract/task.js';
import type { DnsRecord, DnsType } from '../../systems/dns/dns.js';
import { domainRef } from '../domains/domain-value.js';
import type { AskedRecord } from './asked-by-destination.js';
import { lowTtl } from './mx-ttl.js';
import { readable, sortedTerms } from './spf-grammar.js';
import { asOneRecord, isSpf, lookUpsOf, missingIn, mostLookUps, spfWith } from './spf.js';

export interface PresentSet {
  readonly name: string;
  readonly type: DnsType;
  readonly records: readonly DnsRecord[];
}

export interface SwitchOptions {
  readonly mayRest?: boolean;
  letsSend?(spf: string): boolean;
}

/**
 * `present`: every set that stands where something is asked for, addresses in the place of an alias among them. `mayRest`: MX that is
 * there already was not moved for the night, and its TTL is nobody's concern. `letsSend`: whether an SPF record does what is asked for without
 * saying so itself: such a one is its provider's, and stays as it is.
 */
export function switchRecords(
  domain: string,
  asked: readonly AskedRecord[],
  present: readonly PresentSet[],
  { mayRest = false, letsSend = () => false }: SwitchOptions = {},
): TaskBrief {
  const remarks: Remark[] = [];
  const at = (name: string, type: DnsType): readonly DnsRecord[] =>
    present.find((set) => set.name === name && set.type === type)?.records ?? [];
  const records = byNameAndType(asked).flatMap(([first, ...others]): readonly RecordToSet[] => {
    const { name, type } = first;
    const wanted = [first, ...others];
    switch (type) {
      case 'MX': {
        const there = at(name, type);
        const old = without(wanted, there);
        const isThere = wanted.every((one) => there.some(({ value }) => value === one.value));
        if (mayRest && isThere && old.length === 0) return wanted.map((one) => rest(one, there));
        // Low until nobody wants to go back any more.
        const low = wanted.map((one) => ({ ...one, ttl: Math.min(one.ttl, lowTtl) }));
        // The new one first: a domain without MX is delivered to its own address (RFC 5321, section 5.1).
        return [...low.map((one) => publish(one, there)), ...old];
      }
      case 'CNAME': {
        // An alias stands alone: https://www.rfc-editor.org/rfc/rfc1034#section-3.6.2
        const addresses = (['A', 'AAAA'] as const).flatMap((kind) =>
          at(name, kind).map(({ value, ttl }) => remove({ name, type: kind, value, ttl })),
        );
        return [...addresses, ...without(wanted, at(name, type), type), publish(first, at(name, type))];
      }
      case 'TXT':
        return wanted.flatMap((one) => {
          if (!isSpf(one.value)) return [publish(one, at(name, type))];
          const own = at(name, type).filter(({ value }) => isSpf(value));
          const [only] = own;
          if (
            only !== undefined &&
            own.length === 1 &&
            missingIn(only.value, one.value).length > 0 &&
            letsSend(only.value)
          ) {
            remarks.push({ code: 'spf-lets-send', facts: { domain }, object: domainRef(domain) });
            return [];
          }
          // Nobody sends by a record with one of them today, and in the new one it would go on spoiling the rest.
          const broken = own.flatMap((record) => sortedTerms(record.value).broken);
          const kept = own.length === 0 ? one.value : asOneRecord(own.map((record) => readable(record.value)));
          const value = spfWith(kept, one.value);
          const remark = (code: Remark['code'], facts: Remark['facts']): void =>
            void remarks.push({ code, facts: { domain, ...facts }, object: domainRef(domain) });
          if (value !== kept) remark('spf-extended', { added: missingIn(kept, one.value).join(' ') });
          if (broken.length > 0) remark('spf-terms-left-out', { terms: broken.join(' ') });
          if (own.length > 1) remark('spf-several', { count: own.length });
          const lookUps = lookUpsOf(value);
          if (lookUps >= mostLookUps) remark('spf-many-look-ups', { lookUps, most: mostLookUps });
          const merged = { ...one, value };
          // None for a moment is no failure; two are: https://www.rfc-editor.org/rfc/rfc7208#section-4.5
          return [...without([merged], own, type), publish(merged, own)];
        });
      default:
        return [...wanted.map((one) => publish(one, at(name, type))), ...without(wanted, at(name, type), type)];
    }
  });
  return { records: inOrder(records), remarks };
}

/** MX last: mail comes when everything else is there. Read backwards, that is first on the way back. What stays is only looked at. */
export const inOrder = (records: readonly RecordToSet[]): readonly RecordToSet[] => {
  const place = (record: RecordToSet): number => (staysAsItIs(record) ? 2 : record.type === 'MX' ? 1 : 0);
  return [...records].sort((a, b) => place(a) - place(b));
};

const remove = (record: AskedRecord): RecordToSet => ({ action: 'remove', ...record });

function publish({ name, type, value, ttl }: AskedRecord, present: readonly DnsRecord[]): RecordToSet {
  const there = present.find((one) => one.value === value);
  if (there === undefined) return { action: 'publish', name, type, value, ttl };
  // Of a record that is right already only the TTL of MX matters.
  return { action: 'publish', name, type, value, ttl: type === 'MX' ? ttl : there.ttl, was: there.ttl };
}

const rest = (record: AskedRecord, present: readonly DnsRecord[]): RecordToSet =>
  publish({ ...record, ttl: present.find(({ value }) => value === record.value)?.ttl ?? record.ttl }, present);

function without(
  wanted: readonly AskedRecord[],
  present: readonly DnsRecord[],
  type: DnsType = 'MX',
): readonly RecordToSet[] {
  const name = wanted[0]?.name ?? '';
  return present
    .filter(({ value }) => !wanted.some((one) => one.value === value))
    .map(({ value, ttl }) => remove({ name, type, value, ttl }));
}

type Asked = readonly [AskedRecord, ...AskedRecord[]];

function byNameAndType(asked: readonly AskedRecord[]): readonly Asked[] {
  const sets = new Map<string, Asked>();
  for (const record of asked) {
    const key = `${record.name} ${record.type}`;
    sets.set(key, [...(sets.get(key) ?? []), record] as unknown as Asked);
  }
  return [...sets.values()];
}
