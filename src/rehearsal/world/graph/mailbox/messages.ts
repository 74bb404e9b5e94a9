/** Messages: https://learn.microsoft.com/en-us/graph/api/resources/message */
import { createHash } from 'node:crypto';
import type { ServiceAnswer } from '../../context.js';
import { addItem, discardItem, folderIdOf, itemsIn, removeItem, type Mailbox } from '../../mailbox-content.js';
import type { MailboxItem } from '../../mailbox-items.js';
import { primaryOf } from '../../proxy-addresses.js';
import type { ObjectType } from '../entity-type.js';
import { GraphRefusal } from '../errors.js';
import { key, moment, text, yesOrNo } from '../filter-rows.js';
import type { GraphCall, GraphRoute } from '../route.js';
import { bodyObject } from '../users.js';
import { extendedIn, valueOf, type ExtendedProperty } from './extended-properties.js';
import { findFolder } from './folders.js';
import { checkOptions, filtered, listed, shownAlone, type Listed } from './listing.js';
import { created, done, findItem, itemNotFound, lastId, openMailbox, routesOf, single } from './mailbox.js';
import { bodyIn, checkNames, listIn, previewOf, recipientIn, textIn, truthIn, wordIn } from './values.js';

const names =
  'id createdDateTime lastModifiedDateTime changeKey categories receivedDateTime sentDateTime hasAttachments internetMessageId subject bodyPreview importance parentFolderId conversationId isDeliveryReceiptRequested isReadReceiptRequested isRead isDraft webLink inferenceClassification body sender from toRecipients ccRecipients bccRecipients replyTo flag internetMessageHeaders'.split(
    ' ',
  );
export const messageType: ObjectType = {
  type: 'message',
  isDirectoryObject: false,
  properties: new Set(names),
  defaults: names.filter((name) => name !== 'internetMessageHeaders'),
  lists: new Set(['categories', 'toRecipients', 'ccRecipients', 'bccRecipients', 'replyTo']),
  filters: {
    id: key,
    subject: text,
    isRead: yesOrNo,
    isDraft: yesOrNo,
    receivedDateTime: moment,
    sentDateTime: moment,
    createdDateTime: moment,
    importance: key,
    internetMessageId: key,
    conversationId: key,
  },
};
const writable = new Set([...names, 'singleValueExtendedProperties', 'attachments', 'uniqueBody']);

/** https://learn.microsoft.com/en-us/openspecs/exchange_server_protocols/ms-oxcmsg: `mfRead` and `mfUnsent` of PidTagMessageFlags */
const [readFlag, unsentFlag] = [1, 8];

/** What the message says, as far as the sender decides it. */
export function messageIn(given: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  checkNames(given, 'message', writable);
  if (listIn(given, 'attachments', (one) => one).length > 0)
    throw new GraphRefusal(400, 'ErrorInvalidRequest', 'The rehearsal world keeps no attachments.');
  const body = bodyIn(given);
  const headers = listIn(given, 'internetMessageHeaders', (one) => {
    const { name, value } = (one ?? {}) as Readonly<Record<string, unknown>>;
    if (typeof name !== 'string' || typeof value !== 'string')
      throw new GraphRefusal(400, 'ErrorInvalidRequest', 'An internet message header has a name and a value.');
    if (!/^x-/i.test(name))
      throw new GraphRefusal(
        400,
        'InvalidInternetMessageHeader',
        `The internet message header name '${name}' should start with 'x-' or 'X-'.`,
      );
    return { name, value };
  });
  return {
    subject: textIn(given, 'subject') ?? '',
    body,
    bodyPreview: previewOf(body),
    importance: wordIn(given, 'importance', ['low', 'normal', 'high'], 'normal'),
    categories: listIn(given, 'categories', String),
    toRecipients: listIn(given, 'toRecipients', recipientIn),
    ccRecipients: listIn(given, 'ccRecipients', recipientIn),
    bccRecipients: listIn(given, 'bccRecipients', recipientIn),
    replyTo: listIn(given, 'replyTo', recipientIn),
    ...(headers.length === 0 ? {} : { internetMessageHeaders: headers }),
    ...(given['from'] === undefined ? {} : { from: recipientIn(given['from']), sender: recipientIn(given['from']) }),
    ...(textIn(given, 'internetMessageId') === null ? {} : { internetMessageId: textIn(given, 'internetMessageId') }),
  };
}

/** A time that an extended property sets, as people who import mail do it. */
const timeIn = (extended: readonly ExtendedProperty[], id: string): string | null => {
  const value = valueOf(extended, id);
  return value === undefined || Number.isNaN(Date.parse(value)) ? null : new Date(value).toISOString();
};

/** A message in a folder is a draft, unless its flags say from the first that it is not. */
function createMessage(call: GraphCall): ServiceAnswer {
  const mailbox = openMailbox(call);
  const folder = call.ids.length > 1 ? findFolder(mailbox, call.ids[1] as string).key : 'Drafts';
  const given = bodyObject(call.request.body);
  const content = messageIn(given);
  const extended = extendedIn(given['singleValueExtendedProperties']);
  const flags = valueOf(extended, 'Integer 0x0E07');
  const isDraft = flags === undefined || (Number(flags) & unsentFlag) !== 0;
  const at = new Date(mailbox.now).toISOString();
  const item = addItem(mailbox, {
    kind: 'message',
    folder,
    extended,
    content: {
      ...content,
      isDraft,
      isRead: truthIn(given, 'isRead', flags === undefined ? true : (Number(flags) & readFlag) !== 0),
      receivedDateTime: timeIn(extended, 'SystemTime 0x0E06') ?? at,
      sentDateTime: timeIn(extended, 'SystemTime 0x0039') ?? at,
    },
  });
  const shown = shownAlone(new URLSearchParams(), messageType, messageRow(mailbox, item));
  return done(call, mailbox, { kind: 'message', id: item.id, what: 'created' }, created(call, 'messages', shown));
}

export function messageRow(mailbox: Mailbox, item: MailboxItem): Listed {
  const { world, side, recipient } = mailbox;
  const hash = createHash('sha256').update(item.id).digest('base64url');
  const changeKey = `CQAAABYAAAC${hash.slice(0, 20)}`;
  return {
    view: {
      createdDateTime: item.createdAt,
      lastModifiedDateTime: item.createdAt,
      changeKey,
      hasAttachments: false,
      internetMessageId: `<${hash.slice(0, 24)}@${world.store.heads[side].initialDomain}>`,
      conversationId: `AAQkA${hash.slice(20)}=`,
      isDeliveryReceiptRequested: false,
      isReadReceiptRequested: false,
      inferenceClassification: 'focused',
      flag: { flagStatus: 'notFlagged' },
      ...item.content,
      id: item.id,
      parentFolderId: folderIdOf({ recipient }, item.folder),
    },
    ...(item.extended === undefined ? {} : { extended: item.extended }),
  };
}

/** The newest first. */
function rowsOf(call: GraphCall, mailbox: Mailbox): readonly Listed[] {
  const folder = call.ids.length > 1 ? findFolder(mailbox, call.ids[1] as string).key : null;
  return itemsIn(mailbox)
    .filter((one) => one.kind === 'message' && (folder === null || one.folder === folder))
    .map((one) => messageRow(mailbox, one))
    .sort((a, b) => (String(a.view['receivedDateTime']) < String(b.view['receivedDateTime']) ? 1 : -1));
}

/** `Mail.ReadBasic.All` reads no bodies. */
const shownType = ({ roles }: GraphCall): ObjectType =>
  roles.includes('Mail.Read') || roles.includes('Mail.ReadWrite')
    ? messageType
    : { ...messageType, defaults: messageType.defaults.filter((name) => !['body', 'bodyPreview'].includes(name)) };

function list(call: GraphCall): ServiceAnswer {
  const path = call.ids.length > 1 ? `mailFolders/${encodeURIComponent(call.ids[1] as string)}/messages` : 'messages';
  return listed(call, path, shownType(call), rowsOf(call, openMailbox(call)));
}

function count(call: GraphCall): ServiceAnswer {
  checkOptions(call.query, ['$filter']);
  return { status: 200, text: `${filtered(call.query, messageType, rowsOf(call, openMailbox(call))).length}` };
}

/** Below a folder it must lie there. */
function find(call: GraphCall, mailbox: Mailbox): MailboxItem {
  const item = findItem(mailbox, 'message', lastId(call));
  if (call.ids.length > 2 && findFolder(mailbox, call.ids[1] as string).key !== item.folder) throw itemNotFound();
  return item;
}

function get(call: GraphCall): ServiceAnswer {
  const mailbox = openMailbox(call);
  return single(call, 'messages', shownAlone(call.query, shownType(call), messageRow(mailbox, find(call, mailbox))));
}

const remove =
  (forGood: boolean): GraphRoute['answer'] =>
  (call) => {
    const mailbox = openMailbox(call);
    const item = find(call, mailbox);
    if (forGood) removeItem(mailbox, item);
    else discardItem(mailbox, item);
    return done(call, mailbox, { kind: 'message', id: item.id, what: 'deleted' }, { status: 204 });
  };

/** The address a letter leaves under. */
export const senderOf = ({ recipient }: Mailbox): { readonly emailAddress: { name: string; address: string } } => ({
  emailAddress: { name: recipient.DisplayName, address: primaryOf(recipient.EmailAddresses) ?? '' },
});

const route = routesOf('Mail');

export const messageRoutes: readonly GraphRoute[] = ['', '/mailFolders/{id}'].flatMap((under) => [
  // https://learn.microsoft.com/en-us/graph/api/user-list-messages
  route('GET', `${under}/messages`, under === '' ? 'user-list-messages' : 'mailfolder-list-messages', list),
  // https://learn.microsoft.com/en-us/graph/api/user-post-messages and https://learn.microsoft.com/en-us/graph/api/mailfolder-post-messages
  route('POST', `${under}/messages`, under === '' ? 'user-post-messages' : 'mailfolder-post-messages', createMessage),
  // https://learn.microsoft.com/en-us/graph/query-parameters#count-parameter
  route('GET', `${under}/messages/$count`, 'user-list-messages', count),
  // https://learn.microsoft.com/en-us/graph/api/message-get
  route('GET', `${under}/messages/{id}`, 'message-get', get),
  // https://learn.microsoft.com/en-us/graph/api/message-delete
  route('DELETE', `${under}/messages/{id}`, 'message-delete', remove(false)),
  // https://learn.microsoft.com/en-us/graph/api/message-permanentdelete
  route('POST', `${under}/messages/{id}/permanentDelete`, 'message-permanentdelete', remove(true)),
]);
