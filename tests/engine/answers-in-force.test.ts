import { host, onTheHost } from './support/host.js';
import { House, actor, step } from './support/house.js';
import { FakeTenant } from './support/tenant.js';
import { way } from './support/way.js';

describe('the answers of a decision that came to a halt and is withdrawn', () => {
  let house: House;
  const hosted = new FakeTenant(['h']);
  beforeAll(async () => {
    house = await House.build({
      runbook: [
        step('way', { kind: 'decision', roles: ['dns-admin'], action: 'way', undo: 'never' }),
        step('host', { kind: 'decision', roles: ['dns-admin'], action: 'host', after: ['way'], undo: 'never' }),
        step('on-the-host', { kind: 'change', action: 'on-the-host', after: ['host'] }),
      ],
      actions: { way, host, 'on-the-host': onTheHost(hosted) },
    });
    await house.people({ irina: ['source-admin'], dmitri: ['dns-admin'] });
  });
  afterAll(() => house.pullDown());

  async function decide(stepId: string, answers: Record<string, string>): Promise<void> {
    const { id } = await house.reach(stepId, 'asking');
    expect(await house.engine.commands.answer(actor('dmitri'), { attemptId: id, answers })).toMatchObject({ ok: true });
  }

  /** The same plan is no new attempt: that it was planned once more shows in when it was looked at. */
  const plannedSince = (before: { readonly lookedAt: string | null }) =>
    house.reach('on-the-host', (a) => a?.state === 'asking' && (a.lookedAt ?? '') > (before.lookedAt ?? ''));

  it('hold for whatever is planned on them until there are new ones', async () => {
    await decide('way', { way: 'left' });
    await decide('host', { host: 'mail.left.example' });
    const asked = await house.reach('on-the-host', 'asking');
    expect(asked.plan?.sample[0]?.after).toEqual({ name: 'mail.left.example-h' });
    await house.engine.commands.again(actor('dmitri'), { stepId: 'way' });
    await decide('way', { way: 'right' });
    await house.reach('host', 'attention');
    // While it stands at attention the old answers hold:
    await house.engine.commands.again(actor('irina'), { stepId: 'on-the-host' });
    const second = await plannedSince(asked);
    expect(second.plan?.sample[0]?.after).toEqual({ name: 'mail.left.example-h' });
    // Answered once more: host is withdrawn from its halt and asked anew.
    await house.engine.commands.again(actor('dmitri'), { stepId: 'way' });
    await decide('way', { way: 'third' });
    await house.reach('host', 'asking');
    await house.engine.commands.again(actor('irina'), { stepId: 'on-the-host' });
    const third = await plannedSince(second);
    expect(third.plan?.sample[0]?.after).toEqual({ name: 'mail.left.example-h' });
  });
});
