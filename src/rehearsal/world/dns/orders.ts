/** What a DNS administrator may write into the zones. Everything else is refused with a sentence that says why. */
import { isIPv4 } from 'node:net';
import type { DnsRecord } from '../entities.js';
import { plainName, textStrings } from './record-data.js';
import { originOf } from './zone.js';

export interface DnsChange {
  readonly zone: string;
  readonly name: string;
  readonly type: DnsRecord['type'];
  readonly before: readonly DnsRecord[];
  readonly after: readonly DnsRecord[];
  /** All zones together, afterwards. */
  readonly records: readonly DnsRecord[];
}

type Order = Readonly<Record<string, unknown>>;
type Kind = Exclude<DnsRecord['type'], 'SOA'>;
const kinds: readonly Kind[] = ['A', 'MX', 'TXT', 'CNAME', 'SRV', 'NS'];
const usualTtl = 3600;
const longestTtl = 2 ** 31 - 1;
const longestText = 4096;

/** @throws RangeError with what is wrong. */
export function publish(records: readonly DnsRecord[], origins: readonly string[], order: Order): DnsChange {
  const place = placeOf(origins, order, ['name', 'type', 'value', 'ttl', 'replace']);
  const { name, type } = place;
  const before = setOf(records, name, type);
  const data = valueOf(type, order['value']);
  const replace = order['replace'] ?? false;
  if (typeof replace !== 'boolean') throw new RangeError('replace is true or false.');
  const ttl = ttlOf(order['ttl'], before);
  const kept = replace ? [] : before.filter((record) => !isSame(record, data));
  // The records of a set share one TTL: https://www.rfc-editor.org/rfc/rfc2181#section-5.2
  const after = [...kept, { name, type, ttl, data }].map((record) => ({ ...record, ttl }));
  standAlone(records, place, after);
  return { ...place, before, after, records: withSet(records, before, after) };
}

/** Null when there is nothing of that kind. @throws RangeError with what is wrong. */
export function takeAway(records: readonly DnsRecord[], origins: readonly string[], order: Order): DnsChange | null {
  const place = placeOf(origins, order, ['name', 'type', 'value']);
  const before = setOf(records, place.name, place.type);
  const value = order['value'];
  const data = value === undefined ? null : valueOf(place.type, value);
  const after = data === null ? [] : before.filter((record) => !isSame(record, data));
  if (after.length === before.length) return null;
  if (place.type === 'NS' && place.name === place.zone && after.length === 0) {
    throw new RangeError(`${place.zone} would be left without a name server.`);
  }
  return { ...place, before, after, records: withSet(records, before, after) };
}

function placeOf(
  origins: readonly string[],
  order: Order,
  members: readonly string[],
): { zone: string; name: string; type: Kind } {
  const strange = Object.keys(order).find((member) => !members.includes(member));
  if (strange !== undefined) throw new RangeError(`'${strange}' is none of ${members.join(', ')}.`);
  const written = order['name'];
  if (typeof written !== 'string' || written === '') throw new RangeError('name is the whole name of the record.');
  const name = plainName(written);
  const zone = originOf(origins, name);
  if (zone === undefined) {
    throw new RangeError(`'${written}' is in none of the zones kept here: ${origins.join(', ')}.`);
  }
  if (!isName(name)) throw new RangeError(`'${written}' is no name: labels of at most 63 letters, digits, - and _.`);
  const type = kinds.find((kind) => kind === String(order['type']).toUpperCase());
  if (type === undefined) throw new RangeError(`type is one of ${kinds.join(', ')}.`);
  return { zone, name, type };
}

const isName = (name: string): boolean =>
  name.length <= 253 && /^(\*\.)?[a-z0-9_]([a-z0-9_-]{0,62})(\.[a-z0-9_][a-z0-9_-]{0,62})*$/.test(name);

const setOf = (records: readonly DnsRecord[], name: string, type: string): readonly DnsRecord[] =>
  records.filter((record) => record.name === name && record.type === type);

/** The new set stands where the old one stood. */
function withSet(
  records: readonly DnsRecord[],
  before: readonly DnsRecord[],
  after: readonly DnsRecord[],
): readonly DnsRecord[] {
  const first = before[0];
  if (first === undefined) return [...records, ...after];
  return records.flatMap((record) => (record === first ? after : before.includes(record) ? [] : [record]));
}

/** An alias stands alone: https://www.rfc-editor.org/rfc/rfc1034#section-3.6.2 */
function standAlone(
  records: readonly DnsRecord[],
  { zone, name, type }: { readonly zone: string; readonly name: string; readonly type: Kind },
  after: readonly DnsRecord[],
): void {
  if (type === 'CNAME') {
    if (name === zone) throw new RangeError(`${zone} is the top of its zone and cannot be an alias.`);
    if (after.length > 1)
      throw new RangeError(`${name} is an alias already; 'replace': true puts another in its place.`);
    const other = records.find((record) => record.name === name && record.type !== 'CNAME');
    if (other !== undefined)
      throw new RangeError(`${name} has a record of type ${other.type}, so it cannot be an alias.`);
  } else if (records.some((record) => record.name === name && record.type === 'CNAME')) {
    throw new RangeError(`${name} is an alias (CNAME) and can have no other record.`);
  }
}

function ttlOf(value: unknown, before: readonly DnsRecord[]): number {
  if (value === undefined) return before[0]?.ttl ?? usualTtl;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > longestTtl) {
    throw new RangeError(`ttl is a whole number of seconds from 0 to ${longestTtl}.`);
  }
  return value;
}

function valueOf(type: Kind, value: unknown): string {
  const refuse = (form: string): RangeError =>
    new RangeError(`The value of a ${type} record reads ${form}, not '${String(value)}'.`);
  if (typeof value !== 'string' || value.trim() === '') throw refuse(forms[type]);
  const text = value.trim();
  if (type === 'A') {
    if (!isIPv4(text)) throw refuse(forms.A);
    return text;
  }
  if (type === 'TXT') {
    if (Buffer.byteLength(text) > longestText)
      throw new RangeError(`A TXT record holds at most ${longestText} bytes here.`);
    if (text.startsWith('"') && !/^("(?:[^"\\]|\\.)*"\s*)+$/.test(text)) throw refuse(forms.TXT);
    return text;
  }
  const parts = text.split(/\s+/);
  const target = plainName(parts.at(-1) as string);
  const numbers = parts.slice(0, -1);
  const wanted = { MX: 1, SRV: 3, CNAME: 0, NS: 0 }[type];
  // "0 ." says that no mail, or no such service, is wanted: https://www.rfc-editor.org/rfc/rfc7505
  const nowhere = target === '' && wanted > 0;
  if (numbers.length !== wanted || !numbers.every((one) => /^\d{1,5}$/.test(one) && Number(one) <= 0xffff)) {
    throw refuse(forms[type]);
  }
  if (!nowhere && (!target.includes('.') || !isName(target) || target.startsWith('*'))) throw refuse(forms[type]);
  return [...numbers.map(Number), `${target}.`].join(' ');
}

const forms: Readonly<Record<Kind, string>> = {
  A: "'203.0.113.7'",
  MX: "'10 mail.example.com'",
  TXT: '\'any text\' or \'"one string" "another"\'',
  CNAME: "'host.example.com'",
  SRV: "'100 1 443 host.example.com'",
  NS: "'ns1.example.com'",
};

/** The same data whatever the case of a host's name, and however a text is cut up. */
function isSame({ type, data }: DnsRecord, other: string): boolean {
  if (type !== 'TXT') return plainName(data) === plainName(other);
  return Buffer.concat(textStrings(data)).equals(Buffer.concat(textStrings(other)));
}
