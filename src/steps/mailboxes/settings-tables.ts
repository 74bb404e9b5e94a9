/** All settings as sheets: what a person looks up, and what is compared after the move. */
import type { Table } from '../../documents/table.js';
import type { MailboxInDetail } from '../../systems/exchange/types.js';
import { movingAddresses } from '../addresses/moving-addresses.js';
import { mailboxName } from '../addresses/mailbox-ref.js';
import { parseProxyAddress } from '../addresses/proxy-address.js';
import { tablesOf } from '../users/inventory-workbook.js';
import type { ForwardRow } from './forward-rows.js';
import { holdsOf } from './holds.js';
import type { RightRow } from './right-rows.js';

const yes = (value: boolean | null): string | null => (value === null ? null : value ? 'yes' : 'no');

const ways: Readonly<Record<ForwardRow['how'], string>> = {
  address: 'ForwardingAddress',
  smtp: 'ForwardingSmtpAddress',
  rule: 'Inbox rule',
  transport: 'Transport rule',
};

export const forwardsTable = (rows: readonly ForwardRow[]): Table => ({
  ...tablesOf('Forwards', ['Mailbox', 'Moves', 'How', 'Rule', 'To', 'Where', 'Keeps a copy', 'In force', 'Id']),
  rows: rows.map((row) => [
    row.name,
    yes(row.moves),
    ways[row.how],
    row.rule,
    row.to,
    row.where,
    yes(row.copy),
    yes(row.inForce),
    row.id,
  ]),
});

const rightNames: Readonly<Record<RightRow['right'], string>> = {
  fullAccess: 'Mailbox',
  sendAs: 'Send as',
  onBehalf: 'Send on behalf',
  folder: 'Folder',
};

export const rightsTable = (rows: readonly RightRow[]): Table => ({
  ...tablesOf('Rights', [
    'Mailbox',
    'Moves',
    'Over',
    'Folder',
    'Folder type',
    'Rights',
    'Denied',
    'Trustee as written',
    'Trustee',
    'Trustee kind',
    'Trustee moves',
    'Mailbox id',
    'Trustee id',
  ]),
  rows: rows.map((row) => {
    const who = row.meant.found === 'one' ? row.meant.who : null;
    return [
      row.name,
      yes(row.moves),
      rightNames[row.right],
      row.folder,
      row.folderType,
      row.rights,
      yes(row.denied),
      row.written,
      who?.label ?? (row.meant.found === 'outside' ? row.meant.address : row.meant.found),
      who?.kind ?? (row.meant.found === 'outside' ? 'outside' : null),
      yes(who?.moves ?? null),
      row.id,
      who?.id ?? null,
    ];
  }),
});

export const addressesTable = (mailboxes: readonly MailboxInDetail[], movingDomains: readonly string[]): Table => ({
  ...tablesOf('Addresses', ['Mailbox', 'Type', 'Address', 'Primary', 'On a moving domain', 'As written']),
  rows: mailboxes.flatMap((mailbox) =>
    mailbox.EmailAddresses.map((text) => {
      const { type, value, primary } = parseProxyAddress(text);
      const moving = movingAddresses([text], movingDomains).length > 0;
      return [mailboxName(mailbox), type, value, yes(primary), yes(moving), text];
    }),
  ),
});

export const holdsTable = (mailboxes: readonly MailboxInDetail[], ofOrganization: readonly string[]): Table => ({
  ...tablesOf('Holds', ['Mailbox', 'Hold']),
  rows: mailboxes.flatMap((mailbox) => holdsOf(mailbox, ofOrganization).map((hold) => [mailboxName(mailbox), hold])),
});
