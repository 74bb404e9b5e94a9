/**
 * The cmdlets that each call runs, and the role of Exchange that has each: an app to which nobody gave the role is answered as if there were
 * no such cmdlet. A call that is not here does not compile. https://learn.microsoft.com/exchange/permissions-exo/permissions-exo
 */
import type { CallsOf } from '../calls-of.js';
import type { Exchange } from './exchange.js';

export type ExchangeCall = CallsOf<Exchange>;

/** By the least of the roles that have it. */
export const cmdletRoles = {
  'Add-MailboxPermission': 'Mail Recipients',
  'Get-AcceptedDomain': 'View-Only Configuration',
  'Get-CalendarProcessing': 'View-Only Recipients',
  'Get-CASMailbox': 'View-Only Recipients',
  'Get-DistributionGroup': 'View-Only Recipients',
  'Get-DistributionGroupMember': 'View-Only Recipients',
  'Get-DkimSigningConfig': 'View-Only Configuration',
  'Get-DynamicDistributionGroup': 'View-Only Recipients',
  'Get-InboundConnector': 'View-Only Configuration',
  'Get-InboxRule': 'Mail Recipients',
  'Get-JournalRule': 'View-Only Configuration',
  'Get-MailContact': 'View-Only Recipients',
  'Get-MailPublicFolder': 'View-Only Recipients',
  'Get-Mailbox': 'View-Only Recipients',
  'Get-MailboxFolderPermission': 'View-Only Recipients',
  'Get-MailboxFolderStatistics': 'View-Only Recipients',
  'Get-MailboxPermission': 'View-Only Recipients',
  'Get-MailboxStatistics': 'View-Only Recipients',
  'Get-OrganizationConfig': 'View-Only Configuration',
  'Get-OutboundConnector': 'View-Only Configuration',
  'Get-Recipient': 'View-Only Recipients',
  'Get-RecipientPermission': 'View-Only Recipients',
  'Get-RemoteDomain': 'View-Only Configuration',
  'Get-TransportRule': 'View-Only Configuration',
  'Get-UnifiedGroup': 'View-Only Recipients',
  'New-DistributionGroup': 'Distribution Groups',
  'New-DynamicDistributionGroup': 'Distribution Groups',
  'New-MailContact': 'Mail Recipient Creation',
  'New-Mailbox': 'Mail Recipient Creation',
  'Remove-DistributionGroup': 'Distribution Groups',
  'Remove-DynamicDistributionGroup': 'Distribution Groups',
  'Remove-MailContact': 'Mail Recipient Creation',
  'Remove-Mailbox': 'Mail Recipient Creation',
  'Set-CalendarProcessing': 'Mail Recipients',
  'Remove-MailboxPermission': 'Mail Recipients',
  'Set-CASMailbox': 'Mail Recipients',
  'Set-DistributionGroup': 'Distribution Groups',
  'Set-DynamicDistributionGroup': 'Distribution Groups',
  'Set-MailContact': 'Mail Recipients',
  'Set-Mailbox': 'Mail Recipients',
  'Set-OrganizationConfig': 'Organization Configuration',
  'Set-UnifiedGroup': 'Mail Recipients',
  'Update-DistributionGroupMember': 'Distribution Groups',
} as const satisfies Readonly<Record<string, string>>;

export type Cmdlet = keyof typeof cmdletRoles;

const groupReaders = ['Get-DistributionGroup', 'Get-DynamicDistributionGroup', 'Get-UnifiedGroup'] as const;

export const exchangeRights = {
  // Of both an app is told, whatever it may do.
  ownRights: [],
  cmdletsAnswering: [],
  acceptedDomains: ['Get-AcceptedDomain'],
  dkimSigningConfigs: ['Get-DkimSigningConfig'],
  mailboxes: ['Get-Mailbox'],
  mailboxesInDetail: ['Get-Mailbox'],
  mailboxesById: ['Get-Mailbox'],
  deletedMailboxes: ['Get-Mailbox'],
  mailboxStatistics: ['Get-MailboxStatistics'],
  mailboxRights: ['Get-MailboxPermission'],
  mailboxFolders: ['Get-MailboxFolderStatistics'],
  folderRights: ['Get-MailboxFolderPermission'],
  inboxRules: ['Get-InboxRule'],
  accessOf: ['Get-MailboxPermission'],
  giveFullAccess: ['Add-MailboxPermission'],
  takeFullAccess: ['Remove-MailboxPermission'],
  ewsOfOrganization: ['Get-OrganizationConfig'],
  ewsOfMailboxes: ['Get-CASMailbox'],
  ewsOfMailboxesById: ['Get-CASMailbox'],
  setEwsOfOrganization: ['Set-OrganizationConfig'],
  setEwsOfMailboxes: ['Set-CASMailbox'],
  organizationHolds: ['Get-OrganizationConfig'],
  namedRecipients: ['Get-Recipient'],
  recipients: ['Get-Recipient'],
  recipientsOn: ['Get-Recipient'],
  recipientsAndDeleted: ['Get-Recipient'],
  sendAsRights: ['Get-RecipientPermission'],
  mailPublicFolders: ['Get-MailPublicFolder'],
  distributionGroups: ['Get-DistributionGroup'],
  dynamicDistributionGroups: ['Get-DynamicDistributionGroup'],
  unifiedGroups: ['Get-UnifiedGroup'],
  groupsById: groupReaders,
  mailContacts: ['Get-MailContact'],
  mailboxesByAddress: ['Get-Mailbox'],
  calendarProcessing: ['Get-CalendarProcessing'],
  createMailboxes: ['New-Mailbox'],
  setCalendarProcessing: ['Set-CalendarProcessing'],
  purgeMailboxes: ['Remove-Mailbox'],
  listsInDetail: ['Get-DistributionGroup', 'Get-DynamicDistributionGroup'],
  listsByIdentity: ['Get-DistributionGroup', 'Get-DynamicDistributionGroup'],
  listMembers: ['Get-DistributionGroupMember'],
  contactsByIdentity: ['Get-MailContact'],
  createLists: ['New-DistributionGroup', 'New-DynamicDistributionGroup'],
  setListMembers: ['Update-DistributionGroupMember'],
  setLists: ['Set-DistributionGroup', 'Set-DynamicDistributionGroup'],
  removeLists: ['Remove-DistributionGroup', 'Remove-DynamicDistributionGroup'],
  createContacts: ['New-MailContact'],
  addContactAddresses: ['Set-MailContact'],
  removeContacts: ['Remove-MailContact'],
  transportRules: ['Get-TransportRule'],
  inboundConnectors: ['Get-InboundConnector'],
  outboundConnectors: ['Get-OutboundConnector'],
  remoteDomains: ['Get-RemoteDomain'],
  journalRules: ['Get-JournalRule'],
  setMailboxEmailAddresses: ['Set-Mailbox'],
  setGroupEmailAddresses: ['Set-DistributionGroup', 'Set-DynamicDistributionGroup', 'Set-UnifiedGroup'],
} as const satisfies Readonly<Record<ExchangeCall, readonly Cmdlet[]>>;

/**
 * Beside a cmdlet, what a role of its own lets it do: a group that the app does not own is changed past its managers.
 * https://learn.microsoft.com/powershell/module/exchange/set-distributiongroup#-bypasssecuritygroupmanagercheck
 */
export const roleOfSwitch: Readonly<Partial<Record<Cmdlet, string>>> = {
  'Remove-DistributionGroup': 'Security Group Creation and Membership',
  'Set-DistributionGroup': 'Security Group Creation and Membership',
  'Update-DistributionGroupMember': 'Security Group Creation and Membership',
};
