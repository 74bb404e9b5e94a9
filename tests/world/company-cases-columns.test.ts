/** Situations from public reports: what columns are called elsewhere, how they write yes, no and days, and where an export ends. */
import { csv, domain, load, sixMailboxes } from './support/export-tables.js';

const at = (local: string): string => `${local}@${domain}`;
const mailboxHeading = ['DisplayName', 'UserPrincipalName', 'PrimarySmtpAddress', 'RecipientTypeDetails'];
const mailbox = (local: string, kind = 'UserMailbox'): readonly string[] => [local, at(local), at(local), kind];
const blocked = (company: ReturnType<typeof load>): readonly string[] =>
  company.source.users.filter(({ accountEnabled }) => !accountEnabled).map(({ displayName }) => displayName);

test('DirSyncEnabled says who is synchronised', () => {
  const company = load({
    'azureadusers.csv': csv(
      ['DisplayName', 'UserPrincipalName', 'Mail', 'DirSyncEnabled', 'AccountEnabled', 'UserType'],
      ['Anna Berg', at('anna.berg'), at('anna.berg'), 'True', 'True', 'Member'],
      ['Cloud Admin', 'admin@talbrunn.onmicrosoft.com', '', '', 'True', 'Member'],
    ),
  });
  const synced = company.source.users.filter(({ onPremisesSyncEnabled }) => onPremisesSyncEnabled === true);
  expect(synced.map(({ displayName }) => displayName)).toEqual(['Anna Berg']);
  expect(company.loaded.report?.madeUp).not.toContain('sync');
});

test('Enabled of the local directory says who may sign in, and its name is the display name', () => {
  const company = load({
    'ProxyAddress.csv': csv(
      ['name', 'samaccountname', 'userprincipalname', 'surname', 'enabled', 'proxyaddresses'],
      ['Anna Berg', 'aberg', at('anna.berg'), 'Berg', 'True', `SMTP:${at('anna.berg')};smtp:${at('a.berg')}`],
      ['Otto Klein', 'oklein', at('otto.klein'), 'Klein', 'False', `SMTP:${at('otto.klein')}`],
    ),
  });
  expect(blocked(company)).toEqual(['Otto Klein']);
  expect(company.user(at('anna.berg'))?.displayName).toBe('Anna Berg');
  expect(company.kindOf(at('a.berg'))).toBe('UserMailbox');
  expect(company.codes).not.toContain('enabled-assumed');
});

test('AccountDisabled of Exchange is the opposite of enabled, of shared mailboxes too', () => {
  const company = load({
    'mailboxes.csv': csv(
      [...mailboxHeading, 'AccountDisabled'],
      [...mailbox('Anna'), 'False'],
      [...mailbox('Otto'), 'True'],
      [...mailbox('Info', 'SharedMailbox'), 'False'],
      [...mailbox('Post', 'SharedMailbox'), 'True'],
    ),
  });
  expect([...blocked(company)].sort()).toEqual(['Otto', 'Post']);
  expect(company.codes).not.toContain('enabled-assumed');
  expect(company.loaded.report?.madeUp).not.toContain('sign-in');
});

test('IsLicensed says who has a licence, and with it who has a mailbox', () => {
  const company = load({
    'msolusers.csv': csv(
      ['DisplayName', 'UserPrincipalName', 'IsLicensed', 'ProxyAddresses'],
      ['Anna', at('anna'), 'True', `SMTP:${at('anna')}`],
      ['Scanner', at('scanner'), 'False', `SMTP:${at('scanner')}`],
    ),
  });
  expect(company.kindOf(at('anna'))).toBe('UserMailbox');
  expect(company.holder(at('scanner'))).toBeUndefined();
  expect(company.user(at('scanner'))?.assignedLicenses).toEqual([]);
});

test('a list of domains of Graph is one, though the domain stands in Id; what is not verified is nobody’s', () => {
  const domains = (name: string): string =>
    csv(
      [name, 'AuthenticationType', 'IsVerified', 'IsDefault', 'IsInitial'],
      [domain, 'Managed', 'True', 'True', 'False'],
      ['tal-bau.example', 'Managed', 'True', 'False', 'False'],
      ['neu.example', 'Managed', 'False', 'False', 'False'],
      ['talbrunn.onmicrosoft.com', 'Managed', 'True', 'False', 'True'],
    );
  for (const heading of ['Id', 'Name']) {
    const company = load({
      'DomainStatus.csv': domains(heading),
      'mailboxes.csv': sixMailboxes(),
      'one.csv': csv([...mailboxHeading, 'EmailAddresses'], [...mailbox('eva'), `smtp:eva@partner.example`]),
    });
    expect([...company.moving].sort()).toEqual(['tal-bau.example', domain]);
    expect(company.remarks).toMatch(
      /^DomainStatus\.csv:4 {2}neu\.example is in the list of domains, but not verified/m,
    );
    expect(company.remarks).toContain('partner.example, which is no domain of the company');
    expect(company.codes).not.toContain('column-missing');
  }
});

test.each([
  ['WAHR', 'FALSCH'],
  ['VRAI', 'FAUX'],
  ['VERDADERO', 'FALSO'],
  ['PRAWDA', 'FAŁSZ'],
])('yes and no of a spreadsheet are read: %s, %s', (yes, no) => {
  const company = load({
    'mailboxes.csv': csv([...mailboxHeading, 'IsInactiveMailbox'], [...mailbox('Anna'), no], [...mailbox('Jan'), yes]),
    'users.csv': csv(
      ['User principal name', 'Display name', 'Licenses', 'Block credential'],
      [at('Anna'), 'Anna', 'Microsoft 365 E3', yes],
    ),
  });
  expect(blocked(company)).toEqual(['Anna']);
  expect(company.user(at('Jan'))).toBeUndefined();
  expect(company.holder(at('Jan'))?.WhenSoftDeleted).not.toBeNull();
  expect(company.codes).not.toContain('bad-boolean');
});

test('a column that sounds as if it said what no other says is named, and its subject is not called absent', () => {
  const company = load({
    'users.csv': csv(
      ['UserPrincipalName', 'DisplayName', 'UsageLocation', 'ProxyAddresses', 'Account status', 'OnPrem synced'],
      [at('anna'), 'Anna', 'DE', `SMTP:${at('anna')}`, 'Active', 'Yes'],
    ),
  });
  expect(company.remarks).toMatch(/^users\.csv:1 {2}The column Account status is not known here.*AccountEnabled/m);
  expect(company.remarks).toMatch(/^users\.csv:1 {2}The column OnPrem synced is not known here/m);
  expect(company.loaded.report?.madeUp).not.toContain('sign-in');
  expect(company.loaded.report?.madeUp).not.toContain('sync');
  expect(company.loaded.report?.madeUp).toContain('licences');
});

describe('days', () => {
  const deleted = (...dates: readonly string[]) => {
    const company = load({
      'users.csv': csv(
        ['User principal name', 'Display name', 'Licenses', 'Proxy addresses', 'Soft deletion time stamp', 'Created'],
        [at('anna'), 'Anna', 'Microsoft 365 E3', `SMTP:${at('anna')}`, '', ''],
        ...dates.map((cell, n) => {
          const [date = '', created = ''] = cell.split('|');
          return [at(`p${n}`), `P${n}`, 'Unlicensed', `SMTP:${at(`p${n}`)}`, date, created];
        }),
      ),
    });
    const days = dates.map((_, n) => {
      const one = company.source.deletedUsers.find(({ userPrincipalName }) => userPrincipalName === at(`p${n}`));
      return one?.deletedDateTime?.slice(0, 10);
    });
    return { company, days };
  };

  test.each([
    ['25/11/2026 09:12:44', '05/11/2026 17:30:01', '2026-11-25', '2026-11-05'],
    ['25-11-2026 09:12', '05-11-2026', '2026-11-25', '2026-11-05'],
    ['11/25/2026 9:12:44 AM', '11/5/2026 5:30:01 PM', '2026-11-25', '2026-11-05'],
    ['25.11.2026 9:12', '05.11.2026', '2026-11-25', '2026-11-05'],
    ['2026-11-25T09:12:44Z', '2026-11-05', '2026-11-25', '2026-11-05'],
    // Only another column of the file says it.
    ['05/11/2026|25/01/2020', '06/11/2026', '2026-11-05', '2026-11-06'],
  ])('are read as the column writes them: %s, %s', (first, second, ...expected) => {
    const { company, days } = deleted(first, second);
    expect(days).toEqual(expected);
    expect(company.codes).not.toContain('bad-date');
    expect(company.codes).not.toContain('dates-either-way');
  });

  test('that may be read either way are named', () => {
    const { company, days } = deleted('05/11/2026', '06/06/2026');
    expect(days).toEqual(['2026-05-11', '2026-06-06']);
    expect(company.remarks).toMatch(/^users\.csv:3 .*the day from the month under Soft deletion time stamp; rows: 1/m);
  });
});

test('a mailbox deleted more than 30 days ago is inactive, whatever its file leaves out', () => {
  const company = load({
    'InactiveMailboxes.csv': csv(
      ['DisplayName', 'PrimarySMTPAddress', 'WhenSoftDeleted', 'Aliases'],
      ['Jan Hof', at('jan.hof'), '2026-10-02T08:01:12Z', `${at('j.hof')}; ${at('hof')}`],
      ['Eva Sand', at('eva.sand'), '2026-11-20T08:01:12Z', ''],
    ),
    'mailboxes.csv': sixMailboxes(),
  });
  expect(company.holder(at('hof'))).toMatchObject({ DisplayName: 'Jan Hof', LitigationHoldEnabled: true });
  expect(company.source.deletedUsers.map(({ userPrincipalName }) => userPrincipalName)).toEqual([at('eva.sand')]);
  expect(company.remarks).toMatch(/^InactiveMailboxes\.csv:2 .*deleted 58 days ago/m);
});

test('exactly 1,000 rows are named as what a command gives by itself, 999 are not', () => {
  const rows = (count: number): string =>
    csv(mailboxHeading, ...Array.from({ length: count }, (_, n) => mailbox(`k${n}`)));
  expect(load({ 'mailboxes.csv': rows(1_000) }).remarks).toMatch(
    /^mailboxes\.csv:1 {2}Exactly 1000 rows.*-ResultSize Unlimited/m,
  );
  expect(load({ 'mailboxes.csv': rows(999) }).codes).not.toContain('rows-all-asked');
});

describe('a usage report with concealed names', () => {
  const report = (count: number): string =>
    csv(
      ['Report Refresh Date', 'User Principal Name', 'Display Name', 'Is Deleted', 'Recipient Type'],
      ...Array.from({ length: count }, (_, n) => {
        const hash = (n * 7_919).toString(16).toUpperCase().padStart(32, '0');
        return ['2026-11-25', hash, hash, 'False', 'User'];
      }),
    );

  test('is refused by name with the way out, and nobody comes of it', () => {
    const company = load({ 'MailboxUsageDetail.csv': report(2), 'mailboxes.csv': sixMailboxes() });
    expect(company.remarks).toMatch(
      /^MailboxUsageDetail\.csv:1 {2}The names are concealed: 2 rows.*Display concealed user/m,
    );
    expect(company.codes).not.toContain('row-without-name');
    expect(company.source.users.filter(({ displayName }) => /^0{8}/.test(displayName))).toEqual([]);
  });

  test('of 5,200 people is one remark', () => {
    const company = load({ 'MailboxUsageDetail.csv': report(5_200), 'mailboxes.csv': sixMailboxes() });
    expect(company.codes.filter((code) => code === 'names-concealed')).toHaveLength(1);
    expect(company.codes).toContain('moving-domains');
  });
});

test('thousands of remarks of one kind push out none of another', () => {
  const company = load({
    'mailboxes.csv': csv(
      ['UserPrincipalName', 'Alias', 'PrimarySmtpAddress', 'OldAddress'],
      [at('anna'), 'anna', at('anna'), at('weg')],
      ...Array.from({ length: 5_200 }, (_, n) => [`bad ${n}`, `x${n}`, '', '']),
    ),
  });
  const codes = new Set(company.codes);
  for (const code of ['moving-domains', 'initial-domain-made', 'column-unread', 'more-alike'])
    expect(codes).toContain(code);
  expect(company.remarks).toMatch(/^mailboxes\.csv {2}Remarks like the one on line 3 that are not listed: 4700\./m);
  expect(company.loaded.report?.addresses.named).toBe(1);
});
