/** How much a mailbox holds: what is written down of it, or what its id says; and how it lies in the folders. */
import type { MailboxSizes, RecipientDetails } from '../exchange-entities.js';
import type { Recipient } from '../entities.js';
import { seededFraction } from '../seeded.js';
import { usualStart } from '../usual-start.js';
import { isRecoverable, type MailboxFolder } from './mailbox-folders.js';

const mebibyte = 1024 ** 2;
const gibibyte = 1024 ** 3;

/** What it held before anything was put into it here. Null: nobody has opened it yet. */
export function sizesOf(recipient: Recipient, details: RecipientDetails): MailboxSizes | null {
  if (details.sizes !== undefined) return details.sizes;
  // A mailbox that began in this world is empty.
  if (Date.parse(recipient.WhenCreatedUTC) >= Date.parse(usualStart)) return null;
  const people = /^(User|Shared)Mailbox$/.test(recipient.RecipientTypeDetails);
  return made(recipient.Guid, people ? 24 * gibibyte : 80 * mebibyte);
}

export function archiveSizesOf(recipient: Recipient, details: RecipientDetails): MailboxSizes | null {
  if (recipient.ArchiveStatus !== 'Active') return null;
  return details.archiveSizes ?? made(`${recipient.Guid}/archive`, 40 * gibibyte);
}

/** Most are small, a few are not. */
function made(name: string, largest: number): MailboxSizes {
  const share = seededFraction(0, `size/${name}`);
  const bytes = 2 * mebibyte + Math.floor(share ** 4 * largest);
  const deletedBytes = Math.floor(bytes * 0.12 * seededFraction(0, `deleted/${name}`));
  const itemOf = (size: number): number => Math.floor(size / (60_000 + 40_000 * seededFraction(0, `items/${name}`)));
  return { items: itemOf(bytes), bytes, deletedItems: itemOf(deletedBytes), deletedBytes };
}

const shares: Readonly<Record<string, number>> = {
  SentItems: 0.26,
  DeletedItems: 0.06,
  Archive: 0.05,
  Drafts: 0.002,
  Calendar: 0.04,
  Contacts: 0.004,
  Tasks: 0.001,
  RecoverableItemsDeletions: 0.7,
  RecoverableItemsVersions: 0.2,
};

type Part = { readonly items: number; readonly bytes: number };

/** With what was put into it; whoever put something in has opened it. */
export function withKept(sizes: MailboxSizes | null, kept: ReadonlyMap<string, Part>): MailboxSizes | null {
  if (kept.size === 0) return sizes;
  const { items, bytes, ...rest } = sizes ?? { items: 0, bytes: 0, deletedItems: 0, deletedBytes: 0 };
  const sum = (what: keyof Part): number => [...kept.values()].reduce((all, one) => all + one[what], 0);
  return { items: items + sum('items'), bytes: bytes + sum('bytes'), ...rest };
}

/** Of one folder, without those below it; all folders together are the mailbox. */
export function folderSizes(
  folders: readonly MailboxFolder[],
  sizes: MailboxSizes,
  kept: ReadonlyMap<string, Part> = new Map(),
): ReadonlyMap<string, Part> {
  const part = (key: string): { items: number; bytes: number } => {
    const recoverable = key.startsWith('RecoverableItems');
    const share = shares[key] ?? 0;
    return {
      items: Math.floor((recoverable ? sizes.deletedItems : sizes.items) * share),
      bytes: Math.floor((recoverable ? sizes.deletedBytes : sizes.bytes) * share),
    };
  };
  const of = new Map(folders.map(({ key }) => [key, part(key)]));
  const rest = (own: boolean): { items: number; bytes: number } => {
    const those = folders.filter((one) => isRecoverable(one) === own).map(({ key }) => part(key));
    const sum = (what: 'items' | 'bytes'): number => those.reduce((all, one) => all + one[what], 0);
    return own
      ? { items: sizes.deletedItems - sum('items'), bytes: sizes.deletedBytes - sum('bytes') }
      : { items: sizes.items - sum('items'), bytes: sizes.bytes - sum('bytes') };
  };
  of.set('Inbox', rest(false));
  of.set('RecoverableItemsPurges', rest(true));
  for (const [key, { items, bytes }] of kept) {
    const before = of.get(key) ?? { items: 0, bytes: 0 };
    of.set(key, { items: before.items + items, bytes: before.bytes + bytes });
  }
  return of;
}

/** `1.66 GB (1,782,579,200 bytes)`: four digits of the largest unit, and every byte. */
export function sizeText(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  const n = bytes === 0 ? 0 : Math.min(units.length - 1, Math.floor(Math.log(bytes) / Math.log(1024)));
  return `${Number((bytes / 1024 ** n).toPrecision(4))} ${units[n] as string} (${bytes.toLocaleString('en-US')} bytes)`;
}
