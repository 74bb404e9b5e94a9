/** From what was read of an object to the object as the world holds it: every field that the files have, and the least that it needs beside them. */
import type { DeletedUser, Group, OrgContact, Recipient, User } from '../../../entities.js';
import { primaryOf } from '../../../proxy-addresses.js';
import { seededGuid } from '../../../seeded.js';
import { exchangePlan, usualLicence } from '../../tenant-builder.js';
import { isMailboxKind, readKind } from '../tables/recipient-kinds.js';
import { isGuid, textIn, textsIn, truthIn, valuesIn, type Value } from './values.js';

/** Nothing that is read here says when anything was made. */
const born = '2021-03-15T09:30:00Z';

const nickname = (name: string): string => name.replace(/[^A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]/g, '_');
const localPart = (address: string): string => address.slice(0, Math.max(0, address.lastIndexOf('@')));

/** @param mailbox the same person's, where there is one */
export function userOf(value: Value, mailbox: Recipient | undefined): User {
  const id = textIn(value, 'id') ?? '';
  const userPrincipalName = textIn(value, 'userPrincipalName') ?? '';
  const proxyAddresses = textsIn(value, 'proxyAddresses');
  const guest = textIn(value, 'userType') === 'Guest';
  const synced = truthIn(value, 'onPremisesSyncEnabled');
  const employeeId = textIn(value, 'employeeId');
  const assignedLicenses = valuesIn(value, 'assignedLicenses').flatMap((licence) => {
    const skuId = textIn(licence, 'skuId');
    return skuId === null ? [] : [{ skuId, disabledPlans: textsIn(licence, 'disabledPlans') }];
  });
  const mail = textIn(value, 'mail');
  return {
    id,
    userPrincipalName,
    displayName: textIn(value, 'displayName') ?? localPart(userPrincipalName),
    givenName: null,
    surname: null,
    mail,
    mailNickname: nickname(mailbox?.Alias ?? localPart(userPrincipalName)),
    proxyAddresses,
    imAddresses: proxyAddresses.filter((one) => /^sip:/i.test(one)).map((one) => one.slice('sip:'.length)),
    otherMails: guest && mail !== null ? [mail] : [],
    userType: guest ? 'Guest' : 'Member',
    accountEnabled: truthIn(value, 'accountEnabled') ?? mailbox?.RecipientTypeDetails === 'UserMailbox',
    usageLocation: textIn(value, 'usageLocation'),
    ...(employeeId === null ? {} : { employeeId }),
    jobTitle: null,
    department: null,
    officeLocation: null,
    preferredLanguage: null,
    businessPhones: [],
    mobilePhone: null,
    createdDateTime: born,
    creationType: guest ? 'Invitation' : null,
    externalUserState: guest ? 'Accepted' : null,
    onPremisesSyncEnabled: synced,
    onPremisesImmutableId: synced === true ? Buffer.from(id.slice(0, 16)).toString('base64') : null,
    assignedLicenses,
    assignedPlans:
      assignedLicenses.length > 0 && mailbox?.RecipientTypeDetails === 'UserMailbox'
        ? [{ servicePlanId: exchangePlan, service: 'exchange', capabilityStatus: 'Enabled', assignedDateTime: born }]
        : [],
  };
}

/** Null: of a kind that no rehearsal can carry. */
export function recipientOf(value: Value): Recipient | null {
  const kind = readKind(textIn(value, 'RecipientTypeDetails') ?? '', 'typeDetails');
  const details =
    kind?.about === 'mailbox' || kind?.about === 'group'
      ? kind.kind
      : kind?.about === 'contact'
        ? 'MailContact'
        : kind?.about === 'mail-user'
          ? 'MailUser'
          : kind?.about === 'guest'
            ? 'GuestMailUser'
            : kind?.about === 'public-folder'
              ? 'PublicFolder'
              : null;
  if (details === null) return null;
  const Guid = textIn(value, 'Guid') ?? '';
  const objectId = value['ExternalDirectoryObjectId'];
  const ExternalDirectoryObjectId = isGuid(objectId) ? objectId : '';
  const DisplayName = textIn(value, 'DisplayName') ?? textIn(value, 'PrimarySmtpAddress') ?? Guid;
  const Alias = textIn(value, 'Alias') ?? nickname(localPart(textIn(value, 'PrimarySmtpAddress') ?? Guid));
  const mailbox = isMailboxKind(details);
  const holds = textsIn(value, 'InPlaceHolds');
  return {
    Guid,
    ExternalDirectoryObjectId,
    ExchangeGuid:
      textIn(value, 'ExchangeGuid') ??
      (mailbox || details === 'GroupMailbox' ? seededGuid(0, `${Guid}/mailbox`) : null),
    RecipientTypeDetails: details,
    // New mailboxes are named by their object id, everything else by what the administrator typed.
    Name:
      textIn(value, 'Name') ??
      (mailbox && ExternalDirectoryObjectId !== '' ? ExternalDirectoryObjectId : `${DisplayName} ${Guid.slice(0, 4)}`),
    DisplayName,
    Alias,
    UserPrincipalName: textIn(value, 'UserPrincipalName'),
    EmailAddresses: textsIn(value, 'EmailAddresses'),
    ExternalEmailAddress: textIn(value, 'ExternalEmailAddress'),
    LegacyExchangeDN:
      textIn(value, 'LegacyExchangeDN') ??
      `/o=ExchangeLabs/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=${Guid.replaceAll('-', '')}-${Alias}`,
    IsDirSynced: truthIn(value, 'IsDirSynced') ?? false,
    IsExchangeCloudManaged: truthIn(value, 'IsExchangeCloudManaged') ?? false,
    HiddenFromAddressListsEnabled: truthIn(value, 'HiddenFromAddressListsEnabled') ?? false,
    ForwardingAddress: textIn(value, 'ForwardingAddress'),
    ForwardingSmtpAddress: textIn(value, 'ForwardingSmtpAddress'),
    DeliverToMailboxAndForward: truthIn(value, 'DeliverToMailboxAndForward') ?? false,
    GrantSendOnBehalfTo: textsIn(value, 'GrantSendOnBehalfTo'),
    LitigationHoldEnabled: truthIn(value, 'LitigationHoldEnabled') ?? false,
    ...(holds.length === 0 ? {} : { InPlaceHolds: holds }),
    ArchiveStatus: textIn(value, 'ArchiveStatus') === 'Active' ? 'Active' : 'None',
    ManagedBy: textsIn(value, 'ManagedBy'),
    RecipientFilter:
      details === 'DynamicDistributionGroup'
        ? (textIn(value, 'RecipientFilter') ?? "(RecipientType -eq 'UserMailbox')")
        : null,
    WhenCreatedUTC: born,
    WhenSoftDeleted: null,
  };
}

export function groupOf(value: Value): Group {
  const id = textIn(value, 'id') ?? '';
  const displayName = textIn(value, 'displayName') ?? id;
  const proxyAddresses = textsIn(value, 'proxyAddresses');
  const mail = textIn(value, 'mail') ?? primaryOf(proxyAddresses);
  const groupTypes = textsIn(value, 'groupTypes');
  return {
    id,
    displayName,
    description: null,
    mail,
    mailNickname: nickname(mail === null ? displayName : localPart(mail)),
    proxyAddresses,
    groupTypes,
    mailEnabled: truthIn(value, 'mailEnabled') ?? false,
    securityEnabled: truthIn(value, 'securityEnabled') ?? false,
    onPremisesSyncEnabled: truthIn(value, 'onPremisesSyncEnabled'),
    visibility: groupTypes.includes('Unified') ? 'Private' : null,
    createdDateTime: born,
    members: textsIn(value, 'members'),
    owners: textsIn(value, 'owners'),
  };
}

/** As the directory has it, or as Exchange's own says that it must be there. */
export function contactOf(value: Value, recipient: Recipient | undefined): OrgContact {
  const proxyAddresses = 'proxyAddresses' in value ? textsIn(value, 'proxyAddresses') : recipient?.EmailAddresses;
  const mail = textIn(value, 'mail') ?? recipient?.ExternalEmailAddress?.replace(/^smtp:/i, '') ?? null;
  return {
    id: textIn(value, 'id') ?? recipient?.ExternalDirectoryObjectId ?? '',
    displayName: textIn(value, 'displayName') ?? recipient?.DisplayName ?? mail ?? '',
    givenName: null,
    surname: null,
    mail,
    mailNickname: nickname(recipient?.Alias ?? mail ?? 'contact'),
    proxyAddresses: proxyAddresses ?? [],
    onPremisesSyncEnabled: truthIn(value, 'onPremisesSyncEnabled'),
  };
}

/** Null: nobody can tell when it was, so that it may be gone for good. */
export function deletedUserOf(value: Value): DeletedUser | null {
  const deletedDateTime = textIn(value, 'deletedDateTime');
  if (!isGuid(value['id']) || textIn(value, 'userPrincipalName') === null || deletedDateTime === null) return null;
  const proxyAddresses = textsIn(value, 'proxyAddresses');
  return { ...userOf({ ...value, mail: primaryOf(proxyAddresses) }, undefined), deletedDateTime };
}

/** Somebody with addresses whom Exchange lists without a mailbox; no snapshot has these, and each kind of account has one of its own. */
export function mailUserOf(user: User, external: string): Recipient {
  const Guid = seededGuid(0, `${user.id}/mail-user`);
  return recipientOf({
    Guid,
    RecipientTypeDetails: user.userType === 'Guest' ? 'GuestMailUser' : 'MailUser',
    ExternalDirectoryObjectId: user.id,
    DisplayName: user.displayName,
    Alias: user.mailNickname,
    UserPrincipalName: user.userPrincipalName,
    EmailAddresses: user.proxyAddresses,
    ExternalEmailAddress: `SMTP:${external}`,
    IsDirSynced: user.onPremisesSyncEnabled === true,
  }) as Recipient;
}

/** Of a mailbox whose account no file has: it signs in as Exchange says. */
export const accountOf = ({
  ExternalDirectoryObjectId,
  UserPrincipalName,
  DisplayName,
  EmailAddresses,
  RecipientTypeDetails,
  IsDirSynced,
}: Recipient): Value => ({
  id: ExternalDirectoryObjectId,
  userPrincipalName: UserPrincipalName,
  displayName: DisplayName,
  mail: primaryOf(EmailAddresses),
  proxyAddresses: EmailAddresses,
  userType: 'Member',
  accountEnabled: RecipientTypeDetails === 'UserMailbox',
  onPremisesSyncEnabled: IsDirSynced ? true : null,
  assignedLicenses: RecipientTypeDetails === 'UserMailbox' ? [{ skuId: usualLicence }] : [],
});
