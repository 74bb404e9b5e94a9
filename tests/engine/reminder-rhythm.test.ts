/** How often one person is called in a night: nobody misses what waits for them, and several things are one post. */
import { isNamed, nextPost, type Told } from '../../src/engine/outbox/reminders/rhythm.js';

const began = Date.parse('2026-12-14T20:00:00.000Z');
const at = (minutes: number): string => new Date(began + minutes * 60_000).toISOString();

/** Minutes at which the person gets a post within so many hours, and how many things each of them names. */
function posts(things: readonly Partial<Told>[], hours: number): readonly (readonly [number, number])[] {
  let told = things.map((thing): Told => ({
    ...{ since: at(0), up: false, late: false, watched: false, toldAt: null, times: 0, holds: true },
    ...thing,
  }));
  const all: (readonly [number, number])[] = [];
  let lastAt: string | null = null;
  for (let minute = 0; minute <= hours * 60; minute += 1) {
    const now = at(minute);
    const asked = told.filter(({ since }) => since <= now);
    const due = nextPost('night', asked, { lastAt, zone: 'UTC', now });
    if (due === null || due > now) continue;
    const named = asked.filter((one) => isNamed('night', one, now));
    told = told.map((one) => (named.includes(one) ? { ...one, toldAt: now, times: one.times + 1 } : one));
    lastAt = now;
    all.push([minute, named.length]);
  }
  return all;
}
const minutesOf = (all: ReturnType<typeof posts>) => all.map(([minute]) => minute);

test('what the night stands still for is called every hour', () => {
  expect(minutesOf(posts([{}], 4))).toEqual([15, 75, 135, 195]);
});

test('what nothing waits for is called as soon, and then less and less often, but never left alone', () => {
  expect(minutesOf(posts([{ holds: false }], 12))).toEqual([15, 75, 195, 435, 675]);
});

test('a lead hears of four people’s things, begun one after the other, in one post an hour', () => {
  const things = [0, 20, 40, 55].map((minute) => ({ up: true, since: at(minute) }));
  const all = posts(things, 8);
  // Each is heard of half an hour after it began to wait, or up to a quarter of an hour before that.
  expect(all.slice(0, 3)).toEqual([
    [30, 1],
    [50, 2],
    [70, 4],
  ]);
  expect(all.slice(3).map(([minute, named]) => [minute, named])).toEqual(
    [130, 190, 250, 310, 370, 430].map((minute) => [minute, 4]),
  );
});
