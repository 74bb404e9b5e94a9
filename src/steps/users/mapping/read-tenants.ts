/** Both tenants as the mapping asks for them, read whole. */
import { SystemFault } from '../../../errors.js';
import type { StepContext } from '../../../contract/context.js';
import type { Side } from '../../../contract/step.js';
import type { ExchangeRecipient, MailContact, NamedRecipient } from '../../../systems/exchange/types.js';
import type { GraphUser } from '../../../systems/graph/types.js';
import { objectIdOf } from '../../addresses/address-holders.js';
import { deletedHolders, type DeletedHolder } from '../../addresses/deleted-holders.js';
import { primaryAddress } from '../../addresses/moving-addresses.js';
import { parseProxyAddress, smtpAddresses } from '../../addresses/proxy-address.js';
import type { Systems, TenantClients } from '../../systems.js';
import { bringsMailbox, isFrontline } from '../../test-accounts/licence.js';
import { homeAddressOfGuest, operatorsAmong, type Operator } from '../operators.js';
import type { DestinationTenant, HeldAddress, Licence, MailObject, SourceTenant, Tenants } from './objects.js';

/** Of one tenant; of the destination its domains and licences, too. */
export const tenantCalls = [
  'graph.users',
  'graph.deletedUsers',
  'graph.deletedGroups',
  'exchange.recipientsAndDeleted',
  'exchange.namedRecipients',
  'exchange.mailContacts',
  'exchange.mailPublicFolders',
  'exchange.deletedMailboxes',
];

export async function readTenants({ source, destination }: Systems, ctx: StepContext): Promise<Tenants> {
  return {
    source: await readTenant(source, 'source', ctx),
    destination: await readDestination(destination, ctx),
    movingDomains: ctx.migration.movingDomains,
    homeDomain: ctx.migration.initialDomain.destination.toLowerCase(),
    madeFor: await madeFor(ctx),
  };
}

/** What comes with a licence is a change of its own, to what was made already. */
async function madeFor(ctx: StepContext): Promise<ReadonlyMap<string, string>> {
  const written = await ctx.written('create-destination-objects');
  return new Map(
    written.flatMap(({ change: { object }, made: [first] }) =>
      first === undefined || object.kind === 'user-mailbox' ? [] : [[object.id, first.id] as const],
    ),
  );
}

export async function readDestination(destination: TenantClients, ctx: StepContext): Promise<DestinationTenant> {
  const there = await readTenant(destination, 'destination', ctx);
  const domains = await destination.graph.domains();
  const standard = domains.find(({ isDefault }) => isDefault);
  return {
    ...there,
    licences: await licencesOf(destination),
    domains: new Map(domains.map((one) => [one.id.toLowerCase(), one.isVerified])),
    ...(standard === undefined ? {} : { defaultDomain: standard.id.toLowerCase() }),
  };
}

/** Exchange one after the other: it allows few commands at a time in one tenant. */
export async function readTenant(
  { graph, exchange }: TenantClients,
  side: Side,
  ctx: StepContext,
): Promise<SourceTenant> {
  const [users, deletedUsers, deletedGroups] = await Promise.all([
    graph.users(),
    graph.deletedUsers(),
    graph.deletedGroups(),
  ]);
  // Before those in use are read: who is deleted shows in the one list and not in the other.
  const andDeleted = await exchange.recipientsAndDeleted();
  const recipients = await exchange.namedRecipients();
  const contacts = await exchange.mailContacts();
  const publicFolders = await exchange.mailPublicFolders();
  const deletedMailboxes = await exchange.deletedMailboxes();
  return {
    objects: mailObjects({ users, recipients, contacts, operators: operatorsAmong(users, side, ctx) }),
    held: heldAddresses({
      users,
      recipients,
      publicFolders,
      deleted: deletedHolders({
        users: deletedUsers,
        groups: deletedGroups,
        mailboxes: deletedMailboxes,
        recipients: andDeleted,
        inUse: recipients,
      }),
    }),
  };
}

export interface Recipients {
  readonly users: readonly GraphUser[];
  readonly recipients: readonly (ExchangeRecipient & Partial<Pick<NamedRecipient, 'ExternalEmailAddress'>>)[];
  readonly contacts: readonly MailContact[];
  readonly operators: ReadonlyMap<string, Operator>;
}

export function mailObjects({ users, recipients, contacts, operators }: Recipients): readonly MailObject[] {
  const userOf = new Map(users.map((user) => [user.id, user]));
  const elsewhere = new Map(contacts.map((contact) => [contact.Guid, contact.ExternalEmailAddress]));
  return recipients
    .filter(({ RecipientTypeDetails }) => RecipientTypeDetails !== 'PublicFolder')
    .map((one) => {
      const id = objectIdOf(one);
      const user = userOf.get(id);
      const operator = operators.get(id);
      const primary = primaryAddress(one.EmailAddresses) ?? one.PrimarySmtpAddress;
      // Where the mail of a mail user goes need not be among its addresses.
      const external = elsewhere.get(one.Guid) ?? one.ExternalEmailAddress;
      return {
        id,
        kind: kindOf(one, user),
        name: one.DisplayName ?? '',
        address: primary || user?.userPrincipalName || one.Guid,
        addresses: [
          ...new Set(
            [
              ...smtpAddresses(one.EmailAddresses),
              ...(external ? [parseProxyAddress(external).value] : []),
              ...(user === undefined ? [] : namesOfUser(user)),
            ].map((address) => address.toLowerCase()),
          ),
        ],
        employeeId: user?.employeeId || null,
        licences: (user?.assignedLicenses ?? []).map(({ skuId }) => skuId),
        ...x500In(one),
        ...(one.Alias ? { alias: one.Alias.toLowerCase() } : {}),
        ...(operator === undefined ? {} : { operator }),
      };
    });
}

function x500In({ EmailAddresses }: ExchangeRecipient): Pick<MailObject, 'x500'> {
  const x500 = EmailAddresses.map(parseProxyAddress).flatMap(({ type, value }) =>
    type === 'x500' ? [value.toLowerCase()] : [],
  );
  return x500.length === 0 ? {} : { x500 };
}

/** Cross-tenant synchronization makes members of its guests: Exchange calls them mail users, and their account belongs to their own company. */
const kindOf = ({ RecipientTypeDetails }: ExchangeRecipient, user: GraphUser | undefined): string =>
  RecipientTypeDetails === 'MailUser' && user !== undefined && homeAddressOfGuest(user.userPrincipalName) !== null
    ? 'GuestMailUser'
    : RecipientTypeDetails;

function namesOfUser(user: GraphUser): readonly string[] {
  const home = homeAddressOfGuest(user.userPrincipalName);
  return [
    user.userPrincipalName,
    ...(home === null ? [] : [home]),
    ...(home === null || !user.mail ? [] : [user.mail]),
  ];
}

interface Holding {
  readonly users: readonly GraphUser[];
  readonly recipients: readonly ExchangeRecipient[];
  readonly publicFolders: readonly ExchangeRecipient[];
  readonly deleted: readonly DeletedHolder[];
}

/** Of those no mapping can name: whoever is in the bin, public folders, users without a mailbox. */
export function heldAddresses(holding: Holding): readonly HeldAddress[] {
  const { users, recipients, publicFolders, deleted } = holding;
  const found = new Map<string, HeldAddress>();
  const hold = (why: HeldAddress['why'], id: string, name: string, addresses: readonly string[]): void => {
    for (const one of addresses) found.set(one.toLowerCase(), { address: one.toLowerCase(), id, name, why });
  };
  const isRecipient = new Set(recipients.map(objectIdOf));
  for (const user of users)
    if (!isRecipient.has(user.id))
      hold('user', user.id, user.displayName ?? '', [...namesOfUser(user), ...smtpAddresses(user.proxyAddresses)]);
  for (const one of publicFolders)
    hold('public folder', one.Guid, one.DisplayName ?? '', smtpAddresses(one.EmailAddresses));
  for (const { id, name, addresses } of deleted) hold('deleted', id, name, smtpAddresses(addresses));
  return [...found.values()];
}

/** Whoever may not see them maps without: null, never none left. */
async function licencesOf({ graph }: TenantClients): Promise<readonly Licence[] | null> {
  try {
    return (await graph.subscribedSkus()).map((sku) => ({
      skuId: sku.skuId,
      name: sku.skuPartNumber,
      left: Math.max(0, sku.prepaidUnits.enabled - sku.consumedUnits),
      bringsMailbox: bringsMailbox(sku),
      ...(bringsMailbox(sku) && isFrontline(sku) ? { frontline: true } : {}),
    }));
  } catch (fault) {
    if (fault instanceof SystemFault && fault.details.status === 403) return null;
    throw fault;
  }
}
