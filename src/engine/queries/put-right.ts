/** What a migration that was turned back left as it was done, and that can be undone still: nobody does it by itself, and it is somebody's until it is. */
import type { Trace } from '../back-out/derive.js';
import { holdersOf } from '../rights/policy.js';
import type { Person, StepSnapshot } from '../state.js';
import type { AttemptNeeds } from './begin-again.js';

/** In the order in which they can be undone: the latest of the runbook first. What is being undone has needs of its own. */
export function toPutRight(
  steps: readonly StepSnapshot[],
  traces: readonly Pick<Trace, 'stepId'>[],
  roster: readonly Person[],
): readonly AttemptNeeds[] {
  const traced = new Set(traces.map(({ stepId }) => stepId));
  return [...steps].reverse().flatMap(({ step, state, attempt }) => {
    const isUnderWay = state === 'undoing' || (attempt?.direction === 'undo' && attempt.endedAt === null);
    if (attempt === null || isUnderWay || step.phase === 'back-out') return [];
    if (step.undo === 'never' || !traced.has(step.id)) return [];
    const people = holdersOf(roster, step.roles);
    return [{ stepId: step.id, attemptId: attempt.id, needs: [{ kind: 'put-right', roles: step.roles, people }] }];
  });
}
