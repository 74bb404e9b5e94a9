/** Which management roles somebody holds: by the role groups that a directory role leads to, and by those somebody was added to. */
import type { WorldContext } from '../../context.js';
import type { Side } from '../../entities.js';
import { directoryRoleOf } from '../../rights/directory-roles.js';
import { roleGroups, type RoleGroup } from './management-roles.js';

/** `directoryRoles` are ids, as a token says them or the directory does. "RBAC combines permissions from all sources." */
export function groupsOf(
  { store }: WorldContext,
  side: Side,
  principalId: string,
  directoryRoles: readonly string[],
): readonly RoleGroup[] {
  const names = directoryRoles.map((id) => directoryRoleOf(id)?.displayName);
  const added = new Set(
    [...store.all(side, 'roleGroupMembers')].filter(({ member }) => member === principalId).map(({ group }) => group),
  );
  return roleGroups.filter((one) => added.has(one.name) || one.directoryRoles.some((role) => names.includes(role)));
}
