import { createExchange } from '../../src/systems/exchange/exchange.js';
import { countingCredential, json, pausableClock, scriptedTransport, type Sent } from './scripted-transport.js';

function exchangeOver(answers: readonly object[]) {
  const wire = scriptedTransport(
    answers.map((value) => ({ method: 'POST', path: /InvokeCommand/, answer: () => json({ value }) })),
  );
  const exchange = createExchange({
    side: 'source',
    tenantId: '11111111-1111-4111-8111-111111111111',
    transport: wire.transport,
    credential: countingCredential(),
    endpoint: 'https://outlook.office365.com',
    ...pausableClock(),
  });
  const asked = () =>
    wire.sent.map(({ body }: Sent) => {
      const { CmdletName, Parameters } = (body as { CmdletInput: { CmdletName: string; Parameters: object } })
        .CmdletInput;
      return [CmdletName, Parameters];
    });
  return { exchange, wire, asked };
}

test('recipients on a domain are asked for on it and below it, Microsoft 365 groups by their name', async () => {
  const filter =
    "EmailAddresses -like '*@a.com' -or EmailAddresses -like '*.a.com' -or EmailAddresses -like '*@b.com' -or EmailAddresses -like '*.b.com'";
  const group = { Guid: 'g', EmailAddresses: ['SMTP:g@a.com'], RecipientTypeDetails: 'GroupMailbox' };
  const person = { Guid: 'p', EmailAddresses: 'SMTP:p@b.com', RecipientTypeDetails: 'UserMailbox' };
  const { exchange, asked } = exchangeOver([[group], [person, group]]);

  const found = await exchange.recipientsOn(['a.com', 'b.com']);

  expect(asked()).toEqual([
    ['Get-Recipient', { ResultSize: 'Unlimited', Filter: filter, RecipientTypeDetails: 'GroupMailbox' }],
    ['Get-Recipient', { ResultSize: 'Unlimited', Filter: filter }],
  ]);
  expect(found.map(({ Guid, EmailAddresses }) => [Guid, EmailAddresses])).toEqual([
    ['p', ['SMTP:p@b.com']],
    ['g', ['SMTP:g@a.com']],
  ]);
});

test('a deleted mailbox counts once, whichever switch shows it', async () => {
  const deleted = { Guid: 'd', EmailAddresses: [], IsInactiveMailbox: false };
  const inactive = { Guid: 'i', EmailAddresses: [], IsInactiveMailbox: true };
  const { exchange, asked } = exchangeOver([[deleted, inactive], [inactive]]);

  expect((await exchange.deletedMailboxes()).map(({ Guid }) => Guid)).toEqual(['d', 'i']);
  expect(asked()).toEqual([
    ['Get-Mailbox', { ResultSize: 'Unlimited', SoftDeletedMailbox: true }],
    ['Get-Mailbox', { ResultSize: 'Unlimited', InactiveMailboxOnly: true }],
  ]);
});
