import { SystemFault } from '../../src/errors.js';
import { createGraph } from '../../src/systems/graph/graph.js';
import { countingCredential, json, pausableClock, scriptedTransport, type Expected } from './scripted-transport.js';

const tenantId = '11111111-1111-4111-8111-111111111111';
const ids = ['a', 'b', 'c', 'd'].map((letter) => `${letter.repeat(8)}-0000-4000-8000-000000000000`);

function graphOver(script: readonly Expected[]) {
  const wire = scriptedTransport(script);
  const clock = pausableClock();
  const graph = createGraph({
    side: 'source',
    tenantId,
    transport: wire.transport,
    credential: countingCredential(),
    endpoint: 'https://graph.microsoft.com',
    ...clock,
  });
  return { graph, wire, clock };
}

const batchOf = (sent: { body: unknown }) => (sent.body as { requests: Record<string, unknown>[] }).requests;
const busy = (retryAfter?: string) =>
  json(
    { error: { code: 'TooManyRequests', message: 'slow down' } },
    {
      status: 429,
      headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter },
    },
  );

test('users are read page by page, following the next link as it came', async () => {
  const next = 'https://graph.microsoft.com/v1.0/users?$select=id&$top=999&$skiptoken=RFNwdAIAAQ-_x';
  const { graph, wire } = graphOver([
    {
      method: 'GET',
      path: /^\/v1\.0\/users\?\$select=id,userPrincipalName,[\w,]+&\$top=999$/,
      answer: () => json({ value: [{ id: ids[0], userPrincipalName: 'a@contoso.com' }], '@odata.nextLink': next }),
    },
    {
      method: 'GET',
      path: /\$skiptoken=RFNwdAIAAQ-_x/,
      answer: ({ headers }) => {
        expect(headers.get('authorization')).toBe('Bearer token-1');
        return json({
          value: [{ id: ids[1], userPrincipalName: 'b@contoso.com', proxyAddresses: ['SMTP:b@contoso.com'] }],
        });
      },
    },
  ]);

  const users = await graph.users();

  expect(users.map(({ id, proxyAddresses }) => ({ id, proxyAddresses }))).toEqual([
    { id: ids[0], proxyAddresses: [] },
    { id: ids[1], proxyAddresses: ['SMTP:b@contoso.com'] },
  ]);
  wire.allUsed();
});

test('a page without a list is a fault, never a shorter list', async () => {
  const { graph } = graphOver([{ method: 'GET', path: /users/, answer: () => json({}) }]);

  await expect(graph.users()).rejects.toThrow(SystemFault);
});

test('a read waits as long as the service asks, in migration time', async () => {
  const { graph, wire, clock } = graphOver([
    { method: 'GET', path: /domains/, answer: () => busy('17') },
    { method: 'GET', path: /domains/, answer: () => busy('Mon, 30 Nov 2026 08:01:00 GMT') },
    { method: 'GET', path: /domains/, answer: () => 'hang up' },
    { method: 'GET', path: /domains/, answer: () => json({ value: [] }) },
  ]);

  expect(await graph.domains()).toEqual([]);
  expect(clock.pauses).toEqual([17_000, 43_000, 8_000]);
  wire.allUsed();
});

test.each(['0', '0.124'])('a wait of %s seconds does not use up every attempt at once', async (retryAfter) => {
  const { graph, wire, clock } = graphOver([
    ...Array.from({ length: 7 }, (): Expected => ({ method: 'GET', path: /groups/, answer: () => busy(retryAfter) })),
    { method: 'GET', path: /groups/, answer: () => json({ value: [] }) },
  ]);

  expect(await graph.groups()).toEqual([]);
  expect(clock.pauses).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
  wire.allUsed();
});

test('a refused token is renewed once, for writes too', async () => {
  const { graph, wire } = graphOver([
    { method: 'POST', path: '/v1.0/$batch', answer: () => new Response('', { status: 401 }) },
    {
      method: 'POST',
      path: '/v1.0/$batch',
      answer: ({ headers }) => {
        expect(headers.get('authorization')).toBe('Bearer token-2');
        return json({ responses: [{ id: ids[0], status: 204 }] });
      },
    },
  ]);

  const change = { userId: ids[0] as string, userPrincipalName: 'a@contoso.onmicrosoft.com' };

  expect(await graph.changeUserPrincipalNames([change])).toEqual([{ result: 'done' }]);
  wire.allUsed();
});

test('each name change of a batch is judged by its own answer, in the order asked', async () => {
  const { graph, wire } = graphOver([
    {
      method: 'POST',
      path: '/v1.0/$batch',
      answer: (sent) => {
        expect(batchOf(sent)[0]).toEqual({
          id: ids[0],
          method: 'PATCH',
          url: `/users/${ids[0]}`,
          headers: { 'Content-Type': 'application/json' },
          body: { userPrincipalName: 'a@initial' },
        });
        const taken = 'Another object with the same value for property userPrincipalName already exists.';
        return json({
          responses: [
            { id: ids[2], status: 503, body: { error: { code: 'ServiceUnavailable', message: 'later' } } },
            { id: ids[1], status: 429, headers: { 'Retry-After': '9' } },
            {
              id: ids[3],
              status: 400,
              body: { error: { code: 'Request_BadRequest', message: taken, innerError: { 'request-id': 'r-4' } } },
            },
            { id: ids[0], status: 204 },
          ],
        });
      },
    },
  ]);

  const results = await graph.changeUserPrincipalNames(
    ids.map((userId, n) => ({ userId, userPrincipalName: `${'abcd'[n]}@initial` })),
  );

  expect(results).toEqual([
    { result: 'done' },
    { result: 'not-done', retryAfter: 9 },
    { result: 'in-doubt' },
    {
      result: 'refused',
      remark: {
        code: 'name-taken',
        facts: {
          status: 400,
          errorCode: 'Request_BadRequest',
          text: expect.stringContaining('same value'),
          requestId: 'r-4',
        },
      },
    },
  ]);
  wire.allUsed();
});

test('a batch of writes without an answer leaves every item in doubt and is not sent again', async () => {
  const { graph, wire } = graphOver([{ method: 'POST', path: '/v1.0/$batch', answer: () => 'hang up' }]);

  const results = await graph.changeUserPrincipalNames(ids.map((userId) => ({ userId, userPrincipalName: 'x@y' })));

  expect(results).toEqual(ids.map(() => ({ result: 'in-doubt' })));
  wire.allUsed();
});

test('users are read by id twenty at a time, those throttled once more, and a missing one is null', async () => {
  const many = Array.from({ length: 21 }, (_, n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`);
  const found = (id: unknown) => ({ id, status: 200, body: { id, userPrincipalName: `${id as string}@contoso.com` } });
  const { graph, wire, clock } = graphOver([
    {
      method: 'POST',
      path: '/v1.0/$batch',
      answer: (sent) => {
        const requests = batchOf(sent);
        expect(requests).toHaveLength(20);
        return json({
          responses: requests.map(({ id }, n) =>
            n < 2 ? { id, status: 429, headers: { 'Retry-After': String(n + 3) } } : found(id),
          ),
        });
      },
    },
    {
      method: 'POST',
      path: '/v1.0/$batch',
      answer: (sent) => json({ responses: batchOf(sent).map(({ id }) => found(id)) }),
    },
    {
      method: 'POST',
      path: '/v1.0/$batch',
      answer: (sent) =>
        json({
          responses: batchOf(sent).map(({ id }) => ({
            id,
            status: 404,
            body: { error: { code: 'Request_ResourceNotFound' } },
          })),
        }),
    },
  ]);

  const users = await graph.usersById(many);

  expect(users.map((user) => user?.id ?? null)).toEqual([...many.slice(0, 20), null]);
  expect(clock.pauses).toEqual([4_000]);
  expect(batchOf(wire.sent[1] as { body: unknown }).map(({ id }) => id)).toEqual(many.slice(0, 2));
  wire.allUsed();
});

test('a fault carries what an operator needs to ask the vendor', async () => {
  const { graph } = graphOver([
    {
      method: 'GET',
      path: /groups/,
      answer: () =>
        json(
          {
            error: {
              code: 'Authorization_RequestDenied',
              message: 'Insufficient privileges to complete the operation.',
            },
          },
          { status: 403, headers: { 'request-id': '5f1c-1' } },
        ),
    },
  ]);

  await expect(graph.groups()).rejects.toMatchObject({
    message: 'Insufficient privileges to complete the operation.',
    details: {
      system: 'graph',
      operation: 'listing groups of the source',
      status: 403,
      code: 'Authorization_RequestDenied',
      requestId: '5f1c-1',
      transient: false,
    },
  });
});
