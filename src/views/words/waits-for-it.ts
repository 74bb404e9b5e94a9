/** `69, 70 and 71, 72 wait for it`: what stands still because a step was undone. Empty where nothing does. */
import type { StepSnapshot } from '../../engine/state.js';
import { several } from './several.js';
import type { Words } from './words.js';

const most = 3;

export function waitsForIt(stepId: string, steps: readonly StepSnapshot[], words: Words): string {
  if (steps.find(({ step }) => step.id === stepId)?.state !== 'undone') return '';
  const waiting = steps
    .filter(({ step, state }) => step.after.includes(stepId) && (state === 'waiting' || state === 'undone'))
    .filter(({ step }) => step.phase !== 'back-out' && step.onRequest !== true)
    .map(({ step }) => step);
  // Counted as it is read: one step of the runbook may be two of the guide, `71, 72`.
  const count = waiting.reduce((sum, { guide }) => sum + Math.max(guide.length, 1), 0);
  const named = waiting.map(({ id }) => words.shortById(id));
  return words.say('next.waits-for-it', { count, steps: several(named, most, words) });
}
