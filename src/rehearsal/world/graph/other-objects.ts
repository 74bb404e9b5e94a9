/** Groups, contacts, the organization, service principals and directory roles: read only in this part of the world. */
import { lagOf, type ServiceAnswer } from '../context.js';
import { discoveredOwner } from '../domain-history.js';
import type { Collections } from '../entities.js';
import { seededGuid } from '../seeded.js';
import { notFound } from './errors.js';
import { graphBase } from './host.js';
import { checkQuery, listAnswer, project, selectedProperties, type EntityType } from './query.js';
import type { GraphCall, GraphRoute } from './route.js';

const directoryRoles = ['Directory.Read.All', 'Directory.ReadWrite.All'];
const addressFilters = {
  basic: { mail: ['eq', 'startsWith'], displayName: ['eq', 'startsWith'], proxyAddresses: ['eq', 'startsWith'] },
};
const addressAdvanced = {
  mail: ['ne', 'endsWith'],
  displayName: ['ne', 'endsWith'],
  proxyAddresses: ['endsWith', 'ne'],
};

/** https://learn.microsoft.com/en-us/graph/api/resources/group#properties */
const groupProperties =
  'id displayName description mail mailNickname proxyAddresses groupTypes mailEnabled securityEnabled onPremisesSyncEnabled visibility createdDateTime'.split(
    ' ',
  );
export const groupType: EntityType<'groups'> = {
  type: 'group',
  collection: 'groups',
  properties: new Set(groupProperties),
  defaults: groupProperties,
  basic: {
    ...addressFilters.basic,
    mailEnabled: ['eq'],
    securityEnabled: ['eq'],
    groupTypes: ['eq'],
    onPremisesSyncEnabled: ['eq'],
    id: ['eq', 'in'],
  },
  advanced: { ...addressAdvanced, mailEnabled: ['ne'], onPremisesSyncEnabled: ['ne'] },
};

/** https://learn.microsoft.com/en-us/graph/api/resources/orgcontact#properties */
const contactProperties =
  'id displayName givenName surname mail mailNickname proxyAddresses onPremisesSyncEnabled'.split(' ');
const contactType: EntityType<'contacts'> = {
  type: 'orgContact',
  collection: 'contacts',
  properties: new Set(contactProperties),
  defaults: contactProperties,
  basic: { ...addressFilters.basic, id: ['eq', 'in'] },
  advanced: addressAdvanced,
};

function one<Name extends 'groups' | 'contacts'>(call: GraphCall, type: EntityType<Name>): ServiceAnswer {
  checkQuery(call.query);
  const id = (call.ids[0] as string).toLowerCase();
  const { world, side, now } = call;
  const seen = world.store.seen(side, type.collection, id, now, lagOf(world, id, world.store.faults.readLagSeconds));
  if (seen === undefined) throw notFound(call.ids[0] as string);
  const shown = project(seen as Collections[Name], selectedProperties(call.query, type), type);
  return {
    status: 200,
    body: { '@odata.context': `${graphBase}/$metadata#${type.collection}/$entity`, ...shown },
  };
}

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

const groupRoles = ['Group.Read.All', 'Group.ReadWrite.All', ...directoryRoles];
const memberRoles = ['GroupMember.Read.All', ...groupRoles];
const appRoles = ['Application.Read.All', 'Application.ReadWrite.All', ...directoryRoles];

export const otherRoutes: readonly GraphRoute[] = [
  // https://learn.microsoft.com/en-us/graph/api/group-list
  route('/groups', memberRoles, 1, 'group-list', (call) => listAnswer(call, 'groups', groupType)),
  // https://learn.microsoft.com/en-us/graph/api/group-get
  route('/groups/{id}', memberRoles, 1, 'group-get', (call) => one(call, groupType)),
  // https://learn.microsoft.com/en-us/graph/api/group-list-members
  route('/groups/{id}/members', memberRoles, 3, 'group-list-members', (call) => {
    const group = call.world.store.get(call.side, 'groups', (call.ids[0] as string).toLowerCase());
    if (group === undefined) throw notFound(call.ids[0] as string);
    const value = group.members.flatMap((id) => {
      const user = call.world.store.get(call.side, 'users', id);
      return user === undefined
        ? []
        : [
            {
              '@odata.type': '#microsoft.graph.user',
              id,
              displayName: user.displayName,
              userPrincipalName: user.userPrincipalName,
              mail: user.mail,
            },
          ];
    });
    return {
      status: 200,
      body: { '@odata.context': `${graphBase}/$metadata#directoryObjects`, value },
    };
  }),
  // https://learn.microsoft.com/en-us/graph/api/orgcontact-list
  route('/contacts', ['OrgContact.Read.All', ...directoryRoles], 1, 'orgcontact-list', (call) =>
    listAnswer(call, 'contacts', contactType),
  ),
  // https://learn.microsoft.com/en-us/graph/api/orgcontact-get
  route('/contacts/{id}', ['OrgContact.Read.All', ...directoryRoles], 1, 'orgcontact-get', (call) =>
    one(call, contactType),
  ),
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

function organization({ world, side }: GraphCall): ServiceAnswer {
  const head = world.store.heads[side];
  const verified = [...world.store.all(side, 'domains')].filter((domain) => domain.isVerified);
  return {
    status: 200,
    body: {
      '@odata.context': `${graphBase}/$metadata#organization`,
      value: [
        {
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
        },
      ],
    },
  };
}

function tenantByDomain({ world, ids, now }: GraphCall): ServiceAnswer {
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

function servicePrincipals(call: GraphCall): ServiceAnswer {
  const wanted = /^\s*appId eq '([^']+)'\s*$/i.exec(call.query.get('$filter') ?? '')?.[1]?.toLowerCase();
  const value = principalsOf(call).filter((principal) => wanted === undefined || principal.appId === wanted);
  return {
    status: 200,
    body: { '@odata.context': `${graphBase}/$metadata#servicePrincipals`, value },
  };
}

function appRoleAssignments(call: GraphCall): ServiceAnswer {
  const { world, side, ids } = call;
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
