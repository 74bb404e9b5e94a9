/**
 * What an app must be allowed, call by call: of the application permissions of a line any one is enough, least privileged first, and where a
 * call has several lines, one of each. A call that is not here does not compile. https://learn.microsoft.com/graph/permissions-reference
 */
import type { CallsOf } from '../calls-of.js';
import type { Graph } from './graph.js';

export type GraphCall = CallsOf<Graph>;

const directory = ['Directory.Read.All', 'Directory.ReadWrite.All'] as const;
const readsDomains = ['Domain.Read.All', 'Domain.ReadWrite.All'] as const;
const writesDomains = ['Domain.ReadWrite.All'] as const;
// The addresses of a user are not among what User.ReadBasic.All shows.
const readsUsers = ['User.Read.All', 'User.ReadWrite.All', ...directory] as const;
const writesUsers = ['User.ReadWrite.All', 'Directory.ReadWrite.All'] as const;
const readsGroups = ['Group.Read.All', 'Group.ReadWrite.All', ...directory] as const;
const writesGroups = ['Group.ReadWrite.All', 'Directory.ReadWrite.All'] as const;
const readsMembers = ['GroupMember.Read.All', 'GroupMember.ReadWrite.All', ...readsGroups] as const;
const readsContacts = ['OrgContact.Read.All', ...directory] as const;

/** Each over every mailbox, unless an access policy of Exchange narrows it. */
const fillsMailboxes = [
  ['Mail.ReadWrite'],
  ['Calendars.ReadWrite'],
  ['Contacts.ReadWrite'],
  ['Tasks.ReadWrite.All'],
] as const;

export const graphRights = {
  domains: readsDomains,
  domainsById: readsDomains,
  domain: readsDomains,
  domainNameReferences: readsDomains,
  verificationDnsRecords: readsDomains,
  serviceConfigurationRecords: readsDomains,
  tenantByDomainName: ['CrossTenantInformation.ReadBasic.All'],
  addDomain: writesDomains,
  verifyDomain: writesDomains,
  removeDomain: writesDomains,
  forceRemoveDomain: writesDomains,
  setSupportedServices: writesDomains,
  makeDefaultDomain: writesDomains,
  users: readsUsers,
  userById: readsUsers,
  usersById: readsUsers,
  deletedUsers: readsUsers,
  changeUserPrincipalNames: writesUsers,
  usersByPrincipalName: readsUsers,
  profilesById: readsUsers,
  areInBin: readsUsers,
  createUsers: writesUsers,
  assignLicences: ['LicenseAssignment.ReadWrite.All', ...writesUsers],
  deleteUsers: ['User.ReadWrite.All', 'User.DeleteRestore.All'],
  // User.ReadWrite.All does it for people alone, never for an application: https://learn.microsoft.com/graph/api/directory-deleteditems-delete
  deleteForGood: ['User.DeleteRestore.All'],
  groups: readsGroups,
  m365GroupsById: readsGroups,
  m365GroupsByNickname: readsGroups,
  // Group.Create would make them, and fill none: https://learn.microsoft.com/graph/api/group-post-groups
  createM365Groups: writesGroups,
  addGroupMembers: writesGroups,
  addGroupOwners: writesGroups,
  deleteGroups: ['Group.ReadWrite.All'],
  deletedGroups: readsGroups,
  membersOfGroups: readsMembers,
  ownersOfGroups: readsMembers,
  contacts: readsContacts,
  groupsOfContacts: readsContacts,
  subscribedSkus: ['LicenseAssignment.Read.All', 'Organization.Read.All', 'Organization.ReadWrite.All', ...directory],
  applications: ['Application.Read.All', 'Application.ReadWrite.All', 'Directory.Read.All'],
  mailboxContent: fillsMailboxes,
  createItems: fillsMailboxes,
  removeItems: fillsMailboxes,
  defaultTaskList: ['Tasks.Read.All', 'Tasks.ReadWrite.All'],
  // Its own token says it.
  ownRights: [],
  directoryRoleAssignments: [
    'RoleManagement.Read.Directory',
    'RoleManagement.Read.All',
    'RoleManagement.ReadWrite.Directory',
    ...directory,
  ],
  messageTraces: ['ExchangeMessageTrace.Read.All'],
} as const satisfies Readonly<Record<GraphCall, readonly string[] | readonly (readonly string[])[]>>;
