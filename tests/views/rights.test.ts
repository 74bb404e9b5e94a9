import { mayOnly } from '../../src/engine/rights/moment.js';
import { rightsOf } from '../../src/views/parts/rights.js';
import { createViews } from '../../src/views/index.js';
import { around, dmitri, irina, snapshotOf } from './samples.js';

const views = createViews();

test('what somebody has taken is offered to others only when that person can no longer report it', () => {
  const taken = (complete: readonly (typeof irina)[]) =>
    snapshotOf('mx-parked', { state: 'running', takenBy: dmitri, may: mayOnly({ take: [irina], complete }) });

  expect(rightsOf(irina, taken([dmitri])).take).toBe(false);
  expect(rightsOf(irina, taken([])).take).toBe(true);
  expect(rightsOf(null, taken([])).take).toBe(false);
});

test.each(['en', 'ru'] as const)('what was undone can be begun again from its card, by those who may (%s)', (lang) => {
  const undone = snapshotOf(
    'upn-to-initial-domain',
    { state: 'undone', direction: 'undo', endedAt: '2026-11-30T20:00:00.000Z', may: mayOnly({ repeat: [irina] }) },
    { state: 'undone' },
  );
  const card = (person: typeof irina) => JSON.stringify(views.step(undone, around(), { person, lang }, []).content);

  expect(card(irina)).toContain('"verb":"again"');
  expect(card(dmitri)).not.toContain('"verb":"again"');
});

test('answers that were in force are still on their card when others took their place', () => {
  const before = snapshotOf('mail-gap', {
    state: 'replaced',
    endedAt: '2026-11-30T20:00:00.000Z',
    answers: { gap: 'parking', mxHost: 'mx.parking.example' },
  });
  const said = JSON.stringify(views.step(before, around(), { person: null, lang: 'en' }, []).content);

  expect(said).toContain('These answers held until the step was answered again.');
  expect(said).not.toContain('Nothing was changed by this attempt');
});
