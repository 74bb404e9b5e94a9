/**
 * Domains that one tenant lets go, and those of them that stay announced there. All are off before any is added again: a tenant keeps a root
 * while it has a subdomain, and a subdomain of a root that it holds is verified at once, without proof.
 * https://learn.microsoft.com/entra/identity/users/domains-verify-custom-subdomain
 */
import { afterAWrite, type Applied } from '../../contract/change.js';
import type { StepContext } from '../../contract/context.js';
import type { TenantClients } from '../systems.js';
import { isBelow, rootsFirst, rootsLast, verifiedAbove, type DomainChange } from './domain-value.js';
import { growingWait } from './growing-wait.js';

/** Seconds after which a removal that got no answer is looked at. */
const inDoubtFor = 120;
/** Looks that one in another round of the same removal is waited for: its answer is under way, or it was refused. */
const patience = 2;

export async function leaveTogether(
  clients: TenantClients,
  ctx: StepContext,
  changes: readonly DomainChange[],
  leaving: readonly string[],
): Promise<readonly Applied[]> {
  const named = new Map(changes.map((change) => [change.object.id, change]));
  const answers = new Map<string, Applied>();
  const off = new Set<string>();
  const isElsewhere = (domain: string): boolean =>
    leaving.includes(domain) && !named.has(domain) && ctx.looks.before < patience;
  for (const domain of rootsLast([...named.keys()])) {
    const before = leaving.filter((other) => isBelow(other, domain));
    const unheard = before.filter((other) => isElsewhere(other) || answers.get(other)?.result === 'in-doubt');
    const busy = before.some((other) => answers.get(other)?.result === 'not-done');
    if (busy || (await anyThere(clients, unheard))) {
      answers.set(domain, { result: 'not-done', retryAfter: busy ? null : inDoubtFor });
      continue;
    }
    const answer = await takenOff(clients, named.get(domain) as DomainChange);
    if (answer === 'off') off.add(domain);
    answers.set(domain, answer === 'off' ? { result: 'done' } : answer);
  }
  for (const domain of rootsFirst([...off])) {
    if (named.get(domain)?.after.state === 'absent') continue;
    const above = await verifiedAbove(clients, domain, off);
    const answer = above === null ? undefined : answers.get(above)?.result;
    if (above === null) answers.set(domain, await announced(clients, ctx, domain));
    else if (answer === 'not-done' || answer === 'in-doubt' || isElsewhere(above))
      answers.set(domain, afterAWrite({ result: 'not-done', retryAfter: growingWait(ctx.looks.before) }));
    else {
      const remark = { code: 'domain-root-still-there', facts: { domain, root: above } } as const;
      answers.set(domain, afterAWrite({ result: 'refused', remark }));
    }
  }
  return changes.map(({ object }) => answers.get(object.id) ?? { result: 'in-doubt' });
}

async function anyThere({ graph }: TenantClients, domains: readonly string[]): Promise<boolean> {
  for (const domain of domains) if ((await graph.domain(domain)) !== null) return true;
  return false;
}

async function takenOff(clients: TenantClients, { object, after }: DomainChange): Promise<Applied | 'off'> {
  const { graph } = clients;
  const domain = object.id;
  const details = await graph.domain(domain);
  if (details === null) return 'off';
  // Announced again already; below a root that is there still, it was never off.
  const isAnnounced = !details.isVerified && after.state === 'unverified';
  if (isAnnounced && (await verifiedAbove(clients, domain)) === null) return { result: 'done' };
  const removed = await graph.removeDomain(domain);
  const isGone = removed.result === 'refused' && removed.remark.code === 'object-gone';
  return removed.result === 'done' || isGone ? 'off' : removed;
}

/** The tenant itself may need a while to forget the domain that it has just let go. */
async function announced({ graph }: TenantClients, ctx: StepContext, domain: string): Promise<Applied> {
  const added = await graph.addDomain(domain);
  const isPutOff = added.result === 'refused' && /^domain-(held-elsewhere|there-already)$/.test(added.remark.code);
  return afterAWrite(isPutOff ? { result: 'not-done', retryAfter: growingWait(ctx.looks.before) } : added);
}
