/** The organization, whose a domain is, and service principals: read only in this part of the world. */
import type { ServiceAnswer } from '../context.js';
import { discoveredOwner } from '../domain-history.js';
import { seededGuid } from '../seeded.js';
import type { ObjectType } from './entity-type.js';
import { notFound } from './errors.js';
import { key, text } from './filter-rows.js';
import { graphBase } from './host.js';
import { answerRows, checkQuery, checkSingleQuery, type View } from './query.js';
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

const appRoles = ['Application.Read.All', 'Application.ReadWrite.All', ...directoryRoles];

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
  // https://learn.microsoft.com/en-us/graph/api/serviceprincipal-list
  route('/servicePrincipals', appRoles, 1, 'serviceprincipal-list', servicePrincipals),
  // https://learn.microsoft.com/en-us/graph/api/serviceprincipal-list-approleassignments
  route(
    '/servicePrincipals/{id}/appRoleAssignments',
    appRoles,
    2,
    'serviceprincipal-list-approleassignments',
    appRoleAssignments,
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

/** The two Microsoft resources an app is granted roles on. https://learn.microsoft.com/en-us/powershell/exchange/app-only-auth-powershell-v2 */
const resources = [
  { appId: '00000003-0000-0000-c000-000000000000', displayName: 'Microsoft Graph' },
  { appId: '00000002-0000-0ff1-ce00-000000000000', displayName: 'Office 365 Exchange Online' },
] as const;
const exchangeManageAsApp = 'dc50a0fb-09a3-484d-be87-e023b12c6440';

function principalsOf({
  world,
  side,
}: GraphCall): { id: string; appId: string; displayName: string; appRoles: object[] }[] {
  const own = world.apps.all.filter((app) => app.side === side);
  const graphRoles = [...new Set(own.flatMap((app) => app.graphRoles))].sort();
  return [
    ...own.map((app) => ({
      id: app.servicePrincipalId,
      appId: app.clientId,
      displayName: app.displayName,
      appRoles: [],
    })),
    {
      id: seededGuid(world.seed, `${side}/resource/graph`),
      ...resources[0],
      appRoles: graphRoles.map((value) => ({
        id: graphRoleId(value),
        value,
        isEnabled: true,
        allowedMemberTypes: ['Application'],
      })),
    },
    {
      id: seededGuid(world.seed, `${side}/resource/exchange`),
      ...resources[1],
      appRoles: [
        {
          id: exchangeManageAsApp,
          value: 'Exchange.ManageAsApp',
          isEnabled: true,
          allowedMemberTypes: ['Application'],
        },
      ],
    },
  ];
}

/** Ids of Graph's roles are fixed by Microsoft; here they only have to be the same on both ends of an assignment. */
const graphRoleId = (value: string): string => seededGuid(0, `graph-role/${value}`);

/** https://learn.microsoft.com/en-us/graph/api/resources/serviceprincipal#properties: those that are kept here. */
const principalType: ObjectType = {
  type: 'servicePrincipal',
  isDirectoryObject: true,
  ...shownProperties('id appId displayName appRoles'),
  filters: { id: key, appId: key, displayName: text },
  sorts: { displayName: 'advanced' },
};

function servicePrincipals(call: GraphCall): ServiceAnswer {
  const all = new Map(principalsOf(call).map((principal) => [principal.id, principal]));
  return answerRows(call, 'servicePrincipals', principalType, {
    keys: [...all.keys()].sort(),
    at: (id) => all.get(id) as View | undefined,
  });
}

function shownProperties(names: string): Pick<ObjectType, 'properties' | 'defaults'> {
  const defaults = names.split(' ');
  return { properties: new Set(defaults), defaults };
}

function appRoleAssignments(call: GraphCall): ServiceAnswer {
  const { world, side, ids, query } = call;
  checkQuery(query);
  const id = (ids[0] as string).toLowerCase();
  const app = world.apps.all.find((one) => one.side === side && one.servicePrincipalId === id);
  if (app === undefined) throw notFound(ids[0] as string);
  const assignment = (role: string, roleId: string, resource: 'graph' | 'exchange'): object => ({
    id: Buffer.from(`${app.servicePrincipalId}${roleId}`).toString('base64url').slice(0, 44),
    appRoleId: roleId,
    createdDateTime: '2026-11-01T09:00:00Z',
    principalDisplayName: app.displayName,
    principalId: app.servicePrincipalId,
    principalType: 'ServicePrincipal',
    resourceDisplayName: resources[resource === 'graph' ? 0 : 1].displayName,
    resourceId: seededGuid(world.seed, `${side}/resource/${resource}`),
  });
  return {
    status: 200,
    body: {
      '@odata.context': `${graphBase}/$metadata#appRoleAssignments`,
      value: [
        ...app.graphRoles.map((role) => assignment(role, graphRoleId(role), 'graph')),
        ...app.exchangeRoles.map((role) => assignment(role, exchangeManageAsApp, 'exchange')),
      ],
    },
  };
}
