/** Every address of a moving domain that stands in the files is in the company, or is named with file, line and reason. */
import { csv, domain, load, sixMailboxes, type Loaded } from './support/export-tables.js';

const at = (local: string): string => `${local}@${domain}`;
const heading = ['UserPrincipalName', 'Alias', 'PrimarySmtpAddress', 'EmailAddresses'];
const row = (local: string, ...more: readonly string[]): readonly string[] => [
  at(local),
  local,
  at(local),
  [`SMTP:${at(local)}`, ...more].join(' '),
];

/** What is missing is as much as what is named. */
function balanced(company: Loaded): void {
  const { inFiles, inCompany, named } = company.loaded.report!.addresses;
  expect(inFiles - inCompany).toBe(named);
}

test('with nothing lost the counts are the same, and nothing is named', () => {
  const company = load({ 'mailboxes.csv': sixMailboxes() });
  expect(company.loaded.report!.addresses).toEqual({ inFiles: 12, inCompany: 12, named: 0 });
  expect(company.codes.filter((code) => /^(addresses|column)-/.test(code))).toEqual([]);
});

test.each([
  [
    'a column that is not read',
    { 'a.csv': csv([...heading, 'CustomAttribute7'], [...row('jana'), `old: ${at('gone')}`], [...row('leo'), '']) },
    /^a\.csv:1 {2}The column CustomAttribute7 holds addresses \(1\).*gone@/m,
  ],
  [
    'a file that is left out',
    {
      'a.csv': csv(heading, row('jana')),
      'tickets.csv': csv(['Ticket', 'From'], ['1', at('gone')], ['2', at('jana')]),
    },
    /^tickets\.csv:2 {2}Addresses .* nowhere in the company: 1: gone@/m,
  ],
  [
    'a row that is too wide',
    { 'a.csv': csv(heading, row('jana'), [...row('gone'), 'one more']) },
    /^a\.csv:3 {2}Addresses .* in this line .*: 1: gone@/m,
  ],
  [
    'rows behind a quotation mark that is never closed',
    { 'a.csv': csv(heading, row('jana')) + `"${at('gone')},x,y,z\r\n` },
    /^a\.csv:3 {2}Addresses .*: 1: gone@/m,
  ],
  [
    'a kind that a rehearsal cannot carry',
    {
      'a.csv': csv(heading, row('jana')),
      'b.csv': csv(
        ['DisplayName', 'RecipientTypeDetails', 'PrimarySmtpAddress'],
        ['Ordnerpost', 'PublicFolderMailbox', at('gone')],
      ),
    },
    /^b\.csv:2 {2}Ordnerpost is a “PublicFolderMailbox”.*gone@/m,
  ],
  [
    'a member of a group that no file has',
    {
      'a.csv': csv(heading, row('jana')),
      'b.csv': csv(['Group name', 'Group primary email', 'Members'], ['Bau', at('bau'), `${at('jana')};${at('gone')}`]),
    },
    /^b\.csv:2 {2}Members that no file has: 1: gone@/m,
  ],
])('%s is named with what stands there alone', (_where, files, line) => {
  const company = load(files);
  expect(company.remarks).toMatch(line);
  expect(company.holder(at('gone'))).toBeUndefined();
  expect(company.loaded.report!.addresses.named).toBe(1);
  balanced(company);
});

test('one row per address, per type of address or per member is one object', () => {
  const company = load({
    'a.csv': csv(
      ['UserPrincipalName', 'DisplayName', 'PrimarySmtpAddress', 'EmailAddress 1'].map((name) =>
        name === 'EmailAddress 1' ? 'ProxyAddress' : name,
      ),
      ...[`SMTP:${at('jana')}`, `smtp:${at('j')}`, `SIP:${at('jana')}`, 'X400:c=DE;a= ;p=Tal;s=Jana;'].map(
        (address) => [at('jana'), 'Jana', at('jana'), address],
      ),
      [at('leo'), 'Leo', at('leo'), `SMTP:${at('leo')}`],
    ),
    'b.csv': csv(
      ['GroupName', 'GroupEmail', 'Member'],
      ['Bau', at('bau'), at('jana')],
      ['Bau', at('bau'), at('leo')],
      ['Einkauf', at('einkauf'), at('leo')],
    ),
  });
  expect(company.holder(at('j'))?.EmailAddresses).toEqual([
    `SMTP:${at('jana')}`,
    `smtp:${at('j')}`,
    `SIP:${at('jana')}`,
    'X400:c=DE;a= ;p=Tal;s=Jana;',
  ]);
  const [jana, leo] = [company.user(at('jana'))?.id, company.user(at('leo'))?.id];
  expect(company.source.groups.map(({ displayName, members }) => [displayName, [...members].sort()])).toEqual(
    expect.arrayContaining([
      ['Bau', [jana, leo].sort()],
      ['Einkauf', [leo]],
    ]),
  );
  expect(company.source.groups).toHaveLength(2);
  expect(company.codes.filter((code) => code === 'rows-merged')).toHaveLength(2);
  expect(company.codes).not.toContain('person-again');
  balanced(company);
});

test('a list that was spread over numbered columns is one list', () => {
  const company = load({
    'a.csv': csv(
      ['UserPrincipalName', 'PrimarySmtpAddress', 'EmailAddresses1', 'EmailAddresses2', 'EmailAddresses3'],
      [at('jana'), at('jana'), `SMTP:${at('jana')}`, `smtp:${at('j')}`, `smtp:${at('jf')}`],
    ),
  });
  expect(company.holder(at('jf'))?.EmailAddresses).toHaveLength(3);
});

describe('whoever has only an address at another company', () => {
  const company = (): Loaded =>
    load({
      'a.csv': csv(heading, row('jana')),
      'recipients.csv': csv(
        ['Display name', 'Email address', 'Recipient type'],
        ['Pat Guest', 'pat@partner.example', 'GuestMailUser'],
        ['Robin Ext', 'robin@freemail.example', 'MailUser'],
        ['Robin Other', 'robin@other.example', 'MailUser'],
      ),
    });

  test('does not sign in with it, and its domain does not move', () => {
    const { moving, source } = company();
    expect(moving).toEqual([domain]);
    expect(source.users.map(({ userPrincipalName }) => userPrincipalName)).toEqual(
      expect.arrayContaining([
        'pat_partner.example#EXT#@talbrunn.onmicrosoft.com',
        'robin@talbrunn.onmicrosoft.com',
        'robin2@talbrunn.onmicrosoft.com',
      ]),
    );
  });

  test('is a guest or a mail user with that address', () => {
    const loaded = company();
    expect(loaded.holder('pat@partner.example')?.RecipientTypeDetails).toBe('GuestMailUser');
    expect(loaded.userOf(loaded.holder('pat@partner.example'))?.userType).toBe('Guest');
    for (const address of ['robin@freemail.example', 'robin@other.example'])
      expect(loaded.holder(address)).toMatchObject({
        RecipientTypeDetails: 'MailUser',
        ExternalEmailAddress: `SMTP:${address}`,
      });
  });
});
