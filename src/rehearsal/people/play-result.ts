/** How it ended, in figures, and what is still open on the cards. */
import { readStepCard, type RestsOn } from './card-reading.js';
import type { Course } from './course.js';
import type { PlayResult } from './play-options.js';
import type { PersonInRoom, VisibleCard } from './room-client.js';

export function resultOf(
  course: Course,
  people: readonly PersonInRoom[],
  { ended, named, stuckAt }: Pick<PlayResult, 'ended' | 'named' | 'stuckAt'>,
): PlayResult {
  const restingOn = (on: RestsOn): readonly string[] =>
    [...course.through].filter(([, rests]) => rests === on).map(([stepId]) => stepId);
  const open = course.lead
    .cards('channel')
    .filter((card) => {
      const read = readStepCard(card);
      return read !== null && read.through === null && !read.putAside;
    })
    .map((card) => [...card.texts.slice(0, 3), namedOnes(card), ...seenBy(people, card.messageId)].join(' | '));
  return {
    ended,
    presses: [...course.pressed.values()].reduce((sum, count) => sum + count, 0),
    pressesBy: Object.fromEntries([...course.pressed].sort(([, some], [, others]) => others - some)),
    posted: postedIn(people),
    through: {
      seen: restingOn('seen'),
      said: restingOn('said'),
      accepted: restingOn('accepted'),
      decided: restingOn('decided'),
    },
    undone: [...course.undone],
    undoneAsIs: [...course.undoneAsIs],
    refusals: course.refusals,
    named,
    contradicted: [...course.contradicted],
    stuckAt,
    open,
  };
}

/** What each of the people could press on it: where somebody should have pressed, this tells whether they were let. */
function seenBy(people: readonly PersonInRoom[], messageId: string): readonly string[] {
  return people.flatMap((person) => {
    const card = person.card(messageId);
    if (card?.refreshing === true) return [`${person.key} is not served yet`];
    if (card?.personal !== true) return card?.unserved == null ? [] : [`${person.key} was answered ${card.unserved}`];
    return [`${person.key}: ${card.buttons.map(({ title }) => title).join(', ')}`];
  });
}

/** Edits in place are no posts. */
function postedIn(people: readonly PersonInRoom[]): PlayResult['posted'] {
  const [lead] = people;
  const cards = lead?.messages('channel').filter(({ from, cards: shown }) => from.kind === 'bot' && shown.length > 0);
  const calling = new Set(
    people.flatMap((person) => person.messages('channel').flatMap(({ id, mentionsMe }) => (mentionsMe ? [id] : []))),
  );
  return { cards: cards?.length ?? 0, calling: cards?.filter(({ id }) => calling.has(id)).length ?? 0 };
}

/** How many the card for all asks to be served with their own form. */
function namedOnes({ card }: VisibleCard): string {
  const { refresh } = card as { refresh?: { userIds?: readonly unknown[] } };
  return `${refresh?.userIds?.length ?? 0} have a form of their own`;
}
