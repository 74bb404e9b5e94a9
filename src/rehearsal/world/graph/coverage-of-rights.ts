/** The list of what is served of consent and of directory roles. */
import { partial, type CoverageLine } from '../service.js';

const page = (name: string): string => `https://learn.microsoft.com/en-us/graph/api/${name}`;
const either = (rest: string, name: string, differences: string): readonly CoverageLine[] =>
  [`/servicePrincipals/{id}${rest}`, `/servicePrincipals(appId='{id}')${rest}`].map((path) =>
    partial(`GET ${path}`, page(name), differences),
  );

export const rightsCoverage: readonly CoverageLine[] = [
  partial(
    'GET /servicePrincipals',
    page('serviceprincipal-list'),
    'the applications of this world, Microsoft Graph and Office 365 Exchange Online; id, appId, displayName and appRoles. Of the roles those that the runbook can want, with their published ids (ExchangeMessageTrace.Read.All and LicenseAssignment.Read.All have ids of their own here)',
  ),
  ...either('', 'serviceprincipal-get', 'as in the list; an application without any permission is not told of itself'),
  ...either(
    '/appRoleAssignments',
    'serviceprincipal-list-approleassignments',
    'granted and taken at the door of the administrators alone; a change is seen after the lag of lists',
  ),
  ...either(
    '/appRoleAssignedTo',
    'serviceprincipal-list-approleassignedto',
    'service principals; no user or group has an app role',
  ),
  ...either(
    '/oauth2PermissionGrants',
    'serviceprincipal-list-oauth2permissiongrants',
    'consent for everybody; nobody changes it',
  ),
  partial(
    'GET /oauth2PermissionGrants',
    page('oauth2permissiongrant-list'),
    'consent for everybody; nobody changes it',
  ),
  partial(
    'GET /roleManagement/directory/roleAssignments',
    page('rbacapplication-list-roleassignments'),
    'for the whole directory, to users and service principals; $expand of one relationship, a principal with a few of its properties (no page says whether several may be expanded: refused); groups hold no role, nobody is only eligible',
  ),
  partial(
    'GET /roleManagement/directory/roleDefinitions',
    page('rbacapplication-list-roledefinitions'),
    'sixteen built-in roles with the ids of the list; rolePermissions is empty; $expand is refused',
  ),
  partial('GET /roleManagement/directory/roleDefinitions/{id}', page('unifiedroledefinition-get'), 'as in the list'),
];
