/** Microsoft Graph of one tenant, for life: the two sides never share a client. */
import type { Applied } from '../../contract/change.js';
import { chunksOf } from '../../contract/chunks.js';
import type { OwnRights } from '../login/own-rights.js';
import { graphAccounts, type GraphAccounts } from './accounts.js';
import { batchLimit, GraphConnection, type GraphAnswer, type BatchItem, type GraphOptions } from './connection.js';
import { graphDirectoryRoles, type GraphDirectoryRoles } from './directory-roles.js';
import { graphDomains, type GraphDomains } from './domains.js';
import { everyPage } from './every-page.js';
import { graphM365Groups, type GraphM365Groups } from './m365-groups.js';
import { graphMailboxContent, type GraphMailboxContent } from './mailbox-content.js';
import {
  applicationProperties,
  contactProperties,
  deletedGroupProperties,
  deletedUserProperties,
  domainProperties,
  domainReferenceProperties,
  groupProperties,
  subscribedSkuProperties,
  userProperties,
  type DeletedGroup,
  type DeletedUser,
  type DomainReference,
  type GraphApplication,
  type GraphContact,
  type GraphDomain,
  type GraphGroup,
  type GraphUser,
  type MessageTrace,
  type SubscribedSku,
} from './types.js';
import { writeEach } from './write-each.js';

export interface NameChange {
  /** Object id: never a name that the change is about. */
  readonly userId: string;
  readonly userPrincipalName: string;
}

/** Objects that another one is tied to; null: that one is gone. */
export type Related = readonly { readonly id: string }[] | null;

export interface Graph extends GraphDomains, GraphDirectoryRoles, GraphAccounts, GraphM365Groups, GraphMailboxContent {
  readonly side: 'source' | 'destination';
  readonly tenantId: string;
  /** What the app itself may do here, as of now. */
  ownRights(): Promise<OwnRights>;
  /** Unverified ones and subdomains too. */
  domains(): Promise<readonly GraphDomain[]>;
  /** What the directory itself says refers to a domain: by an index that lags, and without what is deleted or known to Exchange alone. */
  domainNameReferences(domain: string): Promise<readonly DomainReference[]>;
  /** By name; in the order given, null where there is none. */
  domainsById(names: readonly string[]): Promise<readonly (GraphDomain | null)[]>;
  /** Every user that is not deleted, guests too. Complete or throws. */
  users(): Promise<readonly GraphUser[]>;
  /** Null: there is none (not even in the part of the directory that answered). */
  userById(id: string): Promise<GraphUser | null>;
  /** Read by id, not through an index; in the order given, null where there is none. */
  usersById(ids: readonly string[]): Promise<readonly (GraphUser | null)[]>;
  /** Users in the recycle bin: they keep their addresses for 30 days and block the domain. */
  deletedUsers(): Promise<readonly DeletedUser[]>;
  groups(): Promise<readonly GraphGroup[]>;
  /** Who is in each directly, in the order given; null where the group is gone. Complete or throws. */
  membersOfGroups(ids: readonly string[]): Promise<readonly Related[]>;
  /** As the members. Of what was created in Exchange or is synced the directory knows no owners: their list is empty. */
  ownersOfGroups(ids: readonly string[]): Promise<readonly Related[]>;
  /** The groups each contact is in directly. */
  groupsOfContacts(ids: readonly string[]): Promise<readonly Related[]>;
  /** Microsoft 365 groups in the recycle bin, for 30 days. */
  deletedGroups(): Promise<readonly DeletedGroup[]>;
  contacts(): Promise<readonly GraphContact[]>;
  /** Licences that are given to people. */
  subscribedSkus(): Promise<readonly SubscribedSku[]>;
  /** The tenant's own app registrations. */
  applications(): Promise<readonly GraphApplication[]>;
  /**
   * What became of the letters that came between the two, ten days at most and none of them later than now; what came in the last minutes
   * may not be told yet. Complete or throws, unless there are more than `most`: then so many, or a few more, in no order that anybody promises.
   */
  messageTraces(from: Date, until: Date, most: number): Promise<readonly MessageTrace[]>;
  /** One answer a change, in the order given. Sent once: what was not answered is `in-doubt`. */
  changeUserPrincipalNames(changes: readonly NameChange[]): Promise<readonly Applied[]>;
  /** The domain that new users get unless somebody says otherwise; the one that was default stops being it. Sent once. */
  makeDefaultDomain(name: string): Promise<Applied>;
}

export function createGraph(options: GraphOptions): Graph {
  const connection = new GraphConnection(options);
  const list = <T extends { readonly id: string }>(what: string, path: string): Promise<readonly T[]> =>
    everyPage<T>(connection, `listing ${what} of the ${options.side}`, path);
  const selected = (path: string, properties: readonly string[], top = '&$top=999'): string =>
    `${path}?$select=${properties.join(',')}${top}`;

  const eachById = async <T>(what: string, ids: readonly string[], pathOf: (id: string) => string) => {
    const operation = `reading ${what} of the ${options.side} by id`;
    const found: (T | null)[] = [];
    for (const part of chunksOf(ids, batchLimit)) {
      const items = part.map((id) => ({ id, method: 'GET' as const, url: pathOf(id) }));
      const answers = await connection.readBatch(operation, items);
      for (const id of part) {
        const answer = answers.get(id) as GraphAnswer;
        if (answer.status >= 300 && answer.status !== 404) throw connection.fault(`${operation}: ${id}`, answer);
        found.push(answer.status === 404 ? null : (answer.body as T));
      }
    }
    return found;
  };
  /** First pages in batches; a list of which that is not all is read by itself. */
  const related = async (what: string, ids: readonly string[], pathOf: (id: string) => string): Promise<Related[]> => {
    const pages = await eachById<{ value: { id: string }[]; '@odata.nextLink'?: string }>(what, ids, pathOf);
    const found: Related[] = [];
    for (const [at, page] of pages.entries()) {
      const hasMore = page !== null && page['@odata.nextLink'] !== undefined;
      found.push(hasMore ? await list(what, pathOf(ids[at] ?? '')) : (page?.value ?? null));
    }
    return found;
  };
  const usersById: Graph['usersById'] = async (ids) =>
    (await eachById<GraphUser>('users', ids, (id) => selected(`/users/${id}`, userProperties, ''))).map((user) =>
      user === null ? null : withLists(user),
    );

  return {
    side: options.side,
    tenantId: options.tenantId,
    ...graphDomains(connection, options.side),
    ...graphDirectoryRoles(connection, options.side),
    ownRights: () => connection.ownRights(),
    ...graphAccounts(connection, options.side, eachById),
    ...graphM365Groups(connection, options, eachById),
    ...graphMailboxContent(connection, options.side),
    // The only list without $top: https://learn.microsoft.com/graph/api/domain-list answers all of them at once.
    domains: () => list('domains', selected('/domains', domainProperties, '')),
    domainsById: (names) =>
      eachById<GraphDomain>('domains', names, (name) => selected(`/domains/${name}`, domainProperties, '')),
    users: async () => (await list<GraphUser>('users', selected('/users', userProperties))).map(withLists),
    userById: async (id) => (await usersById([id]))[0] ?? null,
    usersById,
    deletedUsers: async () =>
      (
        await list<DeletedUser>(
          'deleted users',
          selected('/directory/deletedItems/microsoft.graph.user', deletedUserProperties),
        )
      ).map(withLists),
    groups: async () => (await list<GraphGroup>('groups', selected('/groups', groupProperties))).map(withLists),
    // https://learn.microsoft.com/graph/api/group-list-members
    membersOfGroups: (ids) => related('members of groups', ids, (id) => `/groups/${id}/members?$select=id&$top=999`),
    // Its page knows no $top: https://learn.microsoft.com/graph/api/group-list-owners
    ownersOfGroups: (ids) => related('owners of groups', ids, (id) => `/groups/${id}/owners?$select=id`),
    // https://learn.microsoft.com/graph/api/orgcontact-list-memberof
    groupsOfContacts: (ids) =>
      related('groups of contacts', ids, (id) => `/contacts/${id}/memberOf?$select=id&$top=999`),
    deletedGroups: async () =>
      (
        await list<DeletedGroup>(
          'deleted groups',
          selected('/directory/deletedItems/microsoft.graph.group', deletedGroupProperties),
        )
      ).map(withLists),
    contacts: async () =>
      (await list<GraphContact>('contacts', selected('/contacts', contactProperties))).map(withLists),
    // A list without $top, too: https://learn.microsoft.com/graph/api/subscribedsku-list
    subscribedSkus: async () =>
      (
        await list<SubscribedSku>('subscribed licences', selected('/subscribedSkus', subscribedSkuProperties, ''))
      ).filter(({ appliesTo }) => appliesTo === 'User'),
    applications: async () =>
      (await list<GraphApplication>('applications', selected('/applications', applicationProperties))).map((one) => ({
        ...one,
        identifierUris: one.identifierUris ?? [],
      })),
    domainNameReferences: (domain) =>
      list(`references to ${domain}`, selected(`/domains/${domain}/domainNameReferences`, domainReferenceProperties)),
    // https://learn.microsoft.com/graph/api/messagetracingroot-list-messagetraces
    messageTraces: (from, until, most) =>
      everyPage<MessageTrace>(
        connection,
        `tracing messages of the ${options.side}`,
        `/admin/exchange/tracing/messageTraces?$filter=${encodeURIComponent(
          `receivedDateTime ge ${from.toISOString()} and receivedDateTime le ${until.toISOString()}`,
        )}&$top=5000`,
        ({ id, recipientAddress }) => `${id} ${recipientAddress ?? ''}`,
        most,
      ),
    // https://learn.microsoft.com/graph/api/user-update
    changeUserPrincipalNames: (changes) =>
      writeEach(
        connection,
        `changing userPrincipalName in the ${options.side}`,
        changes.map(({ userId, userPrincipalName }) => ({
          id: userId,
          method: 'PATCH',
          url: `/users/${userId}`,
          body: { userPrincipalName },
        })),
      ),
    // https://learn.microsoft.com/graph/api/domain-update
    async makeDefaultDomain(name) {
      const item: BatchItem = { id: name, method: 'PATCH', url: `/domains/${name}`, body: { isDefault: true } };
      const [applied] = await writeEach(connection, `making a domain the default in the ${options.side}`, [item]);
      return applied ?? { result: 'in-doubt' };
    },
  };
}

/** Graph leaves empty collections out of some answers. */
function withLists<T extends { readonly proxyAddresses: readonly string[] }>(item: T): T {
  return { ...item, proxyAddresses: item.proxyAddresses ?? [] };
}
