/** The mapping as the bot would make it. People correct it: what it is not sure of says so. */
import { assignLocalParts, type Assigned } from '../../addresses/local-part-collisions.js';
import { splitAddress } from '../../addresses/proxy-address.js';
import { isInScope, isOfTheHouse, standsForIn } from './known.js';
import { familyOf, hasMailbox, type Licence, type MailObject, type Tenants } from './objects.js';
import type { Action, Row, Surety } from './row.js';

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

/** Surest first, all of one kind before any of the next: a name never takes what an employee id says is somebody else's. */
function pair(wanted: readonly MailObject[], { destination }: Tenants): ReadonlyMap<string, Pairing> {
  const found = new Map<string, Pairing>();
  const taken = new Set<string>();
  for (const one of wanted)
    if (one.operator !== undefined) found.set(one.id, { action: 'leave', sure: '', target: null });
  const open = (): readonly MailObject[] => wanted.filter(({ id }) => !found.has(id));
  const give = (one: MailObject, action: Action, sure: Surety, target: MailObject): void => {
    taken.add(target.id);
    found.set(one.id, { action, sure, target });
  };
  const house = destination.objects.filter((one) => isOfTheHouse(one) && one.operator === undefined);
  const ways: readonly (readonly [Surety, (one: MailObject) => string | null])[] = [
    ['employee id', ({ employeeId, kind }) => (hasMailbox(kind) ? employeeId : null)],
    ['name', ({ kind, name }) => nameKey(kind, name)],
  ];
  for (const [sure, keyOf] of ways) {
    const theirs = groupsBy(open(), keyOf);
    const those = groupsBy(
      house.filter(({ id }) => !taken.has(id)),
      keyOf,
    );
    for (const [key, sources] of theirs) {
      const targets = those.get(key) ?? [];
      if (targets.length === 0) continue;
      const alikes = sure === 'name' ? [namesItsOrigin, hasSameLocalPart] : [() => true];
      for (const alike of alikes)
        for (const [one, target] of onlyPairs(
          sources.filter(({ id }) => !found.has(id)),
          targets.filter(({ id }) => !taken.has(id)),
          alike,
        ))
          give(one, 'same', sure === 'name' ? 'name and local part' : sure, target);
      const left = sources.filter(({ id }) => !found.has(id));
      const [target, more] = targets.filter(({ id }) => !taken.has(id));
      const [single, another] = left;
      if (target === undefined || single === undefined) continue;
      if (more === undefined && another === undefined) give(single, 'same', sure, target);
      // Who of them is who only people know.
      else for (const one of left) found.set(one.id, { action: '', sure: 'several', target: null });
    }
  }
  const standIns = standsForIn(destination.objects);
  for (const one of open()) {
    const target = one.addresses.map((address) => standIns.get(address)).find((other) => other !== undefined);
    if (target === undefined || taken.has(target.id) || target.operator !== undefined) {
      found.set(one.id, { action: 'create', sure: 'nobody there', target: null });
      continue;
    }
    give(one, becomesOneOfTheHouse(one, target) ? 'guest' : 'replace', 'address', target);
  }
  return found;
}

/** Of those alike the ones that have nobody else on either side. */
function onlyPairs(
  sources: readonly MailObject[],
  targets: readonly MailObject[],
  alike: (one: MailObject, target: MailObject) => boolean,
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

const nameKey = (kind: string, name: string): string | null => {
  const plain = name.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();
  return plain === '' ? null : `${kind} ${plain}`;
};

/** Before it has its own domain its address may say where it comes from: `ivan.petrov.contoso-com`, `ivan.petrov.contoso`. */
function namesItsOrigin(one: MailObject, target: MailObject): boolean {
  const [from, to] = [splitAddress(one.address), splitAddress(target.address)];
  if (from === null || to === null) return false;
  const [label = ''] = from.domain.split('.');
  const stopgaps = [label, from.domain.replaceAll('.', '-')].map((origin) => `${from.local}.${origin}`.toLowerCase());
  return stopgaps.includes(to.local.toLowerCase());
}

function hasSameLocalPart(one: MailObject, target: MailObject): boolean {
  const [from, to] = [one.address, target.address].map((address) => splitAddress(address)?.local.toLowerCase());
  return from !== undefined && to !== undefined && (to === from || to.startsWith(`${from}.`));
}

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

const isMade = ({ action }: Pairing): boolean => ['create', 'replace', 'guest'].includes(action);

/** A sign-in name is the strictest of all: what fits there fits everywhere. */
function newNames(
  wanted: readonly MailObject[],
  pairings: ReadonlyMap<string, Pairing>,
  { destination, homeDomain, movingDomains }: Tenants,
): ReadonlyMap<string, Assigned> {
  const claimants = wanted.filter(({ id }) => isMade(pairings.get(id) as Pairing));
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
    if (kind !== 'UserMailbox' || !isMade(pairings.get(id) as Pairing)) continue;
    const licence = licences.find(({ skuId }) => held.includes(skuId) && (left.get(skuId) ?? 0) > 0);
    if (licence === undefined) continue;
    left.set(licence.skuId, (left.get(licence.skuId) ?? 0) - 1);
    given.set(id, licence.name);
  }
  return given;
}
