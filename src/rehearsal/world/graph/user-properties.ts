/** The properties of a user: who may filter by them and who may write them. https://learn.microsoft.com/en-us/graph/api/resources/user#properties */
import type { DeletedUser, User } from '../entities.js';
import type { EntityType } from './query.js';

const names = [
  'id userPrincipalName displayName givenName surname mail mailNickname proxyAddresses imAddresses otherMails userType',
  'accountEnabled usageLocation jobTitle department officeLocation preferredLanguage businessPhones mobilePhone createdDateTime',
  'creationType externalUserState onPremisesSyncEnabled onPremisesImmutableId assignedLicenses assignedPlans',
].flatMap((line) => line.split(' '));

const text = ['eq', 'in', 'startsWith', 'ge', 'le'];
const moreText = ['ne', 'not', 'endsWith'];
const basic: Record<string, readonly string[]> = {
  id: ['eq', 'in'],
  accountEnabled: ['eq', 'in'],
  userType: ['eq', 'in'],
  onPremisesSyncEnabled: ['eq', 'in'],
  createdDateTime: ['eq', 'ge', 'le'],
  creationType: ['eq', 'in'],
  externalUserState: ['eq', 'in'],
  usageLocation: text,
  proxyAddresses: ['eq', 'startsWith'],
  imAddresses: ['eq', 'startsWith'],
  otherMails: ['eq', 'startsWith'],
  'assignedLicenses/skuId': ['eq'],
};
for (const name of [
  'userPrincipalName',
  'displayName',
  'givenName',
  'surname',
  'mail',
  'mailNickname',
  'jobTitle',
  'department',
]) {
  basic[name] = text;
}
basic['onPremisesImmutableId'] = text;
const advanced: Record<string, readonly string[]> = {
  userPrincipalName: moreText,
  mail: moreText,
  displayName: moreText,
  givenName: moreText,
  surname: moreText,
  mailNickname: moreText,
  jobTitle: moreText,
  department: moreText,
  usageLocation: moreText,
  accountEnabled: ['ne'],
  userType: ['ne'],
  onPremisesSyncEnabled: ['ne'],
  creationType: ['ne'],
  externalUserState: ['ne'],
  createdDateTime: ['ne'],
  onPremisesImmutableId: ['ne'],
  proxyAddresses: ['ge', 'le', 'endsWith', 'ne'],
  'proxyAddresses/$count': ['eq', 'ne'],
  otherMails: ['ge', 'le', 'endsWith', 'ne'],
  'otherMails/$count': ['eq', 'ne'],
  'assignedLicenses/$count': ['eq', 'ne'],
};

export const userType: EntityType<'users'> = {
  type: 'user',
  collection: 'users',
  properties: new Set([...names, 'imAddresses', 'identities', 'deletedDateTime']),
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
  basic,
  advanced,
  view: (user: User) => ({ ...user, deletedDateTime: null, identities: identitiesOf(user) }),
};

export const deletedUserType: EntityType<'deletedUsers'> = {
  ...userType,
  collection: 'deletedUsers',
  view: (user: DeletedUser) => ({ ...user, identities: identitiesOf(user) }),
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
  officeLocation: 'nullable string',
  preferredLanguage: 'nullable string',
  mobilePhone: 'nullable string',
  businessPhones: 'string list',
  otherMails: 'string list',
};
