import type { WorldClock } from './clock.js';
import { discoveredOwner } from './domain-history.js';
import type { Side } from './entities.js';
import type { Apps } from './apps.js';
import type { Signing } from './login/signing.js';
import type { Scans } from './scans.js';
import { seededFraction } from './seeded.js';
import type { Store } from './store.js';
import type { Strikes } from './strikes.js';

/** What every simulated service stands on. */
export interface WorldContext {
  readonly store: Store;
  readonly clock: WorldClock;
  readonly seed: number;
  readonly apps: Apps;
  readonly signing: Signing;
  readonly strikes: Strikes;
  readonly scans: Scans;
}

/** A request as a service sees it: the real host and its own URL, whatever address the world was reached under. */
export interface ServiceRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Touched {
  readonly side: Side;
  readonly kind: string;
  readonly id: string;
  readonly properties: readonly string[];
}

export interface ServiceAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A JSON value, a text, or nothing. */
  readonly body?: unknown;
  readonly text?: string;
  /** Objects this request meant to change; `applied` says whether it did. */
  readonly touched?: readonly Touched[];
  readonly applied?: boolean;
  /** The objects because of which a removal was refused. */
  readonly refusedFor?: readonly { readonly kind: string; readonly id: string }[];
}

/** Virtual milliseconds by which this object's readers are behind: its own share of the scenario's longest lag. */
export const lagOf = (world: WorldContext, id: string, longestSeconds: number): number =>
  Math.round(seededFraction(world.seed, id) * longestSeconds * 1000);

export const sideOfTenant = (world: WorldContext, tenant: string): Side | undefined => {
  const wanted = tenant.toLowerCase();
  for (const side of ['source', 'destination'] as const) {
    if (world.store.heads[side].tenantId === wanted) return side;
  }
  return discoveredOwner(world, wanted, world.clock.now().getTime());
};
