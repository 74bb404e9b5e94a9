/** Objects that begin here, and what a service gives them of its own accord. */
import type { WorldContext } from './context.js';
import type { Group, OrgContact, Recipient, RecipientTypeDetails, Side, User } from './entities.js';
import { seededGuid } from './seeded.js';

/** A user as it is when nothing but its names is known. */
export function newUser(
  world: WorldContext,
  side: Side,
  userPrincipalName: string,
  displayName: string,
  now: number,
): User {
  // Deleted and created again in one moment it is another user.
  const nth = `${world.store.size(side, 'users')}/${world.store.size(side, 'deletedUsers')}`;
  return {
    id: seededGuid(world.seed, `${side}/new/user/${userPrincipalName.toLowerCase()}/${now}/${nth}`),
    userPrincipalName,
    displayName,
    givenName: null,
    surname: null,
    mail: null,
    mailNickname: (userPrincipalName.split('@')[0] as string).replace(/[^A-Za-z0-9._-]/g, '_'),
    proxyAddresses: [],
    imAddresses: [],
    otherMails: [],
    userType: 'Member',
    accountEnabled: true,
    usageLocation: null,
    jobTitle: null,
    department: null,
    officeLocation: null,
    preferredLanguage: null,
    businessPhones: [],
    mobilePhone: null,
    createdDateTime: new Date(now).toISOString(),
    creationType: null,
    externalUserState: null,
    onPremisesSyncEnabled: null,
    onPremisesImmutableId: null,
    assignedLicenses: [],
    assignedPlans: [],
  };
}

/** A shared mailbox: it needs no licence. */
export const sharedMailboxOf = (world: WorldContext, side: Side, user: User, now: number): Recipient =>
  newRecipient(world, side, now, {
    kind: 'SharedMailbox',
    objectId: user.id,
    displayName: user.displayName,
    alias: user.mailNickname,
    userPrincipalName: user.userPrincipalName,
    addresses: [`SMTP:${user.userPrincipalName}`],
  });

/** One that Exchange makes together with its account. */
export const mailboxWithoutLicence = (
  world: WorldContext,
  side: Side,
  kind: RecipientTypeDetails,
  user: User,
  addresses: readonly string[],
  now: number,
): Recipient => ({ ...userMailboxOf(world, side, user, addresses, now), RecipientTypeDetails: kind });

/** The mailbox of a licensed user. */
export const userMailboxOf = (
  world: WorldContext,
  side: Side,
  user: User,
  addresses: readonly string[],
  now: number,
): Recipient =>
  newRecipient(world, side, now, {
    kind: 'UserMailbox',
    objectId: user.id,
    displayName: user.displayName,
    alias: user.mailNickname,
    userPrincipalName: user.userPrincipalName,
    addresses,
  });

/** What Exchange makes of a Microsoft 365 group. */
export const groupMailboxOf = (world: WorldContext, side: Side, group: Group, now: number): Recipient =>
  newRecipient(world, side, now, {
    kind: 'GroupMailbox',
    objectId: group.id,
    displayName: group.displayName,
    alias: group.mailNickname,
    userPrincipalName: null,
    addresses: group.proxyAddresses,
  });

/** A mail contact, in the directory and in Exchange. https://learn.microsoft.com/en-us/powershell/module/exchange/new-mailcontact */
export function newContact(
  world: WorldContext,
  side: Side,
  now: number,
  { name, displayName, external }: { readonly name: string; readonly displayName: string; readonly external: string },
): { readonly contact: OrgContact; readonly recipient: Recipient } {
  const id = seededGuid(world.seed, `${side}/new/contact/${external.toLowerCase()}/${now}`);
  const alias = external.replace(/[^A-Za-z0-9._-]/g, '_');
  const addresses = [`SMTP:${external}`];
  const recipient = newRecipient(world, side, now, {
    kind: 'MailContact',
    objectId: id,
    displayName,
    alias,
    userPrincipalName: null,
    addresses,
  });
  return {
    contact: {
      id,
      displayName,
      givenName: null,
      surname: null,
      mail: external,
      mailNickname: alias,
      proxyAddresses: addresses,
      onPremisesSyncEnabled: null,
    },
    // No mailbox stands behind it, and it is named by what the administrator typed.
    recipient: { ...recipient, Name: name, ExchangeGuid: null, ExternalEmailAddress: `SMTP:${external}` },
  };
}

/** A group of Exchange's own; one that is worked out from a filter has no object in the directory. */
export const groupRecipientOf = (
  world: WorldContext,
  side: Side,
  of: Omit<NewRecipient, 'userPrincipalName'> & { readonly name: string },
  now: number,
): Recipient => {
  const { name, ...rest } = of;
  const nth = world.store.size(side, 'recipients');
  const id = of.objectId || seededGuid(world.seed, `${side}/new/dynamic/${name.toLowerCase()}/${now}/${nth}`);
  const made = newRecipient(world, side, now, { ...rest, objectId: id, userPrincipalName: null });
  return { ...made, ExternalDirectoryObjectId: of.objectId, ExchangeGuid: null, Name: name };
};

interface NewRecipient {
  readonly kind: RecipientTypeDetails;
  readonly objectId: string;
  readonly displayName: string;
  readonly alias: string;
  readonly userPrincipalName: string | null;
  readonly addresses: readonly string[];
}

function newRecipient(world: WorldContext, side: Side, now: number, of: NewRecipient): Recipient {
  const guid = seededGuid(world.seed, `${side}/new/recipient/${of.objectId}`);
  return {
    Guid: guid,
    ExternalDirectoryObjectId: of.objectId,
    ExchangeGuid: seededGuid(world.seed, `${side}/new/mailbox/${of.objectId}`),
    RecipientTypeDetails: of.kind,
    Name: of.objectId,
    DisplayName: of.displayName,
    Alias: of.alias,
    UserPrincipalName: of.userPrincipalName,
    EmailAddresses: of.addresses,
    ExternalEmailAddress: null,
    LegacyExchangeDN: `/o=ExchangeLabs/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=${guid.replaceAll('-', '')}-${of.alias}`,
    IsDirSynced: false,
    IsExchangeCloudManaged: false,
    HiddenFromAddressListsEnabled: false,
    ForwardingAddress: null,
    ForwardingSmtpAddress: null,
    DeliverToMailboxAndForward: false,
    GrantSendOnBehalfTo: [],
    LitigationHoldEnabled: false,
    ArchiveStatus: 'None',
    ManagedBy: [],
    RecipientFilter: null,
    WhenCreatedUTC: new Date(now).toISOString(),
    WhenSoftDeleted: null,
  };
}
