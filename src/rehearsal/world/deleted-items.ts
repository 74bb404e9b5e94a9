/** The directory's bin: https://learn.microsoft.com/en-us/graph/api/resources/directory */
import type { WorldContext } from './context.js';
import { checkPrincipalName } from './directory-changes.js';
import type { DeletedGroup, DeletedUser, Group, Recipient, Side, User } from './entities.js';
import { objectConflict } from './graph/errors.js';
import { dropFromGroups } from './group-changes.js';
import { groupMailboxOf } from './new-objects.js';
import { primaryOf } from './proxy-addresses.js';

export type DeletedItem =
  | { readonly kind: 'deletedUser'; readonly item: DeletedUser }
  | { readonly kind: 'deletedGroup'; readonly item: DeletedGroup };

/** Who does it, where and when. */
export interface BinCall {
  readonly world: WorldContext;
  readonly side: Side;
  readonly actor: string;
  readonly now: number;
}

export function deletedItem({ store }: WorldContext, side: Side, id: string): DeletedItem | undefined {
  const user = store.get(side, 'deletedUsers', id.toLowerCase());
  if (user !== undefined) return { kind: 'deletedUser', item: user };
  const group = store.get(side, 'deletedGroups', id.toLowerCase());
  return group === undefined ? undefined : { kind: 'deletedGroup', item: group };
}

/** Into the bin for thirty days: the name keeps what it was behind the object id, the addresses stay, a mailbox is soft-deleted. */
export function binUser({ world, side, now, actor }: BinCall, user: User): void {
  const { store } = world;
  const at = new Date(now).toISOString();
  const guid = store.index[side].recipientOfObject(user.id);
  const recipient = guid === undefined ? undefined : store.get(side, 'recipients', guid);
  if (recipient !== undefined && /Mailbox$/.test(recipient.RecipientTypeDetails)) {
    store.put(side, 'recipients', { ...recipient, WhenSoftDeleted: at }, now);
  } else if (recipient !== undefined) store.remove(side, 'recipients', recipient.Guid, now);
  store.remove(side, 'users', user.id, now);
  store.put(
    side,
    'deletedUsers',
    { ...user, userPrincipalName: `${inNames(user.id)}${user.userPrincipalName}`, deletedDateTime: at },
    now,
  );
  store.note({
    at,
    system: 'graph',
    side,
    actor,
    what: 'deleted',
    object: { kind: 'user', id: user.id, label: user.displayName },
    before: { userPrincipalName: user.userPrincipalName },
    after: null,
  });
}

const inNames = (id: string): string => id.replaceAll('-', '');

/** The parameters of the action; https://learn.microsoft.com/en-us/graph/api/directory-deleteditems-restore */
export interface RestoreOrder {
  readonly newUserPrincipalName?: string;
  /** Addresses that somebody else has by now are left behind. */
  readonly autoReconcileProxyConflict?: boolean;
}

export type RestoredItem =
  { readonly kind: 'user'; readonly item: User } | { readonly kind: 'group'; readonly item: Group };

/** Out of the bin, with the mailbox. */
export function restoreItem(call: BinCall, found: DeletedItem, order: RestoreOrder = {}): RestoredItem {
  const { world, side, now, actor } = call;
  const restored: RestoredItem =
    found.kind === 'deletedUser'
      ? { kind: 'user', item: restoreUser(call, found.item, order) }
      : { kind: 'group', item: restoreGroup(call, found.item, order) };
  world.store.note({
    at: new Date(now).toISOString(),
    system: 'graph',
    side,
    actor,
    what: 'restored',
    object: { kind: restored.kind, id: restored.item.id, label: restored.item.displayName },
    before: null,
    after: { mail: restored.item.mail },
  });
  return restored;
}

function restoreUser(call: BinCall, deleted: DeletedUser, order: RestoreOrder): User {
  const { world, side, now } = call;
  const { store } = world;
  const { deletedDateTime: _deletedDateTime, ...user } = deleted;
  const kept = user.userPrincipalName.startsWith(inNames(user.id))
    ? user.userPrincipalName.slice(inNames(user.id).length)
    : user.userPrincipalName;
  const userPrincipalName = order.newUserPrincipalName ?? kept;
  checkPrincipalName(world, side, user, userPrincipalName);
  const proxyAddresses = addressesStillFree(call, user.id, user.proxyAddresses, order);
  const restored: User = {
    ...user,
    userPrincipalName,
    proxyAddresses,
    mail: proxyAddresses.length === user.proxyAddresses.length ? user.mail : primaryOf(proxyAddresses),
  };
  store.remove(side, 'deletedUsers', user.id, now);
  store.put(side, 'users', restored, now);
  const mailbox = softDeletedMailboxOf(world, side, user.id);
  if (mailbox !== undefined) {
    const EmailAddresses = addressesStillFree(call, user.id, mailbox.EmailAddresses, order);
    store.put(side, 'recipients', { ...mailbox, EmailAddresses, WhenSoftDeleted: null }, now);
    // Exchange hears of another name as it hears of a changed one.
    if (userPrincipalName !== kept) {
      const due = now + store.faults.recomputeLagSeconds * 1000;
      store.schedule({ due, kind: 'recompute-addresses', side, id: user.id });
    }
  }
  return restored;
}

function restoreGroup(call: BinCall, deleted: DeletedGroup, order: RestoreOrder): Group {
  const { world, side, now } = call;
  const { store } = world;
  const { deletedDateTime: _deletedDateTime, ...group } = deleted;
  const proxyAddresses = addressesStillFree(call, group.id, group.proxyAddresses, order);
  const restored: Group = { ...group, proxyAddresses, mail: primaryOf(proxyAddresses) ?? group.mail };
  store.remove(side, 'deletedGroups', group.id, now);
  store.put(side, 'groups', restored, now);
  store.put(side, 'recipients', groupMailboxOf(world, side, restored, now), now);
  return restored;
}

function addressesStillFree(
  { world, side }: BinCall,
  owner: string,
  addresses: readonly string[],
  order: RestoreOrder,
): readonly string[] {
  const index = world.store.index[side];
  const free = addresses.filter((address) => index.addressHolder(address, owner) === undefined);
  if (free.length < addresses.length && order.autoReconcileProxyConflict !== true)
    throw objectConflict('proxyAddresses');
  return free;
}

const softDeletedMailboxOf = ({ store }: WorldContext, side: Side, objectId: string): Recipient | undefined =>
  [...store.all(side, 'recipients')].find(
    (one) => one.ExternalDirectoryObjectId === objectId && one.WhenSoftDeleted !== null,
  );

/** For good: https://learn.microsoft.com/en-us/graph/api/directory-deleteditems-delete. A mailbox left behind is Exchange's own affair. */
export function deletePermanently(
  world: WorldContext,
  side: Side,
  { kind, item }: DeletedItem,
  actor: string,
  now: number,
): void {
  const { store } = world;
  store.remove(side, kind === 'deletedUser' ? 'deletedUsers' : 'deletedGroups', item.id, now);
  dropFromGroups({ world, side, now }, item.id);
  store.note({
    at: new Date(now).toISOString(),
    system: 'graph',
    side,
    actor,
    what: 'deleted for good',
    object: { kind, id: item.id, label: item.displayName },
    before: { mail: item.mail },
    after: null,
  });
}
