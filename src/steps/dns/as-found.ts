/**
 * The way back to what a zone held before anybody was asked to change it, no more and no less. People may have done what was asked in another way,
 * and a record that only stood there for a while is none of those to be put back. Of TXT nothing but SPF is meant: a name has one of it, and
 * others keep the rest.
 */
import type { Remark } from '../../contract/finding.js';
import { staysAsItIs, type Found, type RecordToSet, type TaskBrief } from '../../contract/task.js';
import type { Dns, DnsRecord, DnsType, ServerView } from '../../systems/dns/dns.js';
import { isSeen, type SeenView } from './memory.js';
import { isSpf } from './spf.js';
import type { PresentSet } from './switch-records.js';

export type FoundSet = {
  readonly id: string;
  readonly name: string;
  readonly type: DnsType;
  readonly records: readonly { readonly value: string; readonly ttl: number }[];
};
type Order = Pick<TaskBrief, 'records' | 'found'>;
type Value = { readonly value: string };

export const asFound = ({ name, type, records }: PresentSet): FoundSet => ({
  id: `${name} ${type}`,
  name,
  type,
  records: ofSet(type, records).map(({ value, ttl }) => ({ value, ttl })),
});

export const setsIn = ({ found = [] }: Order): readonly FoundSet[] => found.filter(isSet);
const isSet = (found: Found): found is FoundSet => typeof found !== 'string' && Array.isArray(found['records']);

export const orderedIn = ({ name, type }: FoundSet, records: readonly RecordToSet[]): readonly RecordToSet[] =>
  ofSet(
    type,
    records.filter((one) => one.name === name && one.type === type),
  );

/** What each of the zone's servers has in the place of a set. Behind an alias, addresses are those of another name. */
export async function viewsOf(dns: Dns, { name, type }: FoundSet): Promise<readonly ServerView[]> {
  const views = await dns.authoritative(name, type);
  const isAddress = type === 'A' || type === 'AAAA';
  const aliased = isAddress ? (await dns.authoritative(name, 'CNAME')).filter(isSeen).some(hasAny) : false;
  return views.map((view) => (view.seen ? { ...view, records: aliased ? [] : ofSet(type, view.records) } : view));
}

const hasAny = ({ records }: SeenView): boolean => records.length > 0;

export const ofSet = <T extends Value>(type: string, records: readonly T[]): readonly T[] =>
  records.filter(({ value }) => type !== 'TXT' || isSpf(value));

/** The order of the way back, as what stands there now makes it: all of that can be carried out, and afterwards all is as it was. */
export async function backFromHere(dns: Dns, order: TaskBrief): Promise<TaskBrief> {
  const present = new Map<string, readonly DnsRecord[]>();
  const remarks: Remark[] = [...order.remarks];
  for (const set of setsIn(order)) {
    const views = (await viewsOf(dns, set)).filter(isSeen);
    // Nobody answered: then it stays as it was asked.
    if (views.length === 0) continue;
    const there = distinct(views.flatMap(({ records }) => records));
    present.set(set.id, there);
    const own = orderedIn(set, order.records);
    if (isLeftToOthers(set, own)) continue;
    for (const { value } of there.filter((one) => !isAmong(set.records, one) && !isAmong(own, one)))
      remarks.push({ code: 'record-goes-too', facts: { name: set.name, type: set.type, value } });
  }
  return { ...order, records: backToFound(order, present), remarks };
}

/** @param present by the id of a set; without it nobody knows what stands there now. */
export function backToFound(
  order: Order,
  present: ReadonlyMap<string, readonly DnsRecord[]> = new Map(),
): readonly RecordToSet[] {
  const sets = setsIn(order);
  const begun = new Set<FoundSet>();
  const wholeOf = (set: FoundSet): readonly RecordToSet[] => {
    if (begun.has(set)) return [];
    begun.add(set);
    return restored(set, orderedIn(set, order.records), present.get(set.id));
  };
  const ordered = order.records.flatMap((record) => {
    const set = sets.find((one) => orderedIn(one, [record]).length > 0);
    return set === undefined ? [record] : wholeOf(set);
  });
  const all = [...ordered, ...sets.flatMap(wholeOf)];
  return [...all.filter((record) => !staysAsItIs(record)), ...all.filter(staysAsItIs)];
}

function restored(
  set: FoundSet,
  own: readonly RecordToSet[],
  present: readonly DnsRecord[] | undefined,
): readonly RecordToSet[] {
  if (isLeftToOthers(set, own)) return [];
  const { name, type, records } = set;
  const publish = records.map((found): RecordToSet => {
    const asked = own.find(({ action, value }) => action === 'publish' && value === found.value);
    const now = present?.find(({ value }) => value === found.value);
    // The TTL of what is not there cannot be changed.
    const canBeDone = asked?.was === undefined || present === undefined || now !== undefined;
    if (asked !== undefined && canBeDone) return asked;
    return { action: 'publish', name, type, ...found, ...(now === undefined ? {} : { was: now.ttl }) };
  });
  const remove = distinct([...own, ...(present ?? [])])
    .filter((one) => !isAmong(records, one))
    .map(({ value, ttl }): RecordToSet => ({ action: 'remove', name, type, value, ttl }));
  // A domain without MX is delivered to its own address; of other kinds two are worse than none for a moment.
  return type === 'MX' ? [...publish, ...remove] : [...remove, ...publish];
}

/** SPF that let the destination send by itself: nobody was asked to change it, and its provider rewrites it whenever it likes. */
export const isLeftToOthers = ({ type }: FoundSet, own: readonly RecordToSet[]): boolean =>
  type === 'TXT' && own.length === 0;

export const isAmong = (all: readonly Value[], { value }: Value): boolean => all.some((one) => one.value === value);

const distinct = <T extends Value>(all: readonly T[]): readonly T[] =>
  all.filter(({ value }, index) => all.findIndex((one) => one.value === value) === index);
