import type { MailboxSizes } from '../exchange-entities.js';
import { keptIn } from '../mailbox-content.js';
import type { Recipient } from '../entities.js';
import { seededFraction } from '../seeded.js';
import { findRecipientAmong, pageOf, type Cmdlet, type CmdletCall } from './cmdlet.js';
import { detailsOf } from './details.js';
import { foldersOf, isRecoverable, type MailboxFolder } from './mailbox-folders.js';
import { archiveSizesOf, folderSizes, sizesOf, sizeText, withKept } from './mailbox-sizes.js';
import { mailboxKinds } from './recipient-view.js';
import { badArgument, CmdletRefusal } from './refusal.js';
import { cutToSize } from './result-size.js';

const kinds = [...mailboxKinds, 'GroupMailbox'] as const;

interface Measured {
  readonly mailbox: Recipient;
  readonly archive: boolean;
  /** Null: nobody has opened it yet, and there is nothing to tell. */
  readonly sizes: MailboxSizes | null;
  /** Of each folder what was put there. */
  readonly kept: ReturnType<typeof keptIn>;
}

function measured(call: CmdletCall): Measured {
  const { world, side, parameters } = call;
  const deletedToo = parameters['IncludeSoftDeletedRecipients'] === true;
  const mailbox = findRecipientAmong(call, kinds, deletedToo ? ['live', 'soft-deleted', 'inactive'] : ['live']);
  const details = detailsOf(world, side, mailbox);
  if (parameters['Archive'] !== true) {
    const kept = keptIn(world, side, mailbox.Guid, call.now);
    return { mailbox, archive: false, sizes: sizesOf(mailbox, details), kept };
  }
  const sizes = archiveSizesOf(mailbox, details);
  if (sizes === null)
    throw new CmdletRefusal(
      'Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException',
      `The mailbox '${String(parameters['Identity'])}' isn't enabled for archive.`,
    );
  return { mailbox, archive: true, sizes, kept: new Map() };
}

const neverOpened = ({ ExchangeGuid, Name }: Recipient): string =>
  `The user hasn't logged on to mailbox '${Name}' ('${ExchangeGuid ?? ''}'), so there is no data to return. After the user logs on, this warning will no longer appear.`;

// https://learn.microsoft.com/en-us/powershell/module/exchange/get-mailboxstatistics
const getMailboxStatistics: Cmdlet = {
  name: 'Get-MailboxStatistics',
  writes: false,
  parameters: ['Identity', 'Archive', 'IncludeMoveHistory', 'IncludeMoveReport', 'IncludeSoftDeletedRecipients'],
  switches: ['Archive', 'IncludeMoveHistory', 'IncludeMoveReport', 'IncludeSoftDeletedRecipients'],
  page: pageOf('Get-MailboxStatistics'),
  run(call) {
    const { mailbox, archive, sizes: before, kept } = measured(call);
    const sizes = withKept(before, kept);
    if (sizes === null) return { value: [], warnings: [neverOpened(mailbox)] };
    const day = 1 + Math.floor(seededFraction(0, `logon/${mailbox.Guid}`) * 24);
    return {
      value: [
        {
          DisplayName: mailbox.DisplayName,
          Identity: mailbox.ExchangeGuid,
          MailboxGuid: mailbox.ExchangeGuid,
          'MailboxGuid@odata.type': '#Guid',
          OwnerADGuid: mailbox.Guid,
          'OwnerADGuid@odata.type': '#Guid',
          MailboxTypeDetail: mailbox.RecipientTypeDetails,
          IsArchiveMailbox: archive,
          ItemCount: sizes.items,
          TotalItemSize: sizeText(sizes.bytes),
          DeletedItemCount: sizes.deletedItems,
          TotalDeletedItemSize: sizeText(sizes.deletedBytes),
          LastLogonTime: archive ? null : `2026-11-${String(day).padStart(2, '0')}T08:15:00Z`,
          DisconnectDate: mailbox.WhenSoftDeleted,
          IsValid: true,
          ObjectState: 'Unchanged',
        },
      ],
    };
  },
};

const scopes =
  'All Archive Calendar Contacts ConversationHistory DeletedItems Drafts Inbox JunkEmail Journal LegacyArchiveJournals ManagedCustomFolder NonIpmRoot Notes Outbox Personal RecoverableItems RssSubscriptions SentItems SyncIssues Tasks'.split(
    ' ',
  );

// https://learn.microsoft.com/en-us/powershell/module/exchange/get-mailboxfolderstatistics
const getMailboxFolderStatistics: Cmdlet = {
  name: 'Get-MailboxFolderStatistics',
  writes: false,
  parameters: [
    'Identity',
    'FolderScope',
    'Archive',
    'ResultSize',
    'SkipCount',
    'IncludeOldestAndNewestItems',
    'IncludeAnalysis',
    'IncludeSoftDeletedRecipients',
  ],
  switches: ['Archive', 'IncludeOldestAndNewestItems', 'IncludeAnalysis', 'IncludeSoftDeletedRecipients'],
  page: pageOf('Get-MailboxFolderStatistics'),
  run(call) {
    const { mailbox, sizes, kept } = measured(call);
    const folders = foldersOf(mailbox, detailsOf(call.world, call.side, mailbox));
    const of = folderSizes(folders, sizes ?? { items: 0, bytes: 0, deletedItems: 0, deletedBytes: 0 }, kept);
    const rows = folders
      .filter(inScope(folders, call.parameters['FolderScope']))
      .map((folder) => folderRow(mailbox, folder, folders, of));
    return cutToSize(rows, call.parameters);
  },
};

/** A scope is the folders of its type and whatever lies below one of them. */
function inScope(folders: readonly MailboxFolder[], given: unknown): (folder: MailboxFolder) => boolean {
  if (given === undefined || given === null) return () => true;
  const scope = scopes.find((one) => one.toLowerCase() === String(given).toLowerCase());
  if (scope === undefined)
    throw badArgument(
      'FolderScope',
      `Cannot convert value "${String(given)}" to type "ElcFolderType". The possible enumeration values are "${scopes.join(', ')}".`,
    );
  if (scope === 'All') return () => true;
  if (scope === 'RecoverableItems' || scope === 'NonIpmRoot') return isRecoverable;
  if (scope === 'Personal') return ({ type }) => type === 'User Created';
  const above = folders.find(({ type }) => type === scope);
  return (one) => above !== undefined && (one === above || isBelow(one, above));
}

const isBelow = (one: MailboxFolder, above: MailboxFolder): boolean =>
  one !== above &&
  isRecoverable(one) === isRecoverable(above) &&
  (above.path === '' || one.path.startsWith(`${above.path}/`));

function folderRow(
  mailbox: Recipient,
  folder: MailboxFolder,
  folders: readonly MailboxFolder[],
  of: ReturnType<typeof folderSizes>,
): Readonly<Record<string, unknown>> {
  const sum = (what: 'items' | 'bytes'): number =>
    folders
      .filter((one) => one === folder || isBelow(one, folder))
      .reduce((all, { key }) => all + (of.get(key)?.[what] ?? 0), 0);
  const path = folder.path === '' ? folder.name : folder.path;
  return {
    Name: folder.name,
    Identity: `${mailbox.Name}\\${path.replaceAll('/', '\\')}`,
    FolderPath: `/${path}`,
    FolderId: folder.id,
    FolderType: folder.type,
    ContainerClass: folder.class,
    ItemsInFolder: of.get(folder.key)?.items ?? 0,
    FolderSize: sizeText(of.get(folder.key)?.bytes ?? 0),
    ItemsInFolderAndSubfolders: sum('items'),
    FolderAndSubfolderSize: sizeText(sum('bytes')),
    ContentMailboxGuid: mailbox.ExchangeGuid,
    IsValid: true,
    ObjectState: 'Changed',
  };
}

export const statisticsCmdlets: readonly Cmdlet[] = [getMailboxStatistics, getMailboxFolderStatistics];
