/** T moves: everybody is asked anew, an open night is taken back, and whatever is timed by T follows. */
import type { Step } from '../../src/contract/step.js';
import { House, actor, personToAssign, step } from './support/house.js';
import { FakeTenant, renaming } from './support/tenant.js';

const leads = ['project-manager', 'business-owner'] as const;
const T = '2026-12-12T18:00:00.000Z';
const later = { undo: 'never', after: ['cutover-date'] } as const;

const runbook: readonly Step[] = [
  step('cutover-date', {
    kind: 'gate',
    risk: 'gate',
    roles: leads,
    undo: 'never',
    window: { from: -1440, until: -336 },
  }),
  step('backup', { ...later, phase: 'stage', window: { from: -168, until: -24 } }),
  step('eve-pass', { ...later, phase: 'eve', after: ['backup'], notBefore: [{ hours: -24 }] }),
  step('eve-word', { ...later, phase: 'eve', after: ['backup'], notBefore: [{ hours: -24 }] }),
  step('go-no-go', {
    ...later,
    phase: 'eve',
    kind: 'gate',
    risk: 'gate',
    roles: leads,
    after: ['eve-pass'],
    notBefore: [{ hours: -12 }],
  }),
  step('look', { ...later, phase: 'cutover', kind: 'check', risk: 'none', after: ['go-no-go'] }),
  step('rename', {
    phase: 'cutover',
    kind: 'change',
    action: 'rename',
    after: ['look'],
    window: { from: 0, until: 1 },
  }),
  step('park', { phase: 'cutover', after: ['go-no-go'] }),
  step('remove-domain-source', { phase: 'cutover', after: ['rename'], window: { from: 1, until: 4 } }),
];

describe('T moves', () => {
  let house: House;
  const tenant = new FakeTenant(['a', 'b']);

  beforeAll(async () => {
    house = await House.build({
      runbook,
      actions: { rename: renaming(tenant, 'new') },
      forms: {
        'cutover-date': [
          { id: 'cutoverDate', kind: 'date', required: true },
          { id: 'cutoverTime', kind: 'time', required: true },
        ],
      },
    });
    await house.people({ irina: ['source-admin'], sergei: ['business-owner'] });
  });
  afterAll(() => house.pullDown());

  const commands = () => house.engine.commands;
  const stepNow = async (id: string) => house.engine.queries.step(id);
  const stateOf = async (id: string) => (await stepNow(id))?.state;
  const move = (name: string, cutoverAt: string, reason = 'the vendor is ill') =>
    commands().reschedule(actor(name), { cutoverAt, reason });
  const goes = async (stepId: string, ...names: readonly string[]): Promise<void> => {
    const { id: attemptId } = await house.reach(stepId, 'asking');
    for (const name of names) await commands().vote(actor(name), { attemptId, vote: 'go' });
    await house.reach(stepId, 'done');
  };
  const doIt = async (stepId: string): Promise<void> => {
    const { id: attemptId } = await house.reach(stepId, 'asking');
    await commands().take(actor('irina'), { attemptId });
    await commands().complete(actor('irina'), { attemptId, note: 'all items done, report kept' });
    await house.reach(stepId, 'done');
  };

  it('nobody moves a T that is not proposed yet; whoever moves one is told what holds meanwhile and what it leaves too little time for, and the agreed T tells it too', async () => {
    await house.reach('cutover-date', 'asking');
    expect(await move('anna', T)).toMatchObject({ refusal: { code: 'reschedule.not-agreed' } });
    const { id: attemptId } = await house.reach('cutover-date', 'asking');
    const answers = { cutoverDate: '2026-12-12', cutoverTime: '18:00' };
    await commands().answer(actor('anna'), { attemptId, answers });
    // Sixteen hours ahead: the backup should have been done this morning, and no T holds meanwhile that anybody agreed to.
    const soon = '2026-12-01T00:00:00.000Z';
    const earliest = expect.stringMatching(/^2026-12-01T08:0/) as unknown;
    expect(await move('anna', soon)).toMatchObject({
      value: { holds: 'none', cutoverAt: null, leadTimes: { late: ['backup'], needed: [], earliest } },
    });
    await goes('cutover-date', 'sergei');
    expect((await stepNow('cutover-date'))?.leadTimes).toMatchObject({ late: ['backup'] });
    expect(await move('anna', T)).toMatchObject({
      value: { holds: 'agreed', cutoverAt: soon, leadTimes: { late: [] } },
    });
    await goes('cutover-date', 'sergei');
    expect((await stepNow('cutover-date'))?.leadTimes).toMatchObject({ late: [] });
  });

  it('a lead moves it, to a moment that is to come, and says why', async () => {
    expect(await move('irina', '2026-12-19T18:00:00Z')).toMatchObject({ refusal: { code: 'approval.wrong-role' } });
    expect(await move('anna', '2026-11-19T18:00:00Z')).toMatchObject({ refusal: { code: 'answer.past' } });
    expect(await move('anna', T)).toMatchObject({ refusal: { code: 'reschedule.same' } });
    expect(await move('anna', '2026-12-19T18:00:00Z', ' ')).toMatchObject({
      refusal: { code: 'reschedule.needs-reason' },
    });
    expect(await move('anna', '2026-12-19T18:00:00Z', 'later')).toMatchObject({
      refusal: { code: 'reason.too-short' },
    });
    expect(await stateOf('cutover-date')).toBe('done');
  });

  it('by a week in the middle of phase 2: all are asked anew, the old T holds meanwhile, and then everything follows', async () => {
    house.clock.set({ to: '2026-12-07T09:00:00.000Z' });
    const { id: backup } = await house.reach('backup', 'asking');
    expect(await move('sergei', '2026-12-19T18:00:00Z')).toMatchObject({ ok: true });
    expect(await stateOf('cutover-date')).toBe('asking');
    const asked = await house.reach('cutover-date', 'asking');
    expect(asked).toMatchObject({ number: 3, answers: { cutoverDate: '2026-12-19', cutoverTime: '18:00' } });
    expect(asked.approvals).toMatchObject([{ person: { name: 'sergei' }, vote: 'go', reason: 'the vendor is ill' }]);
    expect((await house.engine.queries.status()).cutoverAt).toBe(T);
    expect((await stepNow('cutover-date'))?.leadTimes).toMatchObject({ late: [] });
    // What is not timed by T goes on; what is waits until it is agreed.
    expect(await commands().take(actor('irina'), { attemptId: backup })).toMatchObject({ ok: true });
    await commands().complete(actor('irina'), { attemptId: backup, note: 'kept as backup.csv' });
    await house.reach('backup', 'done');
    expect((await stepNow('eve-pass'))?.early).toEqual({ from: null, mayBegin: [] });
    await goes('cutover-date', 'anna');
    const status = await house.engine.queries.status();
    expect(status.cutoverAt).toBe('2026-12-19T18:00:00.000Z');
    expect(status.turnBack?.until).toBe('2026-12-19T22:00:00.000Z');
    expect((await stepNow('rename'))?.times.plannedEnd).toBe('2026-12-19T19:00:00.000Z');
    expect((await stepNow('eve-pass'))?.early?.from).toBe('2026-12-18T18:00:00.000Z');
    expect(await house.engine.nextDueAt()).toBe('2026-12-18T18:00:00.000Z');
    expect((await house.engine.queries.attempt('cutover-date-2'))?.attempt?.state).toBe('replaced');
    const log = await house.engine.queries.log({ limit: 50 });
    expect(log.find(({ what }) => what === 'rescheduled')).toMatchObject({
      person: { name: 'sergei' },
      facts: { was: T, cutoverAt: '2026-12-19T18:00:00.000Z', reason: 'the vendor is ill' },
    });
  });

  it('what was offered by the old T and is too early by the new one is put aside, and offered again by the clock; not what somebody had in hand', async () => {
    house.clock.set({ to: '2026-12-18T18:00:01.000Z' });
    const { id } = await house.reach('eve-pass', 'asking');
    const { id: attemptId } = await house.reach('eve-word', 'asking');
    await commands().take(actor('irina'), { attemptId });
    await commands().handBack(actor('irina'), { attemptId, note: 'half of the people have been told' });
    await move('anna', '2026-12-20T18:00:00Z');
    await goes('cutover-date', 'sergei');
    expect((await house.engine.queries.attempt(id))?.attempt).toMatchObject({ state: 'withdrawn', aside: 't-moved' });
    expect(await stepNow('eve-word')).toMatchObject({ state: 'asking', attempt: { id: attemptId } });
    expect(await stepNow('eve-pass')).toMatchObject({ state: 'waiting', early: { from: '2026-12-19T18:00:00.000Z' } });
    house.clock.set({ to: '2026-12-19T18:00:01.000Z' });
    await doIt('eve-pass');
  });

  it('by two hours on the night before the first change: the go is taken back, and asked for again by the new T', async () => {
    house.clock.set({ to: '2026-12-20T16:00:00.000Z' });
    await goes('go-no-go', 'anna', 'sergei');
    await doIt('look');
    const plan = await house.reach('rename', 'asking');
    expect(await move('anna', '2026-12-20T20:00:00Z', 'DNS is slow')).toMatchObject({ ok: true });
    expect([await stateOf('go-no-go'), await stateOf('look'), await stateOf('rename')]).toEqual([
      'waiting',
      'waiting',
      'waiting',
    ]);
    expect((await house.engine.queries.attempt(plan.id))?.attempt).toMatchObject({ aside: 't-moved' });
    await goes('cutover-date', 'sergei');
    expect((await house.engine.queries.status()).turnBack?.until).toBe('2026-12-21T00:00:00.000Z');
    await goes('go-no-go', 'anna', 'sergei');
    await doIt('look');
    expect(tenant.writes).toEqual([]);
  });

  it('not any more while somebody has work of the night in hand, nor once they gave it back', async () => {
    const { id: attemptId } = await house.reach('park', 'asking');
    const begun = { refusal: { code: 'reschedule.night-begun', facts: { step: 'park' } } };
    await commands().take(actor('irina'), { attemptId });
    expect(await move('anna', '2026-12-21T20:00:00Z')).toMatchObject(begun);
    await commands().handBack(actor('irina'), { attemptId, note: 'one of two is parked' });
    expect(await move('anna', '2026-12-21T20:00:00Z')).toMatchObject(begun);
  });

  it('not any more once a first object was written, also where the rest is planned anew: it is said with what', async () => {
    const begun = { refusal: { code: 'reschedule.night-begun', facts: { step: 'rename' } } };
    const remark = { code: 'graph-refused', facts: {} } as const;
    tenant.beforeWrite = (id) => Promise.resolve(id === 'b' ? { result: 'refused', remark } : undefined);
    await house.approve('rename', ['irina']);
    await house.reach('rename', 'attention');
    expect(tenant.writes).toEqual([{ id: 'a', value: 'new-a' }]);
    await commands().again(actor('irina'), { stepId: 'rename' });
    await house.reach('rename', 'asking');
    expect(await move('anna', '2026-12-21T20:00:00Z')).toMatchObject(begun);
    tenant.beforeWrite = () => Promise.resolve(undefined);
    await house.approve('rename', ['irina']);
    await house.reach('rename', 'done');
    expect(await move('anna', '2026-12-21T20:00:00Z')).toMatchObject(begun);
    expect(await stateOf('go-no-go')).toBe('done');
  });
});

describe('a T that was given at the start and nobody has agreed to', () => {
  let house: House;
  const given = '2027-12-12T18:00:00.000Z';

  beforeAll(async () => {
    house = await House.build({
      runbook: [
        step('before'),
        step('cutover-date', {
          kind: 'gate',
          risk: 'gate',
          roles: ['project-manager'],
          undo: 'never',
          after: ['before'],
        }),
        step('eve-pass', { phase: 'eve', after: ['cutover-date'], window: { from: -24, until: -12 } }),
      ],
      forms: { 'cutover-date': [{ id: 'cutoverDate', kind: 'date', required: true }] },
    });
    await house.engine.commands.begin(actor('anna'), { starter: personToAssign('anna'), cutoverAt: given });
    await house.engine.commands.assign(actor('anna'), { role: 'source-admin', person: personToAssign('irina') });
  });
  afterAll(() => house.pullDown());

  it('is corrected by a lead, who mistyped it, before anybody is asked to agree', async () => {
    const { commands, queries } = house.engine;
    const move = (name: string, cutoverAt: string) =>
      commands.reschedule(actor(name), { cutoverAt, reason: 'the wrong year' });
    expect(await move('irina', T)).toMatchObject({ refusal: { code: 'approval.wrong-role' } });
    expect(await move('anna', given)).toMatchObject({ refusal: { code: 'reschedule.same' } });
    expect(await move('anna', '2026-11-01T18:00:00Z')).toMatchObject({ refusal: { code: 'answer.past' } });
    expect(await move('anna', T)).toMatchObject({ value: { holds: 'corrected', cutoverAt: T } });
    expect((await queries.status()).cutoverAt).toBe(T);
    expect((await queries.step('eve-pass'))?.times.plannedEnd).toBe('2026-12-12T06:00:00.000Z');
    expect((await queries.step('cutover-date'))?.state).toBe('waiting');
    expect((await queries.log({ limit: 9 })).find(({ what }) => what === 'given-t-corrected')).toMatchObject({
      person: { name: 'anna' },
      facts: { was: given, cutoverAt: T, reason: 'the wrong year' },
    });
  });
});
