/**
 * A tenant lets a domain go. At the source it is gone then; at the destination, on the way back, it is added anew at once, unverified, as
 * it was before the night. https://learn.microsoft.com/graph/api/domain-delete
 */
import { afterAWrite, defineChange, type Applied, type PlanDraft } from '../../contract/change.js';
import type { StepContext } from '../../contract/context.js';
import type { Remark } from '../../contract/finding.js';
import type { Side } from '../../contract/step.js';
import type { Systems, TenantClients } from '../systems.js';
import {
  domainRef,
  forcedDeletion,
  observeWhole,
  rootsLast,
  stateOf,
  wholeValue,
  type DomainChange,
  type DomainValue,
} from './domain-value.js';
import { growingWait } from './growing-wait.js';
import { releaseWatch } from './release-watch.js';
import { removalFindings } from './removal-findings.js';

export interface Removal {
  readonly name: string;
  /** Steps whose ledger says when the domain was taken off. */
  readonly since: readonly string[];
  /** What is left of each domain it is about, by name. */
  leaves(ctx: StepContext): Promise<ReadonlyMap<string, 'absent' | 'unverified'>>;
}

export const removeDomain = (systems: Systems, side: Side, removal: Removal) => {
  const clients = systems[side];
  const watch = releaseWatch(systems, side, removal.since);
  return defineChange<DomainValue>({
    name: removal.name,
    batchSize: 20,
    concurrency: 1,
    settleSeconds: 120,
    verifyWithin: 24 * 3600,
    verifyEvery: 60,

    async plan(ctx): Promise<PlanDraft<DomainValue>> {
      const leaves = await removal.leaves(ctx);
      const accepted = await clients.exchange.acceptedDomains();
      const changes: DomainChange[] = [];
      const blockers: Remark[] = [];
      const leftOut: Remark[] = [];
      for (const domain of rootsLast([...leaves.keys()])) {
        const object = domainRef(domain);
        const details = await clients.graph.domain(domain);
        const before = wholeValue(details, accepted);
        const after = leaves.get(domain) ?? 'absent';
        if (details !== null && forcedDeletion(details) === 'running') {
          leftOut.push({ code: 'left-out-being-deleted', facts: { domain }, object });
        } else if (before.state !== after) {
          if (details?.isInitial) blockers.push({ code: 'domain-is-initial', facts: { domain }, object });
          if (details?.isDefault) blockers.push({ code: 'domain-is-default', facts: { domain }, object });
          changes.push({ side, object, before: before, after: { state: after } });
        }
      }
      return { changes, blockers, warnings: [], leftOut, undoSeconds: 3600 };
    },

    observe: (_ctx, changes) => observeWhole(clients, changes),

    async apply(ctx, changes): Promise<readonly Applied[]> {
      const applied: Applied[] = [];
      for (const change of changes) applied.push(await takeOff(systems, ctx, change));
      return applied;
    },

    verify: async (ctx, changes) => removalFindings(clients, watch, ctx, changes, await removal.leaves(ctx)),

    // Several people bring it back, each with a step of the back-out.
    invert: ({ object }) => ({ irreversible: { code: 'domain-comes-back-by-steps', facts: { domain: object.id } } }),

    onTheWay: (change, observed) => change.after.state === 'unverified' && stateOf(observed) === 'absent',
  });
};

/** One domain: taken off, and where it shall stay announced, added again. */
async function takeOff(systems: Systems, ctx: StepContext, { side, object, after }: DomainChange): Promise<Applied> {
  const { graph } = systems[side];
  const details = await graph.domain(object.id);
  if (details !== null && (details.isVerified || after.state === 'absent')) {
    const removed = await graph.removeDomain(object.id);
    if (!isGone(removed) || after.state === 'absent') return isGone(removed) ? { result: 'done' } : removed;
  } else if (details !== null || after.state === 'absent') return { result: 'done' };
  return afterAWrite(await addedAgain(systems[side], ctx, object.id));
}

/** The tenant itself may need a while to forget the domain that it has just let go. */
async function addedAgain({ graph }: TenantClients, ctx: StepContext, domain: string): Promise<Applied> {
  const added = await graph.addDomain(domain);
  if (added.result === 'refused' && /^domain-(held-elsewhere|there-already)$/.test(added.remark.code)) {
    return { result: 'not-done', retryAfter: growingWait(ctx.looks.before) };
  }
  return added;
}

const isGone = (applied: Applied): boolean =>
  applied.result === 'done' || (applied.result === 'refused' && applied.remark.code === 'object-gone');
