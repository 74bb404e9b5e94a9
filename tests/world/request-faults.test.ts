import { request } from 'node:http';
import { openBench, type Answer, type Bench } from './harness.js';

interface Line {
  readonly n: number;
  readonly write: boolean;
  readonly batch: number | null;
  readonly applied: boolean;
  readonly status: number | null;
  readonly answeredAt: string | null;
  readonly url: string;
}

let bench: Bench;
beforeEach(async () => {
  bench = await openBench({ mailboxes: 60 });
});
afterEach(() => bench.close());

const faults = async (order: object): Promise<Answer> => bench.call('POST', '/world/faults', order);
const writes = async (): Promise<readonly Line[]> =>
  (await bench.call('GET', '/world/log')).body.entries.filter((one: Line) => one.write);
const rename = (displayName: string): Promise<Answer> =>
  bench.graph('source', 'PATCH', '/users/ivan.petrov@contoso.com', { displayName });
const nameNow = async (): Promise<string> => {
  await bench.advance(60);
  return (await bench.graph('source', 'GET', '/users/ivan.petrov@contoso.com?$select=displayName')).body.displayName;
};
const readMailbox = (): Promise<Answer> =>
  bench.cmdlet('source', 'Get-Mailbox', { Identity: 'ivan.petrov@contoso.com' });
const statuses = async (times: number, call: () => Promise<Answer>): Promise<number[]> => {
  const seen: number[] = [];
  for (let i = 0; i < times; i += 1) seen.push((await call()).status);
  return seen;
};
const domains = (): Promise<Answer> => bench.graph('source', 'GET', '/domains');

describe.each([
  ['graph', domains],
  ['exchange', readMailbox],
] as const)('every third request of %s', (system, call) => {
  test.each([
    ['throttledEvery', 429, null],
    ['unavailableEvery', 503, '5'],
  ] as const)('by %s is refused and the two after it are not', async (fault, status, retryAfter) => {
    await faults({ [fault]: { [system]: 3 } });
    const answers: Answer[] = [];
    for (let i = 0; i < 9; i += 1) answers.push(await call());
    const refused = answers.flatMap((one, i) => (one.status === status ? [i] : []));
    expect(refused).toEqual([0, 1, 2].map((round) => (refused[0] as number) + 3 * round));
    expect(answers.filter((one) => one.status === 200)).toHaveLength(6);
    for (const i of refused) expect(answers[i]?.headers.get('retry-after')).toBe(retryAfter);
  });
});

test('the same seed strikes the same requests, another seed others', async () => {
  const struck = async (seed: number): Promise<number[]> => {
    const one = await openBench({ seed, mailboxes: 30, faults: { throttledEvery: { graph: 7, exchange: null } } });
    const seen: number[] = [];
    for (let i = 0; i < 8; i += 1) seen.push((await one.graph('source', 'GET', '/domains')).status);
    await one.close();
    return seen;
  };
  expect(await struck(3)).toEqual(await struck(3));
  const first = new Set<string>();
  for (const seed of [1, 2, 3, 4]) first.add(String(await struck(seed)));
  expect(first.size).toBeGreaterThan(1);
});

test('a write without an answer was done, and the log says so: applied, and no status for ever', async () => {
  await faults({ unansweredEvery: { graph: 2 } });
  const heard: boolean[] = [];
  for (let i = 0; i < 4; i += 1) {
    heard.push(
      await rename(`name ${i}`).then(
        ({ status }) => status === 204,
        () => false,
      ),
    );
    expect(await nameNow()).toBe(`name ${i}`);
  }
  expect(heard.filter(Boolean)).toHaveLength(2);
  const log = await writes();
  expect(log.map(({ applied }) => applied)).toEqual([true, true, true, true]);
  expect(log.map(({ status }) => status !== null)).toEqual(heard);
  expect(log.map(({ answeredAt }) => answeredAt !== null)).toEqual(heard);
});

test('what was refused or changed nothing is not counted among the writes that go unanswered', async () => {
  await faults({ unansweredEvery: { graph: 1 } });
  const refused = await bench.graph('source', 'PATCH', '/users/nobody@contoso.com', { displayName: 'x' });
  expect(refused.status).toBe(404);
  await expect(rename('anew')).rejects.toThrow();
  expect(await writes()).toMatchObject([
    { applied: false, status: 404 },
    { applied: true, status: null },
  ]);
});

test('a batch without an answer was done as a whole, and none of its parts counts as answered', async () => {
  await faults({ unansweredEvery: { graph: 1 } });
  const item = (id: string, local: string) => ({
    id,
    method: 'PATCH',
    url: `/users/${local}@contoso.com`,
    headers: { 'content-type': 'application/json' },
    body: { displayName: 'in a batch' },
  });
  const requests = [item('1', 'ivan.petrov'), item('2', 'nobody'), item('3', 'anna.berg')];
  await expect(bench.graph('source', 'POST', '/$batch', { requests })).rejects.toThrow();
  expect(await nameNow()).toBe('in a batch');
  const [outer, ...parts] = await writes();
  expect(outer).toMatchObject({ status: null, batch: null });
  expect(parts.map(({ applied, status, batch }) => [applied, status, batch])).toEqual([
    [true, null, outer?.n],
    [false, null, outer?.n],
    [true, null, outer?.n],
  ]);
});

test('Exchange too does what it never answers, alone and in a batch', async () => {
  await faults({ unansweredEvery: { exchange: 1 } });
  const Identity = 'ivan.petrov@contoso.com';
  await expect(bench.cmdlet('source', 'Set-Mailbox', { Identity, DisplayName: 'alone' })).rejects.toThrow();
  expect((await readMailbox()).body.value[0].DisplayName).toBe('alone');
  const { tenantId } = bench.discovery.source;
  const path = `/adminapi/beta/${tenantId}/InvokeCommand`;
  const body = { CmdletInput: { CmdletName: 'Set-Mailbox', Parameters: { Identity, DisplayName: 'together' } } };
  const requests = [{ id: '1', method: 'POST', url: `https://outlook.office365.com${path}`, body }];
  const headers = { authorization: `Bearer ${await bench.token('source', 'full', 'exchange')}` };
  await expect(
    bench.call('POST', `/outlook.office365.com/adminapi/beta/${tenantId}/$batch`, { requests }, headers),
  ).rejects.toThrow();
  expect((await readMailbox()).body.value[0].DisplayName).toBe('together');
  expect((await writes()).map(({ applied, status }) => [applied, status])).toEqual([
    [true, null],
    [false, null],
    [true, null],
  ]);
});

test('a held answer never comes, however the caller waits, and the write stands', async () => {
  await faults({ unansweredEvery: { graph: 1 }, unansweredHow: 'held' });
  const token = await bench.token('source');
  const calling = request(`${bench.base}/graph.microsoft.com/v1.0/users/ivan.petrov@contoso.com`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  });
  const ended = new Promise<string>((resolve) => {
    calling.on('error', () => resolve('gave up'));
    calling.on('response', () => resolve('answered'));
  });
  calling.end(JSON.stringify({ displayName: 'held' }));
  expect(await nameNow()).not.toBe('');
  while (!(await writes()).some(({ applied }) => applied)) await bench.advance(1);
  expect(await nameNow()).toBe('held');
  calling.destroy(new Error('patience'));
  expect(await ended).toBe('gave up');
  expect(await writes()).toMatchObject([{ applied: true, status: null, answeredAt: null }]);
});

/** Follows the links of a scan; null when a page was lost. */
async function scanGraph(): Promise<{ readonly ids: string[]; readonly lost: Answer | null; readonly link: string }> {
  const ids: string[] = [];
  let path = '/users?$select=id&$top=10';
  for (;;) {
    const answer = await bench.graph('source', 'GET', path);
    if (answer.status !== 200) return { ids, lost: answer, link: path };
    ids.push(...answer.body.value.map((one: { id: string }) => one.id));
    const next: string | undefined = answer.body['@odata.nextLink'];
    if (next === undefined) return { ids, lost: null, link: path };
    path = next.slice('https://graph.microsoft.com/v1.0'.length);
  }
}

test('a lost page of Graph loses its scan, and one that begins again at page one comes through', async () => {
  const whole = (await scanGraph()).ids;
  await faults({ pageLostEvery: { graph: 11 } });
  let scan = await scanGraph();
  for (let i = 0; scan.lost === null && i < 3; i += 1) scan = await scanGraph();
  expect(scan.lost?.status).toBe(400);
  expect(scan.lost?.body.error.code).toBe('Directory_ExpiredPageToken');
  expect(scan.ids.length).toBeLessThan(whole.length);
  // The same link is no better the second time.
  expect((await bench.graph('source', 'GET', scan.link)).status).toBe(400);
  expect(await scanGraph()).toMatchObject({ ids: whole, lost: null });
});

test('a lost page of Exchange loses its scan, and one that begins again at page one comes through', async () => {
  const page = (query: string): Promise<Answer> =>
    bench.cmdlet(
      'source',
      'Get-Recipient',
      { ResultSize: 'Unlimited' },
      { query, headers: { prefer: 'odata.maxpagesize=20' } },
    );
  const scan = async (): Promise<{ guids: string[]; lost: Answer | null; query: string }> => {
    const guids: string[] = [];
    let query = '?$select=Guid';
    for (;;) {
      const answer = await page(query);
      if (answer.status !== 200) return { guids, lost: answer, query };
      guids.push(...answer.body.value.map((one: { Guid: string }) => one.Guid));
      const next: string | undefined = answer.body['@odata.nextLink'];
      if (next === undefined) return { guids, lost: null, query };
      query = next.slice(next.indexOf('?'));
    }
  };
  const whole = (await scan()).guids;
  await faults({ pageLostEvery: { exchange: 7 } });
  let one = await scan();
  for (let i = 0; one.lost === null && i < 7; i += 1) one = await scan();
  expect(one.lost?.status).toBe(400);
  expect(one.lost?.body.error.innererror.internalexception.message).toContain('Expired or Invalid pagination request');
  expect((await page(one.query)).status).toBe(400);
  expect(await scan()).toMatchObject({ guids: whole, lost: null });
});

test.each([
  ['graph', domains],
  ['exchange', readMailbox],
] as const)('a token of %s that was taken back is dead, and a new one works', async (system, call) => {
  await bench.token('source', 'full', system);
  await faults({ tokenRevokedEvery: { [system]: 5 } });
  const seen = await statuses(9, call);
  const dead = seen.indexOf(401);
  expect(dead).toBeGreaterThanOrEqual(0);
  expect(seen.slice(dead)).toEqual(Array(9 - dead).fill(401));
  const { tenantId, apps } = bench.discovery.source;
  const resource = system === 'graph' ? 'https://graph.microsoft.com' : 'https://outlook.office365.com';
  await bench.advance(1);
  const issued = await bench.call(
    'POST',
    `/login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`,
    new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: apps.full.clientId,
      client_secret: apps.full.clientSecret,
      scope: `${resource}/.default`,
    }).toString(),
  );
  const authorization = `Bearer ${issued.body.access_token}`;
  const again =
    system === 'graph'
      ? await bench.graph('source', 'GET', '/domains', undefined, { authorization })
      : await bench.cmdlet('source', 'Get-AcceptedDomain', {}, { headers: { authorization } });
  expect(again.status).toBe(200);
});

test('a token is taken back between two requests and never in the middle of a batch', async () => {
  await faults({ tokenRevokedEvery: { graph: 4 } });
  const requests = Array.from({ length: 10 }, (_, i) => ({ id: `${i}`, method: 'GET', url: '/domains' }));
  for (let i = 0; i < 3; i += 1) {
    const { status, body } = await bench.graph('source', 'POST', '/$batch', { requests });
    if (status === 401) return;
    expect(body.responses.map((one: { status: number }) => one.status)).toEqual(Array(10).fill(200));
  }
});

test.each([
  [{ scenario: 'breeze' }, "no scenario 'breeze': calm, storm"],
  [{ unansweredEvery: 3 }, 'unansweredEvery is {"graph": n, "exchange": n}'],
  [{ pageLostEvery: { graph: 0 } }, 'pageLostEvery is'],
  [{ throttledEvery: { teams: 2 } }, 'throttledEvery is'],
  [{ unansweredHow: 'lost' }, 'unansweredHow is one of cut, held'],
  [{ readLagSeconds: -1 }, 'readLagSeconds is a number of at least 0'],
  [{ readLagSeconds: 'long' }, "readLagSeconds is a number, not 'long'"],
  [{ hail: 1 }, "no fault 'hail'"],
])('a fault that means nothing is refused with a sentence (case %#)', async (order, words) => {
  const answer = await faults(order);
  expect(answer.status).toBe(400);
  expect(answer.body.error.message).toContain(words);
});

test('in the storm every fault is on, and in the calm none of those at single requests', async () => {
  const calm = (await faults({})).body;
  const storm = (await faults({ scenario: 'storm' })).body;
  const each = Object.keys(calm).filter((name) => name.endsWith('Every'));
  expect(each).toHaveLength(5);
  for (const name of each) {
    expect(calm[name]).toEqual({ graph: null, exchange: null });
    expect(storm[name]).toEqual({ graph: expect.any(Number), exchange: expect.any(Number) });
  }
});
