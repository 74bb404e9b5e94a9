/** The properties of a user: who may filter by them and who may write them. https://learn.microsoft.com/en-us/graph/api/resources/user#properties */
import type { DeletedUser, User } from '../entities.js';
import { statesOf } from '../licences/assigned.js';
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
import { keptElsewhere, knownOfUser } from './known-properties.js';
import { securityIdentifierOf } from './security-identifier.js';

const filters: FilterRows = {
  id: key,
  userPrincipalName: { ...address, range: 'default' },
  mail: address,
  displayName: text,
  givenName: text,
  surname: text,
  mailNickname: text,
  jobTitle: text,
  department: text,
  usageLocation: text,
  city: text,
  country: text,
  state: text,
  employeeId: text,
  companyName: advancedText,
  officeLocation: advancedText,
  mobilePhone: advancedText,
  preferredLanguage: advancedText,
  postalCode: advancedText,
  streetAddress: advancedText,
  onPremisesSamAccountName: advancedText,
  onPremisesImmutableId: key,
  accountEnabled: yesOrNo,
  isResourceAccount: yesOrNo,
  onPremisesSyncEnabled: yesOrNoOrNull,
  userType: { ...key, isNull: 'advanced' },
  creationType: key,
  externalUserState: key,
  createdDateTime: moment,
  proxyAddresses: addresses,
  imAddresses: texts,
  otherMails: addresses,
  businessPhones: { eq: 'advanced', startsWith: 'advanced', list: true },
  'assignedLicenses/skuId': { eq: 'default', kind: 'guid', list: true },
  'assignedPlans/servicePlanId': { eq: 'advanced', kind: 'guid', list: true },
  'assignedPlans/service': { eq: 'advanced', startsWith: 'advanced', list: true },
  'assignedPlans/capabilityStatus': { eq: 'advanced', list: true },
  'proxyAddresses/$count': emptiness,
  'otherMails/$count': emptiness,
  'assignedLicenses/$count': emptiness,
};

export const userType: EntityType<'users'> = {
  type: 'user',
  collection: 'users',
  isDirectoryObject: true,
  properties: knownOfUser.names,
  lists: knownOfUser.lists,
  elsewhere: keptElsewhere,
  defaults: [
    'businessPhones',
    'displayName',
    'givenName',
    'jobTitle',
    'mail',
    'mobilePhone',
    'officeLocation',
    'preferredLanguage',
    'surname',
    'userPrincipalName',
    'id',
  ],
  filters,
  sorts: {
    displayName: 'default',
    userPrincipalName: 'default',
    createdDateTime: 'advanced',
    deletedDateTime: 'advanced',
  },
  view: (user: User) => ({
    ...user,
    deletedDateTime: null,
    identities: identitiesOf(user),
    get licenseAssignmentStates() {
      return statesOf(user);
    },
    get securityIdentifier() {
      return securityIdentifierOf(user.id);
    },
  }),
};

export const deletedUserType: EntityType<'deletedUsers'> = {
  ...userType,
  collection: 'deletedUsers',
  filters: { ...filters, deletedDateTime: moment },
  view: (user: DeletedUser) => ({
    ...user,
    identities: identitiesOf(user),
    get securityIdentifier() {
      return securityIdentifierOf(user.id);
    },
  }),
};

/** https://learn.microsoft.com/en-us/graph/api/resources/objectidentity */
const identitiesOf = (user: User): readonly object[] => [
  {
    signInType: 'userPrincipalName',
    issuer: user.userPrincipalName.slice(user.userPrincipalName.lastIndexOf('@') + 1),
    issuerAssignedId: user.userPrincipalName,
  },
];

export type PropertyKind = 'string' | 'nullable string' | 'boolean' | 'string list';
/** https://learn.microsoft.com/en-us/graph/api/user-update#request-body: what an application may write here. */
export const writable: Readonly<Record<string, PropertyKind>> = {
  userPrincipalName: 'string',
  displayName: 'string',
  mailNickname: 'string',
  accountEnabled: 'boolean',
  givenName: 'nullable string',
  surname: 'nullable string',
  usageLocation: 'nullable string',
  jobTitle: 'nullable string',
  department: 'nullable string',
  employeeId: 'nullable string',
  officeLocation: 'nullable string',
  companyName: 'nullable string',
  streetAddress: 'nullable string',
  postalCode: 'nullable string',
  city: 'nullable string',
  state: 'nullable string',
  country: 'nullable string',
  preferredLanguage: 'nullable string',
  mobilePhone: 'nullable string',
  businessPhones: 'string list',
  otherMails: 'string list',
};
