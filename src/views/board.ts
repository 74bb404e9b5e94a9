/** One board per phase, edited in place: what runs, what comes next, whom the phase waits for. */
import type { Phase } from '../contract/step.js';
import type { PhaseSummary, StepSnapshot } from '../engine/state.js';
import { bar } from './amounts.js';
import type { Card, Reader, Surroundings } from './api.js';
import { awaitedLines } from './awaited.js';
import { seeBlockers } from './blockers.js';
import { press } from './buttons.js';
import type { Fact } from './card-data.js';
import { cardOf } from './envelope.js';
import { dateAndTimeOf, relativeToT, utc } from './moments.js';
import { namingFor, type Naming } from './naming.js';
import type { Sign } from './signs.js';
import { plannedFact, timeLines, turnBackFact } from './times.js';
import { wordsIn, type Words } from './words.js';

export function boardCard(phase: Phase, steps: readonly StepSnapshot[], around: Surroundings, reader: Reader): Card {
  const words = wordsIn(reader.lang);
  const naming = namingFor([], around.channelIds);
  const { status } = around;
  const summary = status.phases.find((candidate) => candidate.phase === phase);
  const own = steps.filter((snapshot) => snapshot.step.phase === phase);
  const hours = phase === 'cutover' || phase === 'eve';
  return cardOf(
    'board',
    {
      title: words.say(`phase.${phase}`),
      state: summary === undefined ? 'not-yet' : phaseSign(summary),
      stateMore: hours ? relativeToT(status.now, status.cutoverAt, words) : '',
      sentence: summary === undefined ? words.say('board.empty') : boardSentence(summary, words),
      progress: summary === undefined ? '' : phaseProgress(summary, words),
      facts:
        summary === undefined
          ? []
          : [
              ...phaseFacts(summary, around, words, naming),
              // The head says how far it is from T.
              ...(hours && status.cutoverAt !== null ? [] : cutoverFact(around, words)),
            ],
      warnings: phaseWarnings(summary, around, words),
      buttons: [
        press('see-next', {}, words.say('button.see-next')),
        ...(phase === 'after' ? [] : [seeBlockers(words)]),
        press('see-status', {}, words.say('button.see-status')),
      ],
      foot: words.say(`mode.${status.mode}.foot`),
      details: [...cutoverDetail(around, words), ...timeLines(own, status.now, words)],
    },
    words,
  );
}

export function phaseSign(summary: PhaseSummary): Sign {
  if (summary.total > 0 && summary.done >= summary.total) return 'done';
  if (summary.attention.length > 0) return 'attention';
  if (summary.running.length > 0) return 'running';
  if (summary.asking.length > 0) return 'waiting';
  return summary.done > 0 ? 'under-way' : 'not-yet';
}

export const phaseProgress = (summary: PhaseSummary, words: Words): string =>
  `${bar(summary.done, summary.total)} ${words.say('board.steps', { done: summary.done, total: summary.total })}`;

function boardSentence(summary: PhaseSummary, words: Words): string {
  if (summary.total > 0 && summary.done >= summary.total) return words.say('board.done');
  if (summary.attention.length > 0) return words.say('board.attention', { count: summary.attention.length });
  if (summary.asking.length > 0) return words.say('board.waits', { count: summary.asking.length });
  return summary.running.length > 0 ? words.say('board.runs') : words.say('board.quiet');
}

const most = 3;

/** Now, Waiting, Next and the time: the same on the board and in `/status`. */
export function phaseFacts(summary: PhaseSummary, around: Surroundings, words: Words, naming: Naming): readonly Fact[] {
  const titles = (ids: readonly string[]): string => clipped(ids.map(words.titleById), words);
  const waiting = awaitedLines(
    summary.asking.flatMap(({ stepId, needs }) => needs.map((need) => ({ stepId, need }))),
    words,
    naming,
  );
  return [
    { title: words.say('fact.now'), value: titles(summary.running) },
    { title: words.say('fact.attention'), value: titles(summary.attention) },
    { title: words.say('fact.waiting'), value: clipped(waiting, words) },
    { title: words.say('fact.next'), value: summary.next === null ? '' : words.titleById(summary.next) },
    ...plannedFact(summary, around, words),
    ...turnBackFact(summary, around, words),
  ];
}

const clipped = (lines: readonly string[], words: Words): string =>
  lines.length <= most
    ? lines.join('\n\n')
    : [...lines.slice(0, most), words.say('and-more', { count: lines.length - most })].join('\n\n');

export function cutoverFact(around: Surroundings, words: Words): readonly Fact[] {
  const at = around.status.cutoverAt;
  return [{ title: words.say('fact.t'), value: at === null ? words.say('t-open') : dateAndTimeOf(at) }];
}

export const cutoverDetail = (around: Surroundings, words: Words): readonly string[] =>
  around.status.cutoverAt === null ? [] : [`${words.say('fact.t')}: ${utc(around.status.cutoverAt)}`];

export function phaseWarnings(
  summary: PhaseSummary | undefined,
  around: Surroundings,
  words: Words,
): readonly string[] {
  const { freeze, emptyRoles } = around.status;
  const missing = summary === undefined || summary.done >= summary.total ? [] : emptyRoles;
  return [
    ...(freeze === null ? [] : [words.say('warning.frozen')]),
    ...(missing.length === 0
      ? []
      : [words.say('warning.empty-roles', { roles: words.all(missing.map((role) => words.say(`role.${role}`))) })]),
  ];
}
