/** The five actions against the simulated services over HTTP: two small tenants, the clock moved by the steps' own waiting. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'csv-parse/sync';
import readExcelFile from 'read-excel-file/node';
import type {
  Change,
  ChangeDefinition,
  CheckDefinition,
  RosterPerson,
  StepContext,
} from '../../src/contract/change.js';
import { fulfils, type Json } from '../../src/contract/json.js';
import type { Company, Domain, Recipient, Tenant, User } from '../../src/rehearsal/world/entities.js';
import { createWorld, type World } from '../../src/rehearsal/world/world.js';
import { createActions } from '../../src/steps/index.js';
import { connectTenant } from '../../src/systems/tenant.js';
import { rehearsalTransport } from '../../src/transport.js';

const initial = { source: 'contosogroup.onmicrosoft.com', destination: 'fabrikamworld.onmicrosoft.com' };
const movingDomains = ['contoso.com', 'contoso-retail.com'];
const guid = (n: number, kind = 'a'): string => `${kind.repeat(8)}-0000-4000-8000-${String(n).padStart(12, '0')}`;
const long = ['SIP', 'X500'] as const;

const domain = (id: string, isInitial = false): Domain => ({
  id,
  authenticationType: 'Managed',
  isAdminManaged: true,
  isDefault: isInitial,
  isInitial,
  isRoot: true,
  isVerified: true,
  supportedServices: ['Email', 'OfficeCommunicationsOnline'],
  passwordNotificationWindowInDays: 14,
  passwordValidityPeriodInDays: 90,
  verificationText: 'MS=ms1',
  domainType: 'Authoritative',
});

const user = (
  n: number,
  userPrincipalName: string,
  proxyAddresses: readonly string[],
  more: Partial<User> = {},
): User => ({
  id: guid(n),
  userPrincipalName,
  displayName: `Person ${n}`,
  givenName: null,
  surname: null,
  mail: null,
  mailNickname: `person${n}`,
  proxyAddresses,
  imAddresses: [],
  otherMails: [],
  userType: 'Member',
  accountEnabled: true,
  usageLocation: 'SE',
  jobTitle: null,
  department: null,
  officeLocation: null,
  preferredLanguage: null,
  businessPhones: [],
  mobilePhone: null,
  createdDateTime: '2020-01-01T00:00:00Z',
  creationType: null,
  externalUserState: null,
  onPremisesSyncEnabled: null,
  onPremisesImmutableId: null,
  assignedLicenses: [],
  assignedPlans: [],
  ...more,
});

const recipient = (
  n: number,
  RecipientTypeDetails: Recipient['RecipientTypeDetails'],
  EmailAddresses: readonly string[],
  UserPrincipalName: string | null,
): Recipient => ({
  Guid: guid(n, 'e'),
  ExternalDirectoryObjectId: guid(n),
  ExchangeGuid: /Mailbox$/.test(RecipientTypeDetails) ? guid(n, 'f') : null,
  RecipientTypeDetails,
  Name: `person${n}`,
  DisplayName: `Person ${n}`,
  Alias: `person${n}`,
  UserPrincipalName,
  EmailAddresses,
  ExternalEmailAddress: null,
  LegacyExchangeDN: `/o=ExchangeLabs/ou=x/cn=person${n}`,
  IsDirSynced: false,
  IsExchangeCloudManaged: false,
  HiddenFromAddressListsEnabled: false,
  ForwardingAddress: null,
  ForwardingSmtpAddress: null,
  DeliverToMailboxAndForward: false,
  GrantSendOnBehalfTo: [],
  LitigationHoldEnabled: false,
  ArchiveStatus: 'None',
  ManagedBy: [],
  RecipientFilter: null,
  WhenCreatedUTC: '2020-01-01T00:00:00Z',
  WhenSoftDeleted: null,
});

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

function tenant(side: 'source' | 'destination', more: Partial<Tenant>): Tenant {
  return {
    tenantId: side === 'source' ? guid(1, '1') : guid(2, '2'),
    displayName: side,
    initialDomain: initial[side],
    countryLetterCode: 'SE',
    onPremisesSyncEnabled: null,
    exchange: {
      EwsEnabled: null,
      EwsAllowedAppIDs: null,
      EwsApplicationAccessPolicy: null,
      DelayedDelicensingEnabled: false,
    },
    domains: [domain(initial[side], true)],
    users: [],
    deletedUsers: [],
    groups: [],
    contacts: [],
    recipients: [],
    ...more,
  };
}

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

async function rehearsal(scenario: 'calm' | 'storm') {
  let base = '';
  const world: World = await createWorld({
    stateFolder: null,
    baseUrl: () => base,
    company,
    seed: 7,
    rate: 0,
    faults: { scenario } as never,
  });
  const server: Server = createServer((req, res) => void world.handle(req, res));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const post = async (path: string, body: unknown): Promise<unknown> => {
    const answer = await fetch(`${base}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const pause = async (milliseconds: number): Promise<void> =>
    void (await post('/world/clock', { advance: milliseconds / 1000 }));
  const now = (): Date => world.now();
  const found = world.discovery();
  const lines: { method: string; url: string; status: number | null; system: string }[] = [];
  const connect = (side: 'source' | 'destination') =>
    connectTenant({
      side,
      tenantId: found[side].tenantId,
      ...{
        clientId: found[side].apps.full.clientId,
        secret: { kind: 'secret' as const, value: found[side].apps.full.clientSecret },
      },
      endpoints: {
        login: 'https://login.microsoftonline.com',
        graph: 'https://graph.microsoft.com',
        exchange: 'https://outlook.office365.com',
      },
      transport: rehearsalTransport(base),
      wireLog: { append: (line) => void lines.push(JSON.parse(line) as (typeof lines)[number]) },
      pause,
      now,
    });
  const actions = createActions({ source: connect('source'), destination: connect('destination') });
  const ctx: StepContext = {
    migration: {
      id: 'm',
      movingDomains,
      initialDomain: initial,
      tenantId: { source: found.source.tenantId, destination: found.destination.tenantId },
      cutoverAt: null,
    },
    roster,
    protectedAccounts: [{ side: 'source', account: `irina.sokolova@${initial.source}`, why: 'break-glass' }],
    now,
    pause,
    signal: new AbortController().signal,
    evidence: async () => null,
    decision: async () => null,
    written: async () => [],
  };
  const state = async (): Promise<Company> => {
    return (await (await fetch(`${base}/world/state`)).json()) as Company;
  };
  return {
    ctx,
    lines,
    state,
    change: (name: string) => actions.get(name) as ChangeDefinition,
    check: (name: string) => actions.get(name) as CheckDefinition,
    close: () => {
      world.close();
      server.close();
      server.closeAllConnections();
    },
  };
}

/** What the engine does, in one page: batches, waits, a look before anything is repeated, reading back until it is right. */
async function carryOut(
  definition: ChangeDefinition,
  ctx: StepContext,
  changes: readonly Change[],
): Promise<ReadonlyMap<string, Json>> {
  const seenBefore = new Map<string, Json>();
  for (let at = 0; at < changes.length; at += definition.batchSize) {
    let open = changes.slice(at, at + definition.batchSize);
    for (let round = 0; open.length > 0; round += 1) {
      if (round > 20) throw new Error(`${open.length} objects of ${definition.name} never came to an end`);
      const observed = await definition.observe(ctx, open);
      const todo: Change[] = [];
      open.forEach((change, index) => {
        const one = observed[index];
        if (!one?.seen) throw new Error('not seen');
        if (fulfils(change.after, one.value)) return;
        if (!fulfils(change.before, one.value)) {
          throw new Error(`drifted: ${JSON.stringify({ change, observed: one.value })}`);
        }
        if (!seenBefore.has(change.object.id)) seenBefore.set(change.object.id, one.value);
        todo.push(change);
      });
      const results = await definition.apply(ctx, todo);
      open = todo.filter((_, index) => {
        const one = results[index];
        if (one?.result === 'refused') throw new Error(`refused: ${JSON.stringify(one.remark)}`);
        return one?.result !== 'done';
      });
      if (open.length > 0) await ctx.pause(1000 * definition.settleSeconds);
    }
  }
  for (let waited = 0; ; waited += definition.verifyEvery) {
    const findings = await definition.verify(ctx, changes);
    if (findings.every(({ status }) => status === 'passed')) return seenBefore;
    if (waited > definition.verifyWithin) throw new Error(JSON.stringify(findings.slice(0, 5)));
    await ctx.pause(1000 * definition.verifyEvery);
  }
}

const upnOf = (change: Change | undefined) =>
  (change?.after as { userPrincipalName: string } | undefined)?.userPrincipalName;

for (const scenario of ['calm', 'storm'] as const) {
  test(`sign-in names and routing addresses go forth and back, ${scenario} services, and nothing differs in the end`, async () => {
    const run = await rehearsal(scenario);
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

      const inverted = (definition: ChangeDefinition, changes: readonly Change[], seen: ReadonlyMap<string, Json>) =>
        changes.map((change) => definition.invert(change, seen.get(change.object.id) as Json) as Change);
      await carryOut(naming, run.ctx, inverted(naming, namePlan.changes, namesBefore));
      await carryOut(addressing, run.ctx, inverted(addressing, addressPlan.changes, addressesBefore));

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
  const run = await rehearsal('calm');
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
  const run = await rehearsal('calm');
  try {
    await run.change('upn-to-initial-domain').plan(run.ctx);

    expect(run.lines.filter(({ system }) => system !== 'login')).toHaveLength(4);
  } finally {
    run.close();
  }
});
