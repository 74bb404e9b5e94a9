/** What a Get- cmdlet may be asked, by https://learn.microsoft.com/en-us/powershell/exchange/filter-properties, .../recipient-filters and the cmdlets' pages. */
import { openBench, type Bench } from './harness.js';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

type Row = Readonly<Record<string, unknown>> & { readonly EmailAddresses: readonly string[] };
const ask = (name: string, parameters: object) => bench.cmdlet('source', name, parameters);
const rows = async (name: string, parameters: object): Promise<readonly Row[]> => {
  const answer = await ask(name, { ResultSize: 'Unlimited', ...parameters });
  expect([answer.status, answer.body.error]).toEqual([200, undefined]);
  return answer.body.value;
};
const refused = async (name: string, parameters: object): Promise<string> => {
  const { status, body } = await ask(name, parameters);
  expect([parameters, status]).toEqual([parameters, 400]);
  return body.error.innererror.internalexception.message;
};

test('a filter that is no OPATH is refused: text without its quotation marks, an open one, an operator or a value that is none', async () => {
  for (const Filter of [
    '',
    'everybody',
    "Alias -eq 'x",
    'Alias -eq info',
    'EmailAddresses -like *@contoso.com',
    "Alias = 'x'",
    "Alias eq 'x'",
    "Alias -contains 'x'",
    "Alias -eq 'x' and Name -eq 'y'",
    "Alias -eq 'x' -and",
    "(Alias -eq 'x'",
    "Alias -eq 'x')",
    "'x' -eq Alias",
    'IsDirSynced -eq $yes',
    "Alias -eq 'x'; Name -eq 'y'",
  ]) {
    expect(await refused('Get-Recipient', { Filter })).toContain('Filter');
  }
  for (const Filter of [5, null, true, { Alias: 'x' }, ["Alias -eq 'x'"]]) {
    expect(await refused('Get-Mailbox', { Filter })).toContain('Filter');
  }
});

test('a value has the type of its property, and wildcards are for text', async () => {
  for (const Filter of [
    "IsDirSynced -eq 'yes'",
    'IsDirSynced -eq 1',
    "RecipientTypeDetails -eq 'UserMailBoxes'",
    "RecipientType -eq 'SharedMailbox'",
    "RecipientTypeDetails -like 'Room*'",
    "HiddenFromAddressListsEnabled -like '*'",
    "Guid -eq 'no-guid'",
    "WhenCreatedUTC -gt 'yesterday'",
    "ArchiveStatus -eq 'Sometimes'",
    'Alias -eq $true',
  ]) {
    await refused('Get-Recipient', { Filter });
  }
  // In Exchange Online an exact value.
  await refused('Get-Mailbox', { Filter: "LegacyExchangeDN -like '/o=*'" });
  const rooms = await rows('Get-Recipient', { Filter: "recipienttypedetails -eq 'roommailbox'" });
  expect(rooms.length).toBeGreaterThan(0);
  const [any] = await rows('Get-Mailbox', { Filter: "WhenCreatedUTC -lt '2030-01-01'" });
  expect(any).toBeDefined();
  expect(await rows('Get-Mailbox', { Filter: "WhenCreatedUTC -gt '2030-01-01 2:00:00 PM'" })).toEqual([]);
});

test('a property is filterable at the cmdlets that its page lists', async () => {
  await refused('Get-Recipient', { Filter: "WindowsEmailAddress -eq 'ivan.petrov@contoso.com'" });
  await refused('Get-Recipient', { Filter: "UserPrincipalName -eq 'ivan.petrov@contoso.com'" });
  await refused('Get-Mailbox', { Filter: 'ExternalEmailAddress -ne $null' });
  await refused('Get-MailUser', { Filter: 'IsExchangeCloudManaged -eq $true' });
  const [byName] = await rows('Get-Mailbox', { Filter: "UserPrincipalName -eq 'ivan.petrov@contoso.com'" });
  const [byMail] = await rows('Get-Mailbox', { Filter: "WindowsEmailAddress -eq 'ivan.petrov@contoso.com'" });
  expect(byName?.['Guid']).toBe(byMail?.['Guid']);
  const [byDn] = await rows('Get-Mailbox', {
    Filter: `LegacyExchangeDN -eq '${String(byName?.['LegacyExchangeDN'])}'`,
  });
  // Not among the properties that are shown, and a filter all the same.
  expect([byDn?.['Guid'], (await rows('Get-Mailbox', { Filter: 'LitigationHoldEnabled -eq $true' })).length]).toEqual([
    byName?.['Guid'],
    expect.any(Number),
  ]);
});

test('PrimarySmtpAddress in a filter looks at every address', async () => {
  const all = await rows('Get-Mailbox', {});
  const holder = all.find(({ EmailAddresses }) => EmailAddresses.some((one) => one.startsWith('smtp:'))) as Row;
  const secondary = (holder.EmailAddresses.find((one) => one.startsWith('smtp:')) as string).slice('smtp:'.length);
  for (const operator of ['-eq', '-like']) {
    const found = await rows('Get-Mailbox', { Filter: `PrimarySmtpAddress ${operator} '${secondary}'` });
    expect(found.map(({ Guid }) => Guid)).toEqual([holder['Guid']]);
  }
  const not = await rows('Get-Mailbox', { Filter: `PrimarySmtpAddress -ne '${secondary}'` });
  expect(not.map(({ Guid }) => Guid)).not.toContain(holder['Guid']);
  const initial = '@contosogroup.onmicrosoft.com';
  const having = all.filter(({ EmailAddresses }) => EmailAddresses.some((one) => one.toLowerCase().endsWith(initial)));
  const asked = await rows('Get-Mailbox', { Filter: `PrimarySmtpAddress -like '*${initial}'` });
  expect(asked.map(({ Guid }) => Guid)).toEqual(having.map(({ Guid }) => Guid));
});

test('a whole address needs no prefix, a wildcard does, and neither finds an address of another type', async () => {
  const found = async (Filter: string) => (await rows('Get-Mailbox', { Filter })).length;
  expect(await found("EmailAddresses -eq 'ivan.petrov@contoso.com'")).toBe(1);
  expect(await found("EmailAddresses -eq 'smtp:IVAN.petrov@contoso.com'")).toBe(1);
  expect(await found("EmailAddresses -like 'smtp:ivan.petrov@contoso.c*'")).toBe(1);
  expect(await found("EmailAddresses -like 'ivan.petrov@*'")).toBe(0);
  const sip = (await rows('Get-Mailbox', {}))
    .flatMap(({ EmailAddresses }) => EmailAddresses)
    .find((one) => one.startsWith('SIP:')) as string;
  const [box] = await rows('Get-Mailbox', { Filter: `EmailAddresses -eq '${sip}'` });
  const { Guid, EmailAddresses } = box as Row;
  const without = EmailAddresses.filter((one) => one.toLowerCase() !== `smtp:${sip.slice(4).toLowerCase()}`);
  const list = [
    'SMTP:moved.aside@contosogroup.onmicrosoft.com',
    ...without.map((one) => one.replace('SMTP:', 'smtp:')),
  ];
  expect((await ask('Set-Mailbox', { Identity: Guid, EmailAddresses: list })).status).toBe(200);
  expect(await found(`EmailAddresses -eq '${sip.slice(4)}'`)).toBe(0);
});

test('a recipient type that does not exist, or that the cmdlet does not know, is refused', async () => {
  for (const RecipientTypeDetails of ['Mailbox', 'UserMailbox,Sharedmailboxes', ['UserMailbox', 'Everything'], '', 5]) {
    await refused('Get-Recipient', { RecipientTypeDetails });
  }
  expect(await refused('Get-Mailbox', { RecipientTypeDetails: 'MailContact' })).toContain('RecipientTypeDetails');
  await refused('Get-DistributionGroup', { RecipientTypeDetails: 'DynamicDistributionGroup' });
  for (const name of ['Get-MailUser', 'Get-DynamicDistributionGroup', 'Get-UnifiedGroup', 'Get-MailPublicFolder']) {
    expect(await refused(name, { RecipientTypeDetails: 'MailUser' })).toContain("'RecipientTypeDetails'");
  }
  const both = await rows('Get-Recipient', { RecipientTypeDetails: 'roommailbox, SharedMailbox' });
  expect(new Set(both.map((one) => one['RecipientTypeDetails']))).toEqual(new Set(['RoomMailbox', 'SharedMailbox']));
  // Documented, and nobody has one here.
  expect(await rows('Get-Recipient', { RecipientTypeDetails: ['SchedulingMailbox'] })).toEqual([]);
});

test('RecipientType and RecipientTypeDetails that exclude one another are refused', async () => {
  const contacts = await rows('Get-Recipient', { RecipientType: 'MailUniversalSecurityGroup' });
  expect(new Set(contacts.map((one) => one['RecipientType']))).toEqual(new Set(['MailUniversalSecurityGroup']));
  await refused('Get-Recipient', { RecipientType: 'SharedMailbox' });
  expect(await refused('Get-Recipient', { RecipientType: 'MailContact', RecipientTypeDetails: 'UserMailbox' })).toBe(
    'None of the specified RecipientTypeDetails are included in any specified recipient type.',
  );
});

test('an Identity that is null is none: every object is answered', async () => {
  expect(await rows('Get-Mailbox', { Identity: null })).toEqual(await rows('Get-Mailbox', {}));
  await refused('Set-Mailbox', { Identity: null, DisplayName: 'x' });
});

test('lists are sorted by a property that can be sorted by, and by no other', async () => {
  const names = (await rows('Get-Mailbox', { SortBy: 'DisplayName' })).map((one) => String(one['DisplayName']));
  expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en')));
  expect(names).not.toEqual((await rows('Get-Mailbox', {})).map((one) => String(one['DisplayName'])));
  const first = await ask('Get-Mailbox', { SortBy: 'DisplayName', ResultSize: 1 });
  expect(first.body.value.map((one: Row) => one['DisplayName'])).toEqual(names.slice(0, 1));
  await refused('Get-Mailbox', { SortBy: 'Guid' });
});

test('switches are switches, and a cmdlet that only reads has nothing to confirm', async () => {
  await refused('Get-Mailbox', { SoftDeletedMailbox: 'yes' });
  await refused('Get-Recipient', { IncludeSoftDeletedRecipients: 1 });
  for (const name of ['Confirm', 'WhatIf', 'Force']) {
    expect(await refused('Get-Mailbox', { [name]: false })).toContain(`parameter name '${name}'`);
  }
  const [mailbox] = await rows('Get-Mailbox', { Identity: 'ivan.petrov@contoso.com' });
  const [user] = await rows('Get-MailUser', {});
  await refused('Set-Mailbox', { Identity: mailbox?.['Guid'], DisplayName: 'x', WhatIf: 'no' });
  await refused('Set-MailUser', { Identity: user?.['Guid'], DisplayName: 'x', Force: true });
  expect(await refused('Set-MailUser', { Identity: user?.['Guid'], IsExchangeCloudManaged: true })).toContain(
    "parameter name 'IsExchangeCloudManaged'",
  );
  for (const WindowsEmailAddress of [5, null, '']) {
    await refused('Set-Mailbox', { Identity: mailbox?.['Guid'], WindowsEmailAddress });
  }
  for (const ExternalEmailAddress of [5, null, '']) {
    await refused('Set-MailUser', { Identity: user?.['Guid'], ExternalEmailAddress });
  }
  expect((await rows('Get-Mailbox', { Identity: mailbox?.['Guid'] }))[0]).toEqual(mailbox);
});

test('a Microsoft 365 group keeps an address on the initial domain', async () => {
  const initial = bench.discovery.source.initialDomain;
  const onInitial = (address: string): boolean => address.toLowerCase().endsWith(`@${initial}`);
  const group = (await rows('Get-UnifiedGroup', {})).find(({ EmailAddresses }) =>
    EmailAddresses.some(onInitial),
  ) as Row;
  const set = (more: object) => ask('Set-UnifiedGroup', { Identity: group['Guid'], ...more });
  const others = group.EmailAddresses.filter((address) => !onInitial(address));
  const primary = `SMTP:${String(group['Alias'])}.only@contoso.com`;
  const whole = await set({ EmailAddresses: [primary, ...others.filter((one) => !one.startsWith('SMTP:'))] });
  expect(whole.status).toBe(400);
  expect(whole.body.error.innererror.internalexception.message).toContain(initial);
  const table = { '@odata.type': '#Exchange.GenericHashTable', remove: group.EmailAddresses.filter(onInitial) };
  expect((await set({ EmailAddresses: { ...table, add: [primary] } })).status).toBe(400);
  expect((await rows('Get-UnifiedGroup', { Identity: group['Guid'] }))[0]?.EmailAddresses).toEqual(
    group.EmailAddresses,
  );
  const another = `smtp:another.${String(group['Alias'])}@${initial}`;
  expect((await set({ EmailAddresses: { ...table, add: [primary, another] } })).status).toBe(200);
  // A distribution group is under no such rule.
  const list = (await rows('Get-DistributionGroup', {})).find(({ EmailAddresses }) =>
    EmailAddresses.some(onInitial),
  ) as Row;
  const alone = { Identity: list['Guid'], EmailAddresses: ['SMTP:list.only@contoso.com'] };
  expect((await ask('Set-DistributionGroup', alone)).status).toBe(200);
});
