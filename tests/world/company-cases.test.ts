/** Situations from public reports of exports that were read wrongly: each is read right, or named. */
import { CompanyUnreadable } from '../../src/rehearsal/world/company/from-files/load-company-from.js';
import { addressesOf, csv, domain, load, sixMailboxes } from './support/export-tables.js';

const at = (local: string): string => `${local}@${domain}`;
const usersHeading = ['User principal name', 'Display name', 'Licenses', 'Block credential', 'Proxy addresses'];
const users = (...names: readonly (readonly [string, string])[]): readonly (readonly string[])[] =>
  names.map(([local, name]) => [at(local), name, 'Microsoft 365 E3', 'False', addressesOf(local).replaceAll(' ', '+')]);

test('addresses in columns of their own are read, and give the initial domain', () => {
  const company = load({
    'mailboxes.csv': csv(
      ['UserPrincipalName', 'DisplayName', 'Alias', 'PrimarySmtpAddress', 'smtp', 'SIP', 'ON', 'x500'],
      ...['jana.falkner', 'leo.thoma'].map((local) => [
        at(local),
        local,
        local,
        at(local),
        `${at(local)};${local.charAt(0)}@${domain};${local}@talbrunn.onmicrosoft.com`,
        at(local),
        `${local}@talbrunn.mail.onmicrosoft.com`,
        `X500:/o=ExchangeLabs/ou=Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=${local}`,
      ]),
    ),
  });
  expect(company.source.initialDomain).toBe('talbrunn.onmicrosoft.com');
  expect(company.holder(at('jana.falkner'))?.EmailAddresses).toEqual([
    `SMTP:${at('jana.falkner')}`,
    `smtp:${at('j')}`,
    'smtp:jana.falkner@talbrunn.onmicrosoft.com',
    `SIP:${at('jana.falkner')}`,
    'smtp:jana.falkner@talbrunn.mail.onmicrosoft.com',
    'X500:/o=ExchangeLabs/ou=Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=jana.falkner',
  ]);
});

test('a mail contact at a partner keeps its addresses on the moving domain, from a list of recipients and from one of contacts', () => {
  const company = load({
    'mailboxes.csv': sixMailboxes(),
    'recipients.csv': csv(
      ['DisplayName', 'RecipientTypeDetails', 'PrimarySmtpAddress', 'EmailAddresses'],
      [
        'Hotline Partner',
        'MailContact',
        'hotline@partnerfirma.example',
        `SMTP:hotline@partnerfirma.example smtp:${at('hotline')} smtp:${at('stoerung')}`,
      ],
    ),
    'contacts.csv': csv(
      ['DisplayName', 'RecipientType', 'ExternalEmailAddress', 'EmailAddresses'],
      [
        'Werkschutz',
        'MailContact',
        'SMTP:wache@partnerfirma.example',
        `SMTP:wache@partnerfirma.example smtp:${at('wache')}`,
      ],
    ),
  });
  expect(company.moving).toEqual([domain]);
  for (const [address, external] of [
    [at('hotline'), 'SMTP:hotline@partnerfirma.example'],
    [at('stoerung'), 'SMTP:hotline@partnerfirma.example'],
    [at('wache'), 'SMTP:wache@partnerfirma.example'],
  ] as const)
    expect(company.holder(address)).toMatchObject({
      RecipientTypeDetails: 'MailContact',
      ExternalEmailAddress: external,
    });
  expect(company.source.contacts.map(({ displayName }) => displayName).sort()).toEqual([
    'Hotline Partner',
    'Werkschutz',
  ]);
});

test('accounts with a last sync time are mastered on premises', () => {
  const company = load({
    'users.csv': csv(
      [...usersHeading, 'Last dirsync time'],
      ...users(['jana.falkner', 'Jana'], ['leo.thoma', 'Leo']).map((row, n) => [
        ...row,
        n === 0 ? '2026-11-28T20:10:00Z' : '',
      ]),
    ),
    'mailboxes.csv': sixMailboxes(),
  });
  expect(company.source.users.filter(({ onPremisesSyncEnabled }) => onPremisesSyncEnabled === true)).toMatchObject([
    { userPrincipalName: at('jana.falkner') },
  ]);
  expect(company.holder(at('jana.falkner'))?.IsDirSynced).toBe(true);
});

describe('the discovery mailbox', () => {
  const local = 'DiscoverySearchMailbox{D919BA05-46A6-415f-80AD-7E09334BB852}';
  const row27 = [local, at(local), `SMTP:${at(local)}`];
  const heading27 = ['Alias', 'PrimarySmtpAddress', 'EmailAddresses'];
  const files = {
    'Backup_Source_Mailboxes.csv':
      sixMailboxes() + csv([at(local), local, at(local), `SMTP:${at(local)} smtp:${local}@talbrunn.onmicrosoft.com`]),
    'mailboxes_output.csv': csv(heading27, row27),
  };

  test('is a discovery mailbox in both exports, and holds its addresses once', () => {
    const company = load(files);
    expect(company.kindOf(at(local))).toBe('DiscoveryMailbox');
    expect(company.kindOf(`${local}@talbrunn.onmicrosoft.com`)).toBe('DiscoveryMailbox');
    expect(company.source.groups).toEqual([]);
  });

  test('is one in an export of step 27 alone', () => {
    const company = load({
      'mailboxes_output.csv': csv(heading27, row27, ['jana', at('jana.falkner'), addressesOf('jana.falkner')]),
    });
    expect(company.kindOf(at(local))).toBe('DiscoveryMailbox');
  });
});

test.each(['talbrunn.onmicrosoft.us', 'talbrunn.partner.onmschina.cn', 'talbrunn.onmicrosoft.de'])(
  'a tenant of a national cloud (%s) is refused with the reason',
  (initial) => {
    expect(() => load({ 'mailboxes.csv': sixMailboxes(domain, initial) })).toThrow(CompanyUnreadable);
    expect(() => load({ 'mailboxes.csv': sixMailboxes(domain, initial) })).toThrow(/national cloud/);
  },
);

test('a group whose GroupType says Universal is a group, with SecurityEnabled one for security', () => {
  const company = load({
    'mailboxes.csv': sixMailboxes(),
    'groups.csv': csv(
      ['DisplayName', 'PrimarySmtpAddress', 'GroupType', 'EmailAddresses'],
      ['Bau', at('bau'), 'Universal', `SMTP:${at('bau')} smtp:bau@talbrunn.onmicrosoft.com`],
      ['Tresor', at('tresor'), 'Universal, SecurityEnabled', `SMTP:${at('tresor')}`],
    ),
  });
  expect(company.kindOf(at('bau'))).toBe('MailUniversalDistributionGroup');
  expect(company.kindOf(at('tresor'))).toBe('MailUniversalSecurityGroup');
  expect(company.user(at('bau'))).toBeUndefined();
  expect(company.remarks).not.toMatch(/(bau|tresor).*user mailbox/i);
});

test('the initial domain follows from the routing domain of a hybrid', () => {
  const company = load({ 'mailboxes.csv': sixMailboxes('alpenmilch-ag.example', 'alpenmilch.mail.onmicrosoft.com') });
  expect(company.source.initialDomain).toBe('alpenmilch.onmicrosoft.com');
  expect(company.remarks).toContain('alpenmilch.mail.onmicrosoft.com');
  expect(company.remarks).not.toContain('No onmicrosoft.com domain occurs');
});

test('shared, soft-deleted and inactive mailboxes of one export are what they are', () => {
  const company = load({
    'mailboxes.csv': csv(
      [
        'UserPrincipalName',
        'Alias',
        'PrimarySmtpAddress',
        'EmailAddresses',
        'RecipientTypeDetails',
        'WhenSoftDeleted',
        'IsInactiveMailbox',
        'LitigationHoldEnabled',
      ],
      [at('jana.falkner'), 'jana', at('jana.falkner'), addressesOf('jana.falkner'), 'SharedMailbox', '', 'False', ''],
      [at('leo.thoma'), 'leo', at('leo.thoma'), addressesOf('leo.thoma'), 'UserMailbox', '', 'False', 'False'],
      [
        at('vera.weg'),
        'vera',
        at('vera.weg'),
        `SMTP:${at('vera.weg')} smtp:${at('vweg')}`,
        'UserMailbox',
        '06/30/2025 16:00:00',
        'True',
        'True',
      ],
      [
        at('rolf.weg'),
        'rolf',
        at('rolf.weg'),
        `SMTP:${at('rolf.weg')}`,
        'UserMailbox',
        '11/20/2026 16:00:00',
        'False',
        'False',
      ],
    ),
  });
  expect(company.kindOf(at('jana.falkner'))).toBe('SharedMailbox');
  expect(company.kindOf(at('leo.thoma'))).toBe('UserMailbox');
  expect(company.holder(at('vweg'))).toMatchObject({
    WhenSoftDeleted: '2025-06-30T16:00:00Z',
    LitigationHoldEnabled: true,
    EmailAddresses: [`SMTP:${at('vera.weg')}`, `smtp:${at('vweg')}`],
  });
  expect(company.holder(at('rolf.weg'))).toMatchObject({
    WhenSoftDeleted: '2026-11-20T16:00:00Z',
    LitigationHoldEnabled: false,
  });
  // An inactive mailbox has no account any more; a soft-deleted one has one in the bin.
  expect(company.source.deletedUsers).toMatchObject([{ userPrincipalName: at('rolf.weg') }]);
  expect(company.user(at('vera.weg'))).toBeUndefined();
});

test('a local part of 64 characters on two domains comes in whole, twice', () => {
  const local = 'projektbuero-hochwasserschutz-obertal-niedertal-2026-ausschreibu';
  const company = load({
    'mailboxes.csv': csv(
      ['UserPrincipalName', 'DisplayName', 'PrimarySmtpAddress', 'EmailAddresses', 'RecipientTypeDetails'],
      ...['talbrunn.example', 'quellhof.example'].map((on, n) => [
        `pb${n}@${on}`,
        `Projekt ${on}`,
        `${local}@${on}`,
        `SMTP:${local}@${on}`,
        'SharedMailbox',
      ]),
      [at('jana.falkner'), 'Jana', at('jana.falkner'), addressesOf('jana.falkner'), 'UserMailbox'],
    ),
  });
  expect(company.kindOf(`${local}@talbrunn.example`)).toBe('SharedMailbox');
  expect(company.kindOf(`${local}@quellhof.example`)).toBe('SharedMailbox');
});

test('a mail user with its mailbox elsewhere stays one, and the domain there is nobody’s moving domain', () => {
  const company = load({
    'mailboxes.csv': sixMailboxes(),
    'recipients.csv': csv(
      ['UserPrincipalName', 'DisplayName', 'Alias', 'PrimarySmtpAddress', 'EmailAddresses', 'RecipientTypeDetails'],
      [
        at('robin.ext'),
        'Robin Ext',
        'robin.ext',
        'robin@freemail.example',
        `SMTP:robin@freemail.example smtp:${at('robin.ext')}`,
        'MailUser',
      ],
      [
        at('sam.ext'),
        'Sam Ext',
        'sam.ext',
        at('sam.ext'),
        `SMTP:${at('sam.ext')} smtp:sam@freemail.example`,
        'MailUser',
      ],
    ),
  });
  expect(company.moving).toEqual([domain]);
  expect(company.holder(at('robin.ext'))).toMatchObject({
    RecipientTypeDetails: 'MailUser',
    ExternalEmailAddress: 'SMTP:robin@freemail.example',
    EmailAddresses: ['SMTP:robin@freemail.example', `smtp:${at('robin.ext')}`],
  });
  expect(company.holder(at('sam.ext'))).toMatchObject({
    RecipientTypeDetails: 'MailUser',
    ExternalEmailAddress: 'SMTP:sam@freemail.example',
    EmailAddresses: [`SMTP:${at('sam.ext')}`, 'smtp:sam@freemail.example'],
  });
});

test('one question mark inside a word is noticed as a letter that was lost', () => {
  const company = load({
    'users.csv': csv(
      usersHeading,
      ...users(['jana.falkner', 'J?rg Falkner'], ['leo.thoma', 'Z?o? Thoma'], ['mira.ebner', 'Mira ?zdemir']),
    ),
  });
  expect(company.codes.filter((code) => code === 'letters-lost')).toHaveLength(3);
  expect(company.remarks).toContain('J?rg Falkner');
});

test('a group in a group stays there', () => {
  const company = load({
    'mailboxes.csv': sixMailboxes(),
    'groups.csv': csv(
      ['Group name', 'Group primary email', 'Group members'],
      ['Alle', at('alle'), `${at('bau')},${at('einkauf')}`],
      ['Bau', at('bau'), `${at('jana.falkner')},${at('leo.thoma')}`],
      ['Einkauf', at('einkauf'), at('ines.wirth')],
    ),
  });
  const group = (name: string) => company.source.groups.find(({ displayName }) => displayName === name);
  expect(group('Alle')?.members).toEqual([group('Bau')?.id, group('Einkauf')?.id]);
  expect(company.codes).not.toContain('members-unknown');
});

test('a resource account with nothing but a SIP address keeps it', () => {
  const company = load({
    'users.csv': csv(usersHeading, ...users(['jana.falkner', 'Jana'], ['leo.thoma', 'Leo']), [
      at('cq-zentrale'),
      'Zentrale',
      'Microsoft Teams Phone Resource Account',
      'True',
      `SIP:${at('cq-zentrale')}`,
    ]),
    'mailboxes.csv': sixMailboxes(),
  });
  const account = company.user(at('cq-zentrale'));
  expect(account).toMatchObject({ proxyAddresses: [`SIP:${at('cq-zentrale')}`], accountEnabled: false, mail: null });
  expect(account?.assignedLicenses).toHaveLength(1);
  expect(company.holder(at('cq-zentrale'))).toBeUndefined();
});

test('an address that is no sign-in name keeps its mailbox, whose made-up sign-in name is reported', () => {
  const company = load({
    'mailboxes_output.csv': csv(
      ['Alias', 'PrimarySmtpAddress', 'EmailAddresses'],
      ['jana', at('jana.falkner'), addressesOf('jana.falkner')],
      ['rd', at('r&d'), `SMTP:${at('r&d')} smtp:${at('forschung')}`],
      ['presse', at('presse+de'), `SMTP:${at('presse+de')}`],
    ),
  });
  expect(company.holder(at('r&d'))?.EmailAddresses).toEqual([`SMTP:${at('r&d')}`, `smtp:${at('forschung')}`]);
  expect(company.holder(at('presse+de'))?.RecipientTypeDetails).toBe('UserMailbox');
  for (const address of ['r&d', 'presse+de']) {
    const name = company.userOf(company.holder(at(address)))?.userPrincipalName ?? '';
    expect(name).toMatch(/^[a-z_-]+@talbrunn\.example$/);
    expect(company.remarks).toContain(name);
  }
  expect(company.codes).not.toContain('row-without-anyone');
});

test('each kind of recipient is what it is, or left out by name; nothing that is no mailbox becomes a person', () => {
  const company = load({
    'recipients.csv': csv(
      ['Display name', 'Email address', 'Recipient type'],
      ['Jana Falkner', at('jana.falkner'), 'UserMailbox'],
      ['Termine', at('termine'), 'SchedulingMailbox'],
      ['Hotline Ordner', at('hotline'), 'PublicFolder'],
      ['Altverteiler', at('altverteiler'), 'MailNonUniversalGroup'],
      ['Ordnerpost', at('ordnerpost'), 'PublicFolderMailbox'],
      ['Projektseite', at('projektseite'), 'TeamMailbox'],
      ['Neuartig', at('neuartig'), 'HologramMailbox'],
    ),
    'portal_groups.csv': csv(
      ['Group name', 'Group primary email', 'Group type', 'Group privacy'],
      ['Vorstand', at('vorstand'), 'Microsoft 365', 'Private'],
      ['Team Ost', at('teamost'), 'Microsoft 365 group (Team)', 'Private'],
    ),
  });
  expect(
    ['termine', 'hotline', 'altverteiler', 'projektseite', 'vorstand', 'teamost'].map((local) =>
      company.kindOf(at(local)),
    ),
  ).toEqual([
    'SchedulingMailbox',
    'PublicFolder',
    'MailNonUniversalGroup',
    'TeamMailbox',
    'GroupMailbox',
    'GroupMailbox',
  ]);
  expect(company.remarks).toMatch(/Ordnerpost.*PublicFolderMailbox|PublicFolderMailbox.*Ordnerpost/);
  expect(company.remarks).toMatch(/Neuartig.*HologramMailbox|HologramMailbox.*Neuartig/);
  for (const local of ['hotline', 'altverteiler', 'ordnerpost', 'neuartig', 'vorstand', 'teamost'])
    expect(company.user(at(local))).toBeUndefined();
  for (const local of ['ordnerpost', 'neuartig']) expect(company.holder(at(local))).toBeUndefined();
});

test('a company called like the made-up destination has another destination', () => {
  const company = load({ 'mailboxes.csv': sixMailboxes('fabrikam.com', 'fabrikamsued.onmicrosoft.com') });
  const names = ({ domains }: typeof company.source): readonly string[] => domains.map(({ id }) => id);
  expect(names(company.source)).toContain('fabrikam.com');
  expect(names(company.destination).filter((name) => names(company.source).includes(name))).toEqual([]);
  expect(company.destination.displayName).not.toBe(company.source.displayName);
});

test('Windows-1252 stays what it is with two accented letters side by side', () => {
  const text = [
    '"Department";"DisplayName";"FirstName";"LastName";"WindowsEmailAddress"',
    `"Ost";"Kåre Sjøåsen";"Kåre";"Sjøåsen";"${at('kare')}"`,
    `"Ost";"Pål Nærø";"Pål";"Nærø";"${at('pal')}"`,
    '',
  ].join('\r\n');
  const company = load({ 'users.csv': Buffer.from(text, 'latin1') });
  expect(company.user(at('kare'))?.displayName).toBe('Kåre Sjøåsen');
  expect(company.user(at('pal'))?.displayName).toBe('Pål Nærø');
  expect(company.remarks).toContain('Windows-1252');
  // So that a person sees at a glance whether the letters are right.
  expect(company.remarks).toContain('Kåre Sjøåsen');
});
