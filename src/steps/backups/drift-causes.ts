/**
 * Whose doing a difference is: a step's, where what the log knows of its writes accounts for it whole; else somebody's outside of it. A step
 * that wrote the object and something else of it explains nothing.
 */
import type { Deed } from '../../contract/context.js';
import { canonicalJson, type Json } from '../../contract/json.js';
import { compared, idsOf, inOneOrder, type Difference } from './drift.js';

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
  return differences.flatMap(byHolder).map((one) => ({ ...one, by: causeOf(one, deedsOf(one)) }));
}

/** Of rights over one mailbox each is somebody's by itself: ours to the mover, and theirs to whoever else came that day. */
function byHolder(difference: Difference): readonly Difference[] {
  const [before, now] = [rightsIn(difference.before), rightsIn(difference.now)];
  if (difference.what !== 'changed' || before === null || now === null) return [difference];
  const holders = [...new Set([...before, ...now].map(({ holder }) => holder))];
  const parts = holders.map((one): Difference => {
    const of = (rights: readonly Right[]): Json => rights.filter(({ holder }) => holder === one);
    return { ...difference, before: of(before), now: of(now) };
  });
  const text = (value: Json): string => canonicalJson(inOneOrder(compared(value)));
  return parts.filter((part) => text(part.before) !== text(part.now));
}

type Right = { readonly [name: string]: Json; readonly holder: Json };

/** Null: it is no list of rights. */
function rightsIn(value: Json): readonly Right[] | null {
  const isRight = (one: Json): one is Right => one !== null && typeof one === 'object' && 'holder' in one;
  return Array.isArray(value) && (value as readonly Json[]).every(isRight) ? (value as readonly Right[]) : null;
}

function causeOf({ what, property, before, now }: Difference, deeds: readonly Deed[]): Deed | null {
  const last = deeds.at(-1) ?? null;
  if (last === null) return null;
  if (what === 'appeared') return deeds.findLast((deed) => deed.byHand || isNobody(deed.before)) ?? null;
  if (what === 'gone') return deeds.findLast((deed) => deed.byHand || isNobody(deed.after)) ?? null;
  const [old, present] = [leavesOf(compared(before)), leavesOf(compared(now))];
  const added = [...present].filter((leaf) => !old.has(leaf)).map(plain);
  const removed = [...old].filter((leaf) => !present.has(leaf)).map(plain);
  const known = deeds.map((deed) => {
    // A right is a switch of the same name, and to whom it was given stands in what it is called by.
    const named = switchesOf(deed).filter((name) => name === property);
    const right = named.length === 0 ? [] : [...named, ...deed.ids];
    const own = new Set([...leavesOf(deed.before), ...leavesOf(deed.after), ...right].map(plain));
    // Of work by hand what was found is known: switches that go with it are not.
    return { deed, holds: (leaf: string): boolean => own.has(leaf) || (deed.byHand && /^(true|false)$/.test(leaf)) };
  });
  const all = [...added, ...removed];
  if (!all.every((leaf) => known.some(({ holds }) => holds(leaf)))) return null;
  return known.findLast(({ holds }) => all.some(holds))?.deed ?? last;
}

/** A step that makes or removes something says so; one that writes an address of it does neither. */
const isNobody = (value: Json): boolean =>
  value === null || (typeof value === 'object' && /^(absent|removed)$/.test(String((value as Named)['state'])));

type Named = { readonly [name: string]: Json };

const switchesOf = ({ after }: Deed): readonly string[] =>
  after === null || typeof after !== 'object' || Array.isArray(after)
    ? []
    : Object.entries(after).flatMap(([name, value]) => (typeof value === 'boolean' ? [name] : []));

/** Every text, number and switch in it, wherever it stands: a step's value has other names than the tenant's. */
function leavesOf(value: Json): ReadonlySet<string> {
  if (value === null) return new Set();
  if (typeof value !== 'object') return new Set([String(value)]);
  return new Set((Array.isArray(value) ? value : Object.values(value)).flatMap((one) => [...leavesOf(one as Json)]));
}

/** An address is itself, primary or not. */
const plain = (leaf: string): string => leaf.replace(/^(smtp|sip):/i, '').toLowerCase();
