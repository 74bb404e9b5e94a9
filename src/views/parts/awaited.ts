/** Whom we wait for and what they have to do: one line for the same people and the same thing, however many steps. */
import type { Need } from '../../engine/state.js';
import type { Naming } from '../words/naming.js';
import { several } from '../words/several.js';
import { decisionOfBackOut } from '../words/special-steps.js';
import type { Words } from '../words/words.js';
import type { StepNames } from './step-names.js';

export interface Awaited {
  readonly stepId: string;
  readonly need: Need;
  /** What they have to do, where the need alone does not tell. */
  readonly what?: string;
  /** Said after the step: by when it was planned. */
  readonly more?: string;
}

const mostNames = 3;
const mostSteps = 3;

/** `Irina or Marcus: read and approve 67, 68 · Sign-in names` */
export function awaitedLines(
  all: readonly Awaited[],
  names: StepNames,
  words: Words,
  naming: Naming,
): readonly string[] {
  const groups = new Map<string, Awaited[]>();
  for (const one of all) {
    const { kind, people, roles } = one.need;
    // Whoever owes the same answer for several roles gives it once.
    const whose = people.length === 0 ? roles.join(' ') : people.map(({ id }) => id).join(' ');
    const key = `${kind} ${whose} ${one.what ?? whatToDo(one.stepId, one.need, words)}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map((group) => {
    const { stepId, need: first, what = whatToDo(stepId, first, words) } = group[0] as Awaited;
    const need = { ...first, roles: [...new Set(group.flatMap((one) => one.need.roles))] };
    const steps = [...new Map(group.map((one) => [one.stepId, one])).values()];
    return words.say('awaited', { who: whoOf(need, words, naming), what, steps: stepNames(steps, names, words) });
  });
}

/** At the vote on turning back "go" would be heard as forward. */
export const whatToDo = (stepId: string, { kind }: Need, words: Words): string =>
  words.say(`next.need.${stepId === decisionOfBackOut && kind === 'vote' ? 'turn-back-vote' : kind}`);

function whoOf({ people, roles }: Need, words: Words, naming: Naming): string {
  if (people.length === 0)
    return roles.length === 0 ? words.say('nobody-yet') : words.say('nobody-is', { role: words.roles(roles) });
  const names = naming.names(people);
  // Many people are known by their role: a list of names nobody reads at night.
  return names.length > mostNames && roles.length > 0 ? words.roles(roles) : words.any(names.slice(0, 6));
}

/** One step by its whole title, several by their numbers. */
function stepNames(steps: readonly Awaited[], names: StepNames, words: Words): string {
  const [only] = steps;
  if (steps.length === 1 && only !== undefined)
    return [names.title(only.stepId, only.need), only.more ?? ''].filter((part) => part !== '').join(' · ');
  return several(
    steps.map((one) => names.short(one.stepId, one.need)),
    mostSteps,
    words,
  );
}
