/** The directory's bin. https://learn.microsoft.com/en-us/graph/api/resources/directory */
import type { ServiceAnswer } from '../context.js';
import { deletedItem, deletePermanently } from '../deleted-items.js';
import { GraphRefusal, notFound } from './errors.js';
import { deletedGroupType } from './group-properties.js';
import { listAnswer } from './query.js';
import type { GraphRoute } from './route.js';
import { deletedUserType } from './user-properties.js';

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

// https://learn.microsoft.com/en-us/graph/api/directory-deleteditems-delete
const deleteForGood: GraphRoute = {
  method: 'DELETE',
  pattern: '/directory/deletedItems/{id}',
  roles: ['User.DeleteRestore.All'],
  units: 1,
  writes: 1,
  page: 'https://learn.microsoft.com/en-us/graph/api/directory-deleteditems-delete',
  answer(call): ServiceAnswer {
    const { world, side, actor, now } = call;
    const id = call.ids[0] as string;
    const found = deletedItem(world, side, id);
    if (found === undefined) throw notFound(id);
    // The page's table: a group is deleted for good by a person, never by an application.
    if (found.kind === 'deletedGroup') {
      throw new GraphRefusal(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
    }
    deletePermanently(world, side, found, actor, now);
    return {
      status: 204,
      touched: [{ side, kind: found.kind, id: found.item.id, properties: ['id'] }],
      applied: true,
    };
  },
};

export const deletedItemRoutes: readonly GraphRoute[] = [deletedUsers, deletedGroups, deleteForGood];
