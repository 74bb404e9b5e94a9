import {
  exchangeBench,
  openExchangeBench,
  plainCompany,
  recipientOf,
  type ExchangeBench,
  type Row,
} from './support/exchange-bench.js';
import { openBench } from './harness.js';

const [ivan, anna, info, karl] = [
  'ivan.petrov@contoso.com',
  'Anna.Berg@contoso.com',
  'info@contoso.com',
  'karl.brandt@contoso.com',
].map(recipientOf) as [
  ReturnType<typeof recipientOf>,
  ReturnType<typeof recipientOf>,
  ReturnType<typeof recipientOf>,
  ReturnType<typeof recipientOf>,
];

let exchange: ExchangeBench;
beforeEach(async () => {
  exchange = await openExchangeBench();
});
afterEach(() => exchange.bench.close());

const dump = async () => (await exchange.bench.call('GET', '/world/state')).body;
const full = (more: object = {}) => ({ Identity: info.Guid, User: ivan.Guid, AccessRights: ['FullAccess'], ...more });
const given = async () =>
  (await exchange.rows('Get-MailboxPermission', { Identity: info.Guid }))
    .filter((one) => !one.IsInherited && one.User !== 'NT AUTHORITY\\SELF')
    .map((one) => [one.User, one.AccessRights, one.Deny]);
const calendar = `${ivan.Guid}:\\Calendar`;
const entries = async () =>
  (await exchange.rows('Get-MailboxFolderPermission', { Identity: calendar })).map((one: Row) => [
    one.User,
    one.AccessRights.join(),
    one.SharingPermissionFlags,
  ]);

test('full access is given and taken back, and the dump is what it was before', async () => {
  const before = await dump();
  const [row] = await exchange.rows('Add-MailboxPermission', full({ InheritanceType: 'All', AutoMapping: false }));
  expect(row).toMatchObject({ User: 'ivan.petrov@contoso.com', AccessRights: ['FullAccess'], Deny: false });
  expect(await given()).toEqual([['ivan.petrov@contoso.com', ['FullAccess'], false]]);
  expect((await dump()).tenants.source.details).toMatchObject([{ rights: [{ autoMapping: false }] }]);
  await exchange.rows('Remove-MailboxPermission', full({ Confirm: false }));
  expect(await given()).toEqual([]);
  expect(await dump()).toEqual(before);
});

test('a right that is there is a warning and changes nothing, not even how it is opened; one that is not there is an error', async () => {
  await exchange.rows('Add-MailboxPermission', full());
  const again = await exchange.warnings('Add-MailboxPermission', full({ AutoMapping: false }));
  expect(again[0]).toContain('already present');
  expect((await dump()).tenants.source.details[0].rights[0].autoMapping).toBe(true);
  await exchange.rows('Remove-MailboxPermission', { Identity: info.Guid, ClearAutoMapping: true });
  expect((await dump()).tenants.source.details[0].rights[0].autoMapping).toBe(false);
  expect(await exchange.refusal('Remove-MailboxPermission', full({ User: anna.Guid }))).toContain("ACE doesn't exist");
  expect(
    (await exchange.warnings('Remove-MailboxPermission', full({ User: anna.Guid, BypassMasterAccountSid: true })))[0],
  ).toContain("ACE isn't present");
});

test('only people and security groups are given rights, each right by its name', async () => {
  const groups = await exchange.rows('Get-DistributionGroup');
  const security = groups.find((one) => one.RecipientTypeDetails === 'MailUniversalSecurityGroup');
  const list = groups.find((one) => one.RecipientTypeDetails === 'MailUniversalDistributionGroup');
  expect(await exchange.refusal('Add-MailboxPermission', full({ User: list.Guid }))).toContain("wasn't found");
  expect(await exchange.refusal('Add-MailboxPermission', full({ User: 'nobody@contoso.com' }))).toContain(
    "wasn't found",
  );
  expect(await exchange.refusal('Add-MailboxPermission', full({ AccessRights: ['SendAs'] }))).toContain('FullAccess');
  expect(await exchange.refusal('Add-MailboxPermission', full({ AutoMapping: 'no' }))).toContain('System.Boolean');
  await exchange.rows(
    'Add-MailboxPermission',
    full({ User: security.Guid, AccessRights: 'FullAccess,ReadPermission' }),
  );
  // Without a mailbox, by the sign-in name.
  await exchange.rows('Add-MailboxPermission', full({ User: 'svc-backup@contoso.com' }));
  expect((await given()).map(([name]) => name).sort()).toEqual([security.Name, 'svc-backup@contoso.com'].sort());
});

test('sending as somebody is given and taken back, twice without harm', async () => {
  const sendAs = { Identity: info.Guid, Trustee: 'Anna.Berg@contoso.com', AccessRights: ['SendAs'], Confirm: false };
  await exchange.rows('Add-RecipientPermission', sendAs);
  expect((await exchange.warnings('Add-RecipientPermission', sendAs))[0]).toContain('already present');
  expect((await exchange.rows('Get-RecipientPermission', { Identity: info.Guid })).map((one) => one.Trustee)).toEqual([
    'NT AUTHORITY\\SELF',
    'Anna.Berg@contoso.com',
  ]);
  await exchange.rows('Remove-RecipientPermission', sendAs);
  expect((await exchange.warnings('Remove-RecipientPermission', sendAs))[0]).toContain("isn't present");
  expect((await dump()).tenants.source.details).toEqual([]);
});

test('who sends on behalf is kept by Name, whatever named them, and somebody unknown is refused', async () => {
  const set = (GrantSendOnBehalfTo: unknown) => ({ Identity: info.Guid, GrantSendOnBehalfTo });
  const table = (more: object) => ({ '@odata.type': '#Exchange.GenericHashTable', ...more });
  const names = async () => (await exchange.rows('Get-Mailbox', { Identity: info.Guid }))[0].GrantSendOnBehalfTo;
  await exchange.rows('Set-Mailbox', set(['ivan.petrov@contoso.com', anna.Guid]));
  expect([...(await names())].sort()).toEqual([ivan.Name, anna.Name].sort());
  await exchange.rows('Set-Mailbox', set(table({ add: [karl.Guid], remove: [ivan.ExternalDirectoryObjectId] })));
  expect([...(await names())].sort()).toEqual([karl.Name, anna.Name].sort());
  expect(await exchange.refusal('Set-Mailbox', set(['who@contoso.com']))).toContain('NotFound');
  await exchange.rows('Set-Mailbox', set(null));
  expect(await names()).toEqual([]);
});

test('a right in a folder is added once, changed and removed; adding it again and changing what is not there are errors', async () => {
  const right = { Identity: calendar, User: anna.Guid, AccessRights: ['Reviewer'] };
  expect(await exchange.refusal('Set-MailboxFolderPermission', right)).toContain('UserNotFoundInPermissionEntry');
  const [row] = await exchange.rows('Add-MailboxFolderPermission', right);
  expect(row).toMatchObject({ FolderName: 'Calendar', User: anna.DisplayName, AccessRights: ['Reviewer'] });
  expect(await exchange.refusal('Add-MailboxFolderPermission', right)).toContain('UserAlreadyExistsInPermissionEntry');
  expect((await exchange.warnings('Set-MailboxFolderPermission', right))[0]).toContain('no permissions');
  await exchange.rows('Remove-MailboxFolderPermission', { Identity: calendar, User: anna.Guid, Confirm: false });
  expect(await exchange.refusal('Remove-MailboxFolderPermission', { Identity: calendar, User: anna.Guid })).toContain(
    'UserNotFoundInPermissionEntry',
  );
  expect((await dump()).tenants.source.details).toEqual([]);
});

test('a delegate stays one when the role alone is said, and is none any more when a notification is spoken of', async () => {
  const right = (more: object) => ({ Identity: calendar, User: anna.Guid, AccessRights: 'Editor', ...more });
  await exchange.rows('Add-MailboxFolderPermission', right({ SharingPermissionFlags: 'Delegate,CanViewPrivateItems' }));
  await exchange.rows('Set-MailboxFolderPermission', right({}));
  expect((await entries())[2]).toEqual([anna.DisplayName, 'Editor', 'Delegate, CanViewPrivateItems']);
  await exchange.rows('Set-MailboxFolderPermission', right({ SendNotificationToUser: false }));
  expect((await entries())[2]).toEqual([anna.DisplayName, 'Editor', null]);
  const refusal = (more: object) => exchange.refusal('Set-MailboxFolderPermission', right(more));
  expect(await refusal({ AccessRights: 'Reviewer', SharingPermissionFlags: 'Delegate' })).toContain('Editor role');
  expect(await refusal({ SharingPermissionFlags: 'CanViewPrivateItems' })).toContain('with Delegate');
  expect(await refusal({ AccessRights: 'Editor,Reviewer' })).toContain('more than one role');
  expect(await refusal({ AccessRights: 'Reader' })).toContain('possible enumeration values');
});

test('what everybody may do is set, never added, and set back it leaves no trace', async () => {
  const everybody = (AccessRights: string) => ({ Identity: calendar, User: 'default', AccessRights });
  await exchange.rows('Set-MailboxFolderPermission', everybody('LimitedDetails'));
  expect((await entries())[0]).toEqual(['Default', 'LimitedDetails', null]);
  expect(await exchange.refusal('Add-MailboxFolderPermission', everybody('Reviewer'))).toContain('AlreadyExists');
  await exchange.rows('Set-MailboxFolderPermission', everybody('AvailabilityOnly'));
  expect((await dump()).tenants.source.details).toEqual([]);
  expect(
    await exchange.refusal('Set-MailboxFolderPermission', {
      Identity: `${ivan.Guid}:\\Inbox`,
      User: 'Default',
      AccessRights: 'AvailabilityOnly',
    }),
  ).toContain('calendar folders only');
});

test('each entry of a list is an object of its own in the log, so that the same one written twice is seen', async () => {
  for (const User of [ivan.Guid, anna.Guid, ivan.Guid])
    await exchange.bench.cmdlet('source', 'Add-MailboxPermission', full({ User }));
  const { entries: log } = (await exchange.bench.call('GET', '/world/log')).body;
  const writes = log.filter((one: Row) => one.write && one.objects.length > 0);
  expect(writes.map((one: Row) => [one.objects[0].kind, one.objects[0].id, one.applied])).toEqual([
    ['mailbox right', `${info.Guid}/${ivan.ExternalDirectoryObjectId}`, true],
    ['mailbox right', `${info.Guid}/${anna.ExternalDirectoryObjectId}`, true],
    ['mailbox right', `${info.Guid}/${ivan.ExternalDirectoryObjectId}`, false],
  ]);
});

test('nothing is written by who only looks, whether it is a reader or asks what would be', async () => {
  const before = await dump();
  expect(await exchange.rows('Add-MailboxPermission', full({ WhatIf: true }))).toEqual([]);
  const reader = await exchange.bench.cmdlet('source', 'Add-MailboxPermission', full(), { app: 'readOnly' });
  expect(reader.status).toBe(400);
  expect(await dump()).toEqual(before);
});

test('rights outlive the world they were written in', async () => {
  await exchange.rows('Add-MailboxPermission', full());
  const tenants = (await dump()).tenants;
  const again = exchangeBench(await openBench({ company: { ...plainCompany, tenants } }));
  const rows = await again.rows('Get-MailboxPermission', { Identity: info.Guid, User: ivan.Guid });
  expect(rows.map((one) => one.User)).toEqual(['ivan.petrov@contoso.com']);
});
