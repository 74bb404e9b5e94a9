/** `/next`, for one person: the thing to do with its button, or until when there is nothing. */
import type { Need, NextForPerson, StepSnapshot } from '../engine/state.js';
import type { Card, Reader, Surroundings } from './api.js';
import { press } from './buttons.js';
import { row } from './card-data.js';
import { cardOf } from './envelope.js';
import { dateAndTimeOf, momentOf } from './moments.js';
import { namingFor } from './naming.js';
import { plainLabel } from './plain-text.js';
import { wordsIn, type Words } from './words.js';

const mostShown = 3;

export function nextCard(
  next: NextForPerson | null,
  steps: readonly StepSnapshot[],
  around: Surroundings,
  reader: Reader,
): Card {
  const words = wordsIn(reader.lang);
  const naming = namingFor([], around.channelIds);
  const { status } = around;
  const titleOf = (id: string): string =>
    words.titleOf(steps.find(({ step }) => step.id === id)?.step ?? { id, guide: [] });
  const todo = [...new Map((next?.todo ?? []).map((item) => [item.attemptId, item])).values()];
  const rows = todo.map((item) => row(`◔ ${titleOf(item.stepId)}: ${needWord(item.need, words)}`));
  const waiting = (next?.waitedFor ?? []).map((item) => {
    const who = item.people.length === 0 ? words.say('nobody-yet') : words.any(naming.names(item.people).slice(0, 5));
    return row(`${titleOf(item.stepId)}: ${who}`);
  });
  const due = next?.nextDueAt ?? null;
  const nothing =
    next === null
      ? words.say('next.no-role')
      : due === null
        ? words.say(waiting.length === 0 ? 'next.nothing' : 'next.waits')
        : words.say(waiting.length === 0 ? 'next.until' : 'next.until-waits', { time: momentOf(due, status.now) });
  return cardOf(
    'next',
    {
      title: words.say('next.title'),
      state: todo.length > 0 ? 'yours' : 'nothing',
      sentence: todo.length > 0 ? words.say('next.todo', { count: todo.length }) : nothing,
      rows: todo.length > 0 ? capped(rows, words, 6) : capped(waiting, words, 6),
      buttons: [
        press('see-status', {}, words.say('button.see-status')),
        ...todo
          .slice(0, mostShown)
          .map((item) =>
            press(
              'refresh',
              { card: `attempt:${item.attemptId}` },
              words.say('button.open-step', { step: shortName(item.stepId, titleOf) }),
            ),
          ),
      ],
      foot: words.say('next.foot'),
      details: due === null ? [] : [words.say('next.due', { time: dateAndTimeOf(due) })],
    },
    words,
  );
}

const capped = (
  rows: readonly ReturnType<typeof row>[],
  words: Words,
  most: number,
): readonly ReturnType<typeof row>[] =>
  rows.length <= most
    ? rows
    : [...rows.slice(0, most - 1), row(words.say('and-more', { count: rows.length - most + 1 }))];

/** A button holds a number, or a few words. */
function shortName(stepId: string, titleOf: (id: string) => string): string {
  const title = titleOf(stepId);
  const number = /^([\d, –]+) · /.exec(title)?.[1];
  return number ?? plainLabel(title, 28);
}

const needWord = (need: Need, words: Words): string => words.say(`next.need.${need.kind}`);
