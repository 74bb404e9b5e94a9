/** Reads the lists of the ten scans, whole lists only, and each for itself: one that cannot be had hides no other. */
import { SystemFault } from '../../../errors.js';
import { mailboxKinds, type DomainRecipient } from '../../../systems/exchange/types.js';
import { objectIdOf } from '../../addresses/address-holders.js';
import type { TenantClients } from '../../systems.js';
import type { Reading, TenantLists } from './scan.js';
import { closest } from './names-on-domain.js';

const longestReason = 300;

export const tenantListCalls = [
  'graph.domains',
  'graph.users',
  'graph.deletedUsers',
  'graph.groups',
  'graph.deletedGroups',
  'graph.contacts',
  'graph.applications',
  'graph.domainNameReferences',
  'exchange.recipientsOn',
  'exchange.mailPublicFolders',
  'exchange.deletedMailboxes',
  'exchange.mailboxes',
];

export async function readTenant(
  { graph, exchange }: TenantClients,
  movingDomains: readonly string[],
): Promise<TenantLists> {
  const exchangeLists = readExchange(exchange, movingDomains);
  const domains = await read(() => graph.domains());
  const [users, deletedUsers, groups, deletedGroups, contacts, applications, references] = await Promise.all([
    read(() => graph.users()),
    read(() => graph.deletedUsers()),
    read(() => graph.groups()),
    read(() => graph.deletedGroups()),
    read(() => graph.contacts()),
    read(() => graph.applications()),
    readReferences(graph, domains, movingDomains),
  ]);
  return {
    ...(await exchangeLists),
    domains,
    users,
    deletedUsers,
    groups,
    deletedGroups,
    contacts,
    applications,
    references,
  };
}

/** One after the other: Exchange allows few commands at a time in one tenant. */
async function readExchange(exchange: TenantClients['exchange'], movingDomains: readonly string[]) {
  const recipients = await read(() => exchange.recipientsOn(movingDomains));
  const publicFolders = await read(() => exchange.mailPublicFolders());
  const deletedMailboxes = await read(() => exchange.deletedMailboxes());
  return { recipients: await withCloudManaged(exchange, recipients), publicFolders, deletedMailboxes };
}

/** A synced mailbox may be the cloud's to change all the same, which only the list of mailboxes tells. Not seen: it is not. */
async function withCloudManaged(
  exchange: TenantClients['exchange'],
  recipients: Reading<DomainRecipient>,
): Promise<Reading<DomainRecipient>> {
  const synced = recipients.items.some(
    ({ IsDirSynced, RecipientTypeDetails }) => IsDirSynced === true && mailboxKinds.has(RecipientTypeDetails),
  );
  if (!synced) return recipients;
  const { items: mailboxes } = await read(() => exchange.mailboxes());
  const managed = new Map(mailboxes.map((mailbox) => [objectIdOf(mailbox), mailbox.IsExchangeCloudManaged ?? null]));
  return {
    ...recipients,
    items: recipients.items.map((one) => ({ ...one, IsExchangeCloudManaged: managed.get(objectIdOf(one)) ?? null })),
  };
}

/** Of each moving domain that the tenant has, and of those below it: which these are, the list of domains says. */
async function readReferences(
  graph: TenantClients['graph'],
  domains: TenantLists['domains'],
  movingDomains: readonly string[],
): Promise<TenantLists['references']> {
  const names =
    domains.lacks === null
      ? domains.items.map(({ id }) => id.toLowerCase()).filter((id) => closest(id, movingDomains) !== null)
      : movingDomains;
  const all = await Promise.all(
    names.map(async (domain) => {
      const { items, lacks } = await read(() => graph.domainNameReferences(domain));
      return { items: items.map((object) => ({ domain, object })), lacks };
    }),
  );
  return {
    items: all.flatMap(({ items }) => items),
    lacks: all.map(({ lacks }) => lacks).find((lacks) => lacks !== null) ?? domains.lacks,
  };
}

async function read<T>(list: () => Promise<readonly T[]>): Promise<Reading<T>> {
  try {
    return { items: await list(), lacks: null };
  } catch (cause) {
    if (!(cause instanceof SystemFault)) throw cause;
    const { operation, requestId } = cause.details;
    const asked = requestId === null ? '' : `, ${requestId}`;
    return { items: [], lacks: `${operation}: ${cause.message}${asked}`.slice(0, longestReason) };
  }
}
