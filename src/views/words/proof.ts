/** How it is proved that a step is done, or that it is put back. */
import type { Attempt, StepSnapshot } from '../../engine/state.js';
import type { Words } from './words.js';

export function proofOf(
  { step, kind }: Pick<StepSnapshot, 'step' | 'kind'>,
  attempt: Attempt | null,
  words: Words,
): string {
  if (attempt?.direction !== 'undo') return words.step(step.id).proof;
  const records = attempt.plan?.brief?.records ?? [];
  if (records.length > 0) return words.say('undo-proof.records');
  if (kind === 'task' && attempt.plan?.brief !== undefined) return words.say('undo-proof.watched');
  return words.say(step.kind === 'change' && step.action !== undefined ? 'undo-proof.change' : 'undo-proof.task');
}
