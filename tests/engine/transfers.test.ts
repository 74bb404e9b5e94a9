import type { TransferDefinition, TransferItem } from '../../src/contract/transfer.js';
import type { Attempt } from '../../src/engine/state.js';
import { House, actor, step } from './support/house.js';
import { way, wayGiven } from './support/way.js';
import { mailbox, OutsideService, passOver } from './support/outside-service.js';
import type { Manner, Run } from './support/outside-service.js';

const passStep = (id: string, more = {}) => step(id, { kind: 'transfer', action: id, undo: 'never', ...more });
const ten = Array.from({ length: 10 }, (_, n) => mailbox(n));
const GB = 1024 ** 3;

describe('work outside that runs for hours', () => {
  let pausing = (): void => undefined;
  const isPausing = new Promise<void>((resolve) => (pausing = resolve));
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  let finding = (): void => undefined;
  const isFinding = new Promise<void>((resolve) => (finding = resolve));
  let letFind = (): void => undefined;
  const found = new Promise<void>((resolve) => (letFind = resolve));
  let house: House;
  let service: OutsideService;
  let ofPlanned: readonly TransferItem[] = ten.slice(0, 3);
  const commands = () => house.engine.commands;

  beforeAll(async () => {
    service = await OutsideService.open();
    const pass = (more: Partial<TransferDefinition> = {}) => passOver(service, () => ten, more);
    house = await House.build({
      restarts: true,
      runbook: [
        ...[
          'end-to-end',
          'never-arrived',
          'unanswered',
          'refused',
          'goes-on',
          'pauses',
          'silent',
          'night',
          'told-to-go-on',
          'taken-back',
          'many-calls',
          'reads-the-way',
          'misnamed',
        ].map((id) => passStep(id)),
        passStep('planned', { risk: 'high' }),
        step('way', { kind: 'decision', action: 'way', undo: 'never' }),
        step('follows', { after: ['end-to-end'] }),
        step('back-out-decision', {
          kind: 'gate',
          risk: 'gate',
          phase: 'back-out',
          roles: ['project-manager', 'business-owner'],
          after: ['end-to-end'],
          undo: 'never',
        }),
      ],
      actions: {
        'end-to-end': pass(),
        'never-arrived': pass(),
        unanswered: pass(),
        refused: pass(),
        'goes-on': pass(),
        pauses: pass({ whenStopped: 'pauses' }),
        silent: pass({ lookWithin: 600 }),
        'told-to-go-on': pass(),
        'taken-back': pass({
          pause: async (_ctx, id) => {
            pausing();
            await held;
            const run = service.runs.find((one) => one.id === id);
            if (run?.state === 'running') run.state = 'paused';
          },
        }),
        'many-calls': pass({
          start: (_ctx, { key, items }) => {
            // Two were begun, and then the answer was lost.
            service.runs.push({
              id: `run-${service.runs.length + 1}`,
              name: key,
              items: items.slice(0, 2).map(({ object }) => object.id),
              state: 'running',
              done: 0,
              bytes: { done: 0, total: null },
              failed: [],
            });
            return Promise.resolve({ result: 'in-doubt' as const });
          },
          find: async (_ctx, { key }) => {
            finding();
            await found;
            const run = service.runs.find(({ name }) => name === key);
            return run === undefined
              ? { seen: true as const, begun: 'nothing' as const }
              : { seen: true as const, begun: 'part' as const, outsideId: run.id };
          },
        }),
        misnamed: pass(),
        'reads-the-way': pass({ lookWithin: 600, reads: [wayGiven] }),
        way,
        night: (({ pause: _pause, goOn: _goOn, ...bare }) => bare)(pass()),
        planned: passOver(service, () => ofPlanned),
      },
    });
    await house.people({ irina: ['source-admin'], sergei: ['business-owner'], priya: ['test-lead'] });
  });
  afterAll(async () => {
    await house.pullDown();
    await service.close();
  });

  /** Approves, and lets the service take its start as given. */
  async function begin(stepId: string, ...manners: Manner[]): Promise<Attempt> {
    service.manners = manners;
    return house.approve(stepId, ['irina']);
  }
  const onlyRun = (stepId: string): Run => {
    expect(service.runsOf(stepId)).toHaveLength(1);
    return service.runsOf(stepId)[0] as Run;
  };
  /** When its next look or try is due. */
  async function due(stepId: string): Promise<string> {
    let at = '';
    await house.until(async () => {
      const rows = await house.query<{ due_at: string | null }>('select due_at from engine.work where key like $1', [
        `%${stepId}-_`,
      ]);
      at = rows[0]?.due_at ?? '';
      return at > house.clock.now().toISOString();
    });
    return at;
  }
  /** Lets its next look come, and waits for what is to be seen then. */
  async function look(stepId: string, until: (attempt: Attempt | null) => boolean): Promise<Attempt> {
    house.clock.set({ to: await due(stepId) });
    return house.reach(stepId, until);
  }
  const runs = (attempt: Attempt | null): boolean => attempt?.outside?.state === 'running';
  /** What a test changes about it from then on is seen by the look that comes next. */
  const isSeen = (attempt: Attempt | null): boolean => runs(attempt) && attempt?.outside?.lookedAt !== null;

  it('is planned, and approved by the hash of its items', async () => {
    const asked = await house.reach('end-to-end', 'asking');
    expect(asked.plan).toMatchObject({ changes: 10, byKind: { mailbox: 10 } });
    expect(asked.needs).toMatchObject([{ kind: 'role', roles: ['source-admin'] }]);
    expect(await house.engine.queries.plan(asked.id, { offset: 8, limit: 10 })).toMatchObject([
      { object: { id: 'm-8' }, after: { pass: 'full' } },
      { object: { id: 'm-9' } },
    ]);
    expect(await commands().retry(actor('irina'), { attemptId: asked.id })).toMatchObject({
      refusal: { code: 'step.not-now' },
    });
    expect(service.runs).toEqual([]);
  });

  it('is found again when the process was killed between the outside start and its record, and is not started twice', async () => {
    const received = service.received(1);
    await begin('end-to-end', 'mute');
    await received;
    const [row] = await house.query('select * from engine.transfer_run');
    expect(row).toMatchObject({ state: 'starting', outside_id: null, tries: 1, round: 1, items: 10 });
    await house.close();
    await house.open();
    const attempt = await house.reach('end-to-end', runs);
    expect(attempt.state).toBe('running');
    expect(onlyRun('end-to-end')).toMatchObject({ items: ten.map(({ object }) => object.id) });
    expect((await house.engine.queries.log({ limit: 5 })).map(({ what }) => what)).toContain('transfer-found');
  });

  it('shows what the looks see: items, bytes, and what is left by the pace of the round', async () => {
    const run = onlyRun('end-to-end');
    await look('end-to-end', (attempt) => attempt?.outside?.lookedAt != null);
    // One that is under way keeps its row, and would still tell of before: the one after it has to be waited for.
    await due('end-to-end');
    const began = Date.parse((await house.reach('end-to-end', runs)).outside?.beganAt ?? '');
    Object.assign(run, { done: 4, bytes: { done: 1.2 * GB, total: 9 * GB } });
    house.clock.set({ to: new Date(began + 600_000).toISOString() });
    const seen = await house.reach('end-to-end', (attempt) => attempt?.outside?.items.done === 4);
    expect(seen.outside).toMatchObject({
      items: { total: 10, done: 4, failed: 0 },
      bytes: { done: 1.2 * GB, total: 9 * GB },
      planned: 10,
      left: 10,
    });
    // 1.2 GB in ten minutes would leave 65 for the other 7.8 GB; the look came a little later.
    const minutes = (Date.parse(seen.outside?.lookedAt ?? '') - began) / 60_000;
    expect(minutes).toBeGreaterThanOrEqual(10);
    const perMinute = (1.2 * GB) / minutes;
    expect(Math.abs((seen.outside?.bytesPerMinute ?? 0) / perMinute - 1)).toBeLessThan(0.02);
    expect(Math.abs((seen.outside?.minutesLeft ?? 0) - (7.8 * GB) / perMinute)).toBeLessThan(3);
    expect(seen.progress).toBeNull();
  });

  it('pauses and goes on when those may ask it whose step it is, and its pauses do not count into its pace', async () => {
    const { id: attemptId } = await house.reach('end-to-end', runs);
    expect(await commands().pause(actor('priya'), { attemptId })).toMatchObject({
      refusal: { code: 'approval.wrong-role' },
    });
    expect((await commands().pause(actor('irina'), { attemptId })).ok).toBe(true);
    const paused = await house.reach('end-to-end', (attempt) => attempt?.outside?.state === 'paused');
    expect(onlyRun('end-to-end').state).toBe('paused');
    expect(paused.may).toMatchObject({
      pause: [],
      'go-on': expect.arrayContaining(['id-irina', 'id-anna']) as string[],
    });
    house.clock.set({ advance: 3600 });
    await house.reach('end-to-end', (attempt) => (attempt?.outside?.lookedAt ?? '') > (paused.outside?.lookedAt ?? ''));
    expect((await commands().goOn(actor('anna'), { attemptId })).ok).toBe(true);
    const on = await house.reach('end-to-end', runs);
    expect(onlyRun('end-to-end').state).toBe('running');
    expect(on.outside?.minutesLeft).toBeLessThan(75);
  });

  it('is halted with what is not done named, and retried with only that, under the approvals there are', async () => {
    const { id: attemptId } = await house.reach('end-to-end', runs);
    expect((await commands().halt(actor('irina'), { attemptId })).ok).toBe(true);
    const halted = await house.reach('end-to-end', 'attention');
    expect(halted.outside).toMatchObject({ state: 'ended', halted: true, left: 6, round: 1 });
    expect(halted.troubles.map(({ object }) => object?.id)).toEqual(['m-4', 'm-5', 'm-6', 'm-7', 'm-8', 'm-9']);
    expect(halted.may).toMatchObject({ halt: [], pause: [], retry: expect.arrayContaining(['id-irina']) as string[] });
    // The second start is cut off after it was taken.
    service.manners = ['cut'];
    expect((await commands().retry(actor('irina'), { attemptId })).ok).toBe(true);
    const second = await house.reach('end-to-end', (attempt) => attempt?.outside?.round === 2 && isSeen(attempt));
    expect(second.id).toBe(attemptId);
    expect(second.approvals).toHaveLength(1);
    expect(service.runsOf('end-to-end').map(({ items }) => items.length)).toEqual([10, 6]);
    const [retried] = (await house.engine.queries.log({ limit: 10 })).filter(({ what }) => what === 'retried');
    expect(retried).toMatchObject({ person: { id: 'id-irina' }, facts: { round: 2, items: 6 } });
  });

  it('that ends with failures names each of them and is done once a round leaves none: one outside run a round', async () => {
    const second = service.runsOf('end-to-end')[1] as Run;
    Object.assign(second, { done: 4, failed: ['m-8', 'm-9'], state: 'ended' });
    const failed = await look('end-to-end', (attempt) => attempt?.state === 'attention');
    expect(failed.outside).toMatchObject({ halted: false, left: 2, items: { total: 6, done: 4, failed: 2 } });
    expect(failed.troubles).toMatchObject([
      { code: 'object-gone', facts: { text: 'large item' }, object: { id: 'm-8' } },
      { object: { id: 'm-9' } },
    ]);
    expect((await commands().retry(actor('sergei'), { attemptId: failed.id })).ok).toBe(true);
    await house.reach('end-to-end', (attempt) => attempt?.outside?.round === 3 && isSeen(attempt));
    Object.assign(service.runsOf('end-to-end')[2] as Run, { done: 2, state: 'ended' });
    const done = await look('end-to-end', (attempt) => attempt?.state === 'done');
    expect(done.outside).toMatchObject({ round: 3, left: 0 });
    await house.reach('follows', 'asking');
    expect(service.runsOf('end-to-end').map(({ items }) => items)).toEqual([
      ten.map(({ object }) => object.id),
      ['m-4', 'm-5', 'm-6', 'm-7', 'm-8', 'm-9'],
      ['m-8', 'm-9'],
    ]);
    expect(await house.engine.queries.checkLog()).toMatchObject({ brokenAt: null });
  });

  it('whose start never arrived is started again only after it was looked for twice, the wait in between', async () => {
    const received = service.received(4);
    await begin('never-arrived', 'deaf');
    await received;
    await house.close();
    const killed = house.clock.now().getTime();
    await house.open();
    const again = Date.parse(await due('never-arrived'));
    expect(again - killed).toBeGreaterThan(250_000);
    expect(service.runsOf('never-arrived')).toEqual([]);
    house.clock.set({ to: new Date(again).toISOString() });
    await house.reach('never-arrived', runs);
    onlyRun('never-arrived');
  });

  it('whose start is not answered is looked for, also when it takes effect late, and runs once', async () => {
    await begin('unanswered', 'busy', 'lost', 'late');
    // Busy: certainly not begun, so the wait the service asked for is all.
    house.clock.set({ to: await due('unanswered') });
    // Lost: looked for, waited for, looked for again, started again.
    house.clock.set({ to: await due('unanswered') });
    // Late: looked for and not seen, and there when it was waited for.
    const settles = await due('unanswered');
    expect(service.runsOf('unanswered')).toEqual([]);
    service.takeEffect();
    house.clock.set({ to: settles });
    await house.reach('unanswered', runs);
    expect(onlyRun('unanswered').id).toBeDefined();
    expect(service.manners).toEqual([]);
  });

  it('that the service refuses is shown with its reason, and nothing of it runs', async () => {
    await begin('refused', 'refuse');
    const refused = await house.reach('refused', 'attention');
    expect(refused.troubles).toMatchObject([{ code: 'graph-refused', facts: { text: 'no licence left' } }]);
    expect(await commands().accept(actor('irina'), { attemptId: refused.id, note: 'so be it' })).toMatchObject({
      refusal: { code: 'accept.nothing-done' },
    });
    expect((await commands().retry(actor('irina'), { attemptId: refused.id })).ok).toBe(true);
    await house.reach('refused', runs);
    onlyRun('refused');
  });

  it('whose plan changed after the approvals is not started: people are asked about the new one, by two for high risk', async () => {
    const asked = await house.reach('planned', 'asking');
    await house.engine.commands.approve(actor('irina'), { attemptId: asked.id, planHash: asked.plan?.hash ?? '' });
    ofPlanned = [mailbox(0), mailbox(1, 'delta'), mailbox(7)];
    await house.engine.commands.approve(actor('sergei'), { attemptId: asked.id, planHash: asked.plan?.hash ?? '' });
    const fresh = await house.reach('planned', (attempt) => attempt?.number === 2 && attempt.state === 'asking');
    expect(fresh.voided).toMatchObject({
      appeared: [{ id: 'm-7' }],
      gone: [{ id: 'm-2' }],
      different: [{ id: 'm-1' }],
    });
    expect(fresh.approvals).toEqual([]);
    expect(service.runsOf('planned')).toEqual([]);
    await house.approve('planned', ['irina', 'sergei']);
    await house.reach('planned', runs);
    expect(onlyRun('planned').items).toEqual(['m-0', 'm-1', 'm-7']);
  });

  it('is not started while writes are stopped; what runs goes on or pauses as it says, and goes on when the stop is lifted', async () => {
    await begin('pauses');
    await house.reach('pauses', runs);
    await commands().stop(actor('priya'), {});
    await house.reach('pauses', (attempt) => attempt?.outside?.state === 'paused');
    expect(onlyRun('planned').state).toBe('running');
    const { id: attemptId } = await house.approve('goes-on', ['irina']);
    await house.until(async () => {
      const [row] = await house.query<{ held_by_stop: boolean }>(
        'select held_by_stop from engine.attempt where id = $1',
        [attemptId],
      );
      return row?.held_by_stop === true;
    });
    expect(service.runsOf('goes-on')).toEqual([]);
    const paused = await house.reach('pauses', (attempt) => attempt?.outside?.pausedByStop === true);
    expect(await commands().goOn(actor('irina'), { attemptId: paused.id })).toMatchObject({
      refusal: { code: 'transfer.stopped' },
    });
    await commands().resume(actor('irina'));
    await commands().resume(actor('sergei'));
    await house.reach('goes-on', runs);
    await house.reach('pauses', runs);
    expect(onlyRun('pauses').state).toBe('running');
    onlyRun('goes-on');
  });

  it('pauses whatever it says when whoever stops asks for it, and one that people paused stays paused', async () => {
    const { id: attemptId } = await house.reach('pauses', runs);
    await commands().pause(actor('irina'), { attemptId });
    await house.reach('pauses', (attempt) => attempt?.outside?.state === 'paused');
    await commands().stop(actor('priya'), { transfers: 'pause' });
    await house.reach('goes-on', (attempt) => attempt?.outside?.state === 'paused');
    await commands().resume(actor('irina'));
    await commands().resume(actor('sergei'));
    await house.reach('goes-on', runs);
    expect(onlyRun('pauses').state).toBe('paused');
  });

  it('that does not move, or cannot be seen, needs a person while it goes on, and is never left for another run', async () => {
    await begin('silent');
    await house.reach('silent', (attempt) => attempt?.outside?.lookedAt != null);
    house.clock.set({ advance: 700 });
    const still = await house.reach('silent', 'attention');
    expect(still.findings).toMatchObject([{ status: 'unknown', code: 'engine.transfer-stalled' }]);
    expect(still.may).toMatchObject({ retry: [], accept: [] });
    onlyRun('silent').done = 3;
    await look('silent', (attempt) => attempt?.state === 'running');
    service.down = true;
    const unseen = await look('silent', (attempt) => attempt?.state === 'attention');
    expect(unseen.findings).toMatchObject([{ code: 'engine.transfer-unseen' }]);
    service.down = false;
    expect((await commands().again(actor('irina'), { stepId: 'silent' })).ok).toBe(true);
    expect((await house.reach('silent', 'running')).number).toBe(1);
    onlyRun('silent');
  });

  it('that was told to go on and has not been seen going on is paused by a stop', async () => {
    const { id: attemptId } = await begin('told-to-go-on');
    await house.reach('told-to-go-on', isSeen);
    await commands().pause(actor('irina'), { attemptId });
    await house.reach('told-to-go-on', (attempt) => attempt?.outside?.state === 'paused');
    service.down = true;
    expect(await commands().goOn(actor('irina'), { attemptId })).toMatchObject({ ok: true });
    await house.reach('told-to-go-on', (attempt) => attempt?.state === 'attention');
    await commands().stop(actor('irina'), { transfers: 'pause' });
    service.down = false;
    await look('told-to-go-on', (attempt) => attempt?.state === 'running');
    expect(onlyRun('told-to-go-on').state).toBe('paused');
    await commands().resume(actor('irina'));
    await commands().resume(actor('anna'));
    await house.reach('told-to-go-on', isSeen);
  });

  it('whose pause was taken back while the service was still carrying it out goes on after all', async () => {
    const { id: attemptId } = await begin('taken-back');
    await house.reach('taken-back', isSeen);
    await commands().pause(actor('irina'), { attemptId });
    await isPausing;
    expect(await commands().goOn(actor('irina'), { attemptId })).toMatchObject({ ok: true });
    letGo();
    await house.until(() => onlyRun('taken-back').state === 'paused');
    house.clock.set({ to: await due('taken-back') });
    await house.until(() => onlyRun('taken-back').state === 'running');
    await house.reach('taken-back', isSeen);
  });

  it('whose start was cut off in the middle of many calls is halted with the part that began, also while the service is asked for it', async () => {
    const { id: attemptId } = await begin('many-calls');
    await isFinding;
    expect(await commands().halt(actor('irina'), { attemptId })).toMatchObject({ ok: true });
    letFind();
    const over = await house.reach('many-calls', (attempt) => attempt?.outside?.state === 'ended');
    expect([over.outside?.halted, onlyRun('many-calls').state]).toEqual([true, 'ended']);
    await house.reach('many-calls', 'attention');
  });

  it('that stands still is as little left behind by other answers as one that moves', async () => {
    const { id } = await house.reach('way', 'asking');
    await commands().answer(actor('irina'), { attemptId: id, answers: { way: 'left' } });
    await begin('reads-the-way');
    await house.reach('reads-the-way', isSeen);
    const refused = { ok: false, refusal: { code: 'decision.being-written' } };
    expect(await commands().again(actor('irina'), { stepId: 'way' })).toMatchObject(refused);
    house.clock.set({ advance: 700 });
    await house.reach('reads-the-way', 'attention');
    await commands().again(actor('irina'), { stepId: 'way' });
    const asked = await house.reach('way', 'asking');
    const again = await commands().answer(actor('irina'), { attemptId: asked.id, answers: { way: 'right' } });
    expect([again, onlyRun('reads-the-way').state]).toMatchObject([refused, 'running']);
  });

  it('that names a failed item nobody planned counts all of its round as open', async () => {
    await begin('misnamed');
    await house.reach('misnamed', isSeen);
    Object.assign(onlyRun('misnamed'), { done: 9, failed: ['M-9'], state: 'ended' });
    Object.assign(onlyRun('misnamed'), { items: [...ten.slice(0, 9).map(({ object }) => object.id), 'M-9'] });
    const over = await look('misnamed', (attempt) => attempt?.state === 'attention');
    expect(over.outside?.left).toBe(10);
    expect(over.findings.map(({ code }) => code)).toContain('engine.transfer-unaccounted');
  });

  it('is halted when the team turns back, which does not wait for it', async () => {
    await begin('night');
    const { id: attemptId } = await house.reach('night', isSeen);
    expect(await commands().pause(actor('irina'), { attemptId })).toMatchObject({
      refusal: { code: 'transfer.no-pause' },
    });
    onlyRun('night').done = 2;
    service.down = true;
    const { id: task } = await house.reach('follows', 'asking');
    await commands().take(actor('irina'), { attemptId: task });
    await commands().complete(actor('irina'), { attemptId: task, note: 'done' });
    expect((await commands().backOut(actor('anna'), { reason: 'the registrar is down' })).ok).toBe(true);
    const gate = await house.reach('back-out-decision', 'asking');
    await commands().vote(actor('anna'), { attemptId: gate.id, vote: 'go' });
    await commands().vote(actor('sergei'), { attemptId: gate.id, vote: 'go' });
    await house.reach('follows', 'undoing');
    // Nobody answers that it is to be halted, and it is asked again.
    const again = await due('night');
    expect((await house.engine.queries.attempt(attemptId))?.attempt).toMatchObject({
      state: 'withdrawn',
      outside: { wanted: 'halt' },
    });
    expect(onlyRun('night').state).toBe('running');
    service.down = false;
    house.clock.set({ to: again });
    await house.until(() => onlyRun('night').state === 'ended');
    await house.until(async () => (await house.engine.queries.attempt(attemptId))?.attempt?.outside?.state === 'ended');
    expect((await house.engine.queries.attempt(attemptId))?.attempt).toMatchObject({
      state: 'withdrawn',
      outside: { halted: true, items: { done: 2 } },
    });
  });
});
