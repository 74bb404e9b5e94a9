import { openExchangeBench, recipientOf, type ExchangeBench, type Row } from './support/exchange-bench.js';

const [ivan, anna, info, sales] = [
  'ivan.petrov@contoso.com',
  'Anna.Berg@contoso.com',
  'info@contoso.com',
  'sales@contoso.com',
].map(recipientOf) as [
  ReturnType<typeof recipientOf>,
  ReturnType<typeof recipientOf>,
  ReturnType<typeof recipientOf>,
  ReturnType<typeof recipientOf>,
];
const nobody = 'S-1-5-21-1-2-3-4711';
const right = (trustee: string, more: object = {}) => ({
  trustee,
  AccessRights: ['FullAccess'],
  InheritanceType: 'All',
  Deny: false,
  autoMapping: true,
  ...more,
});
const folderRight = (trustee: string, AccessRights: string[], SharingPermissionFlags: string[] = []) => ({
  folder: 'Calendar',
  trustee,
  AccessRights,
  SharingPermissionFlags,
});

let exchange: ExchangeBench;
beforeEach(async () => {
  exchange = await openExchangeBench({
    details: [
      {
        Guid: info.Guid,
        rights: [
          right(ivan.ExternalDirectoryObjectId),
          right(nobody),
          right(anna.ExternalDirectoryObjectId, { Deny: true }),
        ],
        sendAs: [ivan.ExternalDirectoryObjectId, nobody],
      },
      {
        Guid: ivan.Guid,
        language: 'ru-RU',
        folders: [{ key: 'holidays', under: 'Calendar', name: 'Праздники' }],
        folderRights: [
          folderRight('Default', ['LimitedDetails']),
          folderRight(anna.ExternalDirectoryObjectId, ['Editor'], ['Delegate']),
          folderRight(nobody, ['Reviewer']),
        ],
      },
    ],
  });
});
afterEach(() => exchange.bench.close());

const given = (rows: readonly Row[]) => rows.filter((one) => !one.IsInherited && one.User !== 'NT AUTHORITY\\SELF');

test('a mailbox tells who has it, who inherits it and who is kept out, and a number nobody has only to who asks for it', async () => {
  const rows = await exchange.rows('Get-MailboxPermission', { Identity: 'info@contoso.com' });
  expect(rows[0]).toMatchObject({ User: 'NT AUTHORITY\\SELF', AccessRights: ['FullAccess', 'ReadPermission'] });
  expect(rows.filter((one) => one.IsInherited && one.Deny).map((one) => one.AccessRights)).toEqual(
    Array(4).fill(['FullAccess']),
  );
  expect(given(rows).map(({ User, Deny }) => [User, Deny])).toEqual([
    ['ivan.petrov@contoso.com', false],
    ['Anna.Berg@contoso.com', true],
  ]);
  const all = await exchange.rows('Get-MailboxPermission', { Identity: info.Guid, IncludeUnresolvedPermissions: true });
  expect(given(all).map((one) => one.User)).toContain(nobody);
  const one = await exchange.rows('Get-MailboxPermission', { Identity: info.Guid, User: ivan.Guid });
  expect(one.map((row) => row.User)).toEqual(['ivan.petrov@contoso.com']);
});

test('a right is shown by the name its holder has today', async () => {
  await exchange.bench.graph('source', 'PATCH', `/users/${ivan.ExternalDirectoryObjectId}`, {
    userPrincipalName: 'ivan.neu@contosogroup.onmicrosoft.com',
  });
  await exchange.bench.advance(60);
  const rows = await exchange.rows('Get-MailboxPermission', { Identity: info.Guid });
  expect(given(rows)[0].User).toBe('ivan.neu@contosogroup.onmicrosoft.com');
});

test('who may send as a recipient is a list of its own, over all recipients when none is named', async () => {
  const trustees = (rows: readonly Row[]) => rows.map((one) => one.Trustee);
  expect(
    trustees(await exchange.rows('Get-RecipientPermission', { Identity: info.Guid, AccessRights: ['SendAs'] })),
  ).toEqual(['NT AUTHORITY\\SELF', 'ivan.petrov@contoso.com', nobody]);
  const his = await exchange.rows('Get-RecipientPermission', { Trustee: 'ivan.petrov@contoso.com' });
  expect(his.map((one) => one.Identity)).toEqual([info.Name]);
  expect((await exchange.rows('Get-RecipientPermission', { ResultSize: 5 })).length).toBe(5);
  expect((await exchange.warnings('Get-RecipientPermission', { ResultSize: 5 }))[0]).toContain('more results');
  expect(await exchange.refusal('Get-RecipientPermission', { AccessRights: ['FullAccess'] })).toContain('SendAs');
  expect(await exchange.refusal('Get-RecipientPermission', { Trustee: 'who@contoso.com' })).toContain("wasn't found");
});

test('a calendar answers to its name in the language of its owner alone, and its type says which it is', async () => {
  const scope = await exchange.rows('Get-MailboxFolderStatistics', { Identity: ivan.Guid, FolderScope: 'Calendar' });
  expect(scope.map(({ FolderType, FolderPath }) => [FolderType, FolderPath])).toEqual([
    ['Calendar', '/Календарь'],
    ['User Created', '/Календарь/Праздники'],
  ]);
  const named = await exchange.rows('Get-MailboxFolderPermission', { Identity: `${ivan.Guid}:\\календарь` });
  const byId = await exchange.rows('Get-MailboxFolderPermission', { Identity: `${ivan.Guid}:${scope[0].FolderId}` });
  expect(byId).toEqual(named);
  expect(named.map((one) => [one.User, one.AccessRights, one.SharingPermissionFlags])).toEqual([
    ['Default', ['LimitedDetails'], null],
    ['Anonymous', ['None'], null],
    [anna.DisplayName, ['Editor'], 'Delegate'],
    [`NT:${nobody}`, ['Reviewer'], null],
  ]);
  expect(await exchange.refusal('Get-MailboxFolderPermission', { Identity: `${ivan.Guid}:\\Calendar` })).toContain(
    'ManagementObjectNotFoundException',
  );
  expect(
    (await exchange.rows('Get-MailboxFolderPermission', { Identity: `${sales.Guid}:\\Calendar` }))[0].AccessRights,
  ).toEqual(['AvailabilityOnly']);
  const sub = await exchange.rows('Get-MailboxFolderPermission', { Identity: `${ivan.Guid}:\\Календарь\\Праздники` });
  expect(sub.map((one) => one.AccessRights)).toEqual([['None'], ['None']]);
});

test('one entry of a folder is had by whatever names its user, and a user without one is an error', async () => {
  const identity = { Identity: `${ivan.EmailAddresses[0] as string}:\\Календарь` };
  for (const user of [anna.Guid, anna.ExternalDirectoryObjectId, 'Anna.Berg@contoso.com', anna.DisplayName])
    expect((await exchange.rows('Get-MailboxFolderPermission', { ...identity, User: user })).length).toBe(1);
  expect(await exchange.refusal('Get-MailboxFolderPermission', { ...identity, User: sales.Guid })).toContain(
    'UserNotFoundInPermissionEntryException',
  );
  expect(await exchange.refusal('Get-MailboxFolderPermission', { ...identity, User: 'who@nowhere.example' })).toContain(
    'InvalidExternalUserIdException',
  );
});
