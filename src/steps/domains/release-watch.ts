/**
 * Whether a tenant has really let go of a domain: the directory, Exchange and tenant discovery must all have forgotten it. No page says how
 * long that takes; it has been minutes, and a day. https://learn.microsoft.com/microsoft-365/admin/get-help-with-domains/remove-a-domain
 */
import type { StepContext } from '../../contract/context.js';
import type { Finding } from '../../contract/finding.js';
import type { Side } from '../../contract/step.js';
import { sameAddress } from '../addresses/proxy-address.js';
import type { Systems } from '../systems.js';
import { ownerOf } from './domain-owner.js';
import { domainRef, failedSince, forcedDeletion } from './domain-value.js';

/** Edges of the sign-in service answer from caches of their own: one good answer proves nothing. */
const looksInARow = 3;
const betweenLooksMs = 30_000;

export interface ReleaseWatch {
  /** `leftNow`: those that this attempt took off. */
  look(ctx: StepContext, domains: readonly string[], leftNow: ReadonlySet<string>): Promise<readonly Finding[]>;
}

/** `steps`: whose ledger says since when the domain has been on its way out. */
export function releaseWatch(systems: Systems, side: Side, steps: readonly string[]): ReleaseWatch {
  return {
    async look(ctx, domains, leftNow) {
      const held = new Map<string, Finding>();
      const since = await beginnings(ctx, steps);
      let open = domains;
      for (let round = 1; round <= looksInARow && open.length > 0; round += 1) {
        if (round > 1) await ctx.pause(betweenLooksMs);
        for (const domain of open) {
          const finding = await heldFinding(systems, ctx, side, { domain, since: since.get(domain) });
          if (finding !== null) held.set(domain, finding);
        }
        open = open.filter((domain) => !held.has(domain));
      }
      return domains.map((domain) => {
        const minutes = minutesSince(since.get(domain), ctx.now());
        const finding = held.get(domain);
        const object = domainRef(domain);
        if (finding === undefined) {
          const facts = { domain, minutes: freeSince(ctx, domain, leftNow.has(domain)) ?? minutes };
          return { status: 'passed', code: 'domain-released', facts, object };
        }
        if (finding.code !== 'domain-releasing') return finding;
        return { ...finding, facts: { ...finding.facts, minutes, looks: ctx.looks.before + 1 } };
      });
    },
  };
}

/** When nobody knows: it was free before this attempt looked for the first time. */
const longAgo = -1;

/** It goes on being free: how long that took is what the first look said that saw it. */
function freeSince({ looks }: StepContext, domain: string, leftNow: boolean): number | null {
  const last = looks.last?.find(({ object }) => object?.kind === 'domain' && object.id === domain);
  if (last?.code === 'domain-released') return Number(last.facts['minutes']);
  return looks.before === 0 && !leftNow ? longAgo : null;
}

async function heldFinding(
  systems: Systems,
  ctx: StepContext,
  side: Side,
  { domain, since }: { readonly domain: string; readonly since: string | undefined },
): Promise<Finding | null> {
  const { graph, exchange } = systems[side];
  const object = domainRef(domain);
  const releasing: Finding = { status: 'failed', code: 'domain-releasing', facts: { domain, owner: side }, object };
  const details = await graph.domain(domain);
  if (details !== null) {
    const forced = forcedDeletion(details);
    if (forced === 'failed') {
      const failed: Finding = { status: 'failed', code: 'force-delete-failed', facts: { domain }, object };
      return failedSince(details, since) ? { ...failed, lasting: true } : failed;
    }
    if (details.isVerified || forced !== null) return releasing;
  }
  const accepted = await exchange.acceptedDomains();
  if (accepted.some(({ DomainName }) => sameAddress(DomainName, domain))) return releasing;
  const owner = await ownerOf(systems, ctx, domain);
  if (owner.kind === side || owner.kind === 'cached') return releasing;
  if (owner.kind === 'stranger') {
    // Not `lasting`: the other domains are watched on, and people must be able to go on without this one.
    return { status: 'failed', code: 'domain-taken-elsewhere', facts: { domain, owner: owner.name }, object };
  }
  return null;
}

async function beginnings(ctx: StepContext, steps: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const since = new Map<string, string>();
  for (const step of steps) {
    for (const { change, at } of await ctx.written(step)) {
      const known = since.get(change.object.id);
      if (known === undefined || at > known) since.set(change.object.id, at);
    }
  }
  return since;
}

const minutesSince = (at: string | undefined, now: Date): number =>
  at === undefined ? 0 : Math.max(0, Math.floor((now.getTime() - Date.parse(at)) / 60_000));
