/**
 * What became of a domain in one tenant, and what others see of it by and by: tenant discovery, Exchange, the tenant that waits for it.
 * No page names the times; "it can take a while" is what https://learn.microsoft.com/en-us/microsoft-365/admin/get-help-with-domains/remove-a-domain says.
 */
import type { WorldContext } from './context.js';
import { sides, type Domain, type Side } from './entities.js';

/** https://learn.microsoft.com/en-us/graph/api/resources/domainstate */
export interface DomainOperation {
  readonly operation: 'ForceDelete' | 'Verification';
  readonly status: 'Scheduled' | 'InProgress' | 'Completed' | 'Failed';
  readonly lastActionDateTime: string;
}

export interface DomainHistory {
  readonly side: Side;
  readonly domain: string;
  /** How often the tenant added it: every time the proof is another one. */
  readonly added: number;
  readonly verifiedAt: number | null;
  /** Since when it serves mail, as far as the directory is concerned. */
  readonly mailSince: number | null;
  readonly removedAt: number | null;
  /** What it was when it was removed: Exchange goes on knowing it for a while. */
  readonly was: Domain | null;
  readonly operation: DomainOperation | null;
  /** What a running forceDelete was told. */
  readonly disableUserAccounts: boolean;
}

const untouched = { added: 0, verifiedAt: null, mailSince: null, removedAt: null, was: null, operation: null } as const;

export function changeHistory(
  world: WorldContext,
  side: Side,
  domain: string,
  change: Partial<Omit<DomainHistory, 'side' | 'domain'>>,
): void {
  const before = world.store.domainHistory(side, domain) ?? { side, domain, ...untouched, disableUserAccounts: true };
  world.store.keepDomainHistory({ ...before, ...change });
}

export const takesMail = (domain: Domain): boolean => domain.isVerified && domain.supportedServices.includes('Email');

/** The tenant that let go of this domain and is still known as its owner, and until when. */
export function releaseOf(
  world: WorldContext,
  domain: string,
  now: number,
): { readonly side: Side; readonly until: number } | undefined {
  for (const side of sides) {
    if (world.store.get(side, 'domains', domain)?.isVerified === true) continue;
    const until = releasedAt(world, side, domain);
    if (until !== undefined && now < until) return { side, until };
  }
  return undefined;
}

function releasedAt(world: WorldContext, side: Side, domain: string): number | undefined {
  const removedAt = world.store.domainHistory(side, domain)?.removedAt ?? null;
  return removedAt === null ? undefined : removedAt + world.store.faults.releaseSeconds * 1000;
}

/** Whom tenant discovery answers for a domain: not always the tenant that has it verified at this moment. */
export function discoveredOwner(world: WorldContext, domain: string, now: number): Side | undefined {
  const { store } = world;
  return sides.find((side) => {
    const releasing = now < (releasedAt(world, side, domain) ?? now);
    if (store.get(side, 'domains', domain)?.isVerified !== true) return releasing;
    const verifiedAt = store.domainHistory(side, domain)?.verifiedAt ?? null;
    // A tenant that takes its own domain back before it was released was never out of sight.
    return verifiedAt === null || releasing || now >= verifiedAt + store.faults.discoveryLagSeconds * 1000;
  });
}

/** The accepted domains as Exchange has them, a while behind the directory. */
export function acceptedDomains(world: WorldContext, side: Side, now: number): readonly Domain[] {
  const { store } = world;
  const lag = store.faults.acceptedDomainLagSeconds * 1000;
  const leaving = (domain: string): Domain | null => {
    const history = store.domainHistory(side, domain);
    const removedAt = history?.removedAt ?? null;
    return removedAt !== null && now < removedAt + lag ? (history?.was ?? null) : null;
  };
  const present = [...store.all(side, 'domains')].filter((domain) => {
    const since = store.domainHistory(side, domain.id)?.mailSince ?? null;
    return takesMail(domain) && (since === null || now >= since + lag || leaving(domain.id) !== null);
  });
  const gone = store.domainHistoriesOf(side).flatMap(({ domain }) => {
    const was = leaving(domain);
    return was === null || !takesMail(was) || store.get(side, 'domains', domain) !== undefined ? [] : [was];
  });
  return [...present, ...gone];
}

export const isAcceptedDomain = (world: WorldContext, side: Side, domain: string, now: number): boolean =>
  acceptedDomains(world, side, now).some(({ id }) => id === domain);
