/** Microsoft 365 groups: an application may not make them through Exchange. https://learn.microsoft.com/graph/api/resources/groups-overview */
import type { Applied } from '../../contract/change.js';
import type { GraphConnection, GraphOptions } from './connection.js';
import { groupProperties, type GraphGroup } from './types.js';
import { writeEach } from './write-each.js';

export interface M365Group extends GraphGroup {
  readonly mailNickname: string | null;
  readonly description: string | null;
  readonly visibility: string | null;
  /** Who is in it by a rule; null: somebody put them there. */
  readonly membershipRule: string | null;
  /** `Team` among them: it has a team in Microsoft Teams. */
  readonly resourceProvisioningOptions: readonly string[];
}

/** https://learn.microsoft.com/graph/api/group-post-groups */
export interface NewM365Group {
  readonly displayName: string;
  readonly description: string | null;
  readonly mailNickname: string;
  readonly visibility: string;
}

export interface GroupPerson {
  readonly groupId: string;
  readonly userId: string;
}

export interface GraphM365Groups {
  /** Not through an index; in the order given, null where there is none. */
  m365GroupsById(ids: readonly string[]): Promise<readonly (M365Group | null)[]>;
  /** In the order given, null where there is none that is not deleted: among these groups a nickname is unique. */
  m365GroupsByNickname(nicknames: readonly string[]): Promise<readonly (M365Group | null)[]>;
  /** Nobody is in them, and nobody owns them. One answer each, in the order given, here and below. Sent once: what was not answered is `in-doubt`. */
  createM365Groups(groups: readonly NewM365Group[]): Promise<readonly Applied[]>;
  addGroupMembers(people: readonly GroupPerson[]): Promise<readonly Applied[]>;
  addGroupOwners(people: readonly GroupPerson[]): Promise<readonly Applied[]>;
  /** Into the bin, with all that is in them, for thirty days. */
  deleteGroups(ids: readonly string[]): Promise<readonly Applied[]>;
}

type EachById = <T>(
  what: string,
  ids: readonly string[],
  pathOf: (id: string) => string,
) => Promise<readonly (T | null)[]>;

const properties = [
  ...groupProperties,
  'mailNickname',
  'description',
  'visibility',
  'membershipRule',
  'resourceProvisioningOptions',
] as const;
const select = `$select=${properties.join(',')}`;

export function graphM365Groups(
  connection: GraphConnection,
  { side, endpoint }: Pick<GraphOptions, 'side' | 'endpoint'>,
  eachById: EachById,
): GraphM365Groups {
  const add = (relation: 'members' | 'owners', people: readonly GroupPerson[]): Promise<readonly Applied[]> =>
    writeEach(
      connection,
      `adding ${relation} of groups in the ${side}`,
      // https://learn.microsoft.com/graph/api/group-post-members and .../group-post-owners
      people.map(({ groupId, userId }) => ({
        id: `${groupId} ${userId}`,
        method: 'POST',
        url: `/groups/${groupId}/${relation}/$ref`,
        body: { '@odata.id': `${endpoint}/v1.0/users/${userId}` },
      })),
    );
  return {
    m365GroupsById: async (ids) =>
      (await eachById<M365Group>('groups', ids, (id) => `/groups/${id}?${select}`)).map((group) =>
        group === null ? null : withLists(group),
      ),
    async m365GroupsByNickname(nicknames) {
      // A list may have the same one: the page that comes first holds them all.
      const pages = await eachById<{ readonly value: readonly M365Group[] }>(
        'groups by nickname',
        nicknames,
        (nickname) =>
          `/groups?$filter=${encodeURIComponent(`mailNickname eq '${nickname.replaceAll("'", "''")}'`)}&${select}`,
      );
      return pages.map((page) => {
        const unified = page?.value.find(({ groupTypes }) => groupTypes.includes('Unified'));
        return unified === undefined ? null : withLists(unified);
      });
    },
    createM365Groups: (groups) =>
      writeEach(
        connection,
        `creating groups in the ${side}`,
        groups.map(({ description, ...group }) => ({
          id: group.mailNickname,
          method: 'POST',
          url: '/groups',
          body: {
            ...group,
            ...(description === null ? {} : { description }),
            groupTypes: ['Unified'],
            mailEnabled: true,
            securityEnabled: false,
          },
          made: (body) => [{ kind: 'm365-group', id: (body as { id: string }).id }],
        })),
      ),
    addGroupMembers: (people) => add('members', people),
    addGroupOwners: (people) => add('owners', people),
    // https://learn.microsoft.com/graph/api/group-delete
    deleteGroups: (ids) =>
      writeEach(
        connection,
        `deleting groups in the ${side}`,
        ids.map((id) => ({ id, method: 'DELETE', url: `/groups/${id}` })),
      ),
  };
}

/** Graph leaves empty collections out of some answers. */
const withLists = (group: M365Group): M365Group => ({
  ...group,
  proxyAddresses: group.proxyAddresses ?? [],
  resourceProvisioningOptions: group.resourceProvisioningOptions ?? [],
});
