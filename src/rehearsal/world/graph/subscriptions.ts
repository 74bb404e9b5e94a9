/** What a tenant has bought. Nobody buys anything here: it is told by what is given out, and some are always left. */
import type { ServiceAnswer } from '../context.js';
import type { ObjectType } from './entity-type.js';
import { answerRows } from './query.js';
import type { GraphCall, GraphRoute } from './route.js';

/** https://learn.microsoft.com/en-us/entra/identity/users/licensing-service-plan-reference; a company made of somebody's files may have any. */
const names: Readonly<Record<string, string>> = {
  '05e9a617-0261-4cee-bb44-138d3ef5d965': 'SPE_E3',
  '06ebc4ee-1bb5-47dd-8120-11324bc54e06': 'SPE_E5',
  '6fd2c87f-b296-42f0-b197-1e91e994b900': 'ENTERPRISEPACK',
  '19ec0d23-8335-4cbd-94ac-6050e30712fa': 'EXCHANGEENTERPRISE',
  '4b9405b0-7788-4568-add1-99614e613b69': 'EXCHANGESTANDARD',
};
const leastLeft = 25;

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
  const given = new Map<string, number>();
  for (const { assignedLicenses } of world.store.all(side, 'users'))
    for (const { skuId } of assignedLicenses) given.set(skuId, (given.get(skuId) ?? 0) + 1);
  const rows = new Map(
    [...given].map(([skuId, consumedUnits]) => [
      `${tenantId}_${skuId}`,
      {
        id: `${tenantId}_${skuId}`,
        accountId: tenantId,
        accountName: displayName,
        appliesTo: 'User',
        capabilityStatus: 'Enabled',
        consumedUnits,
        prepaidUnits: {
          enabled: consumedUnits + Math.max(leastLeft, Math.ceil(consumedUnits / 10)),
          suspended: 0,
          warning: 0,
          lockedOut: 0,
        },
        servicePlans: [],
        skuId,
        skuPartNumber: names[skuId] ?? `SKU_${skuId.slice(0, 8).toUpperCase()}`,
        subscriptionIds: [],
      },
    ]),
  );
  return answerRows(call, 'subscribedSkus', type, { keys: [...rows.keys()].sort(), at: (id) => rows.get(id) });
}
