/** Who is who in two companies that knew nothing of each other. */
import { check } from '../../src/steps/users/mapping/check.js';
import { judgeMapping } from '../../src/steps/users/mapping/judge-mapping.js';
import type { MailObject, Tenants } from '../../src/steps/users/mapping/objects.js';
import { proposalRemarks } from '../../src/steps/users/mapping/proposal-remarks.js';
import { propose } from '../../src/steps/users/mapping/propose.js';
import { mailObjects } from '../../src/steps/users/mapping/read-tenants.js';
import type { Row } from '../../src/steps/users/mapping/row.js';
import { subscribedSkuProperties, type GraphUser } from '../../src/systems/graph/types.js';
import type { ExchangeRecipient } from '../../src/systems/exchange/types.js';
import { idOf, mailObject, mappingTenants } from './support/mapping-tenants.js';

const world = (
  source: readonly MailObject[],
  destination: readonly MailObject[],
  more: Partial<Tenants> = {},
): Tenants => {
  const whole = mappingTenants(0);
  return {
    ...whole,
    source: { objects: source, held: [] },
    destination: { ...whole.destination, objects: destination, held: [] },
    ...more,
  };
};
const person = (n: number, address: string, name: string, more: Partial<MailObject> = {}): MailObject =>
  mailObject(idOf(n), 'UserMailbox', address, { name, ...more });
const there = (n: number, address: string, name: string, more: Partial<MailObject> = {}): MailObject =>
  mailObject(idOf(n, 'd'), 'UserMailbox', address, { name, ...more });

test('two companies that both number people from 1001 do not make one person of two: the name speaks against it', () => {
  const tenants = world(
    [person(1, 'anna.berg@contoso.com', 'Anna Berg', { employeeId: '1001' })],
    [there(2, 'bruno.keller@fabrikam.com', 'Bruno Keller', { employeeId: '1001' })],
  );
  const [row] = propose(tenants);
  expect(row?.action).not.toBe('same');
});

test('what the bot proposes it takes itself, though each company has its own employee numbers', () => {
  const tenants = world(
    [person(1, 'anna.berg@contoso.com', 'Anna Berg', { employeeId: 'C-17' })],
    [there(2, 'anna.berg@fabrikam.com', 'Anna Berg', { employeeId: '90412' })],
  );
  expect(check(propose(tenants), tenants).faults.map(({ code }) => code)).toEqual([]);
});

test('an employee number that lost its leading zeros in one company is the same number', () => {
  const tenants = world(
    [person(1, 'anna.berg@contoso.com', 'Anna Berg', { employeeId: '00123' })],
    [there(2, 'a.berg@fabrikam.com', 'Anna Berg', { employeeId: '123' })],
  );
  expect(check(propose(tenants), tenants).faults.map(({ code }) => code)).toEqual([]);
});

test('an employee number of two people in the source decides nothing', () => {
  const tenants = world(
    [
      person(1, 'anna@contoso.com', 'Anna Berg', { employeeId: '7' }),
      person(2, 'otto@contoso.com', 'Otto Krause', { employeeId: '7' }),
    ],
    [there(3, 'berg@fabrikam.com', 'A. Berg', { employeeId: '7' })],
  );
  expect(propose(tenants).map(({ action }) => action)).toEqual(['', '']);
});

test.each([
  ['SharedMailbox', 'info', 'Info'],
  ['RoomMailbox', 'room1', 'Meeting room 1'],
  ['MailUniversalDistributionGroup', 'all', 'All staff'],
  ['GroupMailbox', 'sales', 'Sales'],
])(
  'a %s of a general name that both companies have is not called the same without people being told',
  (kind, local, name) => {
    const tenants = world(
      [mailObject(idOf(1), kind, `${local}@contoso.com`, { name })],
      [mailObject(idOf(2, 'd'), kind, `${local}@fabrikam.com`, { name })],
    );
    const rows = propose(tenants);
    const told = proposalRemarks(rows, tenants).map(({ code }) => code);
    expect(rows[0]?.action !== 'same' || told.includes('mapping-by-name')).toBe(true);
  },
);

const e3 = mappingTenants(0).destination.licences?.[0]?.skuId ?? '';
const powerBi = 'a403ebcc-fae0-4ca2-8c8c-7a907fd6c235';

test('a licence without Exchange is not proposed for a mailbox, though the person has it and there are plenty', () => {
  const tenants = world([person(1, 'anna@contoso.com', 'Anna Berg', { licences: [powerBi, e3] })], [], {});
  const licences = [
    { skuId: powerBi, name: 'POWER_BI_STANDARD', left: 999_999, bringsMailbox: false },
    { skuId: e3, name: 'SPE_E3', left: 10, bringsMailbox: true },
  ];
  const seen = { ...tenants, destination: { ...tenants.destination, licences } };
  const rows = propose(seen);
  expect(rows[0]?.licence).toBe('SPE_E3');
  const typed = rows.map((row) => ({ ...row, licence: 'power_bi_standard' }));
  expect(check(typed, seen).faults.map(({ code }) => code)).toEqual(['mapping.licence-without-mailbox']);
});

test('what a licence holds is read, so that one without a mailbox can be told from one with it', () => {
  expect(subscribedSkuProperties).toContain('servicePlans');
});

test('an address column sorted by itself gives everybody the name of somebody else: that is noticed', async () => {
  const tenants = world(
    [
      person(1, 'anna.berg@contoso.com', 'Anna Berg'),
      person(2, 'bruno.keller@contoso.com', 'Bruno Keller'),
      person(3, 'carla.diaz@contoso.com', 'Carla Diaz'),
    ],
    [],
  );
  const rows = propose(tenants);
  const turned = rows.map((row, n): Row => ({ ...row, target: rows[(n + 1) % rows.length]?.target ?? '' }));
  const { toAccept = [] } = await judgeMapping(turned, { tenants, before: null, lang: 'en', what: 'table' });
  expect(toAccept).toEqual(['crossedMeant']);
});

test('the sign-in name of one is the address of another: a row with it alone does not choose between them in silence', () => {
  const former = person(1, 'anna.old@contoso.com', 'Anna Berg (Lager)', {
    addresses: ['anna.old@contoso.com', 'anna@contoso.com'],
  });
  const present = person(2, 'anna@contoso.com', 'Anna Berg', { addresses: ['anna@contoso.com', 'aberg@contoso.com'] });
  const tenants = world([former, present], []);
  const row: Row = {
    ...{ number: 2, source: 'anna@contoso.com', target: `anna@${tenants.homeDomain}`, action: 'create', wave: '' },
    ...{ licence: '', kind: '', name: '', sure: '', sourceId: '', targetId: '' },
  };
  const { faults, rows } = check([row], tenants);
  // Its primary address is the one people mean; or people are asked.
  expect(faults.some(({ row: { number } }) => number === 2) || rows[0]?.sourceId === present.id).toBe(true);
});

const recipient = (n: number, kind: string, address: string, more: object = {}): ExchangeRecipient => ({
  ...{ Guid: idOf(n, 'd'), ExternalDirectoryObjectId: idOf(n, 'd'), DisplayName: 'Anna Berg', Alias: 'anna' },
  ...{ PrimarySmtpAddress: address, EmailAddresses: [`SMTP:${address}`], RecipientTypeDetails: kind },
  ...more,
});
const user = (n: number, userPrincipalName: string, more: Partial<GraphUser> = {}): GraphUser => ({
  ...{ id: idOf(n, 'd'), userPrincipalName, displayName: 'Anna Berg', mail: null, proxyAddresses: [] },
  ...{
    userType: 'Member',
    accountEnabled: true,
    onPremisesSyncEnabled: null,
    usageLocation: null,
    assignedLicenses: [],
  },
  ...more,
});

test('an external member, as cross-tenant synchronization makes them, becomes one of the house and keeps the account', () => {
  const theirs = mailObjects({
    recipients: [recipient(5, 'MailUser', 'anna@contoso.com')],
    users: [user(5, 'anna_contoso.com#EXT#@fabrikamworld.onmicrosoft.com', { mail: 'anna@contoso.com' })],
    contacts: [],
    operators: new Map(),
  });
  const tenants = world([person(1, 'anna@contoso.com', 'Anna Berg')], theirs);
  expect(propose(tenants)[0]?.action).toBe('guest');
});

test('a mail user stands for whom its mail goes to, though its own addresses are all of the house', () => {
  const theirs = mailObjects({
    recipients: [
      recipient(5, 'MailUser', 'anna@fabrikamworld.onmicrosoft.com', { ExternalEmailAddress: 'SMTP:anna@contoso.com' }),
    ],
    users: [user(5, 'anna@fabrikamworld.onmicrosoft.com')],
    contacts: [],
    operators: new Map(),
  });
  const tenants = world([person(1, 'anna@contoso.com', 'Anna Berg')], theirs);
  expect(propose(tenants)[0]).toMatchObject({ action: 'replace', targetId: idOf(5, 'd') });
});

test('a contact and a guest with the same mail: both stand in the way, and both are spoken of', async () => {
  const tenants = world(
    [person(1, 'anna@contoso.com', 'Anna Berg')],
    [
      mailObject(idOf(5, 'd'), 'MailContact', 'anna@contoso.com'),
      mailObject(idOf(6, 'd'), 'GuestMailUser', 'anna@contoso.com', {
        addresses: ['anna_contoso.com#ext#@fabrikamworld.onmicrosoft.com', 'anna@contoso.com'],
      }),
    ],
  );
  const [row] = propose(tenants);
  const { remarks, broken } = await judgeMapping([row as Row], { tenants, before: null, lang: 'en', what: 'proposal' });
  expect(row?.action === 'guest' || row?.action === '' || broken !== null || remarks.length > 1).toBe(true);
});

test('somebody in another company’s order of names is no reason to be sure that nobody is there', () => {
  const tenants = world(
    [person(1, 'anna.berg@contoso.com', 'Anna Berg')],
    [there(2, 'anna.berg@fabrikam.com', 'Berg, Anna')],
  );
  expect(propose(tenants)[0]?.sure).not.toBe('nobody there');
});

test('a licence that is given by a group and is used up names the row', () => {
  const tenants = mappingTenants(3);
  const rows = propose(tenants).map((row) =>
    row.source === 'person1@contoso.com' ? { ...row, licence: 'NOT_THERE' } : row,
  );
  expect(check(rows, tenants).faults.map(({ code }) => code)).toEqual(['mapping.licence-unknown']);
});

test('a namesake pair whose guests carry the underscore in their names finds its home address', () => {
  const theirs = mailObjects({
    recipients: [recipient(5, 'GuestMailUser', 'anna_maria@contoso.com')],
    users: [user(5, 'anna_maria_contoso.com#EXT#@fabrikamworld.onmicrosoft.com', { userType: 'Guest' })],
    contacts: [],
    operators: new Map(),
  });
  const tenants = world([person(1, 'anna_maria@contoso.com', 'Anna Maria Berg')], theirs);
  expect(propose(tenants)[0]).toMatchObject({ action: 'guest' });
});
