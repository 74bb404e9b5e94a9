/** A tenant is told that a domain will be its own: it then says by which TXT record it wants that proved. https://learn.microsoft.com/graph/api/domain-post-domains */
import { defineChange, type Applied, type PlanDraft } from '../../contract/change.js';
import type { StepContext } from '../../contract/context.js';
import type { Finding, Remark } from '../../contract/finding.js';
import type { Side } from '../../contract/step.js';
import type { Systems } from '../systems.js';
import {
  domainRef,
  observePlain,
  plainValue,
  rootsFirst,
  type DomainChange,
  type DomainValue,
} from './domain-value.js';
import { domainsWritten } from './domains-written.js';
import { growingWait } from './growing-wait.js';

export interface Adding {
  readonly name: string;
  domains(ctx: StepContext): Promise<readonly string[]>;
}

/** The steps after which the source has let a domain go. */
export const removals = ['remove-domain-source', 'force-remove-domain-source'] as const;

export const addDomain = (systems: Systems, side: Side, adding: Adding) => {
  const clients = systems[side];
  return defineChange<DomainValue>({
    name: adding.name,
    calls: {
      destination: ['graph.domain'],
      [side]: ['graph.domain', 'graph.tenantByDomainName', 'graph.addDomain', 'graph.removeDomain'],
    },
    batchSize: 20,
    concurrency: 1,
    settleSeconds: 60,
    verifyWithin: 900,
    verifyEvery: 15,

    async plan(ctx): Promise<PlanDraft<DomainValue>> {
      const changes: DomainChange[] = [];
      const blockers: Remark[] = [];
      const warnings: Remark[] = [];
      const leftOut: Remark[] = [];
      for (const domain of rootsFirst(await adding.domains(ctx))) {
        const object = domainRef(domain);
        const before = plainValue(await clients.graph.domain(domain));
        if (before.state !== 'absent') {
          const code = before.state === 'unverified' ? 'left-out-domain-added' : 'left-out-domain-verified';
          leftOut.push({ code, facts: { domain }, object });
          continue;
        }
        changes.push({ side, object, before: before, after: { state: 'unverified' } });
        // What the bot verified there was taken off before; what somebody else verified, no ledger knows of, and nothing takes it off.
        if (side === 'source' && (await systems.destination.graph.domain(domain))?.isVerified === true)
          blockers.push({ code: 'domain-verified-at-destination', facts: { domain }, object });
        const owner = await clients.graph.tenantByDomainName(domain);
        if (owner === null) continue;
        const own = Object.values(ctx.migration.tenantId).some(
          (id) => id.toLowerCase() === owner.tenantId.toLowerCase(),
        );
        if (!own) {
          const facts = { domain, owner: owner.displayName ?? owner.defaultDomainName ?? owner.tenantId };
          blockers.push({ code: 'domain-owned-elsewhere', facts, object });
        } else if (
          side === 'destination' &&
          owner.tenantId.toLowerCase() === ctx.migration.tenantId.source.toLowerCase()
        ) {
          warnings.push({ code: 'adding-may-be-put-off', facts: { domain }, object });
        }
      }
      return { changes, blockers, warnings, leftOut, undoSeconds: 60 };
    },

    observe: (_ctx, changes) => observePlain(clients, changes),

    async apply(ctx, changes): Promise<readonly Applied[]> {
      const applied: Applied[] = [];
      for (const change of changes) {
        applied.push(
          change.after.state === 'absent' ? await withdrawn(systems, change) : await added(systems, ctx, change),
        );
      }
      return applied;
    },

    async verify(_ctx, changes): Promise<readonly Finding[]> {
      const findings: Finding[] = [];
      for (const { object, after } of changes) {
        const domain = object.id;
        const { state } = plainValue(await clients.graph.domain(domain));
        const wanted = after.state;
        findings.push(
          state !== wanted
            ? { status: 'failed', code: 'domain-not-as-planned', facts: { domain, wanted, present: state }, object }
            : {
                status: 'passed',
                code: wanted === 'absent' ? 'domain-gone' : 'domain-added',
                facts: { domain, side },
                object,
              },
        );
      }
      return findings;
    },

    invert: ({ object, before, after }) => ({ side, object, before: after, after: before }),
  });
};

/**
 * Whether a tenant takes a domain that another one has verified is not documented. A refusal for that reason is no failure: before the source
 * has let go it is put off, afterwards it is asked again until the services have forgotten the old owner.
 */
async function added(systems: Systems, ctx: StepContext, { side, object }: DomainChange): Promise<Applied> {
  const applied = await systems[side].graph.addDomain(object.id);
  if (applied.result !== 'refused') return applied;
  // Somebody, or an unanswered request of ours, was quicker: reading back tells.
  if (applied.remark.code === 'domain-there-already') return { result: 'in-doubt' };
  if (applied.remark.code !== 'domain-held-elsewhere') return applied;
  const letGo = side === 'source' || (await domainsWritten(ctx, removals)).has(object.id);
  if (letGo) return { result: 'not-done', retryAfter: growingWait(ctx.looks.before) };
  return {
    result: 'put-off',
    until: 'remove-domain-source',
    remark: { code: 'adding-put-off', facts: { domain: object.id, text: applied.remark.facts['text'] ?? '' }, object },
  };
}

async function withdrawn(systems: Systems, { side, object }: DomainChange): Promise<Applied> {
  const applied = await systems[side].graph.removeDomain(object.id);
  return applied.result === 'refused' && applied.remark.code === 'object-gone' ? { result: 'done' } : applied;
}
