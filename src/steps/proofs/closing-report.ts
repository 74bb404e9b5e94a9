/** The last look before the migration is finished: what people said along the way counts for nothing here. */
import { defineCheck } from '../../contract/check.js';
import type { Finding } from '../../contract/finding.js';
import { csv } from '../../documents/csv.js';
import { tableOf } from '../../documents/table.js';
import { mailComesIn } from '../dns/mail-comes-in.js';
import { askedCalls } from '../dns/asked-by-destination.js';
import { letterCalls, lettersSeen } from '../mail-flow/message-traces.js';
import type { Systems } from '../systems.js';
import { addressesThere } from './addresses-there.js';
import { atDestination } from './at-destination.js';
import { readsOfMapping } from '../users/mapping/frozen.js';

const columns = ['status', 'code', 'object', 'facts'] as const;

/** A card shows the first of them. */
const all = (findings: readonly Finding[]) => ({
  name: 'closing-report.csv',
  contentType: 'text/csv; charset=utf-8',
  content: csv(
    tableOf(
      'closing-report',
      findings.map(({ status, code, object, facts }) => ({
        status,
        code,
        object: object?.label ?? '',
        facts: Object.entries(facts)
          .map(([name, value]) => `${name}: ${value}`)
          .join('; '),
      })),
      columns,
    ),
  ),
});

export const closingReport = (systems: Systems) =>
  defineCheck({
    name: 'closing-report',
    calls: { source: letterCalls.source, destination: [...letterCalls.destination, ...askedCalls, 'graph.domain'] },
    reads: [mailComesIn, ...readsOfMapping],
    async run(ctx) {
      const findings: Finding[] = [];
      for (const domain of ctx.migration.movingDomains) findings.push(...(await atDestination(systems, ctx, domain)));
      findings.push(...(await addressesThere(systems, ctx)), ...(await lettersSeen(systems, ctx)));
      return { findings, evidence: [all(findings)] };
    },
  });
