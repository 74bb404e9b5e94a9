/** Guide 22, 26, 29, 30: the mover's account may open each mailbox that moves, and no other. Who has the right already keeps it, and nobody takes it away later. */
import { defineChange, type Change } from '../../contract/change.js';
import type { StepContext } from '../../contract/context.js';
import type { Finding, ObjectRef, Remark } from '../../contract/finding.js';
import { fulfils } from '../../contract/json.js';
import type { Side } from '../../contract/step.js';
import type { GraphUser } from '../../systems/graph/types.js';
import type { Mailbox } from '../../systems/exchange/types.js';
import { objectIdOf } from '../addresses/address-holders.js';
import { mailboxRef } from '../addresses/mailbox-ref.js';
import { exchangePace } from '../addresses/whole-list.js';
import { mostTelling } from '../most-telling.js';
import type { Systems } from '../systems.js';
import { operatorRemark } from '../users/operator-remark.js';
import { protectedUser } from '../users/operators.js';
import { callsOf, doorsOf, grantsAll, rightRef, type Access } from './doors.js';
import { notAsWritten } from './not-as-written.js';
import { callsOfScope, mailboxesInScope, type InScope } from './in-scope.js';
import { moverAccounts, moverIdentity } from './mover-identity.js';
import { readsOfMapping } from '../users/mapping/frozen.js';

/** One write of a right takes about a second, three at a time. */
const secondsEach = 0.35;

export const sourceFullAccess = (systems: Systems) => fullAccessOn('source', systems);
export const destinationFullAccess = (systems: Systems) => fullAccessOn('destination', systems);

interface Pair {
  readonly mailbox: Mailbox;
  readonly account: GraphUser;
}

function fullAccessOn(side: Side, systems: Systems) {
  const { exchange } = systems[side];

  const present = async (pairs: readonly Pair[]) =>
    exchange.accessOf(
      pairs.map(({ mailbox, account }) => ({ mailboxId: objectIdOf(mailbox), user: account.userPrincipalName })),
    );

  /** Given by this step to mailboxes that move no more, or to an account that is not the mover's any more, and still there. */
  const ofEarlierScope = async (ctx: StepContext, pairs: readonly Pair[]): Promise<readonly Remark[]> => {
    const inScope = new Set(pairs.map(({ mailbox, account }) => rightRef(mailbox, account).id));
    const given = (await ctx.written(`${side}-full-access`)).map(({ change }) => change as Change<Access>);
    const others = given.filter(({ object }) => !inScope.has(object.id));
    const seen = await doorsOf(systems).observe(ctx, others);
    return others
      .filter(({ after }, at) => seen[at]?.seen !== true || fulfils(after, seen[at].value))
      .map(({ object }) => ({ code: 'access-wanted-no-more', facts: { name: object.label }, object }));
  };

  return defineChange<Access>({
    name: `${side}-full-access`,
    calls: { [side]: [...callsOfScope, ...callsOf.rights] },
    reads: [moverIdentity, ...readsOfMapping],
    ...exchangePace,
    ...doorsOf(systems),

    async applies(ctx) {
      const mover = await ctx.output(moverIdentity);
      return mover?.moverSignsIn === 'application'
        ? { applies: false, because: { code: 'mover-needs-no-grant', facts: {} } }
        : { applies: true };
    },

    async plan(ctx) {
      const scope = await mailboxesInScope(systems[side], side, ctx);
      if (scope === null)
        return { changes: [], blockers: [{ code: 'no-mapping-here', facts: {} }], warnings: [], leftOut: [] };
      const { accounts, faults } = accountsOf(scope, side, ctx);
      const pairs = pairsOf(scope, accounts);
      const seen = await present(pairs);
      const changes: Change<Access>[] = [];
      const blockers: Remark[] = [...faults];
      const leftOut: Remark[] = [
        ...scope.ofOperators.map(([mailbox, operator]) => operatorRemark(operator, mailboxRef(mailbox))),
        ...scope.missing.map((row): Remark => ({
          code: 'left-out-no-mailbox',
          facts: { name: row.name || row.source, address: side === 'source' ? row.source : row.target },
        })),
      ];
      for (const [at, { mailbox, account }] of pairs.entries()) {
        const object = rightRef(mailbox, account);
        const facts = { name: object.label, account: account.userPrincipalName };
        const found = seen[at];
        if (found?.seen !== true) blockers.push({ code: 'right-unseen', facts: { ...facts, text: found?.text ?? '' } });
        else if (found.items.some(({ denied, inherited }) => denied && !inherited))
          blockers.push({ code: 'right-denied', facts, object });
        else if (found.items.some(grantsAll)) leftOut.push({ code: 'left-out-has-access', facts, object });
        else changes.push({ side, object, before: { fullAccess: false }, after: { fullAccess: true } });
      }
      const wantedNoMore = await ofEarlierScope(ctx, pairs);
      return {
        changes,
        blockers,
        warnings: [],
        wantedNoMore,
        leftOut,
        undoSeconds: Math.ceil(60 + changes.length * secondsEach),
      };
    },

    async verify(ctx, changes) {
      const wrong = await notAsWritten(systems, ctx, changes);
      if (ctx.direction === 'undo' || wrong.length > 0)
        return wrong.length > 0
          ? mostTelling(wrong)
          : [{ status: 'passed', code: 'full-access-taken', facts: { count: changes.length, side } }];
      // Whoever has come into scope since the plan is nobody's change, and is told nevertheless.
      const scope = await mailboxesInScope(systems[side], side, ctx);
      const { accounts } = scope === null ? { accounts: [] } : accountsOf(scope, side, ctx);
      const written = new Set(changes.map(({ object }) => object.id));
      const pairs = (scope === null ? [] : pairsOf(scope, accounts)).filter(
        ({ mailbox, account }) => !written.has(rightRef(mailbox, account).id),
      );
      const seen = await present(pairs);
      const without = pairs.filter((_, at) => {
        const found = seen[at];
        return found?.seen === true && !found.items.some(grantsAll);
      });
      return without.length > 0
        ? mostTelling(without.map(({ mailbox, account }) => missing(mailboxRef(mailbox), account.userPrincipalName)))
        : [
            {
              status: 'passed',
              code: 'full-access-complete',
              facts: { mailboxes: scope?.mailboxes.length ?? 0, count: changes.length, side },
            },
          ];
    },
  });
}

const missing = (object: ObjectRef, account: string): Finding => ({
  status: 'failed',
  code: 'full-access-missing',
  facts: { name: object.label, account },
  object,
});

const pairsOf = ({ mailboxes }: InScope, accounts: readonly GraphUser[]): readonly Pair[] =>
  mailboxes.flatMap((mailbox) => accounts.map((account) => ({ mailbox, account })));

/** As the configuration names them. One that is not there, or cannot sign in, opens nothing. */
function accountsOf({ users }: InScope, side: Side, ctx: StepContext) {
  const named = moverAccounts(ctx, side);
  const found = named.map((account) => ({ account, user: protectedUser(account, users) }));
  const faults = [
    ...(named.length === 0 ? [{ code: 'no-mover-account' as const, facts: { side } }] : []),
    ...found
      .filter(({ user }) => user === null)
      .map(({ account }): Remark => ({
        code: 'protected-account-not-found',
        facts: { account: account.account, why: account.why, side },
      })),
    ...found.flatMap(({ user }): readonly Remark[] =>
      user?.accountEnabled === false
        ? [{ code: 'mover-account-blocked', facts: { account: user.userPrincipalName, side } }]
        : [],
    ),
  ];
  return { accounts: found.flatMap(({ user }) => user ?? []), faults };
}
