/** Management roles, their assignments and role groups, read. */
import type { CmdletCall, Cmdlet } from '../cmdlet.js';
import { pageOf } from '../cmdlet.js';
import { badArgument, invalidArguments, notFound } from '../refusal.js';
import { cutToSize } from '../result-size.js';
import { addedTo, assignments, linkedGroups, usersHolding, type Assignment } from './assignments.js';
import { managementRoles, roleGroups, type RoleGroup } from './management-roles.js';

type Row = Readonly<Record<string, unknown>>;

const given = (call: CmdletCall, name: string): string | null => {
  const value = call.parameters[name];
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string') throw badArgument(name, `Cannot convert value to type "System.String".`);
  return value;
};

const wildcard = (text: string): RegExp =>
  new RegExp(`^${text.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`, 'i');

const roleType = (name: string): string => name.replaceAll(/[ -]/g, '').replace('and', 'And');

// https://learn.microsoft.com/en-us/powershell/module/exchange/get-managementrole
export const getManagementRole = (parametersOf: (cmdlet: string) => readonly string[]): Cmdlet => ({
  name: 'Get-ManagementRole',
  writes: false,
  parameters: ['Identity', 'Cmdlet', 'CmdletParameters', 'RoleType'],
  switches: [],
  page: pageOf('Get-ManagementRole'),
  run(call) {
    const [identity, cmdlet, type] = [given(call, 'Identity'), given(call, 'Cmdlet'), given(call, 'RoleType')];
    const wanted = [call.parameters['CmdletParameters'] ?? []].flat().map(String);
    const found = managementRoles.filter(
      ({ name, cmdlets }) =>
        (identity === null || wildcard(identity).test(name)) &&
        (type === null || roleType(name).toLowerCase() === type.toLowerCase()) &&
        (cmdlet === null || cmdlets.some((one) => one.toLowerCase() === cmdlet.toLowerCase())) &&
        (wanted.length === 0 ||
          cmdlets.some(
            (one) =>
              (cmdlet === null || one.toLowerCase() === cmdlet.toLowerCase()) && holdsAll(parametersOf(one), wanted),
          )),
    );
    if (found.length === 0 && identity !== null && !identity.includes('*')) throw notFound(identity);
    return { value: found.map(({ name }) => roleRow(name)) };
  },
});

const holdsAll = (parameters: readonly string[], wanted: readonly string[]): boolean =>
  wanted.every((name) => parameters.some((one) => one.toLowerCase() === name.toLowerCase()));

const roleRow = (name: string): Row => ({
  Name: name,
  Identity: name,
  RoleType: roleType(name),
  IsRootRole: true,
  IsEndUserRole: false,
  Parent: null,
  IsValid: true,
  ObjectState: 'Unchanged',
});

// https://learn.microsoft.com/en-us/powershell/module/exchange/get-managementroleassignment
const getManagementRoleAssignment: Cmdlet = {
  name: 'Get-ManagementRoleAssignment',
  writes: false,
  parameters: ['Identity', 'Role', 'RoleAssignee', 'RoleAssigneeType', 'Delegating', 'Enabled', 'GetEffectiveUsers'],
  switches: ['GetEffectiveUsers'],
  page: pageOf('Get-ManagementRoleAssignment'),
  run(call) {
    const { parameters } = call;
    const [identity, role, assignee] = [given(call, 'Identity'), given(call, 'Role'), given(call, 'RoleAssignee')];
    if (identity !== null && assignee !== null)
      throw invalidArguments("The Identity parameter can't be used together with the RoleAssignee parameter.");
    const yes = (name: string): boolean | null => {
      const value = parameters[name];
      if (value === undefined || value === null) return null;
      if (typeof value !== 'boolean')
        throw badArgument(name, `Cannot convert value "${String(value)}" to type "System.Boolean".`);
      return value;
    };
    if (role !== null && !managementRoles.some(({ name }) => wildcard(role).test(name))) throw notFound(role);
    const [delegating, enabled, kind] = [yes('Delegating'), yes('Enabled'), given(call, 'RoleAssigneeType')];
    const groups = assignee === null ? null : groupsOfAssignee(call, assignee);
    const found = assignments.filter(
      (one) =>
        (identity === null || wildcard(identity).test(one.name)) &&
        (role === null || wildcard(role).test(one.role)) &&
        (groups === null || groups.includes(one.group)) &&
        (delegating === null || one.delegating === delegating) &&
        enabled !== false &&
        (kind === null || kind.toLowerCase() === 'rolegroup'),
    );
    if (identity !== null && found.length === 0) throw notFound(identity);
    const effective = parameters['GetEffectiveUsers'] === true;
    return {
      value: found.flatMap((one) => (effective ? effectiveRows(call, one) : [assignmentRow(one, 'All Group Members')])),
    };
  },
};

function assignmentRow({ name, role, group, delegating }: Assignment, EffectiveUserName: string): Row {
  return {
    Name: name,
    Identity: name,
    Role: role,
    RoleAssignee: group.name,
    RoleAssigneeName: group.name,
    RoleAssigneeType: 'RoleGroup',
    RoleAssignmentDelegationType: delegating ? 'DelegatingOrgWide' : 'Regular',
    AssignmentMethod: 'Direct',
    EffectiveUserName,
    RecipientReadScope: 'Organization',
    ConfigReadScope: 'OrganizationConfig',
    RecipientWriteScope: role.startsWith('View-Only') ? 'None' : 'Organization',
    ConfigWriteScope: role.startsWith('View-Only') ? 'None' : 'OrganizationConfig',
    CustomRecipientWriteScope: null,
    CustomConfigWriteScope: null,
    Enabled: true,
    IsValid: true,
    ObjectState: 'Unchanged',
  };
}

function effectiveRows(call: CmdletCall, one: Assignment): readonly Row[] {
  const { world, side } = call;
  const ids = new Set([
    ...one.group.directoryRoles.flatMap((role) => usersHolding(world, side, role)),
    ...addedTo(world, side, one.group),
  ]);
  return [...ids].sort().map((id) => ({ ...assignmentRow(one, nameOf(call, id)), AssignmentMethod: 'RoleGroup' }));
}

/** "Both direct role assignments to users and indirect ones through their membership in role groups." */
function groupsOfAssignee(call: CmdletCall, assignee: string): readonly RoleGroup[] {
  const { world, side } = call;
  const named = roleGroups.find(({ name }) => name.toLowerCase() === assignee.toLowerCase());
  if (named !== undefined) return [named];
  const wanted = assignee.toLowerCase();
  const app = world.apps.all.find(
    (one) =>
      one.side === side && [one.servicePrincipalId, one.clientId, one.displayName.toLowerCase()].includes(wanted),
  );
  const guid = world.store.index[side].recipientWithAddress(assignee);
  const id =
    app?.servicePrincipalId ??
    world.store.get(side, 'users', wanted)?.id ??
    world.store.index[side].userByPrincipalName(assignee) ??
    (guid === undefined ? undefined : world.store.get(side, 'recipients', guid)?.ExternalDirectoryObjectId);
  if (id === undefined) throw notFound(assignee);
  return roleGroups.filter(
    (group) =>
      addedTo(world, side, group).includes(id) ||
      group.directoryRoles.some((role) => usersHolding(world, side, role).includes(id)),
  );
}

function findGroup(identity: string): RoleGroup {
  const group = roleGroups.find(({ name }) => name.toLowerCase() === identity.toLowerCase());
  if (group === undefined) throw notFound(identity);
  return group;
}

// https://learn.microsoft.com/en-us/powershell/module/exchange/get-rolegroup
const getRoleGroup: Cmdlet = {
  name: 'Get-RoleGroup',
  writes: false,
  parameters: ['Identity', 'ResultSize'],
  switches: [],
  page: pageOf('Get-RoleGroup'),
  run(call) {
    const identity = given(call, 'Identity');
    const groups = identity === null ? roleGroups : [findGroup(identity)];
    const rows = groups.map((group) => ({
      Name: group.name,
      DisplayName: group.name,
      Identity: group.name,
      Description: group.description,
      Roles: group.roles,
      'Roles@odata.type': '#Collection(String)',
      RoleAssignments: assignments.filter((one) => one.group === group).map(({ name }) => name),
      Members: memberRows(call, group).map(({ Name }) => Name),
      'Members@odata.type': '#Collection(String)',
      ManagedBy: ['Organization Management'],
      RoleGroupType: 'Standard',
      IsValid: true,
      ObjectState: 'Unchanged',
    }));
    return cutToSize(rows, call.parameters);
  },
};

// https://learn.microsoft.com/en-us/powershell/module/exchange/get-rolegroupmember
const getRoleGroupMember: Cmdlet = {
  name: 'Get-RoleGroupMember',
  writes: false,
  parameters: ['Identity', 'ResultSize'],
  switches: [],
  page: pageOf('Get-RoleGroupMember'),
  run(call) {
    const { world, side } = call;
    const identity = given(call, 'Identity');
    if (identity === null) throw badArgument('Identity', 'A value is required.');
    const wanted = identity.toLowerCase();
    const role = roleGroups
      .flatMap((group) => linkedGroups(world, side, group))
      .find(({ name }) => name.toLowerCase() === wanted)?.directoryRole;
    const rows =
      role === undefined
        ? memberRows(call, findGroup(identity))
        : usersHolding(world, side, role).map((id) => memberRow(call, id));
    return cutToSize(rows, call.parameters);
  },
};

const memberRows = (call: CmdletCall, group: RoleGroup): readonly Row[] => [
  ...linkedGroups(call.world, call.side, group).map(({ name }) => ({
    Name: name,
    DisplayName: name,
    Identity: name,
    RecipientType: 'Group',
    RecipientTypeDetails: 'RoleGroup',
    ExternalDirectoryObjectId: '',
    IsValid: true,
  })),
  ...addedTo(call.world, call.side, group).map((id) => memberRow(call, id)),
];

function memberRow(call: CmdletCall, id: string): Row {
  const { store, apps } = call.world;
  const guid = store.index[call.side].recipientOfObject(id);
  const recipient = guid === undefined ? undefined : store.get(call.side, 'recipients', guid);
  const user = store.get(call.side, 'users', id);
  const app = apps.all.find((one) => one.side === call.side && one.servicePrincipalId === id);
  const kind = recipient?.RecipientTypeDetails ?? (app === undefined ? 'User' : 'ServicePrincipal');
  return {
    Name: nameOf(call, id),
    DisplayName: recipient?.DisplayName ?? user?.displayName ?? app?.displayName ?? '',
    Identity: nameOf(call, id),
    RecipientType: kind,
    RecipientTypeDetails: kind,
    ExternalDirectoryObjectId: id,
    IsValid: true,
  };
}

function nameOf({ world, side }: CmdletCall, id: string): string {
  const guid = world.store.index[side].recipientOfObject(id);
  return (guid === undefined ? undefined : world.store.get(side, 'recipients', guid)?.Name) ?? id;
}

export const roleCmdlets: readonly Cmdlet[] = [getManagementRoleAssignment, getRoleGroup, getRoleGroupMember];
