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
import { owedTo, readsOfOwed, type Owed, type OwedList } from './owed.js';
import type { Holders, TakenList } from './taken-from-source.js';
import { whoHasWhich } from './who-has-which.js';

/** What people wrote the services show some minutes later; what is not there after a quarter of an hour was not written. */
export const readBack = { watchWithin: 900, watchEvery: 150 } as const;

/** The night took nothing, or only of those who stay behind: there is nothing to give. */
export async function appliesWhereOwed(ctx: StepContext, of: Holders) {
  const { lists, behind } = await owedTo(ctx, of);
  if (lists.length > 0) return { applies: true } as const;
  const because = behind.length > 0 ? staysBehind(of, behind) : { code: 'no-addresses-taken' as const, facts: { of } };
  return { applies: false, because } as const;
}

/** Mail to them is refused from that night on, whoever decided it. */
const staysBehind = (of: Holders, behind: readonly TakenList[]) => ({
  code: 'addresses-stay-behind' as const,
  facts: { of, count: behind.length, addresses: sumOf(behind) },
});

const sumOf = (lists: readonly TakenList[]): number => lists.reduce((sum, { addresses }) => sum + addresses.length, 0);

/** People on the roster and protected accounts keep what they have: a person settles it with them. */
export const operatorIdsAt = async ({ graph }: TenantClients, ctx: StepContext): Promise<ReadonlySet<string>> =>
  new Set(operatorsAmong(await graph.users(), 'destination', ctx).keys());

export const addressesGiven = ({ destination }: Systems, name: string, of: Holders) =>
  defineTask({
    name,
    calls: { destination: ['graph.users', 'exchange.recipientsOn'] },
    reads: readsOfOwed,
    ...readBack,
    applies: (ctx) => appliesWhereOwed(ctx, of),

    async brief(ctx) {
      const owed = await owedTo(ctx, of);
      const recipients = await destination.exchange.recipientsOn(ctx.migration.movingDomains);
      return {
        records: [],
        remarks: [...toGive(of, owed, ctx.migration.movingDomains), ...inTheWay(owed.lists, holdersOf(recipients))],
      };
    },

    async files(ctx) {
      if (ctx.direction === 'undo') return [];
      const recipients = await destination.exchange.recipientsOn(ctx.migration.movingDomains);
      return [whoHasWhich({ of, owed: await owedTo(ctx, of), recipients, lang: ctx.lang })];
    },

    async watch(ctx) {
      const { movingDomains } = ctx.migration;
      const recipients = await destination.exchange.recipientsOn(movingDomains);
      if (ctx.direction === 'undo')
        return goneFindings(of, recipients, movingDomains, await operatorIdsAt(destination, ctx));
      return heldFindings({ of, owed: (await owedTo(ctx, of)).lists, recipients });
    },
  });

/** To whom, the list beside the card says. */
function toGive(of: Holders, { lists, behind }: Owed, movingDomains: readonly string[]): readonly Remark[] {
  const facts = { of, count: lists.length, addresses: sumOf(lists), domains: movingDomains.join(', ') };
  const inNoRow = lists.filter(({ to }) => to === null);
  const unnamed = inNoRow.length;
  return [
    unnamed === lists.length
      ? { code: 'addresses-to-give', facts }
      : { code: 'addresses-to-give-as-mapped', facts: { ...facts, unnamed } },
    ...(unnamed === 0 || unnamed === lists.length
      ? []
      : [{ code: 'addresses-in-no-row', facts: namedIn(inNoRow) } as const]),
    ...(behind.length === 0 ? [] : [staysBehind(of, behind)]),
  ];
}

const mostNames = 5;
const namedIn = (lists: readonly TakenList[]) => ({
  count: lists.length,
  names: [
    ...lists.slice(0, mostNames).map(({ object }) => object.label),
    ...(lists.length > mostNames ? ['…'] : []),
  ].join(', '),
});

/** A giving that the tenant would refuse. */
function inTheWay(lists: readonly OwedList[], holders: ReturnType<typeof holdersOf>): readonly Remark[] {
  const held = lists.flatMap(({ addresses }) =>
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
