import { createExchange } from '../../src/systems/exchange/exchange.js';
import { countingCredential, json, pausableClock, scriptedTransport, type Expected } from './scripted-transport.js';

const tenantId = '11111111-1111-4111-8111-111111111111';
const base = `/adminapi/beta/${tenantId}`;
const ids = ['a', 'b', 'c', 'd', 'e', 'f'].map((letter) => `${letter.repeat(8)}-0000-4000-8000-000000000000`);

function exchangeOver(script: readonly Expected[]) {
  const wire = scriptedTransport(script);
  const clock = pausableClock();
  const exchange = createExchange({
    side: 'source',
    tenantId,
    transport: wire.transport,
    credential: countingCredential(),
    endpoint: 'https://outlook.office365.com',
    ...clock,
  });
  return { exchange, wire, clock };
}

const mailbox = (id: string | undefined) => ({
  Guid: id,
  'Guid@odata.type': '#Guid',
  ExternalDirectoryObjectId: id,
  EmailAddresses: ['SMTP:ivan@contoso.com'],
  'EmailAddresses@odata.type': '#Collection(String)',
});
const next = `https://outlook.office365.com${base}/InvokeCommand?$select=Guid&$skiptoken=2`;
const requestsOf = (sent: { body: unknown }) =>
  (
    sent.body as {
      requests: { id: string; method: string; url: string; headers: Record<string, string>; body: unknown }[];
    }
  ).requests;
const cmdletError = (type: string, text: string) => ({
  error: {
    code: 'BadRequest',
    message: 'Invalid Operation',
    details: [{ code: 'Context', message: `Ex6F9304|Microsoft.Exchange.Configuration.Tasks.${type}|${text}` }],
  },
});

test('a cmdlet is one POST with the anchor mailbox, the charset and parameters that are an object', async () => {
  const { exchange, wire } = exchangeOver([
    {
      method: 'POST',
      path: `${base}/InvokeCommand?$select=DomainName,DomainType,Default,InitialDomain`,
      answer: ({ headers, body }) => {
        expect(body).toEqual({
          CmdletInput: { CmdletName: 'Get-AcceptedDomain', Parameters: { ResultSize: 'Unlimited' } },
        });
        expect(headers.get('x-anchormailbox')).toBe(
          `APP:SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@${tenantId}`,
        );
        expect(headers.get('x-cmdletname')).toBe('Get-AcceptedDomain');
        expect(headers.get('content-type')).toBe('application/json;charset=utf-8');
        expect(headers.get('authorization')).toBe('Bearer token-1');
        expect(headers.get('client-request-id')).toMatch(/^[0-9a-f-]{36}$/);
        return json({ '@adminapi.warnings': [], value: [{ DomainName: 'contoso.com' }] });
      },
    },
  ]);

  expect(await exchange.acceptedDomains()).toEqual([{ DomainName: 'contoso.com' }]);
  wire.allUsed();
});

test('pages are asked by the same POST to the next link with the cookies of the first, and sidecars are dropped', async () => {
  const { exchange, wire } = exchangeOver([
    {
      method: 'POST',
      path: /InvokeCommand/,
      answer: () =>
        json(
          { value: [mailbox(ids[0])], '@odata.nextLink': next },
          { headers: { 'set-cookie': 'X-BEResource=back-end-7; path=/; secure' } },
        ),
    },
    {
      method: 'POST',
      path: /skiptoken=2/,
      answer: (sent) => {
        expect(sent.body).toEqual(wire.sent[0]?.body);
        expect(sent.headers.get('cookie')).toBe('X-BEResource=back-end-7');
        return json({ value: [mailbox(ids[1])] });
      },
    },
  ]);

  expect(await exchange.mailboxes()).toEqual(
    [ids[0], ids[1]].map((id) => ({
      Guid: id,
      ExternalDirectoryObjectId: id,
      EmailAddresses: ['SMTP:ivan@contoso.com'],
    })),
  );
  wire.allUsed();
});

test('a next link that expired starts the list again from page one, so that no object is missing or twice', async () => {
  const first = {
    method: 'POST',
    path: /InvokeCommand\?\$select=Guid,/,
    answer: () => json({ value: [mailbox(ids[0])], '@odata.nextLink': next }),
  };
  const { exchange, wire } = exchangeOver([
    first,
    {
      method: 'POST',
      path: /skiptoken=2/,
      answer: () =>
        json({ error: { code: 'BadRequest', message: 'Expired or Invalid pagination request.' } }, { status: 400 }),
    },
    first,
    { method: 'POST', path: /skiptoken=2/, answer: () => json({ value: [mailbox(ids[1])] }) },
  ]);

  expect((await exchange.mailboxes()).map(({ Guid }) => Guid)).toEqual([ids[0], ids[1]]);
  wire.allUsed();
});

test('a list that the service cut off is a fault', async () => {
  const cutOff = () =>
    json({
      value: [mailbox(ids[0])],
      '@adminapi.warnings': ['There are more results available than are currently displayed.'],
    });
  const { exchange } = exchangeOver([{ method: 'POST', path: /InvokeCommand/, answer: cutOff }]);

  await expect(exchange.mailboxes()).rejects.toMatchObject({ details: { code: 'NoAnswer' } });
});

test('the token never follows a next link to another host', async () => {
  const { exchange, wire } = exchangeOver([
    {
      method: 'POST',
      path: /InvokeCommand/,
      answer: () => json({ value: [], '@odata.nextLink': 'https://elsewhere.example/adminapi' }),
    },
  ]);

  await expect(exchange.mailboxes()).rejects.toThrow('no answer from Exchange Online');
  wire.allUsed();
});

test('a mailbox that comes on two pages is there once, and so is a right, which has no id', async () => {
  const pages = (first: readonly object[], second: readonly object[]): readonly Expected[] => [
    { method: 'POST', path: /InvokeCommand/, answer: () => json({ value: first, '@odata.nextLink': next }) },
    { method: 'POST', path: /skiptoken=2/, answer: () => json({ value: second }) },
  ];
  const right = (Trustee: string) => ({ Identity: 'Anna', Trustee, AccessRights: ['SendAs'] });
  const { exchange, wire } = exchangeOver([
    ...pages([mailbox(ids[0]), mailbox(ids[1])], [mailbox(ids[1]), mailbox(ids[2])]),
    ...pages([right('a@contoso.com'), right('b@contoso.com')], [right('b@contoso.com'), right('c@contoso.com')]),
  ]);

  expect((await exchange.mailboxes()).map(({ Guid }) => Guid)).toEqual(ids.slice(0, 3));
  expect((await exchange.sendAsRights()).map(({ Trustee }) => Trustee[0])).toEqual(['a', 'b', 'c']);
  wire.allUsed();
});

test('reads wait out a busy tenant, however it says so', async () => {
  const { exchange, wire, clock } = exchangeOver([
    {
      method: 'POST',
      path: /InvokeCommand/,
      answer: () => new Response('', { status: 429, headers: { 'retry-after': '5' } }),
    },
    {
      method: 'POST',
      path: /InvokeCommand/,
      answer: () =>
        new Response('You have reached the maximum number of concurrent requests per tenant. Please wait.', {
          status: 200,
        }),
    },
    { method: 'POST', path: /InvokeCommand/, answer: () => new Response('', { status: 504 }) },
    { method: 'POST', path: /InvokeCommand/, answer: () => json({ value: [] }) },
  ]);

  expect(await exchange.mailboxes()).toEqual([]);
  expect(clock.pauses).toEqual([5_000, 4_000, 8_000]);
  wire.allUsed();
});

test('the sentence of the cmdlet and its exception are what people see of an error', async () => {
  const text = "The operation couldn't be performed because object 'x' couldn't be found.";
  const { exchange } = exchangeOver([
    {
      method: 'POST',
      path: /InvokeCommand/,
      answer: () => json(cmdletError('SomeException', text), { status: 400, headers: { 'request-id': 'r-9' } }),
    },
  ]);

  await expect(exchange.mailboxes()).rejects.toMatchObject({
    message: text,
    details: { system: 'exchange', status: 400, code: 'SomeException', requestId: 'r-9', transient: false },
  });
});

test('a 403 of NUL bytes says what its header says', async () => {
  const { exchange } = exchangeOver([
    {
      method: 'POST',
      path: /InvokeCommand/,
      answer: () =>
        new Response('\0\0\0', {
          status: 403,
          headers: { 'x-ms-diagnostics': '2000008;reason="The role is missing."' },
        }),
    },
  ]);

  await expect(exchange.mailboxes()).rejects.toThrow('The role is missing.');
});

const byId = (id: string | undefined): string => `ExternalDirectoryObjectId -eq '${id}'`;

test('mailboxes are read by id with one filter; what it does not show is asked for by its identity, and gone is null', async () => {
  const batch = { method: 'POST', path: `${base}/$batch` };
  const { exchange, wire } = exchangeOver([
    {
      ...batch,
      answer: (sent) => {
        const [one, ...more] = requestsOf(sent);
        expect(more).toEqual([]);
        expect(one).toMatchObject({
          method: 'POST',
          body: {
            CmdletInput: {
              CmdletName: 'Get-Mailbox',
              Parameters: { Filter: ids.slice(0, 3).map(byId).join(' -or ') },
            },
          },
        });
        expect(one?.url).toContain(`https://outlook.office365.com${base}/InvokeCommand?$select=`);
        // Letters' case and order are the service's own.
        const shown = mailbox(ids[2]?.toUpperCase());
        return json({ responses: [{ id: one?.id, body: { value: [shown] } }] });
      },
    },
    {
      ...batch,
      answer: (sent) => {
        expect(requestsOf(sent)).toMatchObject(
          ids.slice(0, 2).map((id) => ({
            id,
            body: { CmdletInput: { CmdletName: 'Get-Mailbox', Parameters: { Identity: id } } },
          })),
        );
        return json({
          responses: [
            { id: ids[1], status: 404, body: cmdletError('ManagementObjectNotFoundException', 'not found') },
            { id: ids[0], body: { value: [mailbox(ids[0])] } },
          ],
        });
      },
    },
  ]);

  const found = await exchange.mailboxesById(ids.slice(0, 3));

  expect(found.map((one) => one?.Guid ?? null)).toEqual([ids[0], null, ids[2]?.toUpperCase()]);
  wire.allUsed();
});

test('a filter that the service does not take is no obstacle: each object is asked for by its identity', async () => {
  const batch = { method: 'POST', path: `${base}/$batch` };
  const answered = (body: (id: string) => unknown, status: number) => (sent: { body: unknown }) =>
    json({ responses: requestsOf(sent).map(({ id }) => ({ id, status, body: body(id) })) });
  const { exchange, wire } = exchangeOver([
    { ...batch, answer: answered(() => cmdletError('ParsingException', 'Invalid filter syntax.'), 400) },
    { ...batch, answer: answered((id) => ({ value: [mailbox(id)] }), 200) },
  ]);

  expect((await exchange.mailboxesById(ids.slice(0, 2))).map((one) => one?.Guid)).toEqual(ids.slice(0, 2));
  wire.allUsed();
});

test('forty-five mailboxes are read with three commands in one request', async () => {
  const many = Array.from({ length: 45 }, (_, n) => `${String(n).padStart(8, '0')}-0000-4000-8000-000000000000`);
  const { exchange, wire } = exchangeOver([
    {
      method: 'POST',
      path: `${base}/$batch`,
      answer: (sent) =>
        json({
          responses: requestsOf(sent).map(({ id, body }) => ({
            id,
            body: {
              value: many
                .filter((one) => JSON.stringify(body).includes(byId(one)))
                .map(mailbox)
                .reverse(),
            },
          })),
        }),
    },
  ]);

  expect((await exchange.mailboxesById(many)).map((one) => one?.Guid)).toEqual(many);
  expect(requestsOf(wire.sent[0] as { body: unknown })).toHaveLength(3);
});

test('each address change of a batch is judged by its own answer; an empty body is success', async () => {
  const { exchange, wire } = exchangeOver([
    {
      method: 'POST',
      path: `${base}/$batch`,
      answer: (sent) => {
        expect(requestsOf(sent)[0]?.body).toEqual({
          CmdletInput: {
            CmdletName: 'Set-Mailbox',
            Parameters: {
              Identity: ids[0],
              EmailAddresses: { '@odata.type': '#Exchange.GenericHashTable', add: ['smtp:ivan@initial'] },
            },
          },
        });
        return json({
          responses: [
            { id: ids[0], status: 200 },
            { id: ids[1], status: 429, headers: { 'Retry-After': '30' } },
            { id: ids[2], status: 504 },
            {
              id: ids[3],
              status: 400,
              body: cmdletError('ProxyAddressExistsException', 'The proxy address "smtp:x" is already being used.'),
            },
            { id: ids[4], status: 400, body: cmdletError('UnableToWriteToAadException', 'try later') },
          ],
        });
      },
    },
  ]);

  const results = await exchange.setMailboxEmailAddresses(
    ids.map((mailboxId) => ({ mailboxId, add: ['smtp:ivan@initial'], remove: [] })),
  );

  expect(results).toEqual([
    { result: 'done' },
    { result: 'not-done', retryAfter: 30 },
    { result: 'in-doubt' },
    { result: 'refused', remark: expect.objectContaining({ code: 'address-taken' }) },
    { result: 'in-doubt' },
    // Not among the answers at all.
    { result: 'in-doubt' },
  ]);
  wire.allUsed();
});

test('each kind of group is read and written with its own cmdlets; only those with owners are told to pass over them', async () => {
  const groups = [
    { groupId: ids[0] as string, kind: 'distribution-group' },
    { groupId: ids[1] as string, kind: 'dynamic-distribution-group' },
    { groupId: ids[2] as string, kind: 'm365-group' },
  ] as const;
  const answered = (sent: { body: unknown }, body: (id: string) => unknown, status = 200) =>
    json({ responses: requestsOf(sent).map(({ id }) => ({ id, status, body: body(id) })) });
  const inputs = (sent: { body: unknown } | undefined) =>
    requestsOf(sent as { body: unknown }).map(({ body }) => (body as { CmdletInput: unknown }).CmdletInput);
  const batch = { method: 'POST', path: `${base}/$batch` };
  const shownBy: Record<string, string | undefined> = {
    'Get-DistributionGroup-0': ids[0],
    'Get-DynamicDistributionGroup-0': ids[1],
    'Get-UnifiedGroup-0': ids[2],
  };
  const { exchange, wire } = exchangeOver([
    { ...batch, answer: (sent) => answered(sent, (id) => ({ value: [mailbox(shownBy[id])] })) },
    { ...batch, answer: (sent) => answered(sent, () => null) },
  ]);

  expect((await exchange.groupsById(groups)).map((group) => group?.Guid)).toEqual(ids.slice(0, 3));
  const emailAddresses = ['SMTP:a@x.example'];
  expect(await exchange.setGroupEmailAddresses(groups.map((group) => ({ ...group, emailAddresses })))).toEqual(
    groups.map(() => ({ result: 'done' })),
  );

  expect(inputs(wire.sent[0])).toEqual([
    { CmdletName: 'Get-DistributionGroup', Parameters: { Filter: byId(ids[0]) } },
    // The directory knows no dynamic groups.
    { CmdletName: 'Get-DynamicDistributionGroup', Parameters: { Filter: `Guid -eq '${ids[1]}'` } },
    { CmdletName: 'Get-UnifiedGroup', Parameters: { Filter: byId(ids[2]) } },
  ]);
  const written = (parameters: Record<string, unknown>) => [
    {
      CmdletName: 'Set-DistributionGroup',
      Parameters: { Identity: ids[0], ...parameters, BypassSecurityGroupManagerCheck: true },
    },
    { CmdletName: 'Set-DynamicDistributionGroup', Parameters: { Identity: ids[1], ...parameters } },
    { CmdletName: 'Set-UnifiedGroup', Parameters: { Identity: ids[2], ...parameters } },
  ];
  expect(inputs(wire.sent[1])).toEqual(written({ EmailAddresses: emailAddresses }));
  wire.allUsed();
});

test.each([
  [
    'a cmdlet outside of its roles',
    "The term 'Set-DistributionGroup' is not recognized as the name of a cmdlet, function",
  ],
  [
    'a parameter outside of its roles',
    "A parameter cannot be found that matches parameter name 'BypassSecurityGroupManagerCheck'.",
  ],
  [
    'a group that is not its own',
    "You don't have sufficient permissions. This operation can only be performed by a manager of the group.",
  ],
])('for an application without the role %s looks strange: it is told as a missing permission', async (_, text) => {
  const { exchange } = exchangeOver([
    {
      method: 'POST',
      path: `${base}/$batch`,
      answer: () =>
        json({ responses: [{ id: ids[0], status: 400, body: cmdletError('CommandNotFoundException', text) }] }),
    },
  ]);
  const [applied] = await exchange.setGroupEmailAddresses([
    { groupId: ids[0] as string, kind: 'distribution-group', emailAddresses: ['SMTP:a@x.example'] },
  ]);

  expect(applied).toMatchObject({ result: 'refused', remark: { code: 'permission-missing' } });
});
