/** What two snapshots of the same objects differ in. */
import { canonicalJson, type Json } from '../../contract/json.js';
import type { Kept } from './snapshot.js';

export interface Difference {
  readonly object: Kept;
  readonly what: 'appeared' | 'gone' | 'changed';
  /** Of what changed. */
  readonly property: string | null;
  readonly before: Kept['value'][string];
  readonly now: Kept['value'][string];
}

/** What changed first, by object and property; then what appeared, and what is gone. `same`: objects that are in neither list because both have them. */
export function drift(
  before: readonly Kept[],
  now: readonly Kept[],
  same: readonly Kept[] = [],
): readonly Difference[] {
  const oldOf = pairs(before, now);
  const found = new Set(oldOf.values());
  const readBefore = new Set([...before, ...same].flatMap(({ value }) => Object.keys(value)));
  const whole = { property: null, before: null, now: null } as const;
  return [
    ...now.flatMap((object) => {
      const old = oldOf.get(object);
      return old === undefined ? [] : changesOf(old, object, readBefore);
    }),
    ...now
      .filter((object) => !oldOf.has(object))
      .map((object): Difference => ({ ...whole, object, what: 'appeared', now: object.value })),
    ...before
      .filter((object) => !found.has(object))
      .map((object): Difference => ({ ...whole, object, what: 'gone', before: object.value })),
  ];
}

/** Every id that an object has, the one it goes by first: the directory may come to know it, or know it no more. */
export const idsOf = ({ id, value, holder = {} }: Kept): readonly string[] => [
  ...new Set(
    [id, ...[value, holder].flatMap((one) => [one['ExternalDirectoryObjectId'], one['Guid']])].flatMap((one) =>
      typeof one === 'string' && one !== '' ? [one.toLowerCase()] : [],
    ),
  ),
];

/** Of those of now that were there before, what they were. Each was one; whoever has the very id goes first. */
function pairs(before: readonly Kept[], now: readonly Kept[]): ReadonlyMap<Kept, Kept> {
  const found = new Map<Kept, Kept>();
  const taken = new Set<Kept>();
  const pair = (object: Kept, old: Kept | undefined): void => {
    if (old === undefined || found.has(object) || taken.has(old)) return;
    found.set(object, old);
    taken.add(old);
  };
  const byId = new Map(before.map((object) => [object.id, object]));
  for (const object of now) pair(object, byId.get(object.id));
  const byAnyId = new Map(before.flatMap((object) => idsOf(object).map((id) => [id, object] as const)));
  for (const object of now) for (const id of idsOf(object)) pair(object, byAnyId.get(id));
  return found;
}

/** What no object of the snapshot before has was not asked for then, and tells of no change. */
function changesOf(old: Kept, object: Kept, readBefore: ReadonlySet<string>): readonly Difference[] {
  const names = [...new Set([...Object.keys(old.value), ...Object.keys(object.value)])].sort();
  return names
    .filter((property) => readBefore.has(property))
    .flatMap((property): Difference[] => {
      const [before, now] = [old.value[property] ?? null, object.value[property] ?? null];
      return isSame(before, now) ? [] : [{ object, what: 'changed', property, before, now }];
    });
}

/** Most of what is compared is the same to the letter, and is not brought into an order first. */
const isSame = (before: Json, now: Json): boolean =>
  canonicalJson(before) === canonicalJson(now) ||
  canonicalJson(inOneOrder(compared(before))) === canonicalJson(inOneOrder(compared(now)));

/** Whose right it is says the id of whoever holds it; the name beside it goes with every renaming. */
export function compared(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(compared);
  if (value === null || typeof value !== 'object') return value;
  const { user, ...rest } = value as { readonly [name: string]: Json };
  const own = user === undefined || typeof rest['holder'] === 'string' ? rest : { user, ...rest };
  return Object.fromEntries(Object.entries(own).map(([name, one]) => [name, compared(one)]));
}

/** No list of a recipient has an order that means anything: a service gives it as it comes. */
export function inOneOrder(value: Json): Json {
  if (Array.isArray(value)) {
    const texts = new Map((value as readonly Json[]).map(inOneOrder).map((one) => [canonicalJson(one), one]));
    return [...texts].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, one]) => one);
  }
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, inOneOrder(one as Json)]));
}
