import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Resolver } from 'node:dns/promises';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { createInterface } from 'node:readline';
import { resolve } from 'node:path';
import {
  AuthenticationHandler,
  BatchRequestContent,
  BatchResponseContent,
  Client,
  PageIterator,
  RedirectHandler,
  RedirectHandlerOptions,
  RetryHandler,
  RetryHandlerOptions,
  TelemetryHandler,
  type Context,
  type Middleware,
} from '@microsoft/microsoft-graph-client';
import type { Discovery } from '../../src/rehearsal/world/world.js';

const root = resolve(__dirname, '../..');
const started = new Set<ChildProcess>();

interface Ended {
  readonly code: number | null;
  readonly said: string;
}
function launch(...args: string[]): { child: ChildProcess; ready: Promise<Discovery>; ended: Promise<Ended> } {
  const child = spawn(process.execPath, ['src/main/launch.mjs', 'world', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.add(child);
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  const ended = once(child, 'close').then(([code]: unknown[]) => ({ code: code as number | null, said }));
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  const ready = Promise.race([
    once(lines, 'line').then(([line]: unknown[]) => JSON.parse(String(line)) as Discovery),
    ended.then((end) => {
      throw new Error(`ended with ${end.code} before it was ready: ${end.said}`);
    }),
  ]);
  ready.catch(() => undefined);
  return { child, ready, ended };
}

let discovery: Discovery;
beforeAll(async () => {
  discovery = await launch('--mailboxes', '60', '--seed', '5', '--port', '0', '--faults', 'calm').ready;
});
afterAll(() => {
  for (const child of started) if (child.exitCode === null) child.kill('SIGTERM');
});

/** All that stands between a client of the vendor and the world: the real host becomes the first part of a path. */
const rewritten: typeof fetch = (input, init) =>
  fetch(String(input instanceof Request ? input.url : input).replace(/^https:\/\//, `${discovery.world}/`), init);

async function tokenOf(side: 'source' | 'destination'): Promise<string> {
  const { tenantId, apps } = discovery[side];
  const answer = await rewritten(`https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: apps.full.clientId,
      client_secret: apps.full.clientSecret,
      scope: 'https://graph.microsoft.com/.default',
    }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

function graphOf(side: 'source' | 'destination'): Client {
  const last: Middleware = {
    execute: async (context: Context) => {
      context.response = await rewritten(context.request, context.options);
    },
  };
  const chain = [
    new AuthenticationHandler({ getAccessToken: () => tokenOf(side) }),
    new RetryHandler(new RetryHandlerOptions(1)),
    new RedirectHandler(new RedirectHandlerOptions()),
    new TelemetryHandler(),
  ];
  chain.forEach((handler, i) => handler.setNext(chain[i + 1] ?? last));
  return Client.initWithMiddleware({ middleware: chain[0] as Middleware });
}

const door = async (method: string, path: string, body?: object): Promise<Response> =>
  fetch(`${discovery.world}${path}`, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });

test('one line says where everything is: two sides with four apps each, and the name servers', () => {
  const guid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;
  const app = { clientId: expect.stringMatching(guid), clientSecret: expect.any(String) };
  const side = {
    tenantId: expect.stringMatching(guid),
    initialDomain: expect.stringMatching(/\.onmicrosoft\.com$/),
    apps: { full: app, readOnly: app, none: app, directory: app },
  };
  expect(discovery).toMatchObject({ source: side, destination: side });
  expect(discovery.source.domains).toEqual(expect.arrayContaining(['contoso.com', 'contoso-retail.com']));
  expect(discovery.world).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(discovery.dns.authoritative.map(({ name }) => name)).toEqual(['ns1.dns-host.example', 'ns2.dns-host.example']);
  expect(discovery.dns.resolvers).toHaveLength(3);
});

test('the Graph SDK reads, pages, writes, batches and is refused in the words it knows', async () => {
  const graph = graphOf('source');
  const domains = (await graph.api('/domains').get()) as { value: { id: string; isDefault: boolean }[] };
  expect(domains.value.find(({ isDefault }) => isDefault)?.id).toBe('contoso.com');

  const names: string[] = [];
  const page = await graph.api('/users').select(['id', 'userPrincipalName']).top(13).get();
  await new PageIterator(graph, page, ({ userPrincipalName }: { userPrincipalName: string }) => {
    names.push(userPrincipalName);
    return true;
  }).iterate();
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThan(60);

  await graph.api('/users/sergei.volkov@contoso.com').update({ displayName: 'Ivan by SDK' });
  await door('POST', '/world/clock', { advance: 60 });
  const sergei = (await graph.api('/users/sergei.volkov@contoso.com').get()) as { id: string; displayName: string };
  expect(sergei.displayName).toBe('Ivan by SDK');

  const step = (id: string, local: string) => ({
    id,
    request: new Request(`https://graph.microsoft.com/users/${local}@contoso.com`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ displayName: `batch ${id}` }),
    }),
  });
  const batch = new BatchRequestContent([step('1', 'sergei.volkov'), step('2', 'nobody.at.all')]);
  const answers = new BatchResponseContent(await graph.api('/$batch').post(await batch.getContent()));
  expect([answers.getResponseById('1').status, answers.getResponseById('2').status]).toEqual([204, 404]);

  await expect(graph.api('/users/nobody.at.all@contoso.com').get()).rejects.toMatchObject({
    statusCode: 404,
    code: 'Request_ResourceNotFound',
  });
  expect(((await graphOf('destination').api('/organization').get()) as { value: { id: string }[] }).value[0]?.id).toBe(
    discovery.destination.tenantId,
  );
});

test('the Graph SDK waits out a refusal by itself and gets its answer', async () => {
  await door('POST', '/world/faults', { throttledEvery: { graph: 2 } });
  const graph = graphOf('source');
  for (let i = 0; i < 2; i += 1) expect((await graph.api('/domains').get()).value).toHaveLength(4);
  await door('POST', '/world/faults', { scenario: 'calm' });
  const log = (await (await door('GET', '/world/log')).json()) as { entries: { status: number }[] };
  expect(log.entries.map(({ status }) => status)).toContain(429);
});

test('the resolver of Node sees what was published, and no longer what was taken away', async () => {
  const ask = ({ host, port }: { host: string; port: number }): Resolver => {
    const resolver = new Resolver();
    resolver.setServers([`${host}:${port}`]);
    return resolver;
  };
  const first = ask(discovery.dns.authoritative[0] as { host: string; port: number });
  const cached = ask(discovery.dns.resolvers[0] as { host: string; port: number });
  const record = { name: 'proof.contoso.com', type: 'TXT', value: 'MS=ms87654321', ttl: 300 };
  expect((await door('POST', '/world/dns', record)).status).toBe(200);
  expect(await first.resolveTxt(record.name)).toEqual([['MS=ms87654321']]);
  expect(await cached.resolveTxt(record.name)).toEqual([['MS=ms87654321']]);
  expect((await door('DELETE', '/world/dns', { name: record.name, type: 'TXT' })).status).toBe(200);
  await expect(first.resolveTxt(record.name)).rejects.toMatchObject({ code: 'ENOTFOUND' });
  expect(await cached.resolveTxt(record.name)).toEqual([['MS=ms87654321']]);
  await door('POST', '/world/clock', { advance: 300 });
  await expect(cached.resolveTxt(record.name)).rejects.toMatchObject({ code: 'ENOTFOUND' });
  expect(await cached.resolveMx('contoso.com')).toHaveLength(1);
});

const doorsWithEffects: readonly (readonly [string, string, object])[] = [
  ['POST', '/world/clock', { advance: 1 }],
  ['PUT', '/world/clock/next-due', { at: null }],
  ['POST', '/world/faults', { scenario: 'storm' }],
  ['POST', '/world/hold', { milliseconds: 5 }],
  ['POST', '/world/dns', { name: 'x.contoso.com', type: 'TXT', value: 'x' }],
  ['DELETE', '/world/dns', { name: 'contoso.com', type: 'MX' }],
  ['POST', '/world/admin/source/default-domain', { domain: 'contoso-retail.com' }],
];
test.each(doorsWithEffects)('%s %s refuses a foreign Origin and a foreign Host', async (method, path, body) => {
  const { hostname, port, host } = new URL(discovery.world);
  const status = (headers: Record<string, string>): Promise<number | undefined> =>
    new Promise((answered, failed) => {
      const text = JSON.stringify(body);
      request(
        {
          hostname,
          port,
          method,
          path,
          headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), ...headers },
        },
        (res) => answered(res.resume().statusCode),
      )
        .on('error', failed)
        .end(text);
    });
  const before = (await (await door('GET', '/world/summary')).json()) as object;
  for (const headers of [
    { host, origin: 'https://evil.example' },
    { host, origin: `https://127.0.0.1.evil.example:${port}` },
    { host, origin: 'http://127.0.0.1:1' },
    { host, origin: 'null' },
    { host: 'evil.example' },
    { host: `evil.example:${port}`, origin: `http://evil.example:${port}` },
    { host: '127.0.0.1.evil.example' },
    { host, 'sec-fetch-site': 'cross-site' },
  ] as Record<string, string>[])
    expect([headers, await status(headers)]).toEqual([headers, 403]);
  const after = (await (await door('GET', '/world/summary')).json()) as object;
  expect({ ...after, at: '' }).toEqual({ ...before, at: '' });
});

/** Reads a line of that page as a shell and curl would, and asks the same with a plain fetch. */
async function readmeLine(line: string, variables: Map<string, string>): Promise<Response | null> {
  const kept = /^(\w+)=(.*)$/.exec(line);
  const command = /^(?:\w+=\$\()?curl -s (.*?)(?: \| node -p '.*\.readFileSync\(0\)\)\.([\w.]+)'\))?$/.exec(line);
  if (command === null) {
    if (kept === null) throw new Error(`not a line that this test can read: ${line}`);
    variables.set(kept[1] as string, kept[2] as string);
    return null;
  }
  const words = [...(command[1] as string).matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, single, double, bare]) =>
    single === undefined
      ? (double ?? bare ?? '').replace(/\$(\w+)/g, (_, name: string) => variables.get(name) ?? '')
      : single,
  );
  let method: string | null = null;
  let url = '';
  const data: string[] = [];
  const headers: Record<string, string> = {};
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] as string;
    if (word === '-X') method = words[(i += 1)] as string;
    else if (word === '-d') data.push(words[(i += 1)] as string);
    else if (word === '-H') {
      const [name = '', ...value] = (words[(i += 1)] as string).split(': ');
      headers[name.toLowerCase()] = value.join(': ');
    } else if (word.startsWith('-')) throw new Error(`an option of curl that this test does not know: ${word}`);
    else url = word;
  }
  const answer = await fetch(url, {
    method: method ?? (data.length > 0 ? 'POST' : 'GET'),
    headers: {
      accept: '*/*',
      ...(data.length > 0 ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      ...headers,
    },
    ...(data.length > 0 ? { body: data.join('&') } : {}),
  });
  if (kept !== null && command[2] !== undefined) {
    let value = (await answer.clone().json()) as Record<string, unknown>;
    for (const member of command[2].split('.')) value = value[member] as Record<string, unknown>;
    variables.set(kept[1] as string, String(value));
  }
  return answer;
}

test('every curl line of the page about the tenants does what it says', async () => {
  const readme = readFileSync(resolve(root, 'src/rehearsal/world/README.md'), 'utf8');
  const block = /## The tenants by themselves[\s\S]*?```bash\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  const lines = block.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const variables = new Map<string, string>();
  const bodies: string[] = [];
  for (const line of lines) {
    const answer = await readmeLine(line.replace('http://127.0.0.1:4100', discovery.world), variables);
    if (answer === null) continue;
    expect([line, answer.status]).toEqual([line, expect.any(Number)]);
    expect(answer.ok).toBe(true);
    bodies.push(await answer.text());
  }
  expect(bodies).toHaveLength(lines.length - 1);
  const all = bodies.join('\n');
  for (const words of ['"isDefault":true', 'PrimarySmtpAddress', 'MS=ms12345678', '"scenario":"storm"'])
    expect(all).toContain(words);
  const state = JSON.parse(bodies.at(-1) as string) as {
    tenants: { source: { users: { userPrincipalName: string; displayName: string }[] } };
  };
  const sergei = state.tenants.source.users.find(
    ({ userPrincipalName }) => userPrincipalName === 'sergei.volkov@contoso.com',
  );
  expect(sergei?.displayName).toBe('Sergei the Renamed');
  await door('POST', '/world/faults', { scenario: 'calm' });
});

test.each([
  [['--mailboxes', '7'], '--mailboxes is "7"; it must be a whole number from 24 to 20000.'],
  [['--port', 'http'], '--port is "http"; it must be a whole number from 0 to 65535.'],
  [['--seed', '-1x'], 'Usage: npm run world'],
  [['--seed='], '--seed is ""'],
  [['--faults', 'hail'], '--faults is "hail"; it must be one of calm, storm.'],
  [['--colour', 'red'], "Unknown option '--colour'"],
  [['now'], "Unexpected argument 'now'"],
])('arguments that mean nothing are refused with a sentence (case %#)', async (args, words) => {
  const { code, said } = await launch(...args).ended;
  expect(code).toBe(2);
  expect(said).toContain(words);
  expect(said).toContain('Usage: npm run world');
  expect(said).not.toMatch(/\n\s+at /);
});

test('a port that is taken is named', async () => {
  const { port } = new URL(discovery.world);
  const { code, said } = await launch('--mailboxes', '30', '--port', port).ended;
  expect([code, said]).toEqual([1, expect.stringContaining(`Port ${port} is in use by another program`)]);
});

test.each(['SIGTERM', 'SIGINT'] as const)('%s ends it cleanly, though somebody is connected', async (signal) => {
  const { child, ready, ended } = launch('--mailboxes', '30');
  const found = await ready;
  const waiting = fetch(`${found.world}/world/clock?after=99&wait=50`).catch(() => 'cut');
  await fetch(`${found.world}/world/clock`);
  child.kill(signal);
  expect(await ended).toEqual({ code: 0, said: '' });
  await waiting;
  await expect(fetch(`${found.world}/world`)).rejects.toThrow();
});
