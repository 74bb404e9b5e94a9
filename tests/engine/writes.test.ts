import { House, actor, step } from './support/house.js';
import { FakeTenant, renaming } from './support/tenant.js';

const ids = ['a', 'b', 'c', 'd', 'e'];
const changeStep = (id: string, more = {}) => step(id, { kind: 'change', risk: 'low', action: id, ...more });

describe('a change of the tenant', () => {
  let house: House;
  const tenant = {
    names: new FakeTenant(ids),
    moving: new FakeTenant(ids),
    drifting: new FakeTenant(ids),
    doubtful: new FakeTenant(ids),
    slow: new FakeTenant(ids),
    busy: new FakeTenant(ids),
    busyThenStopped: new FakeTenant(ids),
    busyForLong: new FakeTenant(ids),
    stopped: new FakeTenant(ids),
    lagging: new FakeTenant(ids),
    hopeless: new FakeTenant(ids),
    final: new FakeTenant(ids),
  };

  beforeAll(async () => {
    house = await House.build({
      runbook: [
        changeStep('names', { risk: 'high' }),
        step('next', { after: ['names'] }),
        ...[
          'moving',
          'drifting',
          'doubtful',
          'slow',
          'busy',
          'busyThenStopped',
          'busyForLong',
          'stopped',
          'lagging',
        ].map((id) => changeStep(id)),
        changeStep('hopeless', { risk: 'final' }),
        changeStep('final', { risk: 'final' }),
        step('after-final', { after: ['final'] }),
      ],
      actions: {
        ...Object.fromEntries(Object.entries(tenant).map(([id, fake]) => [id, renaming(fake, 'new')])),
        busy: renaming(tenant.busy, 'new', { batchSize: 5 }),
        hopeless: renaming(tenant.hopeless, 'new', {
          verify: () =>
            Promise.resolve([{ status: 'failed', code: 'domain-taken-elsewhere', facts: {}, lasting: true }]),
        }),
      },
    });
    await house.people({ irina: ['source-admin'], sergei: ['business-owner'] });
  });
  afterAll(() => house.pullDown());

  it('is planned by itself, written when two people agreed, read back, and opens what stands on it', async () => {
    const asking = await house.reach('names', 'asking');
    expect(asking.plan?.changes).toBe(5);
    expect(asking.needs.map(({ kind }) => kind)).toEqual(['role', 'role']);
    await house.approve('names', ['irina']);
    const twice = await house.engine.commands.approve(actor('irina'), {
      attemptId: asking.id,
      planHash: asking.plan?.hash ?? '',
    });
    expect(twice).toMatchObject({
      ok: false,
      refusal: { code: 'approval.same-person', facts: { who: 'anna, sergei' } },
    });
    expect(tenant.names.writes).toEqual([]);
    await house.approve('names', ['sergei']);
    const done = await house.reach('names', 'done');
    expect(done.progress).toMatchObject({ total: 5, done: 5, drifted: 0, refused: 0 });
    expect([...tenant.names.values.values()]).toEqual(ids.map((id) => `new-${id}`));
    expect(tenant.names.writes).toHaveLength(5);
    expect((await house.engine.queries.step('next'))?.state).toBe('asking');
  });

  it('voids the approvals and writes nothing when the tenant changed between plan and apply', async () => {
    const asked = await house.reach('moving', 'asking');
    tenant.moving.values.set('f', 'old-f');
    tenant.moving.values.delete('a');
    tenant.moving.values.set('b', 'else-b');
    await house.approve('moving', ['irina']);
    const fresh = await house.reach('moving', (attempt) => attempt?.state === 'asking' && attempt.number === 2);
    expect(tenant.moving.writes).toEqual([]);
    expect(fresh.approvals).toEqual([]);
    const named = (objects: readonly { id: string }[] = []) => objects.map(({ id }) => id);
    const old = (await house.engine.queries.attempt(asked.id))?.attempt;
    for (const attempt of [old, fresh]) {
      expect(named(attempt?.voided?.appeared)).toEqual(['f']);
      expect(named(attempt?.voided?.gone)).toEqual(['a']);
      expect(named(attempt?.voided?.different)).toEqual(['b']);
    }
    expect(
      await house.engine.commands.approve(actor('irina'), { attemptId: asked.id, planHash: asked.plan?.hash ?? '' }),
    ).toMatchObject({ refusal: { code: 'approval.old-plan' } });
    await house.approve('moving', ['irina']);
    await house.reach('moving', 'done');
  });

  it('leaves an object alone that became something else meanwhile, and plans the rest anew on request', async () => {
    tenant.drifting.beforeWrite = (id) => {
      if (id === 'a') tenant.drifting.values.set('c', 'foreign-c');
      return Promise.resolve(undefined);
    };
    await house.approve('drifting', ['irina']);
    const stuck = await house.reach('drifting', 'attention');
    expect(stuck.troubles).toMatchObject([{ code: 'engine.drifted', object: { id: 'c' } }]);
    expect(tenant.drifting.values.get('c')).toBe('foreign-c');
    expect(stuck.progress).toMatchObject({ done: 4, drifted: 1 });
    await house.engine.commands.again(actor('irina'), { stepId: 'drifting' });
    const rest = await house.approve('drifting', ['irina']);
    expect(rest.plan?.changes).toBe(1);
    await house.reach('drifting', 'done');
  });

  it('does not repeat a write that got no answer before it has looked, nor before it could have settled', async () => {
    const { doubtful } = tenant;
    let lost = 0;
    doubtful.mute = new Set(['a']);
    doubtful.beforeWrite = (id) => Promise.resolve(id === 'b' && lost++ === 0 ? { result: 'in-doubt' } : undefined);
    await house.approve('doubtful', ['irina']);
    await house.until(() => doubtful.writes.length === 4);
    await house.until(async () => (await house.engine.nextDueAt()) !== null && !(await running('doubtful')));
    expect(doubtful.values.get('b')).toBe('old-b');
    house.clock.set({ advance: 70 });
    await house.reach('doubtful', 'done');
    expect(doubtful.writes.map(({ id }) => id).sort()).toEqual(ids);
    const [row] = await house.query<{ observed_before: unknown }>(
      `select observed_before from engine.ledger where step_id = 'doubtful' and object_id = 'b'`,
    );
    expect(row?.observed_before).toEqual({ name: 'old-b', seenWith: 'everything else' });
  });

  it('takes a refusal for good and waits out a busy service', async () => {
    let busy = 0;
    tenant.slow.beforeWrite = (id) => {
      if (id === 'a') return Promise.resolve({ result: 'refused', remark: { code: 'graph-refused', facts: {} } });
      return Promise.resolve(id === 'b' && busy++ === 0 ? { result: 'not-done', retryAfter: 40 } : undefined);
    };
    await house.approve('slow', ['irina']);
    await house.until(() => tenant.slow.writes.length === 3);
    await house.until(async () => !(await running('slow')));
    house.clock.set({ advance: 41 });
    const stuck = await house.reach('slow', 'attention');
    expect(stuck.troubles).toMatchObject([{ code: 'graph-refused', object: { id: 'a' } }]);
    const without = await house.engine.commands.accept(actor('irina'), { attemptId: stuck.id, note: ' ' });
    expect(without).toMatchObject({ refusal: { code: 'accept.needs-note' } });
    await house.engine.commands.accept(actor('irina'), { attemptId: stuck.id, note: 'left by hand' });
    await house.reach('slow', 'done');
  });

  it('writes after a short wait what a busy service refused, without another look, and looks anew after a long one', async () => {
    const { busy } = tenant;
    const waits = [10, 15, 10];
    busy.beforeWrite = (id) => {
      const retryAfter = id === 'c' ? waits.shift() : undefined;
      return Promise.resolve(retryAfter === undefined ? undefined : { result: 'not-done', retryAfter });
    };
    const idle = house.clock.followers;
    await house.approve('busy', ['irina']);
    for (const [left, advance] of [
      [2, 11],
      [1, 16],
    ] as const) {
      await house.until(() => waits.length === left && house.clock.followers > idle);
      house.clock.set({ advance });
    }
    expect(busy.looks).toEqual([ids]);
    await house.until(async () => waits.length === 0 && !(await running('busy')));
    house.clock.set({ advance: 10 });
    await house.reach('busy', 'done');
    expect(busy.writes.map(({ id }) => id)).toEqual(['a', 'b', 'd', 'e', 'c']);
    expect(busy.looks).toEqual([ids, ['c']]);
  });

  it('begins nothing after such a wait when the writes were stopped meanwhile', async () => {
    const { busyThenStopped } = tenant;
    let refused = 0;
    busyThenStopped.beforeWrite = (id) =>
      Promise.resolve(id === 'b' && refused++ === 0 ? { result: 'not-done', retryAfter: 10 } : undefined);
    const idle = house.clock.followers;
    await house.approve('busyThenStopped', ['irina']);
    await house.until(() => refused === 1 && house.clock.followers > idle);
    await house.engine.commands.stop(actor('sergei'), { reason: 'look' });
    house.clock.set({ advance: 10 });
    await house.until(async () => !(await running('busyThenStopped')));
    expect(busyThenStopped.writes.map(({ id }) => id)).toEqual(['a']);
    await house.engine.commands.resume(actor('anna'));
    await house.engine.commands.resume(actor('irina'));
    await house.reach('busyThenStopped', 'done');
    expect(busyThenStopped.writes.map(({ id }) => id)).toEqual(ids);
  });

  it('looks anew when more time has passed in such a wait than was asked for', async () => {
    const { busyForLong } = tenant;
    let refused = 0;
    busyForLong.beforeWrite = (id) =>
      Promise.resolve(id === 'a' && refused++ === 0 ? { result: 'not-done', retryAfter: 10 } : undefined);
    const idle = house.clock.followers;
    await house.approve('busyForLong', ['irina']);
    await house.until(() => refused === 1 && house.clock.followers > idle);
    busyForLong.values.set('a', 'foreign-a');
    house.clock.set({ advance: 3600 });
    const stuck = await house.reach('busyForLong', 'attention');
    expect(stuck.troubles).toMatchObject([{ code: 'engine.drifted', object: { id: 'a' } }]);
    expect(busyForLong.values.get('a')).toBe('foreign-a');
    expect(busyForLong.writes.map(({ id }) => id)).toEqual(['b', 'c', 'd', 'e']);
  });

  it('stops before the next object, and goes on when two people lift the stop', async () => {
    const { stopped } = tenant;
    let answered = false;
    stopped.beforeWrite = async (id) => {
      if (id === 'b' && !answered) {
        answered = true;
        await house.engine.commands.stop(actor('sergei'), { reason: 'look' });
      }
      return undefined;
    };
    await house.approve('stopped', ['irina']);
    await house.until(async () => answered && !(await running('stopped')));
    expect(stopped.writes.map(({ id }) => id)).toEqual(['a', 'b']);
    expect((await house.engine.queries.status()).stop?.by.name).toBe('sergei');
    expect(await house.engine.commands.stop(actor('anna'), {})).toMatchObject({ refusal: { code: 'stop.already' } });
    expect(await house.engine.commands.resume(actor('anna'))).toEqual({ ok: true, value: { lifted: false } });
    expect(await house.engine.commands.resume(actor('anna'))).toMatchObject({
      refusal: { code: 'resume.second-person' },
    });
    expect(stopped.writes).toHaveLength(2);
    expect(await house.engine.commands.resume(actor('irina'))).toEqual({ ok: true, value: { lifted: true } });
    await house.reach('stopped', 'done');
    expect(stopped.writes.map(({ id }) => id)).toEqual(ids);
  });

  it('reads back until the service shows it, and tells people when it never does', async () => {
    const { lagging } = tenant;
    lagging.visible = false;
    await house.approve('lagging', ['irina']);
    await house.reach('lagging', 'verifying');
    await house.until(async () => (await house.engine.nextDueAt()) !== null);
    house.clock.set({ advance: 700 });
    const stuck = await house.reach('lagging', 'attention');
    expect(stuck.findings.filter(({ status }) => status === 'failed')).toHaveLength(5);
    expect(await house.engine.queries.checkLog()).toMatchObject({ brokenAt: null });
  });

  it('asks people at once where looking again cannot help, and such an end of a final step is nothing to accept', async () => {
    await house.approve('hopeless', ['irina', 'anna'], 'contoso.com');
    const stuck = await house.reach('hopeless', 'attention');
    expect(stuck.findings).toMatchObject([{ code: 'domain-taken-elsewhere' }]);
    expect(
      await house.engine.commands.accept(actor('irina'), { attemptId: stuck.id, note: 'it will go some day' }),
    ).toMatchObject({ refusal: { code: 'accept.not-all-done', facts: { open: 1 } } });
  });

  it('does not count a final step as done that the tenant refused in part: what stands on it goes on waiting', async () => {
    tenant.final.beforeWrite = (id) =>
      Promise.resolve(id === 'a' ? { result: 'refused', remark: { code: 'graph-refused', facts: {} } } : undefined);
    await house.approve('final', ['irina', 'anna'], 'contoso.com');
    const stuck = await house.reach('final', 'attention');
    expect(stuck.progress).toMatchObject({ done: 4, refused: 1 });
    expect(
      await house.engine.commands.accept(actor('irina'), { attemptId: stuck.id, note: 'four of five will do' }),
    ).toMatchObject({ refusal: { code: 'accept.not-all-done', facts: { step: 'final', open: 1 } } });
    expect((await house.engine.queries.step('final'))?.state).toBe('attention');
    expect((await house.engine.queries.step('after-final'))?.state).toBe('waiting');

    tenant.final.beforeWrite = () => Promise.resolve(undefined);
    await house.engine.commands.again(actor('irina'), { stepId: 'final' });
    await house.approve('final', ['irina', 'anna'], 'contoso.com');
    await house.reach('after-final', 'asking');
  });

  const running = async (stepId: string): Promise<boolean> =>
    (await house.query(`select 1 from engine.work where key like '${stepId}-%' and due_at is null`)).length > 0;
});

test('a step that is put off writes nothing more', async () => {
  const tenant = new FakeTenant(
    ['a', 'b', 'c', 'd', 'e', 'f'].flatMap((x) => Array.from({ length: 20 }, (_, n) => `${x}${n}`)),
  );
  let letGo = (): void => undefined;
  const held = new Promise<void>((r) => (letGo = r));
  let entered = (): void => undefined;
  const inB = new Promise<void>((r) => (entered = r));
  tenant.beforeWrite = async (id) => {
    if (id === 'a0') {
      await inB;
      return {
        result: 'put-off',
        until: 'later',
        remark: { code: 'adding-put-off', facts: { domain: 'x', text: '' } },
      };
    }
    // The first of the second job.
    if (id === 'b10') {
      entered();
      await held;
    }
    return undefined;
  };
  const house = await House.build({
    runbook: [
      step('rename', { kind: 'change', action: 'rename' }),
      step('later', {}),
      step('end', { after: ['rename'] }),
    ],
    actions: { rename: renaming(tenant, 'new', { name: 'rename', concurrency: 2 }) },
  });
  await house.people({ irina: ['source-admin'] });
  await house.approve('rename', ['irina']);
  await house.reach('rename', (a) => a?.state === 'put-off');
  const before = tenant.writes.length;
  letGo();
  // Its work is cancelled with the step; the job itself ends a little later.
  const unfinished = `select from dbos.workflow_status where status in ('ENQUEUED', 'PENDING')`;
  await house.until(async () => (await house.query(unfinished)).length === 0);
  // The one that was in flight may land.
  expect(tenant.writes.length - before).toBeLessThanOrEqual(1);
  await house.pullDown();
});
