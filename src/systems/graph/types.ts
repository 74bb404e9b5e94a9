/** What is read from Microsoft Graph, in the service's own names. https://learn.microsoft.com/graph/api/overview */

export interface GraphUser {
  readonly id: string;
  readonly userPrincipalName: string;
  readonly displayName: string | null;
  readonly mail: string | null;
  readonly proxyAddresses: readonly string[];
  /** `Member` or `Guest`; null on some old accounts, which are members. */
  readonly userType: string | null;
  readonly accountEnabled: boolean | null;
  /** True: mastered on premises, so Graph refuses to change the name. */
  readonly onPremisesSyncEnabled: boolean | null;
  /** The company's own, the same for a person wherever they have an account; null where nobody keeps any. */
  readonly employeeId?: string | null;
  readonly usageLocation: string | null;
  /** Only where it was asked for. */
  readonly profile?: Profile;
  readonly assignedLicenses: readonly { readonly skuId: string; readonly disabledPlans?: readonly string[] }[];
}

/** What the address book and dynamic groups know somebody by. Only what is said of them. */
export type Profile = Readonly<Partial<Record<(typeof profileProperties)[number], string>>>;

export const profileProperties = [
  'givenName',
  'surname',
  'jobTitle',
  'department',
  'companyName',
  'officeLocation',
  'streetAddress',
  'postalCode',
  'city',
  'state',
  'country',
  'mobilePhone',
  'preferredLanguage',
] as const;

export interface DeletedUser extends Pick<GraphUser, 'id' | 'userPrincipalName' | 'proxyAddresses' | 'displayName'> {
  readonly deletedDateTime: string | null;
}

export interface GraphDomain {
  readonly id: string;
  readonly isDefault: boolean;
  readonly isInitial: boolean;
  readonly isVerified: boolean;
  readonly isRoot: boolean;
  readonly authenticationType: string;
  readonly supportedServices: readonly string[];
}

/** A licence that the tenant has bought. https://learn.microsoft.com/graph/api/resources/subscribedsku */
export interface SubscribedSku {
  readonly id: string;
  readonly skuId: string;
  readonly skuPartNumber: string;
  readonly consumedUnits: number;
  readonly prepaidUnits: { readonly enabled: number };
  /** Those of a company are given to nobody. */
  readonly appliesTo: string;
  /** What it brings. https://learn.microsoft.com/graph/api/resources/serviceplaninfo */
  readonly servicePlans?: readonly { readonly servicePlanName: string }[];
}

/** One domain, with what is going on with it. https://learn.microsoft.com/graph/api/resources/domainstate */
export interface DomainDetails extends GraphDomain {
  readonly state: {
    readonly operation: string;
    readonly status: string;
    readonly lastActionDateTime: string | null;
  } | null;
}

/** https://learn.microsoft.com/graph/api/resources/domaindnsrecord; which members are there depends on `recordType`. */
export interface DomainDnsRecord {
  readonly recordType: string;
  /** The name the record belongs to. */
  readonly label: string;
  readonly ttl: number;
  readonly supportedService: string | null;
  readonly isOptional: boolean;
  readonly text?: string;
  readonly mailExchange?: string;
  readonly preference?: number;
  readonly canonicalName?: string;
  readonly service?: string;
  readonly protocol?: string;
  readonly nameTarget?: string;
  readonly port?: number;
  readonly priority?: number;
  readonly weight?: number;
}

/** https://learn.microsoft.com/graph/api/tenantrelationship-findtenantinformationbydomainname */
export interface TenantInformation {
  readonly tenantId: string;
  readonly displayName: string | null;
  readonly defaultDomainName: string | null;
}

export interface GraphGroup {
  readonly id: string;
  readonly displayName: string | null;
  readonly mail: string | null;
  readonly proxyAddresses: readonly string[];
  readonly groupTypes: readonly string[];
  readonly mailEnabled: boolean | null;
  readonly securityEnabled: boolean | null;
  readonly onPremisesSyncEnabled: boolean | null;
}

export interface DeletedGroup extends Pick<GraphGroup, 'id' | 'displayName' | 'mail' | 'proxyAddresses'> {
  readonly deletedDateTime: string | null;
}

export interface GraphApplication {
  readonly id: string;
  readonly appId: string;
  readonly displayName: string | null;
  readonly identifierUris: readonly string[];
  readonly signInAudience: string | null;
}

/** A directory object of any kind. https://learn.microsoft.com/graph/api/domain-list-domainnamereferences */
export interface DomainReference {
  /** Such as `#microsoft.graph.user`. */
  readonly '@odata.type': string;
  readonly id: string;
  readonly displayName?: string | null;
  readonly userPrincipalName?: string | null;
  readonly mail?: string | null;
}

export interface GraphContact {
  readonly id: string;
  readonly displayName: string | null;
  readonly mail: string | null;
  readonly proxyAddresses: readonly string[];
  readonly onPremisesSyncEnabled: boolean | null;
}

export const userProperties = [
  'id',
  'userPrincipalName',
  'displayName',
  'mail',
  'proxyAddresses',
  'userType',
  'accountEnabled',
  'onPremisesSyncEnabled',
  'employeeId',
  'usageLocation',
  'assignedLicenses',
] as const satisfies readonly (keyof GraphUser)[];

export const subscribedSkuProperties = [
  'id',
  'skuId',
  'skuPartNumber',
  'consumedUnits',
  'prepaidUnits',
  'appliesTo',
  'servicePlans',
] as const satisfies readonly (keyof SubscribedSku)[];

export const deletedUserProperties = [
  'id',
  'userPrincipalName',
  'proxyAddresses',
  'displayName',
  'deletedDateTime',
] as const satisfies readonly (keyof DeletedUser)[];

export const domainProperties = [
  'id',
  'isDefault',
  'isInitial',
  'isVerified',
  'isRoot',
  'authenticationType',
  'supportedServices',
] as const satisfies readonly (keyof GraphDomain)[];

export const domainDetailProperties = [
  ...domainProperties,
  'state',
] as const satisfies readonly (keyof DomainDetails)[];

export const groupProperties = [
  'id',
  'displayName',
  'mail',
  'proxyAddresses',
  'groupTypes',
  'mailEnabled',
  'securityEnabled',
  'onPremisesSyncEnabled',
] as const satisfies readonly (keyof GraphGroup)[];

export const contactProperties = [
  'id',
  'displayName',
  'mail',
  'proxyAddresses',
  'onPremisesSyncEnabled',
] as const satisfies readonly (keyof GraphContact)[];

export const deletedGroupProperties = [
  'id',
  'displayName',
  'mail',
  'proxyAddresses',
  'deletedDateTime',
] as const satisfies readonly (keyof DeletedGroup)[];

export const applicationProperties = [
  'id',
  'appId',
  'displayName',
  'identifierUris',
  'signInAudience',
] as const satisfies readonly (keyof GraphApplication)[];

/** The type is always told. */
export const domainReferenceProperties = [
  'id',
  'displayName',
  'userPrincipalName',
  'mail',
] as const satisfies readonly (keyof DomainReference)[];

/** What became of a letter for one of its recipients. https://learn.microsoft.com/graph/api/resources/exchangemessagetrace */
export interface MessageTrace {
  /** Of the letter: one that went to several has it several times. */
  readonly id: string;
  /** As its header has it. */
  readonly messageId: string | null;
  readonly senderAddress: string | null;
  readonly recipientAddress: string | null;
  readonly receivedDateTime: string;
  /** `delivered`, `expanded` (a group's), `pending`, `failed`, `quarantined`, `filteredAsSpam`, `gettingStatus`. */
  readonly status: string;
}
