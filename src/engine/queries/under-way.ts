/** What runs, what waits for people and what stands still, of some steps. */
import { leadsBack } from '../attempts/life.js';
import { isHeldUp, isStuck } from '../state.js';
import type { Attempt, StepSnapshot, UnderWay } from '../state.js';

/** A back stop nobody asked for is no part of the way, and of the way back only what was really asked for. */
export const partOfTheWay = (steps: readonly StepSnapshot[]): readonly StepSnapshot[] =>
  steps.filter(({ step, state }) => !((step.onRequest === true || step.phase === 'back-out') && state === 'waiting'));

export function underWayIn(steps: readonly StepSnapshot[], turnedBack: boolean): UnderWay {
  const ids = (which: (snapshot: StepSnapshot) => boolean): readonly string[] =>
    steps.filter(which).map(({ step }) => step.id);
  return {
    running: ids((snapshot) => inTheEngine.includes(snapshot.state) && !isAsking(snapshot)),
    asking: ids(isAsking),
    attention: ids(
      (snapshot) =>
        (snapshot.state === 'attention' || standsStill(snapshot.attempt)) && (!turnedBack || isWayBack(snapshot)),
    ),
  };
}

const inTheEngine: readonly string[] = ['ready', 'working', 'running', 'verifying', 'undoing'];

/** What a person took is under way, as long as that person may still report it. */
const isAsking = ({ attempt, state }: StepSnapshot): boolean =>
  (attempt?.state === 'asking' && state !== 'waiting') || isLeftBehind(attempt);

const isLeftBehind = (attempt: Attempt | null): boolean =>
  attempt?.state === 'running' && attempt.takenBy !== null && !attempt.may.complete.includes(attempt.takenBy.id);

/** Of those who are asked nobody can let it go on. What waits for other steps first is nobody's yet. */
const standsStill = (attempt: Attempt | null): boolean => attempt !== null && !isHeldUp(attempt) && isStuck(attempt);

const isWayBack = ({ step, attempt }: StepSnapshot): boolean => attempt !== null && leadsBack(step, attempt);
