/** A step that fails for want of a right names it and has the commands that grant it; once granted, the next try goes through. */
import type { Company } from '../../src/rehearsal/world/entities.js';
import { moveOut } from '../engine/support/engine-room.js';
import { beginMigration, rowsOf, type Migration } from './support/engine-in-the-world.js';
import { domain, initial, movingDomains, rehearsal, tenant } from './support/small-world.js';

const step = 'default-domain-source';
const right = 'Domain.ReadWrite.All';
const [moving = ''] = movingDomains;
const company: Company = {
  format: 'changeover-company-1',
  movingDomains,
  dns: { records: [] },
  tenants: {
    source: tenant('source', {
      domains: [
        { ...domain(initial.source, true), isDefault: false },
        { ...domain(moving), isDefault: true },
        ...movingDomains.slice(1).map((name) => domain(name)),
      ],
    }),
    destination: tenant('destination', { domains: [domain(initial.destination, true)] }),
  },
};

let world: Awaited<ReturnType<typeof rehearsal>>;
let migration: Migration;
const consent = (given: boolean, role = right) =>
  world.post('/world/admin/source/consent', { app: 'bot', resource: 'graph', role, given });
/** As long as whoever grants it takes. */
const aMinute = () => world.ctx.pause(60_000);
const makeDefault = (name: string) => world.source.graph.makeDefaultDomain(name);

beforeAll(async () => {
  world = await rehearsal({ company });
  await consent(false);
});
afterAll(async () => {
  await moveOut();
  world.close();
});

test('what a token may do was written into it when it was issued: after a refusal for want of a right it is not kept', async () => {
  expect(await makeDefault(initial.source)).toMatchObject({
    result: 'refused',
    remark: { code: 'permission-missing' },
  });
  await consent(true);
  // The token of before says what was granted before.
  expect(await makeDefault(initial.source)).toMatchObject({
    result: 'refused',
    remark: { code: 'permission-missing' },
  });
  await aMinute();
  expect(await makeDefault(initial.source)).toEqual({ result: 'done' });
  await makeDefault(moving);
  await consent(false);
  await world.ctx.pause(2 * 3_600_000);
});

test('a plan that cannot even be made for want of a right names it, and has the commands that grant it', async () => {
  migration = await beginMigration(world, { runbook: rowsOf([step]) });
  const halted = await migration.reach(step, ({ attempt }) => (attempt?.evidence.length ?? 0) > 0);
  expect(halted.state).toBe('attention');
  expect(halted.findings.map(({ code }) => code)).toEqual(['app-permission-missing', 'engine.plan-failed']);
  expect(halted.findings[0]).toMatchObject({ facts: { side: 'source', permission: right, count: 1, step } });
  expect(halted.evidence.map(({ name }) => name)).toEqual(['grant-source.ps1']);
});

test('a change that the tenant refuses for want of a right names it as well, beside what it left', async () => {
  await consent(true, 'Domain.Read.All');
  await aMinute();
  await migration.again(step);
  await migration.carry(step);
  const halted = await migration.reach(step, ({ attempt }) => (attempt?.evidence.length ?? 0) > 0);
  expect(halted.troubles.map(({ code }) => code)).toEqual(['permission-missing']);
  expect(halted.findings[0]).toMatchObject({
    status: 'failed',
    code: 'app-permission-missing',
    facts: { permission: right },
  });
  const commands = (await migration.file(halted, 0)).toString('utf8');
  expect(commands).toContain('Connect-MgGraph');
  expect(commands).toContain(`Value -eq '${right}'`);
});

test('once it is granted the step goes through at the next try', async () => {
  await consent(true);
  await aMinute();
  await migration.again(step);
  await migration.carryToTheEnd(step);
  expect((await world.state()).tenants.source.domains.find(({ isDefault }) => isDefault)?.id).toBe(initial.source);
});
