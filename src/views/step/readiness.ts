/** Go or no-go: what the night would begin with, each line with its sign and its number. What a person said is no finding. */
import type { AcceptedPoints, Readiness } from '../../engine/state.js';
import { row, type Row } from '../parts/card-data.js';
import { several } from '../words/several.js';
import { dateAndTimeOf, momentOf } from '../words/moments.js';
import type { Naming } from '../words/naming.js';
import { ofObject } from '../words/remarks.js';
import { lookOf, type Sign } from '../words/signs.js';
import type { Words } from '../words/words.js';

const mostNamed = 2;

/** `now`: when they were read, for whoever comes back to the card later. */
export function readinessRows(
  { open, halted, byWord, accepted, acceptedPoints = [], seen, tooOld = [] }: Readiness,
  now: string,
  words: Words,
  naming: Naming,
): readonly Row[] {
  const line = (sign: Sign, key: string, ids: readonly string[]): Row => {
    const look = lookOf(sign);
    const said = words.say(`readiness.${key}`, {
      count: ids.length,
      steps: named(ids, words),
      accepted: accepted.length,
    });
    return row(`${look.sign} ${said}`, look.color);
  };
  const look = lookOf('verified');
  return [
    row(words.say('readiness.as-of', { time: momentOf(now, now) })),
    line(halted.length > 0 ? 'attention' : 'verified', 'halted', halted),
    line(open.length + accepted.length > 0 ? 'attention' : 'verified', 'open', open),
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
    ...failingRows(acceptedPoints, now, words, naming),
    ...(byWord.length > 0 ? [row(`✎ ${words.say('readiness.by-word', { count: byWord.length })}`)] : []),
    row(`${look.sign} ${words.say('readiness.seen', { count: seen })}`, look.color),
  ];
}

/** What a later step fails for stands where everybody reads it; the rest in the details. */
const mostFailing = 4;
const mostListed = 12;

const failingOf = (points: readonly AcceptedPoints[]): readonly AcceptedPoints[] =>
  points.filter(({ failsLater }) => failsLater);

/** Whoever agrees to the night, or to T, reads by name what of it was taken as it is. */
export function failingRows(
  points: readonly AcceptedPoints[],
  now: string,
  words: Words,
  naming: Naming,
): readonly Row[] {
  const failing = failingOf(points);
  const { sign, color } = lookOf('failed');
  return [
    ...failing.slice(0, mostFailing).map((one) => row(`${sign} ${acceptedLine(one, now, words, naming)}`, color)),
    ...(failing.length > mostFailing ? [row(words.say('and-more', { count: failing.length - mostFailing }))] : []),
  ];
}

/** What was taken as it is beyond those rows. */
export const acceptedDetails = (
  points: readonly AcceptedPoints[],
  now: string,
  words: Words,
  naming: Naming,
): readonly string[] =>
  capped(
    [...failingOf(points).slice(mostFailing), ...points.filter(({ failsLater }) => !failsLater)].map(
      (one) => `${lookOf('accepted').sign} ${acceptedLine(one, now, words, naming)}`,
    ),
    words,
  );

/** Whose word it is, step by step, and what was taken as it is. */
export const readinessDetails = (
  { byWord, acceptedPoints = [] }: Readiness,
  now: string,
  words: Words,
  naming: Naming,
): readonly string[] => [
  ...acceptedDetails(acceptedPoints, now, words, naming),
  ...capped(
    byWord.map((id) => `✎ ${words.titleById(id)}`),
    words,
  ),
];

const capped = (lines: readonly string[], words: Words): readonly string[] =>
  lines.length <= mostListed
    ? lines
    : [...lines.slice(0, mostListed), words.say('and-more', { count: lines.length - mostListed })];

/** The step's own card has the whole sentence. */
const mostLetters = 100;
const inShort = (sentence: string): string =>
  sentence.length <= mostLetters
    ? sentence.replace(/\.$/, '')
    : `${sentence.slice(0, mostLetters).replace(/\s+\S*$/, '')}…`;

const acceptedLine = (
  { stepId, first, count, by, at }: AcceptedPoints,
  now: string,
  words: Words,
  naming: Naming,
): string =>
  words.say('readiness.accepted-point', {
    step: words.titleById(stepId),
    who: by.length === 0 ? words.say('rests.by-somebody') : words.all(naming.names(by)),
    time: at === '' ? '' : momentOf(at, now),
    what: inShort(ofObject(first, words)),
    more: count - 1,
  });

const named = (ids: readonly string[], words: Words): string => several(ids.map(words.titleById), mostNamed, words);
