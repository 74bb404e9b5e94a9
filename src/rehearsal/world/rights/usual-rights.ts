/**
 * What the administrators of both tenants have granted before anybody looks: to the applications of this world and to the people of the
 * rehearsal. It follows from the seed alone, so that a tenant nobody changed says nothing of it in a dump.
 */
import { createHash } from 'node:crypto';
import { cast } from '../../cast.js';
import type { Apps } from '../apps.js';
import type { Side } from '../entities.js';
import { seededGuid } from '../seeded.js';
import { appRoleOf, resources, type ResourceName } from './app-roles.js';
import { directoryRoleNamed } from './directory-roles.js';
import type { AppRoleAssignment, PermissionGrant, RoleAssignment, TenantRights } from './entities.js';

const consentedAt = '2026-11-01T09:00:00Z';

/** The object id of a Microsoft resource in this tenant. */
export const resourceIdOf = (seed: number, side: Side, name: ResourceName): string =>
  seededGuid(seed, `${side}/resource/${name}`);

/** Twenty-two bytes in the services' alphabet, as their ids are made of two. */
const idOf = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('/')).digest('base64url').slice(0, 43);

export const roleAssignment = (principalId: string, roleDefinitionId: string): RoleAssignment => ({
  id: `${idOf('role', roleDefinitionId, principalId)}-1`,
  principalId,
  roleDefinitionId,
  directoryScopeId: '/',
});

export const appRoleAssignment = (
  principalId: string,
  resourceId: string,
  appRoleId: string,
  createdDateTime: string,
): AppRoleAssignment => ({
  id: idOf('app role', principalId, resourceId, appRoleId),
  appRoleId,
  principalId,
  resourceId,
  createdDateTime,
});

/** Who of the cast is an administrator at home. A guest holds nothing in the host tenant. */
const people: Readonly<Record<string, readonly string[]>> = {
  irina: ['Global Administrator'],
  marcus: ['Exchange Administrator', 'User Administrator'],
  priya: ['Global Administrator'],
  anna: ['Global Reader'],
};

export function usualRights(seed: number, apps: Apps, side: Side): TenantRights {
  const own = apps.all.filter((app) => app.side === side);
  const resourceId = (name: ResourceName): string => resourceIdOf(seed, side, name);
  const assigned = (principalId: string, role: string): RoleAssignment[] => {
    const found = directoryRoleNamed(role);
    return found === undefined ? [] : [roleAssignment(principalId, found.id)];
  };
  const consented = (principalId: string, name: ResourceName, values: readonly string[]): AppRoleAssignment[] =>
    resources
      .filter((one) => one.name === name)
      .flatMap((resource) => values.flatMap((value) => appRoleOf(resource, value) ?? []))
      .map(({ id }) => appRoleAssignment(principalId, resourceId(name), id, consentedAt));
  const grant = (clientId: string, name: ResourceName, scope: string): PermissionGrant => ({
    id: idOf('grant', clientId, name),
    clientId,
    consentType: 'AllPrincipals',
    principalId: null,
    resourceId: resourceId(name),
    scope,
  });
  return {
    roleAssignments: [
      ...own.flatMap(({ servicePrincipalId, directoryRole }) =>
        directoryRole === null ? [] : assigned(servicePrincipalId, directoryRole),
      ),
      ...cast
        .filter(({ company }) => company === side)
        .flatMap(({ key, home }) => (people[key] ?? []).flatMap((role) => assigned(home.objectId, role))),
    ],
    appRoleAssignments: own.flatMap(({ servicePrincipalId, graphRoles, exchangeRoles }) => [
      ...consented(servicePrincipalId, 'graph', graphRoles),
      ...consented(servicePrincipalId, 'exchange', exchangeRoles),
    ]),
    permissionGrants: own.flatMap(({ key, servicePrincipalId }) =>
      key === 'mover'
        ? [
            grant(servicePrincipalId, 'graph', 'User.Read'),
            grant(servicePrincipalId, 'exchange', 'EWS.AccessAsUser.All'),
          ]
        : key === 'none'
          ? []
          : [grant(servicePrincipalId, 'graph', 'User.Read')],
    ),
    roleGroupMembers: [],
    accessPolicies: [],
  };
}
