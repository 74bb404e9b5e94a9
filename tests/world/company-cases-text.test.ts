/** Situations from public reports: rows, cells and letters as spreadsheets, scripts and chats leave them. */
import { CompanyUnreadable } from '../../src/rehearsal/world/company/from-files/load-company-from.js';
import { csv, domain, load, sixMailboxes } from './support/export-tables.js';

const at = (local: string, on = domain): string => `${local}@${on}`;
const heading = ['DisplayName', 'UserPrincipalName', 'PrimarySmtpAddress', 'RecipientTypeDetails', 'EmailAddresses'];
const mailbox = (name: string, local: string, ...more: readonly string[]): readonly string[] => [
  name,
  at(local),
  at(local),
  'UserMailbox',
  [`SMTP:${at(local)}`, ...more.map((one) => `smtp:${at(one)}`)].join(','),
];
const anna = mailbox('Anna Berg', 'anna.berg', 'a.berg');
const otto = mailbox('Otto Klein', 'otto.klein');
const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

describe('a table of two people and three addresses', () => {
  const lines = (joint: string, rows: readonly (readonly string[])[]): string[] => rows.map((row) => row.join(joint));
  const inQuotes = [anna, otto].map((row) => row.map(quoted));
  const files: readonly (readonly [string, string])[] = [
    ['with a bar between cells', lines('|', [heading, anna, otto]).join('\r\n')],
    [
      'that a spreadsheet with another separator kept in one column',
      [heading.join(','), ...lines(',', inQuotes).map(quoted)].join('\r\n'),
    ],
    [
      'that a spreadsheet kept in one column, heading and all',
      [quoted(heading.join(',')), ...lines(',', inQuotes).map(quoted)].join('\r\n'),
    ],
    ['whose heading alone stands in one cell', [quoted(heading.join(';')), ...lines(';', inQuotes)].join('\r\n')],
    [
      'in apostrophes',
      lines(
        ';',
        [heading, anna, otto].map((row) => row.map((cell) => `'${cell}'`)),
      ).join('\r\n'),
    ],
    ['with a blank before each quotation mark', lines(', ', [heading, ...inQuotes]).join('\r\n')],
    ['with blanks on both sides of a quotation mark', lines(' , ', [heading, ...inQuotes]).join('\r\n')],
    ['with a blank before each quotation mark, and tabs', lines('\t ', [heading, ...inQuotes]).join('\r\n')],
    [
      'with invisible characters around names and addresses',
      csv(
        heading,
        ['Anna Berg', `\u200b${at('anna.berg')}`, `\u200b${at('anna.berg')}\u200e`, 'UserMailbox\u200b', anna[4] ?? ''],
        ['Otto Klein', `${at('otto.klein')}\ufeff`, at('otto.klein'), 'UserMailbox', `SMTP:${at('otto.klein')}\u200e`],
      ),
    ],
    [
      'whose cells an exporter guarded with apostrophes',
      csv(heading, ...[anna, otto].map((row) => row.map((cell) => `'${cell}`))),
    ],
  ];

  test.each(files)('%s is read', (_how, text) => {
    const company = load({ 'mailboxes.csv': text });
    expect(company.moving).toEqual([domain]);
    expect(company.holder(at('anna.berg'))?.EmailAddresses).toEqual([
      `SMTP:${at('anna.berg')}`,
      `smtp:${at('a.berg')}`,
    ]);
    expect(company.user(at('anna.berg'))?.displayName).toBe('Anna Berg');
    expect(company.holder(at('otto.klein'))?.EmailAddresses).toEqual([`SMTP:${at('otto.klein')}`]);
    expect(company.loaded.report?.addresses).toEqual({ inFiles: 3, inCompany: 3, named: 0 });
    expect(company.codes).not.toContain('bad-address');
  });

  test('joined by what is no separator is refused, with the way out', () => {
    const file = { 'mailboxes.csv': lines('^', [heading, anna, otto]).join('\r\n') };
    expect(() => load(file)).toThrow(CompanyUnreadable);
    expect(() => load(file)).toThrow(
      /mailboxes\.csv:1 {2}Known headings stand in one cell \(5\).*export it again with/,
    );
  });
});

test('what was taken away from cells is said once for each file', () => {
  const company = load({
    'invisible.csv': csv(heading, ['Anna Berg', `\u200b${at('anna.berg')}`, at('anna.berg'), 'UserMailbox', '']),
    'guarded.csv': csv(heading, ...[otto, mailbox('Ida Moll', 'ida')].map((row) => row.map((cell) => `'${cell}`))),
  });
  expect(company.remarks).toMatch(/^invisible\.csv:2 {2}Invisible characters stand in cells of 1 rows/m);
  expect(company.remarks).toMatch(/^guarded\.csv:2 {2}Cells begin with an apostrophe .* rows: 2/m);
});

test('an apostrophe that is somebody’s own stays', () => {
  const company = load({ 'mailboxes.csv': csv(heading, mailbox("'t Hooft", 'hooft'), anna) });
  expect(company.user(at('hooft'))?.displayName).toBe("'t Hooft");
  expect(company.codes).not.toContain('apostrophe-guard');
});

test('a name whose comma makes as many pieces as there are headings stays one cell where its row has others', () => {
  const company = load({ 'mailboxes.csv': csv(heading, ['Berg, A, B, C, D', ...anna.slice(1)]) });
  expect(company.user(at('anna.berg'))?.displayName).toBe('Berg, A, B, C, D');
});

test('a row too long for anything but an open quotation mark is named as that', () => {
  const company = load({ 'mailboxes.csv': `${csv(heading, anna)}"${'x'.repeat(5_000_000)}` });
  expect(company.remarks).toMatch(/^mailboxes\.csv:3 {2}A row is longer than 4 million characters/m);
});

describe('a domain in Cyrillic letters', () => {
  const users = csv(
    ['Имя участника-пользователя', 'Отображаемое имя', 'Лицензии', 'Вход заблокирован', 'Прокси-адреса'],
    ...['anna', 'otto'].map((local) => [
      at(local, 'тест.рф'),
      local,
      'Microsoft 365 E3',
      'Нет',
      `SMTP:${at(local, 'тест.рф')}+smtp:${local}@testrf.onmicrosoft.com`,
    ]),
  );
  const ascii = 'xn--e1aybc.xn--p1ai';

  test('is the same domain as in punycode, and everybody is there once', () => {
    const company = load({
      'users.csv': users,
      'mailboxes.csv': csv(
        heading,
        ...['anna', 'otto'].map((local) => [local, at(local, ascii), at(local, ascii), 'UserMailbox', '']),
      ),
      'domains.csv': csv(['DomainName', 'Default'], ['тест.рф', 'True'], ['testrf.onmicrosoft.com', 'False']),
    });
    expect(company.moving).toEqual([ascii]);
    expect(company.source.users.filter(({ displayName }) => /^(anna|otto)$/.test(displayName))).toHaveLength(2);
    expect(company.holder(at('anna', ascii))?.EmailAddresses).toEqual([
      `SMTP:${at('anna', ascii)}`,
      'smtp:anna@testrf.onmicrosoft.com',
    ]);
    expect(company.remarks).toMatch(/^users\.csv {2}тест\.рф is the same domain as xn--e1aybc\.xn--p1ai/m);
  });

  test('moves when no file has it in punycode', () => {
    expect(load({ 'users.csv': users }).moving).toEqual([ascii]);
  });

  test('is found where a column is not read, too', () => {
    const company = load({
      'users.csv': users,
      'more.csv': csv(
        [...heading, 'Old'],
        ['M', at('m', ascii), at('m', ascii), 'UserMailbox', '', at('weg', 'тест.рф')],
      ),
    });
    expect(company.remarks).toMatch(/^more\.csv:1 .*The column Old holds addresses.*weg@xn--e1aybc/m);
  });
});

test('a letter of another alphabet in an address is shown, and makes no domain', () => {
  const wrong = at('eva', domain.replace('a', 'а'));
  const company = load({ 'mailboxes.csv': csv(heading, anna, ['Eva', at('eva'), wrong, 'UserMailbox', '']) });
  expect(company.moving).toEqual([domain]);
  expect(company.remarks).toMatch(/^mailboxes\.csv:3 {2}“eva@tаlbrunn\.example” has letters .*: а \(U\+0430\)/m);
});

test('names whose UTF-8 was read as an old code page are noticed, whatever the letters; names of these pages are not', () => {
  const garbled = [
    'Ã„rzteverein',
    'JÃ¶rg GroÃŸ',
    'Ãœbelacker Ã–tzi',
    'Å\ufffdukasz ZieliÅ„ski',
    'JiÅ™Ã­ DvoÅ™Ã¡k',
    'AyÅŸe Ã‡elik',
    'Oâ€™Neill',
    'РђРЅРЅР° Р‘РµСЂРі',
    'JГ¶rg',
  ];
  const good = [
    'CAFÉ’S',
    '«Groß»',
    'Ærø Ångström',
    'Łukasz Żółć',
    'Рёва Сёмин',
    'Ñandú',
    'Öz–Çelik',
    'Β’ Αθήνα',
    'KÖNIGSAÄ“',
  ];
  const company = load({
    'mailboxes.csv': csv(heading, ...[...garbled, ...good].map((name, n) => mailbox(name, `u${n}`))),
  });
  const lost = (company.loaded.report?.findings ?? []).filter(({ code }) => code === 'letters-lost');
  expect(lost.map(({ line }) => line)).toEqual(garbled.map((_, n) => n + 2));
});

test('an alias that a spreadsheet spoilt is nobody’s alias', () => {
  const spoilt = ['4,51E+12', '4,51E+12', '01. Mrz', 'Mar-01', '#NAME?', '########'];
  const kept = ['e12', '451', 'mar1', '1e', 'maerz.01'];
  const all = [...spoilt, ...kept];
  const company = load({
    'mailboxes.csv': csv([...heading, 'Alias'], ...all.map((alias, n) => [...mailbox(`P${n}`, `p${n}`), alias])),
  });
  const aliases = all.map((_, n) => company.holder(at(`p${n}`))?.Alias);
  expect(aliases).toEqual([...spoilt.map((_, n) => `p${n}`), ...kept]);
  expect(company.codes.filter((code) => code === 'alias-spoilt')).toHaveLength(spoilt.length);
});

test('quotes escaped with a backslash cost their own row, and none behind it', () => {
  const rows = csv(heading, anna, otto).replace('"Anna Berg"', '"Anna \\"Anni\\", Berg"');
  const company = load({ 'mailboxes.csv': rows });
  expect(company.holder(at('otto.klein'))).toBeDefined();
  expect(company.remarks).toMatch(/^mailboxes\.csv:2 .*a separator stands inside a value/m);
  expect(company.remarks).toMatch(/^mailboxes\.csv:2 .*anna\.berg@/m);
});

test('the guide’s own export has no remark of these kinds', () => {
  const { codes } = load({ 'mailboxes.csv': sixMailboxes() });
  expect(codes.filter((code) => /invisible|guard|one-cell|spoilt|limit|letters|alike/.test(code))).toEqual([]);
});
