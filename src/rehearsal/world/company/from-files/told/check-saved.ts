/** Whether a saved company has everything the world reads: what is missing is said, instead of failing somewhere in the middle. */
import { collectionNames, sides, type CollectionName, type Company } from '../../../entities.js';

type Form = 'text' | 'texts' | 'truth' | 'objects';

const needed: Readonly<Record<CollectionName, Readonly<Record<string, Form>>>> = {
  domains: { id: 'text', isDefault: 'truth', isInitial: 'truth', isVerified: 'truth', supportedServices: 'texts' },
  users: {
    id: 'text',
    userPrincipalName: 'text',
    displayName: 'text',
    mailNickname: 'text',
    proxyAddresses: 'texts',
    imAddresses: 'texts',
    userType: 'text',
    accountEnabled: 'truth',
    assignedLicenses: 'objects',
    assignedPlans: 'objects',
  },
  deletedUsers: {
    id: 'text',
    userPrincipalName: 'text',
    displayName: 'text',
    proxyAddresses: 'texts',
    deletedDateTime: 'text',
  },
  groups: { id: 'text', displayName: 'text', proxyAddresses: 'texts', groupTypes: 'texts', members: 'texts' },
  contacts: { id: 'text', displayName: 'text', proxyAddresses: 'texts' },
  recipients: {
    Guid: 'text',
    RecipientTypeDetails: 'text',
    Name: 'text',
    DisplayName: 'text',
    Alias: 'text',
    EmailAddresses: 'texts',
  },
  deletedGroups: { id: 'text', displayName: 'text', proxyAddresses: 'texts', deletedDateTime: 'text' },
  applications: { id: 'text', displayName: 'text', identifierUris: 'texts', signInAudience: 'text' },
  details: { Guid: 'text' },
  mailFlow: { Guid: 'text', kind: 'text', Name: 'text' },
  mailboxItems: { id: 'text', mailbox: 'text', kind: 'text', folder: 'text', createdAt: 'text' },
  roleAssignments: { id: 'text', principalId: 'text', roleDefinitionId: 'text', directoryScopeId: 'text' },
  appRoleAssignments: { id: 'text', principalId: 'text', resourceId: 'text', appRoleId: 'text' },
  permissionGrants: { id: 'text', clientId: 'text', resourceId: 'text', scope: 'text' },
  roleGroupMembers: { id: 'text', group: 'text', member: 'text' },
  accessPolicies: { id: 'text', AppId: 'text', AccessRight: 'text', scopeGuid: 'text' },
};

const holds: Readonly<Record<Form, (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string',
  truth: (value) => typeof value === 'boolean',
  texts: (value) => Array.isArray(value) && value.every((one) => typeof one === 'string'),
  objects: (value) => Array.isArray(value) && value.every((one) => typeof one === 'object' && one !== null),
};

/** The first thing that is missing or of another form, or null. */
export function missingIn(company: Company): string | null {
  for (const side of sides) {
    const tenant = company.tenants[side];
    for (const name of ['displayName', 'initialDomain', 'countryLetterCode'] as const)
      if (typeof tenant[name] !== 'string') return `tenants.${side}.${name}`;
    if (typeof tenant.exchange !== 'object' || tenant.exchange === null) return `tenants.${side}.exchange`;
    for (const collection of collectionNames) {
      for (const [place, entity] of (tenant[collection] ?? []).entries()) {
        for (const [member, form] of Object.entries(needed[collection])) {
          const value = (entity as unknown as Readonly<Record<string, unknown>>)[member];
          if (!holds[form](value)) return `tenants.${side}.${collection}[${place}].${member}`;
        }
      }
    }
  }
  if (company.movingDomains.length === 0 || !holds.texts(company.movingDomains)) return 'movingDomains';
  return null;
}
