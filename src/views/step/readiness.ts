/** Go or no-go: what the night would begin with, each line with its sign and its number. What a person said is no finding. */
import type { Readiness } from '../../engine/state.js';
import { row, type Row } from '../parts/card-data.js';
import { several } from '../words/several.js';
import { dateAndTimeOf, momentOf } from '../words/moments.js';
import { lookOf, type Sign } from '../words/signs.js';
import type { Words } from '../words/words.js';

const mostNamed = 2;

/** `now`: when they were read, for whoever comes back to the card later. */
export function readinessRows(
  { open, halted, byWord, accepted, seen, tooOld = [] }: Readiness,
  now: string,
  words: Words,
): readonly Row[] {
  const line = (sign: Sign, key: string, ids: readonly string[]): Row => {
    const look = lookOf(sign);
    const said = words.say(`readiness.${key}`, { count: ids.length, steps: named(ids, words) });
    return row(`${look.sign} ${said}`, look.color);
  };
  const look = lookOf('verified');
  return [
    row(words.say('readiness.as-of', { time: momentOf(now, now) })),
    line(halted.length > 0 ? 'attention' : 'verified', 'halted', halted),
    line(open.length > 0 ? 'attention' : 'verified', 'open', open),
    ...tooOld
      .slice(0, mostNamed)
      .map(({ stepId, seenAt, hours }) =>
        row(
          `${lookOf('attention').sign} ${words.say('readiness.too-old', { step: words.titleById(stepId), at: dateAndTimeOf(seenAt), hours })}`,
          lookOf('attention').color,
        ),
      ),
    ...(tooOld.length > mostNamed ? [row(words.say('and-more', { count: tooOld.length - mostNamed }))] : []),
    ...(accepted.length > 0 ? [line('attention', 'accepted', accepted)] : []),
    ...(byWord.length > 0 ? [row(`✎ ${words.say('readiness.by-word', { count: byWord.length })}`)] : []),
    row(`${look.sign} ${words.say('readiness.seen', { count: seen })}`, look.color),
  ];
}

const mostListed = 12;

/** Whose word it is, step by step. */
export const readinessDetails = ({ byWord }: Readiness, words: Words): readonly string[] => [
  ...byWord.slice(0, mostListed).map((id) => `✎ ${words.titleById(id)}`),
  ...(byWord.length > mostListed ? [words.say('and-more', { count: byWord.length - mostListed })] : []),
];

const named = (ids: readonly string[], words: Words): string => several(ids.map(words.titleById), mostNamed, words);
