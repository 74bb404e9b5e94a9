/** What a user's licences are, taken together: its own and those of its groups. */
import type { WorldContext } from '../context.js';
import type { AssignedLicense, LicenseAssignmentState, Side, User } from '../entities.js';
import { mailboxPlan, productOf } from './products.js';

type OfLicences = Pick<User, 'assignedLicenses' | 'licenseAssignmentStates' | 'assignedPlans' | 'createdDateTime'>;

export const statesOf = (user: OfLicences): readonly LicenseAssignmentState[] =>
  user.licenseAssignmentStates ??
  user.assignedLicenses.map((licence) =>
    stateOf(licence, null, user.assignedPlans[0]?.assignedDateTime ?? user.createdDateTime),
  );

export const stateOf = (
  { skuId, disabledPlans }: AssignedLicense,
  assignedByGroup: string | null,
  lastUpdatedDateTime: string,
): LicenseAssignmentState => ({
  skuId,
  disabledPlans,
  assignedByGroup,
  error: null,
  lastUpdatedDateTime,
  state: 'Active',
});

/** Writes them down; the mailbox follows a while later. */
export function putLicences(
  { store }: WorldContext,
  side: Side,
  user: User,
  states: readonly LicenseAssignmentState[],
  now: number,
): User {
  const assignedLicenses = together(states);
  const { licenseAssignmentStates: _, ...rest } = user;
  const after: User = {
    ...rest,
    assignedLicenses,
    // Those of the user alone say nothing that the licences do not.
    ...(states.some(({ assignedByGroup }) => assignedByGroup !== null) ? { licenseAssignmentStates: states } : {}),
    assignedPlans: plansAfter(user.assignedPlans, assignedLicenses, now),
  };
  store.put(side, 'users', after, now);
  const due = now + store.faults.mailboxLagSeconds * 1000;
  store.schedule({ due, kind: 'follow-licences', side, id: user.id });
  return after;
}

/** A plan is off where each that brings it has it off. */
function together(states: readonly LicenseAssignmentState[]): readonly AssignedLicense[] {
  const active = states.filter(({ state }) => state === 'Active');
  return [...new Set(active.map(({ skuId }) => skuId))].map((skuId) => {
    const [first, ...others] = active.filter((one) => one.skuId === skuId);
    const off = (plan: string): boolean => others.every(({ disabledPlans }) => disabledPlans.includes(plan));
    return { skuId, disabledPlans: (first?.disabledPlans ?? []).filter(off) };
  });
}

/** https://learn.microsoft.com/en-us/graph/api/resources/assignedplan: one that is gone stays, as deleted. */
function plansAfter(
  before: User['assignedPlans'],
  licences: readonly AssignedLicense[],
  now: number,
): User['assignedPlans'] {
  const plan = mailboxPlan(licences);
  const isOn = before.some(({ service, capabilityStatus }) => service === 'exchange' && capabilityStatus === 'Enabled');
  if ((plan !== undefined) === isOn) return before;
  if (plan === undefined)
    return before.map((one) => (one.service === 'exchange' ? { ...one, capabilityStatus: 'Deleted' } : one));
  return [
    ...before.filter(({ servicePlanId }) => servicePlanId !== plan.servicePlanId),
    {
      servicePlanId: plan.servicePlanId,
      service: 'exchange',
      capabilityStatus: 'Enabled',
      assignedDateTime: new Date(now).toISOString(),
    },
  ];
}

export const canBeCalled = (user: User): boolean => user.assignedLicenses.some(({ skuId }) => productOf(skuId).calls);
