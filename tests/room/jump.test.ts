import { jumpToNext } from '../../src/rehearsal/room/page/jump.js';

interface Reading {
  at: string;
  nextDue: string | null;
  nextForPeople: string | null;
  resting: boolean;
  told: number;
}

const hour = (hours: number): string =>
  new Date(Date.parse('2026-12-01T00:00:00.000Z') + hours * 3_600_000).toISOString();

/** A bot that looks every quarter of an hour; `posts` are the hours at which it has something to say. */
async function jumped(given: { forPeople?: number; posts?: readonly number[]; quiet?: boolean; heldAfter?: number }) {
  const reading: Reading = {
    at: hour(0),
    nextDue: hour(0.25),
    nextForPeople: given.forPeople === undefined ? null : hour(given.forPeople),
    resting: true,
    told: 1,
  };
  let orders = 0;
  await jumpToNext({
    look: () => Promise.resolve({ ...reading }),
    steer: ({ advanceTo }: { advanceTo: string }) => {
      orders += 1;
      const { told } = reading;
      Object.assign(reading, {
        at: advanceTo,
        nextDue: hour((Date.parse(advanceTo) - Date.parse(hour(0))) / 3_600_000 + 0.25),
        // A moment that has come is nobody's next one any more.
        nextForPeople: (reading.nextForPeople ?? '') > advanceTo ? reading.nextForPeople : null,
      });
      if (given.quiet !== true) reading.told += 1;
      return Promise.resolve({ ...reading, told });
    },
    posts: () => (given.posts ?? []).filter((at) => hour(at) <= reading.at).length,
    held: () => orders === (given.heldAfter ?? -1),
  });
  return (Date.parse(reading.at) - Date.parse(hour(0))) / 3_600_000;
}

test.each([
  ['a moment that people are timed by, and not over it', { forPeople: 5.1, posts: [9] }, 5.1],
  ['a new post of the bot, and not to its next look', { forPeople: 20, posts: [3] }, 3],
  ['a day ahead at most, where nothing comes', {}, 24],
  ['where it is stopped', { posts: [3], heldAfter: 2 }, 0.5],
  ['one moment only, where the bot says nothing of it', { quiet: true }, 0.25],
] as const)('the jump goes to %s', async (_, given, expected) => {
  expect(await jumped(given)).toBe(expected);
});
