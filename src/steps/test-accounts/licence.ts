/** Which licence a test account gets, and where it is used. */
import type { GraphUser, SubscribedSku } from '../../systems/graph/types.js';

/** https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference: its name tells the plan that brings a mailbox. */
export const bringsMailbox = ({ servicePlans }: Pick<SubscribedSku, 'servicePlans'>): boolean =>
  (servicePlans ?? []).some(({ servicePlanName }) =>
    /^EXCHANGE_[SLB]_(STANDARD|ENTERPRISE|DESKLESS|ESSENTIALS)/.test(servicePlanName),
  );

/** Brings a mailbox, and EWS is closed to whoever has nothing else: no mover comes in. */
export const isFrontline = ({ servicePlans }: Pick<SubscribedSku, 'servicePlans'>): boolean =>
  (servicePlans ?? []).every(
    ({ servicePlanName }) => !/^EXCHANGE_[SLB]_(STANDARD|ENTERPRISE|ESSENTIALS)/.test(servicePlanName),
  );

const left = ({ prepaidUnits, consumedUnits }: SubscribedSku): number => prepaidUnits.enabled - consumedUnits;

/** Of those that bring a mailbox which the mover can open and are left in `needed` pieces, the one of which most are left. */
export const licenceFor = (skus: readonly SubscribedSku[], needed: number): SubscribedSku | null =>
  skus
    .filter((sku) => bringsMailbox(sku) && !isFrontline(sku) && left(sku) >= needed)
    .sort((one, other) => left(other) - left(one) || (one.skuPartNumber < other.skuPartNumber ? -1 : 1))[0] ?? null;

/** Where most people of the tenant are; null: nobody says. */
export function usualLocation(users: readonly Pick<GraphUser, 'usageLocation'>[]): string | null {
  const counts = new Map<string, number>();
  for (const { usageLocation } of users)
    if (usageLocation !== null && usageLocation !== '') counts.set(usageLocation, (counts.get(usageLocation) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))[0]?.[0] ?? null;
}
