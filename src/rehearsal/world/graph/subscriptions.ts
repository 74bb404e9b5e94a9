/** What a tenant has bought, and how much of it is given out. */
import type { ServiceAnswer } from '../context.js';
import { boughtBy, productOf } from '../licences/products.js';
import type { ObjectType } from './entity-type.js';
import { answerRows } from './query.js';
import type { GraphCall, GraphRoute } from './route.js';

const shown =
  'id accountId accountName appliesTo capabilityStatus consumedUnits prepaidUnits servicePlans skuId skuPartNumber subscriptionIds';
/** https://learn.microsoft.com/en-us/graph/api/resources/subscribedsku: filters are not supported. */
const type: ObjectType = {
  type: 'subscribedSku',
  isDirectoryObject: false,
  properties: new Set(shown.split(' ')),
  defaults: shown.split(' '),
  filters: {},
};

export const subscriptionRoutes: readonly GraphRoute[] = [
  {
    method: 'GET',
    pattern: '/subscribedSkus',
    roles: [
      'LicenseAssignment.Read.All',
      'LicenseAssignment.ReadWrite.All',
      'Organization.Read.All',
      'Organization.ReadWrite.All',
      'Directory.Read.All',
      'Directory.ReadWrite.All',
    ],
    units: 1,
    page: 'https://learn.microsoft.com/en-us/graph/api/subscribedsku-list',
    answer: subscribedSkus,
  },
];

function subscribedSkus(call: GraphCall): ServiceAnswer {
  const { world, side } = call;
  const { tenantId, displayName } = world.store.heads[side];
  const rows = new Map(
    boughtBy(world, side).map(({ skuId, consumed, enabled }) => [
      `${tenantId}_${skuId}`,
      {
        id: `${tenantId}_${skuId}`,
        accountId: tenantId,
        accountName: displayName,
        appliesTo: 'User',
        capabilityStatus: 'Enabled',
        consumedUnits: consumed,
        prepaidUnits: { enabled, suspended: 0, warning: 0, lockedOut: 0 },
        servicePlans: plansShown(skuId),
        skuId,
        skuPartNumber: productOf(skuId).skuPartNumber,
        subscriptionIds: [],
      },
    ]),
  );
  return answerRows(call, 'subscribedSkus', type, { keys: [...rows.keys()].sort(), at: (id) => rows.get(id) });
}

/** https://learn.microsoft.com/en-us/graph/api/resources/serviceplaninfo: of a product's plans the one for the mailbox alone. */
export function plansShown(skuId: string, disabledPlans: readonly string[] = []): readonly object[] {
  const { exchange } = productOf(skuId);
  if (exchange === null) return [];
  const provisioningStatus = disabledPlans.includes(exchange.servicePlanId) ? 'Disabled' : 'Success';
  return [{ ...exchange, provisioningStatus, appliesTo: 'User' }];
}
