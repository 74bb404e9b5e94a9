/** An edit notifies nobody: a step that stands still is news, and its card is posted anew, once for each halt. */
import type { StepSnapshot } from '../../engine/state.js';

/** Which halt it is; null: none. At a gate each vote moves the step, and the first no is what it stands still for. */
export function haltOf({ step, since, attempt }: StepSnapshot): string | null {
  if (attempt === null || attempt.endedAt !== null || attempt.state !== 'attention') return null;
  const no = step.kind === 'gate' ? attempt.approvals.find(({ vote }) => vote === 'no') : undefined;
  return no === undefined ? since : `${no.at} ${no.person.id}`;
}

/** Under which fact the outbox keeps which halt of a card it has told. */
export const haltFact = (key: string): string => `halt:${key}`;
