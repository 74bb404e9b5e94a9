/** `/status`: the board of the phase under way, what waits for whom, and two lines for every other phase. */
import type { PhaseSummary, StepSnapshot } from '../../engine/state.js';
import type { Card, Reader, WholeSurroundings } from '../api.js';
import {
  phaseFacts,
  phaseProgress,
  phaseSign,
  phaseWarnings,
  cutoverDetail,
  cutoverFactFromNow,
  withHow,
} from './board.js';
import { awaitedLines } from '../parts/awaited.js';
import { press, type Button } from '../parts/buttons.js';
import { nothingRuns, row } from '../parts/card-data.js';
import { goesOnLines } from '../parts/goes-on.js';
import { mailFact } from '../parts/mail-waits.js';
import { howChart, noChart } from '../parts/chart.js';
import { cardOf } from '../parts/envelope.js';
import { namesIn } from '../parts/step-names.js';
import { stopLineSoFar } from './stop.js';
import { dateAndTimeOf, utc } from '../words/moments.js';
import { namingFor, type Naming } from '../words/naming.js';
import { plainText } from '../words/plain-text.js';
import { several } from '../words/several.js';
import { howOfAll, howWords, namedSteps, takenAsIsRows } from '../words/how-done.js';
import { lookOf, type Sign } from '../words/signs.js';
import { isOver, isTurningBack, overSentence, remainsWords, toPutRight, wholeWayBack } from '../words/turned-back.js';
import { voteFact } from '../parts/vote-on-turning-back.js';
import { wordsIn, type Words } from '../words/words.js';

export function statusCard(steps: readonly StepSnapshot[], around: WholeSurroundings, reader: Reader): Card {
  const words = wordsIn(reader.lang);
  const naming = namingFor([], around.channelIds);
  const { status } = around;
  const current = isTurningBack(status)
    ? wholeWayBack(status)
    : status.phases.find((summary) => summary.phase === status.phase);
  // Of one that is finished no phase is the present one: each stands in its line.
  const others = status.phases.filter(
    (summary) => (summary.phase !== status.phase || status.state === 'finished') && summary.total > 0,
  );
  const late = steps.filter((snapshot) => snapshot.timing === 'late' && !over(snapshot));
  const finished = status.state === 'finished';
  const notGreen = status.notGreen ?? [];
  const sign: Sign = status.stop !== null ? 'stopped' : finished && notGreen.length > 0 ? 'not-green' : status.state;
  return cardOf(
    'status',
    {
      title: words.say('status.title', { domain: status.movingDomains[0] ?? '' }),
      state: sign,
      sentence:
        current === undefined || status.state === 'not-started'
          ? words.say('status.not-started')
          : isOver(status)
            ? overSentence(status, words)
            : status.wayBack !== null
              ? words.say('status.turning-back', {
                  name: plainText(status.sourceName, 60),
                  done: status.wayBack.undone,
                  total: status.wayBack.undone + status.wayBack.left,
                })
              : finished
                ? words.say(notGreen.length > 0 ? 'status.not-green' : 'status.finished', {
                    steps: namedSteps(notGreen, words),
                    how: howWords(howOfAll(forward(status)), words),
                  })
                : words.say('status.phase', { phase: words.say(`phase.${status.phase}`) }),
      progress:
        current === undefined || isOver(status) || finished ? nothingRuns : phaseProgress(current, status, words),
      facts: [
        ...voteFact(status, words, naming),
        ...(current === undefined ? [] : phaseFacts(current, steps, around, words, naming, status.openAgain)),
        ...mailFact(around, words),
        { title: words.say('fact.open-again'), value: openAgain(status, words) },
        { title: words.say('fact.left'), value: isOver(status) ? remainsWords(status, words) : '' },
        { title: words.say('fact.to-put-right'), value: whoPutsRight(steps, status, words, naming) },
        ...(isOver(status) ? [] : cutoverFactFromNow(around, words)),
        { title: words.say('fact.clock'), value: dateAndTimeOf(status.now) },
      ],
      rows: [
        ...(finished ? takenAsIsRows(status.takenAsIs, words) : []),
        ...(status.stop === null ? [] : goesOnLines(status.stop, words).map((line) => row(line))),
        ...others.map((summary) =>
          row(otherPhase(summary, steps, around, words), lookOf(phaseSign(summary, status, steps)).color),
        ),
      ],
      warnings: [
        ...stopLineSoFar(around, words),
        ...phaseWarnings(current, around, words),
        ...(late.length > 0 ? [lateWarning(late, words)] : []),
      ],
      buttons: buttons(around, reader, words),
      foot: words.say(`mode.${status.mode}.foot`),
      details: [
        words.say('detail.clock', { at: utc(status.now) }),
        ...(isOver(status) ? [] : cutoverDetail(around, words)),
        ...(isOver(status) ? listed(status.remains?.stays ?? [], 'left', words) : []),
        ...(finished
          ? [
              ...listed([...notGreen, ...(status.takenAsIs ?? [])], 'accepted', words),
              ...listed(status.byWord ?? [], 'said', words),
            ]
          : []),
      ],
    },
    words,
    { chart: finished ? howChart(howOfAll(forward(status)), words) : noChart },
  );
}

const mostLate = 3;

const lateWarning = (late: readonly StepSnapshot[], words: Words): string =>
  words.say('warning.late', {
    count: late.length,
    steps: several(
      late.map(({ step }) => words.titleOf(step)),
      mostLate,
      words,
    ),
  });

const mostAgain = 3;

/** Steps of other phases that were done once: the head says where the company is, and not where they are. */
const openAgain = ({ openAgain: ids = [] }: WholeSurroundings['status'], words: Words): string =>
  ids.length === 0 ? '' : several(ids.map(words.titleById), mostAgain, words);

/** Everybody who has something to put right, and what: a line each. */
const whoPutsRight = (
  steps: readonly StepSnapshot[],
  status: WholeSurroundings['status'],
  words: Words,
  naming: Naming,
): string =>
  awaitedLines(
    toPutRight(status).flatMap(({ stepId, needs }) => needs.map((need) => ({ stepId, need }))),
    namesIn(steps, words),
    words,
    naming,
  ).join('\n\n');

const mostLeft = 12;

/** What was done and stays done; what is not green, and whose word it is. */
const listed = (ids: readonly string[], sign: Sign, words: Words): readonly string[] => [
  ...ids.slice(0, mostLeft).map((id) => `${lookOf(sign).sign} ${words.titleById(id)}`),
  ...(ids.length > mostLeft ? [words.say('and-more', { count: ids.length - mostLeft })] : []),
];

const forward = ({ phases }: WholeSurroundings['status']): readonly PhaseSummary[] =>
  phases.filter(({ phase }) => phase !== 'back-out');

const over = (snapshot: StepSnapshot): boolean => ['done', 'not-applicable', 'undone'].includes(snapshot.state);

/** Line one: which and how far; line two only where something is open. */
function otherPhase(
  summary: PhaseSummary,
  steps: readonly StepSnapshot[],
  { status }: WholeSurroundings,
  words: Words,
): string {
  const look = lookOf(phaseSign(summary, status, steps));
  const open = [
    ...(summary.attention.length > 0 ? [words.say('status.attention', { count: summary.attention.length })] : []),
    ...(summary.asking.length > 0 ? [words.say('status.asking', { count: summary.asking.length })] : []),
  ];
  const other = words.say('status.other', {
    phase: words.say(`phase.${summary.phase}`),
    done: summary.done,
    total: summary.total,
  });
  const line = `${look.sign} ${withHow(other, summary, words)}`;
  return open.length === 0 ? line : `${line}\n\n${open.join(' · ')}`;
}

function buttons(around: WholeSurroundings, reader: Reader, words: Words): readonly Button[] {
  const { status } = around;
  const mayStop = (reader.person?.roles.length ?? 0) > 0 && status.state !== 'not-started';
  const card = status.state === 'not-started' ? 'welcome' : `board:${status.phase}`;
  const board = press(
    'refresh',
    { card },
    words.say(status.state === 'not-started' ? 'button.see-start' : 'button.see-board'),
  );
  const stop =
    status.stop === null
      ? press('stop', {}, words.say('button.stop'), { style: 'destructive' })
      : press('resume', {}, words.say('button.resume'));
  const checks =
    status.state === 'not-started' ? [] : [press('see-checks', { offset: 0 }, words.say('button.see-checks'))];
  return [press('see-next', {}, words.say('button.see-next')), board, ...checks, ...(mayStop ? [stop] : [])];
}
