/**
 * Several domains fold into one: `info@a.com` and `info@b.com` cannot both become `info@tenant.onmicrosoft.com`. Who gets which local
 * part is settled here, before anybody approves, by a rule that gives the same answer every time:
 *
 * 1. An address or sign-in name that exists at the target domain stays with its object; for everybody else it is taken.
 * 2. A free local part goes to the claimant on the earlier moving domain (order of configuration), then to the lower object id.
 * 3. Whose local part the services do not take as it stands (`local-part.ts`) comes after those, in order of object id, and gets the
 *    nearest that they take.
 * 4. Who lost, or has a name of the house, gets `<local>.<first label of the own domain>`, and if that is taken too
 *    `<local>.<first label>2`, `…3`, in order of object id; what is longer than 64 characters is cut before the label.
 *
 * Local parts are compared without case and keep the case of the claim.
 */
import { fitting, isReserved, longestLocalPart, withDomain, type NameKind } from './local-part.js';
import { splitAddress } from './proxy-address.js';

export interface Claimant {
  /** Object id (GUID). */
  readonly id: string;
  /** The present address or sign-in name whose local part is wanted at the target domain. */
  readonly address: string;
}

export interface LocalPartRequest {
  /** What the local parts are for. */
  readonly kind: NameKind;
  readonly claimants: readonly Claimant[];
  /** Who holds what at the target domain already: full addresses, of every recipient, user and deleted user. */
  readonly holders: Iterable<{ readonly address: string; readonly id: string }>;
  readonly targetDomain: string;
  /** Lower case, in the order of configuration. */
  readonly movingDomains: readonly string[];
}

/** Why a claimant does not get the local part it had; `long`: by itself, `cut`: it is taken, and with the domain behind it too long. */
export type Renaming = 'taken' | 'cut' | 'long' | 'characters' | 'reserved';

export interface Assigned {
  readonly local: string;
  /** Null: it is the one that the claimant had. */
  readonly renamed: Renaming | null;
}

/** By claimant id. A claimant whose address has no local part is left out of the answer. */
export function assignLocalParts(request: LocalPartRequest): ReadonlyMap<string, Assigned> {
  const holdersOf = existingHolders(request);
  const assigned = new Map<string, Assigned>();
  const give = (claim: Claim, local: string, renamed: Renaming | null): void => {
    holdersOf.set(local.toLowerCase(), new Set([claim.id]));
    assigned.set(claim.id, { local, renamed });
  };
  const free = (claim: Claim, local: string): boolean =>
    [...(holdersOf.get(local.toLowerCase()) ?? [])].every((id) => id === claim.id);
  const isHeld = (claim: Claim, local: string): boolean => holdersOf.get(local.toLowerCase())?.has(claim.id) === true;

  const claims = request.claimants.flatMap((claimant) => claimOf(claimant, request));
  const byPrecedence = [...claims].sort((a, b) => a.rank - b.rank || byId(a, b));
  // All first choices before any second one: a fallback never takes what somebody else is called.
  for (const claim of byPrecedence) {
    const { local, unfit } = claim;
    const mayHave = !isReserved(local) || isHeld(claim, local);
    if (unfit === null && mayHave && free(claim, local)) give(claim, local, null);
  }
  const lost = claims.filter(({ id }) => !assigned.has(id)).sort(byId);
  for (const claim of lost) {
    const { local, unfit } = claim;
    if (unfit !== null && !isReserved(local) && free(claim, local)) give(claim, local, unfit);
    else give(claim, ...firstFree(claim, request.kind, free));
  }
  return assigned;
}

interface Claim {
  readonly id: string;
  /** As the services take it. */
  readonly local: string;
  /** Why that is not what the claimant had. */
  readonly unfit: 'long' | 'characters' | null;
  readonly label: string;
  readonly rank: number;
}

function claimOf({ id, address }: Claimant, { movingDomains, kind }: LocalPartRequest): readonly Claim[] {
  const parts = splitAddress(address);
  if (parts === null) return [];
  const rank = movingDomains.indexOf(parts.domain);
  const label = parts.domain.split('.')[0] as string;
  const local = fitting(parts.local, kind);
  const unfit = local === parts.local ? null : parts.local.length > longestLocalPart ? 'long' : 'characters';
  return [{ id, local, unfit, label, rank: rank === -1 ? movingDomains.length : rank }];
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

function firstFree(
  claim: Claim,
  kind: NameKind,
  free: (claim: Claim, local: string) => boolean,
): readonly [string, Renaming] {
  const { local, label, unfit } = claim;
  for (let number = 1; ; number += 1) {
    const other = withDomain(local, label, number, kind);
    if (!free(claim, other)) continue;
    if (isReserved(local)) return [other, 'reserved'];
    return [other, unfit ?? (other.startsWith(`${local}.`) ? 'taken' : 'cut')];
  }
}

/** GUIDs in code-unit order. */
const byId = (a: { readonly id: string }, b: { readonly id: string }): number =>
  a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
