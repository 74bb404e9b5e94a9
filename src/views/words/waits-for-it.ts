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
    .map(({ step }) => words.shortById(step.id));
  return words.say('next.waits-for-it', { count: waiting.length, steps: several(waiting, most, words) });
}
