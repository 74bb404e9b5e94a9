/** The first five actions against the simulated services over HTTP: two small tenants, the clock moved by the steps' own waiting. */
import { parse } from 'csv-parse/sync';
import readExcelFile from 'read-excel-file/node';
import type { Change } from '../../src/contract/change.js';
import type { RosterPerson } from '../../src/contract/context.js';
import type { Company, Recipient } from '../../src/rehearsal/world/entities.js';
import {
  carryOut,
  domain,
  guid,
  initial,
  inverted,
  movingDomains,
  recipient,
  rehearsal,
  tenant,
  user,
} from './support/small-world.js';

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

const roster: readonly RosterPerson[] = [
  {
    personId: guid(200),
    name: 'Anna',
    company: 'destination',
    roles: ['project-manager'],
    email: 'anna.lindqvist@fabrikam.com',
    userPrincipalName: 'anna.lindqvist@fabrikam.com',
  },
  {
    personId: guid(201),
    name: 'Sergei',
    company: 'source',
    roles: ['business-owner'],
    email: 'sergei.volkov@contoso.com',
    userPrincipalName: null,
  },
];

const upnOf = (change: Change | undefined) =>
  (change?.after as { userPrincipalName: string } | undefined)?.userPrincipalName;

const protectedAccounts = [
  { side: 'source', account: `irina.sokolova@${initial.source}`, why: 'break-glass' },
] as const;

for (const scenario of ['calm', 'storm'] as const) {
  test(`sign-in names and routing addresses go forth and back, ${scenario} services, and nothing differs in the end`, async () => {
    const run = await rehearsal({ company, roster, protectedAccounts, faults: { scenario } });
    try {
      const before = await run.state();
      const addressing = run.change('source-routing-address');
      const naming = run.change('upn-to-initial-domain');

      const addressPlan = await addressing.plan(run.ctx);
      expect(addressPlan.blockers).toEqual([]);
      // Sergei is on the roster; his mailbox is left to a person.
      expect(addressPlan.changes).toHaveLength(mailboxes.length - 1);
      expect(addressPlan.leftOut.map(({ code }) => code)).toEqual(['left-out-roster']);
      const addressesBefore = await carryOut(addressing, run.ctx, addressPlan.changes);
      expect((await addressing.plan(run.ctx)).changes).toEqual([]);

      const namePlan = await naming.plan(run.ctx);
      const named = new Map(namePlan.changes.map((change) => [change.object.id, upnOf(change)]));
      expect(named.get(guid(2))).toBe(`info@${initial.source}`);
      expect(named.get(guid(1))).toBe(`info.contoso-retail@${initial.source}`);
      expect(named.get(guid(3))).toBe(`Ivan.Petrov@${initial.source}`);
      // A deleted user holds the plain name, so the routing address got the other one, and the sign-in name the same.
      expect(named.get(guid(5))).toBe(`sales.contoso@${initial.source}`);
      expect([guid(4), guid(7), guid(8)].filter((id) => named.has(id))).toEqual([]);
      const namesBefore = await carryOut(naming, run.ctx, namePlan.changes);
      expect((await naming.plan(run.ctx)).changes).toEqual([]);

      await carryOut(naming, run.ctx, inverted(naming, namePlan.changes, namesBefore), 'undo');
      await carryOut(addressing, run.ctx, inverted(addressing, addressPlan.changes, addressesBefore), 'undo');

      const sorted = (state: Company) =>
        state.tenants.source.recipients
          .map((one) => [one.Guid, one.UserPrincipalName, [...one.EmailAddresses].sort()])
          .sort();
      const names = (state: Company) => state.tenants.source.users.map((one) => [one.id, one.userPrincipalName]).sort();
      const after = await run.state();
      expect(sorted(after)).toEqual(sorted(before));
      expect(names(after)).toEqual(names(before));
    } finally {
      run.close();
    }
  });
}

test('the checks see both tenants, and keep what they saw', async () => {
  const run = await rehearsal({ company, roster, protectedAccounts });
  try {
    const operators = await run.check('operator-accounts').run(run.ctx);
    expect(operators.findings.map(({ code, status }) => [code, status])).toEqual([
      ['operator-stays', 'passed'],
      ['operator-on-moving-domain', 'failed'],
      ['protected-account-stays', 'passed'],
    ]);

    const inventory = await run.check('inventory').run(run.ctx);
    expect(inventory.findings.filter(({ status }) => status !== 'passed')).toEqual([]);
    const sheets = await readExcelFile(inventory.evidence[0]?.content as Buffer);
    expect(sheets.find(({ sheet }) => sheet === 'Mailboxes')?.data).toHaveLength(mailboxes.length + 1);

    const backup = await run.check('backup-source-mailboxes').run(run.ctx);
    expect(backup.findings.map(({ code }) => code)).toEqual(['backup-stored', 'backup-complete']);
    const [snapshot, guide] = backup.evidence;
    const stored = JSON.parse(String(snapshot?.content)) as {
      users: unknown[];
      mailboxes: { LegacyExchangeDN: string }[];
    };
    expect(stored.users).toHaveLength(company.tenants.source.users.length);
    expect(stored.mailboxes.every(({ LegacyExchangeDN }) => LegacyExchangeDN !== '')).toBe(true);
    const rows: string[][] = parse(guide?.content as Buffer, { bom: true });
    expect(rows[0]).toEqual(['userprincipalname', 'alias', 'primarysmtpaddress', 'emailaddresses']);
    expect(rows).toHaveLength(mailboxes.length + 1);
  } finally {
    run.close();
  }
});

test('a plan reads the tenant in a few calls, however many people it has', async () => {
  const run = await rehearsal({ company, roster, protectedAccounts });
  try {
    await run.change('upn-to-initial-domain').plan(run.ctx);

    expect(run.lines.filter(({ system }) => system !== 'login')).toHaveLength(5);
  } finally {
    run.close();
  }
});
