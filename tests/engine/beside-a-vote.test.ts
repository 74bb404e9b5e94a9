/** While people vote on turning back, nothing that is hard to take back is agreed to on the way forward. */
import { House, actor, personToAssign, step } from './support/house.js';
import { FakeTenant, renaming } from './support/tenant.js';

const leads = ['project-manager', 'business-owner'] as const;
const vote = { kind: 'gate', risk: 'gate', phase: 'back-out', roles: leads, undo: 'never' } as const;

describe('beside a vote on turning back', () => {
  let house: House;
  const tenants = {
    before: new FakeTenant(['a']),
    high: new FakeTenant(['b']),
    low: new FakeTenant(['c']),
    held: new FakeTenant(['d']),
  };

  beforeAll(async () => {
    house = await House.build({
      runbook: [
        step('before', { kind: 'change', action: 'before', phase: 'cutover' }),
        step('high', { kind: 'change', action: 'high', risk: 'high', phase: 'cutover', after: ['before'] }),
        step('held', { kind: 'change', action: 'held', risk: 'high', phase: 'cutover', after: ['before'] }),
        step('by-hand', { risk: 'high', phase: 'cutover', after: ['before'] }),
        step('agreed', { risk: 'high', phase: 'cutover', after: ['before'] }),
        step('low', { kind: 'change', action: 'low', phase: 'cutover', after: ['before'] }),
        step('back-out-decision', { ...vote, after: ['before'] }),
      ],
      actions: {
        before: renaming(tenants.before, 'new'),
        high: renaming(tenants.high, 'new'),
        low: renaming(tenants.low, 'new'),
        held: renaming(tenants.held, 'new'),
      },
    });
    await house.people({ irina: ['source-admin'], anna: ['business-owner'] });
    await house.approve('before', ['irina']);
    await house.reach('before', 'done');
    await house.approve('agreed', ['anna']);
  });
  afterAll(() => house.pullDown());

  const commands = () => house.engine.commands;

  it('nobody approves a change or a task of high risk on the way forward, what is of low risk goes on', async () => {
    const asked = [await house.reach('high', 'asking'), await house.reach('by-hand', 'asking')];
    await house.reach('low', 'asking');
    const versions = () =>
      house
        .query<{ key: string; version: number }>(
          "select key, version from engine.card where key in ('attempt:high-1', 'attempt:by-hand-1') order by key",
        )
        .then((rows) => rows.map(({ version }) => version));
    const drawn = await versions();
    await commands().backOut(actor('irina'), { reason: 'mail bounces' });
    await house.reach('back-out-decision', 'asking');
    for (const [index, version] of (await versions()).entries()) expect(version).toBeGreaterThan(drawn[index] ?? 0);
    for (const attempt of asked) {
      const order = { attemptId: attempt.id, planHash: attempt.plan?.hash ?? '' };
      expect(await commands().approve(actor('anna'), order)).toMatchObject({
        ok: false,
        refusal: { code: 'approval.turning-back' },
      });
    }
    const high = (await house.engine.queries.step('high'))?.attempt;
    expect([high?.besideVote, high?.may.approve, high?.approvals]).toEqual([true, [], []]);
    await house.approve('low', ['irina']);
    await house.reach('low', 'done');
  });

  it('a task of high risk that was agreed before the vote is not taken beside it, and may be once there is a no', async () => {
    const { id: attemptId } = await house.reach('agreed', 'asking');
    expect(await commands().take(actor('irina'), { attemptId })).toMatchObject({
      ok: false,
      refusal: { code: 'approval.turning-back' },
    });
    const seen = (await house.engine.queries.step('agreed'))?.attempt;
    expect([seen?.besideVote, seen?.may.take]).toEqual([true, []]);
  });

  it('it is nobody’s turn to approve what waits for the vote: it is told as waited for, and only the vote is asked', async () => {
    const irina = await house.engine.queries.next('id-irina');
    expect(irina?.todo).toEqual([]);
    expect(irina?.waitedFor.map(({ stepId }) => stepId)).toEqual(
      expect.arrayContaining(['high', 'by-hand', 'back-out-decision']),
    );
    const anna = await house.engine.queries.next('id-anna');
    expect(new Set(anna?.todo.map(({ stepId }) => stepId))).toEqual(new Set(['back-out-decision']));
  });

  it('that one person alone cannot decide, the vote says who is missing, and the project manager is told to find them', async () => {
    const { id: attemptId } = await house.reach('back-out-decision', 'asking');
    await commands().vote(actor('anna'), { attemptId, vote: 'go' });
    const { needs } = await house.reach('back-out-decision', 'asking');
    expect(needs).toMatchObject([{ kind: 'second-person', people: [] }]);
    expect((await house.engine.queries.next('id-anna'))?.todo.map(({ stepId }) => stepId)).toContain(
      'back-out-decision',
    );
    await commands().assign(actor('anna'), { role: 'business-owner', person: personToAssign('sergei') });
    const [asked] = (await house.reach('back-out-decision', 'asking')).needs;
    expect(asked?.people.map(({ name }) => name)).toEqual(['sergei']);
  });

  it('a no lets people approve again, and the cards say so', async () => {
    const { id: attemptId } = await house.reach('back-out-decision', 'asking');
    await commands().vote(actor('sergei'), { attemptId, vote: 'no', reason: 'it is the firewall' });
    expect((await house.engine.queries.step('high'))?.attempt?.besideVote).toBeUndefined();
    const agreed = await house.reach('agreed', 'asking');
    expect(await commands().take(actor('irina'), { attemptId: agreed.id })).toMatchObject({ ok: true });
    await house.approve('high', ['irina', 'anna']);
    await house.reach('high', 'done');
  });

  it('what was agreed during a stop does not begin when the stop is lifted: it is asked of everybody anew', async () => {
    await commands().stop(actor('anna'), {});
    await house.approve('held', ['irina', 'anna']);
    await house.until(
      async () =>
        (await house.query(`select 1 from engine.attempt where step_id = 'held' and held_by_stop`)).length > 0,
    );
    await commands().backOut(actor('irina'), { reason: 'mail bounces again' });
    const { id: attemptId } = await house.reach('back-out-decision', 'asking');
    for (const name of ['anna', 'sergei']) await commands().resume(actor(name));
    const asked = await house.reach('held', (attempt) => attempt?.state === 'asking' && attempt.approvals.length === 0);
    expect([asked.besideVote, tenants.held.writes]).toEqual([true, []]);
    await commands().vote(actor('sergei'), { attemptId, vote: 'no', reason: 'it was the firewall' });
    await house.approve('held', ['irina', 'anna']);
    await house.reach('held', 'done');
  });
});
