/**
 * Whose doing a difference is: a step's, where what the log knows of its writes accounts for it whole; else somebody's outside of it. A step
 * that wrote the object and something else of it explains nothing.
 */
import type { Deed } from '../../contract/context.js';
import type { Json } from '../../contract/json.js';
import { idsOf, type Difference } from './drift.js';

export interface Explained extends Difference {
  /** Null: nobody of the migration's steps. */
  readonly by: Deed | null;
}

export function explained(differences: readonly Difference[], deeds: readonly Deed[]): readonly Explained[] {
  const byObject = new Map<string, Deed[]>();
  for (const deed of deeds)
    for (const id of deed.ids) byObject.set(id.toLowerCase(), [...(byObject.get(id.toLowerCase()) ?? []), deed]);
  const order = new Map(deeds.map((deed, at) => [deed, at]));
  const deedsOf = ({ object }: Difference): readonly Deed[] => {
    const all = new Set(idsOf(object).flatMap((id) => byObject.get(id) ?? []));
    return [...all].sort((one, other) => (order.get(one) ?? 0) - (order.get(other) ?? 0));
  };
  return differences.map((one) => ({ ...one, by: causeOf(one, deedsOf(one)) }));
}

function causeOf({ what, before, now }: Difference, deeds: readonly Deed[]): Deed | null {
  const last = deeds.at(-1) ?? null;
  if (what !== 'changed' || last === null) return last;
  const [old, present] = [leavesOf(before), leavesOf(now)];
  const added = [...present].filter((leaf) => !old.has(leaf)).map(plain);
  const removed = [...old].filter((leaf) => !present.has(leaf)).map(plain);
  const known = deeds.map((deed) => {
    const own = new Set([...leavesOf(deed.before), ...leavesOf(deed.after)].map(plain));
    // Of work by hand what was found is known: switches that go with it are not.
    return { deed, holds: (leaf: string): boolean => own.has(leaf) || (deed.byHand && /^(true|false)$/.test(leaf)) };
  });
  const all = [...added, ...removed];
  if (!all.every((leaf) => known.some(({ holds }) => holds(leaf)))) return null;
  return known.findLast(({ holds }) => all.some(holds))?.deed ?? last;
}

/** Every text, number and switch in it, wherever it stands: a step's value has other names than the tenant's. */
function leavesOf(value: Json): ReadonlySet<string> {
  if (value === null) return new Set();
  if (typeof value !== 'object') return new Set([String(value)]);
  return new Set((Array.isArray(value) ? value : Object.values(value)).flatMap((one) => [...leavesOf(one as Json)]));
}

/** An address is itself, primary or not. */
const plain = (leaf: string): string => leaf.replace(/^(smtp|sip):/i, '').toLowerCase();
