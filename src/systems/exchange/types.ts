/**
 * What is read from Exchange Online, in the property names admins know from the cmdlets.
 * https://learn.microsoft.com/powershell/module/exchange/get-mailbox
 */

export interface ExchangeRecipient {
  readonly Guid: string;
  /** The object's id in the directory; empty for kinds the directory does not know (dynamic distribution groups). */
  readonly ExternalDirectoryObjectId: string | null;
  readonly DisplayName: string | null;
  readonly Alias: string | null;
  readonly PrimarySmtpAddress: string | null;
  /** With their prefixes: `SMTP:` is the primary, `smtp:` an alias; `SIP:`, `X500:`, `SPO:`, `EUM:` as they are. */
  readonly EmailAddresses: readonly string[];
  readonly RecipientTypeDetails: string;
}

export interface Mailbox extends ExchangeRecipient {
  /** From every address list; known only where it was asked for. */
  readonly HiddenFromAddressListsEnabled?: boolean | null;
  readonly ExchangeGuid: string;
  readonly UserPrincipalName: string;
  readonly IsDirSynced: boolean | null;
  /** A synced mailbox whose Exchange properties the cloud may change nevertheless; absent on older tenants. */
  readonly IsExchangeCloudManaged?: boolean | null;
  readonly LegacyExchangeDN: string | null;
  readonly ForwardingAddress: string | null;
  readonly ForwardingSmtpAddress: string | null;
  readonly DeliverToMailboxAndForward: boolean | null;
}

/** A mailbox with what an inventory tells of it beside its addresses. */
export interface MailboxInDetail extends Mailbox {
  readonly Name: string | null;
  readonly GrantSendOnBehalfTo: readonly string[];
  /** `None`, `Active` or on its way. */
  readonly ArchiveStatus: string | null;
  readonly LitigationHoldEnabled: boolean | null;
  /** Ids of holds; one that begins with a hyphen leaves this mailbox out of a hold of the whole organisation. */
  readonly InPlaceHolds: readonly string[];
  readonly ComplianceTagHoldApplied: boolean | null;
  readonly DelayHoldApplied: boolean | null;
  readonly DelayReleaseHoldApplied: boolean | null;
}

/** Distribution lists, mail-enabled security groups, room lists, dynamic distribution groups and Microsoft 365 groups. */
export interface MailGroup extends ExchangeRecipient {
  readonly IsDirSynced: boolean | null;
}

/** Any kind of recipient, with what decides whether the cloud may change it. */
export interface DomainRecipient extends ExchangeRecipient {
  readonly IsDirSynced: boolean | null;
  /** By which a forward names it. */
  readonly Name?: string | null;
  /** Known of mailboxes alone, and only where it was asked for. */
  readonly IsExchangeCloudManaged?: boolean | null;
}

/** A contact with an address elsewhere, where its mail goes. */
export interface MailContact extends ExchangeRecipient {
  readonly Name: string | null;
  /** With its prefix. It need not be among the addresses. */
  readonly ExternalEmailAddress: string | null;
  readonly HiddenFromAddressListsEnabled?: boolean | null;
}

/** A mailbox whose user is gone: soft-deleted for 30 days, or inactive for as long as a hold lasts. */
export interface DeletedMailbox extends ExchangeRecipient {
  readonly IsInactiveMailbox: boolean | null;
}

/** https://learn.microsoft.com/powershell/module/exchange/get-dkimsigningconfig */
export interface DkimSigningConfig {
  readonly Domain: string;
  readonly Enabled: boolean;
  /** Where `selector1._domainkey` below the domain must lead. */
  readonly Selector1CNAME: string | null;
  readonly Selector2CNAME: string | null;
}

export interface AcceptedDomain {
  readonly DomainName: string;
  readonly DomainType: string;
  readonly Default: boolean;
  readonly InitialDomain: boolean;
}

export const recipientProperties = [
  'Guid',
  'ExternalDirectoryObjectId',
  'DisplayName',
  'Alias',
  'PrimarySmtpAddress',
  'EmailAddresses',
  'RecipientTypeDetails',
] as const satisfies readonly (keyof ExchangeRecipient)[];

export const mailContactProperties = [
  ...recipientProperties,
  'Name',
  'ExternalEmailAddress',
  'HiddenFromAddressListsEnabled',
] as const satisfies readonly (keyof MailContact)[];

export const mailboxProperties = [
  ...recipientProperties,
  'ExchangeGuid',
  'UserPrincipalName',
  'IsDirSynced',
  'IsExchangeCloudManaged',
  'LegacyExchangeDN',
  'ForwardingAddress',
  'ForwardingSmtpAddress',
  'DeliverToMailboxAndForward',
] as const satisfies readonly (keyof Mailbox)[];

/** https://learn.microsoft.com/purview/ediscovery-identify-a-hold-on-an-exchange-online-mailbox */
export const mailboxInDetailProperties = [
  ...mailboxProperties,
  'Name',
  'HiddenFromAddressListsEnabled',
  'GrantSendOnBehalfTo',
  'ArchiveStatus',
  'LitigationHoldEnabled',
  'InPlaceHolds',
  'ComplianceTagHoldApplied',
  'DelayHoldApplied',
  'DelayReleaseHoldApplied',
] as const satisfies readonly (keyof MailboxInDetail)[];

/** Whoever may be named as the holder of a right, or as where mail is passed on to. */
export interface NamedRecipient extends ExchangeRecipient {
  readonly Name: string | null;
  /** Of a contact and a mail user: where its mail goes. */
  readonly ExternalEmailAddress: string | null;
  readonly LegacyExchangeDN?: string | null;
}

/** Send as: https://learn.microsoft.com/powershell/module/exchangepowershell/get-recipientpermission */
export interface SendAsRight {
  /** The recipient's own name. */
  readonly Identity: string;
  readonly Trustee: string;
  readonly AccessControlType: string | null;
  readonly AccessRights: readonly string[];
  readonly IsInherited: boolean | null;
}

export const namedRecipientProperties = [
  ...recipientProperties,
  'Name',
  'ExternalEmailAddress',
] as const satisfies readonly (keyof NamedRecipient)[];

export const sendAsProperties = [
  'Identity',
  'Trustee',
  'AccessControlType',
  'AccessRights',
  'IsInherited',
] as const satisfies readonly (keyof SendAsRight)[];

export const mailGroupProperties = [
  ...recipientProperties,
  'IsDirSynced',
] as const satisfies readonly (keyof MailGroup)[];

export const domainRecipientProperties = [
  ...recipientProperties,
  'Name',
  'IsDirSynced',
] as const satisfies readonly (keyof DomainRecipient)[];

export const deletedMailboxProperties = [
  ...recipientProperties,
  'IsInactiveMailbox',
] as const satisfies readonly (keyof DeletedMailbox)[];

export const dkimProperties = [
  'Domain',
  'Enabled',
  'Selector1CNAME',
  'Selector2CNAME',
] as const satisfies readonly (keyof DkimSigningConfig)[];

export const acceptedDomainProperties = [
  'DomainName',
  'DomainType',
  'Default',
  'InitialDomain',
] as const satisfies readonly (keyof AcceptedDomain)[];

/** Kinds that `Set-Mailbox` changes. https://learn.microsoft.com/powershell/exchange/recipientfilter-properties */
export const mailboxKinds: ReadonlySet<string> = new Set([
  'UserMailbox',
  'SharedMailbox',
  'RoomMailbox',
  'EquipmentMailbox',
  'SchedulingMailbox',
  'TeamMailbox',
  'DiscoveryMailbox',
]);
