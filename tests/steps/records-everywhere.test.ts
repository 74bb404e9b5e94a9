import { recordsEverywhere } from '../../src/steps/dns/records-everywhere.js';
import type { ServerView } from '../../src/systems/dns/dns.js';

const name = 'autodiscover.contoso.com';
const value = 'autodiscover.outlook.com';
const server = (of: string) => ({ name: of, host: '127.0.0.1', port: 53 });
const view = (of: string, ...records: readonly [string, number][]): ServerView => ({
  server: server(of),
  seen: true,
  authoritative: true,
  records: records.map(([present, ttl]) => ({ value: present, ttl })),
});
const silent = (of: string): ServerView => ({ server: server(of), seen: false, why: 'no answer in time' });
/** What a resolver that checks signatures says of a zone whose DS record no longer fits: RFC 4035, section 5.5. */
const failing = (of: string): ServerView => ({
  server: server(of),
  seen: false,
  why: 'the server refused (code 2)',
  refusedWith: 2,
});
const refusing = (of: string): ServerView => ({
  server: server(of),
  seen: false,
  why: 'the server refused (code 5)',
  refusedWith: 5,
});
const now = new Date('2026-12-01T10:00:30Z');
const both = [view('ns1', [value, 3600]), view('ns2', [value, 3600])];

test.each<[string, 'publish' | 'remove', readonly ServerView[], readonly ServerView[], string[]]>([
  ['seen by all', 'publish', both, [view('r1', [value, 90])], ['record-everywhere']],
  [
    'a resolver that still says another, with its end',
    'publish',
    both,
    [view('r1', [value, 90]), view('r2', ['old.contoso.com', 1800])],
    ['record-remembered r2 2026-12-01T10:31Z'],
  ],
  ['a resolver that was told there is none', 'publish', both, [view('r1')], ['record-remembered r1 2026-12-01T10:01Z']],
  [
    'a resolver that cannot be asked, beside one',
    'publish',
    both,
    [silent('r1'), view('r2', [value, 9])],
    ['record-everywhere'],
  ],
  ['no resolver to be asked', 'publish', both, [silent('r1')], ['resolvers-unseen']],
  [
    'two of three resolvers that fail on it while the name servers answer',
    'publish',
    both,
    [view('r1', [value, 90]), failing('r2'), failing('r3')],
    ['resolvers-fail r2, r3'],
  ],
  [
    'one that fails on it beside one that still says another',
    'publish',
    both,
    [view('r1', ['old.contoso.com', 1800]), failing('r2')],
    ['resolvers-fail r2', 'record-remembered r1 2026-12-01T10:31Z'],
  ],
  ['all that could be asked fail on it', 'remove', [view('ns1')], [failing('r1'), silent('r2')], ['resolvers-fail r1']],
  [
    'a resolver that answers nobody of ours, beside one',
    'publish',
    both,
    [refusing('r1'), view('r2', [value, 9])],
    ['record-everywhere'],
  ],
  ['one server that has it not', 'publish', [...both, view('ns3')], [], ['record-missing ns3']],
  ['one server that cannot be asked', 'publish', [...both, silent('ns3')], [], ['name-server-unseen ns3']],
  [
    'gone, and remembered',
    'remove',
    [view('ns1')],
    [view('r1', [value, 600])],
    ['record-remembered r1 2026-12-01T10:11Z'],
  ],
  ['gone everywhere', 'remove', [view('ns1')], [view('r1')], ['record-everywhere']],
])(
  'a record is there, or gone, when no server and no resolver says otherwise: %s',
  async (_, action, zone, memory, said) => {
    const dns = { authoritative: () => Promise.resolve(zone), resolvers: () => Promise.resolve(memory) };
    const findings = await recordsEverywhere(dns, [{ action, name, type: 'CNAME', value, ttl: 3600 }], now);
    expect(
      findings.map(({ code, facts }) =>
        [code, facts['server'] ?? facts['resolvers'], facts['until']]
          .filter((one) => typeof one === 'string')
          .join(' '),
      ),
    ).toEqual(said);
  },
);

test.each<[string, readonly ServerView[], string[]]>([
  ['one of two fails on it', [view('r1', ['0 mx.example', 90]), failing('r2')], ['failed resolvers-fail r2']],
  ['both fail on it', [failing('r1'), failing('r2')], ['failed resolvers-fail r1, r2']],
  [
    'one fails on it, one remembers',
    [view('r1', ['0 old.example', 90]), failing('r2')],
    ['failed resolvers-fail r2', 'failed mx-remembered r1'],
  ],
])('MX that resolvers cannot get, though every name server has it, is not green: %s', async (_, memory, said) => {
  const zone = [view('ns1', ['0 mx.example', 300])];
  const dns = { authoritative: () => Promise.resolve(zone), resolvers: () => Promise.resolve(memory) };
  const record = { action: 'publish', name: 'contoso.com', type: 'MX', value: '0 mx.example', ttl: 300 } as const;
  for (const was of [undefined, 3600]) {
    const findings = await recordsEverywhere(dns, [was === undefined ? record : { ...record, was }], now);
    expect(findings.map(({ status, code, facts }) => `${status} ${code} ${String(facts['resolvers'])}`)).toEqual(said);
  }
});
