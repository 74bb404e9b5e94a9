import { nextLook, nextNight, wallTimeOf } from '../../src/engine/schedule/wall-time.js';
import { cutoverOf, readForm } from '../../src/engine/kinds/form/read-form.js';
import { cutIntoBatches } from '../../src/engine/kinds/writing/batches.js';
import { comparePlans } from '../../src/engine/kinds/planned/compare-plans.js';
import { judgeSight } from '../../src/engine/kinds/writing/look.js';
import { undoOrder } from '../../src/engine/back-out/derive.js';
import { inverses } from '../../src/engine/kinds/writing/inverses.js';
import { step } from './support/house.js';
import { change } from './support/tenant.js';

const now = new Date('2026-12-01T10:00:00Z');

describe('looking before acting', () => {
  const row = { before: { name: 'old' }, after: { name: 'new' }, state: 'pending', startedAt: null } as const;
  const seen = (name: string) => ({ seen: true as const, value: { name, more: 1 } });

  it.each([
    ['is still as planned', row, seen('old'), 'write'],
    ['is as wanted already', row, seen('new'), 'done'],
    ['is neither', row, seen('else'), 'drifted'],
    ['could not be seen', row, { seen: false as const, why: 'lag' }, 'look-again'],
    ['was written a moment ago without an answer', started('2026-12-01T09:59:30Z'), seen('old'), 'wait'],
    ['was written long ago and nothing came of it', started('2026-12-01T09:58:00Z'), seen('old'), 'write'],
    ['was written without an answer and it worked', started('2026-12-01T09:59:59Z'), seen('new'), 'done'],
  ] as const)('an object that %s', (_what, ledger, observed, expected) => {
    expect(judgeSight(ledger, observed, now, 60).do).toBe(expected);
  });

  it('goes on from half of a change of several writes only where the ledger says it was begun', () => {
    const half = { seen: true as const, value: { name: 'half' } };
    const isHalf = (value: unknown): boolean => (value as { name: string }).name === 'half';
    expect(judgeSight(row, half, now, 60, isHalf).do).toBe('drifted');
    expect(judgeSight(started('2026-11-30T07:00:00.000Z'), half, now, 60, isHalf).do).toBe('write');
  });

  function started(startedAt: string) {
    return { ...row, state: 'started' as const, startedAt };
  }
});

describe('a derived back-out', () => {
  it('goes backwards but for undoAfter', () => {
    const runbook = [step('names'), step('addresses', { undoAfter: ['names'] }), step('asked', { undo: 'on-request' })];
    const traces = [
      { stepId: 'names', order: 1, inTheNight: true },
      { stepId: 'addresses', order: 2, inTheNight: true },
      { stepId: 'asked', order: 3, inTheNight: false },
    ];
    expect(undoOrder(runbook, traces)).toEqual(['names', 'addresses']);
    expect(undoOrder([step('names'), step('addresses')], traces)).toEqual(['addresses', 'names']);
  });

  it('takes a step of an earlier phase along that was put off into the night', () => {
    const runbook = [step('prepared', { undo: 'on-request' }), step('names')];
    const traces = [
      { stepId: 'names', order: 1, inTheNight: true },
      { stepId: 'prepared', order: 2, inTheNight: true },
    ];
    expect(undoOrder(runbook, traces)).toEqual(['prepared', 'names']);
  });

  it('restores what was there before the first write, or what somebody else set in between', () => {
    const invert = (given: ReturnType<typeof change>, before: unknown) => ({
      ...given,
      before: given.after,
      after: before as { name: string },
    });
    const twice = (seenBefore: string) =>
      inverses({ invert }, [
        { change: change('a', '1', '2'), observedBefore: { name: '1' }, made: [], at: '' },
        { change: change('a', seenBefore, '3'), observedBefore: { name: seenBefore }, made: [], at: '' },
      ]).changes.map(({ after }) => after);
    expect(twice('2')).toEqual([{ name: '1' }]);
    expect(twice('x')).toEqual([{ name: 'x' }]);
  });
});

describe('a plan is cut by tenant', () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => change(`${index}`, 'a', 'b'));
  const jobs = (plan: Parameters<typeof cutIntoBatches>[0], batchSize: number) =>
    cutIntoBatches(plan, { batchSize, concurrency: 2 }).map(({ side, changes }) => [side, changes.length]);

  it('into whole calls, about twenty objects a job', () => {
    expect(jobs([{ ...change('z', 'a', 'b'), side: 'destination' }, ...many(45)], 8)).toEqual([
      ['source', 16],
      ['source', 16],
      ['source', 13],
      ['destination', 1],
    ]);
  });

  it('into two jobs a lane where there is enough to do, and none of more than a hundred', () => {
    expect(jobs(many(160), 20)).toEqual(Array.from({ length: 4 }, () => ['source', 40]));
    expect(jobs(many(1000), 20)).toEqual(Array.from({ length: 10 }, () => ['source', 100]));
  });
});

it('two plans are compared by object', () => {
  const difference = comparePlans(
    [change('same', 'a', 'b'), change('gone', 'a', 'b'), change('other', 'a', 'b')],
    [change('same', 'a', 'b'), change('new', 'a', 'b'), change('other', 'x', 'b')],
  );
  expect(Object.values(difference).map((objects) => objects.map(({ id }) => id))).toEqual([
    ['new'],
    ['gone'],
    ['other'],
  ]);
});

it('a due time of migration time follows the pace of the clock', () => {
  const reading = { at: '2026-12-01T10:00:00Z', wallAt: '2026-01-01T00:00:00Z', rate: 60 };
  expect(wallTimeOf('2026-12-01T11:00:00Z', reading).toISOString()).toBe('2026-01-01T00:01:00.000Z');
  expect(wallTimeOf('2026-12-01T09:00:00Z', reading).toISOString()).toBe('2026-01-01T00:00:00.000Z');
  expect(wallTimeOf('2026-12-01T11:00:00Z', { ...reading, rate: 0 }).getUTCFullYear()).toBe(2035);
  expect(nextNight(new Date('2026-12-01T02:00:00Z'))).toBe('2026-12-02T02:00:00.000Z');
});

test.each([
  ['no T yet', '2026-12-14T10:00:00Z', null, '2026-12-15T02:00:00.000Z'],
  ['T is days away', '2026-12-10T10:00:00Z', '2026-12-14T20:00:00.000Z', '2026-12-11T02:00:00.000Z'],
  ['T comes before the night', '2026-12-14T10:00:00Z', '2026-12-14T20:00:00.000Z', '2026-12-14T19:00:00.000Z'],
  ['its last hour has begun', '2026-12-14T19:30:00Z', '2026-12-14T20:00:00.000Z', '2026-12-15T02:00:00.000Z'],
])('what is told before the night is looked at in the last hour before T, too: %s', (_, now, cutoverAt, at) => {
  expect(nextLook(new Date(now), cutoverAt)).toBe(at);
});

it('a form takes only what it asks for', () => {
  const fields = [
    { id: 'day', kind: 'date' as const, required: true },
    { id: 'hour', kind: 'time' as const, required: false },
    { id: 'yes', kind: 'toggle' as const, required: true },
  ];
  expect(readForm(fields, { day: '2026-12-12', extra: 'x' })).toEqual({
    ok: true,
    value: { day: '2026-12-12', yes: 'false' },
  });
  expect(readForm(fields, { day: '2026-02-30' })).toMatchObject({ refusal: { code: 'answer.invalid' } });
  expect(readForm(fields, {})).toMatchObject({ refusal: { code: 'answer.missing' } });
  expect(cutoverOf({ cutoverDate: '2026-12-12', cutoverTime: '18:00' })).toBe('2026-12-12T18:00:00.000Z');
});
