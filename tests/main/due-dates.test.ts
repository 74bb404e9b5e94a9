import { tellDueDates } from '../../src/main/composition/due-dates.js';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

function situation() {
  const listeners = new Set<() => void>();
  const now = { idle: false, due: null as string | null, forPeople: null as string | null, looks: 0 };
  const told: (string | null)[] = [];
  const forPeople: (string | null)[] = [];
  const stop = tellDueDates({
    engine: {
      idle: () => {
        now.looks += 1;
        return Promise.resolve(now.idle);
      },
      nextDueAt: () => Promise.resolve(now.due),
      nextForPeopleAt: () => Promise.resolve(now.forPeople),
      onChange: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    clock: { onChange: () => () => undefined },
    tell: (at, _resting, people) => {
      told.push(at);
      forPeople.push(people);
      return Promise.resolve();
    },
    log: { debug: () => undefined },
  });
  return { now, told, forPeople, stop, change: () => listeners.forEach((listener) => listener()) };
}

test('while nothing changes it is asked every five seconds, and what is known is not told again', async () => {
  const { now, told, stop } = situation();
  await jest.advanceTimersByTimeAsync(60_000);
  stop();

  expect(told).toEqual([null]);
  expect(now.looks).toBeLessThanOrEqual(13);
});

test('a due time is told at once when the last thing under way has ended, and taken back when something begins', async () => {
  const { now, told, stop, change } = situation();
  await jest.advanceTimersByTimeAsync(1_000);
  Object.assign(now, { idle: true, due: '2026-12-01T02:00:00.000Z' });
  change();
  await jest.advanceTimersByTimeAsync(50);
  now.idle = false;
  change();
  await jest.advanceTimersByTimeAsync(300);
  stop();

  expect(told).toEqual([null, '2026-12-01T02:00:00.000Z', null]);
});

test('the moment people are timed by is told beside what is due by itself, and anew when only that moves', async () => {
  const { now, forPeople, stop, change } = situation();
  Object.assign(now, { idle: true, due: '2026-12-01T02:00:00.000Z', forPeople: '2026-12-11T18:00:00.000Z' });
  await jest.advanceTimersByTimeAsync(1_000);
  now.forPeople = '2026-12-18T18:00:00.000Z';
  change();
  await jest.advanceTimersByTimeAsync(300);
  stop();

  expect(forPeople).toEqual(['2026-12-11T18:00:00.000Z', '2026-12-18T18:00:00.000Z']);
});

test('changes in a crowd are answered by twenty looks a second at most', async () => {
  const { now, stop, change } = situation();
  for (let n = 0; n < 100; n += 1) {
    change();
    await jest.advanceTimersByTimeAsync(10);
  }
  stop();

  expect(now.looks).toBeLessThanOrEqual(21);
});

test('nobody is asked after the end', async () => {
  const { now, stop, change } = situation();
  await jest.advanceTimersByTimeAsync(100);
  stop();
  const before = now.looks;
  change();
  await jest.advanceTimersByTimeAsync(60_000);

  expect(now.looks).toBe(before);
});
