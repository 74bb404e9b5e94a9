import { ExchangeConnection } from '../../src/systems/exchange/connection.js';
import { GraphConnection } from '../../src/systems/graph/connection.js';
import { countingCredential, json, pausableClock, scriptedTransport } from './scripted-transport.js';

test('of two writes of one batch under one id neither is sent: one would get the answer of the other', async () => {
  const wire = scriptedTransport([]);
  const options = {
    side: 'source',
    tenantId: 't',
    transport: wire.transport,
    credential: countingCredential(),
  } as const;
  const graph = new GraphConnection({ ...options, endpoint: 'https://graph.microsoft.com', ...pausableClock() });
  const exchange = new ExchangeConnection({
    ...options,
    endpoint: 'https://outlook.office365.com',
    ...pausableClock(),
  });
  const right = (Trustee: string) => ({ id: 'm-1', cmdlet: 'Add-MailboxPermission', parameters: { Trustee } });
  const member = { id: 'm-1', method: 'PATCH', url: '/users/m-1' } as const;

  const told = 'two items of a batch have the id m-1';
  await expect(graph.writeBatch('adding members', [member, member])).rejects.toThrow(told);
  const rights = [right('a'), right('b')];
  await expect(exchange.writeBatch('adding rights', rights, exchange.writingTurn(2))).rejects.toThrow(told);
  expect(wire.sent).toEqual([]);
});

test('what is read twice in one batch is asked for once', async () => {
  const wire = scriptedTransport([
    {
      method: 'POST',
      path: '/v1.0/$batch',
      answer: ({ body }) => {
        const { requests } = body as { requests: { id: string }[] };
        return json({ responses: requests.map(({ id }) => ({ id, status: 200, body: { id } })) });
      },
    },
  ]);
  const options = {
    side: 'source',
    tenantId: 't',
    transport: wire.transport,
    credential: countingCredential(),
  } as const;
  const graph = new GraphConnection({ ...options, endpoint: 'https://graph.microsoft.com', ...pausableClock() });
  const user = { id: 'u-1', method: 'GET', url: '/users/u-1' } as const;
  expect((await graph.readBatch('reading', [user, user])).get('u-1')?.body).toEqual({ id: 'u-1' });
  expect((wire.sent[0]?.body as { requests: unknown[] }).requests).toHaveLength(1);
});
