/**
 * Management roles of Exchange Online, the cmdlets each holds, and the role groups that hold the roles. Which role holds a cmdlet is what
 * `Get-ManagementRole -Cmdlet` says: https://learn.microsoft.com/en-us/powershell/exchange/find-exchange-cmdlet-permissions
 */
import type { DirectoryRoleName } from '../../rights/directory-roles.js';

export interface ManagementRole {
  readonly name: string;
  readonly cmdlets: readonly string[];
}

const role = (name: string, cmdlets: string): ManagementRole => ({ name, cmdlets: cmdlets.split(/\s+/) });

const reading =
  'Get-Mailbox Get-Recipient Get-MailUser Get-MailContact Get-DistributionGroup Get-DynamicDistributionGroup Get-DistributionGroupMember Get-DynamicDistributionGroupMember Get-UnifiedGroup Get-MailPublicFolder Get-CASMailbox Get-MailboxStatistics Get-MailboxFolderStatistics Get-MailboxPermission Get-RecipientPermission Get-MailboxFolderPermission Get-CalendarProcessing Get-Place';

export const managementRoles: readonly ManagementRole[] = [
  role('View-Only Recipients', reading),
  role(
    'View-Only Configuration',
    'Get-AcceptedDomain Get-OrganizationConfig Get-DkimSigningConfig Get-TransportRule Get-JournalRule Get-InboundConnector Get-OutboundConnector Get-RemoteDomain Get-ManagementRole Get-ManagementRoleAssignment Get-RoleGroup Get-RoleGroupMember Get-ApplicationAccessPolicy Test-ApplicationAccessPolicy',
  ),
  role(
    'Mail Recipients',
    `${reading} Get-InboxRule Set-Mailbox Set-MailUser Set-MailContact Set-CASMailbox Set-UnifiedGroup Set-CalendarProcessing Set-Place Add-MailboxPermission Remove-MailboxPermission Add-RecipientPermission Remove-RecipientPermission Add-MailboxFolderPermission Set-MailboxFolderPermission Remove-MailboxFolderPermission`,
  ),
  role(
    'Mail Recipient Creation',
    'Get-Mailbox Get-Recipient Get-MailUser Get-MailContact New-Mailbox Remove-Mailbox New-MailUser Remove-MailUser New-MailContact Remove-MailContact',
  ),
  role(
    'Distribution Groups',
    'Get-DistributionGroup Get-DynamicDistributionGroup Get-DistributionGroupMember Get-DynamicDistributionGroupMember Get-Recipient New-DistributionGroup Set-DistributionGroup Remove-DistributionGroup New-DynamicDistributionGroup Set-DynamicDistributionGroup Remove-DynamicDistributionGroup Add-DistributionGroupMember Remove-DistributionGroupMember Update-DistributionGroupMember',
  ),
  role(
    'Security Group Creation and Membership',
    'Get-DistributionGroup Get-DistributionGroupMember Get-Recipient New-DistributionGroup Set-DistributionGroup Remove-DistributionGroup Add-DistributionGroupMember Remove-DistributionGroupMember Update-DistributionGroupMember',
  ),
  role('Mail Enabled Public Folders', 'Get-MailPublicFolder Set-MailPublicFolder'),
  role(
    'Remote and Accepted Domains',
    'Get-AcceptedDomain Set-AcceptedDomain Get-RemoteDomain Get-InboundConnector Get-OutboundConnector',
  ),
  role('Transport Rules', 'Get-TransportRule'),
  role('Journaling', 'Get-JournalRule'),
  role('Transport Hygiene', 'Get-DkimSigningConfig'),
  role('Organization Configuration', 'Get-OrganizationConfig Set-OrganizationConfig Get-AcceptedDomain'),
  role('Organization Client Access', 'Get-CASMailbox Set-CASMailbox'),
  role(
    'Role Management',
    'Get-ManagementRole Get-ManagementRoleAssignment Get-RoleGroup Get-RoleGroupMember Get-ApplicationAccessPolicy',
  ),
  role('Reset Password', 'Get-Recipient'),
  role('User Options', 'Get-InboxRule Get-Mailbox Get-MailboxStatistics'),
  role('Security Reader', 'Get-DkimSigningConfig'),
];

export interface RoleGroup {
  readonly name: string;
  readonly description: string;
  readonly roles: readonly string[];
  /** The directory roles whose holders are in it without anybody adding them. */
  readonly directoryRoles: readonly DirectoryRoleName[];
}

const notOfOrganization = ['View-Only Recipients', 'Security Reader', 'Reset Password'];

/** https://learn.microsoft.com/en-us/exchange/permissions-exo/permissions-exo#role-groups */
export const roleGroups: readonly RoleGroup[] = [
  {
    name: 'Organization Management',
    description:
      'Members of this management role group have permissions to manage Exchange objects and their properties in the Exchange organization.',
    roles: [
      'View-Only Recipients',
      ...managementRoles.map(({ name }) => name).filter((name) => !notOfOrganization.includes(name)),
    ],
    directoryRoles: ['Global Administrator', 'Exchange Administrator'],
  },
  {
    name: 'Recipient Management',
    description:
      'Members of this management role group have rights to create, manage, and remove Exchange recipient objects in the Exchange organization.',
    roles: ['Distribution Groups', 'Mail Recipient Creation', 'Mail Recipients', 'Reset Password'],
    directoryRoles: ['Exchange Recipient Administrator'],
  },
  {
    name: 'View-Only Organization Management',
    description:
      'Members of this management role group can view recipient and configuration objects and their properties in the Exchange organization.',
    roles: ['View-Only Configuration', 'View-Only Recipients'],
    directoryRoles: ['Global Reader'],
  },
  {
    name: 'Help Desk',
    description:
      'Members of this management role group can view and manage the configuration for individual recipients.',
    roles: ['Reset Password', 'User Options', 'View-Only Recipients'],
    directoryRoles: [],
  },
  {
    name: 'Security Reader',
    description: 'Members of this management role group have read-only access to security features.',
    roles: ['Security Reader'],
    directoryRoles: ['Security Reader'],
  },
];

export const cmdletsOf = (roles: Iterable<string>): ReadonlySet<string> => {
  const held = new Set(roles);
  return new Set(managementRoles.filter(({ name }) => held.has(name)).flatMap(({ cmdlets }) => cmdlets));
};
