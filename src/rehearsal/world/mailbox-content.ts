/** Items and folders of a mailbox, put in and taken out by whatever door. */
import { createHash } from 'node:crypto';
import type { WorldContext } from './context.js';
import type { Recipient, Side } from './entities.js';
import { detailsOf, putDetails } from './exchange/details.js';
import { foldersOf, isRecoverable, type MailboxFolder } from './exchange/mailbox-folders.js';
import { folderSizes, sizesOf } from './exchange/mailbox-sizes.js';
import type { MailboxItem } from './mailbox-items.js';

export interface Mailbox {
  readonly world: WorldContext;
  readonly side: Side;
  readonly recipient: Recipient;
  readonly now: number;
}

const idOf = (text: string): string => `AAMkA${createHash('sha256').update(text).digest('base64url')}AAA=`;

/** Of a folder as Graph names it; another one in each mailbox. */
export const folderIdOf = ({ recipient }: Pick<Mailbox, 'recipient'>, key: string): string =>
  idOf(`folder/${recipient.Guid}/${key}`);

/** Those that are there, in order: standard ones, those that people made, recoverable ones. */
export const foldersIn = ({ world, side, recipient }: Mailbox): readonly MailboxFolder[] =>
  foldersOf(recipient, detailsOf(world, side, recipient));

export const parentKeyOf = ({ world, side, recipient }: Mailbox, folder: MailboxFolder): string | null =>
  folder.key === 'Root'
    ? null
    : ((detailsOf(world, side, recipient).folders ?? []).find(({ key }) => key === folder.key)?.under ??
      (isRecoverable(folder) ? 'RecoverableItemsRoot' : 'Root'));

/** What has arrived in the mailbox, oldest first. */
export function itemsIn({ world, side, recipient, now }: Mailbox): readonly MailboxItem[] {
  return itemsOf(world, side, recipient.Guid, now);
}

export const itemsOf = (world: WorldContext, side: Side, guid: string, now: number): readonly MailboxItem[] =>
  [...world.store.index[side].itemsOf(guid)]
    .map((id) => world.store.get(side, 'mailboxItems', id))
    .filter(
      (one): one is MailboxItem =>
        one !== undefined && (one.arrivesAt === undefined || Date.parse(one.arrivesAt) <= now),
    )
    .sort((a, b) => (a.createdAt === b.createdAt ? (a.id < b.id ? -1 : 1) : a.createdAt < b.createdAt ? -1 : 1));

export function addItem(
  { world, side, recipient, now }: Mailbox,
  item: Pick<MailboxItem, 'kind' | 'folder' | 'content'> & Partial<Pick<MailboxItem, 'extended' | 'arrivesAt'>>,
): MailboxItem {
  const whole: MailboxItem = {
    id: idOf(`item/${side}/${recipient.Guid}/${world.store.nextNumber()}`),
    mailbox: recipient.Guid,
    createdAt: new Date(now).toISOString(),
    bytes: 2048 + Buffer.byteLength(JSON.stringify(item.content)),
    ...item,
  };
  world.store.put(side, 'mailboxItems', whole, now);
  return whole;
}

export const removeItem = ({ world, side, now }: Mailbox, item: MailboxItem): void =>
  world.store.remove(side, 'mailboxItems', item.id, now);

/** Into Deleted Items, under a new id as whatever is moved; out of there it is gone from sight. */
export function discardItem(mailbox: Mailbox, item: MailboxItem): void {
  removeItem(mailbox, item);
  if (isDiscarded(mailbox, item.folder)) return;
  const id = idOf(`moved/${item.id}/${mailbox.world.store.nextNumber()}`);
  mailbox.world.store.put(mailbox.side, 'mailboxItems', { ...item, id, folder: 'DeletedItems' }, mailbox.now);
}

/** In Deleted Items, at whatever depth. */
function isDiscarded(mailbox: Mailbox, key: string): boolean {
  const under = new Map(
    (detailsOf(mailbox.world, mailbox.side, mailbox.recipient).folders ?? []).map((one) => [one.key, one.under]),
  );
  for (let at: string | undefined = key; at !== undefined; at = under.get(at)) if (at === 'DeletedItems') return true;
  return false;
}

export function addFolder(mailbox: Mailbox, under: string, name: string): MailboxFolder {
  const { world, side, recipient, now } = mailbox;
  const details = detailsOf(world, side, recipient);
  const key = `folder-${createHash('sha256').update(`${side}/${recipient.Guid}/${world.store.nextNumber()}`).digest('hex').slice(0, 16)}`;
  putDetails(world, side, { ...details, folders: [...(details.folders ?? []), { key, under, name }] }, now);
  return foldersIn(mailbox).find((one) => one.key === key) as MailboxFolder;
}

/** With everything in it and below it. */
export function removeFolder(mailbox: Mailbox, key: string): void {
  const { world, side, recipient, now } = mailbox;
  const details = detailsOf(world, side, recipient);
  const gone = new Set([key]);
  for (const one of details.folders ?? []) if (gone.has(one.under)) gone.add(one.key);
  for (const item of itemsIn(mailbox)) if (gone.has(item.folder)) removeItem(mailbox, item);
  putDetails(
    world,
    side,
    {
      ...details,
      folders: (details.folders ?? []).filter((one) => !gone.has(one.key)),
      folderRights: (details.folderRights ?? []).filter(({ folder }) => !gone.has(folder)),
    },
    now,
  );
}

/** A folder thrown away lies in Deleted Items with what it holds; thrown away there it is gone. */
export function discardFolder(mailbox: Mailbox, key: string): void {
  if (isDiscarded(mailbox, key)) return removeFolder(mailbox, key);
  const { world, side, recipient, now } = mailbox;
  const details = detailsOf(world, side, recipient);
  const folders = (details.folders ?? []).map((one) => (one.key === key ? { ...one, under: 'DeletedItems' } : one));
  putDetails(world, side, { ...details, folders }, now);
}

export interface FolderCounts {
  readonly items: number;
  readonly unread: number;
  readonly bytes: number;
}

/** Of one folder without those below it: what a mailbox held before was read long ago. */
export function countsOf(mailbox: Mailbox, key: string): FolderCounts {
  const { world, side, recipient } = mailbox;
  const before = sizesOf(recipient, detailsOf(world, side, recipient));
  const old = before === null ? undefined : folderSizes(foldersIn(mailbox), before).get(key);
  const here = itemsIn(mailbox).filter((one) => one.folder === key);
  return {
    items: (old?.items ?? 0) + here.length,
    unread: here.filter((one) => one.content['isRead'] === false).length,
    bytes: (old?.bytes ?? 0) + here.reduce((all, { bytes }) => all + bytes, 0),
  };
}

/** Of each folder what was put there; what a mailbox held before is in no list. */
export function keptIn(
  world: WorldContext,
  side: Side,
  guid: string,
  now: number,
): ReadonlyMap<string, { readonly items: number; readonly bytes: number }> {
  const kept = new Map<string, { items: number; bytes: number }>();
  for (const { folder, bytes } of itemsOf(world, side, guid, now)) {
    const before = kept.get(folder) ?? { items: 0, bytes: 0 };
    kept.set(folder, { items: before.items + 1, bytes: before.bytes + bytes });
  }
  return kept;
}
