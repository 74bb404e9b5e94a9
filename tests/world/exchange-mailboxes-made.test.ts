/** Shared mailboxes, rooms and equipment: made, set up and deleted in Exchange. */
import { openExchangeBench, type ExchangeBench } from './support/exchange-bench.js';

let exchange: ExchangeBench;
beforeEach(async () => {
  exchange = await openExchangeBench();
});
afterEach(() => exchange.bench.close());

const dump = async () => (await exchange.bench.call('GET', '/world/state')).body;
const source = async () => (await dump()).tenants.source;
const initial = () => exchange.bench.discovery.source.initialDomain;
const make = async (more: object) => {
  const [made] = await exchange.rows('New-Mailbox', { Name: 'Sales Department', ...more });
  return made;
};

test('a shared mailbox is made at the alias and the initial domain, with an account that is off, and both services have it', async () => {
  const made = await make({ Shared: true, Alias: 'Sales-Dept' });
  expect(made).toMatchObject({
    RecipientTypeDetails: 'SharedMailbox',
    DisplayName: 'Sales Department',
    Alias: 'Sales-Dept',
    PrimarySmtpAddress: 'Sales-Dept@contoso.com',
    EmailAddresses: ['SMTP:Sales-Dept@contoso.com', `smtp:Sales-Dept@${initial()}`],
    UserPrincipalName: 'Sales-Dept@contoso.com',
  });
  // Whatever was typed, it is named by its object id.
  expect(made.Name).toBe(made.ExternalDirectoryObjectId);
  await exchange.bench.advance(60);
  const user = await exchange.bench.graph(
    'source',
    'GET',
    `/users/${made.ExternalDirectoryObjectId}?$select=accountEnabled,mail,assignedLicenses`,
  );
  expect(user.body).toMatchObject({ accountEnabled: false, mail: 'Sales-Dept@contoso.com', assignedLicenses: [] });
  const [read] = await exchange.rows('Get-Mailbox', { Identity: 'Sales-Dept@contoso.com' });
  expect(read.Guid).toBe(made.Guid);
});

test('an address may be asked for, and umlauts in an alias are spelled out', async () => {
  const given = await make({ Shared: true, Alias: 'desk', PrimarySmtpAddress: 'desk@contoso-retail.com' });
  expect(given.EmailAddresses).toEqual(['SMTP:desk@contoso-retail.com', `smtp:desk@${initial()}`]);
  const spelled = await make({ Shared: true, Name: 'Büro Köln' });
  expect(spelled).toMatchObject({ Alias: 'BüroKöln', PrimarySmtpAddress: 'BueroKoeln@contoso.com' });
});

test('a mailbox is not made without saying which, at a domain of others, or where an address, an alias or a sign-in name is taken', async () => {
  const before = await dump();
  const refusal = (more: object) => exchange.refusal('New-Mailbox', { Name: 'Sales Department', ...more });
  expect(await refusal({})).toContain('Parameter set cannot be resolved');
  expect(await refusal({ Shared: true, Room: true })).toContain('Parameter set cannot be resolved');
  expect(await refusal({ Shared: true, PrimarySmtpAddress: 'a@elsewhere.example' })).toContain('accepted domain');
  expect(await refusal({ Shared: true, PrimarySmtpAddress: 'ivan.petrov@contoso.com' })).toContain(
    'already being used',
  );
  expect(await refusal({ Shared: true, Alias: 'ivan.petrov' })).toContain('"Alias" is used by another');
  expect(await refusal({ Shared: true, Alias: 'a b' })).toContain('alias');
  expect(await refusal({ Shared: true, Name: 'x'.repeat(65) })).toContain('64');
  expect(await refusal({ Shared: true, Name: 'n', Alias: 'svc-backup' })).toContain('sign-in name');
  expect(await refusal({ Shared: true, ResourceCapacity: 5 })).toContain('ResourceCapacity');
  expect(await dump()).toEqual(before);
});

test('a mailbox that was made is deleted softly with its account, and purged without a trace', async () => {
  const before = await dump();
  const made = await make({ Shared: true, Alias: 'gone' });
  expect(await exchange.refusal('Remove-Mailbox', { Identity: made.Guid, PermanentlyDelete: true })).toContain(
    'NotFound',
  );
  await exchange.rows('Remove-Mailbox', { Identity: made.Guid, Confirm: false });
  expect(await exchange.refusal('Get-Mailbox', { Identity: made.Guid })).toContain('NotFound');
  const [soft] = await exchange.rows('Get-Mailbox', { Identity: made.Guid, SoftDeletedMailbox: true });
  expect(soft.WhenSoftDeleted).not.toBeNull();
  expect((await source()).deletedUsers).toContainEqual(expect.objectContaining({ id: made.ExternalDirectoryObjectId }));
  await exchange.bench.call('POST', `/world/admin/source/deleted-items/${made.ExternalDirectoryObjectId}/delete`, {});
  await exchange.rows('Remove-Mailbox', { Identity: made.Guid, PermanentlyDelete: true, Confirm: false });
  expect(await dump()).toEqual(before);
});

test('a creation whose answer was lost is found by its address', async () => {
  await exchange.bench.call('POST', '/world/faults', { unansweredEvery: { exchange: 1 } });
  await expect(make({ Room: true, Alias: 'lost' })).rejects.toThrow();
  await exchange.bench.call('POST', '/world/faults', { unansweredEvery: { exchange: null } });
  const [found] = await exchange.rows('Get-Mailbox', { Identity: 'lost@contoso.com' });
  expect(found.RecipientTypeDetails).toBe('RoomMailbox');
  expect(await exchange.refusal('New-Mailbox', { Name: 'Sales Department', Room: true, Alias: 'lost' })).toContain(
    'used',
  );
});

test('a new room accepts what fits, and keeps what is set of it; what is set back leaves no trace', async () => {
  const room = await make({ Room: true, Alias: 'blue-room', ResourceCapacity: 8 });
  const { Guid } = room;
  const [fresh] = await exchange.rows('Get-CalendarProcessing', { Identity: Guid });
  expect(fresh).toMatchObject({
    AutomateProcessing: 'AutoAccept',
    AllBookInPolicy: true,
    BookingWindowInDays: 180,
    BookInPolicy: [],
    ResourceDelegates: [],
  });
  const before = await dump();
  const ivan = exchange.recipient('ivan.petrov@contoso.com');
  await exchange.rows('Set-CalendarProcessing', {
    Identity: Guid,
    AllBookInPolicy: false,
    BookInPolicy: ['ivan.petrov@contoso.com'],
    ResourceDelegates: ['ivan.petrov@contoso.com'],
    BookingWindowInDays: 30,
    AdditionalResponse: 'Ask the desk.',
  });
  const [read] = await exchange.rows('Get-CalendarProcessing', { Identity: Guid });
  expect(read).toMatchObject({
    AllBookInPolicy: false,
    BookInPolicy: [ivan.LegacyExchangeDN],
    ResourceDelegates: [ivan.Name],
    BookingWindowInDays: 30,
    AdditionalResponse: 'Ask the desk.',
  });
  // As it is shown it can be written again, and changes nothing.
  const again = { Identity: Guid, BookInPolicy: read.BookInPolicy, ResourceDelegates: read.ResourceDelegates };
  expect(await exchange.warnings('Set-CalendarProcessing', again)).toHaveLength(1);
  await exchange.rows('Set-CalendarProcessing', {
    Identity: Guid,
    AllBookInPolicy: true,
    BookInPolicy: null,
    ResourceDelegates: null,
    BookingWindowInDays: 180,
    AdditionalResponse: null,
  });
  expect(await dump()).toEqual(before);
});

test('calendar processing refuses what is out of range, of another kind or nobody, and a person answers by hand', async () => {
  const { Guid } = await make({ Room: true, Alias: 'red-room' });
  const refusal = (more: object) => exchange.refusal('Set-CalendarProcessing', { Identity: Guid, ...more });
  expect(await refusal({ BookingWindowInDays: 1081 })).toContain('between 0 and 1080');
  expect(await refusal({ AutomateProcessing: 'Always' })).toContain('AutoAccept');
  expect(await refusal({ AllowConflicts: 'yes' })).toContain('System.Boolean');
  expect(await refusal({ ResourceDelegates: ['nobody@contoso.com'] })).toContain('NotFound');
  expect(
    await exchange.refusal('Set-CalendarProcessing', {
      Identity: 'ivan.petrov@contoso.com',
      AutomateProcessing: 'AutoAccept',
    }),
  ).toContain('resource mailboxes only');
});

test('a place says where a room is and in which lists, and is none of a person', async () => {
  const room = await make({ Room: true, Alias: 'green-room', ResourceCapacity: 12 });
  await exchange.rows('Set-Place', {
    Identity: room.Guid,
    Building: 'HQ',
    Floor: 3,
    CountryOrRegion: 'DE',
    Tags: ['View'],
  });
  await exchange.rows('New-DistributionGroup', { Name: 'HQ rooms', RoomList: true, Members: [room.Guid] });
  const [place] = await exchange.rows('Get-Place', { Identity: room.Guid });
  expect(place).toMatchObject({
    Type: 'Room',
    Capacity: 12,
    Building: 'HQ',
    Floor: 3,
    CountryOrRegion: 'Germany',
    Tags: ['View'],
    IsWheelChairAccessible: false,
    Localities: ['HQ rooms'],
  });
  expect((await exchange.rows('Get-Place', { Type: 'RoomList' })).map(({ DisplayName }) => DisplayName)).toContain(
    'HQ rooms',
  );
  expect(await exchange.refusal('Set-Place', { Identity: 'ivan.petrov@contoso.com', Floor: 1 })).toContain('NotFound');
  expect(await exchange.refusal('Set-Place', { Identity: room.Guid, CountryOrRegion: 'Nowhere' })).toContain('country');
});

test('an X500 address is taken up beside the others, unless it is what another recipient is called by', async () => {
  const made = await make({ Shared: true, Alias: 'replies' });
  const x500 = 'X500:/o=Elsewhere/ou=First/cn=Recipients/cn=replies';
  const add = (address: string) => ({
    Identity: made.Guid,
    EmailAddresses: { '@odata.type': '#Exchange.GenericHashTable', add: [address] },
  });
  await exchange.rows('Set-Mailbox', add(x500));
  const [read] = await exchange.rows('Get-Mailbox', { Identity: made.Guid });
  expect(read.EmailAddresses).toContain(x500);
  const { LegacyExchangeDN } = exchange.recipient('ivan.petrov@contoso.com');
  expect(await exchange.refusal('Set-Mailbox', add(`X500:${LegacyExchangeDN}`))).toContain('already being used');
});

test('who reads everything makes and deletes nothing', async () => {
  for (const name of ['New-Mailbox', 'Remove-Mailbox', 'Set-CalendarProcessing', 'Set-Place', 'New-DistributionGroup'])
    expect(
      (await exchange.bench.cmdlet('source', name, { Name: 'a' }, { app: 'readOnly' })).body.error.innererror
        .internalexception.message,
    ).toContain('is not recognized');
});
