/** Mail hosts of several domains in one field. */
import { exchangersFor, exchangersTyped, typedFrom } from '../../src/steps/dns/exchangers-typed.js';

const [first, second] = ['contoso.com', 'contoso-retail.com'];

test.each<[string, readonly string[], readonly string[], readonly string[]]>([
  ['MX.Filter.example.', ['10 mx.filter.example'], ['10 mx.filter.example'], []],
  [
    '10 a.filter.example, 20 b.filter.example',
    ['10 a.filter.example', '20 b.filter.example'],
    ['10 a.filter.example', '20 b.filter.example'],
    [],
  ],
  [
    'Contoso.com: 10 a.filter.example; contoso-retail.com:20 b.filter.example',
    ['10 a.filter.example'],
    ['20 b.filter.example'],
    [],
  ],
  ['contoso.com: 10 a.filter.example\n10 c.filter.example', ['10 a.filter.example'], ['10 c.filter.example'], []],
  ['contoso.com: 10 a.filter.example', ['10 a.filter.example'], [], []],
  ['10 a.filter.example, 192.0.2.7', ['10 a.filter.example'], ['10 a.filter.example'], ['192.0.2.7']],
  ['https://x.example', [], [], ['https://x.example']],
  ['a.filter.example,', ['10 a.filter.example'], ['10 a.filter.example'], ['']],
])('%s is read as the hosts of each domain', (typed, ofFirst, ofSecond, wrong) => {
  const read = exchangersTyped(typed);
  expect(exchangersFor(read, first)).toEqual(ofFirst);
  expect(exchangersFor(read, second)).toEqual(ofSecond);
  expect(read.wrong).toEqual(wrong);
});

test('hosts that all domains share are written once, others behind their domain, and read back as they were', () => {
  const shared = ['20 b.filter.example', '5 a.filter.example'];
  const both = [
    { domain: first, exchangers: shared },
    { domain: second, exchangers: shared },
  ];
  expect(typedFrom(both, true)).toBe('5 a.filter.example, 20 b.filter.example');
  expect(typedFrom(both.slice(0, 1), false)).toBe('contoso.com: 5 a.filter.example, 20 b.filter.example');
  const own = typedFrom([...both.slice(0, 1), { domain: second, exchangers: ['10 c.filter.example'] }], true);
  const read = exchangersTyped(own ?? '');
  expect([exchangersFor(read, first), exchangersFor(read, second)]).toEqual([
    ['5 a.filter.example', '20 b.filter.example'],
    ['10 c.filter.example'],
  ]);
  expect(typedFrom([{ domain: first, exchangers: [] }], true)).toBeNull();
});
