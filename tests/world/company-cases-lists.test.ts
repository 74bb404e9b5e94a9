/** Situations from public reports: who is in a group, and what stands in a cell that should have held a list. */
import { cast } from '../../src/rehearsal/cast.js';
import { csv, domain, load, type Loaded } from './support/export-tables.js';

const at = (local: string): string => `${local}@${domain}`;
const mailboxHeading = ['DisplayName', 'UserPrincipalName', 'Alias', 'PrimarySmtpAddress', 'RecipientTypeDetails'];
const mailbox = (name: string, local: string): readonly string[] => [name, at(local), local, at(local), 'UserMailbox'];
const people = csv(
  mailboxHeading,
  mailbox('Anna Berg', 'anna.berg'),
  mailbox('Otto Klein', 'otto.klein'),
  mailbox('Info', 'info'),
);
const groupHeading = ['DisplayName', 'PrimarySmtpAddress', 'RecipientTypeDetails', 'ManagedBy', 'Members'];
const group = (owners: string, members: string, name = 'Vertrieb'): string =>
  csv(groupHeading, [name, at(name.toLowerCase()), 'MailUniversalDistributionGroup', owners, members]);

/** Sign-in names, as far as they are people. */
function inGroup(company: Loaded, name = 'Vertrieb'): { members: readonly string[]; owners: readonly string[] } {
  const found = company.source.groups.find(({ displayName }) => displayName === name);
  const names = (ids: readonly string[] = []): readonly string[] =>
    ids.map((id) => company.source.users.find((user) => user.id === id)?.userPrincipalName ?? id).sort();
  return { members: names(found?.members), owners: names(found?.owners) };
}
const both = [at('anna.berg'), at('otto.klein')];

test.each([
  ['joined by semicolons', 'Berg, Anna; Klein, Otto'],
  ['joined by commas', 'Berg, Anna, Klein, Otto'],
  ['line by line', 'Berg, Anna\nKlein, Otto'],
  ['between braces', '{Berg, Anna; Klein, Otto}'],
])('members called "Last, First" are in the group, %s', (_how, members) => {
  const company = load({
    'groups.csv': group('', members),
    'mailboxes.csv': csv(mailboxHeading, mailbox('Berg, Anna', 'anna.berg'), mailbox('Klein, Otto', 'otto.klein')),
  });
  expect(inGroup(company).members).toEqual(both);
  expect(company.codes).not.toContain('members-unknown');
});

describe('a member called like two people', () => {
  const company = (members: string): Loaded =>
    load({
      'groups.csv': group('', members),
      'mailboxes.csv': people.concat(
        csv(mailbox('Bernd Weiss', 'bernd.weiss'), mailbox('Bernd Weiss', 'bernd.weiss2')),
      ),
    });

  test('is neither of them, and both are named', () => {
    const loaded = company('Bernd Weiss,Anna Berg');
    expect(inGroup(loaded).members).toEqual([at('anna.berg')]);
    expect(loaded.remarks).toMatch(
      /^groups\.csv:2 .*any of several: 1: Bernd Weiss \(bernd\.weiss@.*, bernd\.weiss2@/m,
    );
  });

  test('is one of them by address, whatever the name beside it', () => {
    expect(inGroup(company(`Bernd Weiss <${at('bernd.weiss2')}>`)).members).toEqual([at('bernd.weiss2')]);
  });
});

test('members and owners are found by the ids that Exchange has in place of names', () => {
  const [anna, otto] = ['3d0c7a10-6f0e-4b52-8a11-0d6f1f0a0001', '3d0c7a10-6f0e-4b52-8a11-0d6f1f0a0002'];
  const company = load({
    'groups.csv': group(anna, `${anna},${otto}`),
    'mailboxes.csv': csv(
      ['Name', 'ExternalDirectoryObjectId', ...mailboxHeading],
      [anna, anna, ...mailbox('Anna Berg', 'anna.berg')],
      [otto, otto, ...mailbox('Otto Klein', 'otto.klein')],
    ),
  });
  expect(inGroup(company)).toEqual({ members: both, owners: [at('anna.berg')] });
});

test('an owner whom no file has is named', () => {
  const company = load({ 'groups.csv': group('Organization Management', 'Otto Klein'), 'mailboxes.csv': people });
  expect(company.remarks).toMatch(/^groups\.csv:2 .*Owners that no file has: 1: Organization Management/m);
  expect(inGroup(company).owners).toEqual([at('otto.klein')]);
});

test.each([
  ['joined by semicolons', ';', ''],
  ['joined by commas', ',', ''],
  ['with a comma in each name', ';', '\\, Dr.'],
])('members and owners written as distinguished names are found by the name in them, %s', (_how, joint, degree) => {
  const dn = (name: string): string => `CN=${name}${degree},OU=Leute,DC=talbrunn,DC=local`;
  const suffix = degree.replace('\\', '');
  const company = load({
    'adgroups.csv': csv(
      ['DisplayName', 'PrimarySmtpAddress', 'GroupType', 'Members', 'ManagedBy'],
      ['Vertrieb', at('vertrieb'), 'Universal', ['Anna Berg', 'Otto Klein'].map(dn).join(joint), dn('Anna Berg')],
    ),
    'mailboxes.csv': csv(
      mailboxHeading,
      mailbox(`Anna Berg${suffix}`, 'anna.berg'),
      mailbox(`Otto Klein${suffix}`, 'otto.klein'),
    ),
  });
  expect(inGroup(company)).toEqual({ members: both, owners: [at('anna.berg')] });
  expect(company.codes).not.toContain('members-unknown');
});

test('members that are the name of a type are nobody, and the way out is said', () => {
  const company = load({
    'groups.csv': group('System.Collections.ArrayList', 'System.Collections.ArrayList'),
    'mailboxes.csv': people,
  });
  expect(inGroup(company)).toEqual({ members: [], owners: [] });
  expect(company.codes).not.toContain('members-unknown');
  expect(company.remarks).toMatch(/^groups\.csv:2 .*\.NET type in 1 of 1 rows .*-join/m);
});

test('a list of members that the console cut is short of members, and that is said', () => {
  const company = load({ 'groups.csv': group('', '{Anna Berg, Otto Klein, In...}'), 'mailboxes.csv': people });
  expect(inGroup(company).members).toEqual(both);
  expect(company.remarks).toMatch(/^groups\.csv:2 {2}The list under Members was cut.*-join/m);
});

test('a group whose list of members a spreadsheet cut is short of members, and that is said; the rest of the cell is nobody', () => {
  const everybody = Array.from({ length: 1_200 }, (_, n) => `p${String(n).padStart(4, '0')}.muster`);
  const cell = everybody.map(at).join(';');
  const heading = ['Members', 'DisplayName', 'PrimarySmtpAddress', 'RecipientTypeDetails'];
  const company = load({
    'groups.csv': csv(
      heading,
      [cell.slice(0, 32_767), 'Alle', at('alle'), 'MailUniversalDistributionGroup'],
      [cell.slice(32_767), '', '', ''],
    ),
    'mailboxes.csv': csv(mailboxHeading, ...everybody.map((local) => mailbox(local, local))),
  });
  expect(company.remarks).toMatch(/^groups\.csv:2 {2}The cell under Members ends after 32767 characters/m);
  expect(company.remarks).toMatch(/^groups\.csv:3 {2}The rest of the cell that was cut in line 2/m);
  expect(company.codes).not.toContain('row-without-anyone');
});

test('a group of everybody in one cell of 220,000 characters is read, and so are the groups behind it', () => {
  const everybody = Array.from({ length: 5_000 }, (_, n) => at(`q${n}.mustermann-mit-langem-namen`)).join(';');
  const row = (name: string, members: string): readonly string[] => [
    name,
    at(name.toLowerCase()),
    'MailUniversalDistributionGroup',
    '',
    members,
  ];
  const company = load({
    'groups.csv': csv(
      groupHeading,
      row('Alle', `${everybody};${at('anna.berg')}`),
      row('Bau', 'Otto Klein'),
      row('Lager', 'Info'),
    ),
    'mailboxes.csv': people,
  });
  expect(everybody.length).toBeGreaterThan(200_000);
  expect(inGroup(company, 'Alle').members).toEqual([at('anna.berg')]);
  expect(inGroup(company, 'Bau').members).toEqual([at('otto.klein')]);
  expect(inGroup(company, 'Lager').members).toEqual([at('info')]);
  expect(company.codes).not.toContain('broken-quotes');
});

test.each(['Microsoft.Graph.PowerShell.Models.MicrosoftGraphAssignedLicense[]', '[object Object]'])(
  'licences that are the name of a type (%s) say nothing, and no mailbox is concluded from them',
  (licences) => {
    const company = load({
      'users.csv': csv(
        ['DisplayName', 'UserPrincipalName', 'AccountEnabled', 'AssignedLicenses', 'ProxyAddresses'],
        ['Anna Berg', at('anna.berg'), 'True', licences, `SMTP:${at('anna.berg')}`],
        ['Dienst Scanner', at('scanner'), 'True', licences, `SMTP:${at('scanner')}`],
      ),
    });
    expect(company.remarks).toMatch(/^users\.csv:2 {2}The licences are the name of a \.NET type in 2 of 2 rows/m);
    expect(company.codes).toContain('mailboxes-by-address');
    expect(company.codes).not.toContain('mailboxes-by-licence');
  },
);

test('lists as JSON are lists: the addresses are read, and an empty list is no licence', () => {
  const company = load({
    'users.csv': csv(
      ['userPrincipalName', 'displayName', 'accountEnabled', 'assignedLicenses', 'proxyAddresses'],
      [
        at('anna.berg'),
        'Anna Berg',
        'true',
        '[{"disabledPlans":[],"skuId":"05e9a617-0261-4cee-bb44-138d3ef5d965"}]',
        `["SMTP:${at('anna.berg')}","smtp:${at('a.berg')}","smtp:anna.berg@talbrunn.onmicrosoft.com"]`,
      ],
      [at('scanner'), 'Scanner', 'true', '[]', `["SMTP:${at('scanner')}"]`],
    ),
  });
  expect(company.holder(at('anna.berg'))?.EmailAddresses).toEqual([
    `SMTP:${at('anna.berg')}`,
    `smtp:${at('a.berg')}`,
    'smtp:anna.berg@talbrunn.onmicrosoft.com',
  ]);
  expect(company.user(at('scanner'))?.assignedLicenses).toEqual([]);
  expect(company.holder(at('scanner'))).toBeUndefined();
  expect(company.codes).not.toContain('bad-address');
});

test.each([
  ['of addresses', JSON.stringify(both)],
  ['of objects', JSON.stringify([{ id: 'x', displayName: 'Anna', mail: at('anna.berg') }, { mail: at('otto.klein') }])],
  ['as Python prints it', `['${both.join("', '")}']`],
])('members in a list as JSON are in the group: a list %s', (_what, members) => {
  expect(inGroup(load({ 'groups.csv': group('', members), 'mailboxes.csv': people })).members).toEqual(both);
});

test('somebody called like one of the people of the rehearsal is not taken for them', () => {
  const { name } = cast.find(({ company }) => company === 'source') as { name: string };
  const company = load({
    'mailboxes.csv': csv(mailboxHeading, mailbox(name, 'namesake')),
    'groups.csv': group('', name),
  });
  expect(inGroup(company).members).toEqual([at('namesake')]);
});
