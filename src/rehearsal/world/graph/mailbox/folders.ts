/** Mail folders: https://learn.microsoft.com/en-us/graph/api/resources/mailfolder */
import type { ServiceAnswer } from '../../context.js';
import { isRecoverable, type MailboxFolder } from '../../exchange/mailbox-folders.js';
import {
  addFolder,
  countsOf,
  discardFolder,
  folderIdOf,
  foldersIn,
  parentKeyOf,
  removeFolder,
  type Mailbox,
} from '../../mailbox-content.js';
import { GraphRefusal } from '../errors.js';
import type { ObjectType } from '../entity-type.js';
import { text } from '../filter-rows.js';
import type { GraphCall, GraphRoute } from '../route.js';
import { bodyObject } from '../users.js';
import { listed, shownAlone, type Listed } from './listing.js';
import { created, done, itemNotFound, openMailbox, routesOf, single } from './mailbox.js';
import { checkNames, textIn } from './values.js';

const names =
  'id displayName parentFolderId childFolderCount unreadItemCount totalItemCount sizeInBytes isHidden'.split(' ');
const folderType: ObjectType = {
  type: 'mailFolder',
  isDirectoryObject: false,
  properties: new Set(names),
  defaults: names.filter((name) => name !== 'sizeInBytes'),
  filters: { displayName: text },
};

/** "You can use the following well-known names": the key of each here. */
const wellKnown: Readonly<Record<string, string>> = {
  inbox: 'Inbox',
  drafts: 'Drafts',
  sentitems: 'SentItems',
  deleteditems: 'DeletedItems',
  archive: 'Archive',
  junkemail: 'JunkEmail',
  outbox: 'Outbox',
  msgfolderroot: 'Root',
  recoverableitemsdeletions: 'RecoverableItemsDeletions',
};

const isMail = (folder: MailboxFolder): boolean => folder.class === 'IPF.Note' && !isRecoverable(folder);

/** By well-known name or by id. */
export function findFolder(mailbox: Mailbox, given: string): MailboxFolder {
  const key = wellKnown[given.toLowerCase()];
  const found = foldersIn(mailbox).find((one) =>
    key === undefined ? isMail(one) && folderIdOf(mailbox, one.key) === given : one.key === key,
  );
  if (found !== undefined) return found;
  if (!/^[\w-]{20,}=*$/.test(given)) throw new GraphRefusal(400, 'ErrorInvalidIdMalformed', 'Id is malformed.');
  throw itemNotFound();
}

function folderRow(mailbox: Mailbox, folder: MailboxFolder): Listed {
  const { items, unread, bytes } = countsOf(mailbox, folder.key);
  const parent = parentKeyOf(mailbox, folder);
  return {
    view: {
      id: folderIdOf(mailbox, folder.key),
      displayName: folder.name,
      parentFolderId: folderIdOf(mailbox, parent ?? 'Root'),
      childFolderCount: childrenOf(mailbox, folder.key).length,
      unreadItemCount: unread,
      totalItemCount: items,
      sizeInBytes: bytes,
      isHidden: false,
    },
  };
}

const childrenOf = (mailbox: Mailbox, key: string): readonly MailboxFolder[] =>
  foldersIn(mailbox).filter((one) => isMail(one) && one.key !== 'Root' && parentKeyOf(mailbox, one) === key);

const parentOf = (call: GraphCall, mailbox: Mailbox): MailboxFolder =>
  findFolder(mailbox, (call.ids[1] as string | undefined) ?? 'msgfolderroot');

const pathOf = (call: GraphCall): string =>
  call.ids.length > 1 ? `mailFolders('${encodeURIComponent(call.ids[1] as string)}')/childFolders` : 'mailFolders';

function list(call: GraphCall): ServiceAnswer {
  const mailbox = openMailbox(call);
  const rows = childrenOf(mailbox, parentOf(call, mailbox).key).map((one) => folderRow(mailbox, one));
  const path =
    call.ids.length > 1 ? `mailFolders/${encodeURIComponent(call.ids[1] as string)}/childFolders` : 'mailFolders';
  const sorted = [...rows].sort((a, b) => (String(a.view['displayName']) < String(b.view['displayName']) ? -1 : 1));
  return listed(call, path, folderType, sorted);
}

function create(call: GraphCall): ServiceAnswer {
  const mailbox = openMailbox(call);
  const parent = parentOf(call, mailbox);
  const body = bodyObject(call.request.body);
  checkNames(body, 'mailFolder', new Set([...names, 'singleValueExtendedProperties']));
  const name = textIn(body, 'displayName');
  if (name === null || name.trim() === '')
    throw new GraphRefusal(400, 'ErrorInvalidRequest', "A value is required for the property 'displayName'.");
  if (childrenOf(mailbox, parent.key).some((one) => one.name.toLowerCase() === name.toLowerCase()))
    throw new GraphRefusal(
      409,
      'ErrorFolderExists',
      `A folder with the specified name already exists., Could not create folder '${name}'.`,
    );
  const folder = addFolder(mailbox, parent.key, name);
  const shown = shownAlone(new URLSearchParams(), folderType, folderRow(mailbox, folder));
  return done(
    call,
    mailbox,
    { kind: 'mail folder', id: folderIdOf(mailbox, folder.key), what: 'created' },
    created(call, pathOf(call), shown),
  );
}

function get(call: GraphCall): ServiceAnswer {
  const mailbox = openMailbox(call);
  const folder = findFolder(mailbox, call.ids[1] as string);
  return single(call, 'mailFolders', shownAlone(call.query, folderType, folderRow(mailbox, folder)));
}

const remove =
  (forGood: boolean): GraphRoute['answer'] =>
  (call) => {
    const mailbox = openMailbox(call);
    const folder = findFolder(mailbox, call.ids[1] as string);
    if (folder.type !== 'User Created')
      throw new GraphRefusal(400, 'ErrorDeleteDistinguishedFolder', 'Distinguished folders cannot be deleted.');
    if (forGood) removeFolder(mailbox, folder.key);
    else discardFolder(mailbox, folder.key);
    const deed = { kind: 'mail folder', id: folderIdOf(mailbox, folder.key), what: 'deleted' } as const;
    return done(call, mailbox, deed, { status: 204 });
  };

const route = routesOf('Mail');

export const folderRoutes: readonly GraphRoute[] = [
  // https://learn.microsoft.com/en-us/graph/api/user-list-mailfolders
  route('GET', '/mailFolders', 'user-list-mailfolders', list),
  // https://learn.microsoft.com/en-us/graph/api/user-post-mailfolders
  route('POST', '/mailFolders', 'user-post-mailfolders', create),
  // https://learn.microsoft.com/en-us/graph/api/mailfolder-get
  route('GET', '/mailFolders/{id}', 'mailfolder-get', get),
  // https://learn.microsoft.com/en-us/graph/api/mailfolder-delete
  route('DELETE', '/mailFolders/{id}', 'mailfolder-delete', remove(false)),
  // https://learn.microsoft.com/en-us/graph/api/mailfolder-permanentdelete
  route('POST', '/mailFolders/{id}/permanentDelete', 'mailfolder-permanentdelete', remove(true)),
  // https://learn.microsoft.com/en-us/graph/api/mailfolder-list-childfolders
  route('GET', '/mailFolders/{id}/childFolders', 'mailfolder-list-childfolders', list),
  // https://learn.microsoft.com/en-us/graph/api/mailfolder-post-childfolders
  route('POST', '/mailFolders/{id}/childFolders', 'mailfolder-post-childfolders', create),
];
