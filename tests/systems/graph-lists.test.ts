import { createGraph } from '../../src/systems/graph/graph.js';
import { countingCredential, json, pausableClock, scriptedTransport, type Expected } from './scripted-transport.js';

function graphOver(script: readonly Expected[]) {
  const wire = scriptedTransport(script);
  const clock = pausableClock();
  const graph = createGraph({
    side: 'source',
    tenantId: '11111111-1111-4111-8111-111111111111',
    transport: wire.transport,
    credential: countingCredential(),
    endpoint: 'https://graph.microsoft.com',
    ...clock,
  });
  return { graph, wire, clock };
}

const next = (page: number): string => `https://graph.microsoft.com/v1.0/groups?$skiptoken=${page}`;
const first = (id = 'a'): Expected => ({
  method: 'GET',
  path: /\/groups\?\$select/,
  answer: () => json({ value: [{ id }], '@odata.nextLink': next(2) }),
});
const second = (answer: Expected['answer']): Expected => ({ method: 'GET', path: /skiptoken=2/, answer });
const expired = (status: number) => () =>
  json({ error: { code: 'Directory_ExpiredPageToken', message: 'The specified page token is invalid.' } }, { status });

test.each([400, 410])(
  'a lost page (%i) begins the list again from page one, and nothing of the first try is kept',
  async (status) => {
    const { graph, wire } = graphOver([
      first('gone-meanwhile'),
      second(expired(status)),
      first(),
      second(() => json({ value: [{ id: 'b' }] })),
    ]);

    expect((await graph.groups()).map(({ id }) => id)).toEqual(['a', 'b']);
    wire.allUsed();
  },
);

test('a list whose pages keep getting lost is given up after a few times: no part of it is answered', async () => {
  const { graph, wire } = graphOver(Array.from({ length: 4 }, () => [first(), second(expired(410))]).flat());

  await expect(graph.groups()).rejects.toMatchObject({ details: { status: 410 } });
  wire.allUsed();
});

test('a first page that is refused is not asked for again', async () => {
  const { graph, wire } = graphOver([{ method: 'GET', path: /\/groups/, answer: expired(400) }]);

  await expect(graph.groups()).rejects.toMatchObject({ details: { status: 400 } });
  wire.allUsed();
});

test('what refers to a domain, what is in the bin and the applications are lists like all others', async () => {
  const { graph, wire } = graphOver([
    {
      method: 'GET',
      path: '/v1.0/domains/contoso.com/domainNameReferences?$select=id,displayName,userPrincipalName,mail&$top=999',
      answer: () => json({ value: [{ '@odata.type': '#microsoft.graph.user', id: 'a' }] }),
    },
    {
      method: 'GET',
      path: /^\/v1\.0\/directory\/deletedItems\/microsoft\.graph\.group\?\$select=id,displayName,mail,proxyAddresses,deletedDateTime&/,
      answer: () => json({ value: [{ id: 'b', displayName: 'Gone', mail: null }] }),
    },
    {
      method: 'GET',
      path: /^\/v1\.0\/applications\?\$select=id,appId,displayName,identifierUris,signInAudience&/,
      answer: () => json({ value: [{ id: 'c' }] }),
    },
  ]);

  expect((await graph.domainNameReferences('contoso.com')).map(({ id }) => id)).toEqual(['a']);
  expect((await graph.deletedGroups()).map(({ proxyAddresses }) => proxyAddresses)).toEqual([[]]);
  expect((await graph.applications()).map(({ identifierUris }) => identifierUris)).toEqual([[]]);
  wire.allUsed();
});

test('of a message trace no page is asked for once as many are read as are wanted', async () => {
  const rows = ['1', '2', '3'].map((id) => ({ id, recipientAddress: 'a@x.example', status: 'delivered' }));
  const { graph, wire } = graphOver([
    { method: 'GET', path: /messageTraces/, answer: () => json({ value: rows, '@odata.nextLink': next(2) }) },
  ]);

  expect(await graph.messageTraces(new Date('2026-12-14T20:00:00Z'), new Date('2026-12-14T21:00:00Z'), 2)).toHaveLength(
    3,
  );
  wire.allUsed();
});

test('a letter that went to several stands in the message trace for each of them, over all pages of the time asked for', async () => {
  const row = (id: string, recipientAddress: string) => ({ id, recipientAddress, status: 'delivered' });
  const { graph, wire } = graphOver([
    {
      method: 'GET',
      path: /\/admin\/exchange\/tracing\/messageTraces\?.*receivedDateTime(%20|\+| )ge(%20|\+| )2026-12-14T20(:|%3A)00/,
      answer: () => json({ value: [row('1', 'a@x.example'), row('1', 'b@x.example')], '@odata.nextLink': next(2) }),
    },
    second(() => json({ value: [row('1', 'b@x.example'), row('2', 'a@x.example')] })),
  ]);

  const traces = await graph.messageTraces(new Date('2026-12-14T20:00:00Z'), new Date('2026-12-14T21:00:00Z'), 5);
  expect(traces.map(({ id, recipientAddress }) => `${id} ${recipientAddress}`)).toEqual([
    '1 a@x.example',
    '1 b@x.example',
    '2 a@x.example',
  ]);
  wire.allUsed();
});
