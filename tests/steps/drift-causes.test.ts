/** A difference is a step's where what the log has of its writes accounts for all of it. */
import type { Deed } from '../../src/contract/context.js';
import type { Json } from '../../src/contract/json.js';
import { drift } from '../../src/steps/backups/drift.js';
import { explained } from '../../src/steps/backups/drift-causes.js';

const kept = (id: string, value: Record<string, Json>) => ({ id, label: id, value });
const deed = (step: string, before: Json, after: Json, more: Partial<Deed> = {}): Deed => ({
  step,
  direction: 'do',
  at: '2026-11-30T10:00:00.000Z',
  ids: ['a'],
  byHand: false,
  before,
  after,
  ...more,
});
const list = (...addresses: string[]) => ({ addresses });
const whose = (before: Record<string, Json>, now: Record<string, Json>, ...deeds: Deed[]) =>
  explained(drift([kept('a', before)], [kept('a', now)]), deeds).map(({ property, by }) => [
    property,
    by?.step ?? null,
  ]);

const moved = deed('moved', list('SMTP:a@old', 'smtp:a@new'), list('SMTP:a@new'));

test.each<
  [string, Record<string, Json>, Record<string, Json>, readonly Deed[], readonly (readonly [string, string | null])[]]
>([
  ['nobody wrote it', { x: 1 }, { x: 2 }, [], [['x', null]]],
  ['another object was written', { x: 1 }, { x: 2 }, [deed('other', 1, 2, { ids: ['b'] })], [['x', null]]],
  ['the step wrote just that', { x: ['SMTP:a@old', 'smtp:a@new'] }, { x: ['SMTP:a@new'] }, [moved], [['x', 'moved']]],
  ['what follows from it', { mail: 'a@old' }, { mail: 'a@new' }, [moved], [['mail', 'moved']]],
  ['somebody added to it', { x: ['SMTP:a@old'] }, { x: ['SMTP:a@new', 'smtp:z@new'] }, [moved], [['x', null]]],
  ['somebody took more away', { x: ['SMTP:a@old', 'smtp:b@new'] }, { x: ['SMTP:a@new'] }, [moved], [['x', null]]],
  [
    'the step wrote the object, and somebody something else of it',
    { mail: 'a@old', name: 'A' },
    { mail: 'a@new', name: 'B' },
    [moved],
    [
      ['mail', 'moved'],
      ['name', null],
    ],
  ],
  [
    'two steps one after the other: the last that has to do with it',
    { x: ['a@old', 'b@old'] },
    { x: ['a@new', 'b@new'] },
    [moved, deed('then', list('b@old'), list('b@new'))],
    [['x', 'then']],
  ],
  [
    'people took it on: switches that go with it are theirs',
    { to: 'smtp:i@old', copy: true },
    { to: null, copy: false },
    [deed('hand', { to: 'smtp:i@old' }, null, { byHand: true })],
    [
      ['copy', 'hand'],
      ['to', 'hand'],
    ],
  ],
  [
    'people took it on, and it leads elsewhere now',
    { to: 'smtp:i@old' },
    { to: 'smtp:x@else' },
    [deed('hand', { to: 'smtp:i@old' }, null, { byHand: true })],
    [['to', null]],
  ],
  ['an id is an id in capitals, too', { x: 1 }, { x: 2 }, [deed('own', 1, 2, { ids: ['A'] })], [['x', 'own']]],
])('%s', (_what, before, now, deeds, expected) => {
  expect(whose(before, now, ...deeds)).toEqual(expected);
});

const right = (holder: string | null, user: string, denied = false) => ({
  user,
  rights: ['FullAccess'],
  denied,
  holder,
});
const given = deed('gives', { fullAccess: false }, { fullAccess: true }, { ids: ['a%20mover', 'a', 'mover'] });

test('a right is its giver’s, one holder at a time', () => {
  const before = { fullAccess: [right('olga', 'olga@old')] };
  const now = { fullAccess: [right('olga', 'olga@old'), right('mover', 'mover@old'), right('ivan', 'ivan@old')] };
  const found = explained(drift([kept('a', before)], [kept('a', now)]), [given]);
  expect(found.map(({ now: part, by }) => [part, by?.step ?? null])).toEqual([
    [[right('mover', 'mover@old')], 'gives'],
    [[right('ivan', 'ivan@old')], null],
  ]);
});

test('a right of the same holder of which somebody made another is theirs, and one whose holder is called otherwise is the same', () => {
  expect(whose({ sendAs: [] }, { sendAs: [{ user: 'm', denied: false, holder: 'mover' }] }, given)).toEqual([
    ['sendAs', null],
  ]);
  expect(
    whose({ fullAccess: [right('mover', 'mover@old')] }, { fullAccess: [right('mover', 'mover@new')] }, given),
  ).toEqual([]);
  expect(whose({ fullAccess: [right(null, 'Olga')] }, { fullAccess: [right(null, 'Olga 2')] }, given)).toEqual([
    ['fullAccess', null],
  ]);
});

test('who wrote an address of somebody neither made nor removed them', () => {
  const found = explained(drift([kept('a', {})], []), [moved, given]);
  expect(found.map(({ what, by }) => [what, by])).toEqual([['gone', null]]);
});

test('who appeared is the step’s that made it, and who is gone the step’s that wrote it last', () => {
  const found = explained(drift([kept('gone', {}), kept('left', {})], [kept('made', {}), kept('came', {})]), [
    deed('makes', null, {}, { ids: ['address', 'made'] }),
    deed('takes', {}, null, { ids: ['gone'], direction: 'undo' }),
  ]);
  expect(found.map(({ object, what, by }) => [object.id, what, by?.step ?? null, by?.direction ?? null])).toEqual([
    ['made', 'appeared', 'makes', 'do'],
    ['came', 'appeared', null, null],
    ['gone', 'gone', 'takes', 'undo'],
    ['left', 'gone', null, null],
  ]);
});
