/** Contacts that somebody keeps in the mailbox: https://learn.microsoft.com/en-us/graph/api/resources/contact */
import type { ServiceAnswer } from '../../context.js';
import { addItem, discardItem, folderIdOf, itemsIn, removeItem, type Mailbox } from '../../mailbox-content.js';
import type { MailboxItem } from '../../mailbox-items.js';
import type { ObjectType } from '../entity-type.js';
import { key, text } from '../filter-rows.js';
import type { GraphCall, GraphRoute } from '../route.js';
import { bodyObject } from '../users.js';
import { extendedIn } from './extended-properties.js';
import { listed, shownAlone, type Listed } from './listing.js';
import { created, done, findItem, lastId, openMailbox, routesOf, single } from './mailbox.js';
import { checkNames, emailAddressIn, invalid, listIn, textIn } from './values.js';

const texts =
  'displayName givenName middleName surname nickName initials title jobTitle companyName department officeLocation profession businessHomePage assistantName manager mobilePhone spouseName personalNotes fileAs birthday'.split(
    ' ',
  );
const lists = ['businessPhones', 'homePhones', 'imAddresses', 'children', 'categories'];
const addresses = ['businessAddress', 'homeAddress', 'otherAddress'];
const names = [
  ...['id', 'createdDateTime', 'lastModifiedDateTime', 'changeKey', 'parentFolderId', 'emailAddresses'],
  ...texts,
  ...lists,
  ...addresses,
];
const contactType: ObjectType = {
  type: 'contact',
  isDirectoryObject: false,
  properties: new Set(names),
  defaults: names,
  lists: new Set([...lists, 'emailAddresses']),
  filters: { id: key, displayName: text, givenName: text, surname: text, companyName: text, jobTitle: text },
};

const objectIn = (given: Readonly<Record<string, unknown>>, name: string): object => {
  const value = given[name] ?? {};
  if (typeof value !== 'object' || Array.isArray(value)) throw invalid(name);
  return value;
};

function create(call: GraphCall): ServiceAnswer {
  const mailbox = openMailbox(call);
  const given = bodyObject(call.request.body);
  checkNames(given, 'contact', new Set([...names, 'singleValueExtendedProperties']));
  const said = Object.fromEntries(texts.map((name) => [name, textIn(given, name)]));
  const full = [said['givenName'], said['surname']].filter((one) => one !== null).join(' ');
  const item = addItem(mailbox, {
    kind: 'contact',
    folder: 'Contacts',
    extended: extendedIn(given['singleValueExtendedProperties']),
    content: {
      ...said,
      // The example of the page has it made of both names.
      displayName: said['displayName'] ?? full,
      fileAs: said['fileAs'] ?? [said['surname'], said['givenName']].filter((one) => one !== null).join(', '),
      emailAddresses: listIn(given, 'emailAddresses', emailAddressIn),
      ...Object.fromEntries(lists.map((name) => [name, listIn(given, name, String)])),
      ...Object.fromEntries(addresses.map((name) => [name, objectIn(given, name)])),
    },
  });
  const shown = shownAlone(new URLSearchParams(), contactType, contactRow(mailbox, item));
  return done(call, mailbox, { kind: 'contact item', id: item.id, what: 'created' }, created(call, 'contacts', shown));
}

const contactRow = (mailbox: Mailbox, item: MailboxItem): Listed => ({
  view: {
    createdDateTime: item.createdAt,
    lastModifiedDateTime: item.createdAt,
    changeKey: item.id.slice(5, 29),
    ...item.content,
    id: item.id,
    parentFolderId: folderIdOf(mailbox, 'Contacts'),
  },
  ...(item.extended === undefined ? {} : { extended: item.extended }),
});

function list(call: GraphCall): ServiceAnswer {
  const mailbox = openMailbox(call);
  const here = itemsIn(mailbox).filter(({ kind, folder }) => kind === 'contact' && folder === 'Contacts');
  return listed(
    call,
    'contacts',
    contactType,
    here.map((one) => contactRow(mailbox, one)),
  );
}

function get(call: GraphCall): ServiceAnswer {
  const mailbox = openMailbox(call);
  const row = contactRow(mailbox, findItem(mailbox, 'contact', lastId(call)));
  return single(call, 'contacts', shownAlone(call.query, contactType, row));
}

const remove =
  (forGood: boolean): GraphRoute['answer'] =>
  (call) => {
    const mailbox = openMailbox(call);
    const item = findItem(mailbox, 'contact', lastId(call));
    if (forGood) removeItem(mailbox, item);
    else discardItem(mailbox, item);
    return done(call, mailbox, { kind: 'contact item', id: item.id, what: 'deleted' }, { status: 204 });
  };

const route = routesOf('Contacts');

export const contactItemRoutes: readonly GraphRoute[] = [
  // https://learn.microsoft.com/en-us/graph/api/user-list-contacts
  route('GET', '/contacts', 'user-list-contacts', list),
  // https://learn.microsoft.com/en-us/graph/api/user-post-contacts
  route('POST', '/contacts', 'user-post-contacts', create),
  // https://learn.microsoft.com/en-us/graph/api/contact-get
  route('GET', '/contacts/{id}', 'contact-get', get),
  // https://learn.microsoft.com/en-us/graph/api/contact-delete
  route('DELETE', '/contacts/{id}', 'contact-delete', remove(false)),
  // https://learn.microsoft.com/en-us/graph/api/contact-permanentdelete
  route('POST', '/contacts/{id}/permanentDelete', 'contact-permanentdelete', remove(true)),
];
