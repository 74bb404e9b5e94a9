/** What rows say wherever they stand: addresses, where mail is forwarded, whether it is mastered on premises. */
import { isAddress } from '../cells/cells.js';
import { withoutType, type RowReader } from '../cells/read-row.js';
import type { Table } from '../tables/columns.js';
import type { TableRow } from '../text/csv-table.js';
import type { Findings } from '../told/findings.js';
import type { DraftMail } from './draft.js';

/** The table that is taken just now, and what its rows come to. */
export interface Reading {
  readonly table: Table;
  readonly read: RowReader;
  readonly findings: Findings;
  /** Lines that say more of what an earlier row of the same file is about. */
  readonly merged: number[];
  /** Rows whose sign-in name was made from an address. */
  nameless: number;
}

/** Mastered on premises. */
export const isSynced = ({ read }: Reading, row: TableRow): boolean =>
  read.cell(row, 'syncedAt') !== '' || read.boolean(row, 'synced') === true;

export function joinAddresses(addresses: string[], mail: Pick<DraftMail, 'addresses' | 'primary'>): void {
  const has = new Set(addresses.map((one) => one.toLowerCase()));
  for (const address of mail.addresses) {
    if (has.has(address.toLowerCase())) continue;
    has.add(address.toLowerCase());
    addresses.push(address);
  }
  if (mail.primary !== null && !has.has(`smtp:${mail.primary.toLowerCase()}`)) addresses.push(`SMTP:${mail.primary}`);
}

export function takeForwarding({ read, table, findings }: Reading, row: TableRow, mail: DraftMail): void {
  mail.deliverToMailboxAndForward = read.boolean(row, 'deliverAndForward') ?? mail.deliverToMailboxAndForward;
  const to = read.cell(row, 'forwardingAddress');
  if (to !== '') mail.forwardingAddress = to;
  const smtp = withoutType(read.cell(row, 'forwardingSmtpAddress'));
  if (smtp === '') return;
  if (isAddress(smtp)) mail.forwardingSmtpAddress = `smtp:${smtp}`;
  else findings.add(table.file, row.line, 'bad-address', { value: smtp });
}
