/** Who is in a group and who owns it, by reference. https://learn.microsoft.com/en-us/graph/api/group-post-members and its neighbours */
import type { ServiceAnswer } from '../context.js';
import { binUser } from '../deleted-items.js';
import type { Group } from '../entities.js';
import { deleteGroup, isExchangesOwn, putMembers, putOwners } from '../group-changes.js';
import { badRequest, GraphRefusal, notFound } from './errors.js';
import { findGroup } from './groups.js';
import { graphBase } from './host.js';
import type { GraphCall, GraphRoute } from './route.js';
import { bodyObject } from './users.js';

export type Relation = 'members' | 'owners';

const memberRoles = ['GroupMember.ReadWrite.All', 'Group.ReadWrite.All', 'Directory.ReadWrite.All'];
const ownerRoles = ['Group.ReadWrite.All', 'Directory.ReadWrite.All'];

/** The object that a reference names: `…/directoryObjects/{id}`, or below the collection of its kind. */
export function referenced({ world, side }: GraphCall, reference: unknown): string {
  const { store } = world;
  const form = new RegExp(`^${graphBase}/(directoryObjects|users|groups|contacts)/([^/?]+)$`, 'i');
  const [, collection = '', name = ''] = form.exec(typeof reference === 'string' ? reference : '') ?? [];
  if (name === '') throw badRequest("A value is required for property '@odata.id' of a reference.");
  const id = name.includes('@') ? (store.index[side].userByPrincipalName(name) ?? name) : name.toLowerCase();
  const kinds = (['users', 'groups', 'contacts'] as const).filter((one) => store.get(side, one, id) !== undefined);
  const fits = collection.toLowerCase() === 'directoryobjects' || kinds.some((one) => one === collection.toLowerCase());
  if (kinds.length === 0 || !fits) throw notFound(name);
  return id;
}

/** https://learn.microsoft.com/en-us/graph/api/group-post-members, its table of types; an owner is a user. */
export function checkRelated({ world, side }: GraphCall, group: Group, relation: Relation, id: string): void {
  const { store } = world;
  if (store.get(side, 'users', id) !== undefined) return;
  const nested = store.get(side, 'groups', id);
  const may =
    relation === 'members' &&
    !group.groupTypes.includes('Unified') &&
    nested?.groupTypes.includes('Unified') !== true &&
    (nested === undefined || nested.securityEnabled);
  if (!may || id === group.id)
    throw badRequest(
      `Unable to update the specified properties: the object '${id}' can't be in '${relation}' of this group.`,
    );
}

function checkWritable(group: Group, relation: Relation): void {
  if (isExchangesOwn(group)) throw badRequest('Cannot Update a mail-enabled security groups and or distribution list.');
  if (group.onPremisesSyncEnabled === true)
    throw badRequest(
      'Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.',
    );
  if (relation === 'members' && group.groupTypes.includes('DynamicMembership'))
    throw new GraphRefusal(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
}

function put(call: GraphCall, group: Group, relation: Relation, list: readonly string[]): void {
  if (relation === 'members') putMembers(call, group, list);
  else putOwners(call, group, list);
}

function written(call: GraphCall, group: Group, relation: Relation, id: string, came: boolean): ServiceAnswer {
  const { world, side, actor, now } = call;
  world.store.note({
    at: new Date(now).toISOString(),
    system: 'graph',
    side,
    actor,
    what: relation,
    object: { kind: 'group', id: group.id, label: group.displayName },
    before: came ? null : id,
    after: came ? id : null,
  });
  const kind = relation === 'members' ? 'group member' : 'group owner';
  return { status: 204, touched: [{ side, kind, id: `${group.id}/${id}`, properties: [relation] }], applied: true };
}

const add = (relation: Relation, page: string): GraphRoute => ({
  method: 'POST',
  pattern: `/groups/{id}/${relation}/$ref`,
  roles: relation === 'members' ? memberRoles : ownerRoles,
  units: 1,
  writes: 1,
  page,
  answer(call): ServiceAnswer {
    const group = findGroup(call);
    checkWritable(group, relation);
    const id = referenced(call, bodyObject(call.request.body)['@odata.id']);
    checkRelated(call, group, relation, id);
    if (group[relation].includes(id))
      throw badRequest(
        `One or more added object references already exist for the following modified properties: '${relation}'.`,
      );
    put(call, group, relation, [...group[relation], id]);
    return written(call, group, relation, id, true);
  },
});

const remove = (relation: Relation, page: string): GraphRoute => ({
  method: 'DELETE',
  pattern: `/groups/{id}/${relation}/{id}/$ref`,
  roles: relation === 'members' ? memberRoles : ownerRoles,
  units: 1,
  writes: 1,
  page,
  answer(call): ServiceAnswer {
    const group = findGroup(call);
    checkWritable(group, relation);
    const id = (call.ids[1] as string).toLowerCase();
    if (!group[relation].includes(id)) throw notFound(call.ids[1] as string);
    // "Once owners are assigned to a group, the last owner (a user object) of the group cannot be removed."
    if (relation === 'owners' && group.owners.length === 1)
      throw badRequest('The group must have at least one owner, hence this owner cannot be removed.');
    put(
      call,
      group,
      relation,
      group[relation].filter((one) => one !== id),
    );
    return written(call, group, relation, id, false);
  },
});

/** Without `$ref` it is the member itself that goes: the page's caution. */
const removeMemberItself: GraphRoute = {
  method: 'DELETE',
  pattern: '/groups/{id}/members/{id}',
  roles: memberRoles,
  units: 1,
  writes: 1,
  // https://learn.microsoft.com/en-us/graph/api/group-delete-members
  page: 'https://learn.microsoft.com/en-us/graph/api/group-delete-members',
  answer(call): ServiceAnswer {
    const { world, side, roles } = call;
    const group = findGroup(call);
    const id = (call.ids[1] as string).toLowerCase();
    if (!group.members.includes(id)) throw notFound(call.ids[1] as string);
    const user = world.store.get(side, 'users', id);
    const nested = world.store.get(side, 'groups', id);
    if (user !== undefined && roles.includes('User.ReadWrite.All')) binUser(call, user);
    else if (nested !== undefined && !isExchangesOwn(nested) && roles.includes('Group.ReadWrite.All'))
      deleteGroup(call, nested);
    else
      throw new GraphRefusal(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
    const kind = user === undefined ? 'group' : 'user';
    return { status: 204, touched: [{ side, kind, id, properties: ['id'] }], applied: true };
  },
};

const page = 'https://learn.microsoft.com/en-us/graph/api';
export const groupMemberRoutes: readonly GraphRoute[] = [
  add('members', `${page}/group-post-members`),
  add('owners', `${page}/group-post-owners`),
  remove('members', `${page}/group-delete-members`),
  remove('owners', `${page}/group-delete-owners`),
  removeMemberItself,
];
