/** `/next`, for one person: the thing to do with its button, or until when there is nothing. */
import type { NextForPerson, StepSnapshot } from '../../engine/state.js';
import type { Card, Reader, WholeSurroundings } from '../api.js';
import { awaitedLines, whatToDo } from '../parts/awaited.js';
import { apart } from '../parts/held-up.js';
import { beginEarly, fromWhen } from '../parts/early.js';
import { press, type Button } from '../parts/buttons.js';
import { reportSeveral } from '../parts/several-tasks.js';
import { holdsAny } from '../parts/rights.js';
import { maySpare } from '../parts/unheld.js';
import { goesOnLines } from '../parts/goes-on.js';
import { row } from '../parts/card-data.js';
import { cardOf } from '../parts/envelope.js';
import { stopLineSoFar, stopFor } from './stop.js';
import { dateAndTimeOf, momentOf } from '../words/moments.js';
import { namingFor } from '../words/naming.js';
import { namedSteps, takenAsIsRows } from '../words/how-done.js';
import { plainLabel, plainText } from '../words/plain-text.js';
import { lookOf } from '../words/signs.js';
import { namesIn, type StepNames } from '../parts/step-names.js';
import { waitsForIt } from '../words/waits-for-it.js';
import { isOver, isTurningBack, toPutRight, whereItIs } from '../words/turned-back.js';
import { voteFirst } from '../parts/vote-on-turning-back.js';
import { decisionOfBackOut } from '../words/special-steps.js';
import { wordsIn, type Words } from '../words/words.js';

const mostShown = 3;

export function nextCard(
  next: NextForPerson | null,
  steps: readonly StepSnapshot[],
  around: WholeSurroundings,
  reader: Reader,
): Card {
  const words = wordsIn(reader.lang);
  const naming = namingFor([], around.channelIds);
  const { status } = around;
  const names = namesIn(steps, words);
  const todo = [...new Map(voteFirst(next?.todo ?? []).map((item) => [item.attemptId, item])).values()];
  const byWhen = (stepId: string): string => {
    const planned = steps.find(({ step }) => step.id === stepId)?.times.plannedEnd ?? null;
    return planned === null
      ? ''
      : words.say(planned < status.now ? 'next.was-due' : 'next.by', { time: momentOf(planned, status.now) });
  };
  const ownNo = (item: NextForPerson['todo'][number]): string =>
    ownNoOf(item, next?.person.id ?? '', steps, around, words);
  const asks = todo.filter((item) => ownNo(item) === '').length;
  const rows = todo.map((item) => {
    const look = lookOf(
      steps.find(({ step }) => step.id === item.stepId)?.state === 'attention' ? 'attention' : 'yours',
    );
    const line = [
      `${look.sign} ${names.title(item.stepId, item.need)}: ${ownNo(item) || saidNo(item, steps, words) || whatNow(item, around, words)}`,
      waitsForIt(item.stepId, steps, words),
      byWhen(item.stepId),
    ];
    return row(line.filter((part) => part !== '').join(' · '), look.color);
  });
  const { asked, held } = apart(voteFirst(next?.waitedFor ?? []), steps, names, words);
  const awaited = awaitedLines(
    asked.map((item) => ({
      ...item,
      what: whatNow(item, around, words),
      more: [waitsForIt(item.stepId, steps, words), byWhen(item.stepId)].filter((part) => part !== '').join(' · '),
    })),
    names,
    words,
    naming,
  );
  const waiting = [...awaited, ...held].map((line) => row(line));
  const several = todo.length > 1 ? reportSeveral(steps, next?.person ?? null, words) : [];
  const leftOver = toPutRight(status);
  // Others do it, and whoever leads is not through before they have.
  const seesToIt = next !== null && leftOver.length > 0 && holdsAny(next.person, ['project-manager', 'business-owner']);
  const due = next?.nextDueAt ?? null;
  const stop = next === null || todo.length > 0 ? null : stopFor(next.person, around, words);
  const nothing =
    next === null
      ? words.say('next.no-role')
      : stop !== null
        ? [stop.sentence, ...(waiting.length > 0 ? [words.say('next.meanwhile-waits')] : [])].join(' ')
        : isOver(status)
          ? words.say(waiting.length === 0 ? 'next.over' : 'next.over-put-right', { count: leftOver.length })
          : status.state === 'finished' && waiting.length === 0
            ? words.say((status.notGreen ?? []).length > 0 ? 'next.not-green' : 'next.finished', {
                steps: namedSteps(status.notGreen ?? [], words),
              })
            : isTurningBack(status)
              ? words.say(waiting.length === 0 ? 'next.back' : 'next.back-waits', { phases: whereItIs(status, words) })
              : words.say(waiting.length === 0 ? 'next.nothing' : 'next.waits');
  return cardOf(
    'next',
    {
      title: words.say('next.title'),
      state: todo.length > 0 ? 'yours' : stop !== null ? 'stopped' : seesToIt ? 'waiting' : 'nothing',
      sentence:
        asks > 0 ? words.say('next.todo', { count: asks }) : todo.length > 0 ? words.say('next.only-own-no') : nothing,
      rows: [
        ...(status.state === 'finished' ? takenAsIsRows(status.takenAsIs, words) : []),
        // Where the stop can be lifted it says what that begins.
        ...(stop === null || status.stop === null ? [] : goesOnLines(status.stop, words).map((line) => row(line))),
        ...(todo.length > 0 ? capped(rows, words, 6) : capped(waiting, words, 6)),
        ...capped(laterRows(next?.later ?? [], names, words), words, 3),
      ],
      warnings: stopLineSoFar(around, words),
      buttons: [
        press('see-status', {}, words.say('button.see-status')),
        ...several,
        ...todo
          .slice(0, mostShown - several.length)
          .map((item) =>
            press(
              'refresh',
              { card: `attempt:${item.attemptId}` },
              words.say('button.open-step', { step: shortName(item, names) }),
            ),
          ),
        ...(todo.length > 0 ? [] : earlyButtons(next?.later ?? [], names, words)),
        ...(stop?.buttons ?? []),
      ],
      foot: words.say('next.foot'),
      details: due === null ? [] : [words.say('next.due', { time: dateAndTimeOf(due) })],
    },
    words,
  );
}

type Later = NonNullable<NextForPerson['later']>;

/** What comes to them by itself, and when. */
const laterRows = (later: Later, names: StepNames, words: Words): readonly ReturnType<typeof row>[] =>
  later.map(({ stepId, from }) => row(`${names.title(stepId)}: ${fromWhen(from, words)}`));

/** Whoever has nothing to do may wish that something began. */
const earlyButtons = (later: Later, names: StepNames, words: Words): readonly Button[] =>
  later
    .filter(({ mayBegin }) => mayBegin)
    .slice(0, 1)
    .map(({ stepId }) =>
      beginEarly(stepId, words.say('button.begin-early-step', { step: shortTitle(names.title(stepId)) }), words),
    );

const capped = (
  rows: readonly ReturnType<typeof row>[],
  words: Words,
  most: number,
): readonly ReturnType<typeof row>[] =>
  rows.length <= most
    ? rows
    : [...rows.slice(0, most - 1), row(words.say('and-more', { count: rows.length - most + 1 }))];

/** Whoever said no is asked nothing: the no stands, and only they take it back. */
function ownNoOf(
  { stepId, need }: NextForPerson['todo'][number],
  personId: string,
  steps: readonly StepSnapshot[],
  { status }: WholeSurroundings,
  words: Words,
): string {
  const approvals = steps.find(({ step }) => step.id === stepId)?.attempt?.approvals ?? [];
  const no = approvals.find(({ person, vote }) => person.id === personId && vote === 'no');
  if (no === undefined || (need.kind !== 'vote' && need.kind !== 'no')) return '';
  const button = words.say(
    need.kind === 'no' ? 'button.take-back-no' : stepId === decisionOfBackOut ? 'button.turn-back' : 'button.go',
  );
  return words.say('next.need.own-no', { time: momentOf(no.at, status.now), button });
}

/** Whoever leads reads who said no, and why. */
function saidNo({ stepId, need }: NextForPerson['todo'][number], steps: readonly StepSnapshot[], words: Words): string {
  if (need.kind !== 'no') return '';
  const approvals = steps.find(({ step }) => step.id === stepId)?.attempt?.approvals ?? [];
  const [first] = approvals.filter(
    ({ person, vote }) => vote === 'no' && need.people.some(({ id }) => id === person.id),
  );
  return first === undefined
    ? ''
    : words.say('next.need.said-no', { who: plainText(first.person.name), reason: plainText(first.reason ?? '', 160) });
}

/** A button holds a number, or a few words. */
const shortName = ({ stepId, need }: NextForPerson['todo'][number], names: StepNames): string =>
  shortTitle(names.title(stepId, need));

function shortTitle(title: string): string {
  const number = /^((?:↩ )?[\d, –]+) · /.exec(title)?.[1];
  return number ?? plainLabel(title, 28);
}

const whatNow = (
  { stepId, need }: NextForPerson['waitedFor'][number],
  { status }: WholeSurroundings,
  words: Words,
): string =>
  need.people.length === 0
    ? words.say(isSecond(need) ? 'next.need.nobody-else' : 'next.need.unheld', {
        role: words.roles(need.roles),
        spare: maySpare(need.roles, status) ? 'yes' : 'no',
      })
    : whatToDo(stepId, need, words);

const isSecond = ({ kind }: NextForPerson['waitedFor'][number]['need']): boolean =>
  kind === 'second-person' || kind === 'other-company';
