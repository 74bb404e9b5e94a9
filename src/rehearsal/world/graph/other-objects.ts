/** The organization, and whose a domain is: read only in this part of the world. */
import type { ServiceAnswer } from '../context.js';
import { discoveredOwner } from '../domain-history.js';
import type { ObjectType } from './entity-type.js';
import { notFound } from './errors.js';
import { graphBase } from './host.js';
import { answerRows, checkSingleQuery } from './query.js';
import type { GraphCall, GraphRoute } from './route.js';

const directoryRoles = ['Directory.Read.All', 'Directory.ReadWrite.All'];
const route = (
  pattern: string,
  roles: readonly string[],
  units: number,
  page: string,
  answer: GraphRoute['answer'],
): GraphRoute => ({
  method: 'GET',
  pattern,
  roles,
  units,
  page: `https://learn.microsoft.com/en-us/graph/api/${page}`,
  answer,
});

export const otherRoutes: readonly GraphRoute[] = [
  // https://learn.microsoft.com/en-us/graph/api/organization-list
  route(
    '/organization',
    ['Organization.Read.All', 'Organization.ReadWrite.All', ...directoryRoles],
    1,
    'organization-list',
    organization,
  ),
  // https://learn.microsoft.com/en-us/graph/api/tenantrelationship-findtenantinformationbydomainname
  route(
    "/tenantRelationships/findTenantInformationByDomainName(domainName='{id}')",
    ['CrossTenantInformation.ReadBasic.All'],
    1,
    'tenantrelationship-findtenantinformationbydomainname',
    tenantByDomain,
  ),
];

/** https://learn.microsoft.com/en-us/graph/api/resources/organization#properties: those that are kept here. */
const organizationType: ObjectType = {
  type: 'organization',
  isDirectoryObject: false,
  ...shownProperties('id displayName countryLetterCode onPremisesSyncEnabled tenantType verifiedDomains'),
  filters: {},
};

function organization(call: GraphCall): ServiceAnswer {
  const { world, side } = call;
  const head = world.store.heads[side];
  const verified = [...world.store.all(side, 'domains')].filter((domain) => domain.isVerified);
  const whole = {
    id: head.tenantId,
    displayName: head.displayName,
    countryLetterCode: head.countryLetterCode,
    onPremisesSyncEnabled: head.onPremisesSyncEnabled,
    tenantType: 'AAD',
    verifiedDomains: verified.map((domain) => ({
      name: domain.id,
      type: domain.authenticationType,
      capabilities: domain.supportedServices.join(', '),
      isDefault: domain.isDefault,
      isInitial: domain.isInitial,
    })),
  };
  return answerRows(call, 'organization', organizationType, { keys: [whole.id], at: () => whole });
}

function tenantByDomain({ world, ids, now, query }: GraphCall): ServiceAnswer {
  checkSingleQuery(query);
  const domain = (ids[0] as string).toLowerCase();
  const side = discoveredOwner(world, domain, now);
  if (side !== undefined) {
    const head = world.store.heads[side];
    const fallback = [...world.store.all(side, 'domains')].find((one) => one.isDefault);
    return {
      status: 200,
      body: {
        '@odata.context': `${graphBase}/$metadata#microsoft.graph.tenantInformation`,
        tenantId: head.tenantId,
        federationBrandName: null,
        displayName: head.displayName,
        defaultDomainName: fallback?.id ?? head.initialDomain,
      },
    };
  }
  throw notFound(domain);
}

function shownProperties(names: string): Pick<ObjectType, 'properties' | 'defaults'> {
  const defaults = names.split(' ');
  return { properties: new Set(defaults), defaults };
}
