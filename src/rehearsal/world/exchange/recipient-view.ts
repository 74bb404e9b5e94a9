/** What the Get- cmdlets show of a recipient. https://learn.microsoft.com/en-us/powershell/exchange/cmdlet-property-sets */
import { isInactive } from '../dependants.js';
import type { Recipient, RecipientTypeDetails, Tenant } from '../entities.js';
import { primaryOf } from '../proxy-addresses.js';
import { seededGuid } from '../seeded.js';

export const mailboxKinds: readonly RecipientTypeDetails[] = [
  'UserMailbox',
  'SharedMailbox',
  'RoomMailbox',
  'EquipmentMailbox',
  'SchedulingMailbox',
  'TeamMailbox',
  'DiscoveryMailbox',
];
export const mailUserKinds: readonly RecipientTypeDetails[] = ['MailUser', 'GuestMailUser'];
export const groupKinds: readonly RecipientTypeDetails[] = [
  'MailUniversalDistributionGroup',
  'MailUniversalSecurityGroup',
  'MailNonUniversalGroup',
  'RoomList',
];

const recipientType = (kind: RecipientTypeDetails): string =>
  mailboxKinds.includes(kind)
    ? 'UserMailbox'
    : mailUserKinds.includes(kind)
      ? 'MailUser'
      : kind === 'RoomList' || kind === 'GroupMailbox'
        ? 'MailUniversalDistributionGroup'
        : kind;

const noGuid = '00000000-0000-0000-0000-000000000000';
const archiveGuidOf = ({ Guid }: Recipient): string => seededGuid(0, `${Guid}/archive`);

/** Every property this world knows of a recipient, derived ones included. */
export function wholeView(recipient: Recipient, tenant: Pick<Tenant, 'initialDomain'>): Record<string, unknown> {
  const primary = primaryOf(recipient.EmailAddresses) ?? '';
  return {
    ...recipient,
    Identity: recipient.Name,
    Id: recipient.Name,
    PrimarySmtpAddress: primary,
    WindowsEmailAddress: primary,
    MicrosoftOnlineServicesID: recipient.UserPrincipalName,
    WindowsLiveID: recipient.UserPrincipalName,
    RecipientType: recipientType(recipient.RecipientTypeDetails),
    ResourceType:
      recipient.RecipientTypeDetails === 'RoomMailbox'
        ? 'Room'
        : recipient.RecipientTypeDetails === 'EquipmentMailbox'
          ? 'Equipment'
          : null,
    IsShared: recipient.RecipientTypeDetails === 'SharedMailbox',
    IsResource: ['RoomMailbox', 'EquipmentMailbox'].includes(recipient.RecipientTypeDetails),
    IsInactiveMailbox: isInactive(recipient),
    InPlaceHolds: recipient.InPlaceHolds ?? [],
    ArchiveGuid: recipient.ArchiveStatus === 'Active' ? archiveGuidOf(recipient) : noGuid,
    // There are no address policies in the cloud.
    EmailAddressPolicyEnabled: false,
    OrganizationId: `EURPR01A001.PROD.OUTLOOK.COM/Microsoft Exchange Hosted Organizations/${tenant.initialDomain}`,
    IsValid: true,
    ObjectState: 'Unchanged',
    WhenChangedUTC: recipient.WhenCreatedUTC,
  };
}

const common =
  'Identity Id Guid ExternalDirectoryObjectId Name DisplayName Alias EmailAddresses PrimarySmtpAddress WindowsEmailAddress EmailAddressPolicyEnabled RecipientType RecipientTypeDetails LegacyExchangeDN IsDirSynced HiddenFromAddressListsEnabled OrganizationId WhenCreatedUTC WhenChangedUTC IsValid ObjectState'.split(
    ' ',
  );
export const mailboxProperties = [
  ...common,
  ...'ExchangeGuid UserPrincipalName MicrosoftOnlineServicesID WindowsLiveID ForwardingAddress ForwardingSmtpAddress DeliverToMailboxAndForward GrantSendOnBehalfTo LitigationHoldEnabled InPlaceHolds ArchiveStatus ArchiveGuid IsExchangeCloudManaged IsShared IsResource ResourceType WhenSoftDeleted IsInactiveMailbox'.split(
    ' ',
  ),
];
export const recipientProperties = [...common, 'ExternalEmailAddress', 'ArchiveStatus', 'ManagedBy', 'ExchangeGuid'];
export const mailUserProperties = [
  ...common,
  'UserPrincipalName',
  'MicrosoftOnlineServicesID',
  'ExternalEmailAddress',
  'IsExchangeCloudManaged',
];
export const mailContactProperties = [...common, 'ExternalEmailAddress'];
export const distributionGroupProperties = [...common, 'ManagedBy', 'GrantSendOnBehalfTo'];
export const dynamicGroupProperties = [
  ...common.filter((name) => name !== 'ExternalDirectoryObjectId'),
  'RecipientFilter',
  'ManagedBy',
];
export const mailPublicFolderProperties = common.filter((name) => name !== 'ExternalDirectoryObjectId');
export const unifiedGroupProperties = [...common, 'ManagedBy', 'ExchangeGuid'];

const typed: Readonly<Record<string, string>> = {
  Guid: '#Guid',
  ExchangeGuid: '#Guid',
  ArchiveGuid: '#Guid',
  EmailAddresses: '#Collection(String)',
  GrantSendOnBehalfTo: '#Collection(String)',
  ManagedBy: '#Collection(String)',
  InPlaceHolds: '#Collection(String)',
  WhenCreatedUTC: '#DateTime',
  WhenChangedUTC: '#DateTime',
};

/** Lists say what they are lists of. */
export const withTypes = (row: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row).flatMap(([name, value]): [string, unknown][] =>
      Array.isArray(value)
        ? [
            [name, value],
            [`${name}@odata.type`, '#Collection(String)'],
          ]
        : [[name, value]],
    ),
  );

/** The chosen properties, each typed one followed by its `@odata.type` as the service sends it. */
export function shown(view: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const name of names) {
    if (!(name in view)) continue;
    out[name] = view[name];
    if (typed[name] !== undefined) out[`${name}@odata.type`] = typed[name];
  }
  return out;
}
