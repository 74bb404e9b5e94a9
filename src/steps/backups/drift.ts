/** What two snapshots of the same objects differ in. */
import type { Finding } from '../../contract/finding.js';
import { canonicalJson } from '../../contract/json.js';
import type { Kept, KeptKind } from './snapshot.js';

export interface Drift {
  readonly appeared: readonly Kept[];
  readonly gone: readonly Kept[];
  /** As they are now, with the properties that differ. */
  readonly changed: readonly { readonly object: Kept; readonly properties: readonly string[] }[];
}

export function drift(before: readonly Kept[], now: readonly Kept[]): Drift {
  const known = new Map(before.map((object) => [object.id, object]));
  const present = new Set(now.map(({ id }) => id));
  return {
    appeared: now.filter(({ id }) => !known.has(id)),
    gone: before.filter(({ id }) => !present.has(id)),
    changed: now.flatMap((object) => {
      const properties = differing(known.get(object.id)?.value ?? object.value, object.value);
      return properties.length === 0 ? [] : [{ object, properties }];
    }),
  };
}

function differing(before: Kept['value'], now: Kept['value']): readonly string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...names].filter((name) => canonicalJson(before[name] ?? null) !== canonicalJson(now[name] ?? null)).sort();
}

const mostNamed = 5;

/** That people work in a tenant is nobody's fault: it is told, and stands in the way of nothing. */
export function driftFinding(kind: KeptKind, since: string, { appeared, gone, changed }: Drift): Finding {
  if (appeared.length + gone.length + changed.length === 0)
    return { status: 'passed', code: 'snapshot-as-before', facts: { of: kind, since } };
  const named = [
    ...changed.map(({ object, properties }) => `${object.label} (${properties.join(', ')})`),
    ...[...appeared, ...gone].map(({ label }) => label),
  ];
  const facts = {
    of: kind,
    since,
    appeared: appeared.length,
    gone: gone.length,
    changed: changed.length,
    names: named.length > mostNamed ? `${named.slice(0, mostNamed).join('; ')} …` : named.join('; '),
  };
  return { status: 'passed', code: 'snapshot-differs', facts };
}
