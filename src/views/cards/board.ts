/** One board per phase, edited in place: what runs, what comes next, whom the phase waits for. */
import type { Phase } from '../../contract/step.js';
import type { MigrationStatus, PhaseSummary, StepSnapshot } from '../../engine/state.js';
import { progressOf } from '../words/amounts.js';
import type { Card, Reader, Surroundings, WholeSurroundings } from '../api.js';
import { awaitedLines, type Awaited } from '../parts/awaited.js';
import { mailFact } from '../parts/mail-waits.js';
import { namesIn } from '../parts/step-names.js';
import { seeBlockers } from './blockers.js';
import { fromOf } from '../parts/early.js';
import { apart, heldUp } from '../parts/held-up.js';
import { press } from '../parts/buttons.js';
import { hasSeveral, reportSeveral } from '../parts/several-tasks.js';
import { nothingRuns, type Fact, type ProgressLine } from '../parts/card-data.js';
import { cardOf } from '../parts/envelope.js';
import { dateAndTimeOf, momentOf, relativeToT, utc } from '../words/moments.js';
import { namingFor, type Naming } from '../words/naming.js';
import { several } from '../words/several.js';
import { howWords, namedSteps, notGreenIn } from '../words/how-done.js';
import type { Sign } from '../words/signs.js';
import { endsAfterT, plannedFact, timeLines, turnBackFact } from '../parts/times.js';
import { stopLine } from './stop.js';
import { waitsForIt } from '../words/waits-for-it.js';
import {
  isBusy,
  isOver,
  isTurningBack,
  remainsWords,
  toPutRight,
  whereItIs,
  wholeWayBack,
} from '../words/turned-back.js';
import { wordsIn, type Words } from '../words/words.js';

export function boardCard(
  phase: Phase,
  steps: readonly StepSnapshot[],
  around: WholeSurroundings,
  reader: Reader,
): Card {
  const words = wordsIn(reader.lang);
  const naming = namingFor([], around.channelIds);
  const { status } = around;
  const summary =
    phase === 'back-out' && isTurningBack(status)
      ? wholeWayBack(status)
      : status.phases.find((candidate) => candidate.phase === phase);
  const own = steps.filter((snapshot) => snapshot.step.phase === phase);
  const hours = (phase === 'cutover' || phase === 'eve') && !isOver(status) && !isTurningBack(status);
  // Whoever has several tasks here is offered them together.
  const severalAtOnce = around.roster.filter((person) => hasSeveral(own, person));
  return cardOf(
    'board',
    {
      title: words.say(`phase.${phase}`),
      state: summary === undefined ? 'not-yet' : phaseSign(summary, status, steps),
      stateMore: hours ? relativeToT(status.now, status.cutoverAt, words) : '',
      sentence: summary === undefined ? words.say('board.empty') : boardSentence(summary, own, around, words),
      progress: summary === undefined || isOver(status) ? nothingRuns : phaseProgress(summary, status, words),
      facts:
        summary === undefined
          ? []
          : [
              ...phaseFacts(summary, steps, around, words, naming),
              ...(['cutover', 'after', 'back-out'].includes(phase) ? mailFact(around, words) : []),
              // The head says how far it is from T.
              ...((hours && status.cutoverAt !== null) || isOver(status) ? [] : cutoverFact(around, words)),
            ],
      warnings: [...stopLine(around, words), ...phaseWarnings(summary, around, words)],
      buttons: [
        press('see-next', {}, words.say('button.see-next')),
        ...(phase === 'after' ? [] : [seeBlockers(words)]),
        press('see-status', {}, words.say('button.see-status')),
        // Where nobody is asked for anything any more there is time to read.
        ...(summary !== undefined && isThrough(summary) && severalAtOnce.length === 0
          ? [press('see-checks', { offset: 0 }, words.say('button.see-checks'))]
          : []),
        ...reportSeveral(own, reader.person, words),
      ],
      foot: words.say(`mode.${status.mode}.foot`),
      details: [...cutoverDetail(around, words), ...timeLines(own, status.now, words), ...notNeeded(own, words)],
    },
    words,
    {},
    severalAtOnce.length === 0 ? {} : { refresh: { card: `board:${phase}`, people: severalAtOnce } },
    around,
    reader,
  );
}

const mostAside = 8;

/** Nobody has to do or to know anything about them: one line for all. */
function notNeeded(own: readonly StepSnapshot[], words: Words): readonly string[] {
  const aside = own.filter(({ state }) => state === 'not-applicable').map(({ step }) => words.shortById(step.id));
  if (aside.length === 0) return [];
  return [`– ${words.say('board.not-needed', { count: aside.length, steps: several(aside, mostAside, words) })}`];
}

export function phaseSign(summary: PhaseSummary, status: MigrationStatus, steps: readonly StepSnapshot[]): Sign {
  const back = isTurningBack(status) || isOver(status);
  if (!back && isThrough(summary)) return throughSign(summary, steps);
  if (summary.attention.length > 0 || (!back && endsAfterT(summary, status))) return 'attention';
  if (back && summary.phase !== 'back-out' && !isBusy(summary)) return leftSign(summary, steps);
  if (summary.asking.length === 0 && isHeldBack(summary, status)) return 'stopped';
  if (isTurningBack(status)) return summary.asking.length > 0 ? 'waiting' : 'backing-out';
  if (summary.running.length > 0) return 'running';
  if (summary.asking.length > 0) return 'waiting';
  if (isOver(status)) return 'backed-out';
  return summary.done > 0 ? 'under-way' : 'not-yet';
}

/** Something that was under way goes on only when the stop is lifted. */
const isHeldBack = ({ running }: PhaseSummary, { stop }: Pick<MigrationStatus, 'stop'>): boolean =>
  stop?.goesOn?.some(({ stepId }) => running.includes(stepId)) === true;

/** Green where nothing rests on a word alone, and nothing was taken as it is. */
function throughSign({ phase, how }: PhaseSummary, steps: readonly StepSnapshot[]): Sign {
  if (notGreenIn(steps.filter(({ step }) => step.phase === phase)).length > 0) return 'not-green';
  return how !== undefined && how.said + how.accepted === 0 ? 'done' : 'through';
}

/** What the way back leaves of a phase in which nothing is under way. */
function leftSign({ phase, done }: PhaseSummary, steps: readonly StepSnapshot[]): Sign {
  const own = steps.filter(({ step }) => step.phase === phase);
  if (own.some(({ toBeUndone }) => toBeUndone)) return 'to-undo';
  if (own.some(({ state }) => state === 'undone')) return 'turned-back';
  return done > 0 ? 'left' : 'not-reached';
}

const isThrough = ({ total, done }: PhaseSummary): boolean => total > 0 && done >= total;

export function phaseProgress(summary: PhaseSummary, status: MigrationStatus, words: Words): ProgressLine {
  const { phase, done, total } = summary;
  if (total === 0) return nothingRuns;
  const counted = phase === 'back-out' && isTurningBack(status) ? 'board.steps-undone' : 'board.steps';
  return progressOf(done, total, withHow(words.say(counted, { done, total }), summary, words));
}

/** `11 of 27 steps · 8 verified, 2 on somebody’s word, 1 decided` */
export function withHow(steps: string, { how }: PhaseSummary, words: Words): string {
  const said = how === undefined ? '' : howWords(how, words);
  return said === '' ? steps : words.say('board.steps-how', { steps, how: said });
}

function boardSentence(
  summary: PhaseSummary,
  own: readonly StepSnapshot[],
  { status, channelIds }: WholeSurroundings,
  words: Words,
): string {
  const { phase } = summary;
  const ownSentence = (): string => sentenceOfOwn(summary, own, status, words, namingFor([], channelIds));
  if (phase === 'back-out' && summary.total === 0 && !isTurningBack(status) && !isOver(status))
    return words.say('board.nobody-turned-back');
  if (isOver(status) && !isBusy(summary))
    return phase === 'back-out'
      ? words.say('board.over-back-out', { remains: remainsWords(status, words), count: toPutRight(status).length })
      : words.say('board.over', {
          remains: remainsWords(status, words, phase),
          count: toPutRight(status, phase).length,
        });
  if (!isTurningBack(status)) return ownSentence();
  if (isBusy(summary))
    return phase === 'back-out' ? ownSentence() : `${words.say('board.turning-back')} ${ownSentence()}`;
  return words.say('board.turning-back-there', { phases: whereItIs(status, words) });
}

function sentenceOfOwn(
  summary: PhaseSummary,
  own: readonly StepSnapshot[],
  status: MigrationStatus,
  words: Words,
  naming: Naming,
): string {
  if (isThrough(summary) && !isBusy(summary)) {
    const sign = throughSign(summary, own);
    return words.say(`board.${sign}`, { steps: namedSteps(notGreenIn(own), words) });
  }
  if (summary.attention.length > 0) return words.say('board.attention', { count: summary.attention.length });
  if (summary.asking.length > 0) return words.say('board.waits', { count: summary.asking.length });
  const late = !isTurningBack(status) && endsAfterT(summary, status) ? words.say('board.short-of-time') : '';
  const sentence = sentenceOfRunning(summary, status, words, naming, late !== '');
  return [sentence, late].filter((part) => part !== '').join(' ');
}

/** Whose turn it is although nobody is asked: what somebody took is theirs, and what a stop holds back waits for two people. */
function sentenceOfRunning(
  summary: PhaseSummary,
  status: MigrationStatus,
  words: Words,
  naming: Naming,
  late: boolean,
): string {
  const { running, inHand = [] } = summary;
  const ofBot = running.length - inHand.length;
  const held = isHeldBack(summary, status) ? words.say('board.stopped') : '';
  if (inHand.length === 0) {
    if (held !== '') return held;
    if (running.length === 0) return late ? '' : words.say('board.quiet');
    return words.say(late || status.stop !== null ? 'board.runs-only' : 'board.runs');
  }
  const who = words.all([...new Set(naming.names(inHand.map(({ by }) => by)))].slice(0, 6));
  const rest = held !== '' ? words.say('board.stopped-rest') : ofBot > 0 ? words.say('board.runs-rest') : '';
  return [words.say('board.in-hand', { count: inHand.length, who }), rest].filter((part) => part !== '').join(' ');
}

const most = 3;

/** Now, Waiting, Next and the time: the same on the board and in `/status`. */
export function phaseFacts(
  summary: PhaseSummary,
  steps: readonly StepSnapshot[],
  around: WholeSurroundings,
  words: Words,
  naming: Naming,
  openAgain: readonly string[] = [],
): readonly Fact[] {
  const names = namesIn(steps, words);
  const titleOf = (id: string): string => (isTurningBack(around.status) ? `↩ ${words.titleById(id)}` : names.title(id));
  const titles = (ids: readonly string[]): string => clipped(ids.map(titleOf), words);
  const own = summary.asking.map(({ stepId }) => stepId);
  const first = [...openAgain, ...own.flatMap((id) => heldUp(id, steps)?.waitsFor ?? [])];
  const { asked, held } = apart([...summary.asking, ...openNeeds(first, own, steps)], steps, names, words);
  const inHand = (summary.inHand ?? []).map(({ stepId, by }): Awaited => ({
    stepId,
    need: { kind: 'evidence', roles: [], people: [by] },
    what: words.say('next.need.in-hand'),
  }));
  const awaited = awaitedLines(
    [
      ...asked.flatMap(({ stepId, needs }) =>
        needs.map((need) => ({ stepId, need, more: waitsForIt(stepId, steps, words) })),
      ),
      ...inHand,
    ],
    names,
    words,
    naming,
  );
  return [
    { title: words.say('fact.now'), value: titles(summary.running) },
    { title: words.say('fact.attention'), value: titles(summary.attention) },
    { title: words.say('fact.waiting'), value: clipped([...awaited, ...held], words) },
    { title: words.say('fact.next'), value: nextWords(summary.next, titleOf, steps, words) },
    ...plannedFact(summary, around, words),
    ...turnBackFact(summary, around, words),
  ];
}

const nextWords = (
  id: string | null,
  titleOf: (id: string) => string,
  steps: readonly StepSnapshot[],
  words: Words,
): string => (id === null ? '' : [titleOf(id), fromOf(id, steps, words)].filter((part) => part !== '').join(' · '));

/** What is open again, whatever its phase: named with whoever can settle it. */
const openNeeds = (
  ids: readonly string[],
  own: readonly string[],
  steps: readonly StepSnapshot[],
): PhaseSummary['asking'] =>
  steps
    .filter(({ step, attempt }) => ids.includes(step.id) && !own.includes(step.id) && attempt?.endedAt === null)
    .map(({ step, attempt }) => ({ stepId: step.id, needs: attempt?.needs ?? [] }));

const clipped = (lines: readonly string[], words: Words): string =>
  lines.length <= most
    ? lines.join('\n\n')
    : [...lines.slice(0, most), words.say('and-more', { count: lines.length - most })].join('\n\n');

export function cutoverFact(around: Surroundings, words: Words): readonly Fact[] {
  const at = around.status.cutoverAt;
  return [{ title: words.say('fact.t'), value: at === null ? words.say('t-open') : dateAndTimeOf(at) }];
}

/** `T` with how far it is from now. */
export const cutoverFactFromNow = (around: Surroundings, words: Words): readonly Fact[] =>
  cutoverFact(around, words).map(({ title, value }) => ({
    title,
    value: [value, relativeToT(around.status.now, around.status.cutoverAt, words)]
      .filter((part) => part !== '')
      .join(' · '),
  }));

export const cutoverDetail = (around: Surroundings, words: Words): readonly string[] =>
  around.status.cutoverAt === null ? [] : [`${words.say('fact.t')}: ${utc(around.status.cutoverAt)}`];

export function phaseWarnings(
  summary: PhaseSummary | undefined,
  around: WholeSurroundings,
  words: Words,
): readonly string[] {
  const { emptyRoles } = around.status;
  const missing = isOver(around.status) || summary === undefined || summary.done >= summary.total ? [] : emptyRoles;
  return [
    ...(summary !== undefined &&
    !isTurningBack(around.status) &&
    !isOver(around.status) &&
    endsAfterT(summary, around.status)
      ? [words.say('warning.ends-after-t', { expected: momentOf(summary.times?.expectedEnd ?? '', around.status.now) })]
      : []),
    ...(missing.length === 0
      ? []
      : [words.say('warning.empty-roles', { roles: words.all(missing.map((role) => words.say(`role.${role}`))) })]),
  ];
}
