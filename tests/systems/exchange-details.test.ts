import { SystemFault } from '../../src/errors.js';
import { createExchange } from '../../src/systems/exchange/exchange.js';
import { bytesOf, textOf, textsOf } from '../../src/systems/exchange/values.js';
import { countingCredential, json, pausableClock, scriptedTransport, type Expected } from './scripted-transport.js';

interface BatchItem {
  readonly id: string;
  readonly body: { readonly CmdletInput: { readonly CmdletName: string; readonly Parameters: object } };
}

const over = (script: readonly Expected[]) => {
  const wire = scriptedTransport(script);
  const exchange = createExchange({
    side: 'source',
    tenantId: '11111111-1111-4111-8111-111111111111',
    transport: wire.transport,
    credential: countingCredential(),
    endpoint: 'https://outlook.office365.com',
    ...pausableClock(),
  });
  return { exchange, wire };
};

/** A batch whose items are answered one by one, in another order than they were asked. */
const batch = (answer: (item: BatchItem) => { readonly status?: number; readonly body: unknown }): Expected => ({
  method: 'POST',
  path: /\$batch$/,
  answer: ({ body }) => {
    const { requests } = body as { requests: readonly BatchItem[] };
    return json({ responses: requests.map((item) => ({ id: item.id, status: 200, ...answer(item) })).reverse() });
  },
});
const parametersOf = ({ body }: BatchItem) => body.CmdletInput.Parameters as { Identity: string; Archive?: boolean };
const refused = (type: string, message: string) => ({
  status: 400,
  body: { error: { code: 'BadRequest', details: [{ message: `Ex1|${type}|${message}` }] } },
});

test('the statistics of twelve mailboxes come in two batches, each to whoever it is about, the archive by its switch', async () => {
  const statistics = (item: BatchItem) => {
    const { Identity, Archive } = parametersOf(item);
    const bytes = Number(Identity.slice(1)) * 1000 + (Archive === true ? 1 : 0);
    return {
      body: {
        value: [
          {
            ItemCount: 7,
            TotalItemSize: `1 KB (${bytes.toLocaleString('en')} bytes)`,
            'TotalItemSize@data.type': 'x',
            DeletedItemCount: 2,
            TotalDeletedItemSize: '0 B (0 bytes)',
          },
        ],
      },
    };
  };
  const { exchange, wire } = over([batch(statistics), batch(statistics)]);
  const of = Array.from({ length: 12 }, (_, n) => ({ mailboxId: `m${n}`, archive: n % 2 === 1 }));

  const found = await exchange.mailboxStatistics(of);

  expect(found.map((seen) => (seen.seen ? seen.items[0]?.bytes : null))).toEqual(
    of.map(({ archive }, n) => n * 1000 + (archive ? 1 : 0)),
  );
  expect(found[3]).toEqual({
    seen: true,
    items: [{ items: 7, bytes: 3001, recoverableItems: 2, recoverableBytes: 0 }],
  });
  wire.allUsed();
});

test('a mailbox that is gone, or says a size nobody can read, keeps nobody from the others', async () => {
  const { exchange } = over([
    batch((item) => {
      const { Identity } = parametersOf(item);
      if (Identity === 'gone') return refused('Microsoft.X.ManagementObjectNotFoundException', 'no such mailbox');
      return { body: { value: [{ TotalItemSize: Identity === 'odd' ? 'a lot' : '2 B (2 bytes)' }] } };
    }),
  ]);

  const [gone, odd, whole] = await exchange.mailboxStatistics(
    ['gone', 'odd', 'whole'].map((mailboxId) => ({ mailboxId, archive: false })),
  );

  expect(gone).toMatchObject({ seen: false, gone: true, text: 'no such mailbox' });
  expect(odd).toMatchObject({ seen: false, gone: false, text: expect.stringContaining('a lot') });
  expect(whole).toMatchObject({ seen: true, items: [{ bytes: 2 }] });
});

test.each([
  ['a cmdlet that the app does not have', refused('System.X.CommandNotFoundException', 'The term is not recognized')],
  ['an answer that says no', { status: 403, body: '' }],
])('%s ends the reading at once: no other mailbox would be answered', async (_what, answer) => {
  const { exchange } = over([batch(() => answer)]);

  await expect(exchange.inboxRules(['a', 'b'])).rejects.toThrow(SystemFault);
});

test('whoever has more folders than a batch shows is asked once more alone, to the last page', async () => {
  const page = (names: readonly string[], link?: string) => ({
    value: names.map((Name) => ({ Name, FolderPath: `/${Name}`, FolderType: 'User Created' })),
    ...(link === undefined ? {} : { '@odata.nextLink': link }),
  });
  const link = 'https://outlook.office365.com/adminapi/beta/x/InvokeCommand?$skiptoken=2';
  const { exchange, wire } = over([
    batch(() => ({ body: page(['one'], link) })),
    { method: 'POST', path: /InvokeCommand/, answer: () => json(page(['one'], link)) },
    { method: 'POST', path: /skiptoken=2/, answer: () => json(page(['two'])) },
  ]);

  const [folders] = await exchange.mailboxFolders(['m']);

  expect(folders).toMatchObject({ seen: true, items: [{ name: 'one' }, { name: 'two' }] });
  wire.allUsed();
});

test('rights on a folder are asked for by the path it has in its own language', async () => {
  let identity = '';
  const { exchange } = over([
    batch((item) => {
      identity = parametersOf(item).Identity;
      return { body: { value: [{ User: { DisplayName: 'Иван' }, AccessRights: 'Editor' }] } };
    }),
  ]);

  const [rights] = await exchange.folderRights([{ mailboxId: 'm', path: '\\Календарь' }]);

  expect(identity).toBe('m:\\Календарь');
  expect(rights).toEqual({ seen: true, items: [{ user: 'Иван', rights: ['Editor'], flags: [] }] });
});

test.each([
  ['99 GB (106,300,440,576 bytes)', 106_300_440_576],
  ['99 ГБ (106 300 440 576 байт)', 106_300_440_576],
  ['0 B (0 bytes)', 0],
  [{ Value: '1 KB (1,024 bytes)' }, 1024],
  [null, 0],
])('%j are %d bytes', (value, bytes) => {
  expect(bytesOf(value)).toBe(bytes);
});

test('a value is what PowerShell would print of it, a list is one also where a single value comes alone', () => {
  expect(textOf({ DisplayName: 'Иван', UserId: 'x' })).toBe('Иван');
  expect(textsOf('FullAccess')).toEqual(['FullAccess']);
  expect(textsOf([{ Value: 'Editor' }, ''])).toEqual(['Editor']);
  expect(textsOf(undefined)).toEqual([]);
});

test('every property of a rule is read; whether it is switched on is told by either of the two ways', async () => {
  const value = [
    { Guid: 'a', Name: 'Stamp', State: 'Disabled', SentTo: ['x@contoso.com'] },
    { Guid: 'b', Name: 'Scanner', Enabled: true },
    { Guid: 'c', Name: 'Default', DomainName: '*' },
  ];
  const { exchange } = over([{ method: 'POST', path: /InvokeCommand$/, answer: () => json({ value }) }]);

  const rules = await exchange.transportRules();
  expect(rules.map(({ name, enabled }) => [name, enabled])).toEqual([
    ['Stamp', false],
    ['Scanner', true],
    ['Default', true],
  ]);
  expect(rules[0]?.properties['SentTo']).toEqual(['x@contoso.com']);
});

test('connectors of a rule and those in test mode are asked for by themselves, and each counts once', async () => {
  const names = [['a'], ['b'], ['c', 'a'], []];
  const { exchange, wire } = over(
    names.map((of) => ({
      method: 'POST',
      path: /InvokeCommand$/,
      answer: () => json({ value: of.map((Name) => ({ Guid: Name, Name })) }),
    })),
  );

  expect((await exchange.outboundConnectors()).map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  const asked = wire.sent.map(({ body }) => (body as BatchItem['body']).CmdletInput.Parameters);
  expect(asked).toMatchObject([
    { IncludeTestModeConnectors: false, IsTransportRuleScoped: false },
    { IncludeTestModeConnectors: false, IsTransportRuleScoped: true },
    { IncludeTestModeConnectors: true, IsTransportRuleScoped: false },
    { IncludeTestModeConnectors: true, IsTransportRuleScoped: true },
  ]);
});
