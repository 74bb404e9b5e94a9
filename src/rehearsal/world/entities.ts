/** What the simulated services keep, in the vendors' own property names: directory objects as Graph spells them, recipients as Exchange does. */
import type { MailFlowObject, RecipientDetails } from './exchange-entities.js';
import type { MailboxItem } from './mailbox-items.js';
import { rightsCollectionNames, type RightsCollections, type TenantRights } from './rights/entities.js';

export type Side = 'source' | 'destination';
export const sides: readonly Side[] = ['source', 'destination'];

/** https://learn.microsoft.com/en-us/graph/api/resources/domain; the last two members are what Exchange and the verification page know of it. */
export interface Domain {
  readonly id: string;
  readonly authenticationType: 'Managed' | 'Federated';
  readonly isAdminManaged: boolean;
  readonly isDefault: boolean;
  readonly isInitial: boolean;
  readonly isRoot: boolean;
  readonly isVerified: boolean;
  readonly supportedServices: readonly string[];
  readonly passwordNotificationWindowInDays: number | null;
  readonly passwordValidityPeriodInDays: number | null;
  readonly verificationText: string;
  readonly domainType: 'Authoritative' | 'InternalRelay';
}

/** https://learn.microsoft.com/en-us/graph/api/resources/assignedlicense */
export interface AssignedLicense {
  readonly skuId: string;
  readonly disabledPlans: readonly string[];
}

/** https://learn.microsoft.com/en-us/graph/api/resources/licenseassignmentstate */
export interface LicenseAssignmentState extends AssignedLicense {
  /** Null: given to the user, not to a group. */
  readonly assignedByGroup: string | null;
  readonly error: 'CountViolation' | null;
  readonly lastUpdatedDateTime: string;
  readonly state: 'Active' | 'Error';
}

/** What a tenant has bought of one product. */
export interface Subscription {
  readonly skuId: string;
  readonly enabled: number;
}

/** https://learn.microsoft.com/en-us/graph/api/resources/user */
export interface User {
  readonly id: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly givenName: string | null;
  readonly surname: string | null;
  readonly mail: string | null;
  readonly mailNickname: string;
  readonly proxyAddresses: readonly string[];
  readonly imAddresses: readonly string[];
  readonly otherMails: readonly string[];
  readonly userType: 'Member' | 'Guest';
  readonly accountEnabled: boolean;
  readonly usageLocation: string | null;
  /** Absent where nobody has given one. */
  readonly employeeId?: string | null;
  readonly jobTitle: string | null;
  readonly department: string | null;
  readonly officeLocation: string | null;
  /** Absent where nobody has given one, as the five below. */
  readonly companyName?: string | null;
  readonly streetAddress?: string | null;
  readonly postalCode?: string | null;
  readonly city?: string | null;
  readonly state?: string | null;
  readonly country?: string | null;
  readonly preferredLanguage: string | null;
  readonly businessPhones: readonly string[];
  readonly mobilePhone: string | null;
  readonly createdDateTime: string;
  readonly creationType: string | null;
  readonly externalUserState: string | null;
  readonly onPremisesSyncEnabled: boolean | null;
  readonly onPremisesImmutableId: string | null;
  readonly assignedLicenses: readonly AssignedLicense[];
  /** Absent where every licence is the user's own. */
  readonly licenseAssignmentStates?: readonly LicenseAssignmentState[];
  readonly assignedPlans: readonly {
    readonly servicePlanId: string;
    readonly service: string;
    readonly capabilityStatus: string;
    readonly assignedDateTime: string;
  }[];
}

export interface DeletedUser extends User {
  readonly deletedDateTime: string;
}

/** https://learn.microsoft.com/en-us/graph/api/resources/group */
export interface Group {
  readonly id: string;
  readonly displayName: string;
  readonly description: string | null;
  readonly mail: string | null;
  readonly mailNickname: string;
  readonly proxyAddresses: readonly string[];
  readonly groupTypes: readonly string[];
  readonly mailEnabled: boolean;
  readonly securityEnabled: boolean;
  readonly onPremisesSyncEnabled: boolean | null;
  readonly visibility: string | null;
  /** Absent where nothing was ever said about them. */
  readonly membershipRule?: string | null;
  /** `Team`: it has one in Microsoft Teams. */
  readonly resourceProvisioningOptions?: readonly string[];
  readonly membershipRuleProcessingState?: 'On' | 'Paused' | null;
  readonly classification?: string | null;
  readonly preferredDataLocation?: string | null;
  readonly preferredLanguage?: string | null;
  readonly theme?: string | null;
  /** Its members have these. */
  readonly assignedLicenses?: readonly AssignedLicense[];
  readonly createdDateTime: string;
  readonly members: readonly string[];
  readonly owners: readonly string[];
}

/** A Microsoft 365 group in the directory's bin: https://learn.microsoft.com/en-us/graph/api/directory-deleteditems-list */
export interface DeletedGroup extends Group {
  readonly deletedDateTime: string;
}

/** An app registration of the tenant: https://learn.microsoft.com/en-us/graph/api/resources/application */
export interface Application {
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
  readonly identifierUris: readonly string[];
  readonly signInAudience:
    'AzureADMyOrg' | 'AzureADMultipleOrgs' | 'AzureADandPersonalMicrosoftAccount' | 'PersonalMicrosoftAccount';
  readonly createdDateTime: string;
}

/** https://learn.microsoft.com/en-us/graph/api/resources/orgcontact */
export interface OrgContact {
  readonly id: string;
  readonly displayName: string;
  readonly givenName: string | null;
  readonly surname: string | null;
  readonly mail: string | null;
  readonly mailNickname: string;
  readonly proxyAddresses: readonly string[];
  readonly onPremisesSyncEnabled: boolean | null;
}

export type RecipientTypeDetails =
  | 'UserMailbox'
  | 'SharedMailbox'
  | 'RoomMailbox'
  | 'EquipmentMailbox'
  | 'SchedulingMailbox'
  | 'TeamMailbox'
  | 'DiscoveryMailbox'
  | 'MailUser'
  | 'GuestMailUser'
  | 'MailContact'
  | 'MailUniversalDistributionGroup'
  | 'MailUniversalSecurityGroup'
  | 'MailNonUniversalGroup'
  | 'RoomList'
  | 'DynamicDistributionGroup'
  | 'GroupMailbox'
  | 'PublicFolder';

/**
 * A recipient of Exchange Online. https://learn.microsoft.com/en-us/powershell/module/exchange/get-recipient
 * Addresses that follow from others (PrimarySmtpAddress, WindowsEmailAddress) are not kept: they are read out of EmailAddresses.
 */
export interface Recipient {
  readonly Guid: string;
  /** Empty for a dynamic distribution group and a mail-enabled public folder, which live in Exchange alone. */
  readonly ExternalDirectoryObjectId: string;
  readonly ExchangeGuid: string | null;
  readonly RecipientTypeDetails: RecipientTypeDetails;
  readonly Name: string;
  readonly DisplayName: string;
  readonly Alias: string;
  readonly UserPrincipalName: string | null;
  readonly EmailAddresses: readonly string[];
  readonly ExternalEmailAddress: string | null;
  readonly LegacyExchangeDN: string;
  readonly IsDirSynced: boolean;
  readonly IsExchangeCloudManaged: boolean;
  readonly HiddenFromAddressListsEnabled: boolean;
  readonly ForwardingAddress: string | null;
  readonly ForwardingSmtpAddress: string | null;
  readonly DeliverToMailboxAndForward: boolean;
  readonly GrantSendOnBehalfTo: readonly string[];
  readonly LitigationHoldEnabled: boolean;
  /** Ids of the holds and retention policies that name this mailbox; absent where none does. */
  readonly InPlaceHolds?: readonly string[];
  readonly ArchiveStatus: 'None' | 'Active';
  readonly ManagedBy: readonly string[];
  readonly RecipientFilter: string | null;
  readonly WhenCreatedUTC: string;
  readonly WhenSoftDeleted: string | null;
}

/** https://learn.microsoft.com/en-us/graph/api/resources/exchangemessagetrace; kept beside the tenants: it is what happened, not how they are. */
export interface MessageTrace {
  readonly id: string;
  readonly messageId: string;
  readonly senderAddress: string;
  readonly recipientAddress: string;
  readonly subject: string;
  readonly receivedDateTime: string;
  readonly status: 'delivered' | 'expanded' | 'failed';
  readonly size: number;
  readonly fromIP: string;
  readonly toIP: string;
}

export interface DnsRecord {
  readonly name: string;
  readonly type: 'SOA' | 'NS' | 'A' | 'MX' | 'TXT' | 'CNAME' | 'SRV';
  readonly ttl: number;
  readonly data: string;
}

/** https://learn.microsoft.com/en-us/powershell/module/exchange/get-organizationconfig */
export interface ExchangeOrganizationConfig {
  readonly EwsEnabled: boolean | null;
  readonly EwsAllowedAppIDs: string | null;
  readonly EwsApplicationAccessPolicy: string | null;
  readonly DelayedDelicensingEnabled: boolean;
  /** Absent where nothing was ever said about them. */
  readonly EwsAllowList?: readonly string[] | null;
  readonly EwsBlockList?: readonly string[] | null;
  readonly EwsAllowOutlook?: boolean | null;
  readonly EwsAllowMacOutlook?: boolean | null;
  readonly EwsAllowEntourage?: boolean | null;
  /** Ids of the holds and retention policies that name the whole organization. */
  readonly InPlaceHolds?: readonly string[];
}

export interface Tenant extends Partial<TenantRights> {
  readonly tenantId: string;
  readonly displayName: string;
  readonly initialDomain: string;
  readonly countryLetterCode: string;
  readonly onPremisesSyncEnabled: boolean | null;
  readonly exchange: ExchangeOrganizationConfig;
  /** Absent where nobody said: then there are always some left of what is given out. */
  readonly subscriptions?: readonly Subscription[];
  readonly domains: readonly Domain[];
  readonly users: readonly User[];
  readonly deletedUsers: readonly DeletedUser[];
  readonly groups: readonly Group[];
  readonly contacts: readonly OrgContact[];
  readonly recipients: readonly Recipient[];
  /** Absent in a company that was made or saved before these were kept. */
  readonly deletedGroups?: readonly DeletedGroup[];
  readonly applications?: readonly Application[];
  readonly details?: readonly RecipientDetails[];
  readonly mailFlow?: readonly MailFlowObject[];
  readonly mailboxItems?: readonly MailboxItem[];
}

/** Two tenants and the DNS of the moving domains as plain JSON: what a generator makes, a file holds and a dump of the world says. */
export interface Company {
  readonly format: 'changeover-company-1';
  readonly movingDomains: readonly string[];
  readonly tenants: Readonly<Record<Side, Tenant>>;
  readonly dns: { readonly records: readonly DnsRecord[] };
}

/** The collections of a tenant whose entities change one at a time. */
export interface Collections extends RightsCollections {
  domains: Domain;
  users: User;
  deletedUsers: DeletedUser;
  groups: Group;
  contacts: OrgContact;
  recipients: Recipient;
  deletedGroups: DeletedGroup;
  applications: Application;
  details: RecipientDetails;
  mailFlow: MailFlowObject;
  mailboxItems: MailboxItem;
}
export type CollectionName = keyof Collections;
export const collectionNames: readonly CollectionName[] = [
  'domains',
  'users',
  'deletedUsers',
  'groups',
  'contacts',
  'recipients',
  'deletedGroups',
  'applications',
  'details',
  'mailFlow',
  'mailboxItems',
  ...rightsCollectionNames,
];
/** Of these a company that was made or saved before they were kept has none. */
export const laterCollections: readonly CollectionName[] = [
  'deletedGroups',
  'applications',
  'details',
  'mailFlow',
  'mailboxItems',
  ...rightsCollectionNames,
];
const keyedByGuid: readonly CollectionName[] = ['recipients', 'details', 'mailFlow'];
export const keyOf = (collection: CollectionName, entity: Collections[CollectionName]): string =>
  keyedByGuid.includes(collection)
    ? (entity as { readonly Guid: string }).Guid
    : (entity as { readonly id: string }).id;
