/** Steps that are through, counted by what they rest on: what was seen, said, taken as it is and decided is never one number. */
import { runsForward, settled } from '../attempts/readiness.js';
import { isNotGreen } from '../state.js';
import type { HowDone, RestsOn, StepSnapshot } from '../state.js';

export function howDone(steps: readonly StepSnapshot[]): HowDone {
  const on = (what: RestsOn['on']): number =>
    steps.filter(({ state, attempt }) => state === 'done' && attempt?.restsOn?.on === what).length;
  return {
    seen: on('seen'),
    said: on('said'),
    accepted: on('accepted'),
    decided: on('decided'),
    notNeeded: steps.filter(({ state }) => state === 'not-applicable').length,
  };
}

/** A step that others undo is seen to be undone when each of those was. */
export function howUndone(undone: readonly StepSnapshot[], steps: readonly StepSnapshot[]): HowDone {
  const seen = (id: string): boolean => steps.find(({ step }) => step.id === id)?.attempt?.restsOn?.on === 'seen';
  const on = undone.map(({ step, attempt }): RestsOn['on'] =>
    attempt?.direction === 'undo' ? (attempt.restsOn?.on ?? 'said') : step.undoneBy?.every(seen) ? 'seen' : 'said',
  );
  const count = (what: RestsOn['on']): number => on.filter((one) => one === what).length;
  return { seen: count('seen'), said: count('said'), accepted: count('accepted'), decided: 0, notNeeded: 0 };
}

/** All is through, and yet: what the bot can see was taken as it is, or something has come open again since. */
export const notGreenOf = (steps: readonly StepSnapshot[]): readonly string[] =>
  steps
    .filter(({ step, state, attempt }) =>
      state === 'done'
        ? step.phase !== 'back-out' && isNotGreen(attempt?.restsOn)
        : runsForward(step) && !settled(state),
    )
    .map(({ step }) => step.id);

export const takenAsIs = (steps: readonly StepSnapshot[]): readonly string[] =>
  steps
    .filter(({ step, state, attempt }) => runsForward(step) && state === 'done' && isAside(attempt?.restsOn))
    .map(({ step }) => step.id);

const isAside = (rests: RestsOn | null | undefined): boolean => rests?.on === 'accepted' && !isNotGreen(rests);

export const onWord = (steps: readonly StepSnapshot[]): readonly string[] =>
  steps
    .filter(({ step, state, attempt }) => runsForward(step) && state === 'done' && attempt?.restsOn?.on === 'said')
    .map(({ step }) => step.id);
