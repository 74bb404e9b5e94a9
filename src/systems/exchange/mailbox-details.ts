/** What Exchange tells of one mailbox at a time: how large it is, who may do what in it, and what its own rules do. */
import type { Waiting } from '../unanswered.js';
import type { ExchangeCommand, ExchangeConnection } from './connection.js';
import { readEach, type Seen } from './read-each.js';
import { bytesOf, isTrue, textOf, textsOf } from './values.js';

/** https://learn.microsoft.com/powershell/module/exchangepowershell/get-mailboxstatistics */
export interface MailboxStatistics {
  readonly items: number;
  readonly bytes: number;
  /** Recoverable items: of no use at the destination, and the mover leaves them behind. */
  readonly recoverableItems: number;
  readonly recoverableBytes: number;
}

export interface StatisticsOf {
  readonly mailboxId: string;
  readonly archive: boolean;
}

/** https://learn.microsoft.com/powershell/module/exchangepowershell/get-mailboxpermission */
export interface MailboxRight {
  /** A sign-in name, the name of a group, or the SID of somebody who is no more. */
  readonly user: string;
  readonly rights: readonly string[];
  readonly inherited: boolean;
  readonly denied: boolean;
}

/** https://learn.microsoft.com/powershell/module/exchangepowershell/get-mailboxfolderstatistics */
export interface MailboxFolder {
  /** As its owner sees it, in the language of the mailbox. */
  readonly name: string;
  /** From the top, with `/` between the folders. */
  readonly path: string;
  /** In English whatever the language: `Inbox`, `Calendar`, `User Created`. */
  readonly type: string;
}

export interface FolderOf {
  readonly mailboxId: string;
  /** From the top, with a back slash before each name. */
  readonly path: string;
}

/** https://learn.microsoft.com/powershell/module/exchangepowershell/get-mailboxfolderpermission */
export interface FolderRight {
  /** A display name, `Default`, `Anonymous`, or `NT:S-1-…` of somebody who is no more. */
  readonly user: string;
  readonly rights: readonly string[];
  /** `Delegate`, `CanViewPrivateItems`. */
  readonly flags: readonly string[];
}

/** https://learn.microsoft.com/powershell/module/exchangepowershell/get-inboxrule */
export interface InboxRule {
  readonly name: string;
  readonly enabled: boolean;
  /** Each as `"Ivan" [EX:/o=…]` or `"Ivan" [SMTP:ivan@elsewhere.example]`. */
  readonly forwardTo: readonly string[];
  readonly redirectTo: readonly string[];
  readonly forwardAsAttachmentTo: readonly string[];
}

export interface MailboxDetails {
  /** Each in the order given. */
  mailboxStatistics(of: readonly StatisticsOf[]): Promise<readonly Seen<MailboxStatistics>[]>;
  mailboxRights(mailboxIds: readonly string[]): Promise<readonly Seen<MailboxRight>[]>;
  mailboxFolders(mailboxIds: readonly string[]): Promise<readonly Seen<MailboxFolder>[]>;
  folderRights(folders: readonly FolderOf[]): Promise<readonly Seen<FolderRight>[]>;
  /** Hidden ones, too: others' programs make such. */
  inboxRules(mailboxIds: readonly string[]): Promise<readonly Seen<InboxRule>[]>;
}

type Raw = Readonly<Record<string, unknown>>;

export function mailboxDetails(
  connection: ExchangeConnection,
  waiting: Pick<Waiting, 'now'>,
  side: string,
): MailboxDetails {
  const each = async <T>(
    what: string,
    commands: readonly ExchangeCommand[],
    read: (raw: Raw) => T,
  ): Promise<readonly Seen<T>[]> =>
    (await readEach<Raw>(connection, waiting, `${what} in the ${side}`, commands)).map((seen) =>
      seen.seen ? understood(seen.items, read) : seen,
    );
  const ofMailboxes = (cmdlet: string, ids: readonly string[], select: readonly string[], more: Raw = {}) =>
    ids.map((id): ExchangeCommand => ({ cmdlet, parameters: { Identity: id, ...more }, select }));

  return {
    mailboxStatistics: (of) =>
      each(
        'Get-MailboxStatistics',
        of.map(({ mailboxId, archive }) => ({
          cmdlet: 'Get-MailboxStatistics',
          parameters: { Identity: mailboxId, ...(archive ? { Archive: true } : {}) },
          select: ['ItemCount', 'TotalItemSize', 'DeletedItemCount', 'TotalDeletedItemSize'],
        })),
        (raw) => ({
          items: Number(raw['ItemCount'] ?? 0),
          bytes: bytesOf(raw['TotalItemSize']),
          recoverableItems: Number(raw['DeletedItemCount'] ?? 0),
          recoverableBytes: bytesOf(raw['TotalDeletedItemSize']),
        }),
      ),
    mailboxRights: (ids) =>
      each(
        'Get-MailboxPermission',
        ofMailboxes('Get-MailboxPermission', ids, ['User', 'AccessRights', 'IsInherited', 'Deny'], {
          ResultSize: 'Unlimited',
          // Without them, the right of somebody who is no more is not told at all.
          IncludeUnresolvedPermissions: true,
          IncludeSoftDeletedUserPermissions: true,
        }),
        (raw) => ({
          user: textOf(raw['User']),
          rights: textsOf(raw['AccessRights']),
          inherited: isTrue(raw['IsInherited']),
          denied: isTrue(raw['Deny']),
        }),
      ),
    mailboxFolders: (ids) =>
      each(
        'Get-MailboxFolderStatistics',
        ofMailboxes('Get-MailboxFolderStatistics', ids, ['Name', 'FolderPath', 'FolderType'], {
          ResultSize: 'Unlimited',
        }),
        (raw) => ({
          name: textOf(raw['Name']),
          path: textOf(raw['FolderPath']),
          type: textOf(raw['FolderType']),
        }),
      ),
    folderRights: (folders) =>
      each(
        'Get-MailboxFolderPermission',
        folders.map(({ mailboxId, path }) => ({
          cmdlet: 'Get-MailboxFolderPermission',
          parameters: { Identity: `${mailboxId}:${path}`, ResultSize: 'Unlimited' },
          select: ['User', 'AccessRights', 'SharingPermissionFlags'],
        })),
        (raw) => ({
          user: textOf(raw['User']),
          rights: textsOf(raw['AccessRights']),
          flags: textsOf(raw['SharingPermissionFlags']).flatMap((text) => text.split(/,\s*/)),
        }),
      ),
    inboxRules: (ids) =>
      each(
        'Get-InboxRule',
        ids.map((id) => ({
          cmdlet: 'Get-InboxRule',
          parameters: { Mailbox: id, IncludeHidden: true, ResultSize: 'Unlimited' },
          select: ['Name', 'Enabled', 'ForwardTo', 'RedirectTo', 'ForwardAsAttachmentTo'],
        })),
        (raw) => ({
          name: textOf(raw['Name']),
          enabled: isTrue(raw['Enabled']),
          forwardTo: textsOf(raw['ForwardTo']),
          redirectTo: textsOf(raw['RedirectTo']),
          forwardAsAttachmentTo: textsOf(raw['ForwardAsAttachmentTo']),
        }),
      ),
  };
}

/** What says something else than a page of the vendor counts as not seen: nobody is told less than there is. */
function understood<T>(items: readonly Raw[], read: (raw: Raw) => T): Seen<T> {
  try {
    return { seen: true, items: items.map(read) };
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    return { seen: false, gone: false, text: cause.message };
  }
}
