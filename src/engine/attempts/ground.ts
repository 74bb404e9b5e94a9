/** What a step stands on: nothing begins on it, and nothing is agreed on it, while it is open. */
import type { Step } from '../../contract/step.js';
import { settled } from './readiness.js';
import type { States } from './readiness.js';

type Runbook = Readonly<Pick<ReadonlyMap<string, Step>, 'get'>>;

/** Steps under it, near or far, that were undone, or are being undone: what was settled on them since says nothing any more. */
export function undoneUnder(runbook: Runbook, step: Step, states: States): readonly string[] {
  const undone = new Set<string>();
  const seen = new Set<string>();
  const walk = (ids: readonly string[]): void => {
    for (const id of ids) {
      if (seen.has(id)) continue;
      seen.add(id);
      const state = states.get(id);
      if (state === 'undone' || state === 'undoing') undone.add(id);
      walk(runbook.get(id)?.after ?? []);
    }
  };
  walk(step.after);
  return [...undone];
}

/** Of those directly under it what is not settled, and of all under it what was undone. */
export const openUnder = (runbook: Runbook, step: Step, states: States): readonly string[] => [
  ...new Set([
    ...step.after.filter((id) => !settled(states.get(id)) && !holdsAllTheSame(runbook.get(id), states.get(id))),
    ...undoneUnder(runbook, step, states),
  ]),
];

/**
 * A nightly check that found something new asks for somebody of its own and holds up nobody. The old answers of a decision that is asked anew
 * are in force until there are new ones, and those are refused while what stands on them is being written.
 */
function holdsAllTheSame(step: Step | undefined, state: string | undefined): boolean {
  if (step?.kind === 'decision') return state === 'working' || state === 'asking' || state === 'attention';
  return step?.nightly === true && state === 'attention';
}
