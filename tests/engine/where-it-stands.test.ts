/** What a migration lead is told in the night: where the company is, what holds the night up, what goes on, what was refused, and how far the way back is. */
import { House, actor, personToAssign, step } from './support/house.js';
import { FakeTenant, renaming } from './support/tenant.js';
import { way } from './support/way.js';

const leads = ['project-manager', 'business-owner'] as const;
const night = { phase: 'cutover', after: ['go-no-go'] } as const;
const changeStep = (id: string) => step(id, { kind: 'change', action: id, ...night });

describe('where the company stands', () => {
  let house: House;
  const tenants = {
    bulk: new FakeTenant(['a', 'b', 'c']),
    late: new FakeTenant(['d', 'e']),
    refusing: new FakeTenant(['f']),
  };

  beforeAll(async () => {
    house = await House.build({
      runbook: [
        step('way', { kind: 'decision', roles: ['dns-admin'], action: 'way', undo: 'never' }),
        step('go-no-go', { kind: 'gate', risk: 'gate', phase: 'eve', roles: leads, after: ['way'], undo: 'never' }),
        changeStep('bulk'),
        changeStep('late'),
        changeStep('refusing'),
        step('by-hand', night),
        step('afterwards', { phase: 'after', after: ['by-hand'] }),
        step('back-out-decision', {
          kind: 'gate',
          risk: 'gate',
          phase: 'back-out',
          roles: leads,
          after: ['go-no-go'],
          undo: 'never',
        }),
      ],
      actions: {
        way,
        bulk: renaming(tenants.bulk, 'new'),
        late: renaming(tenants.late, 'new'),
        refusing: renaming(tenants.refusing, 'new'),
      },
    });
    await house.people({
      irina: ['source-admin', 'test-lead'],
      marcus: ['source-admin'],
      dmitri: ['dns-admin'],
      sergei: ['business-owner'],
    });
  });
  afterAll(() => house.pullDown());

  const commands = () => house.engine.commands;
  const status = () => house.engine.queries.status();
  const answer = async (): Promise<void> => {
    const { id } = await house.reach('way', 'asking');
    await commands().answer(actor('dmitri'), { attemptId: id, answers: { way: 'left' } });
    await house.reach('way', 'done');
  };

  it('the night is not begun while a decision before it is thought over, and its gate says so as things stand', async () => {
    await answer();
    const gate = await house.reach('go-no-go', 'asking');
    const drawn = async () =>
      (await house.query<{ version: number }>(`select version from engine.card where key = 'attempt:${gate.id}'`))[0]
        ?.version ?? 0;
    const before = await drawn();
    await commands().again(actor('dmitri'), { stepId: 'way' });
    await house.reach('way', 'asking');
    expect(await drawn()).toBeGreaterThan(before);
    const held = await house.engine.queries.step('go-no-go');
    expect(held?.attempt?.waitsFor).toEqual(['way']);
    expect(held?.readiness?.open).toEqual(['way']);
    expect(await commands().vote(actor('anna'), { attemptId: gate.id, vote: 'go' })).toMatchObject({
      ok: false,
      refusal: { code: 'vote.held-up', facts: { steps: 'way' } },
    });
    await answer();
    for (const name of ['anna', 'sergei']) await commands().vote(actor(name), { attemptId: gate.id, vote: 'go' });
    await house.reach('go-no-go', 'done');
  });

  it('a decision that is asked anew in the night leads nobody back to the phase it belongs to', async () => {
    await house.reach('bulk', 'asking');
    await commands().again(actor('dmitri'), { stepId: 'way' });
    await house.reach('way', 'asking');
    expect(await status()).toMatchObject({ phase: 'cutover', openAgain: ['way'] });
    await answer();
    expect((await status()).openAgain).toEqual([]);
  });

  it('a task whose taker lost the role waits for somebody else, who may take it over', async () => {
    const { id: attemptId } = await house.reach('by-hand', 'asking');
    await commands().take(actor('irina'), { attemptId });
    await commands().unassign(actor('anna'), { role: 'source-admin', personId: 'id-irina' });
    const { phases } = await status();
    const asking = phases.flatMap((phase) => phase.asking).find(({ stepId }) => stepId === 'by-hand');
    expect(asking?.needs.flatMap(({ people }) => people.map(({ name }) => name))).toEqual(['marcus']);
    expect((await house.engine.queries.next('id-marcus'))?.todo.map(({ stepId }) => stepId)).toContain('by-hand');
    expect((await house.engine.queries.next('id-irina'))?.todo.map(({ stepId }) => stepId)).not.toContain('by-hand');
    expect(await commands().take(actor('marcus'), { attemptId })).toMatchObject({ ok: true });
    await commands().assign(actor('anna'), { role: 'source-admin', person: personToAssign('irina') });
  });

  it('what begins again in the moment a stop is lifted is known before, with what is left of it', async () => {
    let stopped = false;
    tenants.bulk.beforeWrite = async (id) => {
      if (id === 'a' && !stopped) {
        stopped = true;
        await commands().stop(actor('sergei'), { reason: 'look' });
      }
      return undefined;
    };
    await house.approve('bulk', ['irina']);
    await house.until(async () => (await house.query(`select 1 from engine.batch where state = 'paused'`)).length > 0);
    const [{ version = 0 } = {}] = await house.query<{ version: number }>(
      `select version from engine.card where key = 'stop'`,
    );
    await house.approve('late', ['irina']);
    await house.until(
      async () =>
        (await house.query(`select 1 from engine.attempt where step_id = 'late' and held_by_stop`)).length > 0,
    );
    expect((await status()).stop?.goesOn).toEqual([
      { stepId: 'bulk', left: 2 },
      { stepId: 'late', left: 2 },
    ]);
    const [card] = await house.query<{ version: number }>(`select version from engine.card where key = 'stop'`);
    expect(card?.version).toBeGreaterThan(version);
    for (const name of ['anna', 'irina']) await commands().resume(actor(name));
    await house.reach('bulk', 'done');
    await house.reach('late', 'done');
  });

  it('a plan made again after the tenant refused the one before says when and why', async () => {
    const remark = { code: 'graph-refused' as const, facts: { text: 'in use', errorCode: 'InUse', status: 400 } };
    tenants.refusing.beforeWrite = () => Promise.resolve({ result: 'refused', remark });
    await house.approve('refusing', ['irina']);
    await house.reach('refusing', 'attention');
    const at = house.clock.now().toISOString();
    house.clock.set({ advance: 600 });
    await commands().again(actor('irina'), { stepId: 'refusing' });
    await house.reach('refusing', 'asking');
    const before = (await house.engine.queries.step('refusing'))?.refusedBefore;
    expect(before).toMatchObject({ remarks: [remark] });
    expect((before?.at ?? '') <= at).toBe(true);
    expect((await house.engine.queries.step('by-hand'))?.refusedBefore).toBeUndefined();
  });

  it('on the way back it is known what is undone, of how many, and what comes next', async () => {
    await commands().backOut(actor('irina'), { reason: 'mail bounces' });
    const { id: attemptId } = await house.reach('back-out-decision', 'asking');
    for (const name of ['anna', 'sergei']) await commands().vote(actor(name), { attemptId, vote: 'go' });
    // Somebody had it in hand: whatever is done of it is put back first.
    const half = await house.reach('by-hand', (attempt) => attempt?.direction === 'undo' && attempt.state === 'asking');
    expect((await status()).wayBack).toEqual({ undone: 0, left: 3, next: 'late' });
    await commands().take(actor('marcus'), { attemptId: half.id });
    await commands().complete(actor('marcus'), { attemptId: half.id, note: 'nothing of it was done' });
    await house.reach('late', (attempt) => attempt?.direction === 'undo' && attempt.state === 'asking');
    expect((await status()).wayBack).toEqual({ undone: 1, left: 2, next: 'bulk' });
    await house.approve('late', ['irina']);
    await house.reach('bulk', (attempt) => attempt?.direction === 'undo' && attempt.state === 'asking');
    expect((await status()).wayBack).toEqual({ undone: 2, left: 1, next: null });
  });
});
