/** Who may do what in somebody else's mailbox, and whether both go the same way. */
import type { MailboxInDetail, SendAsRight } from '../../systems/exchange/types.js';
import type { KnownPeople, Meant, WrittenAs } from './known-people.js';
import type { SettingsRead } from './settings-read.js';

export interface RightRow {
  readonly id: string;
  readonly name: string;
  /** Whether the mailbox moves. */
  readonly moves: boolean;
  readonly right: 'fullAccess' | 'sendAs' | 'onBehalf' | 'folder';
  /** As Exchange calls it: `FullAccess`, `Editor`. */
  readonly rights: string;
  /** As its owner calls it; null: the right is over the mailbox. */
  readonly folder: string | null;
  readonly folderType: string | null;
  /** As Exchange wrote it. */
  readonly written: string;
  readonly meant: Meant;
  readonly denied: boolean;
}

export function rightsOf(
  mailbox: MailboxInDetail,
  read: SettingsRead,
  sendAs: readonly SendAsRight[],
  moves: boolean,
  known: KnownPeople,
): readonly RightRow[] {
  const own = { id: read.id, name: read.name, moves };
  const over = { folder: null, folderType: null, denied: false };
  const row = (
    right: RightRow['right'],
    rights: string,
    written: string,
    more: Pick<RightRow, 'folder' | 'folderType' | 'denied'> = over,
    as: WrittenAs = 'any',
  ): RightRow => ({ ...own, right, rights, written, meant: known.meant(written, as), ...more });
  return [
    ...read.rights.map(({ user, rights, denied }) => row('fullAccess', rights, user, { ...over, denied })),
    ...sendAs.map(({ Trustee, AccessRights, AccessControlType }) =>
      row('sendAs', AccessRights.join(', '), Trustee, { ...over, denied: /^deny$/i.test(AccessControlType ?? '') }),
    ),
    ...mailbox.GrantSendOnBehalfTo.map((name) => row('onBehalf', 'SendOnBehalf', name, over, 'name')),
    ...read.folders.flatMap(({ name, type, path, rights }) =>
      rights.map((one) =>
        row('folder', [one.rights, one.flags].filter((text) => text !== '').join(', '), one.user, {
          folder: type === 'User Created' ? path.slice(1) : name,
          folderType: type,
          denied: false,
        }),
      ),
    ),
  ];
}

/** Given to others, by the recipient's own name as that list has it. */
export function sendAsByName(rights: readonly SendAsRight[]): ReadonlyMap<string, readonly SendAsRight[]> {
  const found = new Map<string, SendAsRight[]>();
  for (const right of rights) {
    if (right.IsInherited === true || /^NT AUTHORITY\\/i.test(right.Trustee)) continue;
    const name = right.Identity.toLowerCase();
    found.set(name, [...(found.get(name) ?? []), right]);
  }
  return found;
}
