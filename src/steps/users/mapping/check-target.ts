/** Whether what a row says of the destination can be so: whoever is there already, or the name of one who is to be made. */
import { fitting, isReserved, longestLocalPart } from '../../addresses/local-part.js';
import { splitAddress } from '../../addresses/proxy-address.js';
import { operatorFault } from './check-source.js';
import type { Known } from './known.js';
import { isOfTheHouse, isTheirsElsewhere, standsForIn } from './known.js';
import { employeeIdOf, isCalledAlike } from './marks.js';
import { familyOf, hasMailbox, type MailObject } from './objects.js';
import type { Action, Fault, Row } from './row.js';

/** https://learn.microsoft.com/microsoft-365/enterprise/prepare-for-directory-synchronization: a sign-in name has 48 behind the at sign. */
const longestDomain = 48;

const standIns = new WeakMap<Known, ReadonlyMap<string, MailObject>>();
function standInFor(source: MailObject, seen: Known): MailObject | undefined {
  const kept = standIns.get(seen) ?? standsForIn(seen.tenants.destination.objects);
  standIns.set(seen, kept);
  for (const address of source.addresses) {
    const found = kept.get(address);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Who is there already; of one who is made anew, what gives way to them. */
export function targetOf(row: Row, action: Action, source: MailObject, seen: Known): MailObject | null {
  if (row.targetId !== '') return seen.targetById.get(row.targetId.toLowerCase()) ?? null;
  if (action === 'same') return seen.targetByAddress.get(row.target.toLowerCase()) ?? null;
  return action === 'create' ? null : (standInFor(source, seen) ?? null);
}

type Report = (code: Fault['code'], facts?: Fault['facts']) => readonly Fault[];

export function targetFaults(row: Row, action: Action, source: MailObject, seen: Known): readonly Fault[] {
  const fault: Report = (code, facts = {}) => [
    { row, code, facts: { row: row.number, address: row.target, source: row.source, ...facts } },
  ];
  if (row.targetId !== '' && !seen.targetById.has(row.targetId.toLowerCase()))
    return fault('mapping.target-id-unknown', { id: row.targetId });
  const target = targetOf(row, action, source, seen);
  const there =
    action === 'same' ? sameFaults(row, source, target, seen, fault) : standInFaults(row, action, target, fault);
  if (there.length > 0) return there;
  const operator =
    target === null ? [] : operatorFault(target, fault, ['mapping.target-on-roster', 'mapping.target-protected']);
  const named = action === 'same' ? [] : nameFaults(row, source, target, seen, fault);
  return [...operator, ...named, ...licenceFaults(row, source, seen, fault)];
}

function sameFaults(
  row: Row,
  source: MailObject,
  target: MailObject | null,
  { tenants, targetByAddress, targetHeld }: Known,
  fault: Report,
): readonly Fault[] {
  const address = row.target.toLowerCase();
  if (target === null) {
    const held = targetHeld.get(address);
    if (held?.why === 'deleted') return fault('mapping.target-deleted', { name: held.name });
    return held === undefined
      ? fault('mapping.target-missing')
      : fault('mapping.target-no-mailbox', { name: held.name });
  }
  const named = targetByAddress.get(address);
  if (named !== target) return fault('mapping.target-id-differs', { name: target.address });
  if (isTheirsElsewhere(source, target, tenants.movingDomains)) return [];
  const family = familyOf(target.kind);
  if (family === 'guest') return fault('mapping.target-guest', { name: target.name });
  if (!mayBe(source.kind, target.kind)) return fault('mapping.target-kind', { kind: source.kind, other: target.kind });
  if (areTwoPeople(source, target))
    return fault('mapping.target-other-person', {
      name: target.name,
      id: source.employeeId ?? '',
      other: target.employeeId ?? '',
    });
  return [];
}

/** Each company may have numbers of its own: they part only whom nothing else joins. */
function areTwoPeople(source: MailObject, target: MailObject): boolean {
  const [here, there] = [employeeIdOf(source), employeeIdOf(target)];
  return here !== null && there !== null && here !== there && !isCalledAlike(source, target);
}

/** A list may become a shared mailbox, and a person's mailbox a shared one; what is in a mailbox finds no room in a list. */
function mayBe(from: string, to: string): boolean {
  if (familyOf(from) === 'group' && to === 'SharedMailbox') return true;
  const isRoom = (kind: string): boolean => kind === 'RoomMailbox' || kind === 'EquipmentMailbox';
  return familyOf(from) === familyOf(to) && (!hasMailbox(from) || isRoom(from) === isRoom(to));
}

function standInFaults(row: Row, action: Action, target: MailObject | null, fault: Report): readonly Fault[] {
  if (action === 'create')
    return target !== null && isOfTheHouse(target) ? fault('mapping.create-with-target', { name: target.name }) : [];
  const family = target === null ? undefined : familyOf(target.kind);
  if (action === 'guest' && family !== 'guest') return fault('mapping.no-guest', { name: target?.name ?? row.name });
  if (action === 'replace' && (target === null || isOfTheHouse(target)))
    return fault('mapping.nothing-to-replace', { name: target?.name ?? row.name });
  return [];
}

/** What somebody gets who is not there yet. One fault: the first. */
function nameFaults(
  row: Row,
  source: MailObject,
  target: MailObject | null,
  { tenants, targetByAddress, targetHeld }: Known,
  fault: Report,
): readonly Fault[] {
  const parts = splitAddress(row.target);
  if (parts === null) return [];
  const { local, domain } = parts;
  if (tenants.movingDomains.includes(domain))
    return fault('mapping.target-on-moving-domain', { domain, other: tenants.homeDomain });
  const isVerified = tenants.destination.domains.get(domain);
  if (isVerified === undefined) return fault('mapping.target-domain-unknown', { domain, other: tenants.homeDomain });
  if (!isVerified) return fault('mapping.target-domain-unverified', { domain, other: tenants.homeDomain });
  if (local.length > longestLocalPart)
    return fault('mapping.target-long', { length: local.length, most: longestLocalPart });
  const signsIn = hasMailbox(source.kind);
  if (signsIn && domain.length > longestDomain)
    return fault('mapping.target-domain-long', { length: domain.length, most: longestDomain });
  if (/^\.|\.$|\.\./.test(local)) return fault('mapping.target-dots');
  const fits = fitting(local, signsIn ? 'sign-in-name' : 'address');
  if (fits !== local) return fault('mapping.target-characters', { fits });
  if (isReserved(local)) return fault('mapping.target-reserved', { local });
  const holder = targetByAddress.get(row.target.toLowerCase());
  if (holder !== undefined && holder !== target)
    return fault('mapping.target-taken', { name: holder.name, kind: holder.kind });
  const held = targetHeld.get(row.target.toLowerCase());
  if (holder !== undefined || held === undefined) return [];
  return held.why === 'deleted'
    ? fault('mapping.target-taken-deleted', { name: held.name })
    : held.why === 'user'
      ? fault('mapping.target-taken-user', { name: held.name })
      : fault('mapping.target-taken', { name: held.name, kind: 'PublicFolder' });
}

function licenceFaults(row: Row, source: MailObject, { tenants }: Known, fault: Report): readonly Fault[] {
  if (row.licence === '') return [];
  if (!hasMailbox(source.kind)) return fault('mapping.licence-not-needed', { licence: row.licence, kind: source.kind });
  if (source.kind !== 'UserMailbox') return fault('mapping.licence-by-hand', { kind: source.kind });
  const { licences } = tenants.destination;
  if (licences === null) return [];
  const licence = licences.find(({ name }) => name.toLowerCase() === row.licence.toLowerCase());
  if (licence === undefined) return fault('mapping.licence-unknown', { licence: row.licence });
  return licence.bringsMailbox ? [] : fault('mapping.licence-without-mailbox', { licence: licence.name });
}
