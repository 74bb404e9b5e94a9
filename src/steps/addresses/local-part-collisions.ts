/**
 * Several domains fold into one: `info@a.com` and `info@b.com` cannot both become `info@tenant.onmicrosoft.com`. Who gets which local
 * part is settled here, before anybody approves, by a rule that gives the same answer every time:
 *
 * 1. An address or sign-in name that exists at the target domain stays with its object; for everybody else it is taken.
 * 2. A free local part goes to the claimant on the earlier moving domain (order of configuration), then to the lower object id.
 * 3. Who lost gets `<local>.<first label of the own domain>`, and if that is taken too `<local>.<first label>2`, `…3`, in order of
 *    object id.
 *
 * Local parts are compared without case and keep the case of the claim.
 */
import { splitAddress } from './proxy-address.js';

export interface Claimant {
  /** Object id (GUID). */
  readonly id: string;
  /** The present address or sign-in name whose local part is wanted at the target domain. */
  readonly address: string;
}

export interface LocalPartRequest {
  readonly claimants: readonly Claimant[];
  /** Who holds what at the target domain already: full addresses, of every recipient, user and deleted user. */
  readonly holders: Iterable<{ readonly address: string; readonly id: string }>;
  readonly targetDomain: string;
  /** Lower case, in the order of configuration. */
  readonly movingDomains: readonly string[];
}

export interface Assigned {
  readonly local: string;
  /** True when the claimant did not get the local part it had. */
  readonly renamed: boolean;
}

/** By claimant id. A claimant whose address has no local part is left out of the answer. */
export function assignLocalParts(request: LocalPartRequest): ReadonlyMap<string, Assigned> {
  const holdersOf = existingHolders(request);
  const assigned = new Map<string, Assigned>();
  const give = (claim: Claim, local: string, renamed: boolean): void => {
    holdersOf.set(local.toLowerCase(), new Set([claim.id]));
    assigned.set(claim.id, { local, renamed });
  };
  const free = (claim: Claim, local: string): boolean =>
    [...(holdersOf.get(local.toLowerCase()) ?? [])].every((id) => id === claim.id);

  const claims = request.claimants.flatMap((claimant) => claimOf(claimant, request.movingDomains));
  const byPrecedence = [...claims].sort((a, b) => a.rank - b.rank || byId(a, b));
  // All first choices before any second one: a fallback never takes what somebody else is called.
  for (const claim of byPrecedence) if (free(claim, claim.local)) give(claim, claim.local, false);
  const lost = claims.filter(({ id }) => !assigned.has(id)).sort(byId);
  for (const claim of lost) give(claim, firstFree(claim, free), true);
  return assigned;
}

interface Claim {
  readonly id: string;
  readonly local: string;
  readonly label: string;
  readonly rank: number;
}

function claimOf({ id, address }: Claimant, movingDomains: readonly string[]): readonly Claim[] {
  const parts = splitAddress(address);
  if (parts === null) return [];
  const rank = movingDomains.indexOf(parts.domain);
  const label = parts.domain.split('.')[0] as string;
  return [{ id, local: parts.local, label, rank: rank === -1 ? movingDomains.length : rank }];
}

/** One local part may have several: one object's address may be another one's sign-in name. */
function existingHolders({ holders, targetDomain }: LocalPartRequest): Map<string, ReadonlySet<string>> {
  const holdersOf = new Map<string, ReadonlySet<string>>();
  for (const { address, id } of holders) {
    const parts = splitAddress(address);
    if (parts?.domain !== targetDomain.toLowerCase()) continue;
    const local = parts.local.toLowerCase();
    holdersOf.set(local, new Set([...(holdersOf.get(local) ?? []), id]));
  }
  return holdersOf;
}

function firstFree(claim: Claim, free: (claim: Claim, local: string) => boolean): string {
  const base = `${claim.local}.${claim.label}`;
  for (let number = 1; ; number += 1) {
    const local = number === 1 ? base : `${base}${number}`;
    if (free(claim, local)) return local;
  }
}

/** GUIDs in code-unit order. */
const byId = (a: { readonly id: string }, b: { readonly id: string }): number =>
  a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
