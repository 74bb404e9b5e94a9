/**
 * The properties a `-Filter` may name, of which kind they are, and at which cmdlets: those of
 * https://learn.microsoft.com/en-us/powershell/exchange/filter-properties that this world keeps.
 */
import { recipientTypeDetails, recipientTypes } from './recipient-types.js';

/**
 * `text` takes wildcards, `exact` does not; `addresses` are texts with a type before a colon, `list` values of which one is enough.
 * An enumeration lists its values.
 */
export type FilterKind = 'text' | 'exact' | 'guid' | 'boolean' | 'date' | 'addresses' | readonly string[];

export interface FilterableProperty {
  readonly name: string;
  readonly kind: FilterKind;
  /** What is looked at; another property where the page says so. */
  readonly reads: readonly string[];
}

const mailbox = 'Get-Mailbox';
const recipient = 'Get-Recipient';
const mailUser = 'Get-MailUser';
const mailContact = 'Get-MailContact';
const group = 'Get-DistributionGroup';
const dynamicGroup = 'Get-DynamicDistributionGroup';
const unifiedGroup = 'Get-UnifiedGroup';
const publicFolder = 'Get-MailPublicFolder';
const clientAccess = 'Get-CASMailbox';
const everywhere = [mailbox, recipient, mailUser, mailContact, group, dynamicGroup, unifiedGroup, publicFolder];
const allBut = (...not: readonly string[]): readonly string[] => everywhere.filter((one) => !not.includes(one));

const table: readonly (readonly [name: string, kind: FilterKind, cmdlets: readonly string[]])[] = [
  ['Alias', 'text', everywhere],
  ['ArchiveStatus', ['None', 'Active'], [mailbox, recipient, mailUser]],
  ['DeliverToMailboxAndForward', 'boolean', [mailbox, mailUser, publicFolder]],
  ['DisplayName', 'text', everywhere],
  ['EmailAddresses', 'addresses', everywhere],
  ['EmailAddressPolicyEnabled', 'boolean', everywhere],
  ['ExchangeGuid', 'guid', [mailbox, recipient, mailUser, unifiedGroup]],
  ['ExternalDirectoryObjectId', 'exact', everywhere],
  ['ExternalEmailAddress', 'addresses', [recipient, mailUser, mailContact, publicFolder]],
  ['ForwardingAddress', 'exact', [mailbox, mailUser, publicFolder]],
  ['ForwardingSmtpAddress', 'addresses', [mailbox]],
  ['GrantSendOnBehalfTo', 'exact', allBut(recipient)],
  ['Guid', 'guid', everywhere],
  ['HiddenFromAddressListsEnabled', 'boolean', everywhere],
  ['Id', 'exact', everywhere],
  ['IsDirSynced', 'boolean', allBut(dynamicGroup, publicFolder)],
  ['IsInactiveMailbox', 'boolean', [mailbox]],
  ['IsResource', 'boolean', [mailbox]],
  ['IsShared', 'boolean', [mailbox]],
  // Wildcards on it are for Exchange Server alone.
  ['LegacyExchangeDN', 'exact', allBut(recipient)],
  ['LitigationHoldEnabled', 'boolean', [mailbox, recipient, mailUser]],
  ['ManagedBy', 'exact', [recipient, group, dynamicGroup, unifiedGroup]],
  ['Name', 'text', everywhere],
  ['PrimarySmtpAddress', 'addresses', everywhere],
  ['RecipientType', recipientTypes, everywhere],
  ['RecipientTypeDetails', recipientTypeDetails, everywhere],
  ['ResourceType', ['Room', 'Equipment'], [mailbox, recipient]],
  ['UserPrincipalName', 'text', [mailbox, mailUser]],
  ['WhenChangedUTC', 'date', everywhere],
  ['WhenCreatedUTC', 'date', everywhere],
  ['WhenSoftDeleted', 'date', [mailbox, mailUser, unifiedGroup]],
  ['WindowsEmailAddress', 'text', allBut(recipient, unifiedGroup)],
  ['WindowsLiveID', 'text', [mailbox, recipient, mailUser]],
  ['InPlaceHolds', 'exact', [mailbox]],
  ['DisplayName', 'text', [clientAccess]],
  ['EmailAddresses', 'addresses', [clientAccess]],
  ['EwsApplicationAccessPolicy', ['EnforceAllowList', 'EnforceBlockList'], [clientAccess]],
  // A number here, though it is on or off everywhere else.
  ['EwsEnabled', ['0', '1'], [clientAccess]],
  ['Guid', 'guid', [clientAccess]],
  ['Name', 'text', [clientAccess]],
];

const byCmdlet = new Map(
  [...everywhere, clientAccess].map((cmdlet) => [
    cmdlet,
    new Map(
      table
        .filter(([, , cmdlets]) => cmdlets.includes(cmdlet))
        .map(([name, kind]): [string, FilterableProperty] => [
          name.toLowerCase(),
          // "Any filter that uses the PrimarySmtpAddress property also searches values in the EmailAddresses property."
          { name, kind, reads: name === 'PrimarySmtpAddress' ? [name, 'EmailAddresses'] : [name] },
        ]),
    ),
  ]),
);

/** The service does not care for the case of a name. */
export const filterableProperty = (cmdlet: string, name: string): FilterableProperty | undefined =>
  byCmdlet.get(cmdlet)?.get(name.toLowerCase());
