/** A folder with snapshots of the bot, whole and broken: read for what they are, or left out with a sentence. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CompanyUnreadable,
  loadCompanyFrom,
  type LoadedCompany,
} from '../../src/rehearsal/world/company/from-files/load-company-from.js';
import { missingIn } from '../../src/rehearsal/world/company/from-files/told/check-saved.js';
import { findingLines, reportText } from '../../src/rehearsal/world/company/from-files/told/report.js';
import { loadCompany, saveCompany } from '../../src/rehearsal/world/company/company-file.js';
import { generateCompany } from '../../src/rehearsal/world/company/generate-company.js';
import { seededStream } from '../../src/rehearsal/world/seeded.js';

let scratch: string;
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'snapshots-'));
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

const guid = (n: number): string => `aaaaaaaa-0000-4000-8000-${String(n).padStart(12, '0')}`;
const tenantId = guid(900);
const account = (n: number, more: object = {}) => ({
  id: guid(n),
  userPrincipalName: `person${n}@tailspin.example`,
  displayName: `Person ${n}`,
  mail: `person${n}@tailspin.example`,
  proxyAddresses: [`SMTP:person${n}@tailspin.example`, `smtp:p${n}@tailspin.example`],
  userType: 'Member',
  accountEnabled: true,
  onPremisesSyncEnabled: null,
  employeeId: null,
  usageLocation: 'US',
  assignedLicenses: [],
  ...more,
});
/** Absent is what null is to Graph. */
const whoKeepsNoNumber = ({ employeeId: _none, ...rest }: ReturnType<typeof account>) => rest;
const mailbox = (n: number, more: object = {}) => ({
  Guid: guid(n + 100),
  ExternalDirectoryObjectId: guid(n),
  DisplayName: `Person ${n}`,
  Alias: `person${n}`,
  PrimarySmtpAddress: `person${n}@tailspin.example`,
  EmailAddresses: [`SMTP:person${n}@tailspin.example`, `smtp:p${n}@tailspin.example`],
  RecipientTypeDetails: 'UserMailbox',
  ExchangeGuid: guid(n + 200),
  UserPrincipalName: `person${n}@tailspin.example`,
  IsDirSynced: false,
  LegacyExchangeDN: `/o=ExchangeLabs/cn=person${n}`,
  ForwardingAddress: null,
  ForwardingSmtpAddress: null,
  DeliverToMailboxAndForward: false,
  ...more,
});
const people = (more: object = {}) => ({
  format: 1,
  tenantId,
  takenAt: '2026-11-01T08:00:00.000Z',
  users: [account(1), account(2)],
  mailboxes: [mailbox(1), mailbox(2)],
  ...more,
});
const groups = (more: object = {}) => ({
  format: 1,
  kind: 'groups',
  side: 'source',
  tenantId,
  initialDomain: 'tailspintoys.onmicrosoft.com',
  movingDomains: ['tailspin.example'],
  takenAt: '2026-11-01T08:00:00.000Z',
  objects: [
    {
      id: guid(20),
      label: 'Team',
      value: {
        directory: {
          id: guid(20),
          displayName: 'Team',
          mail: 'team@tailspin.example',
          proxyAddresses: ['SMTP:team@tailspin.example'],
          groupTypes: [],
          mailEnabled: true,
          securityEnabled: false,
        },
        members: [guid(1), guid(2)],
        owners: [],
      },
    },
  ],
  ...more,
});

const folder = (files: Readonly<Record<string, unknown>>): string => {
  for (const [name, content] of Object.entries(files))
    writeFileSync(
      join(scratch, name),
      typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content),
    );
  return scratch;
};
const said = ({ report }: LoadedCompany, file: string): string[] =>
  (report?.findings ?? []).filter((one) => one.file === file).map(({ code }) => code);
const whole = { 'people.json': people(), 'groups.json': groups() };

test('snapshots are told by what is in them, whatever they are called; what the people of the rehearsal add is said', () => {
  const { company, report } = loadCompanyFrom(folder({ 'a (1).json': people(), 'Copy of b.json': groups() }), 1);
  const { source } = company.tenants;
  expect(source.tenantId).toBe(tenantId);
  expect(source.initialDomain).toBe('tailspintoys.onmicrosoft.com');
  expect(company.movingDomains).toEqual(['tailspin.example']);
  expect(source.users.find(({ id }) => id === guid(1))).toMatchObject(whoKeepsNoNumber(account(1)));
  expect(source.groups).toMatchObject([{ id: guid(20), members: [guid(1), guid(2)] }]);
  expect(report?.added.people).toHaveLength(4);
  expect(reportText(report!, 'en')).toContain('  a (1).json  a snapshot of the bot, 4, JSON');
  expect(reportText(report!, 'ru')).toContain('снимок бота, 4, JSON');
});

test('of two of one kind the newer counts, and none of another tenant', () => {
  const loaded = loadCompanyFrom(
    folder({
      ...whole,
      'older.json': people({ takenAt: '2026-10-01T08:00:00.000Z', users: [account(7)], mailboxes: [] }),
      'other.json': groups({ tenantId: guid(901), takenAt: '2026-09-01T08:00:00.000Z' }),
    }),
    1,
  );
  expect(said(loaded, 'older.json')).toEqual(['snapshot-older']);
  expect(said(loaded, 'other.json')).toEqual(['snapshot-other-tenant']);
  expect(loaded.company.tenants.source.users.some(({ id }) => id === guid(7))).toBe(false);
});

test('tables beside a snapshot say more of those whom it has, and bring back nobody who has gone', () => {
  const tables = [
    {
      name: 'Users',
      columns: ['id', 'userPrincipalName'].map((heading) => ({ heading })),
      rows: [[guid(8), 'gone@tailspin.example']],
    },
    {
      name: 'Rights',
      columns: ['Over', 'Rights', 'Trustee as written', 'Mailbox id', 'Trustee id'].map((heading) => ({ heading })),
      rows: [
        ['Mailbox', 'FullAccess', 'person2@tailspin.example', guid(1), guid(2)],
        ['Mailbox', 'FullAccess', 'Two of a name', guid(1), null],
      ],
    },
  ];
  const loaded = loadCompanyFrom(folder({ ...whole, 'tables.json': tables }), 1);
  const { source } = loaded.company.tenants;
  expect(source.users.some(({ id }) => id === guid(8))).toBe(false);
  expect(source.details?.map(({ rights }) => rights?.map(({ trustee }) => trustee))).toEqual([[guid(2)]]);
  expect(said(loaded, '')).toContain('rights-unclear');
});

const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
test.each<[string, unknown, string]>([
  ['cut off', JSON.stringify(people()).slice(0, -40), 'json-broken'],
  ['no UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x80]), 'json-broken'],
  ['empty', '', 'empty-file'],
  ['deep', deep, 'json-unknown'],
  ['a number', '7', 'json-unknown'],
  ['null', 'null', 'json-unknown'],
  ['another thing', { takenAt: 'x' }, 'json-unknown'],
  ['a later format', people({ format: 2 }), 'snapshot-format'],
  ['a saved world', saveCompany(generateCompany({ mailboxes: 24 })), 'json-saved-world'],
  ['objects that are none', groups({ kind: 'other', objects: [1, null, 'x', [], {}] }), 'snapshot-kind-unknown'],
])('beside whole ones, %s is left out with a sentence', (_what, content, code) => {
  const loaded = loadCompanyFrom(folder({ ...whole, 'odd.json': content }), 1);
  expect(said(loaded, 'odd.json')).toEqual([code]);
  expect(findingLines(loaded.report!.findings).join('\n')).not.toMatch(/undefined|\{[a-z]+\}/);
  expect(loaded.company.tenants.source.users.some(({ id }) => id === guid(1))).toBe(true);
});

test('UTF-16 and a mark in front are read, and names that mean something to programs are names', () => {
  const text = JSON.stringify(people({ users: [account(1, { displayName: '__proto__' }), account(2)] }));
  writeFileSync(
    join(scratch, 'people.json'),
    Buffer.from(`\uFEFF${text.replace('{', '{"__proto__":{"users":[]},')}`, 'utf16le'),
  );
  const { company } = loadCompanyFrom(scratch, 1);
  expect(company.tenants.source.users.find(({ id }) => id === guid(1))?.displayName).toBe('__proto__');
});

test('a folder whose snapshots have nobody, or nothing that could move, is refused in a sentence', () => {
  folder({ 'groups.json': groups() });
  expect(() => loadCompanyFrom(scratch, 1)).toThrow(/groups\.json {2}A snapshot, and no snapshot or table/);
  folder({
    'people.json': people({ users: [account(1, { userPrincipalName: 'a@b.onmicrosoft.us' })], mailboxes: [] }),
  });
  expect(() => loadCompanyFrom(scratch, 1)).toThrow(/national cloud/);
});

test('whatever a stranger changes in them, it is a company that the world can hold, or a sentence', () => {
  const random = seededStream(5);
  const pick = <One>(list: readonly One[]): One => list[Math.floor(random() * list.length)] as One;
  const odd: readonly unknown[] = [null, 0, -1e308, true, '', 'x'.repeat(5_000), '\u202e\u0000@', [], [[]], {}, [null]];
  const places = (value: unknown): { of: Record<string, unknown>; name: string }[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, member]) => [
          { of: value as Record<string, unknown>, name },
          ...places(member),
        ])
      : [];
  let companies = 0;
  for (let n = 0; n < 400; n += 1) {
    const files = JSON.parse(JSON.stringify(whole)) as Record<string, unknown>;
    for (let m = 0; m <= n % 6; m += 1) {
      const { of, name } = pick(places(files).filter((one) => !(one.name in whole)));
      of[name] = pick(odd);
    }
    folder(files);
    try {
      const { company, report } = loadCompanyFrom(scratch, n);
      expect(missingIn(loadCompany(saveCompany(company)))).toBeNull();
      reportText(report!, 'en');
      companies += 1;
    } catch (error) {
      if (!(error instanceof CompanyUnreadable)) throw error;
    }
  }
  expect(companies).toBeGreaterThan(100);
});
