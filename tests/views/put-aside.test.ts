/** What an attempt leaves that did not come to its end, and a step that was undone: nothing is claimed that nobody knows. */
import { mayOnly } from '../../src/engine/rights/moment.js';
import type { Attempt, Need, StepSnapshot } from '../../src/engine/state.js';
import { failOnMissingWords } from '../../src/locales/index.js';
import type { Card, Reader } from '../../src/views/api.js';
import { createViews } from '../../src/views/index.js';
import { wordsIn } from '../../src/views/words/words.js';
import { anna, around, dmitri, irina, snapshotOf, status } from './samples.js';

failOnMissingWords();
const views = createViews();
const said = ({ content }: Card): string => String(content['fallbackText']);
const everybody = (lang: Reader['lang']): Reader => ({ person: null, lang });
const turning = around({
  state: 'backing-out',
  phase: 'back-out',
  turnBack: null,
  wayBack: { undone: 0, left: 1 },
  phases: [
    ...status.phases,
    { phase: 'back-out', total: 0, done: 0, running: [], asking: [], attention: [], next: null, times: null },
  ],
});

test.each([
  ['en', 'Dmitri Orlov had it in hand; how far it came is not known', 'see its ↩ card', 'see its newest card'],
  ['ru', 'Задача была в руках: Dmitri Orlov; сколько успели, неизвестно', 'карточку с ↩', 'новую карточку'],
] as const)(
  'a task that somebody had in hand is never said to have changed nothing (%s)',
  (lang, inHand, undoCard, newestCard) => {
    const left = { takenBy: dmitri, endedAt: status.now } as const;
    const told = (attempt: Partial<Attempt>, place = turning): string =>
      said(views.step(snapshotOf('mx-parked', { ...left, ...attempt }), place, everybody(lang), []));
    const words = wordsIn(lang);
    for (const [text, card] of [
      [told({ state: 'withdrawn' }), undoCard],
      [told({ state: 'replaced' }), undoCard],
      [told({ state: 'replaced' }, around()), newestCard],
      [told({ state: 'withdrawn', direction: 'undo' }), newestCard],
    ] as const) {
      for (const part of [inHand, card]) expect(text).toContain(part);
      for (const key of ['voided.replaced', 'voided.turned-back']) expect(text).not.toContain(words.say(key));
    }
    expect(told({ state: 'withdrawn', takenBy: null })).toContain(words.say('voided.turned-back'));
    expect(told({ state: 'replaced', takenBy: null }, around())).toContain(words.say('voided.replaced'));
  },
);

const again: Need = { kind: 'begin-again', roles: ['source-admin'], people: [irina, anna] };
const undone = (attempt: Partial<Attempt>): StepSnapshot =>
  snapshotOf(
    'upn-to-initial-domain',
    { state: 'undone', direction: 'undo', endedAt: status.now, may: mayOnly({ repeat: [irina, anna] }), ...attempt },
    { state: 'undone' },
  );

test.each([
  ['en', '71–72 wait for it'],
  ['ru', 'его ждут 71–72'],
] as const)('a step of two numbers waits in the plural (%s)', (lang, line) => {
  const steps = [undone({}), snapshotOf('mailbox-aliases-removed', null)];
  const stepId = 'upn-to-initial-domain';
  const card = views.next(
    { person: dmitri, todo: [], waitedFor: [{ stepId, need: again }], nextDueAt: null },
    steps,
    around(),
    { person: dmitri, lang },
  );
  expect(said(card)).toContain(line);
});

test.each([
  ['en', 'Nothing to do', 'waits until somebody begins it again'],
  ['ru', 'Делать ничего не нужно', 'пока шаг не начнут заново'],
] as const)(
  'a step that was undone and waits for somebody to begin it again does not say that nothing is to be done (%s)',
  (lang, nothing, waits) => {
    const progress = { total: 4, done: 4, drifted: 0, refused: 0, startedAt: status.now, minutesLeft: null };
    const byOthers = snapshotOf(
      'remove-domain-source',
      { state: 'done', endedAt: status.now, may: mayOnly({ repeat: [irina] }) },
      { state: 'undone' },
    );
    for (const snapshot of [undone({}), undone({ progress }), byOthers]) {
      const text = said(views.step(snapshot, around(), everybody(lang), []));
      expect(text).toContain(waits);
      expect(text).not.toContain(nothing);
    }
    expect(said(views.step(undone({ may: mayOnly({}) }), around(), everybody(lang), []))).toContain(nothing);
  },
);
