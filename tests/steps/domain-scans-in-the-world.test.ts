/** The ten scans against the simulated services, held against the world's own truth about what refers to a domain. */
import readExcelFile from 'read-excel-file/node';
import type { CheckResult } from '../../src/contract/check.js';
import type { Finding } from '../../src/contract/finding.js';
import type { Company } from '../../src/rehearsal/world/entities.js';
import { generateCompany } from '../../src/rehearsal/world/company/generate-company.js';
import type { Hit } from '../../src/steps/domains/scans/scan.js';
import type { Transport } from '../../src/transport.js';
import { moveOut } from '../engine/support/engine-room.js';
import { beginMigration, rowsOf } from './support/engine-in-the-world.js';
import { movingDomains, rehearsal } from './support/small-world.js';

const generated = generateCompany({ mailboxes: 40, seed: 7 });
const domains = [...movingDomains, 'stores.contoso-retail.com'];

interface Dependant {
  readonly kind: string;
  readonly id: string;
  readonly objectId?: string;
  readonly label: string;
  readonly through: string;
}

type Run = Awaited<ReturnType<typeof rehearsal>>;

const dependantsOf = (run: Run, side: string, domain: string): Promise<readonly Dependant[]> =>
  run.ask(`/world/dependants?side=${side}&domain=${domain}`) as Promise<readonly Dependant[]>;

const hitsIn = (result: CheckResult): readonly Hit[] =>
  (JSON.parse(String(result.evidence[0]?.content)) as { hits: readonly Hit[] }).hits;

/** Our scans in the world's words. */
const worldKinds: Readonly<Record<string, readonly string[]>> = {
  recipients: ['recipient', 'publicFolder'],
  'deleted-mailboxes': ['softDeletedMailbox', 'inactiveMailbox'],
  users: ['user'],
  'deleted-users': ['deletedUser'],
  groups: ['group'],
  'deleted-groups': ['deletedGroup'],
  contacts: ['orgContact'],
  applications: ['application'],
  subdomains: ['domain'],
};

async function truth(run: Run, side: 'source' | 'destination'): Promise<readonly string[]> {
  const found: string[] = [];
  const tenant = (await run.state()).tenants[side];
  for (const domain of domains.filter((name) => tenant.domains.some(({ id }) => id === name))) {
    for (const one of await dependantsOf(run, side, domain)) {
      // The default domain is the affair of two steps of its own.
      if (one.kind === 'domain' && one.through !== 'subdomain') continue;
      const scan = Object.keys(worldKinds).find((name) => worldKinds[name]?.includes(one.kind));
      const id = one.kind === 'recipient' ? (one.objectId ?? one.id) : one.id;
      found.push(`${scan} ${domain} ${id}`);
    }
  }
  return [...new Set(found)].sort();
}

const seen = (hits: readonly Hit[]): readonly string[] =>
  [
    ...new Set(hits.filter(({ scan }) => scan !== 'references').map((hit) => `${hit.scan} ${hit.domain} ${hit.id}`)),
  ].sort();

const countsIn = ({ findings }: CheckResult) =>
  Object.fromEntries(
    findings
      .filter(({ code }) => code.startsWith('scan-'))
      .map(({ code, status, facts }) => [
        code.slice('scan-'.length),
        { status, count: facts['count'], byStep: facts['byStep'], byPeople: facts['byPeople'] },
      ]),
  );

const blockersIn = ({ findings }: CheckResult): readonly Finding[] =>
  findings.filter(({ code }) => code.startsWith('blocker-'));

const namesOf = (result: CheckResult, code: string): readonly (string | number | undefined)[] =>
  blockersIn(result)
    .filter((finding) => finding.code === code)
    .map(({ facts }) => facts['name']);

const open = new Set<Run>();
afterEach(async () => {
  await moveOut();
  for (const run of open) run.close();
  open.clear();
});

async function start(options: { app?: 'readOnly'; on?: (transport: Transport) => Transport; company?: Company } = {}) {
  const run = await rehearsal({ company: generated, ...options });
  open.add(run);
  return run;
}

test('an app that may only read finds exactly what refers to the domains, no more and no less, and keeps it', async () => {
  const run = await start({ app: 'readOnly' });

  const result = await run.check('domain-blockers').run(run.ctx);

  expect(seen(hitsIn(result))).toEqual(await truth(run, 'source'));
  const [, book] = result.evidence;
  const sheets = await readExcelFile(book?.content as Buffer);
  expect(sheets.map(({ sheet }) => sheet)).toEqual(['Scans', 'For people']);
  expect(result.findings.slice(0, 10).every(({ code }) => code.startsWith('scan-'))).toBe(true);
});

test('what later steps clear is counted, what people must clear is named', async () => {
  const run = await start();

  const result = await run.check('domain-blockers').run(run.ctx);

  const tally = (code: string) => namesOf(result, code).length;
  expect(namesOf(result, 'blocker-user')).toEqual(['Zoe Lang']);
  expect(namesOf(result, 'blocker-guest')).toEqual(['Franchise Partner']);
  expect(namesOf(result, 'blocker-recipient')).toEqual(['Robin Freelance']);
  expect(namesOf(result, 'blocker-group')).toEqual(['All Stores']);
  expect(namesOf(result, 'blocker-contact')).toEqual(['Litware Hotline']);
  expect(namesOf(result, 'blocker-public-folder')).toEqual(['Complaints']);
  expect(namesOf(result, 'blocker-application')).toEqual(['Intranet', 'Shop Portal']);
  expect(namesOf(result, 'blocker-subdomain')).toEqual(['stores.contoso-retail.com']);
  expect(namesOf(result, 'blocker-deleted-group')).toEqual(['Kick-off 2025']);
  expect(namesOf(result, 'blocker-deleted-mailbox')).toEqual(['Marta Left', 'Виктор Архивный']);
  expect(tally('blocker-deleted-user')).toBeGreaterThanOrEqual(2);
  expect([tally('blocker-operator'), tally('blocker-reference')]).toEqual([0, 0]);
  const zoe = blockersIn(result).find(({ code }) => code === 'blocker-user');
  // Her sign-in name is changed by a step, her addresses by none.
  expect(zoe?.facts).toEqual({
    name: 'Zoe Lang',
    through: 'zoe.lang@contoso.com, z.lang@contoso.com',
    domain: 'contoso.com',
  });
  const ids = blockersIn(result).map(({ object }) => object?.id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(countsIn(result)['users']).toMatchObject({ status: 'failed', byPeople: 3 });
  expect(countsIn(result)['references']).toMatchObject({ status: 'failed' });
});

test('an account of the team and a break-glass account are left to people although steps clear others like them', async () => {
  const run = await rehearsal({
    company: generated,
    roster: [
      {
        personId: 'elsewhere',
        name: 'Anna Berg',
        company: 'source',
        roles: ['source-admin'],
        email: 'Anna.Berg@contoso.com',
        userPrincipalName: null,
      },
    ],
    protectedAccounts: [{ side: 'source', account: 'svc-backup@contoso.com', why: 'bot' }],
  });
  open.add(run);

  const result = await run.check('domain-blockers').run(run.ctx);

  expect(namesOf(result, 'blocker-operator')).toEqual(['Anna.Berg (contoso.com)', 'svc-backup']);
});

const answering =
  (fits: (request: Request, body: string) => boolean, answer: () => Response) =>
  (transport: Transport): Transport =>
  async (request) => {
    const body = await request.clone().text();
    return fits(request, body) ? answer() : transport(request);
  };
const denied = () =>
  new Response(
    JSON.stringify({ error: { code: 'Authorization_RequestDenied', message: 'Insufficient privileges.' } }),
    { status: 403, headers: { 'content-type': 'application/json' } },
  );

test.each([
  ['applications', (request: Request) => /\/applications\?/.test(request.url)],
  ['deleted-groups', (request: Request) => request.url.includes('deletedItems/microsoft.graph.group')],
  ['recipients', (_: Request, body: string) => body.includes('Get-MailPublicFolder')],
  ['deleted-mailboxes', (_: Request, body: string) => body.includes('InactiveMailboxOnly')],
])('a %s list that cannot be had makes that one scan unknown and hides none of the others', async (scan, fits) => {
  const whole = await start();
  const wanted = countsIn(await whole.check('domain-blockers').run(whole.ctx));
  const run = await start({ on: answering(fits, denied) });

  const result = await run.check('domain-blockers').run(run.ctx);

  const counts = countsIn(result);
  expect(counts[scan]?.status).toBe('unknown');
  for (const other of Object.keys(wanted).filter((name) => ![scan, 'references'].includes(name))) {
    expect([other, counts[other]]).toEqual([other, wanted[other]]);
  }
  expect(result.findings.find(({ code }) => code === `scan-${scan}`)?.facts['text']).toContain(
    'Insufficient privileges',
  );
});

test('without the list of users nobody is named as a stranger: the references are unknown too', async () => {
  const run = await start({ on: answering(({ url }) => /\/v1\.0\/users\?/.test(decodeURIComponent(url)), denied) });

  const result = await run.check('domain-blockers').run(run.ctx);

  const counts = countsIn(result);
  expect([counts['users']?.status, counts['references']?.status]).toEqual(['unknown', 'unknown']);
  expect(namesOf(result, 'blocker-reference')).toEqual([]);
  expect(namesOf(result, 'blocker-contact')).toEqual(['Litware Hotline']);
});

test('a few lists are all that is read, however many mailboxes there are', async () => {
  const run = await start({ company: generateCompany({ mailboxes: 1500, seed: 7 }) });

  await run.check('domain-blockers').run(run.ctx);

  expect(run.lines.filter(({ system }) => system !== 'login').length).toBeLessThan(30);
});

const clearing = [
  'source-routing-address',
  'default-domain-source',
  'upn-to-initial-domain',
  'groups-primary-to-initial-domain',
  'mailbox-aliases-removed',
  'group-aliases-removed',
  'm365-groups-moved',
];

test('when people have cleared theirs and the steps theirs, nothing refers to the domains any more', async () => {
  const run = await start();
  const night = await beginMigration(run, {
    runbook: rowsOf(['domain-blockers', ...clearing, 'no-dependencies-left'], {
      // Asked before anything is cleared, too.
      'no-dependencies-left': { after: [] },
    }),
  });
  const { findings } = await night.reach('domain-blockers', 'attention');

  const isBelow = ({ code }: Finding): boolean => code === 'blocker-subdomain';
  const blockers = blockersIn({ findings, evidence: [] });
  for (const finding of blockers.filter((one) => !isBelow(one))) await clear(run, finding);
  // The directory learns from Exchange a while later, and lets a subdomain go only then.
  await run.ctx.pause(600_000);
  for (const finding of blockers.filter(isBelow)) await clear(run, finding);
  await run.ctx.pause(600_000);

  await night.again('domain-blockers');
  const cleared = await night.reach('domain-blockers', 'done');
  const counts = countsIn({ findings: cleared.findings, evidence: [] });
  expect(Object.entries(counts).filter(([, { status }]) => status !== 'passed')).toEqual([]);
  expect(Object.values(counts).map(({ byPeople }) => byPeople)).toEqual(Object.keys(counts).map(() => 0));
  await night.again('no-dependencies-left');
  const early = await night.reach('no-dependencies-left', 'attention');
  expect(early.findings.some(({ status }) => status === 'failed')).toBe(true);

  for (const step of clearing) {
    // People have taken away what was planned with: it is planned on what is there now.
    await night.again(step);
    const { attempt } = await night.planned(step);
    expect([step, attempt.plan?.blockers]).toEqual([step, []]);
    await night.carryToTheEnd(step);
    await run.ctx.pause(600_000);
  }
  await night.again('no-dependencies-left');
  const after = await night.reach('no-dependencies-left', 'done');
  expect(after.findings.filter(({ status }) => status !== 'passed')).toEqual([]);
  expect(await truth(run, 'source')).toEqual([]);
  expect(await dependantsOf(run, 'source', 'contoso.com')).toEqual([]);
});

/** What the sentence of the finding tells people to do, at the portal. */
async function clear(run: Run, { code, object, facts }: Finding): Promise<void> {
  const admin = (errand: string, body: unknown = {}): Promise<unknown> =>
    run.post(`/world/admin/source/${errand}`, body);
  const id = object?.id ?? '';
  const addresses = String(facts['through']).split(', ');
  switch (code) {
    case 'blocker-user':
    case 'blocker-guest':
    case 'blocker-recipient':
    case 'blocker-group':
      return void (await admin(`addresses/${id}/remove`, { addresses }));
    case 'blocker-public-folder':
      await admin(`addresses/${id}/add`, { addresses: [`${id}@${run.ctx.migration.initialDomain.source}`] });
      return void (await admin(`addresses/${id}/remove`, { addresses }));
    case 'blocker-contact':
      return void (await admin(`contacts/${id}/delete`));
    case 'blocker-application':
      return void (await admin(`applications/${id}`, { identifierUris: [] }));
    case 'blocker-subdomain':
      return void (await admin(`domains/${id}/remove`));
    case 'blocker-deleted-user':
    case 'blocker-deleted-group':
      return void (await admin(`deleted-items/${id}/delete`));
    case 'blocker-deleted-mailbox':
      return void (await admin(`mailboxes/${id}/delete`));
    default:
      throw new Error(`nobody knows how to clear ${code}`);
  }
}

test('at the destination everything found is left to people, and a domain that the tenant does not have refers to nothing', async () => {
  const run = await start();

  const result = await run.check('no-dependencies-left-destination').run(run.ctx);

  expect(countsIn(result)['references']).toMatchObject({ status: 'passed', count: 0 });
  // Contacts and guests made when the companies began to talk: no step of a back-out takes their addresses away.
  expect(countsIn(result)['contacts']).toMatchObject({ status: 'failed', byStep: 0 });
});
