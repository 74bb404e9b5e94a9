/** What a step stands on: nothing begins on it, and nothing is agreed on it, while it is open. */
import type { Step } from '../../contract/step.js';
import { reachableFrom } from '../../runbook/graph.js';
import { settled } from './readiness.js';
import type { States } from './readiness.js';

type Runbook = Readonly<Pick<ReadonlyMap<string, Step>, 'get'>>;

/** Steps under it, near or far, that were undone, or are being undone: what was settled on them since says nothing any more. */
export function undoneUnder(runbook: Runbook, step: Step, states: States): readonly string[] {
  const under = reachableFrom({ get: (id) => runbook.get(id)?.after }, step.id);
  return [...under].filter((id) => id !== step.id && ['undone', 'undoing'].includes(states.get(id) ?? 'waiting'));
}

/** Of those directly under it what is not settled, and of all under it what was undone. */
export const openUnder = (runbook: Runbook, step: Step, states: States): readonly string[] => [
  ...new Set([
    ...step.after.filter((id) => !settled(states.get(id)) && !holdsAllTheSame(runbook.get(id), states.get(id))),
    ...undoneUnder(runbook, step, states),
  ]),
];

/**
 * The old T holds while people vote on another one. A nightly check that found something new asks for somebody of its own and holds up nobody. The old answers of a decision that is asked anew
 * are in force until there are new ones, and those are refused while what stands on them is being written.
 */
function holdsAllTheSame(step: Step | undefined, state: string | undefined): boolean {
  if (step?.kind === 'decision' || step?.setsT === true)
    return state === 'working' || state === 'asking' || state === 'attention';
  return step?.nightly === true && state === 'attention';
}
