/** Who holds a role of the directory. https://learn.microsoft.com/graph/api/rbacapplication-list-roleassignments */
import type { GraphConnection } from './connection.js';
import { everyPage } from './every-page.js';

/** For good: one that has to be activated first is not listed until it is. */
export interface DirectoryRoleAssignment {
  readonly id: string;
  /** A user, a group whose members hold it, or the object of an app. */
  readonly principalId: string;
  readonly roleDefinitionId: string;
  /** `/`: the whole tenant; anything else is a part of it. */
  readonly directoryScopeId: string;
  readonly roleName: string;
}

export interface GraphDirectoryRoles {
  /** All of them. Complete or throws. */
  directoryRoleAssignments(): Promise<readonly DirectoryRoleAssignment[]>;
}

interface Raw extends Omit<DirectoryRoleAssignment, 'roleName'> {
  readonly roleDefinition?: { readonly displayName?: string } | null;
}

export const graphDirectoryRoles = (connection: GraphConnection, side: string): GraphDirectoryRoles => ({
  directoryRoleAssignments: async () =>
    (
      await everyPage<Raw>(
        connection,
        `listing role assignments of the ${side}`,
        '/roleManagement/directory/roleAssignments?$expand=roleDefinition',
      )
    ).map(({ id, principalId, roleDefinitionId, directoryScopeId, roleDefinition }) => ({
      id,
      principalId,
      roleDefinitionId,
      directoryScopeId,
      roleName: roleDefinition?.displayName ?? roleDefinitionId,
    })),
});
