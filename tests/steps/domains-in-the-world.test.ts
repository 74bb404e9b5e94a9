/** The moving domains change hands and come back, over HTTP and DNS sockets, in a world that answers as the vendors' pages say. */
import type { StepContext } from '../../src/contract/context.js';
import type { RecordToSet, TaskDefinition } from '../../src/contract/task.js';
import { allowedDifferences, compareDumps } from '../../src/rehearsal/compare.js';
import type { Application, Company, DnsRecord, Domain } from '../../src/rehearsal/world/entities.js';
import type { Faults } from '../../src/rehearsal/world/faults.js';
import { night, type Night } from './support/carry-step.js';
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
afterEach(() => {
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

async function begin(
  faults: Partial<Faults> = {},
  company = companyWith(),
  more: Partial<RehearsalOptions> = {},
): Promise<Run & { night: Night }> {
  const run = await rehearsal({ company, faults, ...more });
  open.push(run);
  const under = night(run.ctx);
  under.decide('services-needed', { exchange: 'true', teams: 'true', deviceManagement: 'false' });
  under.decide('mail-gap', { gap: 'parking', mxHost: 'parked.dns-host.example' });
  return { ...run, night: under };
}

/** What the DNS administrator does with a card: every record to the letter. */
async function setRecords(run: Run, records: readonly RecordToSet[]): Promise<void> {
  for (const { action, name, type, value, ttl } of records) {
    if (action === 'publish') await run.post('/world/dns', { name, type, value, ttl });
    else await run.takeAway('/world/dns', { name, type, value });
  }
}

async function carryTask(run: Run & { night: Night }, task: TaskDefinition, records?: readonly RecordToSet[]) {
  const brief = records === undefined ? await task.brief(run.night.ctx) : { records, remarks: [] };
  await setRecords(run, brief.records);
  const looks: string[][] = [];
  for (let waited = 0; waited <= task.watchWithin; waited += task.watchEvery) {
    const findings = await task.watch(run.night.ctx, brief);
    looks.push(findings.map(({ code }) => code));
    if (findings.every(({ status }) => status === 'passed')) return { brief, looks, findings };
    await run.ctx.pause(1000 * task.watchEvery);
  }
  throw new Error(`${task.name} never ended: ${JSON.stringify(looks.at(-1))}`);
}

const opposite = (records: readonly RecordToSet[]): readonly RecordToSet[] =>
  [...records].reverse().map((one) => ({ ...one, action: one.action === 'publish' ? 'remove' : 'publish' }));
const domainsOf = (company: Company, side: 'source' | 'destination') =>
  company.tenants[side].domains.filter(({ id }) => movingDomains.includes(id));
const writes = (run: Run) =>
  run.lines
    .filter(({ method, system }) => system === 'graph' && method !== 'GET' && method !== undefined)
    .map(({ method, url, status }) => `${method} ${url.replace('https://graph.microsoft.com/v1.0', '')} ${status}`);

test.each([
  ['calm, and the destination takes the domains early', { scenario: 'calm' }],
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
] as [string, Partial<Faults>][])('both domains leave, arrive and come back: %s', async (_, faults) => {
  const run = await begin(faults);
  let proved: Awaited<ReturnType<typeof carryTask>> | null = null;
  const early = await run.night.carry(run.change('add-domain-destination'));
  if (faults.unverifiedDomainAllowedEarly === false) {
    expect(early.putOff).toMatchObject({ until: 'remove-domain-source', remark: { code: 'adding-put-off' } });
    expect(domainsOf(await run.state(), 'destination')).toEqual([]);
  } else proved = await carryTask(run, run.task('domain-proof-destination'));
  const announced = await run.state();
  const parked = await carryTask(run, run.task('mx-parked'));

  const removed = await run.night.carry(run.change('remove-domain-source'));
  expect(removed.looks[0]?.map(({ code }) => code)).toContain('domain-releasing');
  expect(removed.findings.map(({ code }) => code)).toEqual(['domain-released', 'domain-released']);
  expect(domainsOf(await run.state(), 'source')).toEqual([]);

  if (early.putOff !== null) {
    await run.night.carry(run.change('add-domain-destination'));
    proved = await carryTask(run, run.task('domain-proof-destination'));
  }
  const claimed = await run.night.carry(run.change('verify-domain-destination'));
  expect(claimed.findings.map(({ code, facts }) => [code, facts['records']])).toEqual([
    ['domain-claimed', 4],
    ['domain-claimed', 4],
  ]);
  expect(
    domainsOf(await run.state(), 'destination').map(({ isVerified, supportedServices }) => [
      isVerified,
      [...supportedServices].sort(),
    ]),
  ).toEqual(movingDomains.map(() => [true, ['Email', 'OfficeCommunicationsOnline']]));

  const given = await run.night.carry(run.change('remove-domain-destination'));
  expect(given.findings.map(({ code }) => code)).toEqual(['domain-released', 'domain-released']);
  await run.night.carry(run.change('add-domain-source'));
  const proof = await carryTask(run, run.task('domain-proof-source'));
  await run.night.carry(run.change('verify-domain-source'));
  await carryTask(run, run.task('domain-proof-source'), opposite(proof.brief.records));
  await carryTask(run, run.task('mx-parked'), opposite(parked.brief.records));

  if (early.putOff !== null) {
    // Added in the night, so undone with it.
    const adding = run.change('add-domain-destination');
    await carryTask(run, run.task('domain-proof-destination'), opposite(proved?.brief.records ?? []));
    await run.night.carry(adding, run.night.undone(adding), 'undo');
  }

  expect(compareDumps(announced, await run.state(), allowedDifferences)).toEqual([]);
  // As it was announced before the night: there, and not verified.
  const there = domainsOf(await run.state(), 'destination').map(({ isVerified }) => isVerified);
  expect(there).toEqual(early.putOff === null ? [false, false] : []);
});

const holder = user(1, 'petra@contoso.com', ['SMTP:petra@contoso.com']);

test('a refused removal changes nothing, says what the tenant said, and the domain that nothing holds leaves all the same', async () => {
  const run = await begin({ releaseSeconds: 0 }, companyWith({ users: [holder] }));
  const before = domainsOf(await run.state(), 'source');

  const removed = await run.night.carry(run.change('remove-domain-source'));

  expect(removed.refused).toMatchObject([{ code: 'domain-held-by-dependants', facts: { status: 400 } }]);
  expect(removed.refused[0]?.facts['text']).toContain(`user ${holder.id}`);
  // Only the domain that went is waited for.
  expect(removed.findings.map(({ code, facts }) => [code, facts['domain']])).toEqual([
    ['domain-released', 'contoso-retail.com'],
  ]);
  expect(domainsOf(await run.state(), 'source')).toEqual(before.filter(({ id }) => id === 'contoso.com'));
});

test('a default domain is not even asked for', async () => {
  const company = companyWith({
    domains: [
      { ...domain(initial.source, true), isDefault: false },
      ...movingDomains.map((name) => ({ ...moving(name), isDefault: name === 'contoso.com' })),
    ],
  });
  const run = await begin({}, company);

  const { blockers, changes } = await run.change('remove-domain-source').plan(run.night.ctx);

  expect(blockers.map(({ code, facts }) => [code, facts['domain']])).toEqual([['domain-is-default', 'contoso.com']]);
  expect(changes.map(({ before }) => before)).toContainEqual({
    state: 'verified',
    supportedServices: ['Email', 'OfficeCommunicationsOnline'],
    authenticationType: 'Managed',
    domainType: 'Authoritative',
  });
});

test('the release watch counts the minutes, and believes only three answers in a row', async () => {
  const run = await begin({ releaseSeconds: 300 });

  const { looks } = await run.night.carry(run.change('remove-domain-source'));

  const first = looks.map((findings) => findings[0]);
  expect(first.slice(0, -1).map((finding) => finding?.code)).toEqual(looks.slice(1).map(() => 'domain-releasing'));
  expect(first.map((finding) => finding?.facts['minutes'])).toEqual([0, 1, 2, 3, 4, 6]);
  expect(first.at(-2)?.facts).toMatchObject({ owner: 'source', looks: 5 });
  const asked = run.lines.filter(({ system, url }) => system === 'discovery' && url.includes('/contoso.com/'));
  expect(asked.slice(-3).map(({ status }) => status)).toEqual([400, 400, 400]);
});

test('no write that was done and never answered is done twice', async () => {
  const run = await begin({
    releaseSeconds: 0,
    unansweredEvery: { graph: 1, exchange: null },
    unansweredHow: 'cut',
    verifyingEnablesMail: false,
  });

  await run.night.carry(run.change('add-domain-destination'));
  await carryTask(run, run.task('domain-proof-destination'));
  await run.night.carry(run.change('remove-domain-source'));
  await run.night.carry(run.change('verify-domain-destination'));
  await run.night.carry(run.change('remove-domain-destination'));

  // Added, removed at the source, verified, services set, removed at the destination, added there again: each domain once.
  expect(writes(run)).toHaveLength(6 * movingDomains.length);
  expect(writes(run).every((line) => line.endsWith(' null'))).toBe(true);
  expect(domainsOf(await run.state(), 'destination').map(({ isVerified }) => isVerified)).toEqual([false, false]);
});

test('nobody is asked to approve a verification that would be refused', async () => {
  const run = await begin({ releaseSeconds: 600, dnsPropagationSeconds: 300 });
  const verifying = run.change('verify-domain-destination');
  const blockersNow = async () =>
    (await verifying.plan(run.night.ctx)).blockers.map(
      ({ code, facts }) => `${code} ${facts['domain']} ${facts['servers'] ?? facts['owner']}`,
    );
  await run.night.carry(run.change('add-domain-destination'));

  expect(await blockersNow()).toEqual([
    'proof-not-published contoso.com ns1.dns-host.example, ns2.dns-host.example',
    'domain-still-owned contoso.com source',
    'proof-not-published contoso-retail.com ns1.dns-host.example, ns2.dns-host.example',
    'domain-still-owned contoso-retail.com source',
  ]);

  const { records } = await run.task('domain-proof-destination').brief(run.night.ctx);
  await setRecords(run, records);
  // The second name server is behind.
  expect(await blockersNow()).toContain('proof-not-published contoso.com ns2.dns-host.example');
  const looks = await run.task('domain-proof-destination').watch(run.night.ctx, { records, remarks: [] });
  expect(looks.map(({ code, facts }) => [code, facts['server']])).toEqual([
    ['record-missing', 'ns2.dns-host.example'],
    ['record-missing', 'ns2.dns-host.example'],
  ]);

  await run.night.carry(run.change('remove-domain-source'));
  expect(await blockersNow()).toEqual([]);
  run.night.decide('services-needed', { exchange: 'true', teams: 'false', deviceManagement: 'false' });
  await run.night.carry(verifying);
  expect(domainsOf(await run.state(), 'destination').map(({ supportedServices }) => supportedServices)).toEqual([
    ['Email'],
    ['Email'],
  ]);
});

test('a domain that somebody verified at the portal is read back, and neither way is silent about it', async () => {
  const run = await begin({ releaseSeconds: 0 });
  await run.night.carry(run.change('add-domain-destination'));
  await carryTask(run, run.task('domain-proof-destination'));
  await run.night.carry(run.change('remove-domain-source'));
  const portal = run.destination.graph;
  await portal.verifyDomain('contoso.com');
  await portal.setSupportedServices('contoso.com', ['Email', 'OfficeCommunicationsOnline']);
  const verifying = run.change('verify-domain-destination');

  const { leftOut } = await verifying.plan(run.night.ctx);
  expect(leftOut.map(({ code, facts }) => [code, facts['domain']])).toEqual([
    ['left-out-verified-by-others', 'contoso.com'],
  ]);
  const { changes, findings } = await run.night.carry(verifying);
  expect(changes.map(({ object }) => object.id)).toEqual(['contoso-retail.com']);
  expect(findings.map(({ code, facts }) => [code, facts['domain']])).toEqual([
    ['domain-claimed', 'contoso-retail.com'],
    ['domain-verified-by-others', 'contoso.com'],
  ]);
  // What the bot verified is its own business afterwards.
  expect((await verifying.plan(run.night.ctx)).leftOut.map(({ code }) => code)).toContain('left-out-domain-verified');

  await run.night.carry(run.change('remove-domain-destination'));
  const { blockers } = await run.change('add-domain-source').plan(run.night.ctx);
  expect(blockers.map(({ code, facts }) => [code, facts['domain']])).toEqual([
    ['domain-verified-at-destination', 'contoso.com'],
  ]);
  await portal.removeDomain('contoso.com');
  expect((await run.change('add-domain-source').plan(run.night.ctx)).blockers).toEqual([]);
});

test('not released yet is asked again, later each time', async () => {
  const run = await begin({ releaseSeconds: 1500 });
  await run.night.carry(run.change('add-domain-destination'));
  await carryTask(run, run.task('domain-proof-destination'));
  await run.source.graph.removeDomain('contoso.com');
  const verifying = run.change('verify-domain-destination');
  const { changes } = await verifying.plan(run.night.ctx);
  const only = changes.filter(({ object }) => object.id === 'contoso.com');
  const since = run.ctx.now().getTime();

  await run.night.carry(verifying, only);

  expect(run.ctx.now().getTime() - since).toBeGreaterThan(1_500_000);
  // 60, 120, 240, 480 and 600 seconds.
  expect(writes(run).filter((line) => line.startsWith('POST /domains/contoso.com/verify 400'))).toHaveLength(5);
});

test('parked mail waits for the last resolver that remembers the old record', async () => {
  const run = await begin({ dnsPropagationSeconds: 0 });
  const task = run.task('mx-parked');
  const { dns } = run;
  // The world asks for the old record, so its resolvers remember it.
  for (const name of movingDomains) await dns.resolvers(name, 'MX');
  await run.ctx.pause(600_000);

  const brief = await task.brief(run.night.ctx);
  expect(brief.records.slice(0, 2)).toEqual([
    { action: 'publish', name: 'contoso.com', type: 'MX', value: '10 parked.dns-host.example', ttl: 300 },
    { action: 'remove', name: 'contoso.com', type: 'MX', value: '0 contoso-com.old.example', ttl: 3600 },
  ]);
  expect(brief.remarks.map(({ code, facts }) => [code, facts['minutes']])).toEqual([
    ['mx-remembered-for', 60],
    ['mx-remembered-for', 60],
  ]);
  expect((await task.watch(run.night.ctx, brief)).map(({ code }) => code)).toContain('mx-not-as-asked');

  await setRecords(run, brief.records);
  const [remembered] = await task.watch(run.night.ctx, brief);
  expect(remembered).toMatchObject({
    status: 'failed',
    code: 'mx-remembered',
    facts: { domain: 'contoso.com', until: '2026-11-30T09:00Z' },
  });
  await run.ctx.pause(3_000_000);
  const findings = await task.watch(run.night.ctx, brief);
  expect(findings.map(({ code, facts }) => [code, facts['value'], facts['servers'], facts['seen']])).toEqual(
    movingDomains.map(() => ['mx-everywhere', '10 parked.dns-host.example', 2, 3]),
  );
});

test('mail that may bounce is parked nowhere, and parking without a host asks for one', async () => {
  const run = await begin();
  const task = run.task('mx-parked');
  run.night.decide('mail-gap', { gap: 'bounce' });
  expect(await task.applies?.(run.night.ctx)).toMatchObject({ applies: false, because: { code: 'mail-gap-bounces' } });

  run.night.decide('mail-gap', { gap: 'parking', mxHost: '' });
  expect(await task.applies?.(run.night.ctx)).toEqual({ applies: true });
  const brief = await task.brief(run.night.ctx);
  expect(brief).toMatchObject({ records: [], remarks: [{ code: 'mx-host-missing' }] });
  expect(await task.watch(run.night.ctx, brief)).toMatchObject([{ status: 'failed', code: 'mx-host-missing' }]);
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
  const run = await begin({}, company);

  const { blockers, warnings } = await run.change('force-remove-domain-source').plan(run.night.ctx);

  expect(blockers.map(({ code, facts }) => [code, facts['domain'], facts['names'] ?? facts['count']])).toEqual([
    ['forced-subdomains-first', 'contoso-retail.com', 'shops.contoso-retail.com'],
    ['forced-exchange-first', 'contoso.com', 'Group 20'],
    ['forced-multi-tenant-application', 'contoso.com', 'Application 30'],
    ['forced-too-many-references', 'contoso.com', 1003],
  ]);
  expect(warnings.map(({ code }) => code)).toContain('forced-names-stay');
});

test.each([
  ['', {}],
  [', unanswered', { unansweredEvery: { graph: 1, exchange: null }, unansweredHow: 'cut' }],
] as [string, Partial<Faults>][])(
  'forced%s, the domain goes later, nobody is disabled, and 76 planned again only watches',
  async (_, faults) => {
    const company = companyWith({ users: [holder], applications: [application(30, 'AzureADMyOrg')] });
    const run = await begin({ releaseSeconds: 600, forceDeleteSeconds: 900, ...faults }, company);

    const forced = await run.night.carry(run.change('force-remove-domain-source'));
    expect(forced.looks.length).toBeGreaterThan(20);
    expect(forced.findings.map(({ code }) => code)).toEqual(['domain-released', 'domain-released']);
    expect(writes(run)).toHaveLength(2);
    expect(run.lines.filter(({ url }) => url.endsWith('/forceDelete')).map(({ body }) => body)).toEqual(
      movingDomains.map(() => '{"disableUserAccounts":false}'),
    );
    const [renamed] = (await run.state()).tenants.source.users;
    expect(renamed).toMatchObject({ userPrincipalName: `petra@${initial.source}`, accountEnabled: true });

    const removing = run.change('remove-domain-source');
    expect(await removing.plan(run.night.ctx)).toMatchObject({ changes: [], blockers: [] });
    const watched = await run.night.carry(removing);
    expect(watched.findings.map(({ code }) => code)).toEqual(['domain-released', 'domain-released']);
    // The way back brings the domains.
    expect((await run.change('add-domain-source').plan(run.night.ctx)).changes).toHaveLength(2);
  },
);

test('a forced deletion that Microsoft gave up is told at once, and one from before is waited out', async () => {
  const run = await begin({ releaseSeconds: 0, forceDeleteSeconds: 900 }, companyWith(), {
    on: (transport) => async (request) => {
      const answer = await transport(request);
      // Somebody adds what a forced deletion does not take, while it is under way.
      if (request.url.endsWith('/contoso-retail.com/forceDelete')) {
        await run.source.graph.addDomain('shops.contoso-retail.com');
      }
      return answer;
    },
  });
  const forcing = run.change('force-remove-domain-source');

  const { findings } = await run.night.carry(forcing);

  expect(findings.find(({ facts }) => facts['domain'] === 'contoso-retail.com')).toMatchObject({
    status: 'failed',
    code: 'force-delete-failed',
    lasting: true,
  });

  // Asked for again: the tenant may still show how the earlier request ended.
  await run.source.graph.removeDomain('shops.contoso-retail.com');
  await run.ctx.pause(60_000);
  const { changes } = await forcing.plan(run.night.ctx);
  const askedLater: StepContext = {
    ...run.night.ctx,
    written: async (stepId) =>
      stepId === forcing.name
        ? changes.map((change) => ({
            change,
            observedBefore: change.before,
            made: [],
            at: run.ctx.now().toISOString(),
          }))
        : [],
  };
  const early = await forcing.verify(askedLater, changes);
  expect(early.map(({ code, lasting }) => [code, lasting])).toEqual([['force-delete-failed', undefined]]);
});

test('a domain that a third organisation owns is announced nowhere', async () => {
  const third = { tenantId: guid(9, '9'), displayName: 'Somebody Else Ltd', defaultDomainName: 'else.example' };
  const run = await begin({}, companyWith(), {
    on: (transport) => (request) =>
      request.url.includes('findTenantInformationByDomainName')
        ? Promise.resolve(new Response(JSON.stringify(third), { headers: { 'content-type': 'application/json' } }))
        : transport(request),
  });

  const { blockers } = await run.change('add-domain-destination').plan(run.night.ctx);

  expect(blockers.map(({ code, facts }) => [code, facts['owner']])).toEqual(
    movingDomains.map(() => ['domain-owned-elsewhere', 'Somebody Else Ltd']),
  );
});

test('an accepted domain of another kind is named for the person who sets it again', async () => {
  const relay = { ...moving('contoso.com'), domainType: 'InternalRelay' as const };
  const run = await begin({ releaseSeconds: 0 }, companyWith({ domains: [domain(initial.source, true), relay] }));
  await run.night.carry(run.change('remove-domain-source'));
  await run.night.carry(run.change('add-domain-source'));

  const { changes, warnings } = await run.change('verify-domain-source').plan(run.night.ctx);

  expect(changes.map(({ after }) => after)).toEqual([
    { state: 'verified', supportedServices: ['Email', 'OfficeCommunicationsOnline'] },
  ]);
  expect(warnings).toContainEqual(
    expect.objectContaining({ code: 'domain-type-by-hand', facts: { domain: 'contoso.com', type: 'InternalRelay' } }),
  );
});
