/** The first five actions through the real engine, against the simulated services over HTTP: two small tenants, and two people who approve. */
import { parse } from 'csv-parse/sync';
import readExcelFile from 'read-excel-file/node';
import type { Change } from '../../src/contract/change.js';
import type { RosterPerson } from '../../src/contract/context.js';
import type { Company, Recipient } from '../../src/rehearsal/world/entities.js';
import type { Faults } from '../../src/rehearsal/world/faults.js';
import { moveOut } from '../engine/support/engine-room.js';
import { hardestFirst } from '../support/hardest-first.js';
import { anew, beginMigration, type Migration, rowsOf } from './support/engine-in-the-world.js';
import { domain, guid, initial, movingDomains, recipient, rehearsal, tenant, user } from './support/small-world.js';
import { keptIn } from './support/kept-in.js';

const long = ['SIP', 'X500'] as const;

/** Number, address, kind of mailbox. */
const mailboxes: readonly [number, string, Recipient['RecipientTypeDetails']][] = [
  [1, 'info@contoso-retail.com', 'SharedMailbox'],
  [2, 'info@contoso.com', 'SharedMailbox'],
  [3, 'Ivan.Petrov@contoso.com', 'UserMailbox'],
  [4, 'sergei.volkov@contoso.com', 'UserMailbox'],
  [5, 'sales@contoso.com', 'UserMailbox'],
  ...Array.from({ length: 30 }, (_, n): [number, string, 'UserMailbox'] => [
    10 + n,
    `staff${n}@contoso.com`,
    'UserMailbox',
  ]),
];
const listOf = (address: string): readonly string[] => [
  `SMTP:${address}`,
  ...long.map((type) => (type === 'SIP' ? `SIP:${address.toLowerCase()}` : `X500:/o=Old/cn=${address}`)),
];

const deleted = guid(90);
const company: Company = {
  format: 'changeover-company-1',
  movingDomains,
  dns: { records: [] },
  tenants: {
    source: tenant('source', {
      domains: [domain(initial.source, true), ...movingDomains.map((name) => domain(name))],
      users: [
        ...mailboxes.map(([n, address]) => user(n, address, listOf(address), { mail: address })),
        user(6, 'unlicensed@contoso.com', ['SMTP:unlicensed@contoso.com'], { mail: 'unlicensed@contoso.com' }),
        user(7, `irina.sokolova@${initial.source}`, []),
        user(8, `guest_elsewhere.example#EXT#@${initial.source}`, [], { userType: 'Guest' }),
      ],
      deletedUsers: [
        {
          ...user(90, `${deleted.replaceAll('-', '')}sales@${initial.source}`, []),
          deletedDateTime: '2026-11-20T00:00:00Z',
        },
      ],
      recipients: mailboxes.map(([n, address, kind]) => recipient(n, kind, listOf(address), address)),
    }),
    destination: tenant('destination', {
      domains: [domain(initial.destination, true), domain('fabrikam.com')],
      users: [
        user(200, 'anna.lindqvist@fabrikam.com', []),
        user(201, `sergei.volkov_contoso.com#EXT#@${initial.destination}`, [], {
          userType: 'Guest',
          mail: 'sergei.volkov@contoso.com',
        }),
      ],
    }),
  },
};

const people: readonly [RosterPerson, RosterPerson] = [
  {
    personId: guid(200),
    name: 'Anna',
    company: 'destination',
    roles: ['project-manager', 'destination-admin'],
    email: 'anna.lindqvist@fabrikam.com',
    userPrincipalName: 'anna.lindqvist@fabrikam.com',
  },
  {
    personId: guid(201),
    name: 'Sergei',
    company: 'source',
    roles: ['business-owner', 'source-admin'],
    email: 'sergei.volkov@contoso.com',
    userPrincipalName: null,
  },
];

const upnOf = (change: Change | undefined) =>
  (change?.after as { userPrincipalName: string } | undefined)?.userPrincipalName;

const protectedAccounts = [
  { side: 'source', account: `irina.sokolova@${initial.source}`, why: 'break-glass' },
] as const;

const open: Awaited<ReturnType<typeof rehearsal>>[] = [];
afterEach(async () => {
  await moveOut();
  for (const run of open.splice(0)) run.close();
});

async function begin(steps: readonly string[], faults: Partial<Faults> = {}): Promise<Migration> {
  const run = await rehearsal({ company, protectedAccounts, faults });
  open.push(run);
  return beginMigration(run, { people, runbook: [...rowsOf(steps), ...steps.map(anew)] });
}

/** What a second plan finds: nothing, when what is done is done. */
async function left(night: Migration, step: string) {
  await night.again(`${step}-anew`);
  const attempt = await night.reach(`${step}-anew`, ({ attempt }) => (attempt?.plan ?? null) !== null);
  return night.changesOf(attempt);
}

for (const scenario of hardestFirst('storm', 'calm')) {
  test(`sign-in names and routing addresses go forth and back, ${scenario} services, and nothing differs in the end`, async () => {
    const night = await begin(['source-routing-address', 'upn-to-initial-domain'], { scenario });
    const before = await night.world.state();

    const { attempt: addressing, changes: addresses } = await night.planned('source-routing-address');
    expect(addressing.plan?.blockers).toEqual([]);
    // Sergei is on the roster; his mailbox is left to a person.
    expect(addresses).toHaveLength(mailboxes.length - 1);
    expect(addressing.plan?.leftOut.map(({ code }) => code)).toEqual(['left-out-roster']);
    await night.carryToTheEnd('source-routing-address');
    expect(await left(night, 'source-routing-address')).toEqual([]);

    await night.again('upn-to-initial-domain');
    const { changes: names } = await night.planned('upn-to-initial-domain');
    const named = new Map(names.map((change) => [change.object.id, upnOf(change)]));
    expect(named.get(guid(2))).toBe(`info@${initial.source}`);
    expect(named.get(guid(1))).toBe(`info.contoso-retail@${initial.source}`);
    expect(named.get(guid(3))).toBe(`Ivan.Petrov@${initial.source}`);
    // A deleted user holds the plain name, so the routing address got the other one, and the sign-in name the same.
    expect(named.get(guid(5))).toBe(`sales.contoso@${initial.source}`);
    expect([guid(4), guid(7), guid(8)].filter((id) => named.has(id))).toEqual([]);
    await night.carryToTheEnd('upn-to-initial-domain');
    expect(await left(night, 'upn-to-initial-domain')).toEqual([]);

    // What is read back on the way back is the way back: it says what is there again, and not that something left.
    for (const [step, code] of [
      ['upn-to-initial-domain', 'names-restored'],
      ['source-routing-address', 'routing-addresses-removed'],
    ] as const) {
      await night.undo(step);
      const { attempt } = await night.carryToTheEnd(step);
      expect(attempt.findings).toMatchObject([{ status: 'passed', code }]);
    }

    const sorted = (state: Company) =>
      state.tenants.source.recipients
        .map((one) => [one.Guid, one.UserPrincipalName, [...one.EmailAddresses].sort()])
        .sort();
    const namesIn = (state: Company) => state.tenants.source.users.map((one) => [one.id, one.userPrincipalName]).sort();
    const after = await night.world.state();
    expect(sorted(after)).toEqual(sorted(before));
    expect(namesIn(after)).toEqual(namesIn(before));
  });
}

test('the checks see both tenants, and keep what they saw', async () => {
  const night = await begin(['operator-accounts', 'inventory', 'backup-source-mailboxes']);
  const operators = await night.reach('operator-accounts', 'attention');
  expect(operators.findings.map(({ code, status }) => [code, status])).toEqual([
    ['operator-stays', 'passed'],
    ['operator-on-moving-domain', 'failed'],
    ['protected-account-stays', 'passed'],
  ]);

  // Sergei, a guest of the host tenant, is known by an address that leaves his home: the account it was found at is remembered.
  const { world } = night;
  const home = company.tenants.source.users.find(
    ({ userPrincipalName }) => userPrincipalName === 'sergei.volkov@contoso.com',
  );
  const renamed = `sergei.volkov@${initial.source}`;
  await world.post(`/world/admin/source/users/${home?.id}`, { userPrincipalName: renamed });
  await world.ctx.pause(900_000);
  const box = (await world.source.exchange.mailboxesById([home?.id ?? '']))[0];
  const gone = (box?.EmailAddresses ?? []).filter((one) => /^smtp:.*@contoso\.com$/.test(one));
  await world.post(`/world/admin/source/addresses/${box?.Guid}/remove`, { addresses: gone });
  await world.ctx.pause(900_000);
  await night.again('operator-accounts');
  const { findings } = await night.reach('operator-accounts', 'done');
  expect(findings.map(({ code, facts }) => [code, facts['name'] ?? facts['account']])).toContainEqual([
    'operator-stays',
    renamed,
  ]);

  const inventory = await night.reach('inventory', 'done');
  expect(inventory.findings.filter(({ status }) => status !== 'passed')).toEqual([]);
  const sheets = await readExcelFile(await night.file(inventory, 0));
  expect(sheets.find(({ sheet }) => sheet === 'Mailboxes')?.data).toHaveLength(mailboxes.length + 1);

  const backup = await night.reach('backup-source-mailboxes', 'done');
  expect(backup.findings.map(({ code }) => code)).toEqual(['snapshot-stored', 'backup-complete']);
  const stored = keptIn(await night.file(backup, 0)).map(({ value }) => value);
  expect(stored.filter(({ directory }) => directory !== null)).toHaveLength(company.tenants.source.users.length);
  const withMailbox = stored.filter(({ ExchangeGuid }) => ExchangeGuid !== undefined);
  expect(withMailbox).toHaveLength(mailboxes.length);
  expect(withMailbox.every(({ LegacyExchangeDN }) => LegacyExchangeDN !== '')).toBe(true);
  const rows: string[][] = parse(await night.file(backup, 1), { bom: true });
  expect(rows[0]).toEqual(['userprincipalname', 'alias', 'primarysmtpaddress', 'emailaddresses']);
  expect(rows).toHaveLength(mailboxes.length + 1);
});

test('a plan reads the tenant in a few calls, however many people it has', async () => {
  const night = await begin(['upn-to-initial-domain']);
  await night.planned('upn-to-initial-domain');

  expect(night.world.lines.filter(({ system }) => system !== 'login')).toHaveLength(5);
});
