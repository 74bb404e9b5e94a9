/** Guide 54: the three values of every mailbox's forward at the destination, those without one too. Forwards to the old addresses go off in the night (81). */
import { defineCheck } from '../../contract/check.js';
import type { Json } from '../../contract/json.js';
import { forwardOf } from '../mail-flow/forwards.js';
import type { Systems } from '../systems.js';
import { keepSnapshot, snapshotFileOf } from './snapshot.js';

const step = 'backup-destination-forwarding';

export const backupDestinationForwarding = ({ destination: { graph, exchange } }: Systems) =>
  defineCheck({
    name: step,
    calls: { destination: ['exchange.mailboxes'] },
    reads: [snapshotFileOf(step)],
    async run(ctx) {
      const begun = ctx.now();
      const mailboxes = await exchange.mailboxes();
      const forwards = mailboxes.map(forwardOf);
      const kept = forwards.map(({ id, name, ...value }, at) => ({
        id,
        label: name,
        value,
        holder: mailboxes[at] as unknown as { readonly [property: string]: Json },
      }));
      const snapshot = await keepSnapshot({ step, kind: 'forwards', tenantId: graph.tenantId, ctx, kept, begun });
      const on = forwards.filter((one) => one.forwardingAddress !== null || one.forwardingSmtpAddress !== null);
      const facts = { count: on.length, mailboxes: forwards.length };
      return {
        ...snapshot,
        findings: [...snapshot.findings, { status: 'passed', code: 'snapshot-forwards-on', facts }],
      };
    },
  });
