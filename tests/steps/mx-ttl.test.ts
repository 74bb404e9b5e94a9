import { ttlFindings } from '../../src/steps/dns/mx-ttl.js';
import type { ServerView } from '../../src/systems/dns/dns.js';

const view = (name: string, ttl: number, value = '0 mx.example'): ServerView => ({
  server: { name, host: '127.0.0.1', port: 53 },
  seen: true,
  authoritative: true,
  records: [{ value, ttl }],
});
const silent = (name: string): ServerView => ({
  server: { name, host: '127.0.0.1', port: 53 },
  seen: false,
  why: 'no answer in time',
});
const now = new Date('2026-12-01T10:00:30Z');
const lowered = { domain: 'contoso.com', wanted: 300, atMost: true, now };
const raised = { domain: 'contoso.com', wanted: 3600, atMost: false, now };
const both = [view('ns1', 300), view('ns2', 300)];

test.each([
  [
    'each server with the old TTL is named',
    lowered,
    [view('ns1', 3600), view('ns2', 300)],
    [],
    ['mx-ttl-not-as-asked ns1'],
  ],
  ['less than asked is as good', lowered, [view('ns1', 60)], [view('r1', 60)], ['mx-ttl-low']],
  [
    'a server that is silent proves nothing',
    lowered,
    [silent('ns1'), view('ns2', 300)],
    [],
    ['name-server-unseen ns1'],
  ],
  [
    'a resolver that keeps it longer is named, with its end',
    lowered,
    both,
    [view('r1', 200), view('r2', 1800)],
    ['mx-ttl-remembered r2 2026-12-01T10:31Z'],
  ],
  [
    'a resolver with another MX',
    lowered,
    both,
    [view('r1', 90, '0 old.example')],
    ['mx-remembered r1 2026-12-01T10:02Z'],
  ],
  ['no resolver to be asked', lowered, both, [silent('r1')], ['resolvers-unseen']],
  ['no server at all', lowered, [], [], ['name-servers-unknown']],
  ['raised is that very number', raised, [view('ns1', 3600), view('ns2', 300)], [], ['mx-ttl-not-as-asked ns2']],
  ['and a short memory of before ends by itself', raised, [view('ns1', 3600)], [view('r1', 20)], ['mx-ttl-everywhere']],
])('the TTL of MX: %s', (_, asked, authoritative, resolvers, said) => {
  expect(
    ttlFindings({ ...asked, authoritative, resolvers }).map(({ code, facts }) =>
      [code, facts['server'] ?? facts['resolvers'], facts['until']].filter((one) => typeof one === 'string').join(' '),
    ),
  ).toEqual(said);
});
