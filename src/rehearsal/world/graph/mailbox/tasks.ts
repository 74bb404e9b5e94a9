/** Lists of tasks and what is on them: https://learn.microsoft.com/en-us/graph/api/resources/todotasklist */
import type { ServiceAnswer } from '../../context.js';
import type { MailboxFolder } from '../../exchange/mailbox-folders.js';
import {
  addFolder,
  addItem,
  discardFolder,
  discardItem,
  folderIdOf,
  foldersIn,
  itemsIn,
  parentKeyOf,
  type Mailbox,
} from '../../mailbox-content.js';
import type { MailboxItem } from '../../mailbox-items.js';
import type { ObjectType } from '../entity-type.js';
import { GraphRefusal } from '../errors.js';
import { key, moment, text } from '../filter-rows.js';
import type { GraphCall, GraphRoute } from '../route.js';
import { bodyObject } from '../users.js';
import { listed, shownAlone, type Listed } from './listing.js';
import { created, done, findItem, itemNotFound, lastId, openMailbox, routesOf, single } from './mailbox.js';
import { momentOf, zonedIn, zonedOf } from './time-zones.js';
import { bodyIn, checkNames, listIn, textIn, truthIn, wordIn } from './values.js';

const listNames = 'id displayName isOwner isShared wellknownListName'.split(' ');
const listType: ObjectType = {
  type: 'todoTaskList',
  isDirectoryObject: false,
  properties: new Set(listNames),
  defaults: listNames,
  filters: { displayName: text },
};
const taskNames =
  'id importance isReminderOn status title createdDateTime lastModifiedDateTime bodyLastModifiedDateTime categories hasAttachments body dueDateTime startDateTime completedDateTime reminderDateTime'.split(
    ' ',
  );
const taskType: ObjectType = {
  type: 'todoTask',
  isDirectoryObject: false,
  properties: new Set(taskNames),
  defaults: taskNames,
  lists: new Set(['categories']),
  filters: { title: text, status: key, importance: key, createdDateTime: moment },
};

/** The built-in list, and those below the same folder that people made. */
const listsIn = (mailbox: Mailbox): readonly MailboxFolder[] =>
  foldersIn(mailbox).filter((one) => one.key === 'Tasks' || parentKeyOf(mailbox, one) === 'Tasks');

const listRow = (mailbox: Mailbox, folder: MailboxFolder): Listed => ({
  view: {
    id: folderIdOf(mailbox, folder.key),
    displayName: folder.name,
    isOwner: true,
    isShared: false,
    wellknownListName: folder.key === 'Tasks' ? 'defaultList' : 'none',
  },
});

/** "In To Do, there are built-in task lists such as Flagged emails and Tasks". Nobody flags anything here. */
const flagged = (mailbox: Mailbox): Listed => ({
  view: {
    id: folderIdOf(mailbox, 'FlaggedEmails'),
    displayName: 'Flagged Emails',
    isOwner: true,
    isShared: false,
    wellknownListName: 'flaggedEmails',
  },
});

function findList(mailbox: Mailbox, id: string): MailboxFolder {
  const found = listsIn(mailbox).find((one) => folderIdOf(mailbox, one.key) === id);
  if (found !== undefined) return found;
  if (!/^[\w-]{20,}=*$/.test(id)) throw new GraphRefusal(400, 'invalidRequest', 'Invalid request');
  throw itemNotFound();
}

function list(call: GraphCall): ServiceAnswer {
  const mailbox = openMailbox(call);
  return listed(call, 'todo/lists', listType, [
    ...listsIn(mailbox).map((one) => listRow(mailbox, one)),
    flagged(mailbox),
  ]);
}

function create(call: GraphCall): ServiceAnswer {
  const mailbox = openMailbox(call);
  const given = bodyObject(call.request.body);
  checkNames(given, 'todoTaskList', new Set(listNames));
  const name = textIn(given, 'displayName');
  if (name === null || name.trim() === '') throw new GraphRefusal(400, 'invalidRequest', 'Invalid request');
  const folder = addFolder(mailbox, 'Tasks', nameLeft(mailbox, name));
  const id = folderIdOf(mailbox, folder.key);
  const shown = shownAlone(new URLSearchParams(), listType, listRow(mailbox, folder));
  return done(call, mailbox, { kind: 'task list', id, what: 'created' }, created(call, 'todo/lists', shown));
}

/** Two lists of one name are told apart by a number behind it. */
function nameLeft(mailbox: Mailbox, name: string): string {
  const taken = new Set(listsIn(mailbox).map((one) => one.name.toLowerCase()));
  for (let n = 0; ; n += 1) {
    const tried = n === 0 ? name : `${name} (${n})`;
    if (!taken.has(tried.toLowerCase())) return tried;
  }
}

function get(call: GraphCall): ServiceAnswer {
  const mailbox = openMailbox(call);
  const row = listRow(mailbox, findList(mailbox, call.ids[1] as string));
  return single(call, 'todo/lists', shownAlone(call.query, listType, row));
}

function remove(call: GraphCall): ServiceAnswer {
  const mailbox = openMailbox(call);
  const folder = findList(mailbox, call.ids[1] as string);
  // "Which cannot be renamed or deleted."
  if (folder.key === 'Tasks') throw new GraphRefusal(400, 'invalidRequest', 'Invalid request');
  discardFolder(mailbox, folder.key);
  const id = folderIdOf(mailbox, folder.key);
  return done(call, mailbox, { kind: 'task list', id, what: 'deleted' }, { status: 204 });
}

const dateIn = (given: Readonly<Record<string, unknown>>, name: string): object | null => {
  if (given[name] === undefined || given[name] === null) return null;
  const { wall, zone } = zonedIn(given[name], name);
  return zonedOf(momentOf(wall, zone), zone);
};

function createTask(call: GraphCall): ServiceAnswer {
  const mailbox = openMailbox(call);
  const folder = findList(mailbox, call.ids[1] as string);
  const given = bodyObject(call.request.body);
  checkNames(given, 'todoTask', new Set([...taskNames, 'recurrence', 'linkedResources']));
  const title = textIn(given, 'title');
  if (title === null || title === '') throw new GraphRefusal(400, 'invalidRequest', 'Invalid request');
  const item = addItem(mailbox, {
    kind: 'task',
    folder: folder.key,
    content: {
      title,
      body: bodyIn(given),
      importance: wordIn(given, 'importance', ['low', 'normal', 'high'], 'normal'),
      status: wordIn(
        given,
        'status',
        ['notStarted', 'inProgress', 'completed', 'waitingOnOthers', 'deferred'],
        'notStarted',
      ),
      isReminderOn: truthIn(given, 'isReminderOn', false),
      categories: listIn(given, 'categories', String),
      ...Object.fromEntries(
        ['dueDateTime', 'startDateTime', 'completedDateTime', 'reminderDateTime'].map((name) => [
          name,
          dateIn(given, name),
        ]),
      ),
    },
  });
  const shown = shownAlone(new URLSearchParams(), taskType, taskRow(item));
  return done(call, mailbox, { kind: 'task', id: item.id, what: 'created' }, created(call, 'todo/tasks', shown));
}

const taskRow = (item: MailboxItem): Listed => ({
  view: {
    createdDateTime: item.createdAt,
    lastModifiedDateTime: item.createdAt,
    bodyLastModifiedDateTime: item.createdAt,
    hasAttachments: false,
    ...item.content,
    id: item.id,
  },
});

function listTasks(call: GraphCall): ServiceAnswer {
  const mailbox = openMailbox(call);
  const folder = findList(mailbox, call.ids[1] as string);
  const here = itemsIn(mailbox).filter((one) => one.kind === 'task' && one.folder === folder.key);
  return listed(call, `todo/lists/${encodeURIComponent(call.ids[1] as string)}/tasks`, taskType, here.map(taskRow));
}

function findTask(call: GraphCall, mailbox: Mailbox): MailboxItem {
  const folder = findList(mailbox, call.ids[1] as string);
  const item = findItem(mailbox, 'task', lastId(call));
  if (item.folder !== folder.key) throw itemNotFound();
  return item;
}

function getTask(call: GraphCall): ServiceAnswer {
  const mailbox = openMailbox(call);
  return single(call, 'todo/tasks', shownAlone(call.query, taskType, taskRow(findTask(call, mailbox))));
}

/** Nothing of To Do is deleted for good by an application. */
function removeTask(call: GraphCall): ServiceAnswer {
  const mailbox = openMailbox(call);
  const item = findTask(call, mailbox);
  discardItem(mailbox, item);
  return done(call, mailbox, { kind: 'task', id: item.id, what: 'deleted' }, { status: 204 });
}

const route = routesOf('Tasks');

export const taskRoutes: readonly GraphRoute[] = [
  // https://learn.microsoft.com/en-us/graph/api/todo-list-lists
  route('GET', '/todo/lists', 'todo-list-lists', list),
  // https://learn.microsoft.com/en-us/graph/api/todo-post-lists
  route('POST', '/todo/lists', 'todo-post-lists', create),
  // https://learn.microsoft.com/en-us/graph/api/todotasklist-get
  route('GET', '/todo/lists/{id}', 'todotasklist-get', get),
  // https://learn.microsoft.com/en-us/graph/api/todotasklist-delete
  route('DELETE', '/todo/lists/{id}', 'todotasklist-delete', remove),
  // https://learn.microsoft.com/en-us/graph/api/todotasklist-list-tasks
  route('GET', '/todo/lists/{id}/tasks', 'todotasklist-list-tasks', listTasks),
  // https://learn.microsoft.com/en-us/graph/api/todotasklist-post-tasks
  route('POST', '/todo/lists/{id}/tasks', 'todotasklist-post-tasks', createTask),
  // https://learn.microsoft.com/en-us/graph/api/todotask-get
  route('GET', '/todo/lists/{id}/tasks/{id}', 'todotask-get', getTask),
  // https://learn.microsoft.com/en-us/graph/api/todotask-delete
  route('DELETE', '/todo/lists/{id}/tasks/{id}', 'todotask-delete', removeTask),
];
