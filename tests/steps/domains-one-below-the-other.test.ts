/** A root and a subdomain of it move together: the real engine, over HTTP and DNS sockets, in a world where a root stays while there are subdomains, and a subdomain added below a verified root is verified at once. */
import type { RecordToSet } from '../../src/contract/task.js';
import { allowedDifferences, compareDumps } from '../../src/rehearsal/compare.js';
import type { Company, DnsRecord, Domain } from '../../src/rehearsal/world/entities.js';
import type { Faults } from '../../src/rehearsal/world/faults.js';
import { moveOut } from '../engine/support/engine-room.js';
import { beginMigration, type Migration, rowsOf } from './support/engine-in-the-world.js';
import { domain, initial, rehearsal, tenant, user, type RehearsalOptions } from './support/small-world.js';

type Run = Awaited<ReturnType<typeof rehearsal>>;

const root = 'contoso.com';
const sub = 'mail.contoso.com';
/** Of no root that moves: what happens below another one is nothing to it. */
const alone = 'contoso-retail.com';
const moving = [sub, alone, root];

const open: Run[] = [];
afterEach(async () => {
  await moveOut();
  for (const run of open.splice(0)) run.close();
});

const mx = (name: string): DnsRecord => ({ name, type: 'MX', ttl: 3600, data: '0 mx.old.example.' });
const own = (name: string): Domain => ({
  ...domain(name),
  passwordNotificationWindowInDays: null,
  passwordValidityPeriodInDays: null,
});
const vera = user(5, `vera@${initial.destination}`, []);
const company: Company = {
  format: 'changeover-company-1',
  movingDomains: moving,
  dns: { records: moving.map(mx) },
  tenants: {
    source: tenant('source', { domains: [domain(initial.source, true), ...moving.map(own)] }),
    destination: tenant('destination', {
      domains: [domain(initial.destination, true)],
      users: [vera],
    }),
  },
};

const arriving = ['services-needed', 'add-domain-destination', 'domain-proof-destination'];
const night = ['go-no-go', 'remove-domain-source', 'verify-domain-destination'];
const comingBack = [
  'back-out-decision',
  'no-dependencies-left-destination',
  'remove-domain-destination',
  'add-domain-source',
  'domain-proof-source',
  'verify-domain-source',
  'back-out-proof',
];

async function begin(faults: Partial<Faults> = {}, given: Partial<RehearsalOptions> = {}): Promise<Migration> {
  const run = await rehearsal({ company, faults, ...given });
  open.push(run);
  const migration = await beginMigration(run, {
    runbook: rowsOf([...arriving, ...night, ...comingBack], {
      'go-no-go': { roles: ['project-manager', 'business-owner'] },
    }),
  });
  await migration.answer('services-needed', { exchange: 'true', teams: 'true', deviceManagement: 'false' });
  return migration;
}

const publish = (migration: Migration, step: string) =>
  migration.workToTheEnd(step, async (records: readonly RecordToSet[]) => {
    for (const { name, type, value, ttl } of records)
      await migration.world.post('/world/dns', { name, type, value, ttl });
  });

/** From the first day until the domains have left the source. */
async function untilTheyLeave(migration: Migration): Promise<void> {
  await migration.carryToTheEnd('add-domain-destination');
  await publish(migration, 'domain-proof-destination');
  await migration.vote('go-no-go');
  await migration.carryToTheEnd('remove-domain-source');
}

async function turnBack(migration: Migration): Promise<void> {
  await migration.backOut();
  await migration.vote('back-out-decision');
  await migration.reach('no-dependencies-left-destination', 'done');
}

async function backAtTheSource(migration: Migration): Promise<void> {
  await migration.carryToTheEnd('add-domain-source');
  await publish(migration, 'domain-proof-source');
  await migration.carryToTheEnd('verify-domain-source');
  await migration.reach('back-out-proof', 'done');
}

const writes = (run: Run): readonly string[] =>
  run.lines
    .filter(({ method, system }) => system === 'graph' && method !== 'GET' && method !== undefined)
    .map(({ method, url, body, status }) => {
      const path = url.replace('https://graph.microsoft.com/v1.0', '');
      return `${method} ${path}${path === '/domains' ? ` ${body}` : ''} ${status}`;
    });
const there = async ({ world }: Migration): Promise<Readonly<Record<string, boolean>>> =>
  Object.fromEntries(
    (await world.state()).tenants.destination.domains
      .filter(({ id }) => moving.includes(id))
      .map(({ id, isVerified }) => [id, isVerified]),
  );

test('a root and what lies below it have both left the destination before either is announced there again, also where the services throttle and forget slowly', async () => {
  const faults = { releaseSeconds: 900, readLagSeconds: 20, throttledEvery: { graph: 4, exchange: null } };
  const migration = await begin(faults);
  await migration.carryToTheEnd('add-domain-destination');
  await publish(migration, 'domain-proof-destination');
  const announced = await migration.world.state();
  await migration.vote('go-no-go');
  await migration.carryToTheEnd('remove-domain-source');
  await migration.carryToTheEnd('verify-domain-destination');
  expect(await there(migration)).toEqual({ [root]: true, [sub]: true, [alone]: true });

  await turnBack(migration);
  const before = writes(migration.world).length;
  await migration.carryToTheEnd('remove-domain-destination');
  const done = writes(migration.world)
    .slice(before)
    .filter((line) => !line.endsWith(' 429'));
  expect(done.filter((line) => !line.includes(alone))).toEqual([
    `DELETE /domains/${sub} 204`,
    `DELETE /domains/${root} 204`,
    `POST /domains {"id":"${root}"} 201`,
    `POST /domains {"id":"${sub}"} 201`,
  ]);
  expect(done).toHaveLength(2 * moving.length);
  await backAtTheSource(migration);
  expect(compareDumps(announced, await migration.world.state(), allowedDifferences)).toEqual([]);
  expect(await there(migration)).toEqual({ [root]: false, [sub]: false, [alone]: false });
});

test('no answer that got lost takes a domain off twice, or brings one back below a root that is there still', async () => {
  const migration = await begin({
    releaseSeconds: 0,
    unansweredEvery: { graph: 1, exchange: null },
    unansweredHow: 'cut',
  });
  await untilTheyLeave(migration);
  await migration.carryToTheEnd('verify-domain-destination');
  await turnBack(migration);
  const before = writes(migration.world).length;
  await migration.carryToTheEnd('remove-domain-destination');
  expect(writes(migration.world).slice(before)).toHaveLength(2 * moving.length);
  expect(await there(migration)).toEqual({ [root]: false, [sub]: false, [alone]: false });
});

test('a root that the tenant keeps is told at once, what lay below it is not announced until it has left, and then it is', async () => {
  const migration = await begin({ releaseSeconds: 0 });
  const { world } = migration;
  await untilTheyLeave(migration);
  await migration.carryToTheEnd('verify-domain-destination');
  await world.post('/world/faults', { releaseSeconds: 4 * 3600 });
  await migration.backOut();
  await migration.vote('back-out-decision');
  await migration.reach('no-dependencies-left-destination', 'done');
  // Somebody gives it out again after the scans.
  const signsInAs = (userPrincipalName: string) =>
    world.post(`/world/admin/destination/users/${vera.id}`, { userPrincipalName });
  await signsInAs(`vera@${root}`);
  const asked = world.ctx.now().getTime();

  const { attempt, looks } = await migration.carry('remove-domain-destination');

  expect(attempt.state).toBe('attention');
  expect((world.ctx.now().getTime() - asked) / 60_000).toBeLessThan(6);
  expect(attempt.troubles.map(({ code, object }) => [code, object?.label])).toEqual([
    ['domain-root-still-there', sub],
    ['domain-held-by-dependants', root],
  ]);
  expect(looks.flat().filter(({ code }) => code === 'domain-not-as-planned')).toEqual([]);
  expect(await there(migration)).toEqual({ [root]: true, [alone]: false });

  await signsInAs(vera.userPrincipalName);
  await migration.again('remove-domain-destination');
  const { changes } = await migration.carryToTheEnd('remove-domain-destination');
  expect(changes.map(({ object }) => object.id)).toEqual([sub, root]);
  expect(await there(migration)).toEqual({ [root]: false, [sub]: false, [alone]: false });
});

test('a team that turns back when only the root was verified gets it off all the same: what is announced below it is, too', async () => {
  let isRefusing = true;
  const migration = await begin(
    { releaseSeconds: 0 },
    {
      on: (transport) => (request) =>
        isRefusing && request.url.endsWith(`/domains/${sub}/verify`)
          ? Promise.resolve(Response.json({ error: { code: 'x', message: 'not now' } }, { status: 400 }))
          : transport(request),
    },
  );
  await untilTheyLeave(migration);
  await migration.carry('verify-domain-destination');
  expect(await there(migration)).toEqual({ [root]: true, [sub]: false, [alone]: true });

  isRefusing = false;
  await turnBack(migration);
  const { changes } = await migration.carryToTheEnd('remove-domain-destination');
  expect(changes.find(({ object }) => object.id === sub)).toMatchObject({
    before: { state: 'unverified', below: root },
    after: { state: 'unverified', below: null },
  });
  await backAtTheSource(migration);
  expect(await there(migration)).toEqual({ [root]: false, [sub]: false, [alone]: false });
});
