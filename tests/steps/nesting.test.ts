/** Groups in groups: children first, whatever order they come in; a circle is told once, and is no reason to go round for ever. */
import { nesting, type Nested } from '../../src/steps/objects/nesting.js';

const groups = (text: string): readonly Nested[] =>
  text.split(' ').map((one) => {
    const [id = '', children = ''] = one.split(':');
    return { id, children: children === '' ? [] : children.split(',') };
  });

test.each([
  ['as they come where nothing is in anything', 'a b c', 'a b c', []],
  ['a child before what it is in', 'a:b b', 'b a', []],
  ['and before everything above that', 'a:b b:c c', 'c b a', []],
  ['one that is in two, once', 'a:c b:c c', 'c a b', []],
  ['one that nobody makes stands for nothing', 'a:x', 'a', []],
  ['two in one another', 'a:b b:a', 'b a', [['b', 'a', 'a b']]],
  ['one in itself', 'a:a', 'a', [['a', 'a', 'a']]],
  ['a circle of three below another', 'a:b b:c c:d d:b', 'd c b a', [['d', 'b', 'b c d']]],
])('%s', (_, text, order, circles) => {
  const found = nesting(groups(text));
  expect(found.order.join(' ')).toBe(order);
  expect(found.circles.map(({ group, child, round }) => [group, child, round.join(' ')])).toEqual(circles);
});

test('a chain of twenty thousand is put in order', () => {
  const chain = Array.from({ length: 20_000 }, (_, n): Nested => ({ id: String(n), children: [String(n + 1)] }));
  expect(nesting(chain).order[0]).toBe('19999');
});
