/** Role assignments as Exchange lists them: one for each role of each role group, and beside it the one that lets the role be handed on. */
import type { WorldContext } from '../../context.js';
import type { Side } from '../../entities.js';
import { directoryRoleNamed, type DirectoryRoleName } from '../../rights/directory-roles.js';
import { isPrincipal } from '../../rights/grants.js';
import { seededGuid } from '../../seeded.js';
import { roleGroups, type RoleGroup } from './management-roles.js';

export interface Assignment {
  readonly name: string;
  readonly role: string;
  readonly group: RoleGroup;
  readonly delegating: boolean;
}

/** Organization Management alone hands roles on. */
export const assignments: readonly Assignment[] = roleGroups.flatMap((group) =>
  group.roles.flatMap((role): Assignment[] => {
    const name = `${role}-${group.name}`;
    const regular = { name, role, group, delegating: false };
    return group.name === 'Organization Management'
      ? [regular, { ...regular, name: `${name}-Delegating`, delegating: true }]
      : [regular];
  }),
);

/** A directory role stands in a role group as a group of its own, whose name ends in a number of the tenant. */
const linked: Readonly<Partial<Record<DirectoryRoleName, string>>> = {
  'Global Administrator': 'TenantAdmins',
  'Exchange Administrator': 'ExchangeServiceAdmins',
  'Exchange Recipient Administrator': 'ExchangeRecipientAdmins',
  'Global Reader': 'GlobalReaders',
  'Security Reader': 'SecurityReaders',
};

export interface LinkedGroup {
  readonly name: string;
  readonly directoryRole: DirectoryRoleName;
}

export const linkedGroups = ({ seed }: WorldContext, side: Side, group: RoleGroup): readonly LinkedGroup[] =>
  group.directoryRoles.map((directoryRole) => ({
    name: `${linked[directoryRole] ?? directoryRole.replaceAll(' ', '')}_-${1_000_000 + (parseInt(seededGuid(seed, `${side}/role-group/${directoryRole}`).slice(0, 6), 16) % 9_000_000)}`,
    directoryRole,
  }));

/** Ids of the users who hold the directory role; an application is in it by its token alone. */
export const usersHolding = (world: WorldContext, side: Side, role: DirectoryRoleName): readonly string[] =>
  [...world.store.all(side, 'roleAssignments')]
    .filter((one) => one.roleDefinitionId === directoryRoleNamed(role)?.id && isPrincipal(world, side, one.principalId))
    .map(({ principalId }) => principalId)
    .filter((id) => world.store.get(side, 'users', id) !== undefined)
    .sort();

/** Ids of those who were added to the role group one by one. */
export const addedTo = (world: WorldContext, side: Side, group: RoleGroup): readonly string[] =>
  [...world.store.all(side, 'roleGroupMembers')]
    .filter((one) => one.group === group.name)
    .map(({ member }) => member)
    .filter((id) => isPrincipal(world, side, id))
    .sort();
