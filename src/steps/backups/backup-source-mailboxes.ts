/**
 * Guide 48, 49: who has which name, which addresses and which forward, before anything changes: every user as the directory has it, with its
 * mailbox where it has one. The CSV has the form of the guide's script, for people who work with that.
 */
import { defineCheck } from '../../contract/check.js';
import type { Finding } from '../../contract/finding.js';
import type { Json } from '../../contract/json.js';
import { csv } from '../../documents/csv.js';
import { mailboxKinds, type Mailbox } from '../../systems/exchange/types.js';
import { objectIdOf } from '../addresses/address-holders.js';
import { mailboxName } from '../addresses/mailbox-ref.js';
import type { Systems } from '../systems.js';
import { keepSnapshot, snapshotFileOf, type Kept } from './snapshot.js';

const step = 'backup-source-mailboxes';
const guideCsvName = 'Backup_Source_Mailboxes.csv';

export const backupSourceMailboxes = ({ source: { graph, exchange } }: Systems) =>
  defineCheck({
    name: step,
    calls: { source: ['graph.users', 'exchange.mailboxes', 'exchange.recipients'] },
    reads: [snapshotFileOf(step)],
    async run(ctx) {
      const begun = ctx.now();
      // The recipients are a second count of the mailboxes, by another cmdlet.
      const [users, mailboxes, recipients] = await Promise.all([
        graph.users(),
        exchange.mailboxes(),
        exchange.recipients(),
      ]);
      const byId = new Map(mailboxes.map((mailbox) => [objectIdOf(mailbox), mailbox]));
      const inDirectory = users.map((user): Kept => ({
        id: user.id,
        label: user.userPrincipalName,
        value: { ...propertiesOf(byId.get(user.id)), directory: user as unknown as Json },
      }));
      const known = new Set(users.map(({ id }) => id));
      const rest = [...byId].flatMap(([id, mailbox]): readonly Kept[] =>
        known.has(id)
          ? []
          : [{ id, label: mailboxName(mailbox), value: { ...propertiesOf(mailbox), directory: null } }],
      );
      const kept = [...inDirectory, ...rest];
      const snapshot = await keepSnapshot({ step, kind: 'mailboxes', tenantId: graph.tenantId, ctx, kept, begun });
      const counted = recipients.filter(({ RecipientTypeDetails }) => mailboxKinds.has(RecipientTypeDetails)).length;
      return {
        findings: [...snapshot.findings, countedTwice(mailboxes.length, counted)],
        evidence: [
          ...snapshot.evidence,
          { name: guideCsvName, contentType: 'text/csv; charset=utf-8', content: guideCsv(mailboxes) },
        ],
      };
    },
  });

const propertiesOf = (mailbox: Mailbox | undefined): Kept['value'] => ({ ...mailbox }) as unknown as Kept['value'];

/** `Get-Mailbox | select userprincipalname,alias,primarysmtpaddress,emailaddresses | Export-Csv`, addresses joined by blanks. */
function guideCsv(mailboxes: readonly Mailbox[]): Buffer {
  const sorted = [...mailboxes].sort((one, other) => (objectIdOf(one) < objectIdOf(other) ? -1 : 1));
  return csv({
    columns: ['userprincipalname', 'alias', 'primarysmtpaddress', 'emailaddresses'].map((heading) => ({ heading })),
    rows: sorted.map((mailbox) => [
      mailbox.UserPrincipalName,
      mailbox.Alias,
      mailbox.PrimarySmtpAddress,
      mailbox.EmailAddresses.join(' '),
    ]),
  });
}

function countedTwice(mailboxes: number, counted: number): Finding {
  const facts = { mailboxes, counted };
  return counted === mailboxes
    ? { status: 'passed', code: 'backup-complete', facts }
    : { status: 'failed', code: 'backup-count-differs', facts };
}
