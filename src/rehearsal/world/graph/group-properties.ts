/** The properties of a group: https://learn.microsoft.com/en-us/graph/api/resources/group#properties */
import type { DeletedGroup, Group } from '../entities.js';
import type { EntityType } from './entity-type.js';
import {
  address,
  addresses,
  advancedText,
  emptiness,
  key,
  moment,
  text,
  texts,
  yesOrNo,
  yesOrNoOrNull,
  type FilterRows,
} from './filter-rows.js';
import { knownOfGroup } from './known-properties.js';
import { securityIdentifierOf } from './security-identifier.js';

/** "Returned by default" on the page. */
const defaults =
  `id deletedDateTime classification createdDateTime description displayName expirationDateTime groupTypes isAssignableToRole mail mailEnabled
  mailNickname membershipRule membershipRuleProcessingState onPremisesLastSyncDateTime onPremisesProvisioningErrors onPremisesSamAccountName
  onPremisesSecurityIdentifier onPremisesSyncEnabled preferredDataLocation preferredLanguage proxyAddresses renewedDateTime resourceBehaviorOptions
  resourceProvisioningOptions securityEnabled securityIdentifier theme uniqueName visibility`.split(/\s+/);

/** "Returned only on $select. Supported only on the Get group API." */
const singleOnly: ReadonlySet<string> = new Set(
  `allowExternalSenders autoSubscribeNewMembers hideFromAddressLists hideFromOutlookClients isArchived isFavorite isSubscribedByMail
  unseenConversationsCount unseenCount unseenMessagesCount welcomeMessageEnabled`.split(/\s+/),
);

const filters: FilterRows = {
  id: key,
  displayName: text,
  description: advancedText,
  mail: address,
  mailNickname: text,
  mailEnabled: yesOrNo,
  securityEnabled: yesOrNo,
  isAssignableToRole: yesOrNo,
  hasMembersWithLicenseErrors: yesOrNo,
  onPremisesSyncEnabled: yesOrNoOrNull,
  onPremisesSamAccountName: advancedText,
  onPremisesSecurityIdentifier: { ...key, isNull: 'advanced' },
  onPremisesLastSyncDateTime: { ...moment, isNull: 'advanced' },
  createdDateTime: moment,
  renewedDateTime: moment,
  expirationDateTime: { ...moment, eq: 'advanced', range: 'advanced' },
  classification: { eq: 'default', startsWith: 'default' },
  membershipRule: { eq: 'default', startsWith: 'default', range: 'default' },
  membershipRuleProcessingState: key,
  preferredLanguage: advancedText,
  uniqueName: { eq: 'default', startsWith: 'default' },
  groupTypes: { eq: 'default', list: true },
  proxyAddresses: addresses,
  resourceBehaviorOptions: { eq: 'default', list: true },
  resourceProvisioningOptions: { eq: 'default', list: true },
  infoCatalogs: texts,
  'assignedLicenses/skuId': { eq: 'default', kind: 'guid', list: true },
  'assignedLicenses/$count': emptiness,
  'proxyAddresses/$count': emptiness,
};

/** What follows from the rest, and what is the same for every group here. */
const derived = (group: Group): object => ({
  ...group,
  renewedDateTime: group.createdDateTime,
  hasMembersWithLicenseErrors: false,
  isManagementRestricted: false,
  allowExternalSenders: false,
  autoSubscribeNewMembers: false,
  hideFromAddressLists: false,
  hideFromOutlookClients: false,
  get securityIdentifier() {
    return securityIdentifierOf(group.id);
  },
});

export const groupType: EntityType<'groups'> = {
  type: 'group',
  collection: 'groups',
  isDirectoryObject: true,
  properties: knownOfGroup.names,
  lists: knownOfGroup.lists,
  singleOnly,
  defaults,
  filters,
  sorts: { displayName: 'default', deletedDateTime: 'advanced' },
  view: derived,
};

export const deletedGroupType: EntityType<'deletedGroups'> = {
  ...groupType,
  collection: 'deletedGroups',
  filters: { ...filters, deletedDateTime: moment },
  view: (group: DeletedGroup) => derived(group),
};

type PropertyKind = 'text' | 'text or null' | 'boolean' | readonly string[];
/** https://learn.microsoft.com/en-us/graph/api/group-update#request-body: what an application may write here. */
export const writableOfGroup: Readonly<Record<string, PropertyKind>> = {
  displayName: 'text',
  description: 'text or null',
  mailNickname: 'text',
  securityEnabled: 'boolean',
  visibility: ['Private', 'Public'],
  preferredDataLocation: 'text or null',
  classification: 'text or null',
  preferredLanguage: 'text or null',
  theme: 'text or null',
  membershipRule: 'text or null',
  membershipRuleProcessingState: ['On', 'Paused'],
};
/** "All other members of the group API support only delegated permissions." */
export const writtenByPeopleOnly: ReadonlySet<string> = new Set([
  'allowExternalSenders',
  'autoSubscribeNewMembers',
  'hideFromAddressLists',
  'hideFromOutlookClients',
  'isSubscribedByMail',
  'unseenCount',
]);
