/** Steps that wait for an hour, and results that the night does not begin on because they are too old. */
import { isTooOld, startOf } from '../../src/engine/schedule/not-before.js';
import type { TimedBy } from '../../src/contract/step.js';
import { House, actor, step } from './support/house.js';

const T = '2026-12-12T18:00:00.000Z';

describe('when a step is offered at the earliest', () => {
  const cases: readonly [string, readonly TimedBy[] | undefined, string | null, string | null | 'no hour'][] = [
    ['waits for no hour', undefined, T, 'no hour'],
    ['is counted from T', [{ hours: -24 }], T, '2026-12-11T18:00:00.000Z'],
    ['follows T when it moves', [{ hours: -24 }], '2026-12-19T18:00:00.000Z', '2026-12-18T18:00:00.000Z'],
    ['is unknown while T is open', [{ hours: -24 }], null, null],
    ['is counted from the end of another step', [{ hours: 12, after: 'switch' }], null, '2026-12-13T15:00:00.000Z'],
    ['is the last of several', [{ hours: 12 }, { hours: 12, after: 'switch' }], T, '2026-12-13T15:00:00.000Z'],
    ['is unknown while the other one is open', [{ hours: -48 }, { hours: 1, after: 'open' }], T, null],
  ];
  it.each(cases)('it %s', (_, notBefore, cutoverAt, at) => {
    const settledSince = (id: string): string | null => (id === 'switch' ? '2026-12-13T03:00:00.000Z' : null);
    const start = startOf(notBefore === undefined ? {} : { notBefore }, { cutoverAt, settledSince });
    expect(start).toEqual(at === 'no hour' ? null : { at });
  });
});

it.each<[number | undefined, string | null, boolean]>([
  [undefined, '2026-01-01T00:00:00.000Z', false],
  [36, null, false],
  [36, '2026-12-11T06:01:00.000Z', false],
  [36, '2026-12-11T06:00:00.000Z', true],
])('of what may be %s hours old, what was seen at %s is too old at T: %s', (tooOldAfter, since, old) => {
  expect(isTooOld(tooOldAfter === undefined ? {} : { tooOldAfter }, since, T)).toBe(old);
});

describe('the eve and the days after', () => {
  let house: House;
  const leads = ['project-manager', 'business-owner'] as const;

  beforeAll(async () => {
    const later = { undo: 'never', after: ['cutover-date'] } as const;
    house = await House.build({
      runbook: [
        step('cutover-date', { kind: 'gate', risk: 'gate', roles: leads, undo: 'never' }),
        step('eve-pass', { ...later, phase: 'eve', notBefore: [{ hours: -24 }], tooOldAfter: 36 }),
        step('eve-errors', { ...later, phase: 'eve', notBefore: [{ hours: -24 }] }),
        step('go-no-go', {
          ...later,
          phase: 'eve',
          kind: 'gate',
          risk: 'gate',
          roles: leads,
          after: ['eve-pass', 'eve-errors'],
          notBefore: [{ hours: -12 }],
        }),
        step('switch', { phase: 'cutover', after: ['go-no-go'] }),
        step('last-pass', { phase: 'after', after: ['switch'], notBefore: [{ hours: 12, after: 'switch' }] }),
        step('access', { phase: 'after', after: ['last-pass'], notBefore: [{ hours: 72 }] }),
      ],
      forms: {
        'cutover-date': [
          { id: 'cutoverDate', kind: 'date', required: true },
          { id: 'cutoverTime', kind: 'time', required: true },
        ],
      },
    });
    await house.people({ irina: ['source-admin'], sergei: ['business-owner'] });
    const { id: attemptId } = await house.reach('cutover-date', 'asking');
    const answers = { cutoverDate: '2026-12-12', cutoverTime: '18:00' };
    await commands().answer(actor('anna'), { attemptId, answers });
    await commands().vote(actor('sergei'), { attemptId, vote: 'go' });
    await house.reach('cutover-date', 'done');
  });
  afterAll(() => house.pullDown());

  const commands = () => house.engine.commands;
  const stepNow = async (id: string) => house.engine.queries.step(id);
  const doIt = async (stepId: string): Promise<void> => {
    const { id: attemptId } = await house.reach(stepId, 'asking');
    await commands().take(actor('irina'), { attemptId });
    await commands().complete(actor('irina'), { attemptId, note: 'all items done, report kept' });
    await house.reach(stepId, 'done');
  };
  const goes = async (stepId: string): Promise<void> => {
    const { id: attemptId } = await house.reach(stepId, 'asking');
    for (const name of ['anna', 'sergei']) await commands().vote(actor(name), { attemptId, vote: 'go' });
    await house.reach(stepId, 'done');
  };

  it('what is early is not offered: it says from when, and whose turn it will be knows', async () => {
    const from = '2026-12-11T18:00:00.000Z';
    expect(await stepNow('eve-pass')).toMatchObject({
      state: 'waiting',
      attempt: null,
      early: { from, mayBegin: ['id-anna', 'id-sergei'] },
    });
    expect(await house.engine.nextDueAt()).toBe(from);
    expect(await house.engine.nextForPeopleAt()).toBe(from);
    expect((await house.engine.queries.next('id-irina'))?.later).toContainEqual({
      stepId: 'eve-pass',
      from,
      mayBegin: false,
    });
    // Its turn has not come.
    expect((await stepNow('go-no-go'))?.early).toBeUndefined();
  });

  it('it begins early for a lead who says why, and for nobody else', async () => {
    const early = (name: string, stepId: string, reason: string) =>
      commands().beginEarly(actor(name), { stepId, reason });
    expect(await early('irina', 'eve-errors', 'I have time')).toMatchObject({
      refusal: { code: 'approval.wrong-role' },
    });
    expect(await early('anna', 'eve-errors', ' ')).toMatchObject({ refusal: { code: 'early.needs-reason' } });
    expect(await early('anna', 'eve-errors', 'x')).toMatchObject({ refusal: { code: 'reason.too-short' } });
    expect(await early('anna', 'go-no-go', 'we are ready')).toMatchObject({ refusal: { code: 'early.is-not' } });
    expect((await stepNow('eve-errors'))?.attempt).toBeNull();
    expect(await early('anna', 'eve-errors', 'the vendor is off tomorrow')).toMatchObject({ ok: true });
    expect((await house.reach('eve-errors', 'asking')).begunEarly).toMatchObject({
      by: { name: 'anna' },
      from: '2026-12-11T18:00:00.000Z',
      reason: 'the vendor is off tomorrow',
    });
    expect(await early('anna', 'eve-errors', 'again')).toMatchObject({ refusal: { code: 'early.is-not' } });
    const log = await house.engine.queries.log({ limit: 50 });
    expect(log.find(({ what }) => what === 'begun-early')).toMatchObject({
      stepId: 'eve-errors',
      person: { name: 'anna' },
      facts: { reason: 'the vendor is off tomorrow' },
    });
    await doIt('eve-errors');
  });

  it('it is offered by the clock alone when its hour has come, also when the clock jumps', async () => {
    house.clock.set({ to: '2026-12-11T17:59:00.000Z' });
    expect((await stepNow('eve-pass'))?.state).toBe('waiting');
    house.clock.set({ to: '2026-12-11T18:00:01.000Z' });
    await doIt('eve-pass');
    expect(await stepNow('go-no-go')).toMatchObject({ early: { from: '2026-12-12T06:00:00.000Z' } });
    house.clock.set({ to: '2026-12-12T06:00:01.000Z' });
    await house.reach('go-no-go', 'asking');
  });

  it('what is too old for the night is asked for again while people vote, and the gate names it and waits', async () => {
    house.clock.set({ to: '2026-12-13T06:01:00.000Z' });
    await house.reach('eve-pass', 'asking');
    const gate = await stepNow('go-no-go');
    expect(gate?.readiness?.tooOld).toMatchObject([{ stepId: 'eve-pass', hours: 36 }]);
    expect(gate?.readiness?.open).toEqual([]);
    expect(await commands().vote(actor('anna'), { attemptId: gate?.attempt?.id ?? '', vote: 'go' })).toMatchObject({
      refusal: { code: 'vote.held-up' },
    });
    const log = await house.engine.queries.log({ limit: 50 });
    expect(log.find(({ what }) => what === 'too-old')).toMatchObject({ stepId: 'eve-pass', facts: { hours: 36 } });
    await doIt('eve-pass');
    expect((await stepNow('go-no-go'))?.readiness?.tooOld).toEqual([]);
    await goes('go-no-go');
  });

  it('a pass waits for its hours after another step was done, and access stays until its own hour', async () => {
    await doIt('switch');
    const doneAt = (await stepNow('switch'))?.since ?? '';
    const from = new Date(Date.parse(doneAt) + 12 * 3_600_000).toISOString();
    expect((await stepNow('last-pass'))?.early).toMatchObject({ from });
    house.clock.set({ to: from });
    await doIt('last-pass');
    expect((await stepNow('access'))?.early).toMatchObject({ from: '2026-12-15T18:00:00.000Z' });
    expect((await house.engine.queries.status()).state).toBe('under-way');
    house.clock.set({ to: '2026-12-15T18:00:00.000Z' });
    await doIt('access');
    expect((await house.engine.queries.status()).state).toBe('finished');
  });
});
