import { defineCheck } from '../../src/contract/check.js';
import { defineTask } from '../../src/contract/task.js';
import type { Finding } from '../../src/contract/finding.js';
import type { RecordToSet } from '../../src/contract/task.js';
import { House, actor, step } from './support/house.js';
import { FakeTenant, renaming } from './support/tenant.js';

const record: RecordToSet = { action: 'publish', name: 'contoso.com', type: 'TXT', value: 'MS=ms1', ttl: 3600 };

/** A task whose record is there when the test says so. */
function proving(zone: Set<string>) {
  return defineTask({
    name: 'proof',
    watchWithin: 3600,
    watchEvery: 60,
    brief: () => Promise.resolve({ records: [record], remarks: [] }),
    watch: (_ctx, { records }) =>
      Promise.resolve(
        records.map(({ action, value }): Finding => ({
          status: zone.has(value) === (action === 'publish') ? 'passed' : 'failed',
          code: 'record-missing',
          facts: {},
        })),
      ),
  });
}

describe('a task the bot can describe and watch', () => {
  let house: House;
  const zone = new Set<string>();

  beforeAll(async () => {
    house = await House.build({
      runbook: [step('proof', { roles: ['dns-admin'], undo: 'on-request', action: 'proof' })],
      actions: { proof: proving(zone) },
    });
    await house.people({ dmitri: ['dns-admin'] });
  });
  afterAll(() => house.pullDown());

  const sayDone = async (): Promise<string> => {
    const { id: attemptId } = await house.reach('proof', (attempt) => attempt?.state === 'asking');
    await house.engine.commands.take(actor('dmitri'), { attemptId });
    expect(await house.engine.commands.complete(actor('dmitri'), { attemptId, note: 'published' })).toMatchObject({
      ok: true,
    });
    return attemptId;
  };

  it('says to the letter what to do, and is done when the record is seen, not when somebody says so', async () => {
    const asked = await house.reach('proof', 'asking');
    expect(asked.plan?.brief?.records).toEqual([record]);
    await sayDone();
    await house.reach('proof', (attempt) => attempt?.findings[0]?.status === 'failed');
    expect((await house.engine.queries.step('proof'))?.state).toBe('verifying');

    zone.add(record.value);
    house.clock.set({ advance: 61 });
    await house.reach('proof', 'done');
  });

  it('asks for the opposite when it is undone, and watches that too', async () => {
    await house.engine.commands.backOut(actor('dmitri'), { stepId: 'proof' });
    const asked = await house.reach('proof', (attempt) => attempt?.direction === 'undo' && attempt.state === 'asking');
    expect(asked.plan?.brief?.records).toEqual([{ ...record, action: 'remove' }]);
    await sayDone();
    await house.reach('proof', (attempt) => attempt?.findings[0]?.status === 'failed');
    zone.delete(record.value);
    house.clock.set({ advance: 61 });
    await house.reach('proof', 'undone');
  });
});

describe('a task that was said to be done and not seen yet when the team turns back', () => {
  let house: House;
  const zone = new Set<string>();

  beforeAll(async () => {
    house = await House.build({
      runbook: [
        step('gate', { phase: 'eve', roles: ['project-manager'], undo: 'never' }),
        step('proof', { phase: 'cutover', after: ['gate'], roles: ['dns-admin'], action: 'proof' }),
        step('back-out-decision', {
          kind: 'gate',
          risk: 'gate',
          phase: 'back-out',
          roles: ['project-manager', 'business-owner'],
          after: ['gate'],
          undo: 'never',
        }),
      ],
      actions: { proof: proving(zone) },
    });
    await house.people({ dmitri: ['dns-admin'], sergei: ['business-owner'] });
  });
  afterAll(() => house.pullDown());

  const done = async (name: string, stepId: string, direction: 'do' | 'undo'): Promise<void> => {
    const { id: attemptId } = await house.reach(
      stepId,
      (attempt) => attempt?.state === 'asking' && attempt.direction === direction,
    );
    await house.engine.commands.take(actor(name), { attemptId });
    await house.engine.commands.complete(actor(name), { attemptId, note: 'done' });
  };

  it('is taken back like one that was seen', async () => {
    await done('anna', 'gate', 'do');
    await done('dmitri', 'proof', 'do');
    await house.reach('proof', (attempt) => attempt?.findings[0]?.status === 'failed');
    await house.engine.commands.backOut(actor('anna'), { reason: 'it takes too long' });
    const gate = await house.reach('back-out-decision', 'asking');
    for (const name of ['anna', 'sergei'])
      await house.engine.commands.vote(actor(name), { attemptId: gate.id, vote: 'go' });
    await done('dmitri', 'proof', 'undo');
    await house.until(async () => (await house.engine.queries.status()).state === 'backed-out');
    expect((await house.engine.queries.step('proof'))?.state).toBe('undone');
  });
});

describe('a step the tenant does not take yet', () => {
  let house: House;
  const early = new FakeTenant(['a']);
  const later = new FakeTenant(['b']);

  beforeAll(async () => {
    early.beforeWrite = () =>
      Promise.resolve(
        later.values.get('b') === 'new-b'
          ? undefined
          : { result: 'put-off', until: 'later', remark: { code: 'adding-put-off', facts: {} } },
      );
    house = await House.build({
      runbook: [
        step('early', { kind: 'change', action: 'early', undo: 'on-request' }),
        step('later', { kind: 'change', action: 'later', phase: 'cutover' }),
      ],
      actions: { early: renaming(early, 'new'), later: renaming(later, 'new') },
    });
    await house.people({ irina: ['source-admin'] });
  });
  afterAll(() => house.pullDown());

  it('is put off without a trace, and offered again when what it waits for is done', async () => {
    const first = await house.approve('early', ['irina']);
    await house.until(async () => (await house.engine.queries.step('early'))?.state === 'waiting');
    expect(await house.engine.queries.step('early')).toMatchObject({
      waitsFor: ['later'],
      undoable: false,
      toBeUndone: false,
      attempt: { id: first.id, putOff: { until: 'later', remark: { code: 'adding-put-off', object: { id: 'a' } } } },
    });

    await house.approve('later', ['irina']);
    await house.approve('early', ['irina']);
    await house.reach('early', 'done');
    expect(early.writes).toEqual([{ id: 'a', value: 'new-a' }]);
  });
});

describe('a step that others undo', () => {
  let house: House;
  const zone = new Set<string>();
  const domain = new FakeTenant(['d']);
  const added = new FakeTenant(['d']);
  const verified = new FakeTenant(['d']);

  beforeAll(async () => {
    const back = { phase: 'back-out', kind: 'change', risk: 'high', undo: 'never', after: ['gate'] } as const;
    house = await House.build({
      runbook: [
        step('gate', { phase: 'eve', roles: ['project-manager'], undo: 'never' }),
        step('removed', {
          kind: 'change',
          action: 'removed',
          phase: 'cutover',
          after: ['gate'],
          undoneBy: ['added', 'proof', 'verified'],
        }),
        step('added', { ...back, action: 'added' }),
        step('proof', { ...back, kind: 'task', risk: 'low', action: 'proof', roles: ['dns-admin'] }),
        step('verified', { ...back, action: 'verified' }),
        step('back-out-decision', {
          kind: 'gate',
          risk: 'gate',
          phase: 'back-out',
          roles: ['project-manager', 'business-owner'],
          after: ['gate'],
          undo: 'never',
        }),
      ],
      actions: {
        removed: renaming(domain, 'gone'),
        added: renaming(added, 'added'),
        proof: proving(zone),
        verified: renaming(verified, 'verified'),
      },
    });
    await house.people({ irina: ['source-admin'], sergei: ['business-owner'], dmitri: ['dns-admin'] });
  });
  afterAll(() => house.pullDown());

  it('rests while each of them is planned, approved and verified in turn, also during a stop', async () => {
    const { id: attemptId } = await house.reach('gate', 'asking');
    await house.engine.commands.take(actor('anna'), { attemptId });
    await house.engine.commands.complete(actor('anna'), { attemptId, note: 'go' });
    await house.approve('removed', ['irina']);
    await house.reach('removed', 'done');
    await house.engine.commands.backOut(actor('anna'), { reason: 'mail bounces' });
    const gate = await house.reach('back-out-decision', 'asking');
    for (const name of ['anna', 'sergei'])
      await house.engine.commands.vote(actor(name), { attemptId: gate.id, vote: 'go' });

    await house.engine.commands.stop(actor('anna'), {});
    await house.approve('added', ['irina', 'sergei']);
    await house.reach('added', 'done');
    expect((await house.engine.queries.step('removed'))?.state).toBe('undoing');
    expect((await house.engine.queries.step('verified'))?.state).toBe('waiting');
    const proof = await house.reach('proof', 'asking');
    expect((await house.engine.queries.step('removed'))?.beside).toEqual({
      running: [],
      asking: ['proof'],
      attention: [],
    });
    zone.add(record.value);
    await house.engine.commands.take(actor('dmitri'), { attemptId: proof.id });
    await house.engine.commands.complete(actor('dmitri'), { attemptId: proof.id, note: 'published' });
    await house.approve('verified', ['irina', 'sergei']);
    await house.until(async () => (await house.engine.queries.status()).state === 'backed-out');

    expect((await house.engine.queries.step('removed'))?.state).toBe('undone');
    expect(added.writes).toHaveLength(1);
    expect(verified.writes).toHaveLength(1);
  });
});

describe('a back stop', () => {
  let house: House;
  const forced = new FakeTenant(['a']);

  beforeAll(async () => {
    house = await House.build({
      runbook: [
        step('before', { undo: 'never' }),
        step('forced', { kind: 'change', action: 'forced', after: ['before'], onRequest: true }),
      ],
      actions: { forced: renaming(forced, 'gone') },
    });
    await house.people({ irina: ['source-admin'] });
  });
  afterAll(() => house.pullDown());

  it('is never offered by its turn; asked for, it is approved by itself; nobody waits for it', async () => {
    const ask = () => house.engine.commands.again(actor('irina'), { stepId: 'forced' });
    expect(await ask()).toMatchObject({ refusal: { code: 'step.not-now' } });
    const { id: attemptId } = await house.reach('before', 'asking');
    await house.engine.commands.take(actor('irina'), { attemptId });
    await house.engine.commands.complete(actor('irina'), { attemptId, note: 'done' });
    expect((await house.engine.queries.status()).state).toBe('finished');
    expect((await house.engine.queries.step('forced'))?.state).toBe('waiting');
  });

  it('is planned when somebody asks for it', async () => {
    expect(await house.engine.commands.again(actor('irina'), { stepId: 'forced' })).toMatchObject({ ok: true });
    await house.approve('forced', ['irina']);
    await house.reach('forced', 'done');
  });
});

describe('the last look of a migration', () => {
  let house: House;
  beforeAll(async () => {
    const findings = [{ status: 'passed', code: 'domain-at-destination', facts: { domain: 'contoso.com' } }] as const;
    const look = defineCheck({ name: 'look', run: () => Promise.resolve({ findings, evidence: [] }) });
    house = await House.build({
      runbook: [
        step('before', { undo: 'never' }),
        step('last', { kind: 'check', risk: 'none', undo: 'never', action: 'look', after: ['before'], lastLook: true }),
      ],
      actions: { look },
    });
    await house.people({ irina: ['source-admin'] });
  });
  afterAll(() => house.pullDown());

  it('asks nobody for anything, and is told with a card all the same: the end is news', async () => {
    const { id: attemptId } = await house.reach('before', 'asking');
    await house.engine.commands.take(actor('irina'), { attemptId });
    await house.engine.commands.complete(actor('irina'), { attemptId, note: 'done' });
    const { id } = await house.reach('last', 'done');
    expect((await house.engine.queries.status()).state).toBe('finished');
    expect(await house.query('select thread from engine.card where key = $1', [`attempt:${id}`])).toHaveLength(1);
  });
});
