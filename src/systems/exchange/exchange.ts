/** Exchange Online of one tenant, for life: the two sides never share a client. */
import type { Applied } from '../../contract/change.js';
import type { OwnRights } from '../login/own-rights.js';
import { ExchangeConnection, type ExchangeOptions } from './connection.js';
import { delegation, type Delegation } from './delegation.js';
import { ews, type Ews } from './ews.js';
import { fullAccess, type FullAccess } from './full-access.js';
import { mailFlow, type MailFlow } from './mail-flow.js';
import { newGroups, peopleOf, unifiedGroupProperties, type NewGroups } from './new-groups.js';
import { unifiedGroups, type UnifiedGroups } from './unified-groups.js';
import { newMailboxes, type NewMailboxes } from './new-mailboxes.js';
import { mailboxDetails, type MailboxDetails } from './mailbox-details.js';
import { addressCommand, groupById, type GroupAddresses, type GroupKey } from './groups.js';
import { readById, type ById } from './read-by-id.js';
import {
  acceptedDomainProperties,
  deletedMailboxProperties,
  dkimProperties,
  domainRecipientProperties,
  mailboxInDetailProperties,
  mailboxProperties,
  mailContactProperties,
  mailGroupProperties,
  namedRecipientProperties,
  recipientProperties,
  sendAsProperties,
  type AcceptedDomain,
  type DeletedMailbox,
  type DkimSigningConfig,
  type DomainRecipient,
  type ExchangeRecipient,
  type Mailbox,
  type MailboxInDetail,
  type MailContact,
  type MailGroup,
  type NamedRecipient,
  type SendAsRight,
} from './types.js';
import { textsOf } from './values.js';
import { writeEach } from './write-each.js';

/**
 * The whole list (exact: for restoring), or single addresses added and removed (safe beside other people's changes). Never the same
 * address in both: in which order the service does them is not defined.
 */
export type AddressChange =
  | { readonly mailboxId: string; readonly emailAddresses: readonly string[] }
  | { readonly mailboxId: string; readonly add: readonly string[]; readonly remove: readonly string[] };

export interface Exchange
  extends MailboxDetails, MailFlow, NewMailboxes, NewGroups, UnifiedGroups, Ews, FullAccess, Delegation {
  readonly side: 'source' | 'destination';
  readonly tenantId: string;
  /** What the app itself may do here, as of now. */
  ownRights(): Promise<OwnRights>;
  /** The cmdlets that answer the app: one that its roles do not hold does not exist for it. */
  cmdletsAnswering(): Promise<readonly string[]>;
  acceptedDomains(): Promise<readonly AcceptedDomain[]>;
  /** Of the domains that have one: others must be set up first. */
  dkimSigningConfigs(): Promise<readonly DkimSigningConfig[]>;
  /** User, shared, room and equipment mailboxes, without deleted and inactive ones. Complete or throws. */
  mailboxes(): Promise<readonly Mailbox[]>;
  /** The same mailboxes, with what an inventory tells of each. */
  mailboxesInDetail(): Promise<readonly MailboxInDetail[]>;
  /** Ids of the holds that keep every mailbox which is not left out of them. */
  organizationHolds(): Promise<readonly string[]>;
  /** Whoever can hold a right or take mail: every recipient, by all its names. */
  namedRecipients(): Promise<readonly NamedRecipient[]>;
  /** Of every recipient: the one right over a mailbox that Exchange lists for all of them at once. */
  sendAsRights(): Promise<readonly SendAsRight[]>;
  /** By directory object id or mailbox GUID, never by an address; in the order given, null where there is none. */
  mailboxesById(ids: readonly string[]): Promise<readonly (Mailbox | null)[]>;
  /** Everything that holds an address: mailboxes, mail users, contacts, groups of every kind. `filter` is OPATH. */
  recipients(filter?: string): Promise<readonly ExchangeRecipient[]>;
  /** Recipients in use, Microsoft 365 groups among them, that Exchange finds on these domains or below; look again: its filter is not exact. */
  recipientsOn(domains: readonly string[]): Promise<readonly DomainRecipient[]>;
  /** Mail-enabled public folders. */
  mailPublicFolders(): Promise<readonly ExchangeRecipient[]>;
  /** Soft-deleted and inactive mailboxes: they keep their addresses. */
  deletedMailboxes(): Promise<readonly DeletedMailbox[]>;
  /**
   * Contacts, mail users and groups, those in use and those that could be restored: Exchange tells the second only beside the first. Whoever reads it
   * before the list of those in use knows which is which. `domains` as above.
   */
  recipientsAndDeleted(domains?: readonly string[]): Promise<readonly ExchangeRecipient[]>;
  /** Distribution lists, mail-enabled security groups and room lists. */
  distributionGroups(): Promise<readonly MailGroup[]>;
  dynamicDistributionGroups(): Promise<readonly MailGroup[]>;
  /** Microsoft 365 groups. */
  unifiedGroups(): Promise<readonly MailGroup[]>;
  /** By directory object id or GUID, each with the cmdlet of its kind; in the order given, null where there is none. */
  groupsById(groups: readonly GroupKey[]): Promise<readonly (MailGroup | null)[]>;
  mailContacts(): Promise<readonly MailContact[]>;
  /** One answer a change, in the order given. Sent once: what was not answered is `in-doubt`. */
  setMailboxEmailAddresses(changes: readonly AddressChange[]): Promise<readonly Applied[]>;
  /** The whole list of each group, with the cmdlet of its kind. Answers as above. */
  setGroupEmailAddresses(changes: readonly GroupAddresses[]): Promise<readonly Applied[]>;
}

/** Of mailboxes `Get-Mailbox` tells more. */
const restorableKinds = [
  'MailContact',
  'MailUser',
  'GuestMailUser',
  'MailUniversalDistributionGroup',
  'MailUniversalSecurityGroup',
  'MailNonUniversalGroup',
  'RoomList',
  'DynamicDistributionGroup',
  'GroupMailbox',
] as const;

/**
 * A wildcard stands at an end of a value only, so subdomains are asked for by their own one.
 * https://learn.microsoft.com/powershell/exchange/recipient-filters
 */
const heldOn = (domains: readonly string[]): string =>
  domains
    .flatMap((domain) => [`EmailAddresses -like '*@${domain}'`, `EmailAddresses -like '*.${domain}'`])
    .join(' -or ');

export function createExchange(options: ExchangeOptions): Exchange {
  const connection = new ExchangeConnection(options);
  const list = async <T>(cmdlet: string, select: readonly string[], more: Record<string, unknown> = {}) => {
    // Without ResultSize the service stops at 1,000 and says so only in a warning.
    const parameters = { ResultSize: 'Unlimited', ...more };
    const items = await connection.readAll(`${cmdlet} in the ${options.side}`, { cmdlet, parameters, select });
    return items as unknown as readonly T[];
  };
  const recipientList = async (cmdlet: string, more: Record<string, unknown> = {}) =>
    (await list<ExchangeRecipient>(cmdlet, recipientProperties, more)).map(withLists);
  const everyRecipient = async <T extends ExchangeRecipient>(
    select: readonly string[],
    more: Record<string, unknown>,
  ): Promise<readonly T[]> => {
    // Without being asked for by their kind, Microsoft 365 groups are left out: https://learn.microsoft.com/powershell/module/exchange/get-recipient#-recipienttypedetails
    const groups = await list<T>('Get-Recipient', select, { ...more, RecipientTypeDetails: 'GroupMailbox' });
    const others = await list<T>('Get-Recipient', select, more);
    return [...others.filter(({ RecipientTypeDetails }) => RecipientTypeDetails !== 'GroupMailbox'), ...groups].map(
      withLists,
    );
  };
  const groupList = async (cmdlet: string) => (await list<MailGroup>(cmdlet, mailGroupProperties)).map(withLists);
  const orNull = <T extends ExchangeRecipient>(item: Record<string, unknown> | null): T | null =>
    item === null ? null : withLists(item as unknown as T);

  return {
    side: options.side,
    tenantId: options.tenantId,
    ownRights: () => connection.ownRights(),
    cmdletsAnswering: () => connection.exportedCmdlets(`asking which cmdlets answer in the ${options.side}`),
    ...mailboxDetails(connection, options, options.side),
    ...newMailboxes(connection, options, options.side),
    ...newGroups(connection, options, options.side),
    ...unifiedGroups(connection, options, options.side),
    ...ews(connection, options, options.side),
    ...fullAccess(connection, options, options.side),
    ...delegation(connection, options, options.side),
    ...mailFlow((cmdlet, parameters) => connection.readAll(`${cmdlet} in the ${options.side}`, { cmdlet, parameters })),
    mailboxesInDetail: async () =>
      (await list<MailboxInDetail>('Get-Mailbox', mailboxInDetailProperties)).map((mailbox) => ({
        ...withLists(mailbox),
        GrantSendOnBehalfTo: textsOf(mailbox.GrantSendOnBehalfTo),
        InPlaceHolds: textsOf(mailbox.InPlaceHolds),
      })),
    // https://learn.microsoft.com/powershell/module/exchangepowershell/get-organizationconfig
    organizationHolds: async () =>
      (
        await connection.readAll(`Get-OrganizationConfig in the ${options.side}`, {
          cmdlet: 'Get-OrganizationConfig',
          parameters: {},
          select: ['InPlaceHolds'],
        })
      ).flatMap(({ InPlaceHolds }) => textsOf(InPlaceHolds)),
    namedRecipients: () => everyRecipient<NamedRecipient>(namedRecipientProperties, {}),
    sendAsRights: async () =>
      (await list<SendAsRight>('Get-RecipientPermission', sendAsProperties)).map((right) => ({
        ...right,
        AccessRights: textsOf(right.AccessRights),
      })),
    acceptedDomains: () => list<AcceptedDomain>('Get-AcceptedDomain', acceptedDomainProperties),
    // The cmdlet gives every one there is, and knows no ResultSize.
    dkimSigningConfigs: async () =>
      (await connection.readAll(`Get-DkimSigningConfig in the ${options.side}`, {
        cmdlet: 'Get-DkimSigningConfig',
        parameters: {},
        select: dkimProperties,
      })) as unknown as readonly DkimSigningConfig[],
    mailboxes: async () => (await list<Mailbox>('Get-Mailbox', mailboxProperties)).map(withLists),
    async mailboxesById(ids) {
      const wanted = ids.map((id): ById => ({
        id,
        cmdlet: 'Get-Mailbox',
        idProperty: 'ExternalDirectoryObjectId',
        select: mailboxProperties,
      }));
      const found = await readById(connection, options, `Get-Mailbox by id in the ${options.side}`, wanted);
      return found.map(orNull<Mailbox>);
    },
    recipients: (filter) =>
      everyRecipient<ExchangeRecipient>(recipientProperties, filter === undefined ? {} : { Filter: filter }),
    recipientsOn: (domains) => everyRecipient<DomainRecipient>(domainRecipientProperties, { Filter: heldOn(domains) }),
    // The switch counts for the kinds that are asked for by name: https://learn.microsoft.com/powershell/module/exchange/get-recipient
    recipientsAndDeleted: (domains) =>
      recipientList('Get-Recipient', {
        RecipientTypeDetails: restorableKinds,
        IncludeSoftDeletedRecipients: true,
        ...(domains === undefined ? {} : { Filter: heldOn(domains) }),
      }),
    mailPublicFolders: () => recipientList('Get-MailPublicFolder'),
    async deletedMailboxes() {
      const found = (which: string) => list<DeletedMailbox>('Get-Mailbox', deletedMailboxProperties, { [which]: true });
      // Whether the first switch shows inactive ones too is not said everywhere the same: both are asked, and each mailbox counts once.
      const all = [...(await found('SoftDeletedMailbox')), ...(await found('InactiveMailboxOnly'))];
      return [...new Map(all.map((mailbox) => [mailbox.Guid, withLists(mailbox)])).values()];
    },
    distributionGroups: () => groupList('Get-DistributionGroup'),
    dynamicDistributionGroups: () => groupList('Get-DynamicDistributionGroup'),
    unifiedGroups: async () =>
      (await list<MailGroup>('Get-UnifiedGroup', unifiedGroupProperties)).map((group) => ({
        ...withLists(group),
        ...peopleOf(group as unknown as Readonly<Record<string, unknown>>),
      })),
    async groupsById(groups) {
      const found = await readById(connection, options, `groups by id in the ${options.side}`, groups.map(groupById));
      return found.map(orNull<MailGroup>);
    },
    mailContacts: async () => (await list<MailContact>('Get-MailContact', mailContactProperties)).map(withLists),
    setMailboxEmailAddresses: (changes) =>
      writeEach(
        connection,
        `Set-Mailbox EmailAddresses in the ${options.side}`,
        changes.map((change) => ({
          id: change.mailboxId,
          cmdlet: 'Set-Mailbox',
          parameters: {
            Identity: change.mailboxId,
            // https://learn.microsoft.com/powershell/module/exchange/set-mailbox#-emailaddresses
            EmailAddresses: 'emailAddresses' in change ? change.emailAddresses : hashtable(change),
          },
        })),
      ),
    setGroupEmailAddresses: (changes) =>
      writeEach(connection, `EmailAddresses of groups in the ${options.side}`, changes.map(addressCommand)),
  };
}

const hashtable = ({ add, remove }: { readonly add: readonly string[]; readonly remove: readonly string[] }) => ({
  '@odata.type': '#Exchange.GenericHashTable',
  ...(add.length > 0 ? { add } : {}),
  ...(remove.length > 0 ? { remove } : {}),
});

/** A single value may arrive without its list, an empty one not at all. */
function withLists<T extends { readonly EmailAddresses: readonly string[] }>(item: T): T {
  const addresses = (item.EmailAddresses ?? []) as readonly string[] | string;
  return { ...item, EmailAddresses: typeof addresses === 'string' ? [addresses] : addresses };
}
