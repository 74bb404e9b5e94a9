import type { LeadTime } from '../../src/contract/lead-time.js';
import { leadTimes } from '../../src/engine/attempts/lead-times.js';
import { phaseTimes, stepTimes, turnBack } from '../../src/engine/schedule/timetable.js';
import type { StepSnapshot, StepState } from '../../src/engine/state.js';
import { runbook as theRunbook } from '../../src/runbook/index.js';
import { attemptOf, plan } from '../views/samples.js';
import { step } from './support/house.js';

const T = '2026-11-30T18:00:00.000Z';
const at = (time: string): string => `2026-11-30T${time}:00.000Z`;

interface Given {
  readonly id: string;
  readonly until?: number;
  readonly state?: StepState;
  readonly since?: string;
  readonly after?: readonly string[];
  readonly undoSeconds?: number;
}

function snapshot(given: Given, now: string, cutoverAt: string | null = T): StepSnapshot {
  const { id, until, state = 'waiting', since = at('18:00'), after = [], undoSeconds = 0 } = given;
  const one = step(id, { after, ...(until === undefined ? {} : { window: { from: 0, until } }) });
  return {
    step: one,
    kind: one.kind,
    state,
    since,
    attempt: state === 'waiting' ? null : attemptOf({ state, plan: { ...plan, undoSeconds } }),
    waitsFor: [],
    timing: null,
    notApplicable: null,
    undoable: false,
    toBeUndone: false,
    times: stepTimes(one, { state, since, startedAt: null }, cutoverAt, now),
  };
}
const phase = (now: string, ...given: readonly Given[]) =>
  phaseTimes(
    given.map((one) => snapshot(one, now)),
    now,
  );

test('a step is planned to end at T and the end of its window, and ends when it is done', () => {
  const done = snapshot({ id: 'a', until: 1.5, state: 'done', since: at('19:45') }, at('20:00')).times;
  expect(done).toMatchObject({ plannedEnd: at('19:30'), endedAt: at('19:45'), slipMinutes: 15 });
  expect(snapshot({ id: 'a', until: 1.5 }, at('19:00')).times.slipMinutes).toBeNull();
  expect(snapshot({ id: 'a', until: 1.5 }, at('20:00')).times.slipMinutes).toBe(30);
  expect(snapshot({ id: 'a', until: 1.5 }, at('20:00'), null).times.plannedEnd).toBeNull();
});

test('a phase is expected later by what is overdue', () => {
  const times = phase(at('18:45'), { id: 'a', until: 0.5, state: 'running' }, { id: 'b', until: 3, after: ['a'] });
  expect(times).toEqual({ plannedEnd: at('21:00'), expectedEnd: at('21:15'), endedAt: null, slipMinutes: 15 });
});

test('a delay counts as long as something right after it is open, and no longer', () => {
  const late: Given = { id: 'a', until: 0.5, state: 'done', since: at('18:50') };
  const open: Given = { id: 'b', until: 2, after: ['a'] };
  const last: Given = { id: 'c', until: 3, after: ['b'] };
  expect(phase(at('19:00'), late, open, last)?.slipMinutes).toBe(20);
  expect(phase(at('19:30'), late, { ...open, state: 'done', since: at('19:25') }, last)?.slipMinutes).toBe(0);
});

test('what is early makes no phase early, and a phase that is done has its real end', () => {
  const early: Given = { id: 'a', until: 2, state: 'done', since: at('18:10') };
  expect(phase(at('18:20'), early, { id: 'b', until: 3, after: ['a'] })?.slipMinutes).toBe(0);
  expect(phase(at('21:00'), early, { id: 'b', until: 3, state: 'done', since: at('20:40') })).toEqual({
    plannedEnd: at('21:00'),
    expectedEnd: at('20:40'),
    endedAt: at('20:40'),
    slipMinutes: -20,
  });
});

test('a phase whose planned end is over is expected now at the earliest, and one without times says nothing', () => {
  expect(phase(at('19:30'), { id: 'a', until: 1, state: 'done' }, { id: 'b' })?.expectedEnd).toBe(at('19:30'));
  expect(phase(at('19:30'), { id: 'a' })).toBeNull();
});

const night = (line: Given, now = at('19:00')) =>
  turnBack(
    [
      { id: 'names', state: 'done' as const, undoSeconds: 900 },
      { id: 'addresses', state: 'done' as const, undoSeconds: 300 },
      { id: 'groups', state: 'asking' as const, undoSeconds: 7200 },
      line,
    ].map((one) => snapshot(one, now)),
    T,
    now,
  );
const line: Given = { id: 'remove-domain-source', until: 4 };

test('turning back is possible until what was done no longer fits before the domain was planned to leave', () => {
  expect(night(line)).toEqual({ until: at('21:40'), undoSeconds: 1200, passed: false, needsBothTenants: false });
  expect(night(line, at('21:41'))).toMatchObject({ passed: true, needsBothTenants: false });
});

test('once the domain is leaving, turning back needs both tenants; when it is back, it does not', () => {
  for (const state of ['running', 'verifying', 'done', 'undoing'] as const)
    expect(night({ ...line, state })?.needsBothTenants).toBe(true);
  for (const state of ['asking', 'attention', 'undone'] as const)
    expect(night({ ...line, state })?.needsBothTenants).toBe(false);
});

describe('what a T leaves too little time for', () => {
  const prepare = step('prepare', { window: { from: -1440, until: -336 } });
  const backup = step('backup', { window: { from: -168, until: -24 } });
  const atNight = step('rename', { window: { from: 0, until: 2 } });
  const setsT = step('cutover-date', { window: { from: -1440, until: -336 } });
  const runbook = [prepare, backup, setsT, atNight, step('no-window')];
  const now = '2026-12-01T18:00:00.000Z';
  it.each<[string, Record<string, StepState>, string, readonly string[], string | null]>([
    [
      'T in twelve days, with preparation open',
      {},
      '2026-12-13T18:00:00.000Z',
      ['prepare'],
      '2026-12-15T18:00:00.000Z',
    ],
    ['T in fourteen days', {}, '2026-12-15T18:00:00.000Z', [], '2026-12-15T18:00:00.000Z'],
    ['T tonight, prepared', { prepare: 'done' }, '2026-12-01T23:00:00.000Z', ['backup'], '2026-12-02T18:00:00.000Z'],
    [
      'T in an hour, all done or not needed',
      { prepare: 'done', backup: 'not-applicable' },
      '2026-12-01T19:00:00.000Z',
      [],
      null,
    ],
  ])('%s', (_, states, cutoverAt, late, earliest) => {
    const known = new Map(Object.entries(states));
    expect(leadTimes(runbook, known, { cutoverAt, now }, 'cutover-date')).toEqual({ late, needed: [], earliest });
  });

  const mx: LeadTime = {
    step: 'ttl-check',
    because: { code: 't-needs-mx', facts: { domain: 'contoso.com', seconds: 86_400 } },
    seconds: 86_400,
  };
  const sync: LeadTime = {
    step: 'backup',
    because: { code: 't-needs-sync', facts: { count: 4, hours: 72 } },
    seconds: 72 * 3600,
  };
  const ready = new Map<string, StepState>([['prepare', 'done']]);
  const about = (hours: number | null, known: readonly LeadTime[], states = ready) => {
    const at = hours === null ? null : new Date(Date.parse(now) + hours * 3_600_000).toISOString();
    const { late, needed, earliest } = leadTimes(runbook, states, { cutoverAt: at, now, known }, 'cutover-date');
    return [late, needed.map(({ because, from }) => [because.code, because.facts['from'] === from, from]), earliest];
  };
  const inHours = (hours: number): string => new Date(Date.parse(now) + hours * 3_600_000).toISOString();

  it('what was read of this company counts beside the windows, and the earliest T is after the latest of all', () => {
    expect(about(25, [mx, sync])).toEqual([[], [['t-needs-sync', true, inHours(72)]], inHours(72)]);
    expect(about(23, [mx, sync])).toEqual([
      ['backup'],
      [
        ['t-needs-mx', true, inHours(24)],
        ['t-needs-sync', true, inHours(72)],
      ],
      inHours(72),
    ]);
    expect(about(73, [mx, sync])).toEqual([[], [], inHours(72)]);
  });

  it('while no T is proposed all that was read is told, and nothing is late', () => {
    expect(about(null, [mx])).toEqual([[], [['t-needs-mx', true, inHours(24)]], inHours(24)]);
  });

  it('a step that is done takes no time any more, and one that will have little to do is late like any other while it is open', () => {
    const states = new Map<string, StepState>([...ready, ['ttl-check', 'done']]);
    expect(about(1, [mx, { ...sync, seconds: 0 }], states)).toEqual([['backup'], [], inHours(24)]);
    states.set('backup', 'not-applicable');
    expect(about(1, [mx, { ...sync, seconds: 0 }], states)).toEqual([[], [], null]);
  });

  it('T in two days with the days before it open: what the plan sets before today is late, as on its board, and the passes lack their time', () => {
    const states = new Map<string, StepState>(
      theRunbook.map(({ id, phase }) => [id, phase === 'prepare' ? 'done' : 'waiting']),
    );
    states.set('mx-ttl-lowering', 'running');
    const at = { now: '2026-11-30T15:07:47.930Z', cutoverAt: '2026-12-02T15:00:00.000Z' };
    const nothingSynced = { ...sync, step: 'directory-sync-off', seconds: 0 };
    const passes: LeadTime = {
      step: 'prestage-all',
      because: {
        code: 't-needs-passes',
        facts: { eve: 24, size: 10, hours: 27, speed: 750, together: 100, mailboxes: 120 },
      },
      seconds: 51 * 3600,
    };
    const told = leadTimes(theRunbook, states, { ...at, known: [nothingSynced, passes] }, 'cutover-date');
    expect(told.late).toEqual(['directory-sync-off']);
    expect(told.needed).toMatchObject([{ because: { code: 't-needs-passes' } }]);
    expect(told.earliest).toBe('2026-12-04T15:07:47.930Z');
  });
});
