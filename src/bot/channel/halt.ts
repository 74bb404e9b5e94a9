/** An edit notifies nobody: a step that stands still, or asks anew, is news, and its card is posted anew, once for each halt. */
import { calledAnew } from '../../engine/state.js';
import type { StepSnapshot } from '../../engine/state.js';

/**
 * Which halt it is, by its moment; null: none. A check that is looked at again, by night or by somebody, halts anew only with news. At a
 * gate each vote moves the step: the first no is what it stands still for, and a go that counts no more is asked for.
 */
export function haltOf(snapshot: StepSnapshot): string | null {
  const { since, attempt } = snapshot;
  if (attempt === null || attempt.endedAt !== null) return null;
  const anew = calledAnew(snapshot);
  if (anew !== null) return anew.for === 'no' ? `${anew.at} ${anew.by.id}` : anew.at;
  return attempt.state === 'attention' ? (attempt.newsAt ?? since) : null;
}

/** What was told last may be over, and an older one stand still: nobody is called for that a second time. */
export const isTold = (told: string | null, halt: string): boolean => told !== null && told >= halt;

/** Under which fact the outbox keeps which halt of a step it has told: its attempts may follow one another on one card. */
export const haltFact = (key: string): string => `halt:${key.replace(/-\d+$/, '')}`;
