import type { Step } from '../../src/contract/step';
import { nextForPeople } from '../../src/engine/schedule/for-people';
import type { StepState } from '../../src/engine/state';
import { runbook } from '../../src/runbook/index';

const now = '2026-12-07T12:00:00.000Z';
const cutoverAt = '2026-12-12T20:00:00.000Z';
const windowed = runbook.find(({ window }) => window?.from === -24) as Step;

const at = (hours: readonly string[], more: { cutoverAt?: string | null; states?: [string, StepState][] } = {}) =>
  nextForPeople({ hours, cutoverAt, runbook, ...more, states: new Map(more.states ?? []) }, now);

test.each([
  [
    'an hour that something waits for',
    ['2026-12-11T18:00:00.000Z', '2026-12-08T18:00:00.000Z'],
    {},
    '2026-12-08T18:00:00.000Z',
  ],
  ['T, where nothing waits for an hour before it', [], {}, cutoverAt],
  ['the planned beginning of what is asked for', [], { states: [[windowed.id, 'asking']] }, '2026-12-11T20:00:00.000Z'],
  ['nothing of what waits for other steps', [], { states: [[windowed.id, 'waiting']] }, cutoverAt],
  ['nothing that has passed', ['2026-12-07T11:00:00.000Z'], { cutoverAt: '2026-12-07T10:00:00.000Z' }, null],
  ['no moment while T is open', [], { cutoverAt: null }, null],
] as const)('people are timed by %s', (_, hours, more, expected) => {
  expect(at(hours, more as Parameters<typeof at>[1])).toBe(expected);
});
