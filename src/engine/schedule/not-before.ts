/** When a step is offered at the earliest: an order from the runbook, counted from T or from the end of another step. */
import type { Step } from '../../contract/step.js';
import { after } from './wall-time.js';

/** What steps are timed by, as things stand. */
export interface Timed {
  /** Null while T is open, or being agreed anew. */
  readonly cutoverAt: string | null;
  /** Since when a step is settled; null: it is not. */
  readonly settledSince: (stepId: string) => string | null;
}

/** `at` null: nobody knows yet. */
export interface Start {
  readonly at: string | null;
}

/** The last of its moments; null for a step that waits for no hour. */
export function startOf({ notBefore = [] }: Pick<Step, 'notBefore'>, timed: Timed): Start | null {
  if (notBefore.length === 0) return null;
  const moments = notBefore.map(({ hours, after: stepId }) => {
    const from = stepId === undefined ? timed.cutoverAt : timed.settledSince(stepId);
    return from === null ? null : after(new Date(from), hours * 3600);
  });
  if (moments.includes(null)) return { at: null };
  return { at: moments.reduce((last, at) => (last === null || (at !== null && at > last) ? at : last), null) };
}

export const isEarly = (start: Start | null, now: string): start is Start =>
  start !== null && (start.at === null || start.at > now);

/** Whether something that was seen then is too old now; `since` null: it was never seen. */
export const isTooOld = (
  { tooOldAfter }: Pick<Step, 'tooOldAfter'>,
  since: string | null,
  now: string,
): since is string => tooOldAfter !== undefined && since !== null && tooOldAt(tooOldAfter, since) <= now;

export const tooOldAt = (hours: number, since: string): string => after(new Date(since), hours * 3600);
