/** Whose mailbox a path means, and whether the application may open it. */
import type { ServiceAnswer, Touched } from '../../context.js';
import { mailboxKinds } from '../../exchange/recipient-view.js';
import { itemsIn, type Mailbox } from '../../mailbox-content.js';
import type { ItemKind, MailboxItem } from '../../mailbox-items.js';
import { policyAdmits } from '../../rights/access-policy.js';
import { GraphRefusal } from '../errors.js';
import { graphBase } from '../host.js';
import type { GraphCall, GraphRoute } from '../route.js';

/** As Exchange refuses an application that lacks the permission. */
export const denied = {
  code: 'ErrorAccessDenied',
  message: 'Access is denied. Check credentials and try again.',
} as const;

export const itemNotFound = (): GraphRefusal =>
  new GraphRefusal(404, 'ErrorItemNotFound', 'The specified object was not found in the store.');

/** `{id}` of the path is an object id or a sign-in name. */
export function openMailbox(call: GraphCall): Mailbox {
  const { world, side, now } = call;
  const { store } = world;
  const given = call.ids[0] as string;
  const id = given.includes('@') ? store.index[side].userByPrincipalName(given) : given.toLowerCase();
  if (id === undefined || store.get(side, 'users', id) === undefined)
    throw new GraphRefusal(404, 'ErrorInvalidUser', `The requested user '${given}' is invalid.`);
  const guid = store.index[side].recipientOfObject(id);
  const recipient = guid === undefined ? undefined : store.get(side, 'recipients', guid);
  if (recipient === undefined || !mailboxKinds.includes(recipient.RecipientTypeDetails))
    throw new GraphRefusal(
      404,
      'MailboxNotEnabledForRESTAPI',
      'The mailbox is either inactive, soft-deleted, or is hosted on-premise.',
    );
  if (!policyAdmits(world, side, call.appId, recipient, now))
    throw new GraphRefusal(
      403,
      'ErrorAccessDenied',
      'Access to OData is disabled: [RAOP] : Blocked by tenant configured AppOnly AccessPolicy settings.',
    );
  return { world, side, recipient, now };
}

/** The item of that kind that the path's last id means. */
export function findItem(mailbox: Mailbox, kind: ItemKind, id: string): MailboxItem {
  const item = mailbox.world.store.get(mailbox.side, 'mailboxItems', id);
  const arrived = item === undefined ? undefined : itemsIn(mailbox).find((one) => one.id === id);
  if (item === undefined || arrived?.kind !== kind || (kind !== 'message' && arrived.folder === 'DeletedItems')) {
    if (!/^[\w-]{8,}=*$/.test(id)) throw new GraphRefusal(400, 'ErrorInvalidIdMalformed', 'Id is malformed.');
    throw itemNotFound();
  }
  return arrived;
}

export const lastId = (call: GraphCall): string => call.ids.at(-1) as string;

/** Who the path is about, for contexts and links. */
export const userPath = (call: GraphCall): string => `users('${encodeURIComponent(call.ids[0] as string)}')`;

interface Deed {
  readonly kind: string;
  readonly id: string;
  readonly what: 'created' | 'deleted';
  readonly properties?: readonly string[];
}

/** Notes what was done, and says it for the log of requests. */
export function done(call: GraphCall, mailbox: Mailbox, deed: Deed, answer: ServiceAnswer): ServiceAnswer {
  const { DisplayName } = mailbox.recipient;
  mailbox.world.store.note({
    at: new Date(mailbox.now).toISOString(),
    system: 'graph',
    side: mailbox.side,
    actor: call.actor,
    what: deed.what,
    object: { kind: deed.kind, id: deed.id, label: DisplayName },
    before: null,
    after: null,
  });
  const touched: Touched = {
    side: mailbox.side,
    kind: deed.kind,
    id: deed.id,
    properties: deed.properties ?? ['id'],
  };
  return { ...answer, touched: [touched], applied: true };
}

export const created = (call: GraphCall, collection: string, body: object): ServiceAnswer => ({
  status: 201,
  body: { '@odata.context': `${graphBase}/$metadata#${userPath(call)}/${collection}/$entity`, ...body },
});

export const single = (call: GraphCall, collection: string, body: object): ServiceAnswer => ({
  ...created(call, collection, body),
  status: 200,
});

const permissions: Readonly<Record<string, { readonly read: readonly string[]; readonly write: readonly string[] }>> = {
  Mail: { read: ['Mail.ReadBasic.All', 'Mail.Read', 'Mail.ReadWrite'], write: ['Mail.ReadWrite'] },
  Calendars: { read: ['Calendars.Read', 'Calendars.ReadWrite'], write: ['Calendars.ReadWrite'] },
  Contacts: { read: ['Contacts.Read', 'Contacts.ReadWrite'], write: ['Contacts.ReadWrite'] },
  Tasks: { read: ['Tasks.Read.All', 'Tasks.ReadWrite.All'], write: ['Tasks.ReadWrite.All'] },
};

/** Routes of one kind of content; `page` is the page's name. */
export const routesOf =
  (kind: keyof typeof permissions & string) =>
  (
    method: GraphRoute['method'],
    path: string,
    page: string,
    answer: (call: GraphCall) => ServiceAnswer,
  ): GraphRoute => ({
    method,
    pattern: `/users/{id}${path}`,
    roles: permissions[kind]?.[method === 'GET' ? 'read' : 'write'] ?? [],
    units: 1,
    denied,
    page: `https://learn.microsoft.com/en-us/graph/api/${page}`,
    answer,
  });
