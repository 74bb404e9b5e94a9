/** What waits for no person just now, although something of people is missing: for a vote, or for steps it stands on. */
import { isHeldUp, type Attempt, type StepSnapshot } from '../../engine/state.js';
import { several } from '../words/several.js';
import type { StepNames } from './step-names.js';
import type { Words } from '../words/words.js';

type Held = Pick<Attempt, 'besideVote' | 'waitsFor'>;

const mostSteps = 3;

export function heldUp(stepId: string, steps: readonly StepSnapshot[]): Held | null {
  const attempt = steps.find(({ step }) => step.id === stepId)?.attempt ?? null;
  return attempt !== null && attempt.endedAt === null && isHeldUp(attempt) ? attempt : null;
}

/** `67, 68 · Sign-in names to the initial domain · waits for the vote on turning back` */
function heldLine(stepId: string, { besideVote, waitsFor }: Held, names: StepNames, words: Words): string {
  return [
    names.title(stepId),
    ...(besideVote === true ? [words.say('held.vote')] : []),
    ...(waitsFor.length === 0
      ? []
      : [words.say('held.steps', { steps: several(waitsFor.map(words.titleById), mostSteps, words) })]),
  ].join(' · ');
}

/** Once a step, whatever is missing of it. */
export function apart<T extends { readonly stepId: string }>(
  items: readonly T[],
  steps: readonly StepSnapshot[],
  names: StepNames,
  words: Words,
): { readonly asked: readonly T[]; readonly held: readonly string[] } {
  const lines = new Map<string, string>();
  const asked = items.filter(({ stepId }) => {
    const held = heldUp(stepId, steps);
    if (held !== null) lines.set(stepId, heldLine(stepId, held, names, words));
    return held === null;
  });
  return { asked, held: [...lines.values()] };
}
