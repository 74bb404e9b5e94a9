/** What can be bought, and which of it brings a mailbox. https://learn.microsoft.com/en-us/entra/identity/users/licensing-service-plan-reference */
import type { WorldContext } from '../context.js';
import type { AssignedLicense, Side, Subscription, User } from '../entities.js';

interface ServicePlan {
  readonly servicePlanId: string;
  readonly servicePlanName: string;
}
export interface Product {
  readonly skuId: string;
  readonly skuPartNumber: string;
  readonly exchange: ServicePlan | null;
  /** Whoever has it can be called, and gets an address for that. */
  readonly calls: boolean;
}

const enterprise: ServicePlan = {
  servicePlanId: 'efb87545-963c-4e0d-99df-69c6916d9eb0',
  servicePlanName: 'EXCHANGE_S_ENTERPRISE',
};
const standard: ServicePlan = {
  servicePlanId: '9aaf7827-d63c-4b61-89c3-182f06f82e5c',
  servicePlanName: 'EXCHANGE_S_STANDARD',
};
const products: readonly Product[] = [
  { skuId: '05e9a617-0261-4cee-bb44-138d3ef5d965', skuPartNumber: 'SPE_E3', exchange: enterprise, calls: true },
  { skuId: '06ebc4ee-1bb5-47dd-8120-11324bc54e06', skuPartNumber: 'SPE_E5', exchange: enterprise, calls: true },
  { skuId: '6fd2c87f-b296-42f0-b197-1e91e994b900', skuPartNumber: 'ENTERPRISEPACK', exchange: enterprise, calls: true },
  {
    skuId: '19ec0d23-8335-4cbd-94ac-6050e30712fa',
    skuPartNumber: 'EXCHANGEENTERPRISE',
    exchange: enterprise,
    calls: false,
  },
  {
    skuId: '4b9405b0-7788-4568-add1-99614e613b69',
    skuPartNumber: 'EXCHANGESTANDARD',
    exchange: standard,
    calls: false,
  },
  { skuId: 'f30db892-07e9-47e9-837c-80727f46fd3d', skuPartNumber: 'FLOW_FREE', exchange: null, calls: false },
];
const byId = new Map(products.map((one) => [one.skuId, one]));

/** A company made of somebody's files may have any: of one that is not known a mailbox is assumed. */
export const productOf = (skuId: string): Product =>
  byId.get(skuId) ?? {
    skuId,
    skuPartNumber: `SKU_${skuId.slice(0, 8).toUpperCase()}`,
    exchange: enterprise,
    calls: false,
  };

/** The plan for a mailbox that these bring, unless each of them has it switched off. */
export const mailboxPlan = (licences: readonly AssignedLicense[]): ServicePlan | undefined =>
  licences.flatMap(({ skuId, disabledPlans }) => {
    const { exchange } = productOf(skuId);
    return exchange === null || disabledPlans.includes(exchange.servicePlanId) ? [] : [exchange];
  })[0];

export interface Bought extends Subscription {
  readonly consumed: number;
}

const leastLeft = 25;
/** What a company has bought of which nobody said how much. */
export const usuallyBought = (consumed: number): number => consumed + Math.max(leastLeft, Math.ceil(consumed / 10));

export function givenOut(users: Iterable<User>): ReadonlyMap<string, number> {
  const given = new Map<string, number>();
  for (const { assignedLicenses } of users)
    for (const { skuId } of assignedLicenses) given.set(skuId, (given.get(skuId) ?? 0) + 1);
  return given;
}

/** What a company has bought that has given out so many. */
export const usualSubscriptions = (users: Iterable<User>): readonly Subscription[] =>
  [...givenOut(users)]
    .map(([skuId, consumed]) => ({ skuId, enabled: usuallyBought(consumed) }))
    .sort((a, b) => (a.skuId < b.skuId ? -1 : 1));

/** In the order of their ids. */
export function boughtBy({ store }: WorldContext, side: Side): readonly Bought[] {
  const given = givenOut(store.all(side, 'users'));
  const said = new Map((store.heads[side].subscriptions ?? []).map(({ skuId, enabled }) => [skuId, enabled]));
  return [...new Set([...given.keys(), ...said.keys()])].sort().map((skuId) => {
    const consumed = given.get(skuId) ?? 0;
    return { skuId, consumed, enabled: said.get(skuId) ?? usuallyBought(consumed) };
  });
}
