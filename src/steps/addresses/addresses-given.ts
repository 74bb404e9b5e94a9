/**
 * Guide 82, 83, carried out by people: the addresses that the source held on the moving domains are given to mailboxes and groups of the
 * destination. What they did is read, and their word is not taken for it.
 */
import type { StepContext } from '../../contract/context.js';
import type { Remark } from '../../contract/finding.js';
import { defineTask } from '../../contract/task.js';
import { mostTelling } from '../most-telling.js';
import type { Systems, TenantClients } from '../systems.js';
import { operatorsAmong } from '../users/operators.js';
import { goneFindings, heldByOther, heldFindings, holdersOf, receives } from './held-at-destination.js';
import { whoHasWhich } from './who-has-which.js';
import { takenFromSource, type Holders, type TakenList } from './taken-from-source.js';

/** What people wrote the services show some minutes later; what is not there after a quarter of an hour was not written. */
export const readBack = { watchWithin: 900, watchEvery: 150 } as const;

/** The night took nothing, so there is nothing to give. */
export async function appliesWhereTaken(ctx: StepContext, of: Holders) {
  return (await takenFromSource(ctx, of)).length > 0
    ? ({ applies: true } as const)
    : ({ applies: false, because: { code: 'no-addresses-taken', facts: { of } } } as const);
}

/** People on the roster and protected accounts keep what they have: a person settles it with them. */
export const operatorIdsAt = async ({ graph }: TenantClients, ctx: StepContext): Promise<ReadonlySet<string>> =>
  new Set(operatorsAmong(await graph.users(), 'destination', ctx).keys());

export const addressesGiven = ({ destination }: Systems, name: string, of: Holders) =>
  defineTask({
    name,
    calls: { destination: ['graph.users', 'exchange.recipientsOn'] },
    ...readBack,
    applies: (ctx) => appliesWhereTaken(ctx, of),

    async brief(ctx) {
      const taken = await takenFromSource(ctx, of);
      const recipients = await destination.exchange.recipientsOn(ctx.migration.movingDomains);
      const addresses = taken.reduce((sum, list) => sum + list.addresses.length, 0);
      const domains = ctx.migration.movingDomains.join(', ');
      return {
        records: [],
        remarks: [
          { code: 'addresses-to-give', facts: { of, count: taken.length, addresses, domains } },
          ...inTheWay(taken, holdersOf(recipients)),
        ],
      };
    },

    async files(ctx) {
      if (ctx.direction === 'undo') return [];
      const taken = await takenFromSource(ctx, of);
      return [whoHasWhich(of, taken, await destination.exchange.recipientsOn(ctx.migration.movingDomains))];
    },

    async watch(ctx) {
      const { movingDomains } = ctx.migration;
      const recipients = await destination.exchange.recipientsOn(movingDomains);
      if (ctx.direction === 'undo')
        return goneFindings(of, recipients, movingDomains, await operatorIdsAt(destination, ctx));
      return heldFindings({ of, taken: await takenFromSource(ctx, of), recipients });
    },
  });

/** A giving that the tenant would refuse. */
function inTheWay(taken: readonly TakenList[], holders: ReturnType<typeof holdersOf>): readonly Remark[] {
  const held = taken.flatMap(({ addresses }) =>
    addresses.flatMap((address) =>
      (holders.get(address.toLowerCase()) ?? [])
        .filter((holder) => !receives(holder))
        .map((holder) => heldByOther(address, holder)),
    ),
  );
  return mostTelling(held).map(({ code, facts, object }): Remark => ({
    code,
    facts,
    ...(object === undefined ? {} : { object }),
  }));
}
