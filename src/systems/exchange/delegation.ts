/** What one person may do for another, right by right: send as, send on behalf, and the folders of a mailbox. */
import type { Applied } from '../../contract/change.js';
import type { Waiting } from '../unanswered.js';
import type { ExchangeConnection } from './connection.js';
import type { FolderRight } from './mailbox-details.js';
import { readById } from './read-by-id.js';
import { readEach, type Seen } from './read-each.js';
import { isTrue, textOf, textsOf } from './values.js';
import { writeEach, type WriteCommand } from './write-each.js';

export interface SendAsOf {
  readonly mailboxId: string;
  /** A sign-in name or an address. */
  readonly trustee: string;
}

export interface OnBehalfOf {
  /** By which others name it. */
  readonly name: string;
  /** Names of those who may send on its behalf. */
  readonly granted: readonly string[];
}

export interface FolderRightOf {
  readonly mailboxId: string;
  /** From the top, with a back slash before each name, in the language of the mailbox. */
  readonly path: string;
  /** A sign-in name or an address. */
  readonly user: string;
}

export interface Delegation {
  /** Whether it is given; each in the order given. */
  sendAsOf(of: readonly SendAsOf[]): Promise<readonly Seen<boolean>[]>;
  giveSendAs(of: readonly SendAsOf[]): Promise<readonly Applied[]>;
  takeSendAs(of: readonly SendAsOf[]): Promise<readonly Applied[]>;
  /** By directory object id; null where there is no mailbox. */
  onBehalfOf(mailboxIds: readonly string[]): Promise<readonly (OnBehalfOf | null)[]>;
  /** One name more or less each, whatever else the list has. */
  changeOnBehalf(
    of: readonly { readonly mailboxId: string; readonly name: string; readonly deed: 'add' | 'remove' }[],
  ): Promise<readonly Applied[]>;
  /** The one entry of that user; nothing where the folder has none. */
  folderRightsOf(of: readonly FolderRightOf[]): Promise<readonly Seen<FolderRight>[]>;
  /** @throws nothing: where an entry is there already the service refuses, and it stays as it is. */
  giveFolderRights(
    of: readonly (FolderRightOf & { readonly rights: readonly string[]; readonly flags: readonly string[] })[],
  ): Promise<readonly Applied[]>;
  takeFolderRights(of: readonly FolderRightOf[]): Promise<readonly Applied[]>;
}

type Raw = Readonly<Record<string, unknown>>;

/** Whom nobody gave anything: the service calls that an error. */
const noEntry = /no existing permission entry/i;

export function delegation(connection: ExchangeConnection, waiting: Pick<Waiting, 'now'>, side: string): Delegation {
  const write = (cmdlet: string, commands: readonly Omit<WriteCommand, 'id' | 'cmdlet'>[]) =>
    writeEach(
      connection,
      `${cmdlet} in the ${side}`,
      commands.map((command, index) => ({ ...command, id: `${index}`, cmdlet })),
    );
  const sendAs = (cmdlet: string, of: readonly SendAsOf[]) =>
    write(
      cmdlet,
      of.map(({ mailboxId, trustee }) => ({
        parameters: { Identity: mailboxId, Trustee: trustee, AccessRights: ['SendAs'], Confirm: false },
      })),
    );
  const folder = ({ mailboxId, path }: FolderRightOf): string => `${mailboxId}:${path}`;

  return {
    async sendAsOf(of) {
      const seen = await readEach<Raw>(
        connection,
        waiting,
        `Get-RecipientPermission in the ${side}`,
        of.map(({ mailboxId, trustee }) => ({
          cmdlet: 'Get-RecipientPermission',
          parameters: { Identity: mailboxId, Trustee: trustee, ResultSize: 'Unlimited' },
          select: ['AccessRights', 'AccessControlType', 'IsInherited'],
        })),
      );
      return seen.map((one) => (one.seen ? { ...one, items: one.items.map(isGivenSendAs) } : one));
    },
    // https://learn.microsoft.com/powershell/module/exchange/add-recipientpermission
    giveSendAs: (of) => sendAs('Add-RecipientPermission', of),
    // https://learn.microsoft.com/powershell/module/exchange/remove-recipientpermission
    takeSendAs: (of) => sendAs('Remove-RecipientPermission', of),
    async onBehalfOf(ids) {
      const found = await readById(
        connection,
        waiting,
        `Get-Mailbox by id in the ${side}`,
        ids.map((id) => ({
          id,
          cmdlet: 'Get-Mailbox',
          idProperty: 'ExternalDirectoryObjectId' as const,
          select: ['ExternalDirectoryObjectId', 'Name', 'GrantSendOnBehalfTo'],
        })),
      );
      return found.map((item) =>
        item === null ? null : { name: textOf(item['Name']), granted: textsOf(item['GrantSendOnBehalfTo']) },
      );
    },
    // https://learn.microsoft.com/powershell/module/exchange/set-mailbox#-grantsendonbehalfto
    changeOnBehalf: (of) =>
      write(
        'Set-Mailbox',
        of.map(({ mailboxId, name, deed }) => ({
          parameters: {
            Identity: mailboxId,
            GrantSendOnBehalfTo: { '@odata.type': '#Exchange.GenericHashTable', [deed]: [name] },
          },
        })),
      ),
    async folderRightsOf(of) {
      const seen = await readEach<Raw>(
        connection,
        waiting,
        `Get-MailboxFolderPermission in the ${side}`,
        of.map((one) => ({
          cmdlet: 'Get-MailboxFolderPermission',
          parameters: { Identity: folder(one), User: one.user },
          select: ['User', 'AccessRights', 'SharingPermissionFlags'],
        })),
      );
      return seen.map((one): Seen<FolderRight> => {
        if (!one.seen) return noEntry.test(one.text) ? { seen: true, items: [] } : one;
        return { seen: true, items: one.items.map(folderRightIn) };
      });
    },
    // https://learn.microsoft.com/powershell/module/exchange/add-mailboxfolderpermission
    giveFolderRights: (of) =>
      write(
        'Add-MailboxFolderPermission',
        of.map(({ rights, flags, ...one }) => ({
          parameters: {
            Identity: folder(one),
            User: one.user,
            AccessRights: rights,
            ...(flags.length === 0 ? {} : { SharingPermissionFlags: flags.join(', ') }),
          },
        })),
      ),
    // https://learn.microsoft.com/powershell/module/exchange/remove-mailboxfolderpermission
    takeFolderRights: (of) =>
      write(
        'Remove-MailboxFolderPermission',
        of.map((one) => ({ parameters: { Identity: folder(one), User: one.user, Confirm: false } })),
      ),
  };
}

const isGivenSendAs = (raw: Raw): boolean =>
  textsOf(raw['AccessRights']).includes('SendAs') &&
  !/^deny$/i.test(textOf(raw['AccessControlType'] ?? '')) &&
  !isTrue(raw['IsInherited']);

const folderRightIn = (raw: Raw): FolderRight => ({
  user: textOf(raw['User']),
  rights: textsOf(raw['AccessRights']).flatMap((text) => text.split(/,\s*/)),
  flags: textsOf(raw['SharingPermissionFlags']).flatMap((text) => text.split(/,\s*/)),
});
