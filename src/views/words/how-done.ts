/** Numbers of steps that are through, by what they rest on: never one number for what was seen and what was said. */
import { isNotGreen, type HowDone, type PhaseSummary, type StepSnapshot } from '../../engine/state.js';
import { row, type Row } from '../parts/card-data.js';
import { lookOf } from './signs.js';
import { several } from './several.js';
import type { Words } from './words.js';

export const doneInOrder = [
  'seen',
  'said',
  'accepted',
  'decided',
  'notNeeded',
] as const satisfies readonly (keyof HowDone)[];

/** `24 verified, 5 on somebody’s word, 9 decided`: none is left out but those that are none. */
export const howWords = (how: HowDone, words: Words): string =>
  doneInOrder
    .filter((on) => how[on] > 0)
    .map((on) => words.say(`how.${on}`, { count: how[on] }))
    .join(', ');

const none: HowDone = { seen: 0, said: 0, accepted: 0, decided: 0, notNeeded: 0 };

export const howOfAll = (phases: readonly PhaseSummary[]): HowDone =>
  phases.reduce<HowDone>(
    (sum, { how = none }) => ({
      seen: sum.seen + how.seen,
      said: sum.said + how.said,
      accepted: sum.accepted + how.accepted,
      decided: sum.decided + how.decided,
      notNeeded: sum.notNeeded + how.notNeeded,
    }),
    none,
  );

/** Of one phase: taken as it is, by the engine's word although the bot can look. */
export const notGreenIn = (steps: readonly StepSnapshot[]): readonly string[] =>
  steps.filter(({ state, attempt }) => state === 'done' && isNotGreen(attempt?.restsOn)).map(({ step }) => step.id);

const mostNamed = 6;

export const namedSteps = (ids: readonly string[], words: Words): string =>
  several(ids.map(words.titleById), mostNamed, words);

/** The end of the migration in one sentence; what is not green keeps it from being called finished. */
export const finishedSentence = (notGreen: readonly string[] | undefined, words: Words): string =>
  notGreen === undefined || notGreen.length === 0
    ? words.say('finished')
    : words.say('board.not-green', { steps: namedSteps(notGreen, words) });

/** Finished is said of all of it; what somebody took as it is on the way there stands beside it by name. */
export const takenAsIsRows = (ids: readonly string[] | undefined, words: Words): readonly Row[] =>
  ids === undefined || ids.length === 0
    ? []
    : [row(`${lookOf('accepted').sign} ${words.say('taken-as-is', { steps: namedSteps(ids, words) })}`, 'Warning')];
