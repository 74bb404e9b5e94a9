/** A word that was given: a no stands until it is taken back, and only the voice of somebody who has a role lifts a stop. */
import type { Need } from '../../src/engine/state.js';
import { failOnMissingWords } from '../../src/locales/index.js';
import type { Card, Reader } from '../../src/views/api.js';
import { createViews } from '../../src/views/index.js';
import { anna, around, dmitri, irina, nobody, sergei, snapshotOf, steps, stop } from './samples.js';

failOnMissingWords();
const views = createViews();
const said = ({ content }: Card): string => String(content['fallbackText']);
const vote: Need = { kind: 'vote', roles: ['dns-admin'], people: [dmitri] };
const withNo = steps['gate with a no'];
const attemptId = withNo?.attempt?.id ?? '';

test.each([
  ['en', 'your no of 19:03 UTC stands and holds this up; “Say go” on its card takes it back', 'say go or no'],
  [
    'ru',
    'ваше «нет» (19:03 UTC) держит этот шаг; снять его — кнопкой на карточке: Сказать «да»',
    'сказать «да» или «нет»',
  ],
] as const)('whoever said no reads in /next that it stands, and what takes it back (%s)', (lang, stands, asked) => {
  const gate = withNo ?? snapshotOf('go-no-go', null);
  const next = (person: typeof dmitri, need: Need): string =>
    said(
      views.next(
        { person, todo: [{ stepId: 'go-no-go', attemptId, need }], waitedFor: [], nextDueAt: null },
        [gate],
        around(),
        { person, lang },
      ),
    );
  expect(next(dmitri, vote)).toContain(stands);
  expect(next(dmitri, vote)).not.toContain(asked);
  const silent: Need = { kind: 'vote', roles: ['source-admin'], people: [irina] };
  expect(next(irina, silent)).toContain(asked);
});

test.each([
  [
    'en',
    'Anna Lindqvist wants to go on. One more',
    'Tomas Novak: the word for going on no longer counts',
    'Two people',
  ],
  ['ru', 'За продолжение: Anna Lindqvist. Нужен ещё', 'Tomas Novak: слово за продолжение больше не считается', 'двое'],
] as const)(
  'the card of a stop counts whoever has a role, and says why another no longer counts (%s)',
  (lang, one, struck, two) => {
    const reader: Reader = { person: sergei, lang };
    const told = (lifting: readonly (typeof anna)[]): string =>
      said(views.stop(around({ stop: { ...stop, lifting } }), reader, []));
    const both = told([nobody, anna]);
    for (const part of [one, struck]) expect(both).toContain(part);
    expect(both).not.toMatch(/Novak, Anna|Anna Lindqvist, Tomas/);
    const none = told([nobody]);
    for (const part of [two, struck]) expect(none).toContain(part);
    expect(told([anna])).not.toContain(struck);
  },
);
