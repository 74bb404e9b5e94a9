/** The clock calls somebody again: what waits for them, since when and how long, and whose things a lead has to hear of. */
import type { Need, Reminder, StepSnapshot } from '../../engine/state.js';
import type { Person } from '../../engine/state.js';
import type { Card, Reader, Surroundings } from '../api.js';
import { whatToDo } from '../parts/awaited.js';
import { press } from '../parts/buttons.js';
import { row } from '../parts/card-data.js';
import { cardOf } from '../parts/envelope.js';
import { namesIn, type StepNames } from '../parts/step-names.js';
import { span } from '../words/amounts.js';
import { momentOf } from '../words/moments.js';
import { namingFor } from '../words/naming.js';
import { plainLabel } from '../words/plain-text.js';
import { lookOf } from '../words/signs.js';
import { wordsIn, type Words } from '../words/words.js';

type Item = Reminder['items'][number];

const mostRows = 6;
const mostButtons = 2;

export function reminderCard(
  reminder: Reminder,
  steps: readonly StepSnapshot[],
  around: Surroundings,
  reader: Reader,
  mention: readonly Person[],
): Card {
  const words = wordsIn(reader.lang);
  const naming = namingFor(mention, around.channelIds);
  const names = namesIn(steps, words);
  const { items, person, at } = reminder;
  const waits = items.filter((item) => item.waits);
  const own = waits.filter(({ of }) => of === undefined).length;
  const who = naming.name(person);
  const shown = items.slice(0, items.length > mostRows ? mostRows - 1 : mostRows);
  return cardOf(
    'next',
    {
      title: words.say('reminder.title'),
      state: waits.length === 0 ? 'done' : 'waiting',
      sentence:
        waits.length === 0
          ? words.say('reminder.done', { who, count: items.length })
          : words.say('reminder.waits', { who, own, others: waits.length - own }),
      rows: [
        ...shown.map((item) => line(item, at, names, words)),
        ...(items.length > shown.length ? [row(words.say('and-more', { count: items.length - shown.length }))] : []),
      ],
      buttons: [
        press('see-next', {}, words.say('button.see-next')),
        ...waits
          .filter(({ attemptId }, index, all) => all.findIndex((one) => one.attemptId === attemptId) === index)
          .slice(0, mostButtons)
          .map(({ attemptId, stepId }) =>
            press(
              'refresh',
              { card: `attempt:${attemptId}` },
              words.say('button.open-step', { step: plainLabel(names.short(stepId), 28) }),
            ),
          ),
      ],
      foot: words.say('next.foot'),
    },
    words,
    {},
    { naming },
    around,
    reader,
  );
}

/** `◔ 76 · Domain leaves: read and approve · waits 35 min, since 01:20` */
function line(item: Item, at: string, names: StepNames, words: Words): ReturnType<typeof row> {
  const { stepId, kind, since, others, waits } = item;
  const look = lookOf(!waits ? 'done' : others.length > 0 ? 'attention' : 'waiting');
  const minutes = Math.round((Date.parse(at) - Date.parse(since)) / 60_000);
  const what = kind === 'watched' ? words.say('reminder.watched') : whatToDo(stepId, { ...emptyNeed, kind }, words);
  const whose =
    others.length === 0
      ? what
      : words.say('reminder.of', { who: words.any(namingFor([], new Map()).names(others).slice(0, 3)), what });
  const how = words.say(waits ? 'reminder.since' : 'reminder.no-more', {
    span: span(minutes, words),
    time: momentOf(since, at),
  });
  return row(`${look.sign} ${names.title(stepId)}: ${whose} · ${how}`, look.color);
}

const emptyNeed: Pick<Need, 'roles' | 'people'> = { roles: [], people: [] };
