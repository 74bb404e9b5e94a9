import { openExchangeBench, type ExchangeBench } from './support/exchange-bench.js';

let exchange: ExchangeBench;
beforeEach(async () => {
  exchange = await openExchangeBench();
});
afterEach(() => exchange.bench.close());

const dump = async () => (await exchange.bench.call('GET', '/world/state')).body;
const chris = { Name: 'Chris Ashton', ExternalEmailAddress: 'chris@tailspintoys.com', FirstName: 'Chris' };

test('a contact is made with the names that were given, seen by both services, and gone without a trace when it is removed', async () => {
  const before = await dump();
  const [made] = await exchange.rows('New-MailContact', chris);
  expect(made).toMatchObject({
    Name: 'Chris Ashton',
    DisplayName: 'Chris Ashton',
    Alias: 'ChrisAshton',
    PrimarySmtpAddress: 'chris@tailspintoys.com',
    ExternalEmailAddress: 'SMTP:chris@tailspintoys.com',
  });
  await exchange.bench.advance(60);
  const seen = await exchange.bench.graph('source', 'GET', `/contacts/${made.ExternalDirectoryObjectId}`);
  expect(seen.body).toMatchObject({ displayName: 'Chris Ashton', givenName: 'Chris', mail: 'chris@tailspintoys.com' });
  await exchange.rows('Add-RecipientPermission', {
    Identity: made.Guid,
    Trustee: 'ivan.petrov@contoso.com',
    AccessRights: 'SendAs',
  });
  await exchange.rows('Remove-MailContact', { Identity: made.Guid, Confirm: false });
  expect(await exchange.refusal('Get-MailContact', { Identity: made.Guid })).toContain(
    'ManagementObjectNotFoundException',
  );
  expect(await dump()).toEqual(before);
});

test('a contact is refused whose name or address somebody has, whose name is too long or whose address is none', async () => {
  await exchange.rows('New-MailContact', chris);
  const refusal = (more: object) => exchange.refusal('New-MailContact', { ...chris, ...more });
  expect(await refusal({ ExternalEmailAddress: 'c@tailspintoys.com' })).toContain('already being used');
  expect(await refusal({ Name: 'Other' })).toContain('is already being used by the proxy addresses');
  expect(await refusal({ Name: 'Other', ExternalEmailAddress: 'ivan.petrov@contoso.com' })).toContain(
    'already being used',
  );
  expect(await refusal({ Name: 'x'.repeat(65) })).toContain('64');
  expect(await refusal({ Name: 'Other', ExternalEmailAddress: 'nowhere' })).toContain("isn't correct");
  expect(await refusal({ Name: '' })).toContain('Name');
});

test('only a contact is removed as one', async () => {
  expect(await exchange.refusal('Remove-MailContact', { Identity: 'ivan.petrov@contoso.com' })).toContain('NotFound');
});
