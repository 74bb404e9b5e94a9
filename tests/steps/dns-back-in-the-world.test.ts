/** The way back of hand work in DNS: what is there in the end is what was there before, no more and no less, however people had done what was asked. */
import type { StepContext } from '../../src/contract/context.js';
import type { RecordToSet, TaskBrief } from '../../src/contract/task.js';
import type { Attempt } from '../../src/engine/state.js';
import type { DnsRecord } from '../../src/rehearsal/world/entities.js';
import { recordsAsBefore } from '../../src/steps/proofs/records-as-before.js';
import { moveOut } from '../engine/support/engine-room.js';
import { beginMigration, type Migration, rowsOf } from './support/engine-in-the-world.js';
import { rehearsal } from './support/small-world.js';
import {
  companyWith,
  followCard,
  name,
  said,
  servers,
  setRecords,
  zone,
  zoneNow,
} from './support/zone-in-the-world.js';

type Run = Awaited<ReturnType<typeof rehearsal>>;

let run: Run;
let night: Migration;
afterEach(async () => {
  await moveOut();
  run.close();
});

async function begin(steps: readonly string[], records = zone): Promise<void> {
  run = await rehearsal({ company: companyWith(records), faults: { dnsPropagationSeconds: 120 } });
  night = await beginMigration(run, { runbook: rowsOf(steps) });
}

const nothing = (): Promise<void> => Promise.resolve();
const byCard = (records: readonly RecordToSet[]): Promise<void> => followCard(run, records);
const short = 300;
/** As the card says, but that nobody has to wait for an hour until resolvers forget. */
const forShort = (records: readonly RecordToSet[]): Promise<void> =>
  byCard(records.map((one) => ({ ...one, ttl: Math.min(one.ttl, short) })));
const shortZone = zone.map((record) => ({ ...record, ttl: short }));
const publish = (type: string, value: string, ttl = 3600) => run.post('/world/dns', { name, type, value, ttl });
const takeAway = (type: string, value: string) => run.takeAway('/world/dns', { name, type, value });
const linesOf = (records: readonly RecordToSet[] = [], type = 'TXT'): readonly string[] =>
  records.filter((one) => one.type === type).map(({ action, value }) => `${action} ${value}`);
const atBoth = (code: string, type = '') => servers.map((server) => [code, server, type].join(' ').trim());

/** Another record for the one that the card asks for. */
const instead =
  (type: string, value: string) =>
  (records: readonly RecordToSet[]): Promise<void> =>
    forShort(records.map((one) => (one.action === 'publish' && one.type === type ? { ...one, value } : one)));

/** What the proof at the end of a way back says of what was put back. */
const proof = (briefs: Readonly<Record<string, TaskBrief | undefined>>) => {
  const putBack: StepContext['putBack'] = (step) => Promise.resolve(briefs[step] ?? null);
  return recordsAsBefore(run.dns, { ...run.ctx, putBack }).then((findings) => said({ findings }));
};

/** Somebody does something, says in the end that it cannot be done, and it is asked anew. */
async function cannotBeDone(step: string, hand: (records: readonly RecordToSet[]) => Promise<void>): Promise<void> {
  const { attempt: asked } = await night.planned(step).then(async (found) => {
    await night.approve(step);
    return found;
  });
  const { attempt } = await night.step(step);
  const { commands } = night.engine;
  expect(await commands.take(night.actor(attempt?.may.take[0]), { attemptId: asked.id })).toMatchObject({ ok: true });
  await hand(asked.plan?.brief?.records ?? []);
  const by = (await night.step(step)).attempt?.may.complete[0];
  const order = { attemptId: asked.id, reason: 'the console was slow' };
  expect(await commands.giveUp(night.actor(by), order)).toMatchObject({ ok: true });
  await night.reach(step, 'attention');
  await night.again(step);
}

const swapped = 'v=spf1 include:spf.protection.outlook.com include:mailer.example ~all';
const [old] = zone.filter(({ type }) => type === 'TXT').map(({ data }) => data) as [string];

test('whoever switched with another SPF record than the one asked for is told which has to go, and has one record in the end, as before', async () => {
  await begin(['dns-switch'], shortZone);
  const before = await zoneNow(run);
  expect((await night.workToTheEnd('dns-switch', instead('TXT', swapped))).attempt.state).toBe('done');

  await night.undo('dns-switch');
  const back = await night.work('dns-switch', forShort);
  expect(linesOf(back.plan?.brief?.records)).toEqual([
    `remove v=spf1 include:mailer.example include:spf.protection.outlook.com ~all`,
    `remove ${swapped}`,
    `publish ${old}`,
  ]);
  expect(back.plan?.brief?.remarks).toMatchObject([
    { code: 'record-goes-too', facts: { name, type: 'TXT', value: swapped } },
  ]);
  expect((await night.toItsEnd('dns-switch', back.id)).attempt.state).toBe('undone');
  expect(await zoneNow(run)).toEqual(before);
  expect(await proof({ 'dns-switch': back.plan?.brief })).toEqual([]);
});

test('an SPF record that comes in beside while people go back is named at each server, and again by the proof', async () => {
  await begin(['dns-switch'], shortZone);
  await night.workToTheEnd('dns-switch', forShort);
  await night.undo('dns-switch');
  const back = await night.work('dns-switch', async (records) => {
    await forShort(records);
    await publish('TXT', swapped, short);
  });
  const seen = await night.reach(
    'dns-switch',
    ({ attempt }) =>
      attempt?.findings.some(({ code, facts }) => code === 'record-beside' && facts['server'] === servers[1]) === true,
  );
  expect(said(seen)).toEqual(expect.arrayContaining(atBoth('record-beside', 'TXT')));
  expect(await proof({ 'dns-switch': back.plan?.brief })).toEqual(
    expect.arrayContaining(atBoth('record-beside', 'TXT')),
  );

  // Whoever asks a resolver that has heard of two is told of two, until it forgets.
  await run.ctx.pause(2 * short * 1000);
  await run.dns.resolvers(name, 'TXT');
  await takeAway('TXT', swapped);
  const { attempt, looks } = await night.toItsEnd('dns-switch', back.id);
  expect(looks.flat()).toContainEqual(
    expect.objectContaining({
      code: 'record-remembered',
      facts: expect.objectContaining({ action: 'remove', value: swapped }),
    }),
  );
  expect(attempt.state).toBe('undone');
  expect(await proof({ 'dns-switch': back.plan?.brief })).toEqual([]);
});

test('what stood there for a while only, between two orders of one switch, is not put back', async () => {
  await begin(['dns-switch'], shortZone);
  const before = await zoneNow(run);
  const [mistyped, host] = ['0 contoso-com.mail.protection.outlook.example', `autodiscover.${name}`];
  await cannotBeDone('dns-switch', async (records) => {
    const wrong: Readonly<Record<string, string>> = { MX: mistyped, TXT: swapped, CNAME: 'wrong.example' };
    await forShort(
      records
        .filter((one) => one.type === 'MX' || one.type === 'TXT' || one.name === host)
        .map((one) => (one.action === 'publish' ? { ...one, value: wrong[one.type] ?? '' } : one)),
    );
  });
  expect((await night.workToTheEnd('dns-switch', forShort)).attempt.state).toBe('done');

  await night.undo('dns-switch');
  const back = await night.work('dns-switch', forShort);
  const published = back.plan?.brief?.records.filter(({ action }) => action === 'publish') ?? [];
  expect(published.map(({ type, value, was }) => [type, value, was])).toEqual([
    ['MX', '10 mx.parking.example', undefined],
    ['CNAME', 'mail.old.example', undefined],
    ['TXT', old, undefined],
  ]);
  expect((await night.toItsEnd('dns-switch', back.id)).attempt.state).toBe('undone');
  expect(await zoneNow(run)).toEqual(before);
});

/** A company whose mail comes in through a filter that keeps its SPF, too. */
const [filter, past] = ['5 mx.gateway.example', '50 contoso-com.mail.protection.outlook.com'];
const kept = 'v=spf1 redirect=_spf.gateway.example';
const filtered: readonly DnsRecord[] = [
  { name, type: 'MX', ttl: 3600, data: `${filter}.` },
  { name, type: 'TXT', ttl: 3600, data: kept },
];
const gap = { gap: 'relay', mxHost: filter, gatewayHosts: filter };

test('a relay that was among the exchangers before is among them afterwards, with its TTL', async () => {
  await begin(['mail-gap', 'mx-parked'], [...filtered, { name, type: 'MX', ttl: 3600, data: `${past}.` }]);
  const before = await zoneNow(run);
  await night.answer('mail-gap', gap);
  expect((await night.workToTheEnd('mx-parked', byCard)).attempt.state).toBe('done');

  await night.undo('mx-parked');
  const back = await night.work('mx-parked', byCard);
  expect([...linesOf(back.plan?.brief?.records, 'MX')].sort()).toEqual([`publish ${filter}`, `publish ${past}`]);
  expect((await night.toItsEnd('mx-parked', back.id)).attempt.state).toBe('undone');
  expect(await zoneNow(run)).toEqual(before);
});

test('SPF that others keep is left to them on the way back, but a second record beside it is named', async () => {
  await begin(['mail-gap', 'dns-switch'], filtered);
  await night.answer('mail-gap', gap);
  await night.workToTheEnd('dns-switch', forShort);
  await night.undo('dns-switch');
  // Its provider has rewritten it.
  await takeAway('TXT', kept);
  const rewritten = 'v=spf1 include:_spf.gateway.example -all';
  await publish('TXT', rewritten);
  const back = await night.work('dns-switch', forShort);
  expect(linesOf(back.plan?.brief?.records)).toEqual([]);
  expect((await night.toItsEnd('dns-switch', back.id)).attempt.state).toBe('undone');

  await publish('TXT', old);
  expect(await proof({ 'dns-switch': back.plan?.brief })).toEqual(
    servers.slice(0, 1).flatMap((server) => [`record-beside ${server} TXT`, `record-beside ${server} TXT`]),
  );
});

const undoTtl = async (hand: (records: readonly RecordToSet[]) => Promise<void>): Promise<Attempt> => {
  await night.undo('mx-ttl-lowering');
  return night.work('mx-ttl-lowering', hand);
};

test('where nothing but a TTL is put back, exchangers that are others than before are named, not ordered back', async () => {
  await begin(['mx-ttl-lowering']);
  await night.workToTheEnd('mx-ttl-lowering', byCard);
  const back = await undoTtl(async (records) => {
    await byCard(records);
    await publish('MX', '20 mx2.parking.example');
  });
  const open = await night.reach('mx-ttl-lowering', ({ attempt }) => (attempt?.lookedAt ?? null) !== null);
  expect(said(open)).toContain(`mx-moved-since ${servers[0]}`);
  expect(linesOf(back.plan?.brief?.records, 'MX')).toEqual(['publish 10 mx.parking.example']);
  const putBack = { 'mx-ttl-lowering': back.plan?.brief };
  expect(await proof(putBack)).toContain(`mx-moved-since ${servers[0]}`);
  await takeAway('MX', '20 mx2.parking.example');
  expect((await night.toItsEnd('mx-ttl-lowering', back.id)).attempt.state).toBe('undone');
  expect(await proof(putBack)).toEqual([]);
});

test('the exchangers before the night are those that the night found, whatever stood there weeks before', async () => {
  await begin(['mx-ttl-lowering', 'mail-gap', 'mx-parked']);
  await night.workToTheEnd('mx-ttl-lowering', byCard);
  // The company takes another filter meanwhile.
  await setRecords(run, [{ action: 'remove', name, type: 'MX', value: '10 mx.parking.example', ttl: 300 }]);
  await publish('MX', '10 mx.other.example', 3600);
  await run.ctx.pause(180_000);
  await night.answer('mail-gap', gap);
  await night.workToTheEnd('mx-parked', byCard);
  await night.undo('mx-parked');
  const parked = await night.work('mx-parked', byCard);
  expect((await night.toItsEnd('mx-parked', parked.id)).attempt.state).toBe('undone');
  const lowered = await undoTtl(nothing);
  const briefs = { 'mx-parked': parked.plan?.brief, 'mx-ttl-lowering': lowered.plan?.brief };
  expect(await proof(briefs)).toEqual([]);
});
