/** The directory's bin. https://learn.microsoft.com/en-us/graph/api/resources/directory */
import type { ServiceAnswer } from '../context.js';
import { deletedItem, deletePermanently, restoreItem, type DeletedItem, type RestoreOrder } from '../deleted-items.js';
import { project, selectedProperties } from './entity-type.js';
import { badRequest, GraphRefusal, notFound } from './errors.js';
import { deletedGroupType, groupType } from './group-properties.js';
import { graphBase } from './host.js';
import { checkSingleQuery, listAnswer } from './query.js';
import type { GraphCall, GraphRoute } from './route.js';
import { deletedUserType, userType } from './user-properties.js';
import { bodyObject } from './users.js';

const listPage = 'https://learn.microsoft.com/en-us/graph/api/directory-deleteditems-list';
const directoryRoles = ['Directory.Read.All', 'Directory.ReadWrite.All'];

// https://learn.microsoft.com/en-us/graph/api/directory-deleteditems-list
const deletedUsers: GraphRoute = {
  method: 'GET',
  pattern: '/directory/deletedItems/microsoft.graph.user',
  roles: ['User.Read.All', 'User.ReadWrite.All', ...directoryRoles],
  units: 1,
  page: listPage,
  answer: (call) => listAnswer(call, 'directory/deletedItems/microsoft.graph.user', deletedUserType),
};
const deletedGroups: GraphRoute = {
  method: 'GET',
  pattern: '/directory/deletedItems/microsoft.graph.group',
  roles: ['Group.Read.All', 'Group.ReadWrite.All', ...directoryRoles],
  units: 1,
  page: listPage,
  answer: (call) => listAnswer(call, 'directory/deletedItems/microsoft.graph.group', deletedGroupType),
};

const denied = (): GraphRefusal =>
  new GraphRefusal(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');

/** The item, if the caller may do this to one of its kind: each kind has permissions of its own. */
function itemFor(
  { world, side, ids, roles }: GraphCall,
  allowed: Readonly<Record<DeletedItem['kind'], readonly string[]>>,
): DeletedItem {
  const found = deletedItem(world, side, ids[0] as string);
  if (found === undefined) throw notFound(ids[0] as string);
  if (!allowed[found.kind].some((role) => roles.includes(role))) throw denied();
  return found;
}

const readers = {
  deletedUser: ['User.Read.All', 'User.ReadWrite.All', ...directoryRoles],
  deletedGroup: ['Group.Read.All', 'Group.ReadWrite.All', ...directoryRoles],
};

// https://learn.microsoft.com/en-us/graph/api/directory-deleteditems-get
const getDeleted: GraphRoute = {
  method: 'GET',
  pattern: '/directory/deletedItems/{id}',
  roles: [...new Set([...readers.deletedUser, ...readers.deletedGroup])],
  units: 1,
  page: 'https://learn.microsoft.com/en-us/graph/api/directory-deleteditems-get',
  answer(call): ServiceAnswer {
    checkSingleQuery(call.query);
    const found = itemFor(call, readers);
    const shown =
      found.kind === 'deletedUser'
        ? project(found.item, selectedProperties(call.query, deletedUserType, 'single'), deletedUserType)
        : project(found.item, selectedProperties(call.query, deletedGroupType, 'single'), deletedGroupType);
    return {
      status: 200,
      body: {
        '@odata.context': `${graphBase}/$metadata#directoryObjects/$entity`,
        '@odata.type': `#microsoft.graph.${found.kind === 'deletedUser' ? 'user' : 'group'}`,
        ...shown,
      },
    };
  },
};

const restorers = {
  deletedUser: ['User.DeleteRestore.All', 'User.ReadWrite.All'],
  deletedGroup: ['Group.ReadWrite.All'],
};

// https://learn.microsoft.com/en-us/graph/api/directory-deleteditems-restore
const restore: GraphRoute = {
  method: 'POST',
  pattern: '/directory/deletedItems/{id}/restore',
  roles: [...restorers.deletedUser, ...restorers.deletedGroup],
  units: 1,
  writes: 1,
  page: 'https://learn.microsoft.com/en-us/graph/api/directory-deleteditems-restore',
  answer(call): ServiceAnswer {
    const found = itemFor(call, restorers);
    const restored = restoreItem(call, found, restoreOrder(call, found));
    const { kind, item } = restored;
    const shown =
      restored.kind === 'user' ? project(restored.item, null, userType) : project(restored.item, null, groupType);
    return {
      status: 200,
      body: {
        '@odata.context': `${graphBase}/$metadata#directoryObjects/$entity`,
        '@odata.type': `#microsoft.graph.${kind}`,
        ...shown,
      },
      touched: [{ side: call.side, kind, id: item.id, properties: ['deletedDateTime'] }],
      applied: true,
    };
  },
};

function restoreOrder({ request }: GraphCall, { kind }: DeletedItem): RestoreOrder {
  if (request.body.trim() === '') return {};
  const body = bodyObject(request.body);
  for (const [name, value] of Object.entries(body)) {
    const wanted = { newUserPrincipalName: 'string', autoReconcileProxyConflict: 'boolean' }[name];
    if (wanted === undefined || (name === 'newUserPrincipalName' && kind !== 'deletedUser'))
      throw badRequest(`The parameter '${name}' is not a parameter of this action.`);
    if (typeof value !== wanted) throw badRequest(`Invalid value specified for parameter '${name}'.`);
  }
  return body as RestoreOrder;
}

/** The page's table: a group is deleted for good by a person, never by an application. */
const purgers = { deletedUser: ['User.DeleteRestore.All'], deletedGroup: [] };

// https://learn.microsoft.com/en-us/graph/api/directory-deleteditems-delete
const deleteForGood: GraphRoute = {
  method: 'DELETE',
  pattern: '/directory/deletedItems/{id}',
  roles: purgers.deletedUser,
  units: 1,
  writes: 1,
  page: 'https://learn.microsoft.com/en-us/graph/api/directory-deleteditems-delete',
  answer(call): ServiceAnswer {
    const { world, side, actor, now } = call;
    const found = itemFor(call, purgers);
    deletePermanently(world, side, found, actor, now);
    return {
      status: 204,
      touched: [{ side, kind: found.kind, id: found.item.id, properties: ['id'] }],
      applied: true,
    };
  },
};

export const deletedItemRoutes: readonly GraphRoute[] = [
  deletedUsers,
  deletedGroups,
  getDeleted,
  restore,
  deleteForGood,
];
