import type { Remains, StepSnapshot } from '../state.js';
import type { AttemptNeeds } from './begin-again.js';

const leavesSomething = ['change', 'transfer', 'task'];

/** What a migration that was turned back has left behind. */
export function remainsOf(steps: readonly StepSnapshot[], toPutRight: readonly AttemptNeeds[]): Remains {
  const ours = steps.filter(({ step }) => step.phase !== 'back-out');
  return {
    undone: ours.filter(({ state }) => state === 'undone').map(({ step }) => step.id),
    stays: ours
      .filter(({ step, state }) => state === 'done' && leavesSomething.includes(step.kind))
      .map(({ step }) => step.id),
    toPutRight: toPutRight.map(({ stepId, needs }) => ({ stepId, needs })),
  };
}
