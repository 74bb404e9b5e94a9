/** The mapping as the bot would make it. People correct it: what it is not sure of says so. */
import { assignLocalParts, type Assigned } from '../../addresses/local-part-collisions.js';
import {
  byAddress,
  isForSomebodyElsewhere,
  isInScope,
  isOfTheHouse,
  isTheirsElsewhere,
  outsideAddresses,
  standsForIn,
} from './known.js';
import { employeeIdOf, hasSameLocalPart, isCalledAlike, isPerson, nameOf, namesItsOrigin } from './marks.js';
import { familyOf, hasMailbox, type Licence, type MailObject, type Tenants } from './objects.js';
import { getsNewObject, type Action, type Row, type Surety } from './row.js';

/** Copied together, and told together: more would keep a help desk longer than a day. */
export const mostOfWave = 500;

interface Pairing {
  readonly action: Action | '';
  readonly sure: Surety | '';
  /** Theirs already, or what gives way to them. */
  readonly target: MailObject | null;
}

export function propose(tenants: Tenants): readonly Row[] {
  const moving = new Set(tenants.movingDomains);
  const wanted = tenants.source.objects
    .filter((one) => isInScope(one, moving))
    .sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));
  const pairings = pair(wanted, tenants);
  const names = newNames(wanted, pairings, tenants);
  const waves = wavesOf(wanted, pairings);
  const licences = licencesFor(wanted, pairings, tenants.destination.licences ?? []);
  return wanted.map((one, index): Row => {
    const { action, sure, target } = pairings.get(one.id) as Pairing;
    const made = names.get(one.id);
    return {
      number: index + 2,
      source: one.address,
      target:
        action === 'same' ? (target?.address ?? '') : made === undefined ? '' : `${made.local}@${tenants.homeDomain}`,
      action,
      wave: String(waves.get(one.id) ?? ''),
      licence: licences.get(one.id) ?? '',
      kind: one.kind,
      name: one.name,
      sure,
      sourceId: one.id,
      targetId: target?.id ?? '',
    };
  });
}

/** Surest first, all of one kind before any of the next: a name never takes what two marks say is somebody else's. */
function pair(
  wanted: readonly MailObject[],
  { destination, madeFor, movingDomains }: Tenants,
): ReadonlyMap<string, Pairing> {
  const found = new Map<string, Pairing>();
  const taken = new Set<string>();
  for (const one of wanted)
    if (one.operator !== undefined) found.set(one.id, { action: 'leave', sure: '', target: null });
  const house = destination.objects.filter((one) => isOfTheHouse(one) && one.operator === undefined);
  const isOpen = ({ id }: MailObject): boolean => !found.has(id);
  const isFree = ({ id }: MailObject): boolean => !taken.has(id);
  const give = (one: MailObject, action: Action, sure: Surety, target: MailObject): void => {
    taken.add(target.id);
    found.set(one.id, { action, sure, target });
  };
  // Who of them is who only people know.
  const leaveOpen = (sources: readonly MailObject[], sure: Surety): void => {
    for (const one of sources) found.set(one.id, { action: '', sure, target: null });
  };
  const giveAlike = ({ sources, targets }: Meeting, alike: Alike, sure: (one: MailObject) => Surety): void => {
    for (const [one, target] of onlyPairs(sources.filter(isOpen), targets.filter(isFree), alike))
      give(one, 'same', sure(one), target);
  };
  // Of what the ledger says nobody has to be sure: answered anew, the mapping would have it made a second time.
  for (const one of wanted.filter(isOpen)) {
    const made = house.find(({ id }) => id === madeFor?.get(one.id));
    if (made !== undefined) give(one, 'same', 'made by the bot', made);
  }
  const byId = meetings(wanted.filter(isOpen), house.filter(isFree), idKey);
  for (const meeting of byId) giveAlike(meeting, isCalledAlike, () => 'employee id');
  const confirmed = taken.size;
  const byName = meetings(wanted.filter(isOpen), house.filter(isFree), nameKey);
  for (const meeting of byName) {
    giveAlike(meeting, namesItsOrigin, () => 'name and local part');
    giveAlike(meeting, hasSameLocalPart, (one) => (isPerson(one) ? 'name and local part' : 'name'));
  }
  const alone = byId.filter(({ sources, targets }) => sources.some(isOpen) && targets.some(isFree));
  if (!areEachOnesOwn(alone.flatMap(({ sources }) => sources.filter(isOpen)).length, confirmed))
    for (const { sources, targets } of alone) {
      const left = sources.filter(isOpen);
      leaveOpen(left, left.length === 1 && targets.filter(isFree).length === 1 ? 'employee id' : 'several');
    }
  for (const { sources, targets } of byName) {
    const left = sources.filter(isOpen);
    const [target, more] = targets.filter(isFree);
    const [single, another] = left;
    if (target === undefined || single === undefined) continue;
    if (more === undefined && another === undefined) give(single, 'same', 'name', target);
    else leaveOpen(left, 'several');
  }
  const holders = byAddress(destination.objects);
  for (const one of wanted.filter((other) => isOpen(other) && isForSomebodyElsewhere(other))) {
    const target = outsideAddresses(one, movingDomains)
      .map((address) => holders.get(address))
      .find((other) => other !== undefined && isTheirsElsewhere(one, other, movingDomains));
    if (target === undefined || target.operator !== undefined) continue;
    // Who has a row of their own gets the address by that.
    if (taken.has(target.id)) found.set(one.id, { action: 'leave', sure: 'address', target: null });
    else give(one, 'same', 'address', target);
  }
  const standIns = standsForIn(destination.objects);
  for (const one of wanted.filter(isOpen)) {
    const target = one.addresses.map((address) => standIns.get(address)).find((other) => other !== undefined);
    if (target === undefined || taken.has(target.id) || target.operator !== undefined) {
      found.set(one.id, { action: 'create', sure: 'nobody there', target: null });
      continue;
    }
    give(one, becomesOneOfTheHouse(one, target) ? 'guest' : 'replace', 'address', target);
  }
  return found;
}

const fewIds = 5;

/** Two companies that each number their own people have many ids in common, and nearly none of them means the same person. */
const areEachOnesOwn = (alone: number, confirmed: number): boolean => alone >= fewIds && alone > confirmed;

type Alike = (one: MailObject, target: MailObject) => boolean;

/** Those of both tenants who have one mark in common. */
interface Meeting {
  readonly sources: readonly MailObject[];
  readonly targets: readonly MailObject[];
}

function meetings(
  sources: readonly MailObject[],
  targets: readonly MailObject[],
  keyOf: (one: MailObject) => string | null,
): readonly Meeting[] {
  const those = groupsBy(targets, keyOf);
  return [...groupsBy(sources, keyOf)].flatMap(([key, sources]): Meeting[] => {
    const targets = those.get(key);
    return targets === undefined ? [] : [{ sources, targets }];
  });
}

const idKey = (one: MailObject): string | null => (hasMailbox(one.kind) ? employeeIdOf(one) : null);

function nameKey(one: MailObject): string | null {
  const name = nameOf(one);
  return name === null ? null : `${one.kind} ${name}`;
}

/** Of those alike the ones that have nobody else on either side. */
function onlyPairs(
  sources: readonly MailObject[],
  targets: readonly MailObject[],
  alike: Alike,
): readonly (readonly [MailObject, MailObject])[] {
  return sources.flatMap((one): (readonly [MailObject, MailObject])[] => {
    const [target, second] = targets.filter((other) => alike(one, other));
    if (target === undefined || second !== undefined) return [];
    return sources.some((other) => other !== one && alike(other, target)) ? [] : [[one, target]];
  });
}

/** A guest account is turned into a person's own; for everything else it stands in the way. */
const becomesOneOfTheHouse = (one: MailObject, target: MailObject): boolean =>
  familyOf(target.kind) === 'guest' && one.kind === 'UserMailbox';

function groupsBy(
  objects: readonly MailObject[],
  keyOf: (one: MailObject) => string | null,
): ReadonlyMap<string, readonly MailObject[]> {
  const groups = new Map<string, MailObject[]>();
  for (const one of objects) {
    const key = keyOf(one);
    if (key !== null) groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return groups;
}

/** A sign-in name is the strictest of all: what fits there fits everywhere. */
function newNames(
  wanted: readonly MailObject[],
  pairings: ReadonlyMap<string, Pairing>,
  { destination, homeDomain, movingDomains }: Tenants,
): ReadonlyMap<string, Assigned> {
  const claimants = wanted.filter(({ id }) => getsNewObject(pairings.get(id) as Pairing));
  const holders = [
    ...destination.objects.flatMap(({ id, addresses }) => addresses.map((address) => ({ address, id }))),
    ...destination.held,
  ];
  return assignLocalParts({ kind: 'sign-in-name', claimants, holders, targetDomain: homeDomain, movingDomains });
}

/** What nobody sits behind goes with the first, so that it is there when they come. */
function wavesOf(wanted: readonly MailObject[], pairings: ReadonlyMap<string, Pairing>): ReadonlyMap<string, number> {
  const waves = new Map<string, number>();
  let people = 0;
  for (const { id, kind } of wanted) {
    if (!hasMailbox(kind) || pairings.get(id)?.action === 'leave') continue;
    waves.set(id, kind === 'UserMailbox' ? Math.floor(people / mostOfWave) + 1 : 1);
    if (kind === 'UserMailbox') people += 1;
  }
  return waves;
}

/** The licences people have today, as far as the destination has some left of the same. */
function licencesFor(
  wanted: readonly MailObject[],
  pairings: ReadonlyMap<string, Pairing>,
  licences: readonly Licence[],
): ReadonlyMap<string, string> {
  const left = new Map(licences.map(({ skuId, left }) => [skuId, left]));
  const given = new Map<string, string>();
  for (const { id, kind, licences: held } of wanted) {
    if (kind !== 'UserMailbox' || !getsNewObject(pairings.get(id) as Pairing)) continue;
    const fitting = licences.filter(
      ({ skuId, bringsMailbox }) => bringsMailbox && held.includes(skuId) && (left.get(skuId) ?? 0) > 0,
    );
    // Who has a whole plan beside one for the front line has a mailbox that only the whole one carries.
    const licence = fitting.find(({ frontline }) => frontline !== true) ?? fitting[0];
    if (licence === undefined) continue;
    left.set(licence.skuId, (left.get(licence.skuId) ?? 0) - 1);
    given.set(id, licence.name);
  }
  return given;
}
