/** Whether a host is known, judged by the resolvers that answer. */
import { createDns } from '../../src/systems/dns/dns.js';
import { addressOf, type HostAddress } from '../../src/steps/dns/host-address.js';
import { loopbackDns, type LoopbackDns, type Reply } from '../systems/loopback-dns.js';

const open: LoopbackDns[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});
const host = 'mx.parkng.example';
const now = () => new Date('2026-11-30T08:00:00.000Z');
const there: Reply = { answers: [{ type: 'A', name: host, ttl: 60, data: '192.0.2.1' }] };
const noName: Reply = { code: 3 };
const ask = async (replies: readonly (Reply | 'silent')[], waited?: AbortSignal) => {
  const servers = await Promise.all(replies.map((reply, index) => loopbackDns(`resolver-${index}`, () => reply)));
  open.push(...servers);
  const resolvers = servers.map(({ server }) => server);
  return { address: await addressOf(createDns({ authoritative: [], resolvers, now }), host, waited), servers };
};
const nobodyLeaves = new AbortController().signal;

const cases: readonly (readonly [string, readonly (Reply | 'silent')[], HostAddress])[] = [
  ['one knows it, one is silent', [there, 'silent'], 'known'],
  ['one knows it, one does not', [noName, there], 'known'],
  ['one does not know it, one is silent', ['silent', noName], 'none'],
  ['one has the name without an address, one is silent', ['silent', {}], 'none'],
  ['one fails, one is silent', ['silent', { code: 2 }], 'unseen'],
];
/** All at one time: whoever is silent is waited for. */
let answers: readonly Awaited<ReturnType<typeof ask>>[];
beforeAll(async () => (answers = await Promise.all(cases.map(([, replies]) => ask(replies, nobodyLeaves)))));

test.each(cases.map(([what, , address], at) => [what, address, at] as const))(
  'while somebody waits each resolver is asked once, all at one time: %s',
  (_what, address, at) => {
    const asked = answers[at];

    expect(asked?.address).toBe(address);
    for (const server of asked?.servers ?? [])
      expect(server.asked.map(({ type }) => type).sort()).toEqual(['A', 'AAAA']);
    expect(asked?.servers).toHaveLength(2);
  },
);

test('when nobody waits any longer nobody is waited for, and nobody is asked', async () => {
  const leaving = new AbortController();
  let arrived = 0;
  const silent = await loopbackDns('silent', () => {
    if ((arrived += 1) === 2) leaving.abort();
    return 'silent';
  });
  open.push(silent);
  const dns = createDns({ authoritative: [], resolvers: [silent.server], now, timeoutMs: 60_000 });

  expect(await addressOf(dns, host, leaving.signal)).toBe('unseen');
  expect(await addressOf(dns, host, leaving.signal)).toBe('unseen');
  expect(arrived).toBe(2);
});
