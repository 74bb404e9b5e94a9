/**
 * The back stop of guide 76, approved by itself: Microsoft renames what still refers to the domain and then removes it, some time after it
 * accepted to. Only for what the source still has; accounts stay enabled. The way back brings the domain, not those names.
 */
import { defineChange, type Applied, type PlanDraft } from '../../contract/change.js';
import type { Remark } from '../../contract/finding.js';
import type { Systems } from '../systems.js';
import { removals } from './add-domain.js';
import { scanTenant } from './scans/scan-tenant.js';
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
import { forcedDeletionRemarks } from './forced-deletion.js';
import { releaseWatch } from './release-watch.js';
import { removalFindings } from './removal-findings.js';
import { readTenant, tenantListCalls } from './scans/tenant-lists.js';

export const forceRemoveDomainSource = (systems: Systems) => {
  const clients = systems.source;
  const { graph, exchange } = clients;
  const watch = releaseWatch(systems, 'source', removals);
  return defineChange<DomainValue>({
    name: 'force-remove-domain-source',
    calls: { source: [...tenantListCalls, 'exchange.acceptedDomains', 'graph.domain', 'graph.forceRemoveDomain'] },
    batchSize: 20,
    concurrency: 1,
    settleSeconds: 120,
    verifyWithin: 24 * 3600,
    verifyEvery: 60,

    async plan(ctx): Promise<PlanDraft<DomainValue>> {
      const { movingDomains } = ctx.migration;
      const changes: DomainChange[] = [];
      const blockers: Remark[] = [];
      const warnings: Remark[] = [];
      const leftOut: Remark[] = [];
      const accepted = await exchange.acceptedDomains();
      const lists = await readTenant(clients, movingDomains);
      const scans = scanTenant(lists, { side: 'source', ctx, stepsToCome: false });
      for (const domain of rootsLast(movingDomains)) {
        const object = domainRef(domain);
        const details = await graph.domain(domain);
        if (details === null) continue;
        if (forcedDeletion(details) === 'running') {
          leftOut.push({ code: 'left-out-being-deleted', facts: { domain }, object });
          continue;
        }
        if (details.isInitial) blockers.push({ code: 'domain-is-initial', facts: { domain }, object });
        if (details.isDefault) blockers.push({ code: 'domain-is-default', facts: { domain }, object });
        const remarks = forcedDeletionRemarks(domain, lists, scans);
        blockers.push(...remarks.blockers);
        warnings.push(...remarks.warnings);
        changes.push({
          side: 'source',
          object,
          before: wholeValue(details, accepted),
          after: { state: 'absent' },
        });
      }
      if (changes.length > 0) warnings.push({ code: 'forced-names-stay', facts: {} });
      return { changes, blockers, warnings, leftOut, undoSeconds: 3600 };
    },

    observe: (_ctx, changes) => observeWhole(clients, changes),

    async apply(_ctx, changes): Promise<readonly Applied[]> {
      const applied: Applied[] = [];
      for (const { object } of changes) {
        const details = await graph.domain(object.id);
        // Accepted by an earlier request that we never heard of: it is carried out by itself.
        const accepted = details === null || forcedDeletion(details) === 'running';
        applied.push(accepted ? { result: 'done' } : await graph.forceRemoveDomain(object.id));
      }
      return applied;
    },

    verify: (ctx, changes) =>
      removalFindings(clients, watch, ctx, changes, new Map(changes.map(({ object }) => [object.id, 'absent']))),

    // Several people bring it back, each with a step of the back-out.
    invert: ({ object }) => ({ irreversible: { code: 'domain-comes-back-by-steps', facts: { domain: object.id } } }),

    onTheWay: (_change, observed) => stateOf(observed) === 'deleting',
  });
};
