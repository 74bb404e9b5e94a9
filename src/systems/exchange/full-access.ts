/** Full access of one account over many mailboxes. */
import type { Applied } from '../../contract/change.js';
import type { Waiting } from '../unanswered.js';
import type { ExchangeConnection } from './connection.js';
import { readEach, type Seen } from './read-each.js';
import { isTrue, textsOf } from './values.js';
import { writeEach } from './write-each.js';

export interface AccessOf {
  readonly mailboxId: string;
  /** The sign-in name of an account that keeps it. */
  readonly user: string;
}

export interface AccountsRight {
  readonly rights: readonly string[];
  readonly inherited: boolean;
  readonly denied: boolean;
}

export interface FullAccess {
  /** What that one account has of the mailbox, as Exchange itself knows it again; in the order given. */
  accessOf(of: readonly AccessOf[]): Promise<readonly Seen<AccountsRight>[]>;
  /** Without `autoMapping` no Outlook opens the mailbox by itself: a mover would open thousands. One answer each, in the order given. */
  giveFullAccess(of: readonly AccessOf[], how?: { readonly autoMapping: boolean }): Promise<readonly Applied[]>;
  takeFullAccess(of: readonly AccessOf[]): Promise<readonly Applied[]>;
}

type Raw = Readonly<Record<string, unknown>>;

export function fullAccess(connection: ExchangeConnection, waiting: Pick<Waiting, 'now'>, side: string): FullAccess {
  const write = (cmdlet: string, of: readonly AccessOf[], more: Raw) =>
    writeEach(
      connection,
      `${cmdlet} in the ${side}`,
      of.map(({ mailboxId, user }, index) => ({
        id: `${index} ${mailboxId}`,
        cmdlet,
        parameters: { Identity: mailboxId, User: user, AccessRights: ['FullAccess'], InheritanceType: 'All', ...more },
      })),
    );
  return {
    async accessOf(of) {
      const seen = await readEach<Raw>(
        connection,
        waiting,
        `Get-MailboxPermission in the ${side}`,
        of.map(({ mailboxId, user }) => ({
          cmdlet: 'Get-MailboxPermission',
          parameters: { Identity: mailboxId, User: user, ResultSize: 'Unlimited' },
          select: ['AccessRights', 'IsInherited', 'Deny'],
        })),
      );
      return seen.map((one) => (one.seen ? { ...one, items: one.items.map(rightOf) } : one));
    },
    // https://learn.microsoft.com/powershell/module/exchange/add-mailboxpermission
    giveFullAccess: (of, { autoMapping } = { autoMapping: false }) =>
      write('Add-MailboxPermission', of, { AutoMapping: autoMapping }),
    // https://learn.microsoft.com/powershell/module/exchange/remove-mailboxpermission
    takeFullAccess: (of) => write('Remove-MailboxPermission', of, { Confirm: false }),
  };
}

const rightOf = (raw: Raw): AccountsRight => ({
  // `FullAccess, ReadPermission` comes as one text where PowerShell prints a list.
  rights: textsOf(raw['AccessRights']).flatMap((text) => text.split(/,\s*/)),
  inherited: isTrue(raw['IsInherited']),
  denied: isTrue(raw['Deny']),
});
