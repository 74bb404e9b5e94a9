/** Service principals, what was granted to them and what they let others do: read only. */
import { lagOf, type ServiceAnswer } from '../context.js';
import { resources } from '../rights/app-roles.js';
import type { AppRoleAssignment } from '../rights/entities.js';
import { resourceIdOf } from '../rights/usual-rights.js';
import { projected, selectedProperties, type ObjectType } from './entity-type.js';
import { notFound } from './errors.js';
import { key, text } from './filter-rows.js';
import { graphBase } from './host.js';
import { answerRows, checkSingleQuery, type View } from './query.js';
import type { GraphCall, GraphRoute } from './route.js';

interface Principal {
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
  readonly appRoles: readonly object[];
}

export function principalsOf({ world, side }: Pick<GraphCall, 'world' | 'side'>): readonly Principal[] {
  const own = world.apps.all.filter((app) => app.side === side);
  return [
    ...own.map((app) => ({
      id: app.servicePrincipalId,
      appId: app.clientId,
      displayName: app.displayName,
      appRoles: [],
    })),
    ...resources.map(({ name, appId, displayName, appRoles }) => ({
      id: resourceIdOf(world.seed, side, name),
      appId,
      displayName,
      appRoles: appRoles.map((role) => ({
        allowedMemberTypes: ['Application'],
        description: role.displayName,
        displayName: role.displayName,
        id: role.id,
        isEnabled: true,
        origin: 'Application',
        value: role.value,
      })),
    })),
  ];
}

const shown = (names: string): Pick<ObjectType, 'properties' | 'defaults'> => ({
  properties: new Set(names.split(' ')),
  defaults: names.split(' '),
});

/** https://learn.microsoft.com/en-us/graph/api/resources/serviceprincipal#properties: those that are kept here. */
const principalType: ObjectType = {
  type: 'servicePrincipal',
  isDirectoryObject: true,
  ...shown('id appId displayName appRoles'),
  filters: { id: key, appId: key, displayName: text },
  sorts: { displayName: 'advanced' },
};

/** https://learn.microsoft.com/en-us/graph/api/resources/approleassignment#properties */
const assignmentType: ObjectType = {
  type: 'appRoleAssignment',
  isDirectoryObject: false,
  ...shown(
    'id appRoleId createdDateTime principalDisplayName principalId principalType resourceDisplayName resourceId',
  ),
  filters: { resourceId: { ...key, kind: 'guid' }, principalDisplayName: { eq: 'default', startsWith: 'default' } },
};

/** https://learn.microsoft.com/en-us/graph/api/resources/oauth2permissiongrant#properties */
const grantType: ObjectType = {
  type: 'oAuth2PermissionGrant',
  isDirectoryObject: false,
  ...shown('id clientId consentType principalId resourceId scope'),
  filters: { clientId: key, consentType: key, principalId: key, resourceId: key },
};

/** By object id, or by `appId='…'` where the path says so. */
function find(call: GraphCall): Principal {
  const given = (call.ids[0] as string).toLowerCase();
  const byAppId = /\(appid='/i.test(call.request.url.pathname.replaceAll('%27', "'"));
  const found = principalsOf(call).find((one) => (byAppId ? one.appId : one.id) === given);
  if (found === undefined) throw notFound(call.ids[0] as string);
  return found;
}

function listPrincipals(call: GraphCall): ServiceAnswer {
  const all = new Map(principalsOf(call).map((principal) => [principal.id, principal]));
  return answerRows(call, 'servicePrincipals', principalType, {
    keys: [...all.keys()].sort(),
    at: (id) => all.get(id) as View | undefined,
  });
}

function getPrincipal(call: GraphCall): ServiceAnswer {
  checkSingleQuery(call.query);
  return {
    status: 200,
    body: {
      '@odata.context': `${graphBase}/$metadata#servicePrincipals/$entity`,
      ...projected(
        find(call) as unknown as Record<string, unknown>,
        selectedProperties(call.query, principalType, 'single'),
        principalType,
      ),
    },
  };
}

/** "This request might have replication delays for app role assignments that were recently granted or removed." */
const assignments =
  (path: 'appRoleAssignments' | 'appRoleAssignedTo'): GraphRoute['answer'] =>
  (call) => {
    const { world, side, now } = call;
    const principal = find(call);
    const mine = (one: AppRoleAssignment | undefined): one is AppRoleAssignment =>
      one !== undefined && (path === 'appRoleAssignments' ? one.principalId : one.resourceId) === principal.id;
    const names = new Map(principalsOf(call).map(({ id, displayName }) => [id, displayName]));
    return answerRows(
      call,
      `servicePrincipals/${principal.id}/${path}`,
      assignmentType,
      {
        keys: world.store.keys(side, 'appRoleAssignments'),
        at(id, longestLag) {
          const one = world.store.seen(side, 'appRoleAssignments', id, now, lagOf(world, id, longestLag));
          if (!mine(one)) return undefined;
          return {
            ...one,
            principalDisplayName: names.get(one.principalId) ?? null,
            principalType: 'ServicePrincipal',
            resourceDisplayName: names.get(one.resourceId) ?? null,
          };
        },
      },
      { context: 'appRoleAssignments' },
    );
  };

const grants =
  (ofOne: boolean): GraphRoute['answer'] =>
  (call) => {
    const { world, side, now } = call;
    const clientId = ofOne ? find(call).id : null;
    const path = clientId === null ? 'oauth2PermissionGrants' : `servicePrincipals/${clientId}/oauth2PermissionGrants`;
    return answerRows(
      call,
      path,
      grantType,
      {
        keys: world.store.keys(side, 'permissionGrants'),
        at(id, longestLag) {
          const one = world.store.seen(side, 'permissionGrants', id, now, lagOf(world, id, longestLag));
          return one === undefined || (clientId !== null && one.clientId !== clientId) ? undefined : { ...one };
        },
      },
      { context: 'oauth2PermissionGrants' },
    );
  };

const readers = ['Application.Read.All', 'Application.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'];
const consentReaders = ['Directory.Read.All', 'DelegatedPermissionGrant.ReadWrite.All', 'Directory.ReadWrite.All'];

const route = (
  pattern: string,
  page: string,
  units: number,
  roles: readonly string[],
  answer: GraphRoute['answer'],
): GraphRoute => ({
  method: 'GET',
  pattern,
  roles,
  units,
  page: `https://learn.microsoft.com/en-us/graph/api/${page}`,
  answer,
});

/** "You can address the service principal using either its id or appId." */
const either = (rest: string, page: string, roles: readonly string[], answer: GraphRoute['answer']): GraphRoute[] => [
  route(`/servicePrincipals/{id}${rest}`, page, 2, roles, answer),
  route(`/servicePrincipals(appId='{id}')${rest}`, page, 2, roles, answer),
];

export const servicePrincipalRoutes: readonly GraphRoute[] = [
  // https://learn.microsoft.com/en-us/graph/api/serviceprincipal-list
  route('/servicePrincipals', 'serviceprincipal-list', 1, readers, listPrincipals),
  // https://learn.microsoft.com/en-us/graph/api/serviceprincipal-get
  ...either('', 'serviceprincipal-get', readers, getPrincipal),
  // https://learn.microsoft.com/en-us/graph/api/serviceprincipal-list-approleassignments
  ...either(
    '/appRoleAssignments',
    'serviceprincipal-list-approleassignments',
    readers,
    assignments('appRoleAssignments'),
  ),
  // https://learn.microsoft.com/en-us/graph/api/serviceprincipal-list-approleassignedto
  ...either('/appRoleAssignedTo', 'serviceprincipal-list-approleassignedto', readers, assignments('appRoleAssignedTo')),
  // https://learn.microsoft.com/en-us/graph/api/serviceprincipal-list-oauth2permissiongrants
  ...either('/oauth2PermissionGrants', 'serviceprincipal-list-oauth2permissiongrants', consentReaders, grants(true)),
  // https://learn.microsoft.com/en-us/graph/api/oauth2permissiongrant-list
  route('/oauth2PermissionGrants', 'oauth2permissiongrant-list', 1, consentReaders, grants(false)),
];
