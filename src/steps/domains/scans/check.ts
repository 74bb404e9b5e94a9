import { defineCheck, type CheckDefinition } from '../../../contract/check.js';
import type { Side } from '../../../contract/step.js';
import type { Systems } from '../../systems.js';
import { scanTenant } from './scan-tenant.js';
import { scanEvidence } from './evidence.js';
import { findingsOf } from './findings.js';
import { readTenant, tenantListCalls } from './tenant-lists.js';

/** A check that runs the ten scans on one side. */
export const scanCheck = (
  systems: Systems,
  { name, side, stepsToCome }: { readonly name: string; readonly side: Side; readonly stepsToCome: boolean },
): CheckDefinition =>
  defineCheck({
    name,
    calls: { [side]: tenantListCalls },
    async run(ctx) {
      const lists = await readTenant(systems[side], ctx.migration.movingDomains);
      const results = scanTenant(lists, { side, ctx, stepsToCome });
      return { findings: findingsOf(results), evidence: await scanEvidence(name, ctx.now(), results) };
    },
  });
