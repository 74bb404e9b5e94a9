/** The moving domains change hands and come back, over HTTP and DNS sockets, in a world that answers as the vendors' pages say. */
import type { RecordToSet, TaskDefinition } from '../../src/contract/change.js';
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
    await run.night.carry(adding, run.night.undone(adding));
  }

  expect(compareDumps(announced, await run.state(), allowedDifferences)).toEqual([]);
  // As it was announced before the night: there, and not verified.
  const there = domainsOf(await run.state(), 'destination').map(({ isVerified }) => isVerified);
  expect(there).toEqual(early.putOff === null ? [false, false] : []);
});
