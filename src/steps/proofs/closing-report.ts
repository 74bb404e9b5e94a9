/** The last look before the migration is finished: what people said along the way counts for nothing here. */
import { defineCheck } from '../../contract/check.js';
import type { Finding } from '../../contract/finding.js';
import { lettersSeen } from '../mail-flow/message-traces.js';
import type { Systems } from '../systems.js';
import { addressesThere } from './addresses-there.js';
import { atDestination } from './at-destination.js';

export const closingReport = (systems: Systems) =>
  defineCheck({
    name: 'closing-report',
    async run(ctx) {
      const findings: Finding[] = [];
      for (const domain of ctx.migration.movingDomains) findings.push(...(await atDestination(systems, ctx, domain)));
      findings.push(...(await addressesThere(systems, ctx)), ...(await lettersSeen(systems, ctx)));
      return { findings, evidence: [] };
    },
  });
