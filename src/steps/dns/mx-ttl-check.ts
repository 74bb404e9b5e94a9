/** Guide 61: whether MX can be turned quickly now, at every name server and in the memory of every resolver. */
import { defineCheck } from '../../contract/check.js';
import type { Finding } from '../../contract/finding.js';
import type { Systems } from '../systems.js';
import { lowTtl, ttlFindings } from './mx-ttl.js';

export const mxTtlCheck = ({ dns }: Systems) =>
  defineCheck({
    name: 'mx-ttl-check',
    async run(ctx) {
      const findings: Finding[] = [];
      for (const domain of ctx.migration.movingDomains) {
        const [authoritative, resolvers] = await Promise.all([
          dns.authoritative(domain, 'MX'),
          dns.resolvers(domain, 'MX'),
        ]);
        const seen = { domain, authoritative, resolvers, now: ctx.now() };
        findings.push(...ttlFindings({ ...seen, wanted: lowTtl, atMost: true }));
      }
      return { findings, evidence: [] };
    },
  });
