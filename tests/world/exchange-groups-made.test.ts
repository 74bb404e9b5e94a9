/** Lists, security groups, room lists and dynamic groups: made, filled, set up and deleted in Exchange. */
import { openExchangeBench, type ExchangeBench } from './support/exchange-bench.js';

let exchange: ExchangeBench;
beforeEach(async () => {
  exchange = await openExchangeBench();
});
afterEach(() => exchange.bench.close());

const dump = async () => (await exchange.bench.call('GET', '/world/state')).body;
const initial = () => exchange.bench.discovery.source.initialDomain;
const bypass = { BypassSecurityGroupManagerCheck: true };
const ivan = () => exchange.recipient('ivan.petrov@contoso.com');
const retail = () => exchange.recipient('ivan.petrov@contoso-retail.com');
async function make(more: object = {}) {
  const [made] = await exchange.rows('New-DistributionGroup', { Name: 'IT Department', ...more });
  return made;
}
const members = async (Identity: string) =>
  (await exchange.rows('Get-DistributionGroupMember', { Identity })).map(({ Guid }) => Guid).sort();

test('a list is made with owners and members, read back with the settings of a new one, and gone without a trace', async () => {
  const before = await dump();
  const made = await make({
    ManagedBy: ['ivan.petrov@contoso.com'],
    Members: ['ivan.petrov@contoso.com', 'ivan.petrov@contoso-retail.com'],
  });
  const [read] = await exchange.rows('Get-DistributionGroup', { Identity: made.Guid });
  expect(read).toMatchObject({
    Name: 'IT Department',
    Alias: 'ITDepartment',
    RecipientTypeDetails: 'MailUniversalDistributionGroup',
    GroupType: 'Universal',
    EmailAddresses: ['SMTP:ITDepartment@contoso.com', `smtp:ITDepartment@${initial()}`],
    ManagedBy: [ivan().Name],
    RequireSenderAuthenticationEnabled: true,
    MemberJoinRestriction: 'Closed',
    MemberDepartRestriction: 'Open',
    ModerationEnabled: false,
    AcceptMessagesOnlyFromSendersOrMembers: [],
  });
  expect(await members(made.Guid)).toEqual([ivan().Guid, retail().Guid].sort());
  const inDirectory = await exchange.bench.graph('source', 'GET', `/groups?$filter=displayName eq 'IT Department'`);
  expect(inDirectory.status).toBe(200);
  expect(await exchange.refusal('Remove-DistributionGroup', { Identity: made.Guid })).toContain('manager of the group');
  await exchange.rows('Remove-DistributionGroup', { Identity: made.Guid, ...bypass, Confirm: false });
  expect(await dump()).toEqual(before);
});

test('a security group is closed, and asks for a moderator where it is moderated', async () => {
  const made = await make({ Type: 'Security' });
  const [read] = await exchange.rows('Get-DistributionGroup', { Identity: made.Guid });
  expect(read).toMatchObject({
    RecipientTypeDetails: 'MailUniversalSecurityGroup',
    GroupType: 'Universal, SecurityEnabled',
    MemberDepartRestriction: 'Closed',
    ManagedBy: ['Organization Management'],
  });
  const set = (more: object) => ({ Identity: made.Guid, ...bypass, ...more });
  expect(await exchange.refusal('Set-DistributionGroup', set({ MemberJoinRestriction: 'Open' }))).toContain('Open');
  expect(await exchange.refusal('Set-DistributionGroup', set({ ModerationEnabled: true }))).toContain('moderator');
  await exchange.rows(
    'Set-DistributionGroup',
    set({ ModerationEnabled: true, ModeratedBy: ['ivan.petrov@contoso.com'] }),
  );
});

test('settings of a list are kept and shown by name, senders by half and whole, and set back they leave no trace', async () => {
  const made = await make({ ManagedBy: ['ivan.petrov@contoso.com'] });
  const other = await make({ Name: 'Speakers' });
  const before = await dump();
  const set = (more: object) => exchange.rows('Set-DistributionGroup', { Identity: made.Guid, ...bypass, ...more });
  await set({
    RequireSenderAuthenticationEnabled: false,
    ModerationEnabled: true,
    ModeratedBy: ['ivan.petrov@contoso-retail.com'],
    MemberJoinRestriction: 'ApprovalRequired',
    AcceptMessagesOnlyFrom: ['ivan.petrov@contoso.com'],
    AcceptMessagesOnlyFromDLMembers: ['Speakers'],
    GrantSendOnBehalfTo: ['ivan.petrov@contoso.com'],
    MailTip: 'Not monitored',
  });
  const [read] = await exchange.rows('Get-DistributionGroup', { Identity: made.Guid });
  expect(read).toMatchObject({
    RequireSenderAuthenticationEnabled: false,
    ModeratedBy: [retail().Name],
    MemberJoinRestriction: 'ApprovalRequired',
    AcceptMessagesOnlyFrom: [ivan().Name],
    AcceptMessagesOnlyFromDLMembers: [other.Name],
    GrantSendOnBehalfTo: [ivan().Name],
  });
  expect([...read.AcceptMessagesOnlyFromSendersOrMembers].sort()).toEqual([ivan().Name, other.Name].sort());
  expect(
    await exchange.refusal('Set-DistributionGroup', {
      Identity: made.Guid,
      AcceptMessagesOnlyFrom: ['ivan.petrov@contoso.com'],
      AcceptMessagesOnlyFromSendersOrMembers: ['ivan.petrov@contoso.com'],
    }),
  ).toContain('same command');
  expect(await exchange.refusal('Set-DistributionGroup', { Identity: made.Guid, ManagedBy: [] })).toContain(
    'at least one owner',
  );
  await set({
    RequireSenderAuthenticationEnabled: true,
    ModerationEnabled: false,
    ModeratedBy: null,
    MemberJoinRestriction: 'Closed',
    AcceptMessagesOnlyFromSendersOrMembers: null,
    GrantSendOnBehalfTo: null,
    MailTip: null,
  });
  expect(await dump()).toEqual(before);
});

test('members come, go and are replaced, once each, by whoever says that it passes over the owners', async () => {
  const made = await make();
  const member = (Member: string, more: object = bypass) => ({ Identity: made.Guid, Member, ...more });
  expect(await exchange.refusal('Add-DistributionGroupMember', member('ivan.petrov@contoso.com', {}))).toContain(
    'manager of the group',
  );
  await exchange.rows('Add-DistributionGroupMember', member('ivan.petrov@contoso.com'));
  expect(await exchange.refusal('Add-DistributionGroupMember', member('ivan.petrov@contoso.com'))).toContain(
    'MemberAlreadyExistsException',
  );
  expect(await exchange.refusal('Remove-DistributionGroupMember', member('ivan.petrov@contoso-retail.com'))).toContain(
    'MemberNotFoundException',
  );
  expect(await exchange.refusal('Add-DistributionGroupMember', member(made.Guid))).toContain('itself');
  await exchange.rows('Update-DistributionGroupMember', {
    Identity: made.Guid,
    Members: ['ivan.petrov@contoso-retail.com'],
    ...bypass,
  });
  expect(await members(made.Guid)).toEqual([retail().Guid]);
  await exchange.rows('Remove-DistributionGroupMember', member('ivan.petrov@contoso-retail.com'));
  expect(await members(made.Guid)).toEqual([]);
  const writes = (await exchange.bench.call('GET', '/world/log')).body.entries.filter(
    (one: { applied: boolean }) => one.applied,
  );
  expect(writes[1].objects).toEqual([
    { side: 'source', kind: 'group member', id: `${made.Guid}/${ivan().Guid}`, properties: ['members'] },
  ]);
});

test('groups are in each other, but no group of Microsoft 365 is in one of these, and a room list holds rooms', async () => {
  const outer = await make();
  const inner = await make({ Name: 'Helpdesk', Members: [outer.Guid] });
  await exchange.rows('Add-DistributionGroupMember', { Identity: outer.Guid, Member: inner.Guid, ...bypass });
  expect(await members(outer.Guid)).toEqual([inner.Guid]);
  const [unified] = await exchange.rows('Get-UnifiedGroup');
  expect(
    await exchange.refusal('Add-DistributionGroupMember', { Identity: outer.Guid, Member: unified.Guid, ...bypass }),
  ).toContain('NotFound');
  const rooms = (await exchange.rows('Get-Mailbox', { RecipientTypeDetails: 'RoomMailbox' })).map(({ Guid }) => Guid);
  const list = await make({ Name: 'Rooms', RoomList: true, Members: rooms });
  expect(list.RecipientTypeDetails).toBe('RoomList');
  expect(
    await exchange.refusal('Add-DistributionGroupMember', {
      Identity: list.Guid,
      Member: 'ivan.petrov@contoso.com',
      ...bypass,
    }),
  ).toContain('only rooms');
  expect(await exchange.refusal('Set-DistributionGroup', { Identity: outer.Guid, RoomList: true })).toContain(
    'only rooms',
  );
});

test('a group is not made under a name, an alias or an address that is taken, nor with an owner who can be none', async () => {
  await make();
  const before = await dump();
  const refusal = (more: object) => exchange.refusal('New-DistributionGroup', { Name: 'Other', ...more });
  expect(await refusal({ Name: 'IT Department' })).toContain('already being used');
  expect(await refusal({ Alias: 'ITDepartment' })).toContain('"Alias" is used by another');
  expect(await refusal({ PrimarySmtpAddress: 'ivan.petrov@contoso.com' })).toContain('already being used');
  expect(await refusal({ PrimarySmtpAddress: 'a@elsewhere.example' })).toContain('accepted domain');
  expect(await refusal({ ManagedBy: ['IT Department'] })).toContain('NotFound');
  expect(await refusal({ Members: ['nobody@contoso.com'] })).toContain('NotFound');
  expect(await dump()).toEqual(before);
});

test('a dynamic group keeps its filter with what the service hangs onto it, and a precanned one says what it is made of', async () => {
  const before = await dump();
  const [custom] = await exchange.rows('New-DynamicDistributionGroup', {
    Name: 'Directors',
    RecipientFilter: "(RecipientTypeDetails -eq 'UserMailbox') -and (Title -like 'Director*')",
  });
  expect(custom.RecipientFilter).toMatch(
    /^\(\(\(RecipientTypeDetails -eq 'UserMailbox'\) -and \(Title -like 'Director\*'\)\) -and \(-not\(Name -like 'SystemMailbox/,
  );
  const [made] = await exchange.rows('New-DynamicDistributionGroup', {
    Name: 'Marketing Group',
    IncludedRecipients: 'MailboxUsers,MailContacts',
    ConditionalDepartment: ['Marketing', 'Sales'],
  });
  const [read] = await exchange.rows('Get-DynamicDistributionGroup', { Identity: made.Guid });
  expect(read).toMatchObject({
    RecipientFilterType: 'Precanned',
    IncludedRecipients: 'MailboxUsers, MailContacts',
    ConditionalDepartment: ['Marketing', 'Sales'],
    PrimarySmtpAddress: 'MarketingGroup@contoso.com',
  });
  expect(read.RecipientFilter).toContain("((Department -eq 'Marketing') -or (Department -eq 'Sales'))");
  await exchange.rows('Set-DynamicDistributionGroup', { Identity: made.Guid, ModerationEnabled: true });
  expect((await exchange.rows('Get-DynamicDistributionGroup', { Identity: made.Guid }))[0]).toMatchObject({
    ModerationEnabled: true,
    RecipientFilterType: 'Precanned',
  });
  const refusal = (more: object) => exchange.refusal('New-DynamicDistributionGroup', { Name: 'Other', ...more });
  expect(await refusal({})).toContain('filter');
  expect(await refusal({ RecipientFilter: "Title -like '*Director'" })).toContain('wildcard');
  expect(await refusal({ RecipientFilter: "(Title -eq 'Director'" })).toContain('syntax');
  expect(await refusal({ RecipientFilter: "Title -eq 'a'", ConditionalCompany: 'b' })).toContain('in combination');
  expect(await refusal({ ConditionalCompany: 'b' })).toContain('IncludedRecipients');
  for (const { Guid } of [custom, made])
    await exchange.rows('Remove-DynamicDistributionGroup', { Identity: Guid, Confirm: false });
  expect(await dump()).toEqual(before);
});
