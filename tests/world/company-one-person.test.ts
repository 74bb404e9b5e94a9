/** Who is one person in the exports of a company: told by the id, then the sign-in name, then addresses; never by luck. */
import { lines, load, type Loaded } from './support/export-tables.js';

const kernbach = (local: string): string => `${local}@kernbach.example`;
const id = (n: number): string => `3d0c7a10-6f0e-4b52-8a11-0d6f1f0a000${n}`;
const names = ({ source }: Loaded): readonly string[] =>
  source.users
    .filter(({ department }) => department !== 'Migration')
    .map(({ displayName }) => displayName)
    .filter((name) => /Anna|Otto|Eva|Ida/.test(name))
    .sort();

describe('rows of one display name and one address each, and nothing else that ties them', () => {
  test('are one person with all the addresses', () => {
    const company = load({
      'O365EmailAddresses.csv': lines(
        'Displayname,EmailAddresses',
        `Anna Berg,SMTP:${kernbach('anna.berg')}`,
        `Anna Berg,smtp:${kernbach('a.berg')}`,
        `Anna Berg,smtp:${kernbach('berg')}`,
        `Otto Klein,SMTP:${kernbach('otto.klein')}`,
        `Otto Klein,smtp:${kernbach('o.klein')}`,
      ),
    });
    expect(names(company)).toEqual(['Anna Berg', 'Otto Klein']);
    expect(company.holder(kernbach('berg'))?.EmailAddresses).toEqual([
      `SMTP:${kernbach('anna.berg')}`,
      `smtp:${kernbach('a.berg')}`,
      `smtp:${kernbach('berg')}`,
    ]);
    expect(company.codes).toContain('rows-merged');
  });

  test('are two people with two primary addresses, and what is nobody’s for certain is named', () => {
    const company = load({
      'addresses.csv': lines(
        'Displayname,EmailAddresses',
        `Anna Berg,SMTP:${kernbach('anna.berg')}`,
        `Anna Berg,SMTP:${kernbach('anna.berg2')}`,
        `Anna Berg,smtp:${kernbach('a.berg')}`,
      ),
    });
    expect(names(company)).toEqual(['Anna Berg', 'Anna Berg']);
    expect(company.holder(kernbach('a.berg'))).toBeUndefined();
    expect(company.finding('address-of-namesakes')?.values).toMatchObject({ list: `smtp:${kernbach('a.berg')}` });
  });
});

describe('somebody who was deleted and came back under the same name', () => {
  const heading =
    'Object Id,User principal name,Display name,Licenses,Block credential,Proxy addresses,Soft deletion time stamp';
  const living = [
    `${id(1)},${kernbach('anna.berg')},Anna Berg,Microsoft 365 E3,False,SMTP:${kernbach('anna.berg')}+smtp:anna.berg@kbgruppe.onmicrosoft.com,`,
    `${id(2)},${kernbach('otto.klein')},Otto Klein,Microsoft 365 E3,False,SMTP:${kernbach('otto.klein')},`,
  ];
  const deleted = `${id(3)},${kernbach('anna.berg')},Anna Berg,Unlicensed,True,SMTP:${kernbach('anna.berg')},2026-11-20T08:15:00Z`;

  test.each(['users_deleted.csv', 'deleted.csv'])('lives, and the deleted account (%s) lies beside it', (file) => {
    const company = load({ 'users.csv': lines(heading, ...living), [file]: lines(heading, deleted) });
    expect(company.user(kernbach('anna.berg'))).toMatchObject({ id: id(1), accountEnabled: true });
    expect(company.kindOf(kernbach('anna.berg'))).toBe('UserMailbox');
    expect(company.source.deletedUsers).toMatchObject([{ id: id(3), deletedDateTime: '2026-11-20T08:15:00Z' }]);
    expect(company.source.initialDomain).toBe('kbgruppe.onmicrosoft.com');
  });

  test.each(['users_deleted.csv', 'deleted.csv'])('lives without any ids in the files, and it is said (%s)', (file) => {
    const withoutId = (row: string): string => row.slice(row.indexOf(',') + 1);
    const company = load({
      'users.csv': lines(...[heading, ...living].map(withoutId)),
      [file]: lines(...[heading, deleted].map(withoutId)),
    });
    expect(company.kindOf(kernbach('anna.berg'))).toBe('UserMailbox');
    expect(company.source.deletedUsers).toHaveLength(1);
    expect(new Set(company.source.users.map((one) => one.id)).has(company.source.deletedUsers[0]?.id ?? '')).toBe(
      false,
    );
    expect(company.codes).toContain('deleted-beside-living');
  });

  test('is one deleted account where both rows have the same id', () => {
    const company = load({
      'users.csv': lines(heading, ...living),
      'users_deleted.csv': lines(heading, deleted.replace(id(3), id(1))),
    });
    expect(company.user(kernbach('anna.berg'))).toBeUndefined();
    expect(company.source.deletedUsers).toMatchObject([{ id: id(1) }]);
    expect(company.codes).toContain('living-and-deleted');
  });
});

test('an account and a recipient that only the object id ties are one person', () => {
  const company = load({
    'AzureADUsers.csv': lines(
      'ObjectId,DisplayName,UserPrincipalName,AccountEnabled,UserType',
      `${id(1)},Anna Berg,${kernbach('ab017')},True,Member`,
      `${id(2)},Otto Klein,${kernbach('ok022')},False,Member`,
    ),
    'Recipients.csv': lines(
      'ExternalDirectoryObjectId,DisplayName,PrimarySmtpAddress,RecipientTypeDetails,EmailAddresses',
      `${id(1)},Anna Berg,${kernbach('anna.berg')},UserMailbox,SMTP:${kernbach('anna.berg')} smtp:ab017@kbgruppe.onmicrosoft.com`,
      `${id(2)},Otto Klein,${kernbach('otto.klein')},UserMailbox,SMTP:${kernbach('otto.klein')} smtp:ok022@kbgruppe.onmicrosoft.com`,
    ),
  });
  expect(names(company)).toEqual(['Anna Berg', 'Otto Klein']);
  expect(company.userOf(company.holder(kernbach('otto.klein')))).toMatchObject({
    userPrincipalName: kernbach('ok022'),
    id: id(2),
    accountEnabled: false,
  });
  expect(company.codes).not.toContain('object-id-again');
});

describe('an older export beside a newer one', () => {
  const heading =
    'DisplayName,UserPrincipalName,ExternalDirectoryObjectId,PrimarySmtpAddress,RecipientTypeDetails,EmailAddresses';
  const row = (n: number, name: string, local: string, ...more: readonly string[]): string =>
    `${name},${kernbach(local)},${id(n)},${kernbach(local)},UserMailbox,${[`SMTP:${kernbach(local)}`, ...more].join(' ')}`;
  const older = lines(
    heading,
    row(1, 'Anna Berg', 'anna.berg', 'smtp:anna.berg@kbgruppe.onmicrosoft.com'),
    row(2, 'Otto Klein', 'otto.klein'),
    row(3, 'Eva Sand', 'eva.sand'),
  );
  const newer = lines(
    heading,
    row(1, 'Anna Sommer', 'anna.sommer', `smtp:${kernbach('anna.berg')}`, 'smtp:anna.berg@kbgruppe.onmicrosoft.com'),
    row(2, 'Otto Klein', 'otto.klein'),
  );

  test.each([
    ['mailboxes_2026-10-05.csv', 'mailboxes_2026-11-25.csv'],
    ['Mailboxes 25.11.2026.csv', 'Mailboxes 02.12.2026.csv'],
    ['x20261125_export.csv', 'a20261202_export.csv'],
  ])('is not read, and who is in it alone is named (%s, %s)', (first, second) => {
    const company = load({ [first]: older, [second]: newer });
    expect(names(company)).toEqual(['Anna Sommer', 'Otto Klein']);
    expect(company.holder(kernbach('anna.berg'))).toMatchObject({ DisplayName: 'Anna Sommer' });
    expect(company.user(kernbach('anna.sommer'))?.id).toBe(id(1));
    expect(company.finding('older-export')).toMatchObject({
      file: first,
      values: { newer: second, same: 2, alone: 1, list: kernbach('eva.sand') },
    });
  });

  test.each([
    ['mailboxes.csv', 'mailboxes_old.csv'],
    ['mailboxes 02-12-2026.csv', 'mailboxes 03-11-2026.csv'],
  ])('without certain dates in the names (%s, %s) is read, with one Anna, and it is said', (first, second) => {
    const company = load({ [first]: newer, [second]: older });
    expect(names(company)).toEqual(['Anna Sommer', 'Eva Sand', 'Otto Klein']);
    expect(company.finding('same-export-twice')).toMatchObject({
      file: second,
      values: { other: first, same: 2, alone: 1, list: kernbach('eva.sand') },
    });
    expect(company.finding('other-sign-in-name')?.values).toMatchObject({
      value: kernbach('anna.berg'),
      name: kernbach('anna.sommer'),
    });
  });

  test('does not swallow another part of the same list, nor a list of all beside a later one of a few', () => {
    const company = load({
      'mailboxes_2026-11-25.csv': newer,
      'mailboxes_2026-11-24.csv': lines(heading, row(4, 'Ida Moll', 'ida.moll')),
    });
    expect(names(company)).toEqual(['Anna Sommer', 'Ida Moll', 'Otto Klein']);
    expect(company.codes).not.toContain('older-export');
    const few = load({
      'mailboxes_2026-10-05.csv': older,
      'mailboxes_2026-11-25.csv': lines(heading, row(2, 'Otto Klein', 'otto.klein')),
    });
    expect(names(few)).toEqual(['Anna Berg', 'Eva Sand', 'Otto Klein']);
    expect(few.codes).not.toContain('older-export');
  });
});
