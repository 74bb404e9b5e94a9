/** Who may do what in a tenant, as the directory and Exchange keep it. */

/** https://learn.microsoft.com/en-us/graph/api/resources/unifiedroleassignment */
export interface RoleAssignment {
  readonly id: string;
  readonly principalId: string;
  readonly roleDefinitionId: string;
  readonly directoryScopeId: string;
}

/** An application permission that was consented to: https://learn.microsoft.com/en-us/graph/api/resources/approleassignment */
export interface AppRoleAssignment {
  readonly id: string;
  readonly appRoleId: string;
  readonly principalId: string;
  readonly resourceId: string;
  readonly createdDateTime: string;
}

/** Delegated permissions: https://learn.microsoft.com/en-us/graph/api/resources/oauth2permissiongrant */
export interface PermissionGrant {
  readonly id: string;
  readonly clientId: string;
  readonly consentType: 'AllPrincipals' | 'Principal';
  readonly principalId: string | null;
  readonly resourceId: string;
  readonly scope: string;
}

/** Somebody in a role group of Exchange beside those that a directory role puts there. */
export interface RoleGroupMember {
  readonly id: string;
  readonly group: string;
  /** A directory object's id: a user's, or a service principal's. */
  readonly member: string;
}

/** https://learn.microsoft.com/en-us/powershell/module/exchange/new-applicationaccesspolicy */
export interface ApplicationAccessPolicy {
  readonly id: string;
  readonly AppId: string;
  readonly AccessRight: 'RestrictAccess' | 'DenyAccess';
  /** A mailbox or mail-enabled security group of the tenant. */
  readonly scopeGuid: string;
  readonly Description: string;
}

export interface RightsCollections {
  roleAssignments: RoleAssignment;
  appRoleAssignments: AppRoleAssignment;
  permissionGrants: PermissionGrant;
  roleGroupMembers: RoleGroupMember;
  accessPolicies: ApplicationAccessPolicy;
}

export const rightsCollectionNames = [
  'roleAssignments',
  'appRoleAssignments',
  'permissionGrants',
  'roleGroupMembers',
  'accessPolicies',
] as const satisfies readonly (keyof RightsCollections)[];

export type TenantRights = { readonly [Name in keyof RightsCollections]: readonly RightsCollections[Name][] };
