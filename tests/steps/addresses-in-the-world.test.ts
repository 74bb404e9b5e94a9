/** From the default domain to the last address: the source-side steps of the night through the real engine, against the simulated services over HTTP. */
import type { Change } from '../../src/contract/change.js';
import type { RosterPerson } from '../../src/contract/context.js';
import { fulfils } from '../../src/contract/json.js';
import type { Step } from '../../src/contract/step.js';
import type { Company, Recipient } from '../../src/rehearsal/world/entities.js';
import type { Faults } from '../../src/rehearsal/world/faults.js';
import type { Transport } from '../../src/transport.js';
import { moveOut } from '../engine/support/engine-room.js';
import { hardestFirst } from '../support/hardest-first.js';
import { anna, beginMigration, type Migration, rowsOf, sergei } from './support/engine-in-the-world.js';
import {
  directoryGroup,
  domain,
  guid,
  initial,
  movingDomains,
  recipient,
  rehearsal,
  tenant,
  user,
  type WireLine,
} from './support/small-world.js';

const home = initial.source;

interface Holder {
  readonly n: number;
  readonly kind: Recipient['RecipientTypeDetails'];
  /** The whole list, the primary first. */
  readonly list: readonly string[];
  /** Of a mailbox; the primary address where it is not said. */
  readonly signsInAs?: string;
  readonly more?: Partial<Recipient>;
}

const mailboxes: readonly Holder[] = [
  { n: 1, kind: 'SharedMailbox', list: ['SMTP:info@contoso-retail.com', 'smtp:info@staying.example'] },
  { n: 2, kind: 'SharedMailbox', list: ['SMTP:info@contoso.com', 'smtp:Info.Desk@CONTOSO.com'] },
  {
    n: 3,
    kind: 'UserMailbox',
    list: [
      'SMTP:Ivan.Petrov@Contoso.COM',
      'smtp:ivan@CONTOSO-Retail.com',
      'smtp:ivan@staying.example',
      'SIP:ivan.petrov@contoso.com',
      'X500:/o=Old/ou=Exchange/cn=ivan.petrov@contoso.com',
      `SPO:SPO_${guid(3)}@SPO_${guid(1)}`,
      'EUM:1003;phone-context=plan.contoso.com',
    ],
    signsInAs: 'Ivan.Petrov@contoso.com',
    more: { DisplayName: 'Иван Петров' },
  },
  { n: 4, kind: 'RoomMailbox', list: ['SMTP:room4@contoso.com'], more: { DisplayName: 'Переговорная 4' } },
  { n: 5, kind: 'EquipmentMailbox', list: ['SMTP:beamer@contoso-retail.com', `smtp:Beamer.2@${home}`] },
  { n: 6, kind: 'UserMailbox', list: ['SMTP:sergei.volkov@contoso.com', 'SIP:sergei.volkov@contoso.com'] },
  { n: 7, kind: 'UserMailbox', list: [`SMTP:breakglass@${home}`, 'smtp:breakglass@contoso.com'] },
  { n: 8, kind: 'UserMailbox', list: [`SMTP:settled@${home}`, 'smtp:settled@staying.example'] },
  ...Array.from({ length: 22 }, (_, n): Holder => ({
    n: 60 + n,
    kind: 'UserMailbox',
    list: [`SMTP:staff${n}@contoso.com`, `SIP:staff${n}@contoso.com`],
  })),
];

const groups: readonly Holder[] = [
  {
    n: 30,
    kind: 'MailUniversalDistributionGroup',
    list: ['SMTP:sales@contoso.com', 'smtp:Verkauf@contoso-retail.com'],
  },
  { n: 31, kind: 'MailUniversalSecurityGroup', list: ['SMTP:sales@contoso-retail.com', 'X500:/o=Old/cn=sales'] },
  { n: 32, kind: 'RoomList', list: ['SMTP:rooms.north@contoso.com'] },
  { n: 33, kind: 'DynamicDistributionGroup', list: ['SMTP:Settled@contoso-retail.com', 'smtp:everybody@contoso.com'] },
  {
    n: 34,
    kind: 'MailUniversalDistributionGroup',
    list: ['SMTP:Team.Nord@Contoso.com', `smtp:Team.Nord@${home}`, `smtp:a.nord@${home}`],
  },
  { n: 35, kind: 'MailUniversalDistributionGroup', list: ['SMTP:press@staying.example', 'smtp:press@contoso.com'] },
  {
    n: 36,
    kind: 'MailUniversalDistributionGroup',
    list: ['SMTP:lists@contoso.com'],
    more: { DisplayName: 'Списки рассылки' },
  },
  { n: 37, kind: 'MailUniversalDistributionGroup', list: [`SMTP:quiet@${home}`] },
  {
    n: 40,
    kind: 'GroupMailbox',
    list: ['SMTP:projekt@contoso.com', `smtp:projekt@${home}`, `SPO:SPO_${guid(40)}@SPO_${guid(1)}`],
  },
  { n: 41, kind: 'GroupMailbox', list: ['SMTP:Rooms.North@contoso-retail.com'] },
  {
    n: 42,
    kind: 'GroupMailbox',
    list: [`SMTP:otdel@${home}`, 'smtp:otdel@contoso.com'],
    more: { DisplayName: 'Отдел продаж' },
  },
];

/**
 * A Microsoft 365 group is never without an address on the initial domain, so taking the last one away again is no way back.
 * https://learn.microsoft.com/en-us/powershell/module/exchange/set-unifiedgroup
 */
const asExchangeKeepsIt = (holder: Holder): Holder =>
  holder.kind === 'GroupMailbox' && !holder.list.some((address) => address.endsWith(`@${home}`))
    ? { ...holder, list: [...holder.list, `smtp:group${holder.n}@${home}`] }
    : holder;

const primaryOf = ({ list }: Holder): string => (list[0] as string).slice('SMTP:'.length);
const nameOf = (holder: Holder): string => holder.signsInAs ?? primaryOf(holder);

function companyOf(boxes: readonly Holder[] = mailboxes, lists: readonly Holder[] = groups): Company {
  const recipientOf = (holder: Holder, signsInAs: string | null): Recipient =>
    recipient(holder.n, holder.kind, holder.list, signsInAs, {
      ...(holder.kind === 'DynamicDistributionGroup' ? { ExternalDirectoryObjectId: '' } : {}),
      ...holder.more,
    });
  return {
    format: 'changeover-company-1',
    movingDomains,
    dns: { records: [] },
    tenants: {
      source: tenant('source', {
        domains: [
          { ...domain(home, true), isDefault: false },
          { ...domain('contoso.com'), isDefault: true },
          domain('contoso-retail.com'),
          domain('staying.example'),
        ],
        users: boxes.map((holder) => user(holder.n, nameOf(holder), holder.list, { mail: primaryOf(holder) })),
        deletedUsers: [
          {
            ...user(90, `${guid(90).replaceAll('-', '')}lists@${home}`, []),
            deletedDateTime: '2026-11-20T00:00:00Z',
          },
        ],
        groups: lists
          .filter(({ kind }) => kind !== 'DynamicDistributionGroup')
          .map(({ n, kind, list }) => directoryGroup(n, kind, list)),
        recipients: [
          ...boxes.map((holder) => recipientOf(holder, nameOf(holder))),
          ...lists.map((holder) => recipientOf(holder, null)),
        ],
      }),
      destination: tenant('destination', {}),
    },
  };
}

const people: readonly [RosterPerson, RosterPerson] = [
  anna,
  { ...sergei, personId: guid(201), email: 'sergei.volkov@contoso.com' },
];
const protectedAccounts = [{ side: 'source', account: `breakglass@${home}`, why: 'break-glass' }] as const;

type Run = Awaited<ReturnType<typeof rehearsal>>;

const open: Run[] = [];
afterEach(async () => {
  await moveOut();
  for (const run of open.splice(0)) run.close();
});

interface Given extends Partial<Parameters<typeof rehearsal>[0]> {
  readonly runbook?: readonly Step[];
}

async function begin({ runbook = rowsOf(night), ...given }: Given = {}): Promise<Migration> {
  const run = await rehearsal({ company: companyOf(), roster: people, protectedAccounts, ...given });
  open.push(run);
  return beginMigration(run, { people, runbook });
}

const moves = (address: string): boolean => /^(smtp|sip):.*@(contoso|contoso-retail)\.com$/i.test(address);
const codes = (list: readonly { readonly code: string }[]): readonly string[] => list.map(({ code }) => code);
const afterOf = <T>(changes: readonly Change[], n: number): T | undefined =>
  changes.find(({ object }) => [guid(n), guid(n, 'e')].includes(object.id))?.after as T | undefined;

/** Names and parameters of the cmdlets that were sent in batches, from a line of the wire log on. */
const commandsSince = (lines: readonly WireLine[], from: number) =>
  lines
    .slice(from)
    .filter(({ system, url }) => system === 'exchange' && url.endsWith('/$batch'))
    .flatMap(
      ({ body }) =>
        (
          JSON.parse(body ?? '') as {
            requests: { body: { CmdletInput: { CmdletName: string; Parameters: Record<string, unknown> } } }[];
          }
        ).requests,
    )
    .map(({ body }) => body.CmdletInput);
const writesSince = (lines: readonly WireLine[], from: number) =>
  commandsSince(lines, from).filter(({ CmdletName }) => CmdletName.startsWith('Set-'));

const night = [
  'default-domain-source',
  'upn-to-initial-domain',
  'groups-primary-to-initial-domain',
  'mailbox-aliases-removed',
  'group-aliases-removed',
  'm365-groups-moved',
] as const;

async function carryThrough(migration: Migration, steps: readonly string[]): Promise<void> {
  const { world } = migration;
  for (const step of steps) {
    await migration.carryToTheEnd(step);
    // What is done is done: a second plan has nothing.
    expect([step, (await world.change(step).plan(world.ctx)).changes]).toEqual([step, []]);
  }
}

const sourceOf = (state: Company) => ({
  recipients: state.tenants.source.recipients
    .map((one) => [one.Guid, one.UserPrincipalName, [...one.EmailAddresses].sort()])
    .sort(),
  names: state.tenants.source.users.map((one) => [one.id, one.userPrincipalName]).sort(),
  defaults: state.tenants.source.domains.filter(({ isDefault }) => isDefault).map(({ id }) => id),
});

const services: readonly (readonly [string, Partial<Faults>])[] = hardestFirst(
  ['storm services that make the new name an alias', { scenario: 'storm', newUserPrincipalNameBecomes: 'secondary' }],
  ['services that make the new name an alias', { newUserPrincipalNameBecomes: 'secondary' }],
  ['storm services', { scenario: 'storm' }],
  ['calm services', {}],
);

test.each(services)(
  'with %s the source leaves the moving domains, and comes back to where it was',
  async (_, faults) => {
    const migration = await begin({ faults, company: companyOf(mailboxes, groups.map(asExchangeKeepsIt)) });
    const run = migration.world;
    const before = await run.state();
    await carryThrough(migration, night);

    const { recipients, domains } = (await run.state()).tenants.source;
    expect(domains.filter(({ isDefault }) => isDefault).map(({ id }) => id)).toEqual([home]);
    const still = recipients.filter(({ EmailAddresses }) => EmailAddresses.some(moves));
    expect(still.map(({ Guid }) => Guid).sort()).toEqual([guid(6, 'e'), guid(7, 'e')]);
    for (const one of recipients.filter((recipient) => !still.includes(recipient))) {
      const start = before.tenants.source.recipients.find(({ Guid }) => Guid === one.Guid) as Recipient;
      const lower = (list: readonly string[]) => list.map((address) => address.toLowerCase());
      const stays = start.EmailAddresses.filter((address) => !moves(address));
      expect(lower(one.EmailAddresses)).toEqual(expect.arrayContaining(lower(stays)));
      expect(one.EmailAddresses.filter((address) => address.startsWith('SMTP:'))).toHaveLength(1);
    }
    const ivan = recipients.find(({ Guid }) => Guid === guid(3, 'e'));
    expect([...(ivan?.EmailAddresses ?? [])].sort()).toEqual(
      [
        `SMTP:Ivan.Petrov@${home}`,
        'smtp:ivan@staying.example',
        `SIP:ivan.petrov@${home}`,
        'X500:/o=Old/ou=Exchange/cn=ivan.petrov@contoso.com',
        `SPO:SPO_${guid(3)}@SPO_${guid(1)}`,
        'EUM:1003;phone-context=plan.contoso.com',
      ].sort(),
    );

    for (const step of [...night].reverse()) {
      await migration.undo(step);
      await migration.carryToTheEnd(step);
    }
    expect(sourceOf(await run.state())).toEqual(sourceOf(before));
  },
);

test('a way back is over when both tenants are seen to be as the ledger has it; what somebody changed since is named, and what was so before the last time is not', async () => {
  const steps = ['upn-to-initial-domain', 'group-aliases-removed'];
  const few = companyOf(
    mailboxes.filter(({ n }) => n === 3),
    groups.filter(({ n }) => n === 35 || n === 40),
  );
  const leftOpen = 'm365-groups-moved';
  const migration = await begin({
    company: few,
    runbook: rowsOf(['go-no-go', ...steps, leftOpen, 'back-out-decision', 'back-out-proof'], {
      'go-no-go': { roles: ['project-manager', 'business-owner'] },
    }),
  });
  const atGroup = (deed: string, address: string) =>
    migration.world.post(`/world/admin/source/addresses/${guid(35, 'e')}/${deed}`, { addresses: [address] });
  const state = async () => (await migration.engine.queries.status()).state;
  const undone = (step: string) => migration.carryToTheEnd(step);
  await migration.vote('go-no-go');
  for (const step of steps) await migration.carryToTheEnd(step);

  await migration.undo('group-aliases-removed');
  await undone('group-aliases-removed');
  await atGroup('add', 'smtp:presse@staying.example');
  await migration.again('group-aliases-removed');
  await migration.carryToTheEnd('group-aliases-removed');

  await migration.backOut();
  await migration.vote('back-out-decision');
  await undone('group-aliases-removed');
  await atGroup('remove', 'smtp:press@contoso.com');
  await undone('upn-to-initial-domain');
  const open = await migration.reach('back-out-proof', 'attention');
  expect(open.findings.filter(({ status }) => status !== 'passed')).toMatchObject([
    {
      code: 'addresses-differ-from-before',
      facts: { name: 'press@staying.example', missing: 'smtp:press@contoso.com', more: '–' },
    },
  ]);
  expect((await migration.file(open, 0)).toString()).toContain(guid(35));
  expect(await state()).toBe('backing-out');

  await atGroup('add', 'smtp:press@contoso.com');
  await migration.again('back-out-proof');
  const { findings } = await migration.reach('back-out-proof', 'done');
  expect(findings.map(({ code, facts }) => [code, facts['count'] ?? facts['domain'] ?? facts['of']])).toEqual([
    ['domain-at-source', 'contoso.com'],
    ['domain-at-source', 'contoso-retail.com'],
    ['sign-in-names-as-before', 1],
    ['source-addresses-as-before', 1],
    ['source-addresses-as-before', 1],
    ['domain-left-destination', 'contoso.com'],
    ['domain-left-destination', 'contoso-retail.com'],
    ['destination-addresses-gone', 'mailboxes'],
    ['destination-addresses-gone', 'groups'],
  ]);
  expect(await state()).toBe('backed-out');
});

test('groups get the address they have on the initial domain, or a name nobody holds: no mailbox, group or deleted user', async () => {
  const migration = await begin();
  const run = migration.world;
  await carryThrough(migration, ['default-domain-source', 'upn-to-initial-domain']);
  const { attempt, changes } = await migration.planned('groups-primary-to-initial-domain');

  const primary = (n: number) =>
    afterOf<{ emailAddresses: string[] }>(changes, n)
      ?.emailAddresses.find((address) => address.startsWith('SMTP:'))
      ?.slice('SMTP:'.length);
  expect([30, 31, 32, 33, 34, 36].map(primary)).toEqual([
    `sales@${home}`,
    `sales.contoso-retail@${home}`,
    `rooms.north@${home}`,
    `Settled.contoso-retail@${home}`,
    `Team.Nord@${home}`,
    `lists.contoso@${home}`,
  ]);
  expect(changes).toHaveLength(6);
  expect(codes(attempt.plan?.warnings ?? [])).toEqual([
    'addresses-collide',
    'address-renamed',
    'address-renamed',
    'address-renamed',
  ]);
  expect(attempt.plan?.leftOut.map(({ code, object }) => [code, object?.id])).toEqual([
    ['left-out-primary-stays', guid(35)],
  ]);

  const from = run.lines.length;
  await migration.carryToTheEnd('groups-primary-to-initial-domain');
  const writes = writesSince(run.lines, from);
  expect(writes).toHaveLength(6);
  expect(writes.filter(({ CmdletName }) => CmdletName === 'Set-DistributionGroup')).toHaveLength(5);
  expect(writes.find(({ CmdletName }) => CmdletName === 'Set-DynamicDistributionGroup')?.Parameters).toEqual({
    Identity: guid(33, 'e'),
    EmailAddresses: [`SMTP:Settled.contoso-retail@${home}`],
  });
  expect(writes[0]?.Parameters).toMatchObject({ BypassSecurityGroupManagerCheck: true });

  const since = run.lines.length;
  await carryThrough(migration, ['group-aliases-removed', 'mailbox-aliases-removed']);
  const groupWrites = writesSince(run.lines, since).filter(({ CmdletName }) => CmdletName !== 'Set-Mailbox');
  // The others lost their addresses with the primary one: no group is written twice.
  expect(groupWrites.map(({ Parameters }) => Parameters['Identity'])).toEqual([guid(35)]);
  const unified = await migration.planned('m365-groups-moved');
  // The room list took the plain name an hour ago.
  expect(afterOf(unified.changes, 41)).toEqual({ emailAddresses: [`SMTP:Rooms.North.contoso-retail@${home}`] });
  expect(codes(unified.attempt.plan?.warnings ?? [])).toEqual(['addresses-collide', 'address-renamed']);
  expect(unified.changes.map(({ object }) => object.kind)).toEqual(['m365-group', 'm365-group', 'm365-group']);
});

const withNames = ['upn-to-initial-domain', 'mailbox-aliases-removed'];

test('each mailbox is written once, with the whole list; the people of the migration are left to a person', async () => {
  const faults = { newUserPrincipalNameBecomes: 'secondary' } as const;
  const migration = await begin({ faults, runbook: rowsOf(withNames) });
  await carryThrough(migration, ['upn-to-initial-domain']);
  const { attempt, changes } = await migration.planned('mailbox-aliases-removed');
  expect(attempt.plan?.leftOut.map(({ code, object }) => [code, object?.id])).toEqual([
    ['left-out-roster', guid(6)],
    ['left-out-protected', guid(7)],
  ]);
  // The primary is on the moving domain still: the sign-in name takes its place, also where another address is there.
  expect(afterOf(changes, 5)).toEqual({ emailAddresses: [`SMTP:beamer@${home}`, `smtp:Beamer.2@${home}`] });

  const from = migration.world.lines.length;
  await migration.carryToTheEnd('mailbox-aliases-removed');
  const writes = writesSince(migration.world.lines, from);
  // Several batches at a time: their order is nobody's.
  expect(writes.map(({ Parameters }) => Parameters['Identity']).sort()).toEqual(
    changes.map(({ object }) => object.id).sort(),
  );
  expect(writes.every(({ Parameters }) => Array.isArray(Parameters['EmailAddresses']))).toBe(true);
});

test('what cannot be done in the cloud, and a list that would be without a primary address, is a blocker', async () => {
  const synced = { IsDirSynced: true };
  const steps = [
    'mailbox-aliases-removed',
    'groups-primary-to-initial-domain',
    'group-aliases-removed',
    'm365-groups-moved',
  ];
  const migration = await begin({
    protectedAccounts: [],
    runbook: rowsOf(steps).map((row) => ({ ...row, after: [] })),
    company: companyOf(
      [
        { n: 1, kind: 'UserMailbox', list: [`SMTP:a@${home}`, 'smtp:a@contoso.com'], more: synced },
        {
          n: 2,
          kind: 'UserMailbox',
          list: [`SMTP:b@${home}`, 'smtp:b@contoso.com'],
          more: { ...synced, IsExchangeCloudManaged: true },
        },
        { n: 3, kind: 'SharedMailbox', list: ['SMTP:c@contoso.com', 'smtp:c@staying.example'] },
      ],
      [
        { n: 30, kind: 'MailUniversalSecurityGroup', list: ['SMTP:d@contoso.com'], more: synced },
        { n: 31, kind: 'DynamicDistributionGroup', list: ['SMTP:e@contoso.com'] },
        { n: 40, kind: 'GroupMailbox', list: ['SMTP:f@contoso.com'], more: synced },
      ],
    ),
  });
  const planOf = async (step: string) => {
    const { attempt, changes } = await migration.planned(step);
    return {
      blockers: attempt.plan?.blockers.map(({ code, object }) => `${code} ${object?.id}`),
      changes: changes.map(({ object }) => object.id),
    };
  };
  expect(await planOf('mailbox-aliases-removed')).toEqual({
    blockers: [`mailbox-synced ${guid(1)}`, `mailbox-without-initial-address ${guid(3)}`],
    changes: [guid(2)],
  });
  expect(await planOf('groups-primary-to-initial-domain')).toEqual({
    blockers: [`group-synced ${guid(30)}`],
    changes: [guid(31, 'e')],
  });
  expect(await planOf('group-aliases-removed')).toEqual({
    blockers: [`group-synced ${guid(30)}`, `group-primary-not-moved ${guid(31, 'e')}`],
    changes: [],
  });
  expect(await planOf('m365-groups-moved')).toEqual({ blockers: [`group-synced ${guid(40)}`], changes: [] });
});

const writingSteps = night.filter((step) => step !== 'upn-to-initial-domain');
const byReader = (step: string): string => `${step}-by-reader`;

test('an application that may only read is refused each of these writes, and told that a right is missing', async () => {
  const run = await rehearsal({ company: companyOf(), roster: people, protectedAccounts });
  open.push(run);
  const readers = new Map([...run.actionsOfReader()].map(([name, code]) => [byReader(name), code]));
  const migration = await beginMigration(run, {
    people,
    actions: new Map([...run.actions, ...readers]),
    runbook: [
      ...rowsOf(night),
      ...rowsOf(writingSteps).map((row) => ({
        ...row,
        id: byReader(row.id),
        action: byReader(row.id),
        after: [],
        onRequest: true,
      })),
    ],
  });
  for (const step of writingSteps) {
    const before = sourceOf(await run.state());
    await migration.again(byReader(step));
    const { attempt, changes } = await migration.planned(byReader(step));
    expect(changes.length).toBeGreaterThan(0);
    await migration.approve(byReader(step));
    const written = await migration.reach(byReader(step), ({ attempt }) => (attempt?.lookedAt ?? null) !== null);
    expect(written.progress).toMatchObject({ total: changes.length, refused: changes.length });
    expect((await migration.ledger(attempt)).map(({ state, tries, code }) => [step, state, tries, code])).toEqual(
      changes.map(() => [step, 'refused', 0, 'permission-missing']),
    );
    expect(sourceOf(await run.state())).toEqual(before);
    await carryThrough(migration, step === 'default-domain-source' ? [step, 'upn-to-initial-domain'] : [step]);
  }
});

/** Lets every request arrive; the answers to those that carry a write are lost. */
function losingAnswers() {
  const state = { lost: 0 };
  const on =
    (transport: Transport): Transport =>
    async (request) => {
      const writes =
        request.method === 'POST' &&
        /"Set-|"method":"PATCH"/.test(request.body === null ? '' : await request.clone().text());
      const answer = await transport(request);
      if (!writes) return answer;
      await answer.text();
      state.lost += 1;
      throw new TypeError('fetch failed');
    };
  return { state, on };
}

test('a write that was not answered is read back, and not sent again', async () => {
  const { state, on } = losingAnswers();
  const migration = await begin({ on });
  const run = migration.world;
  for (const step of night) {
    const { attempt } = await migration.planned(step);
    const from = run.lines.length;
    const lost = state.lost;
    await migration.approve(step);
    await migration.reach(step, () => state.lost > lost);
    const [first] = await migration.ledger(attempt);
    expect([step, first]).toMatchObject([step, { state: 'started', tries: 1 }]);
    expect((await migration.toItsEnd(step, attempt.id)).attempt.state).toBe('done');
    const times = new Map<unknown, number>();
    for (const { Parameters } of writesSince(run.lines, from)) {
      times.set(Parameters['Identity'], (times.get(Parameters['Identity']) ?? 0) + 1);
    }
    expect([step, [...times.values()].filter((count) => count > 1)]).toEqual([step, []]);
    expect((await migration.ledger(attempt)).filter((row) => row.state !== 'done' || row.tries !== 1)).toEqual([]);
  }
  expect(state.lost).toBeGreaterThan(night.length);
});

test('a tenant that is too busy has not done it, and says when to come again', async () => {
  const migration = await begin({
    company: companyOf(mailboxes.slice(0, 3), []),
    protectedAccounts: [],
    runbook: rowsOf(withNames),
  });
  const run = migration.world;
  await carryThrough(migration, ['upn-to-initial-domain']);
  const { attempt } = await migration.planned('mailbox-aliases-removed');
  await run.setFaults({ exchangePerTenSeconds: 1 });
  const found: (readonly string[])[] = [];
  const moments: number[] = [];
  migration.onWait = async () => {
    moments.push(run.ctx.now().getTime());
    found.push((await migration.ledger(attempt)).map(({ state, tries }) => `${state} ${tries}`));
  };
  await migration.carryToTheEnd('mailbox-aliases-removed');

  // Certainly not done is not begun, and nothing of it stays in doubt.
  expect(found).toContainEqual(['done 1', 'pending 0', 'pending 0']);
  expect(found).toContainEqual(['done 1', 'done 1', 'pending 0']);
  expect((await migration.ledger(attempt)).map(({ state, tries }) => `${state} ${tries}`)).toEqual(
    found[0]?.map(() => 'done 1'),
  );
  // One in ten seconds is what the tenant takes, and it said so.
  expect((moments.at(-1) ?? 0) - (moments[0] ?? 0)).toBeGreaterThanOrEqual(10_000);
});

/** What somebody does right before a request of the engine, once. */
function meanwhile() {
  const armed: { readonly fits: (request: Request, body: string) => boolean; readonly act: () => Promise<unknown> }[] =
    [];
  const on =
    (transport: Transport): Transport =>
    async (request) => {
      const body = request.body === null ? '' : await request.clone().text();
      const at = armed.findIndex(({ fits }) => fits(request, body));
      if (at >= 0) await armed.splice(at, 1)[0]?.act();
      return transport(request);
    };
  return {
    on,
    armed,
    before: (fits: (request: Request, body: string) => boolean, act: () => Promise<unknown>): void =>
      void armed.push({ fits, act }),
  };
}

test('what somebody else changed since the plan is neither as planned from nor as wanted', async () => {
  const { on, before, armed } = meanwhile();
  const migration = await begin({ on });
  const run = migration.world;
  /** The plan is made again right before the writes: only what changes after that, before the object is looked at, has drifted. */
  const drifted = async (
    step: string,
    id: string,
    fits: (request: Request, body: string) => boolean,
    act: () => Promise<unknown>,
  ) => {
    before(fits, act);
    const { attempt } = await migration.planned(step);
    await migration.approve(step);
    const written = await migration.reach(
      step,
      ({ attempt }) => attempt?.state !== 'working' && attempt?.state !== 'running',
    );
    expect([step, armed.length, written.progress?.drifted]).toEqual([step, 0, 1]);
    const row = (await migration.ledger(attempt)).find((one) => one.id === id);
    expect([step, row]).toMatchObject([step, { state: 'drifted', tries: 0, code: 'engine.drifted' }]);
  };
  const looksAt = (id: string) => (_: Request, body: string) => body.includes(` -eq '${id}'`);
  const listOf = async (id: string) =>
    (await run.state()).tenants.source.recipients.find((one) => one.ExternalDirectoryObjectId === id)?.EmailAddresses;
  const extra = (n: number) => `smtp:extra${n}@staying.example`;
  const list = (change: Change | undefined) => (change?.before as { emailAddresses: string[] }).emailAddresses;

  await drifted(
    'default-domain-source',
    home,
    ({ url }, body) => url.endsWith('/$batch') && body.includes('/domains/'),
    async () => {
      await run.source.graph.makeDefaultDomain('staying.example');
      await run.ctx.pause(60_000);
    },
  );
  const defaults = (await run.state()).tenants.source.domains.filter(({ isDefault }) => isDefault);
  expect(defaults.map(({ id }) => id)).toEqual(['staying.example']);
  await migration.again('default-domain-source');
  await carryThrough(migration, ['default-domain-source', 'upn-to-initial-domain', 'groups-primary-to-initial-domain']);

  const { changes: boxes } = await migration.planned('mailbox-aliases-removed');
  const [mailbox] = boxes;
  const mailboxId = mailbox?.object.id ?? '';
  await drifted('mailbox-aliases-removed', mailboxId, looksAt(mailboxId), () =>
    run.source.exchange.setMailboxEmailAddresses([{ mailboxId, add: [extra(1)], remove: [] }]),
  );
  expect([...((await listOf(mailboxId)) ?? [])].sort()).toEqual([...list(mailbox), extra(1)].sort());

  for (const [n, step, kind] of [
    [2, 'group-aliases-removed', 'distribution-group'],
    [3, 'm365-groups-moved', 'm365-group'],
  ] as const) {
    const { changes } = await migration.planned(step);
    const [group] = changes;
    const groupId = group?.object.id ?? '';
    await drifted(step, groupId, looksAt(groupId), () =>
      run.source.exchange.setGroupEmailAddresses([{ groupId, kind, emailAddresses: [...list(group), extra(n)] }]),
    );
    expect([...((await listOf(groupId)) ?? [])].sort()).toEqual([...list(group), extra(n)].sort());
    if (step !== 'group-aliases-removed') continue;
    // One that is gone is neither, too.
    const ghost = { ...(group as Change), object: { ...(group as Change).object, id: guid(999) } };
    const [seen] = await run.change(step).observe(run.ctx, [ghost]);
    if (!seen?.seen) throw new Error('not seen');
    expect([fulfils(ghost.before, seen.value), fulfils(ghost.after, seen.value)]).toEqual([false, false]);
  }
});

test('reading back names what is left, what came since, what is lost and what is gone', async () => {
  const { on, before, armed } = meanwhile();
  const migration = await begin({ on, runbook: rowsOf(withNames) });
  const run = migration.world;
  await carryThrough(migration, ['upn-to-initial-domain']);
  const { changes } = await migration.planned('mailbox-aliases-removed');
  const [first, second, third, ghost] = changes as [Change, Change, Change, Change];
  const list = (change: Change) => (change.after as { emailAddresses: string[] }).emailAddresses;
  const settled = guid(8);
  const portal = (errand: string, body: unknown = {}) => run.post(`/world/admin/source/${errand}`, body);
  before(
    (_, body) => body.includes('Get-Recipient'),
    async () => {
      await portal(`addresses/${first.object.id}/add`, { addresses: ['smtp:back.again@contoso.com'] });
      await portal(`addresses/${settled}/add`, { addresses: ['smtp:settled@contoso.com'] });
      await run.source.exchange.setMailboxEmailAddresses([
        { mailboxId: second.object.id, emailAddresses: list(second).filter((address) => address.startsWith('SMTP:')) },
        { mailboxId: third.object.id, emailAddresses: list(third).filter((address) => !address.startsWith('X500')) },
      ]);
      await portal(`users/${ghost.object.id}/delete`);
    },
  );
  await migration.approve('mailbox-aliases-removed');
  const { findings } = await migration.reach(
    'mailbox-aliases-removed',
    ({ attempt }) => (attempt?.lookedAt ?? null) !== null,
  );

  expect(armed).toEqual([]);
  expect(new Set(findings.map(({ status }) => status))).toEqual(new Set(['failed']));
  expect(findings.map(({ code, object }) => `${code} ${object?.id}`)).toEqual([
    `address-still-on-moving-domain ${first.object.id}`,
    `address-lost ${third.object.id}`,
    `address-holder-gone ${ghost.object.id}`,
    `address-appeared-on-moving-domain ${settled}`,
  ]);
});

test('the default domain: already there is nothing to do, and the way back names the old one', async () => {
  const migration = await begin({ runbook: rowsOf(['default-domain-source']) });
  const run = migration.world;
  const definition = run.change('default-domain-source');
  const { changes } = await migration.planned('default-domain-source');
  expect(changes).toEqual([
    {
      side: 'source',
      object: { kind: 'domain', id: home, label: home },
      before: { defaultDomain: 'contoso.com' },
      after: { defaultDomain: home },
    },
  ]);
  expect(codes(await definition.verify(run.ctx, changes))).toEqual(['default-domain-not-as-planned']);
  await migration.carryToTheEnd('default-domain-source');
  expect(codes((await definition.plan(run.ctx)).leftOut)).toEqual(['left-out-default-already']);
  await migration.undo('default-domain-source');
  const back = await migration.planned('default-domain-source');
  expect(back.changes.map(({ after }) => after)).toEqual([{ defaultDomain: 'contoso.com' }]);
  expect(run.lines.filter(({ body }) => body?.includes('PATCH') === true)).toHaveLength(1);
});
