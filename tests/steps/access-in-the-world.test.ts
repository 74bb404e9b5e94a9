/** Guide 22–24, 26, 29–31 and 95 through the real engine and over HTTP: what is opened to the mover, to whom it stays closed, and that exactly that is taken back. */
import type { ProtectedAccount, RosterPerson } from '../../src/contract/context.js';
import type { Attempt } from '../../src/engine/state.js';
import type { Company, Recipient } from '../../src/rehearsal/world/entities.js';
import type { Transport } from '../../src/transport.js';
import { fileOf, freeze } from '../../src/steps/users/mapping/frozen.js';
import { moveOut } from '../engine/support/engine-room.js';
import { anna, beginMigration, type Migration, rowsOf, sergei } from './support/engine-in-the-world.js';
import { domain, guid, initial, movingDomains, recipient, rehearsal, tenant, user } from './support/small-world.js';

const [home, away] = [initial.source, initial.destination];
const app = '5e1f0000-4c0a-4d00-8000-00000000abcd';
const other = '11111111-2222-4333-8444-555555555555';
const frontline = '66b55226-6b4f-492c-910c-a3b7a3c9d993';

const box = (n: number, kind: Recipient['RecipientTypeDetails'], address: string, licence?: string) => ({
  user: user(n, address, [`SMTP:${address}`], {
    displayName: `Person ${n % 100}`,
    employeeId: `E${n % 100}`,
    assignedLicenses: licence === undefined ? [] : [{ skuId: licence, disabledPlans: [] }],
  }),
  recipient: recipient(n, kind, [`SMTP:${address}`], address, { DisplayName: `Person ${n % 100}` }),
});
const source = [
  box(1, 'UserMailbox', 'ivan@contoso.com'),
  box(2, 'UserMailbox', 'olga@contoso.com', frontline),
  box(3, 'SharedMailbox', 'info@contoso.com'),
  box(4, 'RoomMailbox', 'room@contoso.com'),
  box(5, 'UserMailbox', 'petr@contoso.com'),
  box(6, 'UserMailbox', 'zina@contoso.com'),
  box(7, 'UserMailbox', 'yuri@contoso.com'),
];
/** Stays behind: nothing of it is opened to anybody. */
const stays = box(9, 'UserMailbox', 'stays@staying.example');
const destination = source.map(({ recipient: one }, at) =>
  box(101 + at, one.RecipientTypeDetails, `new${at + 1}@fabrikam.com`),
);
const mover = { source: user(50, `mover@${home}`, []), destination: user(150, `mover@${away}`, []) };
/** An account of the mover that cannot sign in. */
const asleep = user(51, `asleep@${home}`, [], { accountEnabled: false });
const right = (trustee: string, Deny = false) => ({
  trustee,
  AccessRights: ['FullAccess'],
  InheritanceType: 'All',
  Deny,
  autoMapping: !Deny,
});
const guidOf = (n: number): string => guid(n, 'e');

const company: Company = {
  format: 'changeover-company-1',
  movingDomains,
  dns: { records: [] },
  tenants: {
    source: tenant('source', {
      domains: [domain(home, true), domain('staying.example'), ...movingDomains.map((name) => domain(name))],
      users: [...source, stays].map(({ user: one }) => one).concat(mover.source, asleep),
      recipients: [...source, stays].map(({ recipient: one }) => one),
      // Ivan's was given long before the migration; Petr's is closed to EWS.
      details: [
        { Guid: guidOf(1), rights: [right(mover.source.id)] },
        { Guid: guidOf(5), clientAccess: { EwsEnabled: false } },
      ],
    }),
    destination: tenant('destination', {
      domains: [domain(away, true), domain('fabrikam.com')],
      users: destination.map(({ user: one }) => one).concat(mover.destination),
      recipients: destination.map(({ recipient: one }) => one),
      details: [{ Guid: guidOf(102), rights: [right(mover.destination.id, true)] }],
      exchange: {
        EwsEnabled: true,
        EwsAllowedAppIDs: other,
        EwsApplicationAccessPolicy: 'EnforceBlockList',
        EwsBlockList: ['OldTool/*'],
        DelayedDelicensingEnabled: false,
      },
    }),
  },
};

const accounts: readonly ProtectedAccount[] = [
  { side: 'source', account: `mover@${home}`, why: 'mover' },
  { side: 'destination', account: `mover@${away}`, why: 'mover' },
];
const people: readonly [RosterPerson, ...RosterPerson[]] = [
  { ...anna, roles: [...anna.roles, 'migration-operator'] },
  sergei,
];
const steps = [
  'migration-scope',
  'mover-identity',
  'mover-access-check',
  'mover-access-open',
  'backup-source-calendar-delegation',
  'source-full-access',
  'destination-full-access',
  'source-mailbox-access',
  'destination-mailbox-access',
  'service-access-removed',
];

/** The answer to the next request that carries this cmdlet is lost; the request arrives. */
let losing: string | null = null;
const on =
  (transport: Transport): Transport =>
  async (request) => {
    const body = losing === null ? '' : await request.clone().text();
    const answer = await transport(request);
    if (losing === null || !body.includes(losing)) return answer;
    losing = null;
    throw new TypeError('the line was cut');
  };

type World = Awaited<ReturnType<typeof rehearsal>>;
let world: World;
let night: Migration;
const answers = { moverProtocol: 'ews', moverSignsIn: 'account', sourceMoverApp: app, destinationMoverApp: app };

async function begin(given: Record<string, string> = answers): Promise<void> {
  world = await rehearsal({ company, protectedAccounts: accounts, on });
  night = await beginMigration(world, {
    runbook: rowsOf(steps, {
      // Neither waits here for what stands still.
      'destination-mailbox-access': { after: ['mover-access-open'] },
      'service-access-removed': { after: ['source-mailbox-access'] },
    }),
    people,
  });
  await night.answer('migration-scope', { asProposed: 'true' });
  await night.answer('mover-identity', given);
}
beforeAll(() => begin());
afterAll(async () => {
  await moveOut();
  world.close();
});

const said = ({ findings }: Attempt) => findings.map(({ status, code, facts }) => [status, code, facts]);
const codes = (remarks: readonly { readonly code: string }[] = []) => remarks.map(({ code }) => code);
const organization = async (side: 'source' | 'destination') => {
  const { EwsEnabled, EwsAllowedAppIDs } = (await world.state()).tenants[side].exchange;
  return [EwsEnabled, EwsAllowedAppIDs];
};
const rightsOf = async (side: 'source' | 'destination', n: number) =>
  ((await world.state()).tenants[side].details ?? []).find((one) => one.Guid === guidOf(n))?.rights ?? [];
const holdersAtSource = async () => {
  const found: number[] = [];
  for (const n of [1, 2, 3, 4, 5, 6, 7, 9])
    if ((await rightsOf('source', n)).some(({ trustee }) => trustee === mover.source.id)) found.push(n);
  return found;
};
const letsIn = (side: string, n: number) =>
  world.ask(`/world/ews?side=${side}&mailbox=${guidOf(n)}&app=${app}&agent=MigrationWiz`);
const written = (cmdlet: string): number =>
  world.lines.flatMap(({ body }) => body?.match(new RegExp(`"CmdletName":"${cmdlet}"`, 'g')) ?? []).length;
async function accept(stepId: string): Promise<void> {
  const { attempt } = await night.step(stepId);
  const done = await night.engine.commands.accept(night.actor(attempt?.may.accept[0]), {
    attemptId: attempt?.id ?? '',
    note: 'Verify Credentials opened all five',
  });
  if (!done.ok) throw new Error(JSON.stringify(done));
}

test('who goes by EWS names its application in both tenants; an account is one that bulk changes leave alone', async () => {
  const { rules, look } = world.decision('mover-identity');
  const form = { fields: [], remarks: [] };
  const wrong = { ...answers, sourceMoverApp: 'MigrationWiz', destinationMoverApp: undefined };

  expect(rules?.(wrong, form)).toEqual([
    { field: 'sourceMoverApp', code: 'answer.no-app-id', facts: { value: 'migrationwiz' } },
    { field: 'destinationMoverApp', code: 'answer.no-mover-app' },
  ]);
  expect(rules?.({ moverProtocol: 'graph', moverSignsIn: 'application' }, form)).toEqual([]);
  expect(await look?.({ ...world.ctx, protectedAccounts: accounts.slice(0, 1) }, answers)).toEqual([
    { field: 'moverSignsIn', code: 'answer.no-mover-account', facts: { side: 'destination' } },
  ]);
});

test('what keeps the mover out is named: what the next step opens as such, and what only people can judge as open', async () => {
  const { attempt } = await night.reach('mover-access-check', 'attention').then(() => night.step('mover-access-check'));

  expect(said(attempt as Attempt)).toEqual([
    ['passed', 'ews-lasts', { date: '2027-04-01', days: expect.any(Number) }],
    ['passed', 'ews-closed', { side: 'source', door: 'unset', app }],
    ['passed', 'ews-off-for-mailboxes', { side: 'source', count: 1, name: 'petr@contoso.com' }],
    ['unknown', 'ews-not-for-frontline', { side: 'source', count: 1, name: 'olga@contoso.com' }],
    ['passed', 'ews-closed', { side: 'destination', door: 'unlisted', app }],
    [
      'unknown',
      'lets-in-by-user-agent',
      { side: 'destination', of: 'organization', name: '', mailboxes: 0, policy: 'block', list: 'OldTool/*' },
    ],
  ]);
  await accept('mover-access-check');
});

test('the list is replaced as a whole with everybody on it, and one that was changed after the plan is not touched', async () => {
  const { attempt, changes } = await night.planned('mover-access-open');
  expect(changes.map(({ side, object, before, after }) => [side, object.kind, before, after])).toEqual([
    ['source', 'organization', { ewsEnabled: null, allowedAppIds: null }, { ewsEnabled: true, allowedAppIds: app }],
    ['source', 'client access', { ewsEnabled: false }, { ewsEnabled: true }],
    [
      'destination',
      'organization',
      { ewsEnabled: true, allowedAppIds: other },
      { ewsEnabled: true, allowedAppIds: `${other},${app}` },
    ],
  ]);
  expect(attempt.plan?.warnings.map(({ code, facts }) => [code, facts])).toEqual([
    ['ews-open-until', { date: '2027-04-01', hours: 24 }],
    ['ews-for-listed-only', { side: 'source', others: 0 }],
  ]);
  const late = '99999999-2222-4333-8444-555555555555';
  await world.destination.exchange.setEwsOfOrganization({ ewsEnabled: true, allowedAppIds: `${other},${late}` });
  await night.approve('mover-access-open');
  const again = await night.reach(
    'mover-access-open',
    ({ attempt: one }) => one?.id !== attempt.id && one?.state === 'asking',
  );

  expect([again.id === attempt.id, await organization('source')]).toEqual([false, [null, null]]);

  const { looks } = await night.carryToTheEnd('mover-access-open');
  expect(looks[0]?.map(({ status, code }) => [status, code])).toEqual([['failed', 'ews-not-obeyed-yet']]);
  expect(looks.at(-1)?.map(({ status, code }) => [status, code])).toEqual([['passed', 'ews-opened']]);
  expect(looks.length).toBeGreaterThan(20);
  expect([await organization('source'), await organization('destination')]).toEqual([
    [true, app],
    [true, `${other},${late},${app}`],
  ]);
  expect([await letsIn('source', 5), await letsIn('destination', 101)]).toMatchObject([
    { allowed: true },
    { allowed: true },
  ]);
});

test('the account gets full access to the mailboxes of the mapping alone, without auto-mapping; who has it already is left out', async () => {
  const { attempt, changes } = await night.planned('source-full-access');
  expect(changes.map(({ object }) => object.label).sort()).toEqual(
    source
      .slice(1)
      .map(({ user: one }) => one.userPrincipalName)
      .sort(),
  );
  expect(attempt.plan?.leftOut.map(({ code, facts }) => [code, facts['name']])).toEqual([
    ['left-out-has-access', 'ivan@contoso.com'],
  ]);
  losing = 'Add-MailboxPermission';
  // Who had which right before is kept, and the next test looks again.
  await night.reach('backup-source-calendar-delegation', 'done');
  const { attempt: done } = await night.carryToTheEnd('source-full-access');

  expect(said(done)).toEqual([['passed', 'full-access-complete', { mailboxes: 7, count: 6, side: 'source' }]]);
  expect(await holdersAtSource()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect((await rightsOf('source', 3)).map(({ autoMapping }) => autoMapping)).toEqual([false]);
  // What was not answered was done, and is seen before anything is repeated.
  expect(written('Add-MailboxPermission')).toBe(6);
});

test('the next snapshot of rights tells ours as ours, and what somebody gave of the same mailbox as theirs', async () => {
  const byHand = [{ mailboxId: guid(6), user: 'olga@contoso.com' }];
  await world.source.exchange.giveFullAccess(byHand);
  await night.again('backup-source-calendar-delegation');
  const attempt = await night.reach(
    'backup-source-calendar-delegation',
    ({ attempt: one }) => one !== null && one.number > 1 && one.endedAt !== null,
  );
  await world.source.exchange.takeFullAccess(byHand);

  const told = said(attempt).filter(([, code]) => /changed-by/.test(String(code)));
  expect(told).toEqual([
    [
      'passed',
      'snapshot-changed-by-step',
      {
        writtenBy: 'source-full-access',
        way: 'do',
        at: expect.any(String),
        count: 6,
        names: expect.stringContaining('(fullAccess)'),
      },
    ],
    ['passed', 'snapshot-changed-by-others', { count: 1, names: 'zina@contoso.com (fullAccess)' }],
  ]);
});

test('a denial wins over every grant, so nothing is granted before somebody has taken it away', async () => {
  const { attempt } = await night.planned('destination-full-access');

  expect(attempt.plan?.blockers.map(({ code, facts }) => [code, facts])).toEqual([
    ['right-denied', { name: 'new2@fabrikam.com', account: `mover@${away}` }],
  ]);
  expect(await rightsOf('destination', 101)).toEqual([]);
});

test('a sample of every kind is opened by the bot; that the mover opened it is somebody’s word', async () => {
  const attempt = await night.reach('source-mailbox-access', 'attention');
  const names = 'ivan@contoso.com, info@contoso.com, room@contoso.com, olga@contoso.com, petr@contoso.com';

  expect(
    said(attempt).map(([status, code, facts]) => [
      status,
      code,
      {
        ...(facts as object),
        names: String((facts as { names: string }).names)
          .split(', ')
          .sort()
          .join(', '),
      },
    ]),
  ).toEqual([
    ['passed', 'sample-answers', { side: 'source', count: 5, names: names.split(', ').sort().join(', ') }],
    [
      'unknown',
      'not-opened-as-the-mover',
      { side: 'source', count: 5, names: names.split(', ').sort().join(', '), as: 'account' },
    ],
  ]);
  await accept('source-mailbox-access');
  await night.reach('source-mailbox-access', 'done');
});

test('where the right is missing the sample says so, and nobody is asked for a word', async () => {
  const { findings } = await night.reach('destination-mailbox-access', 'attention');

  expect([...new Set(codes(findings))]).toEqual(['full-access-missing']);
  expect(findings).toHaveLength(5);
});

test('what was opened is closed again, exactly that; who was put on the list since stays on it, and what somebody has closed is left', async () => {
  const late = '99999999-2222-4333-8444-555555555555';
  const later = '88888888-2222-4333-8444-555555555555';
  await world.destination.exchange.setEwsOfOrganization({
    ewsEnabled: true,
    allowedAppIds: [other, late, app, later].join(','),
  });
  await world.source.exchange.takeFullAccess([{ mailboxId: guid(6), user: `mover@${home}` }]);
  await night.again('service-access-removed');
  const { attempt, changes } = await night.carryToTheEnd('service-access-removed');

  expect(attempt.plan?.leftOut.map(({ code, facts }) => [code, facts['name']])).toEqual([
    ['left-out-closed-already', 'zina@contoso.com'],
  ]);
  expect(changes).toHaveLength(8);
  expect(said(attempt)).toEqual([['passed', 'mover-access-taken', { count: 8 }]]);
  expect([await organization('source'), await organization('destination')]).toEqual([
    [null, null],
    [true, [other, late, later].join(',')],
  ]);
  // What Ivan's mailbox had before is nobody's to take.
  expect(await holdersAtSource()).toEqual([1]);
  expect(await letsIn('destination', 101)).toMatchObject({ allowed: false });
});

test('on a way back the mover has it again; and each opening can be undone by itself, down to how it was', async () => {
  await night.undo('service-access-removed');
  const { attempt } = await night.carryToTheEnd('service-access-removed');
  expect([attempt.state, codes(attempt.findings)]).toEqual(['undone', ['mover-access-given-back']]);
  expect(await holdersAtSource()).toEqual([1, 2, 3, 4, 5, 7]);

  await night.undo('source-full-access');
  expect((await night.carryToTheEnd('source-full-access')).attempt.state).toBe('undone');
  expect(await holdersAtSource()).toEqual([1]);
  expect((await rightsOf('source', 1)).map(({ autoMapping }) => autoMapping)).toEqual([true]);
});

describe('one look alone', () => {
  const row = {
    sourceId: guid(3),
    source: 'info@contoso.com',
    kind: 'SharedMailbox',
    name: 'Info',
    action: 'same' as const,
    target: 'new3@fabrikam.com',
    targetId: null,
    wave: 1,
    licence: null,
  };
  const frozen = freeze([row], null);
  const given = (answered: Record<string, string>, more: object = {}) => ({
    ...world.ctx,
    protectedAccounts: accounts,
    output: async ({ name }: { readonly name: string }) => (name === 'mapping' ? frozen : answered) as never,
    file: async () => fileOf(frozen),
    ...more,
  });

  test('who comes as an application needs no right over a mailbox, and who goes by Graph no switch of EWS', async () => {
    const application = given({ ...answers, moverSignsIn: 'application' });
    const byGraph = given({ moverProtocol: 'graph', moverSignsIn: 'application' });

    expect(await world.change('source-full-access').applies?.(application)).toMatchObject({
      applies: false,
      because: { code: 'mover-needs-no-grant' },
    });
    expect(await world.change('mover-access-open').applies?.(byGraph)).toMatchObject({
      applies: false,
      because: { code: 'mover-by-graph' },
    });
    // Lists by user agent hold for Graph, too.
    const { findings } = await world.check('mover-access-check').run(byGraph);
    expect(codes(findings)).toEqual(['mover-by-graph', 'lets-in-by-user-agent']);
  });

  test('nothing is planned without a mapping, without an account, or for one that is not there or cannot sign in', async () => {
    const planned = async (more: object) => {
      const { changes, blockers } = await world.change('source-full-access').plan(given(answers, more));
      return [changes.length, codes(blockers)];
    };
    const named = (account: string) => ({ protectedAccounts: [{ side: 'source', account, why: 'mover' }] });

    expect(await planned({ file: async () => null })).toEqual([0, ['no-mapping-here']]);
    expect(await planned({ protectedAccounts: [] })).toEqual([0, ['no-mover-account']]);
    expect(await planned(named('nobody@nowhere.example'))).toEqual([0, ['protected-account-not-found']]);
    expect(await planned(named(asleep.userPrincipalName))).toEqual([1, ['mover-account-blocked']]);
  });

  test('a mailbox that is not there yet is named and granted nothing, and one with another id is found by its address', async () => {
    const other = freeze(
      [row, { ...row, sourceId: guid(99), source: 'new@contoso.com', target: 'n@fabrikam.com' }],
      null,
    );
    const { changes, leftOut } = await world.change('destination-full-access').plan(
      given(answers, {
        output: async ({ name }: { readonly name: string }) => (name === 'mapping' ? other : answers) as never,
        file: async () => fileOf(other),
      }),
    );

    expect(changes.map(({ object }) => object.label)).toEqual(['new3@fabrikam.com']);
    expect(leftOut.map(({ code, facts }) => [code, facts['address']])).toEqual([
      ['left-out-no-mailbox', 'n@fabrikam.com'],
    ]);
  });

  test.each([
    ['2027-04-02T00:00:00.000Z', null, 'ews-is-gone'],
    ['2027-03-20T00:00:00.000Z', '2027-03-29T20:00:00.000Z', 'ews-ends-before-the-last-pass'],
    ['2027-03-20T00:00:00.000Z', '2027-03-26T20:00:00.000Z', 'ews-lasts'],
  ])('on %s with T at %s it is said of EWS: %s', async (at, cutoverAt, code) => {
    const migration = { ...world.ctx.migration, cutoverAt };
    const { findings } = await world
      .check('mover-access-check')
      .run(given(answers, { now: () => new Date(at), migration }));

    expect(findings[0]?.code).toBe(code);
  });
});
