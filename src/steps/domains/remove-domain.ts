/**
 * A tenant lets domains go. At the source they are gone then; at the destination, on the way back, they are added anew once all are off,
 * unverified, as they were before the night. https://learn.microsoft.com/graph/api/domain-delete
 */
import { defineChange, type Applied, type Observed, type PlanDraft } from '../../contract/change.js';
import type { StepContext } from '../../contract/context.js';
import type { Remark } from '../../contract/finding.js';
import type { Side } from '../../contract/step.js';
import type { Systems } from '../systems.js';
import {
  asDomain,
  domainRef,
  forcedDeletion,
  observeWhole,
  rootsLast,
  stateOf,
  verifiedAbove,
  wholeValue,
  type DomainChange,
  type DomainValue,
} from './domain-value.js';
import { leaveTogether } from './leave-together.js';
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

  /** Where domains stay announced, also what they lie below. */
  async function observed(changes: readonly DomainChange[]): Promise<readonly Observed[]> {
    const seen = await observeWhole(clients, changes);
    return Promise.all(
      seen.map(async (one, index): Promise<Observed> => {
        const change = changes[index];
        if (change?.after.below === undefined || !one.seen || stateOf(one.value) !== 'unverified') return one;
        return { ...one, value: { ...asDomain(one.value), below: await verifiedAbove(clients, change.object.id) } };
      }),
    );
  }

  return defineChange<DomainValue>({
    name: removal.name,
    calls: { [side]: ['graph.domain', 'graph.removeDomain', 'graph.addDomain', 'exchange.acceptedDomains'] },
    // All at once, however many: a root goes after what is below it, and comes before it.
    batchSize: 100,
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
        const below = before.state === 'unverified' ? await verifiedAbove(clients, domain) : null;
        if (details !== null && forcedDeletion(details) === 'running') {
          leftOut.push({ code: 'left-out-being-deleted', facts: { domain }, object });
        } else if (before.state !== after) {
          if (details?.isInitial) blockers.push({ code: 'domain-is-initial', facts: { domain }, object });
          if (details?.isDefault) blockers.push({ code: 'domain-is-default', facts: { domain }, object });
          changes.push({ side, object, before: before, after: { state: after } });
        } else if (below !== null && leaves.has(below)) {
          changes.push({ side, object, before: { ...before, below }, after: { state: after, below: null } });
        }
      }
      return { changes, blockers, warnings: [], leftOut, undoSeconds: 3600 };
    },

    observe: (_ctx, changes) => observed(changes),

    apply: async (ctx, changes): Promise<readonly Applied[]> =>
      leaveTogether(clients, ctx, changes, [...(await removal.leaves(ctx)).keys()]),

    verify: async (ctx, changes) => removalFindings(clients, watch, ctx, changes, await removal.leaves(ctx)),

    // Several people bring it back, each with a step of the back-out.
    invert: ({ object }) => ({ irreversible: { code: 'domain-comes-back-by-steps', facts: { domain: object.id } } }),

    onTheWay: (change, observed) => change.after.state === 'unverified' && stateOf(observed) === 'absent',
  });
};
