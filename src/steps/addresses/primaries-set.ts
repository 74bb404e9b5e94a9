/**
 * Guide 89, 90, carried out by people: whoever holds an address at the destination that was somebody's primary one at the source writes from
 * it again.
 */
import { defineTask } from '../../contract/task.js';
import type { Systems } from '../systems.js';
import { appliesWhereOwed, operatorIdsAt, readBack } from './addresses-given.js';
import { primariesBackFindings, primaryFindings } from './held-at-destination.js';
import { owedTo } from './owed.js';
import type { Holders } from './taken-from-source.js';
import { readsOfMapping } from '../users/mapping/frozen.js';

export const primariesSet = ({ destination }: Systems, name: string, of: Holders) =>
  defineTask({
    name,
    calls: { destination: ['graph.users', 'exchange.recipientsOn'] },
    reads: readsOfMapping,
    ...readBack,
    applies: (ctx) => appliesWhereOwed(ctx, of),

    async brief(ctx) {
      const wanted = (await owedTo(ctx, of)).lists.filter(({ primary }) => primary !== null);
      const facts = { of, count: wanted.length, domains: ctx.migration.movingDomains.join(', ') };
      return { records: [], remarks: [{ code: 'primaries-to-set', facts }] };
    },

    async watch(ctx) {
      const { movingDomains } = ctx.migration;
      const recipients = await destination.exchange.recipientsOn(movingDomains);
      if (ctx.direction === 'undo')
        return primariesBackFindings(of, recipients, movingDomains, await operatorIdsAt(destination, ctx));
      return primaryFindings({ of, owed: (await owedTo(ctx, of)).lists, recipients });
    },
  });
