import { createDns, type ServerView } from '../../src/systems/dns/dns.js';
import { loopbackDns, type LoopbackDns } from './loopback-dns.js';

const open: LoopbackDns[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});
const start = async (name: string, reply: Parameters<typeof loopbackDns>[1]): Promise<LoopbackDns> => {
  const server = await loopbackDns(name, reply);
  open.push(server);
  return server;
};

const now = () => new Date('2026-11-30T08:00:00.000Z');
const mx = (exchange: string, ttl = 300) =>
  ({ type: 'MX', name: 'Contoso.com', ttl, data: { preference: 10, exchange } }) as const;
const records = (view: ServerView | undefined) => (view?.seen ? view.records : view?.why);

test('each server of a zone is asked itself, and its own answer is kept with the time to live', async () => {
  const first = await start('ns1', () => ({ answers: [mx('Mail.Contoso.com.')] }));
  const second = await start('ns2', () => ({ answers: [mx('old.contoso.com', 3600)] }));
  const dns = createDns({ authoritative: [first.server, second.server], resolvers: [], now });

  const views = await dns.authoritative('contoso.com', 'MX');

  expect(views.map((view) => [view.server.name, records(view)])).toEqual([
    ['ns1', [{ value: '10 mail.contoso.com', ttl: 300 }]],
    ['ns2', [{ value: '10 old.contoso.com', ttl: 3600 }]],
  ]);
  expect(first.asked).toEqual([{ name: 'contoso.com', type: 'MX', over: 'udp', recursion: false }]);
});

test('an answer that does not fit is fetched over TCP, and a text in pieces is one text', async () => {
  const long = ['v=spf1 '.padEnd(200, 'a'), 'b'.repeat(150)];
  const server = await start('ns1', () => ({
    truncated: true,
    answers: [{ type: 'TXT', name: 'contoso.com', ttl: 60, data: long }],
  }));
  const dns = createDns({ authoritative: [server.server], resolvers: [], now });

  const [view] = await dns.authoritative('contoso.com', 'TXT');

  expect(records(view)).toEqual([{ value: long.join(''), ttl: 60 }]);
  expect(server.asked.map(({ over }) => over)).toEqual(['udp', 'tcp']);
});

test('nothing there is an answer; silence, failure and a stranger to the zone are none', async () => {
  const servers = [
    await start('none', () => ({ code: 3 })),
    await start('silent', () => 'silent'),
    await start('failing', () => ({ code: 2 })),
    await start('stranger', () => ({ authoritative: false, answers: [mx('cached.example')] })),
  ];
  const lines: string[] = [];
  const dns = createDns({
    authoritative: servers.map(({ server }) => server),
    resolvers: [],
    now,
    timeoutMs: 40,
    wireLog: { append: (line) => void lines.push(line) },
  });

  const views = await dns.authoritative('contoso.com', 'MX');

  expect(views.map(records)).toEqual([
    [],
    'no answer in time',
    'the server refused (code 2)',
    'the server does not answer for this zone',
  ]);
  expect(views.map((view) => !view.seen && view.refusedWith)).toEqual([false, undefined, 2, undefined]);
  const written = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  const silent = written.filter(({ server }) => String(server).endsWith(`:${servers[1]?.server.port}`));
  expect(silent.map(({ status, attempt }) => [status, attempt])).toEqual([
    [null, 1],
    [null, 2],
    [null, 3],
  ]);
  expect(written[0]).toMatchObject({ system: 'dns', side: 'none', name: 'contoso.com', type: 'MX' });
});

test('a lost packet is sent again', async () => {
  let received = 0;
  const server = await start('ns1', () => {
    received += 1;
    return received < 3 ? 'silent' : { answers: [mx('mail.contoso.com')] };
  });
  const dns = createDns({ authoritative: [server.server], resolvers: [], now, timeoutMs: 60 });

  const [view] = await dns.authoritative('contoso.com', 'MX');

  expect(records(view)).toEqual([{ value: '10 mail.contoso.com', ttl: 300 }]);
});

test('without configured servers the zone is looked for from the name upwards, each server by its address', async () => {
  const resolver = await start('resolver', (name, type) => {
    if (name === 'contoso.com' && type === 'NS') {
      return { authoritative: false, answers: [{ type: 'NS', name, ttl: 60, data: 'ns1.dns-host.example' }] };
    }
    // Nobody listens on port 53 there: the view says that it could not be seen.
    if (name === 'ns1.dns-host.example' && type === 'A') {
      return { authoritative: false, answers: [{ type: 'A', name, ttl: 60, data: '127.0.0.1' }] };
    }
    return { authoritative: false, code: 3 };
  });
  const dns = createDns({ authoritative: null, resolvers: [resolver.server], now, timeoutMs: 40 });

  const views = await dns.authoritative('shops.contoso.com', 'TXT');

  expect(views).toMatchObject([{ server: { name: 'ns1.dns-host.example', host: '127.0.0.1', port: 53 }, seen: false }]);
  // On a busy machine a question may be asked twice: answers count for forty milliseconds only.
  const asked = resolver.asked.map(({ name, recursion }) => `${name} ${recursion}`);
  expect([...new Set(asked)].slice(0, 2)).toEqual(['shops.contoso.com true', 'contoso.com true']);
});

test('an alias whose target is a zone of its own leads to nobody else’s name servers', async () => {
  const alias = 'autodiscover.contoso.com';
  const resolver = await start('resolver', (name, type) => {
    const ns = (of: string, data: string) => ({ type: 'NS', name: of, ttl: 60, data }) as const;
    if (type === 'A') return { authoritative: false, answers: [{ type: 'A', name, ttl: 60, data: '127.0.0.1' }] };
    if (name === alias) {
      const cname = { type: 'CNAME', name, ttl: 60, data: 'hoster.example' } as const;
      return { authoritative: false, answers: [cname, ns('hoster.example', 'ns.hoster.example')] };
    }
    return { authoritative: false, answers: name === 'contoso.com' ? [ns(name, 'ns1.own.example')] : [] };
  });
  const dns = createDns({ authoritative: null, resolvers: [resolver.server], now, timeoutMs: 40 });

  expect((await dns.authoritative(alias, 'CNAME')).map(({ server }) => server.name)).toEqual(['ns1.own.example']);
});

test.each([
  ['it does not know the format', { code: 1 }],
  ['it sends the header back and no more', { code: 1, headerOnly: true }],
  ['it has not implemented it', { code: 4 }],
])('a server that refuses a question with EDNS is asked once more without: %s', async (_, refusal) => {
  const server = await start('old', (_name, _type, extended) =>
    extended ? refusal : { answers: [mx('mail.contoso.com')] },
  );
  const dns = createDns({ authoritative: [server.server], resolvers: [], now, timeoutMs: 400 });

  expect((await dns.authoritative('contoso.com', 'MX')).map(records)).toEqual([
    [{ value: '10 mail.contoso.com', ttl: 300 }],
  ]);
  expect(server.asked).toHaveLength(2);
});

test('a refusal counts as one though the question is not repeated in it; what answers must repeat it', async () => {
  const servers = [
    await start('refusing', () => ({ code: 5, headerOnly: true })),
    await start('always', () => ({ code: 1 })),
    await start('nothing there', () => ({ code: 3, headerOnly: true })),
    await start('answering', () => ({ headerOnly: true, answers: [mx('mail.contoso.com')] })),
  ];
  const dns = createDns({ authoritative: servers.map(({ server }) => server), resolvers: [], now, timeoutMs: 60 });

  expect((await dns.authoritative('contoso.com', 'MX')).map(records)).toEqual([
    'the server refused (code 5)',
    'the server refused (code 1)',
    'no answer in time',
    'no answer in time',
  ]);
  expect(servers.map(({ asked }) => asked.length)).toEqual([1, 2, 3, 3]);
});
