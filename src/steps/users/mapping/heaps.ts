/** A mapping in numbers: every row is in exactly one heap, and the heaps add up to all of them. */
import { mailboxKinds } from '../../../systems/exchange/types.js';
import { canMove, familyOf, hasMailbox, type SourceTenant } from './objects.js';
import type { MappedRow, Row } from './row.js';

/** What is to become of the rows of a table in which nothing is open. A `type`: they are facts of a sentence. */
export type Heaps = {
  readonly rows: number;
  /** Those that move, and what comes along with them. */
  readonly mailboxes: number;
  readonly groups: number;
  /** Contacts and mail users. */
  readonly others: number;
  readonly behind: number;
};

export function heapsOf(rows: readonly Pick<MappedRow, 'action' | 'kind'>[]): Heaps {
  const moving = rows.filter(({ action }) => action !== 'leave');
  const mailboxes = moving.filter(({ kind }) => hasMailbox(kind)).length;
  const groups = moving.filter(({ kind }) => familyOf(kind) === 'group').length;
  return {
    rows: rows.length,
    mailboxes,
    groups,
    others: moving.length - mailboxes - groups,
    behind: rows.length - moving.length,
  };
}

/** Why the mailboxes of the source are more than those that move. */
export type MailboxHeaps = {
  readonly count: number;
  readonly move: number;
  readonly behind: number;
  /** Rows in which only people know what becomes of it. */
  readonly open: number;
  /** In no row: without an address on a moving domain. */
  readonly elsewhere: number;
  /** In no row: of a kind that nothing moves. */
  readonly unmovable: number;
};

export function mailboxHeaps(rows: readonly Pick<Row, 'sourceId' | 'action'>[], source: SourceTenant): MailboxHeaps {
  const actionOf = new Map(rows.map(({ sourceId, action }) => [sourceId, action]));
  const mailboxes = source.objects.filter(({ kind }) => mailboxKinds.has(kind));
  const count = (fits: (action: string | undefined, kind: string) => boolean): number =>
    mailboxes.filter(({ id, kind }) => fits(actionOf.get(id), kind)).length;
  return {
    count: mailboxes.length,
    move: count((action) => action !== undefined && action !== 'leave' && action !== ''),
    behind: count((action) => action === 'leave'),
    open: count((action) => action === ''),
    elsewhere: count((action, kind) => action === undefined && canMove(kind)),
    unmovable: count((action, kind) => action === undefined && !canMove(kind)),
  };
}
