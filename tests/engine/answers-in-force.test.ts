import { z } from 'zod';
import type { ActionDefinition } from '../../src/contract/actions.js';
import { defineDecision } from '../../src/contract/decision.js';
import { defineAnswers } from '../../src/contract/output.js';
import { House, actor, step } from './support/house.js';
import { way, wayGiven } from './support/way.js';
import { FakeTenant, change, renaming } from './support/tenant.js';

const hostGiven = defineAnswers('host', z.object({ host: z.string() }));

describe('the answers of a decision that came to a halt and is withdrawn', () => {
  let house: House;
  const hosted = new FakeTenant(['h']);
  beforeAll(async () => {
    const hosts = async (ctx: Parameters<Parameters<typeof defineDecision>[0]['form']>[0]) => {
      const decided = (await ctx.output(wayGiven))?.way ?? '';
      return {
        fields: [
          { id: 'host', kind: 'choice' as const, required: true, choices: [{ value: `mail.${decided}.example` }] },
        ],
        remarks: [],
      };
    };
    const actions: Record<string, ActionDefinition> = {
      way,
      host: defineDecision({ name: 'host', reads: [wayGiven], answers: hostGiven, form: hosts }),
      'on-the-host': renaming(hosted, 'x', {
        name: 'on-the-host',
        reads: [hostGiven],
        plan: async (ctx) => {
          const { host } = (await ctx.output(hostGiven)) ?? { host: 'nobody' };
          const changes = [...hosted.values]
            .filter(([, v]) => !v.startsWith(host))
            .map(([id, v]) => change(id, v, `${host}-${id}`));
          return { changes, blockers: [], warnings: [], leftOut: [] };
        },
      }),
    };
    house = await House.build({
      runbook: [
        step('way', { kind: 'decision', roles: ['dns-admin'], action: 'way', undo: 'never' }),
        step('host', { kind: 'decision', roles: ['dns-admin'], action: 'host', after: ['way'], undo: 'never' }),
        step('on-the-host', { kind: 'change', action: 'on-the-host', after: ['host'] }),
      ],
      actions,
    });
    await house.people({ irina: ['source-admin'], dmitri: ['dns-admin'] });
  });
  afterAll(() => house.pullDown());

  async function decide(stepId: string, answers: Record<string, string>): Promise<void> {
    const { id } = await house.reach(stepId, 'asking');
    expect(await house.engine.commands.answer(actor('dmitri'), { attemptId: id, answers })).toMatchObject({ ok: true });
  }

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
    const second = await house.reach('on-the-host', (a) => a?.state === 'asking' && a.number > asked.number);
    expect(second.plan?.sample[0]?.after).toEqual({ name: 'mail.left.example-h' });
    // Answered once more: host is withdrawn from its halt and asked anew.
    await house.engine.commands.again(actor('dmitri'), { stepId: 'way' });
    await decide('way', { way: 'third' });
    await house.reach('host', 'asking');
    await house.engine.commands.again(actor('irina'), { stepId: 'on-the-host' });
    const third = await house.reach('on-the-host', (a) => a?.state === 'asking' && a.number > second.number);
    expect(third.plan?.sample[0]?.after).toEqual({ name: 'mail.left.example-h' });
  });
});
