/** What cannot be taken back is approved on what people know tonight: an approval of the day before is asked for anew. */
import { haltOf } from '../../src/bot/channel/halt.js';
import { calledBy } from '../../src/engine/outbox/called.js';
import { House, actor, step } from './support/house.js';
import { FakeTenant, renaming } from './support/tenant.js';

describe('approvals that are older than twelve hours', () => {
  let house: House;
  const gone = new FakeTenant(['a']);
  const held = new FakeTenant(['b']);
  const usual = new FakeTenant(['c']);

  beforeAll(async () => {
    house = await House.build({
      runbook: [
        step('gone', { kind: 'change', risk: 'final', action: 'gone' }),
        step('held', { kind: 'change', risk: 'final', action: 'held' }),
        step('usual', { kind: 'change', risk: 'high', action: 'usual' }),
      ],
      actions: { gone: renaming(gone, 'new'), held: renaming(held, 'new'), usual: renaming(usual, 'new') },
    });
    await house.people({ irina: ['source-admin'], priya: ['business-owner'] });
    for (const id of ['gone', 'held', 'usual']) await house.reach(id, 'asking');
  });
  afterAll(() => house.pullDown());

  const approve = async (stepId: string, name: string) => {
    const { id: attemptId, plan } = await house.reach(stepId, 'asking');
    const order = { attemptId, planHash: plan?.hash ?? '', typedDomain: 'contoso.com' };
    expect(await house.engine.commands.approve(actor(name), order)).toMatchObject({ ok: true });
  };
  const now = async (stepId: string) => {
    const found = await house.engine.queries.step(stepId);
    if (found === null) throw new Error(`no step ${stepId}`);
    return found;
  };

  it('of what cannot be taken back count no more when the other one comes, and whoever gave it is called and told why', async () => {
    await approve('gone', 'irina');
    await approve('usual', 'irina');
    house.clock.set({ advance: 13 * 3600 });
    await approve('gone', 'priya');
    const asked = await now('gone');
    expect(asked.attempt?.state).toBe('asking');
    expect(asked.attempt?.approvals.map(({ person }) => person.name)).toEqual(['priya']);
    expect(asked.lapsed).toMatchObject([{ person: { name: 'irina' }, vote: 'approve', why: 'too-old' }]);
    expect(haltOf(asked)).toBe(asked.askedAnewAt);
    expect(calledBy(asked, []).map(({ name }) => name)).toEqual(['irina']);
    expect(gone.writes).toEqual([]);
    await approve('gone', 'irina');
    await house.reach('gone', 'done');
  });

  it('of anything else count as long as the plan is the same', async () => {
    await approve('usual', 'priya');
    await house.reach('usual', 'done');
  });

  it('begin nothing when a stop that held it for longer is lifted', async () => {
    const { commands } = house.engine;
    await commands.stop(actor('irina'), { reason: 'the mover is down' });
    await approve('held', 'irina');
    await approve('held', 'priya');
    house.clock.set({ advance: 13 * 3600 });
    for (const name of ['irina', 'priya']) expect(await commands.resume(actor(name))).toMatchObject({ ok: true });
    const asked = await house.reach('held', (attempt) => attempt?.state === 'asking');
    expect(asked.approvals).toEqual([]);
    expect((await now('held')).lapsed?.map(({ person, why }) => [person.name, why])).toEqual([
      ['irina', 'too-old'],
      ['priya', 'too-old'],
    ]);
    expect(held.writes).toEqual([]);
  });
});
