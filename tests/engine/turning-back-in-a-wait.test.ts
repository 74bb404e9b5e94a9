import { House, actor, step } from './support/house.js';
import { FakeTenant, renaming } from './support/tenant.js';

const ids = ['a', 'b', 'c'];
const changeStep = (id: string, more = {}) => step(id, { kind: 'change', action: id, phase: 'cutover', ...more });

test('who turns back while the bot waits for a busy service finds only what was written before, and that goes back', async () => {
  const tenant = { before: new FakeTenant(ids), busy: new FakeTenant(ids) };
  const house = await House.build({
    runbook: [
      changeStep('before'),
      changeStep('busy', { after: ['before'] }),
      step('back-out-decision', {
        kind: 'gate',
        risk: 'gate',
        phase: 'back-out',
        roles: ['project-manager', 'business-owner'],
        after: ['before'],
        undo: 'never',
      }),
    ],
    actions: {
      before: renaming(tenant.before, 'new'),
      busy: renaming(tenant.busy, 'new', { batchSize: 3 }),
    },
  });
  try {
    await house.people({ irina: ['source-admin'], sergei: ['business-owner'] });
    await house.approve('before', ['irina']);
    await house.reach('before', 'done');
    let refused = 0;
    tenant.busy.beforeWrite = (id) =>
      Promise.resolve(id === 'b' && refused++ === 0 ? { result: 'not-done', retryAfter: 10 } : undefined);
    const idle = house.clock.followers;
    await house.approve('busy', ['irina']);
    await house.until(() => refused === 1 && house.clock.followers > idle);

    await house.engine.commands.backOut(actor('irina'), { reason: 'mail bounces' });
    const { id: attemptId } = await house.reach('back-out-decision', 'asking');
    await house.engine.commands.vote(actor('anna'), { attemptId, vote: 'go' });
    await house.engine.commands.vote(actor('sergei'), { attemptId, vote: 'go' });
    house.clock.set({ advance: 10 });

    const undo = await house.reach('busy', (attempt) => attempt?.direction === 'undo' && attempt.state === 'asking');
    expect(undo.plan?.changes).toBe(2);
    expect(tenant.busy.writes.map(({ id }) => id)).toEqual(['a', 'c']);
    await house.approve('busy', ['irina']);
    await house.reach('busy', 'undone');
    expect([...tenant.busy.values.values()]).toEqual(['old-a', 'old-b', 'old-c']);
  } finally {
    await house.pullDown();
  }
});
