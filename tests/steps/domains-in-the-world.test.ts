/** The moving domains change hands and come back through the real engine, over HTTP and DNS sockets, in a world that answers as the vendors' pages say. */
import type { StepContext } from '../../src/contract/context.js';
import type { Step } from '../../src/contract/step.js';
import type { RecordToSet } from '../../src/contract/task.js';
import { allowedDifferences, compareDumps } from '../../src/rehearsal/compare.js';
import type { Application, Company, DnsRecord, Domain } from '../../src/rehearsal/world/entities.js';
import type { Faults } from '../../src/rehearsal/world/faults.js';
import { moveOut } from '../engine/support/engine-room.js';
import { hardestFirst } from '../support/hardest-first.js';
import { anew, beginMigration, type Migration, rowsOf } from './support/engine-in-the-world.js';
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
  type RehearsalOptions,
} from './support/small-world.js';

type Run = Awaited<ReturnType<typeof rehearsal>>;

const open: Run[] = [];
afterEach(async () => {
  await moveOut();
  for (const run of open.splice(0)) run.close();
});

const mx = (name: string): DnsRecord => ({
  name,
  type: 'MX',
  ttl: 3600,
  data: `0 ${name.replaceAll('.', '-')}.old.example.`,
});
/** A domain added anew has the tenant's usual password policy. */
const moving = (name: string): Domain => ({
  ...domain(name),
  passwordNotificationWindowInDays: null,
  passwordValidityPeriodInDays: null,
});
const other = { ...domain('contoso-lab.com'), supportedServices: [] };
const companyWith = (more: Partial<Company['tenants']['source']> = {}): Company => ({
  format: 'changeover-company-1',
  movingDomains,
  dns: { records: movingDomains.map(mx) },
  tenants: {
    source: tenant('source', {
      domains: [domain(initial.source, true), other, ...movingDomains.map(moving)],
      ...more,
    }),
    destination: tenant('destination', { domains: [domain(initial.destination, true), domain('fabrikam.com')] }),
  },
});

interface Given extends Partial<RehearsalOptions> {
  readonly rows?: Readonly<Record<string, Partial<Step>>>;
  /** Rows beside those of the runbook. */
  readonly besides?: readonly Step[];
}

/** A migration of these steps; those of its decisions that are among them are answered. */
async function begin(steps: readonly string[], faults: Partial<Faults> = {}, given: Given = {}): Promise<Migration> {
  const { rows, besides = [], ...more } = given;
  const run = await rehearsal({ company: companyWith(), faults, ...more });
  open.push(run);
  const night = await beginMigration(run, { runbook: [...rowsOf(steps, rows), ...besides] });
  if (steps.includes('services-needed'))
    await night.answer('services-needed', { exchange: 'true', teams: 'true', deviceManagement: 'false' });
  return night;
}

/** What the DNS administrator does with a card: every record to the letter. */
const setRecords =
  ({ world }: Migration) =>
  async (records: readonly RecordToSet[]): Promise<void> => {
    for (const { action, name, type, value, ttl } of records) {
      if (action === 'publish') await world.post('/world/dns', { name, type, value, ttl });
      else await world.takeAway('/world/dns', { name, type, value });
    }
  };
const publish = (night: Migration, step: string) => night.workToTheEnd(step, setRecords(night));

const codes = (list: readonly { readonly code: string }[] = []): readonly string[] => list.map(({ code }) => code);
const byDomain = (
  list: readonly { readonly code: string; readonly facts: Readonly<Record<string, string | number>> }[] = [],
) => list.map(({ code, facts }) => [code, facts['domain']]);
const domainsOf = (company: Company, side: 'source' | 'destination') =>
  company.tenants[side].domains.filter(({ id }) => movingDomains.includes(id));
const writes = (run: Run) =>
  run.lines
    .filter(({ method, system }) => system === 'graph' && method !== 'GET' && method !== undefined)
    .map(({ method, url, status }) => `${method} ${url.replace('https://graph.microsoft.com/v1.0', '')} ${status}`);

const arriving = ['services-needed', 'add-domain-destination', 'domain-proof-destination'];
const leaving = ['remove-domain-source', 'verify-domain-destination'];
const comingBack = ['remove-domain-destination', 'add-domain-source', 'domain-proof-source', 'verify-domain-source'];

const servicesThat: readonly (readonly [string, Partial<Faults>])[] = hardestFirst(
  [
    'the destination takes them late, verifies without mail, and everything is slow',
    {
      unverifiedDomainAllowedEarly: false,
      verifyingEnablesMail: false,
      releaseSeconds: 1800,
      acceptedDomainLagSeconds: 900,
      discoveryLagSeconds: 600,
      configurationRecordsLagSeconds: 900,
    },
  ],
  ['calm, and the destination takes the domains early', { scenario: 'calm' }],
);

test.each(servicesThat)('both domains leave, arrive and come back: %s', async (_, faults) => {
  const steps = [
    ...arriving,
    'mail-gap',
    'go-no-go',
    'mx-parked',
    ...leaving,
    'back-out-decision',
    'no-dependencies-left-destination',
    ...comingBack,
    'back-out-proof',
  ];
  const night = await begin(steps, faults, {
    rows: { 'go-no-go': { roles: ['project-manager', 'business-owner'] } },
  });
  const run = night.world;
  const early = await night.carry('add-domain-destination');
  const isLate = faults.unverifiedDomainAllowedEarly === false;
  if (isLate) {
    expect(early.attempt).toMatchObject({
      state: 'put-off',
      putOff: { until: 'remove-domain-source', remark: { code: 'adding-put-off' } },
    });
    expect(domainsOf(await run.state(), 'destination')).toEqual([]);
  } else await publish(night, 'domain-proof-destination');
  const announced = await run.state();
  await night.answer('mail-gap', { gap: 'parking', mxHost: 'parked.dns-host.example' });
  await night.vote('go-no-go');
  await publish(night, 'mx-parked');

  const removed = await night.carryToTheEnd('remove-domain-source');
  expect(codes(removed.looks[0])).toContain('domain-releasing');
  expect(codes(removed.attempt.findings)).toEqual(['domain-released', 'domain-released']);
  expect(domainsOf(await run.state(), 'source')).toEqual([]);

  if (isLate) {
    await night.carryToTheEnd('add-domain-destination');
    await publish(night, 'domain-proof-destination');
  }
  const claimed = await night.carryToTheEnd('verify-domain-destination');
  expect(claimed.attempt.findings.map(({ code, facts }) => [code, facts['records']])).toEqual([
    ['domain-claimed', 4],
    ['domain-claimed', 4],
  ]);
  expect(
    domainsOf(await run.state(), 'destination').map(({ isVerified, supportedServices }) => [
      isVerified,
      [...supportedServices].sort(),
    ]),
  ).toEqual(movingDomains.map(() => [true, ['Email', 'OfficeCommunicationsOnline']]));

  await night.backOut();
  await night.vote('back-out-decision');
  await night.reach('no-dependencies-left-destination', 'done');
  const given = await night.carryToTheEnd('remove-domain-destination');
  expect(codes(given.attempt.findings)).toEqual(['domain-released', 'domain-released']);
  if (isLate) {
    // Added in the night, so undone with it.
    await publish(night, 'domain-proof-destination');
    await night.carryToTheEnd('add-domain-destination');
  }
  await night.carryToTheEnd('add-domain-source');
  await publish(night, 'domain-proof-source');
  await night.carryToTheEnd('verify-domain-source');
  await publish(night, 'mx-parked');
  const proof = await night.reach('back-out-proof', 'done');
  expect(codes(proof.findings)).toEqual([
    'domain-at-source',
    'domain-at-source',
    'mx-everywhere',
    'mx-everywhere',
    'domain-left-destination',
    'domain-left-destination',
    'destination-addresses-gone',
    'destination-addresses-gone',
  ]);
  expect((await night.engine.queries.status()).state).toBe('backed-out');

  expect(compareDumps(announced, await run.state(), allowedDifferences)).toEqual([]);
  // As it was announced before the night: there, and not verified.
  const there = domainsOf(await run.state(), 'destination').map(({ isVerified }) => isVerified);
  expect(there).toEqual(isLate ? [] : [false, false]);
});

const holder = user(1, 'petra@contoso.com', ['SMTP:petra@contoso.com']);

test('a refused removal changes nothing, says what the tenant said, and the domain that nothing holds leaves all the same', async () => {
  const night = await begin(
    ['remove-domain-source'],
    { releaseSeconds: 0 },
    { company: companyWith({ users: [holder] }) },
  );
  const before = domainsOf(await night.world.state(), 'source');

  const { attempt } = await night.carry('remove-domain-source');

  expect(attempt.state).toBe('attention');
  expect(attempt.troubles).toMatchObject([{ code: 'domain-held-by-dependants', facts: { status: 400 } }]);
  expect(attempt.troubles[0]?.facts['text']).toContain(`user ${holder.id}`);
  // Only the domain that went is waited for.
  expect(byDomain(attempt.findings)).toEqual([['domain-released', 'contoso-retail.com']]);
  expect(domainsOf(await night.world.state(), 'source')).toEqual(before.filter(({ id }) => id === 'contoso.com'));
});

test('a default domain is not even asked for', async () => {
  const company = companyWith({
    domains: [
      { ...domain(initial.source, true), isDefault: false },
      ...movingDomains.map((name) => ({ ...moving(name), isDefault: name === 'contoso.com' })),
    ],
  });
  const night = await begin(['remove-domain-source'], {}, { company });

  const { attempt, changes } = await night.planned('remove-domain-source');

  expect([attempt.state, attempt.may.approve]).toEqual(['attention', []]);
  expect(byDomain(attempt.plan?.blockers)).toEqual([['domain-is-default', 'contoso.com']]);
  expect(changes.map(({ before }) => before)).toContainEqual({
    state: 'verified',
    supportedServices: ['Email', 'OfficeCommunicationsOnline'],
    authenticationType: 'Managed',
    domainType: 'Authoritative',
  });
});

test('the release watch counts the minutes, and believes only three answers in a row', async () => {
  const night = await begin(['remove-domain-source'], { releaseSeconds: 300 });

  const { looks } = await night.carryToTheEnd('remove-domain-source');

  const first = looks.map((findings) => findings[0]);
  expect(first.slice(0, -1).map((finding) => finding?.code)).toEqual(looks.slice(1).map(() => 'domain-releasing'));
  expect(first.map((finding) => finding?.facts['minutes'])).toEqual([0, 1, 2, 3, 4, 6]);
  expect(first.at(-2)?.facts).toMatchObject({ owner: 'source', looks: 5 });
  const asked = night.world.lines.filter(({ system, url }) => system === 'discovery' && url.includes('/contoso.com/'));
  expect(asked.slice(-3).map(({ status }) => status)).toEqual([400, 400, 400]);
});

test('no write that was done and never answered is done twice', async () => {
  const night = await begin([...arriving, ...leaving, 'remove-domain-destination'], {
    releaseSeconds: 0,
    unansweredEvery: { graph: 1, exchange: null },
    unansweredHow: 'cut',
    verifyingEnablesMail: false,
  });

  await night.carryToTheEnd('add-domain-destination');
  await publish(night, 'domain-proof-destination');
  await night.carryToTheEnd('remove-domain-source');
  await night.carryToTheEnd('verify-domain-destination');
  await night.undo('verify-domain-destination');
  await night.carryToTheEnd('remove-domain-destination');

  // Added, removed at the source, verified, services set, removed at the destination, added there again: each domain once.
  expect(writes(night.world)).toHaveLength(6 * movingDomains.length);
  expect(writes(night.world).every((line) => line.endsWith(' null'))).toBe(true);
  const there = domainsOf(await night.world.state(), 'destination');
  expect(there.map(({ isVerified }) => isVerified)).toEqual([false, false]);
});

test('nobody is asked to approve a verification that would be refused', async () => {
  const night = await begin(
    [...arriving, ...leaving],
    { releaseSeconds: 600, dnsPropagationSeconds: 300 },
    // Planned before it could succeed.
    { rows: { 'verify-domain-destination': { after: ['add-domain-destination'] } } },
  );
  const blockersNow = async () => {
    const { attempt } = await night.planned('verify-domain-destination');
    expect(attempt.may.approve).toHaveLength(attempt.plan?.blockers.length === 0 ? 2 : 0);
    return attempt.plan?.blockers.map(
      ({ code, facts }) => `${code} ${facts['domain']} ${facts['servers'] ?? facts['owner']}`,
    );
  };
  await night.carryToTheEnd('add-domain-destination');

  expect(await blockersNow()).toEqual([
    'proof-not-published contoso.com ns1.dns-host.example, ns2.dns-host.example',
    'domain-still-owned contoso.com source',
    'proof-not-published contoso-retail.com ns1.dns-host.example, ns2.dns-host.example',
    'domain-still-owned contoso-retail.com source',
  ]);

  const { id } = await night.work('domain-proof-destination', setRecords(night));
  // The second name server is behind.
  await night.again('verify-domain-destination');
  expect(await blockersNow()).toContain('proof-not-published contoso.com ns2.dns-host.example');
  const { looks } = await night.toItsEnd('domain-proof-destination', id);
  expect(looks[0]?.map(({ code, facts }) => [code, facts['server']])).toEqual([
    ['record-missing', 'ns2.dns-host.example'],
    ['record-missing', 'ns2.dns-host.example'],
  ]);

  await night.carryToTheEnd('remove-domain-source');
  await night.again('verify-domain-destination');
  expect(await blockersNow()).toEqual([]);
  await night.again('services-needed');
  await night.answer('services-needed', { exchange: 'true', teams: 'false', deviceManagement: 'false' });
  await night.carryToTheEnd('verify-domain-destination');
  const there = domainsOf(await night.world.state(), 'destination');
  expect(there.map(({ supportedServices }) => supportedServices)).toEqual([['Email'], ['Email']]);
});

test('a domain that somebody verified at the portal is read back, and neither way is silent about it', async () => {
  const night = await begin(
    [...arriving, ...leaving, ...comingBack],
    { releaseSeconds: 0 },
    { besides: [anew('verify-domain-destination')] },
  );
  await night.carryToTheEnd('add-domain-destination');
  await publish(night, 'domain-proof-destination');
  await night.carryToTheEnd('remove-domain-source');
  const portal = night.world.destination.graph;
  await portal.verifyDomain('contoso.com');
  await portal.setSupportedServices('contoso.com', ['Email', 'OfficeCommunicationsOnline']);

  await night.again('verify-domain-destination');
  const { attempt } = await night.planned('verify-domain-destination');
  expect(byDomain(attempt.plan?.leftOut)).toEqual([['left-out-verified-by-others', 'contoso.com']]);
  const { changes, attempt: verified } = await night.carryToTheEnd('verify-domain-destination');
  expect(changes.map(({ object }) => object.id)).toEqual(['contoso-retail.com']);
  expect(byDomain(verified.findings)).toEqual([
    ['domain-claimed', 'contoso-retail.com'],
    ['domain-verified-by-others', 'contoso.com'],
  ]);
  // What the bot verified is its own business afterwards.
  await night.again('verify-domain-destination-anew');
  const later = await night.reach('verify-domain-destination-anew', 'done');
  expect(codes(later.plan?.leftOut)).toContain('left-out-domain-verified');

  await night.undo('verify-domain-destination');
  await night.carryToTheEnd('remove-domain-destination');
  await night.undo('remove-domain-source');
  const back = await night.planned('add-domain-source');
  expect(byDomain(back.attempt.plan?.blockers)).toEqual([['domain-verified-at-destination', 'contoso.com']]);
  await portal.removeDomain('contoso.com');
  await night.again('add-domain-source');
  expect((await night.planned('add-domain-source')).attempt.plan?.blockers).toEqual([]);
});

test('not released yet is asked again, later each time', async () => {
  const gone = { at: Infinity };
  const releaseSeconds = 1500;
  const night = await begin(
    [...arriving, 'verify-domain-destination'],
    { releaseSeconds },
    {
      company: { ...companyWith(), movingDomains: ['contoso.com'] },
      // Discovery has forgotten the domain before the directory has: nothing that can be seen from outside speaks against asking.
      on: (transport) => (request) => {
        const since = night.world.ctx.now().getTime() - gone.at;
        const hidden =
          since >= 0 && since < 1000 * releaseSeconds && request.url.includes('/contoso.com/v2.0/.well-known');
        return hidden
          ? Promise.resolve(Response.json({ error: 'invalid_tenant' }, { status: 400 }))
          : transport(request);
      },
    },
  );
  const run = night.world;
  await night.carryToTheEnd('add-domain-destination');
  await publish(night, 'domain-proof-destination');
  await run.source.graph.removeDomain('contoso.com');
  gone.at = run.ctx.now().getTime();
  await night.again('verify-domain-destination');
  const { attempt } = await night.planned('verify-domain-destination');
  expect(byDomain(attempt.plan?.warnings)).toEqual([['domain-still-cached', 'contoso.com']]);

  await night.carryToTheEnd('verify-domain-destination');

  expect(run.ctx.now().getTime() - gone.at).toBeGreaterThan(1_500_000);
  // 60, 120, 240, 480 and 600 seconds.
  expect(writes(run).filter((line) => line.startsWith('POST /domains/contoso.com/verify 400'))).toHaveLength(5);
});

test('parked mail waits for the last resolver that remembers the old record', async () => {
  const night = await begin(['mail-gap', 'mx-parked'], { dnsPropagationSeconds: 0 });
  const { dns, ctx } = night.world;
  // The world asks for the old record, so its resolvers remember it.
  for (const name of movingDomains) await dns.resolvers(name, 'MX');
  await ctx.pause(600_000);
  await night.answer('mail-gap', { gap: 'parking', mxHost: 'parked.dns-host.example' });

  const { id, plan } = await night.work('mx-parked', () => Promise.resolve());
  expect(plan?.brief?.records.slice(0, 2)).toEqual([
    { action: 'publish', name: 'contoso.com', type: 'MX', value: '10 parked.dns-host.example', ttl: 300 },
    { action: 'remove', name: 'contoso.com', type: 'MX', value: '0 contoso-com.old.example', ttl: 3600 },
  ]);
  expect(plan?.brief?.remarks.map(({ code, facts }) => [code, facts['minutes']])).toEqual([
    ['mx-remembered-for', 60],
    ['mx-remembered-for', 60],
  ]);
  const untouched = await night.reach('mx-parked', ({ attempt }) => (attempt?.lookedAt ?? null) !== null);
  expect(codes(untouched.findings)).toContain('mx-not-as-asked');

  await setRecords(night)(plan?.brief?.records ?? []);
  const { attempt, looks } = await night.toItsEnd('mx-parked', id);
  expect(looks[1]?.[0]).toMatchObject({
    status: 'failed',
    code: 'mx-remembered',
    facts: { domain: 'contoso.com', until: '2026-11-30T09:00Z' },
  });
  expect(attempt.state).toBe('done');
  expect(attempt.findings.map(({ code, facts }) => [code, facts['value'], facts['servers'], facts['seen']])).toEqual(
    movingDomains.map(() => ['mx-everywhere', '10 parked.dns-host.example', 2, 3]),
  );
  expect(attempt.endedAt?.slice(0, 16)).toBe('2026-11-30T09:00');
});

test('mail that may bounce is parked nowhere, and parking without a host asks for one', async () => {
  const night = await begin(['mail-gap', 'mx-parked']);
  await night.answer('mail-gap', { gap: 'bounce' });
  await night.reach('mx-parked', 'not-applicable');
  expect(await night.step('mx-parked')).toMatchObject({ notApplicable: { code: 'mail-gap-bounces' } });

  // The form asks for a host today; answers of an earlier version may lack it.
  const task = night.world.task('mx-parked');
  const ctx: StepContext = {
    ...night.world.ctx,
    output: async ({ schema }) => schema.parse({ gap: 'parking', mxHost: '' }),
  };
  expect(await task.applies?.(ctx)).toEqual({ applies: true });
  const brief = await task.brief(ctx);
  expect(brief).toMatchObject({ records: [], remarks: [{ code: 'mx-host-missing' }] });
  expect(await task.watch(ctx, brief)).toMatchObject([{ status: 'failed', code: 'mx-host-missing' }]);
});

test('a host that no name server knows is refused where it is answered, asked for by nobody, and never seen as right', async () => {
  const night = await begin(['mail-gap', 'mx-parked'], { dnsPropagationSeconds: 0 });
  const { commands } = night.engine;
  const asked = await night.reach('mail-gap', 'asking');
  const say = (answers: Record<string, string>) =>
    commands.answer(night.actor(asked.may.answer[0]), { attemptId: asked.id, answers });
  for (const mxHost of ['mx.parkng.example', 'mx.contoso.com'])
    expect(await say({ gap: 'parking', mxHost })).toMatchObject({
      ok: false,
      refusal: { code: 'answer.host-unknown', facts: { value: mxHost, field: 'mxHost' } },
    });
  expect((await night.step('mail-gap')).state).toBe('asking');

  // It was there when it was answered, or the answer is an older one.
  const task = night.world.task('mx-parked');
  const given = { gap: 'parking', mxHost: 'mx.parkng.example' };
  const ctx: StepContext = { ...night.world.ctx, output: async ({ schema }) => schema.parse(given) };
  const unknown = { code: 'mx-host-unknown', facts: { host: 'mx.parkng.example' } };
  const brief = await task.brief(ctx);
  expect(brief).toMatchObject({ records: [], remarks: [unknown] });
  expect(await task.watch(ctx, brief)).toMatchObject([{ status: 'failed', ...unknown }]);
  const records = movingDomains.flatMap((name): RecordToSet[] => [
    { action: 'publish', name, type: 'MX', value: '10 mx.parkng.example', ttl: 300 },
    { action: 'remove', name, type: 'MX', value: `0 ${name.replaceAll('.', '-')}.old.example`, ttl: 3600 },
  ]);
  await setRecords(night)(records);
  expect(await task.watch(ctx, { records, remarks: [] })).toContainEqual(
    expect.objectContaining({ status: 'failed', ...unknown }),
  );
  // And what MX says by now is no recommendation.
  const form = await night.world.decision('mail-gap').form(night.world.ctx);
  expect(form.fields.map(({ proposal }) => proposal)).toEqual(form.fields.map(() => undefined));
  expect(form.remarks).toContainEqual(unknown);
});

test('bounces are refused while MX leads to where mail was parked: it would stay there, and nobody would remember', async () => {
  const night = await begin(['mail-gap', 'mx-parked', 'services-needed', 'go-no-go'], { dnsPropagationSeconds: 0 });
  await night.answer('mail-gap', { gap: 'parking', mxHost: 'parked.dns-host.example' });
  await publish(night, 'mx-parked');
  // At a parking host nobody has to hold anything: that MX leads there is all, and it is read.
  const task = night.world.task('mx-parked');
  const given = { gap: 'parking', mxHost: 'parked.dns-host.example' };
  const ctx: StepContext = { ...night.world.ctx, output: async ({ schema }) => schema.parse(given) };
  const brief = await task.brief(ctx);
  expect(brief.remarks).toEqual([]);
  expect((await task.watch(ctx, brief)).map(({ code }) => code)).toEqual(movingDomains.map(() => 'mx-everywhere'));
  const { commands } = night.engine;
  await night.again('mail-gap');
  const asked = await night.reach('mail-gap', 'asking');
  expect(
    await commands.answer(night.actor(asked.may.answer[0]), { attemptId: asked.id, answers: { gap: 'bounce' } }),
  ).toMatchObject({
    ok: false,
    refusal: { code: 'answer.parked-now', facts: { domain: 'contoso.com', value: 'parked.dns-host.example' } },
  });
});

const application = (n: number, signInAudience: Application['signInAudience']): Application => ({
  id: guid(n),
  appId: guid(n, 'b'),
  displayName: `Application ${n}`,
  identifierUris: ['api://contoso.com/api', 'https://contoso.com/api'],
  signInAudience,
  createdDateTime: '2020-01-01T00:00:00Z',
});

test('a forced deletion is not asked for while something stands in its way', async () => {
  const list = ['SMTP:staff@contoso.com'];
  const company = companyWith({
    domains: [
      domain(initial.source, true),
      ...movingDomains.map(moving),
      { ...moving('shops.contoso-retail.com'), isRoot: false },
    ],
    users: Array.from({ length: 1001 }, (_, n) => user(1000 + n, `person${n}@contoso.com`, [])),
    groups: [directoryGroup(20, 'MailUniversalDistributionGroup', list)],
    recipients: [recipient(20, 'MailUniversalDistributionGroup', list, null)],
    applications: [application(30, 'AzureADMultipleOrgs')],
  });
  const night = await begin(['force-remove-domain-source'], {}, { company });

  await night.again('force-remove-domain-source');
  const { attempt } = await night.planned('force-remove-domain-source');

  expect([attempt.state, attempt.may.approve]).toEqual(['attention', []]);
  expect(
    attempt.plan?.blockers.map(({ code, facts }) => [code, facts['domain'], facts['names'] ?? facts['count']]),
  ).toEqual([
    ['forced-subdomains-first', 'contoso-retail.com', 'shops.contoso-retail.com'],
    ['forced-exchange-first', 'contoso.com', 'Group 20'],
    ['forced-multi-tenant-application', 'contoso.com', 'Application 30'],
    ['forced-too-many-references', 'contoso.com', 1003],
  ]);
  expect(codes(attempt.plan?.warnings)).toContain('forced-names-stay');
});

test.each([
  ['', {}],
  [', unanswered', { unansweredEvery: { graph: 1, exchange: null }, unansweredHow: 'cut' }],
] as [string, Partial<Faults>][])(
  'forced%s, the domain goes later, nobody is disabled, and 76 planned again only watches',
  async (_, faults) => {
    const company = companyWith({ users: [holder], applications: [application(30, 'AzureADMyOrg')] });
    const night = await begin(
      ['remove-domain-source', 'force-remove-domain-source', 'add-domain-source', 'domain-proof-source'],
      { releaseSeconds: 600, forceDeleteSeconds: 900, ...faults },
      { company },
    );
    const run = night.world;

    await night.again('force-remove-domain-source');
    const forced = await night.carryToTheEnd('force-remove-domain-source');
    expect(forced.looks.length).toBeGreaterThan(20);
    expect(codes(forced.attempt.findings)).toEqual(['domain-released', 'domain-released']);
    expect(writes(run)).toHaveLength(2);
    expect(run.lines.filter(({ url }) => url.endsWith('/forceDelete')).map(({ body }) => body)).toEqual(
      movingDomains.map(() => '{"disableUserAccounts":false}'),
    );
    const [renamed] = (await run.state()).tenants.source.users;
    expect(renamed).toMatchObject({ userPrincipalName: `petra@${initial.source}`, accountEnabled: true });

    await night.again('remove-domain-source');
    const watched = await night.reach('remove-domain-source', 'done');
    expect(watched.plan).toMatchObject({ changes: 0, blockers: [] });
    expect(codes(watched.findings)).toEqual(['domain-released', 'domain-released']);
    // The way back brings the domains.
    await night.undo('force-remove-domain-source');
    expect((await night.planned('add-domain-source')).changes).toHaveLength(2);
  },
);

test('a forced deletion that Microsoft gave up is told at once, and one from before is waited out', async () => {
  const step = 'force-remove-domain-source';
  let asked = 0;
  const night = await begin(
    [step],
    { releaseSeconds: 0, forceDeleteSeconds: 900 },
    {
      on: (transport) => async (request) => {
        if (!request.url.endsWith('/contoso-retail.com/forceDelete')) return transport(request);
        asked += 1;
        // Asked for again, the tenant may still show how the earlier request ended.
        if (asked > 1) return new Response(null, { status: 204 });
        const answer = await transport(request);
        // Somebody adds what a forced deletion does not take, while it is under way.
        await night.world.source.graph.addDomain('shops.contoso-retail.com');
        return answer;
      },
    },
  );
  const { ctx, source } = night.world;
  await night.again(step);
  const { attempt } = await night.carry(step);

  expect(attempt.state).toBe('attention');
  expect(attempt.findings.find(({ facts }) => facts['domain'] === 'contoso-retail.com')).toMatchObject({
    status: 'failed',
    code: 'force-delete-failed',
    lasting: true,
  });

  await source.graph.removeDomain('shops.contoso-retail.com');
  await ctx.pause(60_000);
  await night.again(step);
  const { changes } = await night.planned(step);
  expect(changes.map(({ object }) => object.id)).toEqual(['contoso-retail.com']);
  await night.approve(step);
  const early = await night.reach(step, (now) => now.attempt?.id !== attempt.id && now.attempt?.lookedAt !== null);
  expect([asked, early.state]).toEqual([2, 'verifying']);
  expect(early.findings.map(({ code, lasting }) => [code, lasting])).toEqual([['force-delete-failed', undefined]]);
});

test('a domain that a third organisation owns is announced nowhere', async () => {
  const third = { tenantId: guid(9, '9'), displayName: 'Somebody Else Ltd', defaultDomainName: 'else.example' };
  const night = await begin(
    arriving,
    {},
    {
      on: (transport) => (request) =>
        request.url.includes('findTenantInformationByDomainName')
          ? Promise.resolve(Response.json(third))
          : transport(request),
    },
  );

  const { attempt } = await night.planned('add-domain-destination');

  expect([attempt.state, attempt.may.approve]).toEqual(['attention', []]);
  expect(attempt.plan?.blockers.map(({ code, facts }) => [code, facts['owner']])).toEqual(
    movingDomains.map(() => ['domain-owned-elsewhere', 'Somebody Else Ltd']),
  );
});

test('an accepted domain of another kind is named for the person who sets it again', async () => {
  const relay = { ...moving('contoso.com'), domainType: 'InternalRelay' as const };
  const night = await begin(
    ['remove-domain-source', 'add-domain-source', 'domain-proof-source', 'verify-domain-source'],
    { releaseSeconds: 0 },
    { company: companyWith({ domains: [domain(initial.source, true), relay] }) },
  );
  await night.carryToTheEnd('remove-domain-source');
  await night.undo('remove-domain-source');
  await night.carryToTheEnd('add-domain-source');
  await publish(night, 'domain-proof-source');

  const { attempt, changes } = await night.planned('verify-domain-source');

  expect(changes.map(({ after }) => after)).toEqual([
    { state: 'verified', supportedServices: ['Email', 'OfficeCommunicationsOnline'] },
  ]);
  expect(attempt.plan?.warnings).toContainEqual(
    expect.objectContaining({ code: 'domain-type-by-hand', facts: { domain: 'contoso.com', type: 'InternalRelay' } }),
  );
});
