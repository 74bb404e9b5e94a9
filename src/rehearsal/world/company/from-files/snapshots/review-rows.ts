/** The tables of the reviews as rows that mean something: who has which right, what passes mail on, what is held, how large it is. */
import { isGuid, textIn, textsIn, truthIn, valuesIn, type Value } from './values.js';

type Tables = ReadonlyMap<string, readonly Value[]>;

const rowsOf = (tables: Tables, name: string): readonly Value[] => tables.get(name) ?? [];
const isYes = (row: Value, name: string): boolean => textIn(row, name) === 'yes';

export interface RightRow {
  readonly mailboxId: string;
  readonly over: 'Mailbox' | 'Send as' | 'Send on behalf' | 'Folder';
  readonly folder: string;
  readonly folderType: string;
  readonly rights: readonly string[];
  readonly denied: boolean;
  /** As Exchange wrote it. */
  readonly written: string;
  readonly trusteeId: string | null;
}

const overs = new Set(['Mailbox', 'Send as', 'Send on behalf', 'Folder']);

export const rightRows = (tables: Tables): readonly RightRow[] =>
  rowsOf(tables, 'Rights').flatMap((row): RightRow[] => {
    const mailboxId = textIn(row, 'Mailbox id');
    const over = textIn(row, 'Over') ?? '';
    if (mailboxId === null || !overs.has(over)) return [];
    return [
      {
        mailboxId,
        over: over as RightRow['over'],
        folder: textIn(row, 'Folder') ?? '',
        folderType: textIn(row, 'Folder type') ?? '',
        rights: (textIn(row, 'Rights') ?? '').split(', ').filter((one) => one !== ''),
        denied: isYes(row, 'Denied'),
        written: textIn(row, 'Trustee as written') ?? '',
        trusteeId: textIn(row, 'Trustee id'),
      },
    ];
  });

/** Of each mailbox that the snapshot of rights has what it says of it, and of no other. */
export function keptRightRows(recipients: ReadonlyMap<string, Value>): ReadonlyMap<string, readonly RightRow[]> {
  const kept = new Map<string, readonly RightRow[]>();
  for (const value of recipients.values()) {
    const Guid = textIn(value, 'Guid');
    if (Guid === null || !Array.isArray(value['fullAccess'])) continue;
    const none = { mailboxId: Guid, folder: '', folderType: '' };
    kept.set(Guid, [
      ...valuesIn(value, 'fullAccess').map((one) => rightRow({ ...none, over: 'Mailbox' }, one)),
      ...valuesIn(value, 'sendAs').map((one) => rightRow({ ...none, over: 'Send as' }, one)),
      ...valuesIn(value, 'onBehalf').map((one) => rightRow({ ...none, over: 'Send on behalf' }, one)),
      ...valuesIn(value, 'folders').flatMap((folder) => {
        const [path, folderType] = [textIn(folder, 'path') ?? '', textIn(folder, 'type') ?? ''];
        const own = {
          ...none,
          over: 'Folder',
          folder: path.replace(/^\\/, '').replaceAll('\\', '/'),
          folderType,
        } as const;
        return valuesIn(folder, 'rights').map((one) => rightRow(own, one));
      }),
    ]);
  }
  return kept;
}

function rightRow(of: Pick<RightRow, 'mailboxId' | 'over' | 'folder' | 'folderType'>, one: Value): RightRow {
  const holder = one['holder'];
  return {
    ...of,
    rights: [...textsIn(one, 'rights'), ...textsIn(one, 'flags')],
    denied: truthIn(one, 'denied') ?? false,
    written: textIn(one, 'user') ?? '',
    trusteeId: isGuid(holder) ? holder : null,
  };
}

export interface RuleRow {
  readonly mailboxId: string;
  readonly rule: string;
  readonly to: string;
  readonly copy: boolean;
  readonly inForce: boolean;
}

/** Rules of people; what passes mail on by itself stands on the mailbox, and those of the tenant are among the mail flow. */
export const ruleRows = (tables: Tables): readonly RuleRow[] =>
  rowsOf(tables, 'Forwards').flatMap((row): RuleRow[] => {
    const mailboxId = textIn(row, 'Id');
    if (mailboxId === null || textIn(row, 'How') !== 'Inbox rule') return [];
    return [
      {
        mailboxId,
        rule: textIn(row, 'Rule') ?? '',
        to: textIn(row, 'To') ?? '',
        copy: isYes(row, 'Keeps a copy'),
        inForce: isYes(row, 'In force'),
      },
    ];
  });

export interface HoldRow {
  /** How the mailbox is called: this table alone does not have its id. */
  readonly mailbox: string;
  readonly hold: string;
}

export const holdRows = (tables: Tables): readonly HoldRow[] =>
  rowsOf(tables, 'Holds').map((row) => ({ mailbox: textIn(row, 'Mailbox') ?? '', hold: textIn(row, 'Hold') ?? '' }));

export interface SizeRow {
  readonly mailboxId: string;
  readonly primary: Sizes | null;
  readonly archive: Sizes | null;
}
export interface Sizes {
  readonly items: number;
  readonly bytes: number;
  readonly deletedItems: number;
  readonly deletedBytes: number;
}

const gibibyte = 1024 ** 3;

/** To a tenth of a gigabyte, as the table has them. */
export const sizeRows = (tables: Tables): readonly SizeRow[] =>
  rowsOf(tables, 'Sizes').flatMap((row): SizeRow[] => {
    const mailboxId = textIn(row, 'Id');
    if (mailboxId === null) return [];
    const number = (name: string): number => Math.max(0, Number(row[name] ?? 0) || 0);
    const bytes = (name: string): number => Math.round(number(name) * gibibyte);
    const seen = (name: string): boolean => row[name] !== null && row[name] !== undefined;
    return [
      {
        mailboxId,
        primary: seen('GB')
          ? {
              items: number('Items'),
              bytes: bytes('GB'),
              deletedItems: number('Recoverable items'),
              deletedBytes: bytes('Recoverable GB'),
            }
          : null,
        archive: seen('Archive GB')
          ? {
              items: number('Archive items'),
              bytes: bytes('Archive GB'),
              deletedItems: 0,
              deletedBytes: bytes('Archive recoverable GB'),
            }
          : null,
      },
    ];
  });

export interface MailFlowRow {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly properties: ReadonlyMap<string, unknown>;
}

export function mailFlowRows(tables: Tables): readonly MailFlowRow[] {
  const properties = new Map<string, Map<string, unknown>>();
  for (const row of rowsOf(tables, 'Mail flow in full')) {
    const key = `${textIn(row, 'Kind') ?? ''} ${textIn(row, 'Name') ?? ''}`;
    const [property] = textsIn(row, 'Property');
    if (property === undefined) continue;
    const of = properties.get(key) ?? new Map<string, unknown>();
    properties.set(key, of.set(property, row['Value']));
  }
  return rowsOf(tables, 'Mail flow').flatMap((row): MailFlowRow[] => {
    const [id, kind, name] = [textIn(row, 'Id'), textIn(row, 'Kind'), textIn(row, 'Name')];
    if (id === null || kind === null || name === null) return [];
    return [{ id, kind, name, properties: properties.get(`${kind} ${name}`) ?? new Map<string, unknown>() }];
  });
}
