/**
 * Carried out by people before the addresses are given out: whoever else at the destination holds one lets it go. Mail users, guests of the
 * source company, public folders, accounts without a mailbox; contacts have a step of their own. Whoever is on the roster is settled with.
 */
import { defineTask } from '../../contract/task.js';
import type { StepContext } from '../../contract/context.js';
import type { Finding } from '../../contract/finding.js';
import { mostTelling } from '../most-telling.js';
import type { Systems } from '../systems.js';
import { readBack } from './addresses-given.js';
import { otherHolders, type OtherHolder } from './other-holders.js';

export const addressHoldersCleared = (systems: Systems) => {
  const look = async (ctx: StepContext) => {
    const all = (await otherHolders(systems, ctx)).filter(({ kind }) => kind !== 'contact');
    const holders = all.filter(({ isOperator }) => !isOperator);
    return { all, holders, left: all.length - holders.length, domains: ctx.migration.movingDomains.join(', ') };
  };

  return defineTask({
    name: 'address-holders-cleared',
    calls: { destination: ['graph.users', 'exchange.recipientsOn', 'exchange.mailPublicFolders'] },
    ...readBack,

    async applies(ctx) {
      const { holders, left, domains } = await look(ctx);
      return holders.length > 0
        ? { applies: true }
        : { applies: false, because: { code: 'no-other-holders', facts: { left, domains } } };
    },

    async brief(ctx) {
      const { holders, left, domains } = await look(ctx);
      return {
        records: [],
        remarks: [
          { code: 'holders-to-clear', facts: { count: holders.length, left, domains } },
          ...mostTelling(holders.map(stillHolding)).map(({ code, facts }) => ({ code, facts })),
        ],
        found: holders,
      };
    },

    async watch(ctx, { found = [] }) {
      const { all, holders, left, domains } = await look(ctx);
      if (ctx.direction === 'undo') return backFindings(found as readonly OtherHolder[], all);
      return holders.length > 0
        ? mostTelling(holders.map(stillHolding))
        : [{ status: 'passed', code: 'no-other-holders', facts: { left, domains } }];
    },
  });
};

const stillHolding = ({ id, name, kind, addresses }: OtherHolder): Finding => ({
  status: 'failed',
  code: 'destination-address-held-by-other',
  facts: { address: addresses.join(', '), holder: name, kind },
  object: { kind, id, label: name },
});

function backFindings(found: readonly OtherHolder[], present: readonly OtherHolder[]): readonly Finding[] {
  const there = new Map(present.map(({ id, addresses }) => [id, new Set(addresses.map((one) => one.toLowerCase()))]));
  const open = found.flatMap(({ id, name, kind, addresses }): Finding[] => {
    const missing = addresses.filter((address) => there.get(id)?.has(address.toLowerCase()) !== true);
    if (missing.length === 0) return [];
    const facts = { name, address: missing.join(', ') };
    return [{ status: 'failed', code: 'holder-not-back', facts, object: { kind, id, label: name } }];
  });
  return open.length > 0
    ? mostTelling(open)
    : [{ status: 'passed', code: 'holders-back', facts: { count: new Set(found.map(({ id }) => id)).size } }];
}
