/** Parked mail has a clock: from when MX was seen to lead there until mail is taken again, at the destination or at the source. */
import { defineTask } from '../../src/contract/task.js';
import { waitsSince } from '../../src/engine/queries/mail-waits.js';
import { nightAhead } from '../../src/engine/schedule/timetable.js';
import type { StepSnapshot } from '../../src/engine/state.js';
import { snapshotOf } from '../views/samples.js';
import { actor, House, step } from './support/house.js';

const word = { by: 'id-anna', at: '3' };
const seen = (
  direction: 'do' | 'undo',
  state: 'done' | 'undone' | 'withdrawn',
  ended_at: string | null,
  accepted = false,
) => ({
  direction,
  state,
  ended_at,
  accepted: accepted ? word : null,
});
const open = { state: 'waiting', since: '1', done_order: null } as const;

test.each([
  ['nothing was seen yet', [seen('do', 'done', null)], open, null],
  ['it was seen', [seen('do', 'done', '5')], open, '5'],
  ['it was only taken as it is', [seen('do', 'done', '5', true)], open, null],
  ['it was asked about again since', [seen('do', 'done', '5'), seen('do', 'done', '7')], open, '5'],
  ['mail comes in at the destination', [seen('do', 'done', '5')], { ...open, state: 'done', done_order: 4 }, null],
  ['the switch is asked about again', [seen('do', 'done', '5')], { ...open, state: 'asking', done_order: 4 }, null],
  ['the switch was taken back', [seen('do', 'done', '5')], { ...open, state: 'undone', since: '8' }, '8'],
  ['MX leads to the source again', [seen('do', 'done', '5'), seen('undo', 'undone', '9')], open, null],
  [
    'it was put back by a word, and parked anew',
    [seen('do', 'done', '5'), seen('undo', 'undone', '6', true), seen('do', 'done', '8')],
    open,
    '8',
  ],
] as const)('where %s it waits since then, or not', (_case, parked, broughtIn, since) => {
  expect(waitsSince(parked, broughtIn)).toBe(since);
});

test('the night by its plan: from its first window to its last, without what is not needed', () => {
  const at = (hours: number): string =>
    new Date(Date.parse('2026-12-18T22:00:00.000Z') + hours * 3_600_000).toISOString();
  const steps: readonly StepSnapshot[] = [
    snapshotOf('mx-ttl-check', null),
    snapshotOf('remove-domain-source', null),
    snapshotOf('dns-switch', null),
    snapshotOf('shared-mailbox-names', null, { state: 'not-applicable' }),
    snapshotOf('mx-ttl-restore', null),
  ];
  expect(nightAhead(steps, at(0), at(-12))).toEqual({
    from: at(-2),
    leaves: at(4),
    mailIn: at(7),
    until: at(7),
    turnBackUntil: at(4),
  });
  expect(nightAhead(steps, null, at(-12))).toBeNull();
});

describe('in the engine', () => {
  let house: House;
  const looks = (name: string) =>
    defineTask({
      name,
      watchWithin: 3600,
      watchEvery: 60,
      brief: () =>
        Promise.resolve({
          records: [{ action: 'publish', name: 'contoso.com', type: 'MX', value: `10 mx.${name}.example`, ttl: 300 }],
          remarks: [],
        }),
      watch: () => Promise.resolve([{ status: 'passed', code: 'mx-today', facts: {} }]),
    });
  const done = async (stepId: string): Promise<void> => {
    const { id: attemptId } = await house.reach(
      stepId,
      (attempt) => attempt?.needs.some(({ kind }) => kind === 'evidence') === true,
    );
    await house.engine.commands.complete(actor('irina'), { attemptId });
  };
  const waits = async () => (await house.engine.queries.migration()).facts.mailWaits;

  beforeAll(async () => {
    house = await House.build({
      runbook: [
        step('mail-gap', { kind: 'decision' }),
        step('go-no-go', { kind: 'decision', after: ['mail-gap'] }),
        step('mx-parked', { phase: 'cutover', action: 'parking', after: ['go-no-go'] }),
        step('dns-switch', { phase: 'cutover', action: 'inbound', after: ['mx-parked'] }),
      ],
      forms: {
        'mail-gap': [{ id: 'gap', kind: 'text', required: true }],
        'go-no-go': [{ id: 'go', kind: 'text', required: true }],
      },
      actions: { parking: looks('parking'), inbound: looks('inbound') },
    });
    await house.people({ irina: ['source-admin'] });
  });
  afterAll(() => house.pullDown());

  it('is told of the migration from when MX was seen at the parking host, ends with the switch, and begins anew when that is taken back', async () => {
    for (const [stepId, answers] of [
      ['mail-gap', { gap: 'parking' }],
      ['go-no-go', { go: 'yes' }],
    ] as const) {
      const { id: attemptId } = await house.reach(stepId, 'asking');
      await house.engine.commands.answer(actor('irina'), { attemptId, answers });
    }
    expect(await waits()).toBeUndefined();
    await done('mx-parked');
    const { endedAt } = await house.reach('mx-parked', 'done');
    expect(await waits()).toEqual({
      since: endedAt,
      exchangers: ['10 mx.parking.example'],
      decided: { stepId: 'mail-gap', answers: { gap: 'parking' } },
    });
    await done('dns-switch');
    await house.reach('dns-switch', 'done');
    expect(await waits()).toBeUndefined();

    house.clock.set({ advance: 3600 });
    await house.engine.commands.backOut(actor('irina'), { stepId: 'dns-switch' });
    await done('dns-switch');
    await house.reach('dns-switch', 'undone');
    const again = await waits();
    expect(Date.parse(again?.since ?? '') - Date.parse(endedAt ?? '')).toBeGreaterThan(3_500_000);

    await house.engine.commands.backOut(actor('irina'), { stepId: 'mx-parked' });
    await done('mx-parked');
    await house.reach('mx-parked', 'undone');
    expect(await waits()).toBeUndefined();
  });
});
