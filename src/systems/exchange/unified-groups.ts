/** Microsoft 365 groups as Exchange knows them: an application may change them here, and makes and deletes them in the directory. */
import type { Applied } from '../../contract/change.js';
import type { Waiting } from '../unanswered.js';
import type { ExchangeConnection } from './connection.js';
import { readEach } from './read-each.js';
import { mailGroupProperties, type MailGroup } from './types.js';
import { isTrue, textOf, textsOf } from './values.js';
import { writeEach } from './write-each.js';

export interface UnifiedGroup extends MailGroup {
  readonly LegacyExchangeDN: string | null;
  readonly HiddenFromAddressListsEnabled: boolean;
  /** True: nobody from outside may write to it. */
  readonly RequireSenderAuthenticationEnabled: boolean;
  /** Moderated, or closed to some senders. */
  readonly guarded: boolean;
}

export interface UnifiedGroups {
  /** In the order given, null where Exchange knows none (yet). */
  unifiedGroupsById(groupIds: readonly string[]): Promise<readonly (UnifiedGroup | null)[]>;
  /** In Exchange's own parameters; `PrimarySmtpAddress` and `EmailAddresses` never together. One answer each, in the order given. */
  setUnifiedGroups(
    of: readonly { readonly groupId: string; readonly parameters: Readonly<Record<string, unknown>> }[],
  ): Promise<readonly Applied[]>;
}

type Raw = Readonly<Record<string, unknown>>;

const senders = ['AcceptMessagesOnlyFromSendersOrMembers', 'RejectMessagesFromSendersOrMembers'] as const;
const select = [
  ...mailGroupProperties,
  'LegacyExchangeDN',
  'HiddenFromAddressListsEnabled',
  'RequireSenderAuthenticationEnabled',
  'ModerationEnabled',
  ...senders,
] as const;

export function unifiedGroups(
  connection: ExchangeConnection,
  waiting: Pick<Waiting, 'now'>,
  side: string,
): UnifiedGroups {
  return {
    async unifiedGroupsById(groupIds) {
      const seen = await readEach<Raw>(
        connection,
        waiting,
        `Get-UnifiedGroup by id in the ${side}`,
        groupIds.map((id) => ({ cmdlet: 'Get-UnifiedGroup', parameters: { Identity: id }, select })),
      );
      return seen.map((one) => {
        if (!one.seen && !one.gone) throw new Error(one.text);
        const [item] = one.seen ? one.items : [];
        return item === undefined ? null : groupIn(item);
      });
    },
    // https://learn.microsoft.com/powershell/module/exchange/set-unifiedgroup
    setUnifiedGroups: (of) =>
      writeEach(
        connection,
        `Set-UnifiedGroup in the ${side}`,
        of.map(({ groupId, parameters }) => ({
          id: groupId,
          cmdlet: 'Set-UnifiedGroup',
          parameters: { Identity: groupId, ...parameters },
        })),
      ),
  };
}

const groupIn = (item: Raw): UnifiedGroup => ({
  ...(item as unknown as MailGroup),
  EmailAddresses: textsOf(item['EmailAddresses']),
  LegacyExchangeDN: textOf(item['LegacyExchangeDN']) || null,
  HiddenFromAddressListsEnabled: isTrue(item['HiddenFromAddressListsEnabled']),
  RequireSenderAuthenticationEnabled: isTrue(item['RequireSenderAuthenticationEnabled']),
  guarded: isTrue(item['ModerationEnabled']) || senders.some((name) => textsOf(item[name]).length > 0),
});
