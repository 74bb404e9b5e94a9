/** Who has joined or left since the mapping was accepted, and which of its targets is gone. Nightly, because companies hire. */
import { defineCheck } from '../../contract/check.js';
import { csv } from '../../documents/csv.js';
import { sentenceIn } from '../../documents/said.js';
import { tableOf } from '../../documents/table.js';
import { mostTelling } from '../most-telling.js';
import type { Systems } from '../systems.js';
import { driftFindings } from './mapping/drift.js';
import { mappingInForce, mappingNow, readsOfMapping } from './mapping/frozen.js';
import { readTenant, tenantCalls } from './mapping/read-tenants.js';

export const mappingStillTrue = (systems: Systems) =>
  defineCheck({
    name: 'mapping-still-true',
    calls: { source: tenantCalls, destination: tenantCalls },
    reads: readsOfMapping,

    async applies(ctx) {
      return (await ctx.output(mappingInForce)) === null
        ? { applies: false, because: { code: 'mapping-kept-elsewhere', facts: {} } }
        : { applies: true };
    },

    async run(ctx) {
      const frozen = await mappingNow(ctx);
      if (frozen === null)
        return { findings: [{ status: 'passed', code: 'mapping-kept-elsewhere', facts: {} }], evidence: [] };
      const source = await readTenant(systems.source, 'source', ctx);
      const destination = await readTenant(systems.destination, 'destination', ctx);
      const findings = driftFindings({ frozen, source, destination, movingDomains: ctx.migration.movingDomains });
      const rows = findings
        .filter(({ status }) => status !== 'passed')
        .map(({ code, facts, object }) => ({
          what: sentenceIn(ctx.lang, { code, facts }),
          address: facts['address'],
          objectId: object?.id,
        }));
      const table = tableOf('Since then', rows, ['what', 'address', 'objectId']);
      return {
        findings: mostTelling(findings, { named: true }),
        evidence:
          rows.length === 0
            ? []
            : [{ name: 'since-the-mapping.csv', contentType: 'text/csv; charset=utf-8', content: csv(table) }],
      };
    },
  });
