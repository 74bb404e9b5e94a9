import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cast } from '../../src/rehearsal/cast.js';
import { allowedDifferences, compareDumps } from '../../src/rehearsal/compare.js';
import { openJournal } from '../../src/rehearsal/journal.js';
import { loadCompany, saveCompany } from '../../src/rehearsal/world/company/company-file.js';
import { generateCompany } from '../../src/rehearsal/world/company/generate-company.js';
import { coverage } from '../../src/rehearsal/world/coverage.js';
import { cmdlets, exchangePaths } from '../../src/rehearsal/world/exchange/exchange.js';
import { graphRoutes } from '../../src/rehearsal/world/graph/graph.js';
import { loginRoutes } from '../../src/rehearsal/world/login/routes.js';
import { openBench } from './harness.js';

const newName = 'ivan.petrov@contosogroup.onmicrosoft.com';
const folders: string[] = [];
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'world-'));
  folders.push(folder);
  return folder;
};
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

test('a journal gives back snapshot and entries, forgets a torn last line, and compacts without replaying', async () => {
  const folder = newFolder();
  const journal = openJournal(folder, 'x');
  journal.load();
  journal.append({ a: 1 });
  journal.compact({ whole: 1 });
  journal.append({ a: 2 });
  journal.append({ a: 'Ольга' });
  const { appendFileSync } = await import('node:fs');
  appendFileSync(join(folder, 'x.1.jsonl'), '{"torn":');
  const again = openJournal(folder, 'x');
  expect(again.load()).toEqual({ snapshot: { whole: 1 }, entries: [{ a: 2 }, { a: 'Ольга' }] });
  again.append({ a: 3 });
  expect(openJournal(folder, 'x').load().entries).toEqual([{ a: 2 }, { a: 'Ольга' }, { a: 3 }]);
});

test('what was answered is there after the world is opened again without having been closed, and time never goes back', async () => {
  const stateFolder = newFolder();
  const first = await openBench({ stateFolder });
  await first.graph('source', 'PATCH', '/users/ivan.petrov@contoso.com', { userPrincipalName: newName });
  await first.advance(4);
  const token = await first.token('source');
  const clock = (await first.call('GET', '/world/clock')).body;
  // Nothing is closed: the second one reads what the first left on disk, as after a kill.
  const second = await openBench({ stateFolder });
  expect(
    (await second.graph('source', 'GET', `/users/${newName}`, undefined, { authorization: `Bearer ${token}` })).status,
  ).toBe(200);
  const after = (await second.call('GET', '/world/clock')).body;
  expect(Date.parse(after.at)).toBeGreaterThanOrEqual(Date.parse(clock.at));
  expect(after.version).toBeGreaterThan(clock.version);
  await second.advance(60);
  expect((await second.cmdlet('source', 'Get-Mailbox', { Identity: newName })).body.value[0].PrimarySmtpAddress).toBe(
    newName,
  );
  const log = (await second.call('GET', '/world/log')).body.entries;
  expect(log.filter((entry: { applied: boolean }) => entry.applied)).toHaveLength(1);
  await second.close();
  await first.close();
});

test('a dump is the settled truth, stable, loads as a company and comes back the same', async () => {
  const bench = await openBench();
  await bench.graph('source', 'PATCH', '/users/ivan.petrov@contoso.com', { userPrincipalName: newName });
  const dump = (await bench.call('GET', '/world/state')).body;
  const user = dump.tenants.source.users.find(
    (one: { userPrincipalName: string }) => one.userPrincipalName === newName,
  );
  expect(user.mail).toBe(newName);
  expect((await bench.call('GET', '/world/state')).body).toEqual(dump);
  const again = await openBench({ company: loadCompany(JSON.stringify(dump)) });
  expect(compareDumps(dump, (await again.call('GET', '/world/state')).body)).toEqual([]);
  await bench.close();
  await again.close();
  const company = generateCompany({ mailboxes: 30, seed: 3 });
  expect(saveCompany(loadCompany(saveCompany(company)))).toBe(saveCompany(company));
  expect(() => loadCompany('{}')).toThrow('format');
});

test('comparing names every difference by its object, and allows only what the fixed list allows', () => {
  const before = generateCompany({ mailboxes: 30, seed: 3 });
  const after = JSON.parse(JSON.stringify(before));
  const user = after.tenants.source.users[4];
  user.proxyAddresses = [];
  user.department = 'elsewhere';
  after.tenants.source.users.pop();
  after.tenants.source.domains[0].verificationText = 'MS=ms1';
  const paths = compareDumps(before, after, allowedDifferences).map((difference) => difference.path);
  expect(paths).toContain(`tenants.source.users[${user.id}].department`);
  expect(paths.some((path) => path.includes('verificationText'))).toBe(false);
  expect(paths.length).toBeGreaterThanOrEqual(2);
  expect(compareDumps(before, JSON.parse(JSON.stringify(before)))).toEqual([]);
});

test('restoring the sign-in name and the addresses brings back the very same tenant', async () => {
  const bench = await openBench();
  const before = (await bench.call('GET', '/world/state')).body;
  const [mailbox] = (await bench.cmdlet('source', 'Get-Mailbox', { Identity: 'ivan.petrov@contoso.com' })).body.value;
  const id = mailbox.ExternalDirectoryObjectId;
  await bench.graph('source', 'PATCH', `/users/${id}`, { userPrincipalName: newName });
  await bench.advance(60);
  await bench.graph('source', 'PATCH', `/users/${id}`, { userPrincipalName: 'ivan.petrov@contoso.com' });
  await bench.advance(60);
  await bench.cmdlet('source', 'Set-Mailbox', { Identity: mailbox.Guid, EmailAddresses: mailbox.EmailAddresses });
  expect(compareDumps(before, (await bench.call('GET', '/world/state')).body)).toEqual([]);
  await bench.close();
});

test('a write that is held is in the log as received before it is answered, and for ever unanswered when its caller died', async () => {
  const bench = await openBench();
  const token = await bench.token('source');
  await bench.call('POST', '/world/hold', { milliseconds: 60, writes: true });
  const dying = request(`${bench.base}/graph.microsoft.com/v1.0/users/ivan.petrov@contoso.com`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  });
  dying.on('error', () => undefined);
  dying.end(JSON.stringify({ userPrincipalName: newName }));
  const writes = async () =>
    (await bench.call('GET', '/world/log')).body.entries.filter((one: { write: boolean }) => one.write);
  let seen = await writes();
  while (seen.length === 0) seen = await writes();
  expect(seen[0]).toMatchObject({ status: null, applied: true, method: 'PATCH', actor: 'application' });
  expect(seen[0].objects[0]).toMatchObject({ kind: 'user', properties: ['userPrincipalName'] });
  dying.destroy();
  await new Promise((resolve) => setTimeout(resolve, 90));
  expect((await writes())[0].status).toBeNull();
  expect((await bench.graph('source', 'GET', `/users/${newName}`)).status).toBe(200);
  await bench.close();
});

test('an administrator’s console changes the tenant under its own name', async () => {
  const bench = await openBench();
  expect(
    (await bench.call('POST', '/world/admin/source/default-domain', { domain: 'contosogroup.onmicrosoft.com' })).status,
  ).toBe(200);
  expect(
    (await bench.call('POST', '/world/admin/source/users/ivan.petrov@contoso.com', { displayName: 'Renamed' })).status,
  ).toBe(200);
  expect((await bench.call('POST', '/world/admin/source/users/ivan.petrov@contoso.com', { id: 'x' })).status).toBe(400);
  const summary = (await bench.call('GET', '/world/summary')).body;
  expect(summary.tenants.source.defaultDomain).toBe('contosogroup.onmicrosoft.com');
  expect(summary.movingDomains).toEqual([
    { domain: 'contoso.com', owner: 'source' },
    { domain: 'contoso-retail.com', owner: 'source' },
  ]);
  expect(summary.changes[0]).toMatchObject({ actor: 'administrator', what: 'displayName', object: { kind: 'user' } });
  const log = (await bench.call('GET', '/world/log')).body.entries;
  expect(log.every((entry: { actor: string }) => entry.actor === 'administrator')).toBe(true);
  await bench.close();
});

test('the doors refuse a foreign page and a foreign name', async () => {
  const bench = await openBench();
  expect((await bench.call('POST', '/world/clock', { rate: 5 }, { origin: 'https://evil.example' })).status).toBe(403);
  const status = await new Promise((resolve) => {
    request(`${bench.base}/world`, { headers: { host: 'evil.example' } }, (res) =>
      resolve(res.resume().statusCode),
    ).end();
  });
  expect(status).toBe(403);
  expect((await bench.call('GET', '/elsewhere')).status).toBe(404);
  await bench.close();
});

test('who waits for the clock hears of a jump at once, and it never goes back', async () => {
  const bench = await openBench();
  const { version, at } = (await bench.call('GET', '/world/clock')).body;
  const waiting = bench.call('GET', `/world/clock?after=${version}&wait=20`);
  await bench.call('POST', '/world/clock', { advanceTo: '2026-11-30T10:00:00Z' });
  expect((await waiting).body).toMatchObject({ version: version + 1, at: '2026-11-30T10:00:00.000Z' });
  const back = await bench.call('POST', '/world/clock', { advanceTo: at, rate: 0 });
  expect(back.body.at).toBe('2026-11-30T10:00:00.000Z');
  expect((await bench.call('PUT', '/world/clock/next-due', { at: '2026-12-01T00:00:00Z' })).body.nextDue).toBe(
    '2026-12-01T00:00:00.000Z',
  );
  const forPeople = '2026-12-11T18:00:00.000Z';
  expect((await bench.call('PUT', '/world/clock/next-due', { at: null, forPeople })).body.nextForPeople).toBe(
    forPeople,
  );
  // It stands: whoever holds to that moves nothing.
  const held = await bench.call('POST', '/world/clock', { advance: 3_600, unlessPaused: true });
  expect(held.body).toMatchObject({ at: back.body.at, version: back.body.version });
  expect((await bench.call('POST', '/world/clock', { rate: -1 })).status).toBe(400);
  await bench.close();
});

test('who waits for the bot to tell of itself hears when it rests and until when, and nobody sets a timer anew', async () => {
  const bench = await openBench();
  const { version } = (await bench.call('GET', '/world/clock')).body;
  const waiting = bench.call('GET', '/world/clock?told=0&wait=20');
  await bench.call('PUT', '/world/clock/next-due', { at: '2026-12-01T00:00:00Z', resting: true });
  expect((await waiting).body).toMatchObject({
    version,
    told: 1,
    resting: true,
    nextDue: '2026-12-01T00:00:00.000Z',
  });
  await bench.call('PUT', '/world/clock/next-due', { at: null });
  expect((await bench.call('GET', '/world/clock?told=1')).body).toMatchObject({ told: 2, resting: false });
  await bench.close();
});

test('the coverage list and the routes are the same, both ways', () => {
  const served = [
    ...loginRoutes().map((route) => `${route.method} ${route.pattern}`),
    ...graphRoutes.map((route) => `${route.method} ${route.pattern}`),
    'POST /$batch',
    ...exchangePaths,
    ...cmdlets.map((cmdlet) => cmdlet.name),
  ];
  const listed = coverage.filter((one) => one.state !== 'missing').map((one) => one.name);
  expect([...listed].sort()).toEqual([...served].sort());
  const absent = coverage.filter((one) => one.state === 'missing').map((one) => one.name);
  expect(absent.filter((name) => served.includes(name))).toEqual([]);
});

test('a generated company is the same for the same seed, has unique addresses, the cast, and the mess', () => {
  const company = generateCompany({ mailboxes: 120, seed: 1 });
  expect(company).toEqual(generateCompany({ mailboxes: 120, seed: 1 }));
  const { source, destination } = company.tenants;
  const boxes = source.recipients.filter(
    (one) => one.WhenSoftDeleted === null && /^(User|Shared|Room|Equipment)Mailbox$/.test(one.RecipientTypeDetails),
  );
  expect(boxes).toHaveLength(120);
  for (const tenant of [source, destination]) {
    const addresses = tenant.recipients.flatMap((one) => one.EmailAddresses.map((address) => address.toLowerCase()));
    expect(addresses.filter((address, i) => addresses.indexOf(address) !== i)).toEqual([]);
    const names = [...tenant.users, ...tenant.deletedUsers].map((user) => user.userPrincipalName.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
    const ids = [...tenant.users, ...tenant.groups, ...tenant.contacts].map((one) => one.id);
    expect(new Set(ids).size).toBe(ids.length);
  }
  for (const member of cast) {
    expect(destination.users.map((user) => user.id)).toContain(member.hostObjectId);
    if (member.company === 'source') expect(source.users.map((user) => user.id)).toContain(member.home.objectId);
  }
  expect(source.domains.find((domain) => domain.isDefault)?.id).toBe('contoso.com');
  expect(source.users.some((user) => /[А-Яа-я]/.test(user.displayName))).toBe(true);
  expect(source.users.filter((user) => user.onPremisesSyncEnabled === true)).toHaveLength(0);
});

test('ten thousand mailboxes are made and listed in full pages', async () => {
  const company = generateCompany({ mailboxes: 10_000, seed: 2 });
  const bench = await openBench({ company });
  await bench.token('source', 'full', 'exchange');
  const page = await bench.graph('source', 'GET', '/users?$top=999');
  expect(page.body.value).toHaveLength(999);
  const list = await bench.cmdlet(
    'source',
    'Get-Mailbox',
    { ResultSize: 'Unlimited' },
    { query: '?$select=Guid,EmailAddresses' },
  );
  expect(list.body.value).toHaveLength(1000);
});
