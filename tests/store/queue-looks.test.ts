import { nextWait } from '../../src/store/durable/queue-looks.js';

const times = { busyMs: 30, quietMs: 5_000 };

test('a queue whose jobs cannot begin is looked at ever more rarely, but never less often than every quiet period', () => {
  const waits: number[] = [];
  for (let wait = 0; waits.length < 6; waits.push(wait)) wait = nextWait(wait, 'jobs', times);

  expect(waits).toEqual([30, 120, 1_920, 5_000, 5_000, 5_000]);
});

test('a queue in which nothing waits is not looked at again before something announces itself, or the quiet period is over', () => {
  expect(nextWait(0, 'nothing', times)).toBe(5_000);
  expect(nextWait(30, 'nothing', times)).toBe(5_000);
});
