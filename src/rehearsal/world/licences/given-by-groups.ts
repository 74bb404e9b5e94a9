/**
 * Licences of a group and of who is in it: worked out in the background, with what does not work written at the user.
 * https://learn.microsoft.com/en-us/entra/identity/users/licensing-groups-resolve-problems
 */
import type { WorldContext } from '../context.js';
import type { Group, LicenseAssignmentState, Side } from '../entities.js';
import { putLicences, stateOf, statesOf } from './assigned.js';
import { boughtBy } from './products.js';

/** Of who came into this group or left it, or of all in it after its licences changed. */
export function scheduleGroupLicences(
  { store }: WorldContext,
  side: Side,
  members: readonly string[],
  now: number,
): void {
  const due = now + store.faults.groupLicenceLagSeconds * 1000;
  for (const id of members)
    if (store.get(side, 'users', id) !== undefined) store.schedule({ due, kind: 'apply-group-licences', side, id });
}

export const isLicensed = ({ assignedLicenses }: Group): boolean => (assignedLicenses ?? []).length > 0;

/** Groups in a group give nothing on: https://learn.microsoft.com/en-us/entra/fundamentals/concept-group-based-licensing */
export function applyGroupLicences(world: WorldContext, side: Side, userId: string, at: number): void {
  const user = world.store.get(side, 'users', userId);
  if (user === undefined) return;
  const before = statesOf(user);
  const own = before.filter(({ assignedByGroup }) => assignedByGroup === null);
  const left = new Map(boughtBy(world, side).map(({ skuId, consumed, enabled }) => [skuId, enabled - consumed]));
  const has = new Set(user.assignedLicenses.map(({ skuId }) => skuId));
  const moment = new Date(at).toISOString();
  const given: LicenseAssignmentState[] = [];
  for (const id of world.store.keys(side, 'groups')) {
    const group = world.store.get(side, 'groups', id) as Group;
    if (!isLicensed(group) || !group.members.includes(userId)) continue;
    for (const licence of group.assignedLicenses ?? []) {
      const kept = before.find((one) => one.assignedByGroup === id && one.skuId === licence.skuId);
      const fits = has.has(licence.skuId) || (left.get(licence.skuId) ?? 0) > 0;
      const state = stateOf(licence, id, moment);
      const now: LicenseAssignmentState = fits ? state : { ...state, error: 'CountViolation', state: 'Error' };
      if (fits) has.add(licence.skuId);
      given.push(kept !== undefined && sameBut(kept, now) ? kept : now);
    }
  }
  const after = [...own, ...given];
  if (JSON.stringify(after) === JSON.stringify(before)) return;
  putLicences(world, side, user, after, at);
  world.store.note({
    at: moment,
    system: 'graph',
    side,
    actor: 'group-based licensing',
    what: 'assignedLicenses',
    object: { kind: 'user', id: user.id, label: user.displayName },
    before: { assignedLicenses: user.assignedLicenses },
    after: { licenseAssignmentStates: after },
  });
}

const sameBut = (a: LicenseAssignmentState, b: LicenseAssignmentState): boolean =>
  JSON.stringify({ ...a, lastUpdatedDateTime: '' }) === JSON.stringify({ ...b, lastUpdatedDateTime: '' });
