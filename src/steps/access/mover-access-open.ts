/** Guide 23: the mover is let in by EWS where it is not, in both tenants. A list of applications is replaced as a whole, so whoever was in it goes on being in it. */
import { defineChange, type Change, type PlanDraft } from '../../contract/change.js';
import type { StepContext } from '../../contract/context.js';
import type { Remark } from '../../contract/finding.js';
import type { Side } from '../../contract/step.js';
import { exchangePace } from '../addresses/whole-list.js';
import { mostTelling } from '../most-telling.js';
import type { Systems, TenantClients } from '../systems.js';
import { callsOf, clientAccessRef, doorsOf, isOfOrganization, organizationRef, type Access } from './doors.js';
import { appIdsIn, ewsDoor, ewsEnds, hoursUntilObeyed, openedFor } from './ews-door.js';
import { callsOfScope, mailboxesInScope } from './in-scope.js';
import { moverAppOf, moverIdentity, sides, type MoverIdentity } from './mover-identity.js';
import { notAsWritten } from './not-as-written.js';
import { readsOfMapping } from '../users/mapping/frozen.js';

const hour = 3600;
const calls = [...callsOfScope, ...callsOf.ews, 'exchange.ewsOfMailboxes'];

export const moverAccessOpen = (systems: Systems) => {
  const whatIsClosed = async (ctx: StepContext, mover: MoverIdentity) => {
    const found: OnSide[] = [];
    for (const side of sides) found.push(await closedOn(side, systems[side], mover, ctx));
    return found;
  };

  return defineChange<Access>({
    name: 'mover-access-open',
    calls: { source: calls, destination: calls },
    reads: [moverIdentity, ...readsOfMapping],
    ...exchangePace,
    ...doorsOf(systems),
    // The servers obey within a day, and nobody can be shown when they do.
    verifyWithin: (hoursUntilObeyed + 1) * hour,
    verifyEvery: hour,

    async applies(ctx) {
      const mover = await ctx.output(moverIdentity);
      if (mover === null) return { applies: true };
      if (mover.moverProtocol === 'graph') return { applies: false, because: { code: 'mover-by-graph', facts: {} } };
      const closed = await whatIsClosed(ctx, mover);
      return closed.some(({ changes }) => changes.length > 0)
        ? { applies: true }
        : { applies: false, because: { code: 'ews-open-on-both-sides', facts: {} }, alreadySo: true };
    },

    async plan(ctx): Promise<PlanDraft<Access>> {
      const mover = await ctx.output(moverIdentity);
      if (mover === null)
        return { changes: [], blockers: [{ code: 'mover-unknown', facts: {} }], warnings: [], leftOut: [] };
      const closed = await whatIsClosed(ctx, mover);
      const ends: Remark = { code: 'ews-open-until', facts: { date: ewsEnds.slice(0, 10), hours: hoursUntilObeyed } };
      return {
        changes: closed.flatMap(({ changes }) => changes),
        blockers: [],
        warnings: [ends, ...closed.flatMap(({ warnings }) => warnings)],
        leftOut: [],
        undoSeconds: 60,
      };
    },

    async verify(ctx, changes) {
      const wrong = await notAsWritten(systems, ctx, changes);
      if (wrong.length > 0) return mostTelling(wrong);
      const facts = { count: changes.length };
      if (ctx.direction === 'undo') return [{ status: 'passed', code: 'ews-as-before', facts }];
      const until = obeyedAt(ctx);
      if (changes.some(isOfOrganization) && ctx.now() < until)
        return [{ status: 'failed', code: 'ews-not-obeyed-yet', facts: { until: until.toISOString() } }];
      return [{ status: 'passed', code: 'ews-opened', facts }];
    },
  });
};

const obeyedAt = ({ looks, now }: StepContext): Date =>
  new Date((looks.since === null ? now() : new Date(looks.since)).getTime() + hoursUntilObeyed * hour * 1000);

interface OnSide {
  readonly changes: readonly Change<Access>[];
  readonly warnings: readonly Remark[];
}

async function closedOn(side: Side, tenant: TenantClients, mover: MoverIdentity, ctx: StepContext): Promise<OnSide> {
  const { exchange } = tenant;
  const app = moverAppOf(mover, side);
  const { ewsEnabled, allowedAppIds } = await exchange.ewsOfOrganization();
  const before = { ewsEnabled, allowedAppIds };
  const door = app === null ? 'open' : ewsDoor(before, app);
  const scope = await mailboxesInScope(tenant, side, ctx);
  const switches = new Map((await exchange.ewsOfMailboxes()).map((one) => [one.guid, one.ewsEnabled]));
  const off = (scope?.mailboxes ?? []).filter(({ Guid }) => switches.get(Guid) === false);
  const others = appIdsIn(allowedAppIds).length;
  return {
    changes: [
      ...(door === 'open' || app === null
        ? []
        : [
            {
              side,
              object: organizationRef(exchange.tenantId, ctx.migration.initialDomain[side]),
              before,
              after: openedFor(before, app),
            },
          ]),
      ...off.map((mailbox): Change<Access> => ({
        side,
        object: clientAccessRef(mailbox),
        before: { ewsEnabled: false },
        after: { ewsEnabled: true },
      })),
    ],
    // Where nobody has set the switch everybody may be let in today.
    warnings: door === 'unset' ? [{ code: 'ews-for-listed-only', facts: { side, others } }] : [],
  };
}
