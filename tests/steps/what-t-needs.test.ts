import { passHours } from '../../src/steps/night/pass-hours.js';
import { whatTNeeds, type Known } from '../../src/steps/night/what-t-needs.js';
import type { ServerView } from '../../src/systems/dns/dns.js';

const view = (name: string, ttl: number): ServerView => ({
  server: { name, host: '127.0.0.1', port: 53 },
  seen: true,
  authoritative: true,
  records: [{ value: '0 mx.example', ttl }],
});
const silent: ServerView = { server: { name: 'ns1', host: '127.0.0.1', port: 53 }, seen: false, why: 'no answer' };
const unknown: Known = { mx: [], mailboxes: null, synced: null, registration: null };
const mx = (authoritative: readonly ServerView[], resolvers: readonly ServerView[] = []): Partial<Known> => ({
  mx: [{ domain: 'contoso.com', authoritative, resolvers }],
});

test.each<[string, Partial<Known>, readonly string[]]>([
  ['nothing is known', {}, []],
  [
    'MX lives a day at one server: that long after it is lowered',
    mx([view('a', 300), view('b', 86_400)]),
    ['t-needs-mx 86400'],
  ],
  [
    'MX is low, and a resolver remembers it longer',
    mx([view('a', 300)], [view('r', 5_000)]),
    ['t-needs-mx-memory 5000'],
  ],
  ['MX is low everywhere', mx([view('a', 300)], [view('r', 200)]), []],
  ['no server was seen: a day is assumed, and it is said', mx([silent], [view('r', 60)]), ['t-needs-mx-unseen 86400']],
  ['a hybrid company', { synced: 12 }, ['t-needs-sync 259200']],
  ['a company in the cloud: the switch-off takes nothing', { synced: 0 }, ['t-needs-sync 0']],
  ['the registration moves before T', { registration: 'before' }, ['t-needs-registration 432000']],
  ['the registration moves after T', { registration: 'after' }, []],
  ['passes over 24 mailboxes, and the eve', { mailboxes: 24 }, ['t-needs-passes 136800']],
])('what T needs: %s', (_, known, expected) => {
  expect(whatTNeeds({ ...unknown, ...known }).map(({ because, seconds }) => `${because.code} ${seconds}`)).toEqual(
    expected,
  );
});

test('mailboxes pass a hundred at a time, at the speed that the vendor publishes', () => {
  expect([1, 100, 101, 1_000].map(passHours)).toEqual([14, 14, 27, 134]);
});
