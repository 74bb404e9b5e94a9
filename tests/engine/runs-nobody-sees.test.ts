/** A run of which the service cannot tell is somebody's to end: their word stands in for the look. */
import { House, actor, step } from './support/house.js';
import { mailbox, OutsideService, passOver } from './support/outside-service.js';

const passStep = (id: string) => step(id, { kind: 'transfer', action: id, undo: 'never' });
const two = [mailbox(1), mailbox(2)];
const why = 'its list of runs is empty';

describe('a run that nobody can see', () => {
  let house: House;
  let service: OutsideService;
  const commands = () => house.engine.commands;

  beforeAll(async () => {
    service = await OutsideService.open();
    const untold = () =>
      passOver(service, () => two, { find: () => Promise.resolve({ seen: false, why: '2 runs carry this name' }) });
    const ids = ['over', 'named', 'gone', 'put-aside'];
    house = await House.build({
      runbook: [
        ...ids.map(passStep),
        step('follows', { side: 'none' }),
        step('back-out-decision', {
          kind: 'gate',
          risk: 'gate',
          phase: 'back-out',
          roles: ['project-manager', 'business-owner'],
          undo: 'never',
        }),
      ],
      actions: {
        over: untold(),
        named: untold(),
        gone: passOver(service, () => two),
        'put-aside': untold(),
      },
    });
    await house.people({ irina: ['source-admin'], sergei: ['business-owner'], priya: ['test-lead'] });
  });
  afterAll(async () => {
    await house.pullDown();
    await service.close();
  });

  /** It begins outside, and nobody is told. */
  async function lose(stepId: string): Promise<string> {
    service.manners = ['cut'];
    await house.approve(stepId, ['irina']);
    const { id } = await house.reach(stepId, 'attention');
    await looked(stepId);
    return id;
  }
  /** The look that was under way is over. */
  const looked = (stepId: string): Promise<void> =>
    house.until(async () => {
      const rows = await house.query<{ due_at: string | null }>('select due_at from engine.work where key like $1', [
        `%${stepId}-1`,
      ]);
      return (rows[0]?.due_at ?? '') > house.clock.now().toISOString();
    });
  const attempt = async (id: string) => (await house.engine.queries.attempt(id))?.attempt;

  it('is ended by those whose step it is, by name and with what they saw, and all of it is retried', async () => {
    const attemptId = await lose('over');
    expect((await commands().halt(actor('irina'), { attemptId })).ok).toBe(true);
    await looked('over');
    expect(await attempt(attemptId)).toMatchObject({ state: 'attention', outside: { state: 'starting' } });

    const say = (name: string, reason: string) => commands().accountFor(actor(name), { attemptId, reason });
    expect(await say('priya', why)).toMatchObject({ refusal: { code: 'approval.wrong-role' } });
    expect(await say('irina', ' ')).toMatchObject({ refusal: { code: 'transfer.needs-reason' } });
    expect(await say('irina', why)).toMatchObject({ ok: true });
    const over = await house.reach('over', (one) => one?.outside?.state === 'ended');
    expect(over).toMatchObject({
      state: 'attention',
      outside: { left: 2 },
      findings: [{ status: 'unknown', code: 'engine.transfer-said-over', facts: { name: 'irina', reason: why } }],
    });
    expect(over.may['account-for']).toEqual([]);
    const [said] = (await house.engine.queries.log({ limit: 10 })).filter(({ what }) => what === 'said-over');
    expect(said).toMatchObject({ person: { id: 'id-irina' }, facts: { round: 1, reason: why } });

    expect(await commands().retry(actor('irina'), { attemptId })).toMatchObject({ ok: true });
    await house.reach('over', (one) => one?.outside?.round === 2 && one.outside.state === 'running');
    expect(service.runsOf('over').at(-1)?.items).toEqual(['m-1', 'm-2']);
  });

  it('is looked at like any other once somebody says which it is', async () => {
    const attemptId = await lose('named');
    const name = (outsideId: string) => commands().accountFor(actor('irina'), { attemptId, reason: why, outsideId });
    expect(await name(' ')).toMatchObject({ refusal: { code: 'transfer.needs-run' } });
    const run = service.runsOf('named')[0];
    expect(await name(run?.id ?? '')).toMatchObject({ ok: true });
    await house.reach('named', (one) => one?.state === 'running' && one.outside?.lookedAt !== null);
    Object.assign(run ?? {}, { done: 2, state: 'ended' });
    house.clock.set({ advance: 61 });
    expect(await house.reach('named', 'done')).toMatchObject({ outside: { left: 0 }, findings: [] });
  });

  it('that the service has forgotten is ended too, and retried or taken as it is', async () => {
    await house.approve('gone', ['irina']);
    const { id: attemptId } = await house.reach('gone', (one) => one?.outside?.lookedAt != null);
    await looked('gone');
    service.runs.splice(
      service.runs.findIndex(({ name }) => name.includes('/gone-')),
      1,
    );
    house.clock.set({ advance: 61 });
    await house.reach('gone', 'attention');
    expect(await commands().accountFor(actor('irina'), { attemptId, reason: why })).toMatchObject({ ok: true });
    const over = await house.reach('gone', (one) => one?.outside?.state === 'ended');
    expect(over.may.retry).toContain('id-irina');
    expect(await commands().accept(actor('irina'), { attemptId, note: 'moved by hand' })).toMatchObject({ ok: true });
  });

  it('does not outlive a team that turned back: who looked ends it on its own card', async () => {
    const attemptId = await lose('put-aside');
    const { id: task } = await house.reach('follows', 'asking');
    await commands().take(actor('irina'), { attemptId: task });
    await commands().complete(actor('irina'), { attemptId: task, note: 'done' });
    expect(await commands().backOut(actor('anna'), { reason: 'the registrar is down' })).toMatchObject({ ok: true });
    const gate = await house.reach('back-out-decision', 'asking');
    await commands().vote(actor('anna'), { attemptId: gate.id, vote: 'go' });
    await commands().vote(actor('sergei'), { attemptId: gate.id, vote: 'go' });
    await house.until(async () => (await attempt(attemptId))?.state === 'withdrawn');
    await looked('put-aside');
    expect((await attempt(attemptId))?.may['account-for']).toContain('id-irina');
    expect(await commands().accountFor(actor('irina'), { attemptId, reason: why })).toMatchObject({ ok: true });
    expect(await attempt(attemptId)).toMatchObject({
      state: 'withdrawn',
      outside: { state: 'ended' },
      findings: [{ code: 'engine.transfer-said-over' }],
    });
    expect(await house.query(`select key from engine.work where key like '%put-aside%'`)).toEqual([]);
  });
});
