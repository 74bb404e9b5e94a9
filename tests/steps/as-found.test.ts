/** What people are asked on the way back, by what was found first, what was ordered since, and what is there now. */
import type { RecordToSet } from '../../src/contract/task.js';
import { asFound, backToFound } from '../../src/steps/dns/as-found.js';
import type { DnsRecord, DnsType } from '../../src/systems/dns/dns.js';

const name = 'contoso.com';
const standing = (...values: readonly string[]): readonly DnsRecord[] => values.map((value) => ({ value, ttl: 900 }));
const line = ({ action, value, ttl, was }: RecordToSet): string => [action, value, ttl, was ?? ''].join(' ').trim();
const [a, b, c] = ['v=spf1 a -all', 'v=spf1 b -all', 'v=spf1 c -all'];

test.each<[string, DnsType, readonly string[], readonly string[], readonly string[] | null, readonly string[]]>([
  [
    'what was asked was done',
    'TXT',
    [a],
    [`remove ${b}`, `publish ${a}`],
    [b],
    [`remove ${b} 300`, `publish ${a} 300`],
  ],
  [
    'another was set instead: both go, before the old one comes',
    'TXT',
    [a],
    [`remove ${b}`, `publish ${a}`],
    [c],
    [`remove ${b} 300`, `remove ${c} 900`, `publish ${a} 300`],
  ],
  [
    'one that came between two orders is none of those before',
    'TXT',
    [a],
    [`publish ${a}`, `remove ${b}`, `publish ${c}`],
    null,
    [`remove ${b} 300`, `remove ${c} 300`, `publish ${a} 300`],
  ],
  ['others keep it, whatever they made of it', 'TXT', [a], [], [c], []],
  [
    'a text that is no SPF is nobody’s concern',
    'TXT',
    [a, 'MS=ms1'],
    [`publish ${a}`],
    ['MS=ms2', a],
    [`publish ${a} 300`],
  ],
  [
    'nobody answers: as it was asked',
    'TXT',
    [a],
    [`remove ${b}`, `publish ${a}`],
    null,
    [`remove ${b} 300`, `publish ${a} 300`],
  ],
  [
    'MX comes before the other goes',
    'MX',
    ['10 old'],
    ['remove 0 new', 'publish 10 old'],
    ['0 new', '5 odd'],
    ['publish 10 old 300', 'remove 0 new 300', 'remove 5 odd 900'],
  ],
  [
    'MX that was there all the time stays, with its TTL',
    'MX',
    ['10 old'],
    ['remove 10 old'],
    ['10 old'],
    ['publish 10 old 900 900'],
  ],
  [
    'MX where there was none goes',
    'MX',
    [],
    ['remove 0 new'],
    ['0 new', '5 odd'],
    ['remove 0 new 300', 'remove 5 odd 900'],
  ],
  [
    'a TTL is changed where its record is',
    'MX',
    ['10 old'],
    ['publish 10 old 60'],
    ['10 old'],
    ['publish 10 old 300 60'],
  ],
  [
    'and published anew where it is not',
    'MX',
    ['10 old'],
    ['publish 10 old 60'],
    ['0 old'],
    ['publish 10 old 900', 'remove 0 old 900'],
  ],
  ['addresses that nobody ordered go', 'A', [], [], ['192.0.2.1'], ['remove 192.0.2.1 900']],
])('%s', (_, type, found, ordered, present, wanted) => {
  const records = ordered.map((one): RecordToSet => {
    const [, action = '', value = '', was] = /^(publish|remove) (.*?)(?: (\d+))?$/.exec(one) ?? [];
    const common = { action: action as RecordToSet['action'], name, type, value, ttl: 300 };
    return was === undefined ? common : { ...common, was: Number(was) };
  });
  const set = asFound({ name, type, records: standing(...found) });
  const there = new Map(
    present === null ? [] : [[set.id, standing(...present).filter(({ value }) => !value.startsWith('MS'))]],
  );
  expect(backToFound({ records, found: [set] }, there).map(line)).toEqual(wanted);
});

test('the order of the sets stays, and what is of none of them, too; what stays as it is comes last', () => {
  const record = (at: string, type: string, value: string, was?: number): RecordToSet => ({
    action: 'publish',
    name: at,
    type,
    value,
    ttl: 300,
    ...(was === undefined ? {} : { was }),
  });
  const records = [record(name, 'MX', '10 old', 300), record(name, 'TXT', 'MS=ms1'), record(name, 'TXT', a)];
  const found = (['TXT', 'MX'] as const).map((type) =>
    asFound({ name, type, records: standing(type === 'MX' ? '10 old' : a) }),
  );
  expect(backToFound({ records, found }).map(({ value }) => value)).toEqual(['MS=ms1', a, '10 old']);
  expect(backToFound({ records })).toHaveLength(3);
});
