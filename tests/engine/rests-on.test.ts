/** What the green of a step rests on, case by case. */
import { restsOn } from '../../src/engine/attempts/rests-on.js';
import { isNotGreen } from '../../src/engine/state.js';
import type { Ended } from '../../src/engine/attempts/rests-on.js';
import type { RestsOn } from '../../src/engine/state.js';

const ended = (over: Partial<Ended<string>>): Ended<string> => ({
  kind: 'change',
  state: 'done',
  endedAt: '03:00',
  takenBy: null,
  said: null,
  accepted: null,
  answered: null,
  agreed: [],
  saw: { open: false, passed: false, read: false },
  atTheEnd: true,
  ...over,
});
const saw = (over: Partial<Ended<string>['saw']>): Pick<Ended<string>, 'saw'> => ({
  saw: { open: false, passed: false, read: true, ...over },
});
const unread = { open: false, passed: false, read: false };
const dmitri = { by: 'dmitri', at: '02:14' };
const anna = { by: 'anna', at: '02:20', reason: 'leaves on Friday' };
const seen = { on: 'seen', said: null } as const;
const taken = { on: 'accepted', ...anna, atTheEnd: true } as const;

const cases: readonly (readonly [string, Partial<Ended<string>>, RestsOn<string> | null])[] = [
  ['a change that was read back', saw({ passed: true }), seen],
  ['a change for which the tenant had nothing to change', saw({}), seen],
  ['a check whose findings passed', { kind: 'check', ...saw({ passed: true }) }, seen],
  ['a pass whose end the service told', { kind: 'transfer', ...saw({}) }, seen],
  ['an undo that was read back', { state: 'undone', ...saw({ passed: true }) }, seen],
  [
    'a task that was said to be done, and seen',
    { said: dmitri, takenBy: 'dmitri', ...saw({ passed: true }) },
    { on: 'seen', said: dmitri },
  ],
  [
    'a task nobody can see',
    { said: dmitri, takenBy: 'dmitri', saw: unread, atTheEnd: false },
    { on: 'said', ...dmitri },
  ],
  ['a task of high risk, whose agreed text is no reading', { said: dmitri, ...saw({}) }, { on: 'said', ...dmitri }],
  ['a watch that found nothing to look at', { said: dmitri, ...saw({ passed: false }) }, { on: 'said', ...dmitri }],
  [
    'a step that has got its code only since',
    { kind: 'check', said: dmitri, saw: unread, atTheEnd: true },
    { on: 'said', ...dmitri },
  ],
  ['work put back by hand', { state: 'undone', said: dmitri, saw: unread }, { on: 'said', ...dmitri }],
  [
    'an end of which only the taker is known',
    { takenBy: 'irina', saw: unread },
    { on: 'said', by: 'irina', at: '03:00' },
  ],
  ['an end of which nothing is known', { saw: unread }, { on: 'said', by: null, at: '03:00' }],
  ['open points taken as they are', { accepted: anna, ...saw({ open: true, passed: true }) }, taken],
  ['a contradicted claim taken as it is', { said: dmitri, accepted: anna, ...saw({ open: true }) }, taken],
  ['a halt without a finding, taken as it is', { accepted: anna, ...saw({}) }, taken],
  ['an undo taken as it is', { state: 'undone', accepted: anna, ...saw({ open: true }) }, taken],
  ['what was taken as it is and has gone since', { kind: 'check', accepted: anna, ...saw({ passed: true }) }, seen],
  [
    'open points nobody took by name',
    saw({ open: true }),
    { on: 'accepted', by: null, at: '03:00', reason: null, atTheEnd: true },
  ],
  [
    'outdated answers that stay',
    { kind: 'decision', answered: dmitri, accepted: anna, atTheEnd: false, ...saw({ open: true }) },
    { ...taken, atTheEnd: false },
  ],
  ['a decision', { kind: 'decision', answered: dmitri, saw: unread }, { on: 'decided', by: ['dmitri'], at: '03:00' }],
  [
    'a decision of which nobody knows who answered',
    { kind: 'decision', saw: unread },
    { on: 'decided', by: [], at: '03:00' },
  ],
  [
    'a gate',
    { kind: 'gate', agreed: ['anna', 'sergei'], saw: unread },
    { on: 'decided', by: ['anna', 'sergei'], at: '03:00' },
  ],
  ['what has not come to its end', { state: 'verifying', said: dmitri, ...saw({ passed: true }) }, null],
  ['what was put aside', { state: 'withdrawn', said: dmitri, saw: unread }, null],
];

test.each(cases)('%s', (_, over, wanted) => {
  expect(restsOn(ended(over))).toEqual(wanted);
});

test('not green is what the bot can see and was taken as it is: a word and a decision are not', () => {
  const of = (over: Partial<Ended<string>>): boolean => isNotGreen(restsOn(ended(over)));
  expect(of({ accepted: anna, ...saw({ open: true }) })).toBe(true);
  expect(of({ accepted: anna, atTheEnd: false, ...saw({ open: true }) })).toBe(false);
  expect(of({ said: dmitri, saw: unread })).toBe(false);
  expect(of({ kind: 'decision', saw: unread })).toBe(false);
  expect(isNotGreen(null)).toBe(false);
});
