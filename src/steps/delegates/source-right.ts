/** Who may do what in whose mailbox of the source, as `mailbox-settings` read it and keeps it. */
import type { CellValue } from '../../documents/table.js';

export type RightKind = 'fullAccess' | 'sendAs' | 'onBehalf' | 'folder';

export interface SourceRight {
  readonly mailboxId: string;
  readonly mailbox: string;
  readonly right: RightKind;
  /** As its owner calls it; null: the right is over the mailbox. */
  readonly folder: string | null;
  /** In English whatever the language: `Calendar`, `User Created`. */
  readonly folderType: string | null;
  readonly rights: readonly string[];
  readonly flags: readonly string[];
  readonly denied: boolean;
  /** Null: nobody can be named, and `trustee` says why: `everybody`, `several`, `nobody`, or an address elsewhere. */
  readonly trusteeId: string | null;
  readonly trustee: string;
}

const kinds: Readonly<Record<string, RightKind>> = {
  Mailbox: 'fullAccess',
  'Send as': 'sendAs',
  'Send on behalf': 'onBehalf',
  Folder: 'folder',
};
const flagNames: readonly string[] = ['Delegate', 'CanViewPrivateItems'];

/** A row of another version than this one is none. */
export function sourceRight(row: Readonly<Record<string, CellValue>>): SourceRight[] {
  const right = kinds[text(row['Over'])];
  if (right === undefined) return [];
  const words = text(row['Rights']).split(/,\s*/);
  const flags = right === 'folder' ? words.filter((one) => flagNames.includes(one)) : [];
  return [
    {
      mailboxId: text(row['Mailbox id']),
      mailbox: text(row['Mailbox']),
      right,
      folder: textOrNull(row['Folder']),
      folderType: textOrNull(row['Folder type']),
      rights: words.filter((one) => one !== '' && !flags.includes(one)).sort(),
      flags: flags.sort(),
      denied: row['Denied'] === 'yes',
      trusteeId: textOrNull(row['Trustee id']),
      trustee: text(row['Trustee']),
    },
  ];
}

const text = (cell: CellValue | undefined): string => String(cell ?? '');
const textOrNull = (cell: CellValue | undefined): string | null => (cell == null || cell === '' ? null : String(cell));
