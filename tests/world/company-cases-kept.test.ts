/** Situations from public reports that were read right, or refused by name, when they were tried: they stay so. */
import { csv, domain, load, sixMailboxes } from './support/export-tables.js';

const at = (local: string): string => `${local}@${domain}`;
const heading = ['DisplayName', 'UserPrincipalName', 'PrimarySmtpAddress', 'RecipientTypeDetails', 'EmailAddresses'];
const mailbox = (local: string, ...addresses: readonly string[]): readonly string[] => [
  local,
  at(local),
  at(local),
  'UserMailbox',
  [`SMTP:${at(local)}`, ...addresses].join(' '),
];

test('addresses of old types come over to the letter, joined by the semicolons that some of them hold', () => {
  const old = [
    'X400:C=DE;A= ;P=Tal Bau;O=Exchange;S=Berg;G=Anna;',
    'X500:/o=ExchangeLabs/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=ab, anna',
    'EUM:4711;phone-context=Tal.talbrunn.example',
    'SPO:SPO_8c0e@SPO_77aa',
    'NOTES:Anna Berg/TAL@TAL',
    `SIP:${at('anna')}`,
  ];
  const company = load({
    'mailboxes.csv': csv(heading, [...mailbox('anna').slice(0, 4), [...old, `SMTP:${at('anna')}`].join(';')]),
  });
  expect(company.holder(at('anna'))?.EmailAddresses).toEqual([`SMTP:${at('anna')}`, ...old]);
});

test('the users of the Entra portal come in with their guests, in Russian too', () => {
  const company = load({
    'exportUsers_2026-11-20.csv': `\ufeff${csv(
      ['userPrincipalName', 'displayName', 'mail', 'userType', 'accountEnabled', 'usageLocation', 'directorySynced'],
      [at('anna'), 'Анна Берг', at('anna'), 'Member', 'True', 'RU', ''],
      [at('otto'), 'Отто Кляйн', at('otto'), 'Member', 'False', 'RU', ''],
      ['max_mole.example#EXT#@talbrunn.onmicrosoft.com', 'Max', 'max@mole.example', 'Guest', 'True', '', ''],
    )}`,
  });
  expect(company.moving).toEqual([domain]);
  expect(company.user(at('otto'))?.accountEnabled).toBe(false);
  expect(company.source.users.filter(({ userType }) => userType === 'Guest')).toHaveLength(1);
});

test.each([
  [
    'a template of a bulk operation',
    'version:v1.0,,\r\nName [displayName] Required,User name [userPrincipalName] Required,x',
  ],
  ['a mapping file of a mover', 'Source Email,Source Login Name,Destination Email'],
])('%s is left out by name, and the address that stands in it alone is named', (_what, first) => {
  const company = load({
    'other.csv': `${first}\r\n${at('eva')},${at('eva')},x\r\n`,
    'mailboxes.csv': sixMailboxes(),
  });
  expect(company.remarks).toMatch(/^other\.csv:1 {2}The heading belongs to no table that is known here/m);
  expect(company.remarks).toMatch(/^other\.csv:\d {2}Addresses .* nowhere in the company: 1: eva@/m);
  expect(company.user(at('eva'))).toBeUndefined();
});

test('of two columns of one name the first counts, and whoever stands in the second is nobody by that', () => {
  const company = load({
    'users.csv': csv(
      ['UserPrincipalName', 'DisplayName', 'Licenses', 'ProxyAddresses', 'DisplayName', 'UserPrincipalName'],
      [at('anna'), 'Anna', 'SPE_E3', `SMTP:${at('anna')}`, 'Otto', at('otto')],
    ),
  });
  expect(company.user(at('anna'))?.displayName).toBe('Anna');
  expect(company.user(at('otto'))).toBeUndefined();
  expect(company.codes.filter((code) => code === 'column-twice')).toHaveLength(2);
});

test('a byte order mark and a heading in the middle of a file are skipped', () => {
  const company = load({
    'mailboxes.csv': `\ufeff${csv(heading, mailbox('anna'))}\ufeff${csv(heading, mailbox('ida'))}`,
  });
  expect([company.kindOf(at('anna')), company.kindOf(at('ida'))]).toEqual(['UserMailbox', 'UserMailbox']);
  expect(company.codes).toContain('heading-again');
});

test('an address with accents is named and left away, and its holder keeps the others', () => {
  const company = load({ 'mailboxes.csv': csv(heading, mailbox('joerg', `smtp:${at('jörg')}`, `smtp:${at('j')}`)) });
  expect(company.holder(at('joerg'))?.EmailAddresses).toEqual([`SMTP:${at('joerg')}`, `smtp:${at('j')}`]);
  expect(company.remarks).toMatch(/^mailboxes\.csv:2 {2}“smtp:jörg@.*is no address/m);
});

test('one who came back has a living mailbox beside the inactive one, and the address of both is named', () => {
  const flags = ['IsInactiveMailbox', 'WhenSoftDeleted', 'LitigationHoldEnabled'];
  const company = load({
    'mailboxes.csv': csv(
      [...heading, ...flags],
      [...mailbox('jan', `smtp:${at('j')}`), 'True', '2026-08-01T10:00:00Z', 'True'],
      [...mailbox('jan'), 'False', '', 'False'],
    ),
  });
  expect(company.holder(at('jan'))?.WhenSoftDeleted).toBeNull();
  expect(company.holder(at('j'))?.WhenSoftDeleted).toBe('2026-08-01T10:00:00Z');
  expect(company.remarks).toMatch(/^mailboxes\.csv:2 .*jan@.*belongs to jan@.*mailboxes\.csv:3/m);
});

test('an address that two hold is held by one, and the other is named', () => {
  const company = load({
    'mailboxes.csv': csv(heading, mailbox('anna', `smtp:${at('berg')}`), mailbox('bert', `smtp:${at('BERG')}`)),
  });
  expect(company.holder(at('berg'))?.DisplayName).toBe('anna');
  expect(company.remarks).toMatch(/^mailboxes\.csv:3 {2}BERG@.* belongs to anna@.*mailboxes\.csv:2/m);
});

test('a file that was appended to in UTF-16 is refused as that, with the way out', () => {
  const company = load({
    'mailboxes.csv': Buffer.concat([
      Buffer.from(csv(heading, mailbox('anna'))),
      Buffer.from(csv(mailbox('joerg.moll')), 'utf16le'),
    ]),
    'users.csv': sixMailboxes(),
    'picture.csv': Buffer.from('GIF89a\n\u0001\u0000\u0000\u0002\u0000\u0003'),
  });
  expect(company.remarks).toMatch(/^mailboxes\.csv {2}It was written to twice, the second time in UTF-16\..*Left out/m);
  expect(company.remarks).toMatch(/^picture\.csv {2}No text at all/m);
});
