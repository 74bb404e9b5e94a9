/** What lies in a mailbox, for accounts made to be filled: nothing here is meant for anybody's own mailbox. */
import type { Applied } from '../../contract/change.js';
import { SystemFault } from '../../errors.js';
import type { GraphConnection } from './connection.js';
import { everyPage } from './every-page.js';
import { writeEach } from './write-each.js';

export type ItemKind = 'folder' | 'message' | 'event' | 'contact' | 'task';

export interface MailboxItem {
  readonly kind: ItemKind;
  readonly id: string;
  /** Name, subject, display name or title. */
  readonly name: string;
  /** Of a message its folder, of a task its list. */
  readonly in: string | null;
}

export interface NewItem {
  readonly userId: string;
  readonly kind: ItemKind;
  /** Of a message: the id or the well-known name of its folder; of a task: its list. */
  readonly in: string | null;
  readonly body: Readonly<Record<string, unknown>>;
}

export type ItemKey = Pick<NewItem, 'userId' | 'kind' | 'in'> & { readonly id: string };

export interface GraphMailboxContent {
  /** All of it, whole; null: there is no mailbox. */
  mailboxContent(userId: string): Promise<readonly MailboxItem[] | null>;
  /** The list in which tasks lie unless somebody says otherwise. */
  defaultTaskList(userId: string): Promise<string>;
  /** One answer an item, in the order given, with what was made. Sent once: what was not answered is `in-doubt`. */
  createItems(items: readonly NewItem[]): Promise<readonly Applied[]>;
  /** For good, where the service lets an application do that: a task goes into the bin of the mailbox. */
  removeItems(items: readonly ItemKey[]): Promise<readonly Applied[]>;
}

interface Raw {
  readonly id: string;
  readonly displayName?: string | null;
  readonly subject?: string | null;
  readonly title?: string | null;
  readonly parentFolderId?: string;
  readonly wellknownListName?: string;
}

export function graphMailboxContent(connection: GraphConnection, side: string): GraphMailboxContent {
  const list = (what: string, userId: string, path: string): Promise<readonly Raw[]> =>
    everyPage<Raw>(connection, `listing ${what} of a mailbox in the ${side}`, `/users/${userId}/${path}`);
  const item = (kind: ItemKind, raw: Raw, container: string | null = null): MailboxItem => ({
    kind,
    id: raw.id,
    name: raw.subject ?? raw.displayName ?? raw.title ?? '',
    in: container,
  });
  const taskLists = (userId: string): Promise<readonly Raw[]> => list('task lists', userId, 'todo/lists');

  async function whole(userId: string): Promise<readonly MailboxItem[]> {
    // https://learn.microsoft.com/graph/api/user-list-mailfolders and its neighbours; one after the other: four requests at a time are the most for a mailbox
    const folders = await list('folders', userId, 'mailFolders?$select=id,displayName&$top=100');
    const messages = await list('messages', userId, 'messages?$select=id,subject,parentFolderId&$top=100');
    const events = await list('events', userId, 'events?$select=id,subject&$top=100');
    const contacts = await list('contacts', userId, 'contacts?$select=id,displayName&$top=100');
    const tasks: MailboxItem[] = [];
    for (const { id, wellknownListName } of await taskLists(userId)) {
      // What lies on it are messages.
      if (wellknownListName === 'flaggedEmails') continue;
      const path = `todo/lists/${encodeURIComponent(id)}/tasks`;
      tasks.push(...(await list('tasks', userId, path)).map((raw) => item('task', raw, id)));
    }
    return [
      ...folders.map((raw) => item('folder', raw)),
      ...messages.map((raw) => item('message', raw, raw.parentFolderId ?? null)),
      ...events.map((raw) => item('event', raw)),
      ...contacts.map((raw) => item('contact', raw)),
      ...tasks,
    ];
  }

  return {
    async mailboxContent(userId) {
      try {
        return await whole(userId);
      } catch (cause) {
        if (cause instanceof SystemFault && cause.details.status === 404) return null;
        throw cause;
      }
    },
    async defaultTaskList(userId) {
      const lists = await taskLists(userId);
      const found = lists.find(({ wellknownListName }) => wellknownListName === 'defaultList') ?? lists[0];
      if (found === undefined) throw connection.noAnswer('looking for a task list', new Error('there is none'));
      return found.id;
    },
    createItems: (items) =>
      writeEach(
        connection,
        `filling mailboxes in the ${side}`,
        items.map(({ kind, body, ...where }, index) => ({
          id: String(index),
          method: 'POST',
          url: placeOf({ kind, ...where }),
          body,
          made: (answer) => [{ kind, id: (answer as { id: string }).id }],
        })),
      ),
    removeItems: (items) =>
      writeEach(
        connection,
        `emptying mailboxes in the ${side}`,
        items.map((key, index) => {
          const url = `${placeOf(key)}/${encodeURIComponent(key.id)}`;
          // https://learn.microsoft.com/graph/api/message-permanentdelete and its neighbours; To Do has none.
          return key.kind === 'task'
            ? { id: String(index), method: 'DELETE', url }
            : { id: String(index), method: 'POST', url: `${url}/permanentDelete`, body: {} };
        }),
      ),
  };
}

/** https://learn.microsoft.com/graph/api/mailfolder-post-messages, …/user-post-mailfolders, …/user-post-events, …/user-post-contacts, …/todotasklist-post-tasks */
function placeOf({ userId, kind, in: container }: Pick<NewItem, 'userId' | 'kind' | 'in'>): string {
  const user = `/users/${userId}`;
  const inside = encodeURIComponent(container ?? '');
  if (kind === 'message') return container === null ? `${user}/messages` : `${user}/mailFolders/${inside}/messages`;
  if (kind === 'task') return `${user}/todo/lists/${inside}/tasks`;
  return `${user}/${{ folder: 'mailFolders', event: 'events', contact: 'contacts' }[kind]}`;
}
