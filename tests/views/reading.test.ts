import type { Reading } from '../../src/engine/state.js';
import { failOnMissingWords } from '../../src/locales/index.js';
import { createViews } from '../../src/views/index.js';
import { around, snapshotOf } from './samples.js';

failOnMissingWords();
const views = createViews();
const card = (reading: Reading, lang: 'en' | 'ru' = 'en'): string =>
  JSON.stringify(
    views.step(snapshotOf('inventory', { state: 'working', reading }), around({}), { person: null, lang }, []).content,
  );

test('a check that reads for hours says how far it is, and how long it takes still', () => {
  const reading = { total: 4018, done: 1200, minutesLeft: 25, measured: true };
  expect(card(reading)).toContain('1,200 of 4,018 read · about 25 min left (measured)');
  expect(card(reading, 'ru')).toContain('осталось около 25 мин (измерено)');
  expect(card({ ...reading, minutesLeft: 145 })).toContain('about 2 h 25 min left');
});

test('before the first part it says what is to be expected, and that nobody has measured it', () => {
  const card0 = card({ total: 4018, done: 0, minutesLeft: 70, measured: false });
  expect(card0).toContain('0 of 4,018 read · about 70 min (estimated)');
});

test('all of it read, it no longer tells of time', () => {
  expect(card({ total: 4018, done: 4018, minutesLeft: 0, measured: true })).not.toContain('min left');
});
