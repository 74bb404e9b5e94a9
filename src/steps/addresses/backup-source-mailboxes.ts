/**
 * Guide 48, 49: who has which name and addresses, before anything changes. The JSON is lossless and keyed by id: the witness of the
 * back-out. The CSV has the form of the guide's script, for people who work with that.
 */
import { defineCheck } from '../../contract/check.js';
import type { EvidenceFile, Finding } from '../../contract/finding.js';
import { canonicalJson, hashOf, type Json } from '../../contract/json.js';
import { csv } from '../../documents/csv.js';
import type { GraphUser } from '../../systems/graph/types.js';
import { mailboxKinds, type Mailbox } from '../../systems/exchange/types.js';
import type { Systems } from '../systems.js';
import { objectIdOf } from './address-holders.js';

export const snapshotName = 'source-mailboxes.json';
export const guideCsvName = 'Backup_Source_Mailboxes.csv';
/** Raised when the meaning of a field changes. */
export const snapshotFormat = 1;

export interface Snapshot {
  readonly format: number;
  readonly tenantId: string;
  /** Migration time, UTC. */
  readonly takenAt: string;
  readonly users: readonly GraphUser[];
  readonly mailboxes: readonly Mailbox[];
}

export const backupSourceMailboxes = (systems: Systems) => {
  const { graph, exchange, tenantId } = { ...systems.source, tenantId: systems.source.graph.tenantId };
  return defineCheck({
    name: 'backup-source-mailboxes',
    calls: { source: ['graph.users', 'exchange.mailboxes', 'exchange.recipients'] },
    async run(ctx) {
      // The recipients are a second count of the mailboxes, by another cmdlet.
      const [users, mailboxes, recipients] = await Promise.all([
        graph.users(),
        exchange.mailboxes(),
        exchange.recipients(),
      ]);
      const snapshot: Snapshot = {
        format: snapshotFormat,
        tenantId,
        takenAt: ctx.now().toISOString(),
        users: byId(users, ({ id }) => id),
        mailboxes: byId(mailboxes, objectIdOf),
      };
      return {
        findings: findingsOf(
          snapshot,
          recipients.filter(({ RecipientTypeDetails }) => mailboxKinds.has(RecipientTypeDetails)).length,
        ),
        evidence: [
          jsonFile(snapshot),
          { name: guideCsvName, contentType: 'text/csv; charset=utf-8', content: guideCsv(snapshot.mailboxes) },
        ],
      };
    },
  });
};

/** `Get-Mailbox | select userprincipalname,alias,primarysmtpaddress,emailaddresses | Export-Csv`, addresses joined by blanks. */
export function guideCsv(mailboxes: readonly Mailbox[]): Buffer {
  return csv({
    columns: ['userprincipalname', 'alias', 'primarysmtpaddress', 'emailaddresses'].map((heading) => ({ heading })),
    rows: mailboxes.map((mailbox) => [
      mailbox.UserPrincipalName,
      mailbox.Alias,
      mailbox.PrimarySmtpAddress,
      mailbox.EmailAddresses.join(' '),
    ]),
  });
}

/** Identical tenants give identical text but for the time: two snapshots can be compared line by line. */
function jsonFile(snapshot: Snapshot): EvidenceFile {
  const { users, mailboxes, ...head } = snapshot;
  const lines = (items: readonly unknown[]): string => items.map((item) => canonicalJson(item as Json)).join(',\n');
  const opening = canonicalJson(head as unknown as Json).slice(0, -1);
  const text = `${opening},"users":[\n${lines(users)}\n],"mailboxes":[\n${lines(mailboxes)}\n]}\n`;
  return { name: snapshotName, contentType: 'application/json', content: Buffer.from(text, 'utf8') };
}

function findingsOf(snapshot: Snapshot, counted: number): readonly Finding[] {
  const { users, mailboxes } = snapshot;
  const contentHash = hashOf({ users, mailboxes } as unknown as Json);
  const facts = { users: users.length, mailboxes: mailboxes.length, hash: contentHash };
  const stored: Finding = { status: 'passed', code: 'backup-stored', facts };
  const counts = { mailboxes: mailboxes.length, counted };
  return counted === mailboxes.length
    ? [stored, { status: 'passed', code: 'backup-complete', facts: counts }]
    : [stored, { status: 'failed', code: 'backup-count-differs', facts: counts }];
}

function byId<T>(items: readonly T[], idOf: (item: T) => string): readonly T[] {
  return [...items].sort((a, b) => (idOf(a) < idOf(b) ? -1 : idOf(a) > idOf(b) ? 1 : 0));
}
