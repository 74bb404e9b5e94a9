import { openExchangeBench, recipientOf, type ExchangeBench, type Row } from './support/exchange-bench.js';

const ivan = recipientOf('ivan.petrov@contoso.com');
const rule = (n: number, more: object) => ({
  RuleIdentity: `1675286947966641766${n}`,
  Name: `Rule ${n}`,
  Enabled: true,
  Priority: n,
  hidden: false,
  ForwardTo: null,
  ForwardAsAttachmentTo: null,
  RedirectTo: null,
  SubjectContainsWords: null,
  MoveToFolder: null,
  ...more,
});
const guid = (n: number) => `0000000${n}-0000-4000-8000-000000000000`;
const object = (
  n: number,
  kind: 'TransportRule' | 'OutboundConnector' | 'InboundConnector' | 'JournalRule' | 'RemoteDomain',
  more: object,
) => ({
  Guid: guid(n),
  kind,
  Name: `Object ${n}`,
  ...more,
});

let exchange: ExchangeBench;
beforeEach(async () => {
  exchange = await openExchangeBench({
    details: [
      {
        Guid: ivan.Guid,
        inboxRules: [
          rule(1, { ForwardTo: ['"out@fabrikam.com" [SMTP:out@fabrikam.com]'] }),
          rule(2, { hidden: true, RedirectTo: ['"x" [SMTP:x@litware.com]'] }),
        ],
      },
    ],
    mailFlow: [
      object(1, 'TransportRule', { Priority: 1, RecipientDomainIs: ['contoso.com'], Description: 'to contoso.com' }),
      object(2, 'TransportRule', { Priority: 0, State: 'Disabled', SetSCL: '-1', Description: 'from 192.0.2.1' }),
      object(3, 'OutboundConnector', { RecipientDomains: ['contoso.com'] }),
      object(4, 'OutboundConnector', { IsTransportRuleScoped: true }),
      object(5, 'OutboundConnector', { TestMode: true }),
      object(6, 'InboundConnector', { SenderDomains: ['smtp:contoso.com;1'] }),
      object(7, 'JournalRule', { JournalEmailAddress: 'journal@litware.com', Recipient: 'sales@contoso.com' }),
      object(8, 'RemoteDomain', { DomainName: 'contoso.com', AutoForwardEnabled: false }),
    ],
  });
});
afterEach(() => exchange.bench.close());
const names = (rows: readonly Row[]) => rows.map((one) => one.Name);

test('rules of an inbox are those of the mailbox named, hidden ones to who asks, and none for a mere reader', async () => {
  const rows = await exchange.rows('Get-InboxRule', { Mailbox: 'ivan.petrov@contoso.com' });
  expect(rows).toMatchObject([
    {
      Identity: `${ivan.Alias}\\16752869479666417661`,
      ForwardTo: ['"out@fabrikam.com" [SMTP:out@fabrikam.com]'],
      RedirectTo: null,
    },
  ]);
  expect(names(await exchange.rows('Get-InboxRule', { Mailbox: ivan.Guid, IncludeHidden: true }))).toEqual([
    'Rule 1',
    'Rule 2',
  ]);
  expect(names(await exchange.rows('Get-InboxRule', { Mailbox: ivan.Guid, Identity: rows[0].Identity }))).toEqual([
    'Rule 1',
  ]);
  expect(await exchange.refusal('Get-InboxRule', {})).toContain('Mailbox');
  expect(await exchange.refusal('Get-InboxRule', { Mailbox: ivan.Guid, Identity: 'Rule 9' })).toContain('NotFound');
  const reader = await exchange.bench.cmdlet('source', 'Get-InboxRule', { Mailbox: ivan.Guid }, { app: 'readOnly' });
  expect(JSON.stringify(reader.body)).toContain('is not recognized');
});

test('transport rules come in their order, are chosen by state and description, and can be had without details', async () => {
  expect(names(await exchange.rows('Get-TransportRule'))).toEqual(['Object 2', 'Object 1']);
  expect(names(await exchange.rows('Get-TransportRule', { State: 'Enabled' }))).toEqual(['Object 1']);
  expect(names(await exchange.rows('Get-TransportRule', { Filter: "Description -like '*192.0.2.*'" }))).toEqual([
    'Object 2',
  ]);
  const [hidden] = await exchange.rows('Get-TransportRule', { Identity: guid(1), ExcludeConditionActionDetails: true });
  expect([hidden.RecipientDomainIs, hidden.State]).toEqual([null, 'Enabled']);
  expect(await exchange.refusal('Get-TransportRule', { Identity: 'none' })).toContain('NotFound');
});

test('connectors of a rule and in test mode are shown to who asks for them', async () => {
  expect(names(await exchange.rows('Get-OutboundConnector'))).toEqual(['Object 3']);
  expect(names(await exchange.rows('Get-OutboundConnector', { IsTransportRuleScoped: true }))).toEqual(['Object 4']);
  expect(names(await exchange.rows('Get-OutboundConnector', { IncludeTestModeConnectors: true }))).toEqual([
    'Object 5',
  ]);
  expect(await exchange.rows('Get-InboundConnector', { Identity: 'Object 6' })).toMatchObject([
    { SenderDomains: ['smtp:contoso.com;1'], RequireTls: false, 'Guid@odata.type': '#Guid' },
  ]);
});

test('journal rules and remote domains are told whole', async () => {
  expect(await exchange.rows('Get-JournalRule')).toMatchObject([
    {
      Name: 'Object 7',
      JournalEmailAddress: 'journal@litware.com',
      Recipient: 'sales@contoso.com',
      Scope: 'Global',
      Enabled: true,
    },
  ]);
  expect(await exchange.rows('Get-RemoteDomain')).toMatchObject([
    { DomainName: 'contoso.com', AutoForwardEnabled: false },
  ]);
});

test('who may use EWS is told of the organization and of each mailbox; the list of applications to who asks for it', async () => {
  const [config] = await exchange.rows('Get-OrganizationConfig');
  expect(config).toMatchObject({
    EwsEnabled: true,
    EwsAllowList: null,
    EwsApplicationAccessPolicy: null,
    InPlaceHolds: [],
  });
  const [mailbox] = await exchange.rows('Get-CASMailbox', { Identity: ivan.Guid });
  expect(mailbox).toMatchObject({ EwsEnabled: true, EwsAllowList: null, Name: ivan.Name });
  expect(await exchange.rows('Get-CASMailbox', { Filter: 'EwsEnabled -eq 0' })).toEqual([]);
  const shared = await exchange.rows('Get-CASMailbox', {
    RecipientTypeDetails: 'SharedMailbox',
    ResultSize: 'Unlimited',
  });
  expect(shared.length).toBeGreaterThan(2);
});
