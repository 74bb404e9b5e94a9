/** An edit notifies nobody: a step that stands still is news, and its card is posted anew, once for each halt. */
import type { StepSnapshot } from '../../engine/state.js';

/**
 * Which halt it is; null: none. A check that is looked at again, by night or by somebody, halts anew only with news. At a gate each vote
 * moves the step, and the first no is what it stands still for.
 */
export function haltOf({ step, since, attempt }: StepSnapshot): string | null {
  if (attempt === null || attempt.endedAt !== null || attempt.state !== 'attention') return null;
  const no = step.kind === 'gate' ? attempt.approvals.find(({ vote }) => vote === 'no') : undefined;
  return no === undefined ? (attempt.newsAt ?? since) : `${no.at} ${no.person.id}`;
}

/** Under which fact the outbox keeps which halt of a step it has told: its attempts may follow one another on one card. */
export const haltFact = (key: string): string => `halt:${key.replace(/-\d+$/, '')}`;
