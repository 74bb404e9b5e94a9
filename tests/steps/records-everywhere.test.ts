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
