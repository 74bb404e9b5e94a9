import { nextWait } from '../../src/store/durable/queue-looks.js';

test('a queue in which nothing happens is looked at ever more rarely, but never less often than every quiet period', () => {
  const times = { busyMs: 30, quietMs: 5_000 };
  const waits: number[] = [];
  for (let wait = 0; waits.length < 6; waits.push(wait)) wait = nextWait(wait, times);

  expect(waits).toEqual([30, 120, 1_920, 5_000, 5_000, 5_000]);
});
