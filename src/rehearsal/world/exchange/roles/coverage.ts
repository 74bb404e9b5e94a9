import type { CoverageLine } from '../../service.js';
import { shows } from '../coverage-of-rights.js';

const asShown =
  'What an assignment shows, and that the holders of a directory role are a group of its own in the role group, is from lists of administrators: no page prints an answer.';

export const rolesCoverage: readonly CoverageLine[] = [
  shows(
    'Get-ManagementRole',
    'Identity (with *), Cmdlet, CmdletParameters, RoleType; not GetChildren, Recurse, Script. The roles that hold the cmdlets served here, and of each those cmdlets; which role holds which is from public lists of roles and scripts, not from a page. No role of end users, none of one’s own.',
  ),
  shows(
    'Get-ManagementRoleAssignment',
    `Identity, Role, RoleAssignee, RoleAssigneeType, Delegating, Enabled, GetEffectiveUsers; by role groups alone, over the whole organization, no scopes. ${asShown}`,
  ),
  shows('Get-RoleGroup', `Identity, ResultSize; five of the built-in groups. ${asShown}`),
  shows(
    'Get-RoleGroupMember',
    `Also of the group that stands for a directory role; an application that holds one is in no list, its token says it. ${asShown}`,
  ),
  shows(
    'Get-ApplicationAccessPolicy',
    'Policies made at the door of the administrators; New-, Set- and Remove-ApplicationAccessPolicy are not served. What is shown is from lists of administrators. Roles of applications with a scope (RBAC for Applications) are not kept.',
  ),
  shows('Test-ApplicationAccessPolicy', 'What holds once the change has come through, as the page says.'),
];
