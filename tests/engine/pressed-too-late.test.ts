/** A press that comes after everything was said: what it asked for is so already, and whoever pressed is told that. */
import { House, actor, personToAssign, step } from './support/house.js';
import { FakeTenant, renaming } from './support/tenant.js';

const high = { kind: 'change', risk: 'high' } as const;

describe('a press that came too late', () => {
  let house: House;
  const written = new FakeTenant(['a']);

  beforeAll(async () => {
    house = await House.build({
      runbook: [
        step('names', { ...high, action: 'names' }),
        step('alone', { ...high, action: 'alone' }),
        step('by-hand'),
      ],
      actions: {
        names: renaming(written, 'new'),
        alone: renaming(new FakeTenant(['b']), 'new'),
      },
    });
    await house.people({ irina: ['source-admin'] });
  });
  afterAll(() => house.pullDown());

  it('of the last approval, a second time: that it counted, and what became of it', async () => {
    const { id: attemptId, plan } = await house.reach('names', 'asking');
    const order = { attemptId, planHash: plan?.hash ?? '' };
    await house.approve('names', ['irina', 'anna']);
    await house.reach('names', 'done');
    const again = await house.engine.commands.approve(actor('anna'), order);
    expect(again).toMatchObject({ ok: false, refusal: { code: 'approval.counted', facts: { now: 'done' } } });
  });

  it('of an approval for which nobody else is left: who has to be found', async () => {
    const { id: attemptId, plan } = await house.reach('alone', 'asking');
    const order = { attemptId, planHash: plan?.hash ?? '' };
    await house.approve('alone', ['anna']);
    await house.engine.commands.assign(actor('anna'), { role: 'source-admin', person: personToAssign('anna') });
    await house.engine.commands.unassign(actor('anna'), { role: 'source-admin', personId: 'id-irina' });
    expect(await house.engine.commands.approve(actor('anna'), order)).toMatchObject({
      ok: false,
      refusal: { code: 'approval.nobody-else', facts: { roles: expect.stringContaining('source-admin') } },
    });
  });

  it('of a task that somebody else has done meanwhile: who did it, and when', async () => {
    const { id: attemptId } = await house.reach('by-hand', 'asking');
    await house.engine.commands.assign(actor('anna'), { role: 'source-admin', person: personToAssign('irina') });
    await house.engine.commands.take(actor('anna'), { attemptId });
    await house.engine.commands.complete(actor('anna'), { attemptId, note: 'seen' });
    const { endedAt } = await house.reach('by-hand', 'done');
    for (const late of [
      await house.engine.commands.take(actor('irina'), { attemptId }),
      await house.engine.commands.complete(actor('irina'), { attemptId, note: 'me too' }),
    ])
      expect(late).toEqual({
        ok: false,
        refusal: { code: 'step.done-by', facts: { step: 'by-hand', who: 'anna', at: endedAt } },
      });
    // What nobody took in hand has nobody to name.
    const { id } = await house.reach('names', 'done');
    expect(await house.engine.commands.accept(actor('irina'), { attemptId: id, note: 'fine' })).toMatchObject({
      ok: false,
      refusal: { code: 'step.done-already' },
    });
  });
});
