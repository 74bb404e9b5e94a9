/** What people say of DNS against what the servers say: a claim alone verifies nothing, on the way there, on the way back and at the end. */
import type { Step } from '../../src/contract/step.js';
import type { RecordToSet } from '../../src/contract/task.js';
import type { Attempt } from '../../src/engine/state.js';
import type { DnsRecord } from '../../src/rehearsal/world/entities.js';
import { moveOut } from '../engine/support/engine-room.js';
import { beginMigration, type Migration, rowsOf } from './support/engine-in-the-world.js';
import { rehearsal } from './support/small-world.js';
import {
  companyWith,
  name,
  said,
  servers,
  setRecords as setIn,
  zone,
  zoneNow as zoneOf,
} from './support/zone-in-the-world.js';

type Run = Awaited<ReturnType<typeof rehearsal>>;

let run: Run;
let night: Migration;
afterEach(async () => {
  await moveOut();
  run.close();
});

async function begin(
  steps: readonly string[],
  rows: Readonly<Record<string, Partial<Step>>> = {},
  records = zone,
): Promise<void> {
  run = await rehearsal({ company: companyWith(records), faults: { dnsPropagationSeconds: 120 } });
  night = await beginMigration(run, { runbook: rowsOf(steps, rows) });
}

const setRecords = (records: readonly RecordToSet[]): Promise<void> => setIn(run, records);
const nothing = (): Promise<void> => Promise.resolve();
const done = (step: string) => night.workToTheEnd(step, setRecords);

/** Said to be done, and what the first look says to that. */
async function claimed(step: string): Promise<Attempt> {
  await night.work(step, nothing);
  const attempt = await night.reach(step, ({ attempt: seen }) => (seen?.lookedAt ?? null) !== null);
  expect(attempt.state).toBe('verifying');
  return attempt;
}
const zoneNow = (): Promise<readonly string[]> => zoneOf(run);

test('a TTL that is only said to be lowered is named server by server; lowered, the last resolver is waited for; high again, the last look says so', async () => {
  await begin(['mx-ttl-lowering', 'mx-ttl-check'], { 'mx-ttl-check': { after: ['mx-ttl-lowering'] } });
  // The world asks, so its resolvers remember for an hour.
  await run.dns.resolvers(name, 'MX');

  expect(said(await claimed('mx-ttl-lowering'))).toEqual(servers.map((server) => `mx-ttl-not-as-asked ${server}`));

  const { attempt: asked } = await night.step('mx-ttl-lowering');
  await setRecords(asked?.plan?.brief?.records ?? []);
  const { attempt, looks } = await night.toItsEnd('mx-ttl-lowering', asked?.id ?? '');
  expect(looks.flatMap((findings) => said({ findings }))).toContain(
    'mx-ttl-remembered resolver-1, resolver-2, resolver-3',
  );
  expect(attempt).toMatchObject({ state: 'done', findings: [{ code: 'mx-ttl-low', facts: { servers: 2, seen: 3 } }] });

  expect(await night.reach('mx-ttl-check', 'done')).toMatchObject({ findings: [{ code: 'mx-ttl-low' }] });
  await run.post('/world/dns', { name, type: 'MX', value: '10 mx.parking.example', ttl: 3600 });
  await night.again('mx-ttl-check');
  expect(said(await night.reach('mx-ttl-check', 'attention'))).toEqual([`mx-ttl-not-as-asked ${servers[0]}`]);

  await night.undo('mx-ttl-lowering');
  await done('mx-ttl-lowering');
  expect(await zoneNow()).toContain(`${name} MX 3600 10 mx.parking.example.`);
});

test('a switch that is only said to be done is named record by record; its way back takes every record back as it was', async () => {
  await begin(['dns-switch']);
  const before = await zoneNow();

  const atBoth = (code: string, type = '') => servers.map((server) => [code, server, type].join(' ').trim());
  expect([...said(await claimed('dns-switch'))].sort()).toEqual(
    [
      ...atBoth('mx-not-as-asked'),
      ...atBoth('record-still-there', 'TXT'),
      ...atBoth('record-missing', 'TXT'),
      ...atBoth('record-still-there', 'CNAME'),
      // autodiscover, and both selectors of DKIM
      ...[1, 2, 3].flatMap(() => atBoth('record-missing', 'CNAME')),
      ...atBoth('record-missing', 'SRV'),
    ].sort(),
  );

  const { attempt: asked } = await night.step('dns-switch');
  await setRecords(asked?.plan?.brief?.records ?? []);
  const { attempt, looks } = await night.toItsEnd('dns-switch', asked?.id ?? '');
  // The second server hears of it two minutes later.
  expect(looks.map((findings) => said({ findings }).filter((one) => one.includes('ns')))).toContainEqual(
    expect.arrayContaining([`mx-not-as-asked ${servers[1]}`]),
  );
  expect(attempt.state).toBe('done');
  expect(attempt.findings.every(({ status }) => status === 'passed')).toBe(true);

  await night.undo('dns-switch');
  const back = await night.work('dns-switch', nothing);
  const [first, second] = back.plan?.brief?.records ?? [];
  expect([first, second].map((record) => [record?.action, record?.type, record?.value])).toEqual([
    ['publish', 'MX', '10 mx.parking.example'],
    ['remove', 'MX', '0 contoso-com.mail.protection.outlook.com'],
  ]);
  const untouched = await night.reach('dns-switch', ({ attempt: seen }) => (seen?.lookedAt ?? null) !== null);
  expect(said(untouched)).toContain(`mx-not-as-asked ${servers[0]}`);
  await setRecords(back.plan?.brief?.records ?? []);
  expect((await night.toItsEnd('dns-switch', back.id)).attempt.state).toBe('undone');
  expect(await zoneNow()).toEqual(before);
});

const [ivan, outside] = [`ivan@${name}`, 'somebody@outside.example'];
const letter = (from: string, to: string) => run.post('/world/letters', { from, to });

/** That letters were written is only said; then one comes in, and in the end one goes out as well. */
async function lettersAreSeen(): Promise<void> {
  const { id, plan } = await night.work('mail-flow-proof', nothing);
  expect(plan?.brief?.remarks).toMatchObject([{ code: 'letters-to-write', facts: { domain: name, example: ivan } }]);
  const { attempt } = await night.toItsEnd('mail-flow-proof', id);
  expect([attempt.state, ...said(attempt)]).toEqual(['attention', 'letter-in-missing', 'letter-out-missing']);
  await letter(outside, ivan);
  await night.again('mail-flow-proof');
  expect(said((await night.toItsEnd('mail-flow-proof', id)).attempt)).toEqual(['letter-out-missing']);
  await letter(ivan, outside);
  await night.again('mail-flow-proof');
  const { findings } = await night.reach('mail-flow-proof', 'done');
  expect(findings.map(({ code, facts }) => [code, facts['sender'], facts['recipient']])).toEqual([
    ['letter-arrived', outside, ivan],
    ['letter-left', ivan, outside],
  ]);
}

test('the TTL of before comes back, and the migration is finished only when the world says what people said', async () => {
  const steps = ['dns-switch', 'mail-flow-proof', 'mx-ttl-restore', 'end-user-test-plan', 'closing-report'];
  await begin(['mx-ttl-lowering', ...steps], {
    'dns-switch': { after: ['mx-ttl-lowering'] },
    'mail-flow-proof': { after: ['dns-switch'], roles: ['dns-admin'] },
    'mx-ttl-restore': { after: ['dns-switch'] },
    'end-user-test-plan': { after: ['mx-ttl-restore', 'mail-flow-proof'], roles: ['dns-admin'] },
    'closing-report': { after: ['end-user-test-plan'] },
  });
  await done('mx-ttl-lowering');
  // What left before the switch proves nothing of it.
  await letter(ivan, outside);
  // Somebody has SPF kept by a provider: it says the same.
  const kept = 'v=spf1 include:_spf.gateway.example ~all';
  await night.workToTheEnd('dns-switch', (records) =>
    setRecords(records.map((one) => (one.action === 'publish' && one.type === 'TXT' ? { ...one, value: kept } : one))),
  );
  await lettersAreSeen();
  expect(said(await claimed('mx-ttl-restore'))).toEqual(servers.map((server) => `mx-ttl-not-as-asked ${server}`));
  const { attempt: asked } = await night.step('mx-ttl-restore');
  expect(asked?.plan?.brief?.records).toMatchObject([{ ttl: 3600, was: 300 }]);
  await setRecords(asked?.plan?.brief?.records ?? []);
  expect((await night.toItsEnd('mx-ttl-restore', asked?.id ?? '')).attempt.state).toBe('done');

  // Somebody turns MX back to the parking host while nobody looks.
  const parked = { name, type: 'MX', value: '10 mx.parking.example' };
  await run.post('/world/dns', { ...parked, ttl: 300 });
  await night.work('end-user-test-plan', nothing);
  const open = await night.reach('closing-report', 'attention');
  expect(said(open)).toEqual([`mx-not-as-asked ${servers[0]}`]);
  const order = { attemptId: open.id, note: 'it will do' };
  expect(await night.engine.commands.accept(night.actor('id-anna'), order)).toMatchObject({
    ok: false,
    refusal: { code: 'accept.contradicted', facts: { open: 1 } },
  });
  const state = async () => (await night.engine.queries.status()).state;
  expect(await state()).toBe('under-way');

  await run.takeAway('/world/dns', parked);
  await night.again('closing-report');
  const { findings } = await night.reach('closing-report', 'done');
  expect(findings.map(({ code }) => code)).toEqual([
    'domain-at-destination',
    'mx-everywhere',
    'record-everywhere',
    'record-everywhere',
    'record-everywhere',
    'record-everywhere',
    'spf-as-asked',
    'letter-arrived',
    'letter-left',
  ]);
  expect(await state()).toBe('finished');
});

/** A company whose mail comes in through a filter, before the night and after it. */
const gateway = ['5 mx.gateway.example', '20 mx2.gateway.example'];
const filtered: readonly DnsRecord[] = [
  ...gateway.map((data): DnsRecord => ({ name, type: 'MX', ttl: 3600, data: `${data}.` })),
  { name, type: 'TXT', ttl: 3600, data: 'v=spf1 redirect=_spf.gateway.example' },
];
const tenantHost = 'contoso-com.mail.protection.outlook.com';

test('a company with a mail filter holds its mail there, comes through the switch and the last look with MX as it was, and any other host beside is named', async () => {
  const steps = ['mail-gap', 'mx-parked', 'dns-switch', 'mail-flow-proof', 'mx-ttl-restore', 'closing-report'];
  const rows = {
    'dns-switch': { after: ['mx-parked'] },
    'mail-flow-proof': { after: ['dns-switch'], roles: ['dns-admin'] },
    'mx-ttl-restore': { after: ['dns-switch'] },
    'closing-report': { after: ['mail-flow-proof', 'mx-ttl-restore'] },
  } as const;
  await begin(steps, rows, filtered);
  const { form } = await night.reach('mail-gap', 'asking');
  const proposed = Object.fromEntries((form?.fields ?? []).flatMap(({ id, proposal = '' }) => [[id, proposal]]));
  expect(proposed).toMatchObject({ gap: 'relay', mxHost: gateway.join(', '), gatewayHosts: gateway.join(', ') });
  await night.answer('mail-gap', proposed);

  const held = await night.work('mx-parked', nothing);
  expect(held.plan?.brief).toMatchObject({
    records: gateway.map((value) => ({ action: 'publish', value, ttl: 3600, was: 3600 })),
    remarks: [{ code: 'mail-held-at', facts: { hosts: 'mx.gateway.example, mx2.gateway.example' } }],
  });
  // That the filter holds mail nobody reads: it is done on somebody's word.
  expect(await night.reach('mx-parked', 'done')).toMatchObject({ findings: [], restsOn: { on: 'said' } });

  // While somebody has added a way past the filter, nothing is switched.
  await night.reach('dns-switch', 'asking');
  const past = { name, type: 'MX', value: `50 ${tenantHost}` };
  await run.post('/world/dns', { ...past, ttl: 3600 });
  const { plan } = await night.work('dns-switch', setRecords);
  // The filter keeps SPF, too, and lets the destination send by it.
  expect(plan?.brief?.remarks).toContainEqual(expect.objectContaining({ code: 'spf-lets-send' }));
  expect(plan?.brief?.records.filter(({ type }) => type === 'TXT')).toEqual([]);
  expect(plan?.brief?.remarks).toContainEqual(
    expect.objectContaining({
      code: 'gateway-hands-on',
      facts: { domain: name, hosts: 'mx.gateway.example, mx2.gateway.example', tenant: tenantHost },
    }),
  );
  const open = await night.reach('dns-switch', ({ attempt }) => (attempt?.lookedAt ?? null) !== null);
  expect(open.findings).toContainEqual(
    expect.objectContaining({
      code: 'mx-not-as-asked',
      facts: expect.objectContaining({
        present: [...gateway, `50 ${tenantHost}`].sort().join(', '),
        wanted: [...gateway].sort().join(', '),
      }),
    }),
  );
  await run.takeAway('/world/dns', past);
  expect((await night.toItsEnd('dns-switch', open.id)).attempt.state).toBe('done');

  await run.post('/world/gateway', { domain: name, host: tenantHost });
  await letter(outside, ivan);
  await letter(ivan, outside);
  await night.work('mail-flow-proof', nothing);
  expect(await night.reach('mail-flow-proof', 'done')).toMatchObject({
    findings: [{ code: 'letter-arrived' }, { code: 'letter-left' }],
  });
  const { findings } = await night.reach('closing-report', 'done');
  expect(findings.map(({ code }) => code)).toContain('spf-as-asked');
  // A TTL that nobody lowered is the gateway's own, and what the destination finds right is not asked of it.
  for (const value of gateway) await run.post('/world/dns', { name, type: 'MX', value, ttl: 300 });
  const output = async ({ schema }: { schema: { parse(given: unknown): unknown } }) => schema.parse(proposed);
  expect(
    await run.task('mx-ttl-restore').applies?.({ ...run.ctx, output: output as typeof run.ctx.output }),
  ).toMatchObject({ applies: false, because: { code: 'mx-ttl-as-before' } });
  expect(findings).toContainEqual(
    expect.objectContaining({
      code: 'mx-everywhere',
      facts: expect.objectContaining({ value: gateway.sort().join(', ') }),
    }),
  );
});
