/** What the clock calls people again for: whose it is, since when, and what of it is done since. */
import type { Reminder } from '../../src/engine/state.js';
import { failOnMissingWords } from '../../src/locales/index.js';
import { createViews } from '../../src/views/index.js';
import { buttonsOf, lint } from './card-lint.js';
import { anna, around, dmitri, irina, steps } from './samples.js';

failOnMissingWords();
const views = createViews();
const item = (stepId: string, more: Partial<Reminder['items'][number]> = {}): Reminder['items'][number] => ({
  stepId,
  attemptId: `${stepId}-1`,
  kind: 'role',
  since: '2026-11-30T18:37:00.000Z',
  waits: true,
  others: [],
  ...more,
});
const reminder = (items: Reminder['items'], person = irina): Reminder => ({
  key: `reminder:${person.id}:1`,
  person,
  at: '2026-11-30T19:12:00.000Z',
  items,
});
const draw = (told: Reminder, lang: 'en' | 'ru', mention = [told.person]) =>
  views.reminder(told, Object.values(steps), around(), { person: null, lang }, mention).content;

test.each(['en', 'ru'] as const)(
  'one post mentions its person, and says of each thing what to do and since when (%s)',
  (lang) => {
    const content = draw(reminder([item('upn-to-initial-domain'), item('mx-parked', { kind: 'watched' })]), lang);
    expect(lint(content)).toEqual([]);
    expect(content['msteams']).toMatchObject({ entities: [{ type: 'mention', mentioned: { name: irina.name } }] });
    const text = String(content['fallbackText']);
    expect(text).toMatch(
      lang === 'en' ? /read and approve · waits 35 min, since/ : /прочитать и одобрить · ждёт 35 мин, с/,
    );
    expect(text).toMatch(lang === 'en' ? /does not see it yet/ : /пока не видит/);
    expect(buttonsOf(content)).toHaveLength(3);
  },
);

test.each(['en', 'ru'] as const)('a lead reads whose it is, apart from what is their own (%s)', (lang) => {
  const others = item('mx-parked', { kind: 'evidence', of: [dmitri.id], others: [dmitri] });
  const content = draw(reminder([item('remove-domain-source'), others], anna), lang);
  const text = String(content['fallbackText']);
  expect(text).toMatch(
    lang === 'en'
      ? /one thing still waits for you, and one waits for somebody else/
      : /вас всё ещё ждёт 1 дело, и 1 дело ждёт других/,
  );
  expect(text).toMatch(new RegExp(`▲ .*${dmitri.name}`));
});

test.each(['en', 'ru'] as const)(
  'what is done since says so, and once all of it is nobody is asked for anything (%s)',
  (lang) => {
    const content = draw(reminder([item('upn-to-initial-domain', { waits: false })]), lang, []);
    expect(lint(content)).toEqual([]);
    expect(content['msteams']).toBeUndefined();
    expect(buttonsOf(content)).toHaveLength(1);
    expect(String(content['fallbackText'])).toMatch(
      lang === 'en' ? /nothing of this waits any more/ : /больше не ждёт/,
    );
  },
);
