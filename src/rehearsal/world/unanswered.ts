/** A write that was done and is never answered: what a connection lost on the way back looks like from here. */
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { WorldContext } from './context.js';

/** Asked once after each request that changed the world; it counts them. */
export const isUnanswered = ({ store, strikes }: WorldContext, service: string): boolean =>
  strikes.strikes(`${service}/unanswered`, store.faults.unansweredEvery[service] ?? null);

const longestHoldMs = 10 * 60_000;

/** Resolves when the caller has hung up, or when even the most patient one should have. */
export async function callerGone(res: ServerResponse): Promise<void> {
  if (res.destroyed) return;
  const over = new AbortController();
  await Promise.race([
    once(res, 'close', { signal: over.signal }),
    pause(longestHoldMs, undefined, { ref: false, signal: over.signal }),
  ]);
  over.abort();
}
