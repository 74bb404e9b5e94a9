/** Groups and who is in them. https://learn.microsoft.com/en-us/graph/api/resources/group */
import { lagOf, type ServiceAnswer } from '../context.js';
import { changeGroup } from '../directory-changes.js';
import type { Group } from '../entities.js';
import { directoryObjectType, shownAsIs, type Kind } from './directory-objects.js';
import { project, selectedProperties, viewOf } from './entity-type.js';
import { badRequest, GraphRefusal, notFound, unknownProperty } from './errors.js';
import { contactType } from './contacts.js';
import { groupType, writableOfGroup, writtenByPeopleOnly } from './group-properties.js';
import { graphBase } from './host.js';
import { answerRows, checkSingleQuery, listAnswer, type View } from './query.js';
import type { GraphCall, GraphRoute } from './route.js';
import { userType } from './user-properties.js';
import { bodyObject } from './users.js';

const directoryRoles = ['Directory.Read.All', 'Directory.ReadWrite.All'];
const readRoles = ['GroupMember.Read.All', 'Group.Read.All', 'Group.ReadWrite.All', ...directoryRoles];

// https://learn.microsoft.com/en-us/graph/api/group-list
const listGroups: GraphRoute = {
  method: 'GET',
  pattern: '/groups',
  roles: readRoles,
  units: 1,
  page: 'https://learn.microsoft.com/en-us/graph/api/group-list',
  answer: (call) => listAnswer(call, 'groups', groupType),
};

// https://learn.microsoft.com/en-us/graph/api/group-get
const getGroup: GraphRoute = {
  method: 'GET',
  pattern: '/groups/{id}',
  roles: readRoles,
  units: 1,
  page: 'https://learn.microsoft.com/en-us/graph/api/group-get',
  answer(call): ServiceAnswer {
    checkSingleQuery(call.query);
    const { world, side, now } = call;
    const id = (call.ids[0] as string).toLowerCase();
    const lag = lagOf(world, id, world.store.faults.readLagSeconds);
    const seen = world.store.seen(side, 'groups', id, now, lag);
    if (seen === undefined) throw notFound(call.ids[0] as string);
    const names = selectedProperties(call.query, groupType, 'single');
    return {
      status: 200,
      body: { '@odata.context': `${graphBase}/$metadata#groups/$entity`, ...project(seen, names, groupType) },
    };
  },
};

// https://learn.microsoft.com/en-us/graph/api/group-list-members
const listMembers: GraphRoute = {
  method: 'GET',
  pattern: '/groups/{id}/members',
  roles: readRoles,
  units: 3,
  page: 'https://learn.microsoft.com/en-us/graph/api/group-list-members',
  answer(call): ServiceAnswer {
    const { id, members } = findGroup(call);
    return answerRows(
      call,
      `groups/${id}/members`,
      directoryObjectType,
      { keys: [...members].sort(), at: (member) => memberOf(call, member) },
      { show: shownAsIs, context: 'directoryObjects' },
    );
  },
};

// https://learn.microsoft.com/en-us/graph/api/group-list-owners
const listOwners: GraphRoute = {
  method: 'GET',
  pattern: '/groups/{id}/owners',
  roles: readRoles,
  units: 3,
  page: 'https://learn.microsoft.com/en-us/graph/api/group-list-owners',
  answer(call): ServiceAnswer {
    const { id, owners: all, groupTypes, mailEnabled, onPremisesSyncEnabled } = findGroup(call);
    // "Owners are currently not available in Microsoft Graph for groups that were created in Exchange, distribution groups, or groups that
    // are synchronized from an on-premises environment."
    const isExchangesOwn = mailEnabled && !groupTypes.includes('Unified');
    const owners = isExchangesOwn || onPremisesSyncEnabled === true ? [] : all;
    return answerRows(
      call,
      `groups/${id}/owners`,
      directoryObjectType,
      { keys: [...owners].sort(), at: (owner) => memberOf(call, owner) },
      { show: shownAsIs, context: 'directoryObjects' },
    );
  },
};

// https://learn.microsoft.com/en-us/graph/api/orgcontact-list-memberof
const listGroupsOfContact: GraphRoute = {
  method: 'GET',
  pattern: '/contacts/{id}/memberOf',
  roles: ['OrgContact.Read.All', ...directoryRoles],
  units: 3,
  page: 'https://learn.microsoft.com/en-us/graph/api/orgcontact-list-memberof',
  answer(call): ServiceAnswer {
    const { world, side } = call;
    const id = (call.ids[0] as string).toLowerCase();
    if (world.store.get(side, 'contacts', id) === undefined) throw notFound(call.ids[0] as string);
    const groups = world.store
      .keys(side, 'groups')
      .filter((key) => world.store.get(side, 'groups', key)?.members.includes(id));
    return answerRows(
      call,
      `contacts/${id}/memberOf`,
      directoryObjectType,
      { keys: [...groups].sort(), at: (group) => memberOf(call, group) },
      { show: shownAsIs, context: 'directoryObjects' },
    );
  },
};

/**
 * Of a member that the caller may not read its id and kind are told, and nothing else.
 * https://learn.microsoft.com/en-us/graph/permissions-overview#limited-information-returned-for-inaccessible-member-objects
 */
function memberOf({ world, side, roles }: GraphCall, id: string): View | undefined {
  const { store } = world;
  const told = (kind: Kind, readers: readonly string[], view: View): View =>
    [...readers, ...directoryRoles].some((role) => roles.includes(role))
      ? { '@odata.type': kind, ...view }
      : { '@odata.type': kind, id };
  const user = store.get(side, 'users', id);
  if (user !== undefined) {
    return told('#microsoft.graph.user', ['User.Read.All', 'User.ReadWrite.All'], viewOf(user, userType));
  }
  const group = store.get(side, 'groups', id);
  if (group !== undefined) return told('#microsoft.graph.group', readRoles, viewOf(group, groupType));
  const contact = store.get(side, 'contacts', id);
  if (contact === undefined) return undefined;
  return told('#microsoft.graph.orgContact', ['OrgContact.Read.All'], viewOf(contact, contactType));
}

// https://learn.microsoft.com/en-us/graph/api/group-update
const updateGroup: GraphRoute = {
  method: 'PATCH',
  pattern: '/groups/{id}',
  roles: ['Group.ReadWrite.All', 'Directory.ReadWrite.All'],
  units: 1,
  writes: 1,
  page: 'https://learn.microsoft.com/en-us/graph/api/group-update',
  answer(call): ServiceAnswer {
    const group = findGroup(call);
    const patch = bodyObject(call.request.body);
    for (const name of Object.keys(patch)) checkProperty(group, name, patch[name]);
    changeGroup(call.world, call.side, group, patch as Partial<Group>, call.actor, call.now);
    return {
      status: 204,
      touched: [{ side: call.side, kind: 'group', id: group.id, properties: Object.keys(patch) }],
      applied: true,
    };
  },
};

export const groupRoutes: readonly GraphRoute[] = [
  listGroups,
  getGroup,
  listMembers,
  listOwners,
  listGroupsOfContact,
  updateGroup,
];

export function findGroup({ world, side, ids }: GraphCall): Group {
  const id = ids[0] as string;
  const group = world.store.get(side, 'groups', id.toLowerCase());
  if (group === undefined) throw notFound(id);
  return group;
}

function checkProperty(group: Group, name: string, value: unknown): void {
  if (!groupType.properties.has(name)) throw unknownProperty(name, 'group');
  if (writtenByPeopleOnly.has(name)) {
    throw new GraphRefusal(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
  }
  // The page's own example sends what the group is along with what it becomes.
  if (['groupTypes', 'mailEnabled'].includes(name) && same(value, group[name as 'groupTypes' | 'mailEnabled'])) return;
  checkGroupValue(name, value);
}

export function checkGroupValue(name: string, value: unknown): void {
  const kind = writableOfGroup[name];
  if (kind === undefined) throw badRequest(`Property '${name}' is read-only and cannot be set.`);
  const fits =
    kind === 'boolean'
      ? typeof value === 'boolean'
      : typeof kind === 'string'
        ? (typeof value === 'string' && (kind === 'text or null' || value !== '')) ||
          (kind === 'text or null' && value === null)
        : kind.includes(String(value));
  // `Hiddenmembership` and the characters of an alias: see the resource's page.
  if (
    !fits ||
    (name === 'mailNickname' && !/^[\x20-\x7e]{1,64}$/.test(String(value))) ||
    (name === 'mailNickname' && /[@()\\[\]";:.<>, ]/.test(String(value)))
  ) {
    throw badRequest(`Invalid value specified for property '${name}' of resource 'Group'.`);
  }
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
