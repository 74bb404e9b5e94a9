import { fulfils } from '../../../contract/json.js';
import type { Json } from '../../../contract/json.js';
import type { Observed } from '../../../contract/change.js';

/** What the ledger knows of one object before the tenant is looked at. */
export interface LedgerRow {
  readonly before: Json;
  readonly after: Json;
  readonly state: 'pending' | 'started' | 'done' | 'drifted' | 'refused';
  readonly startedAt: string | null;
  /** It undoes a write that was begun. */
  readonly undoes?: boolean;
}

/**
 * write: it is as it was planned from · done: it is as wanted · drifted: it is neither, so nobody approved touching it ·
 * wait: a write of ours may still take effect · look-again: it could not be seen
 */
export type Sight =
  | { readonly do: 'write' | 'done' | 'drifted' }
  | { readonly do: 'wait'; readonly until: string }
  | { readonly do: 'look-again'; readonly why: string };

/** Look before acting. An unanswered write is waited out for `settleSeconds` before it is repeated. */
export function judgeSight(
  row: LedgerRow,
  observed: Observed,
  now: Date,
  settleSeconds: number,
  onTheWay: (value: Json) => boolean = () => false,
): Sight {
  if (!observed.seen) return { do: 'look-again', why: observed.why };
  if (fulfils(row.after, observed.value)) return { do: 'done' };
  // Half of a change of several writes is ours only where the ledger says that we began.
  const halfDone = (row.startedAt !== null || row.undoes === true) && onTheWay(observed.value);
  if (!fulfils(row.before, observed.value) && !halfDone) return { do: 'drifted' };
  if (row.state === 'started' && row.startedAt !== null) {
    const settled = Date.parse(row.startedAt) + settleSeconds * 1000;
    if (now.getTime() < settled) return { do: 'wait', until: new Date(settled).toISOString() };
  }
  return { do: 'write' };
}
