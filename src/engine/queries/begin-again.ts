/** A step that was undone alone while the migration goes on: the way forward stands still there until somebody begins it again. */
import type { Need, Person, StepSnapshot } from '../state.js';
import { settled } from '../attempts/readiness.js';
import { settlers } from '../rights/settle.js';

export interface AttemptNeeds {
  readonly stepId: string;
  readonly attemptId: string;
  readonly needs: readonly Need[];
}

/** Only where its turn has come: what it stands on may be undone as well, and comes first. */
export function toBeginAgain(steps: readonly StepSnapshot[], roster: readonly Person[]): readonly AttemptNeeds[] {
  const states = new Map(steps.map(({ step, state }) => [step.id, state]));
  return steps.flatMap(({ step, state, attempt }) => {
    const may = attempt?.may.repeat ?? [];
    if (attempt === null || state !== 'undone' || may.length === 0) return [];
    if (!step.after.every((id) => settled(states.get(id)))) return [];
    const people = roster.filter(({ id }) => may.includes(id));
    return [
      { stepId: step.id, attemptId: attempt.id, needs: [{ kind: 'begin-again', roles: settlers(step), people }] },
    ];
  });
}
