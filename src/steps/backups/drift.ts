/** What two snapshots of the same objects differ in. */
import { canonicalJson } from '../../contract/json.js';
import type { Kept } from './snapshot.js';

export interface Difference {
  readonly object: Kept;
  readonly what: 'appeared' | 'gone' | 'changed';
  /** Of what changed. */
  readonly property: string | null;
  readonly before: Kept['value'][string];
  readonly now: Kept['value'][string];
}

/** What changed first, by object and property; then what appeared, and what is gone. */
export function drift(before: readonly Kept[], now: readonly Kept[]): readonly Difference[] {
  const known = new Map(before.map((object) => [object.id, object]));
  const present = new Set(now.map(({ id }) => id));
  const whole = { property: null, before: null, now: null } as const;
  return [
    ...now.flatMap((object) => {
      const old = known.get(object.id);
      return old === undefined ? [] : changesOf(old, object);
    }),
    ...now
      .filter(({ id }) => !known.has(id))
      .map((object): Difference => ({ ...whole, object, what: 'appeared', now: object.value })),
    ...before
      .filter(({ id }) => !present.has(id))
      .map((object): Difference => ({ ...whole, object, what: 'gone', before: object.value })),
  ];
}

function changesOf(old: Kept, object: Kept): readonly Difference[] {
  const names = [...new Set([...Object.keys(old.value), ...Object.keys(object.value)])].sort();
  return names.flatMap((property): Difference[] => {
    const [before, now] = [old.value[property] ?? null, object.value[property] ?? null];
    if (canonicalJson(before) === canonicalJson(now)) return [];
    return [{ object, what: 'changed', property, before, now }];
  });
}
