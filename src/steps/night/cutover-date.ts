/** When the night begins. The first to say go proposes T in UTC; the others vote on it. */
import { z } from 'zod';
import { defineGate } from '../../contract/gate.js';
import { defineAnswers } from '../../contract/output.js';
import { domainAndDnsOwnership } from '../dns/domain-and-dns-ownership.js';
import type { Systems } from '../systems.js';
import { inventoryCounts } from '../users/inventory.js';
import { whatTNeeds } from './what-t-needs.js';

const answers = z.object({ cutoverDate: z.string(), cutoverTime: z.string() });

export const cutoverDate = ({ dns }: Systems) =>
  defineGate({
    name: 'cutover-date',
    questions: {
      answers: defineAnswers<z.output<typeof answers>>('cutover-date', answers),
      form: () =>
        Promise.resolve({
          fields: [
            { id: 'cutoverDate', kind: 'date', required: true },
            { id: 'cutoverTime', kind: 'time', required: true },
          ],
          remarks: [],
        }),
      leadTimes: {
        reads: [inventoryCounts, domainAndDnsOwnership],
        async look(ctx) {
          const mx = await Promise.all(
            ctx.migration.movingDomains.map(async (domain) => {
              const [authoritative, resolvers] = await Promise.all([
                dns.authoritative(domain, 'MX', ctx.signal),
                dns.resolvers(domain, 'MX', ctx.signal),
              ]);
              return { domain, authoritative, resolvers };
            }),
          );
          const counts = await ctx.output(inventoryCounts);
          const decided = await ctx.output(domainAndDnsOwnership);
          return whatTNeeds({
            mx,
            mailboxes: counts?.mailboxes ?? null,
            synced: counts?.synced ?? null,
            registration: decided?.registration ?? null,
          });
        },
      },
    },
  });
