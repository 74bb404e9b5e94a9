/** Hands are faster than presses: what was asked of people when they turned back may be done, and nobody has said so. */
import { defineTask } from '../../src/contract/task.js';
import { House, actor, step } from './support/house.js';

const leads = ['project-manager', 'business-owner'] as const;
/** Names of records that stand just now: the world beside the bot. */
const standing = new Set<string>();

/** Publishes one record of its own name; `blind`: nobody can see whether it is there. */
const publishing = (name: string, blind = false) =>
  defineTask({
    name,
    watchWithin: 3600,
    watchEvery: 60,
    brief: () =>
      Promise.resolve({
        records: [{ action: 'publish', name: `${name}.contoso.com`, type: 'MX', value: '10 mx', ttl: 300 }],
        remarks: [],
      }),
    watch: (ctx) =>
      Promise.resolve(
        blind
          ? []
          : [
              {
                status: standing.has(name) === (ctx.direction === 'do') ? ('passed' as const) : ('failed' as const),
                code: 'record-missing' as const,
                facts: {},
              },
            ],
      ),
  });

describe('a task that people may have done before they said so', () => {
  let house: House;

  beforeAll(async () => {
    standing.clear();
    const inTheNight = { phase: 'cutover', after: ['begun'] } as const;
    house = await House.build({
      runbook: [
        step('begun', { phase: 'cutover' }),
        step('done-unsaid', { ...inTheNight, action: 'done-unsaid' }),
        step('untouched', { ...inTheNight, action: 'untouched' }),
        step('unseen', { ...inTheNight, action: 'unseen' }),
        step('said-beside', { ...inTheNight, action: 'said-beside', risk: 'high' }),
        step('back-out-decision', {
          kind: 'gate',
          risk: 'gate',
          phase: 'back-out',
          roles: leads,
          undo: 'never',
          after: ['begun'],
        }),
      ],
      actions: {
        'done-unsaid': publishing('done-unsaid'),
        untouched: publishing('untouched'),
        unseen: publishing('unseen', true),
        'said-beside': publishing('said-beside'),
      },
    });
    await house.people({
      irina: ['source-admin'],
      anna: ['business-owner', 'project-manager'],
      sergei: ['business-owner'],
    });
    const { id: attemptId } = await house.reach('begun', 'asking');
    await house.engine.commands.complete(actor('irina'), { attemptId, note: 'begun it' });
    await house.reach('begun', 'done');
    for (const id of ['done-unsaid', 'untouched', 'unseen', 'said-beside']) await house.reach(id, 'asking');
    await house.approve('said-beside', ['anna']);
  });
  afterAll(() => house.pullDown());

  it('is heard of beside the vote by whoever has done it, and begun by nobody', async () => {
    const { commands } = house.engine;
    await commands.backOut(actor('irina'), { reason: 'mail bounces' });
    await house.reach('back-out-decision', 'asking');
    const { id: attemptId } = await house.reach('said-beside', 'asking');
    expect(await commands.take(actor('irina'), { attemptId })).toMatchObject({
      refusal: { code: 'approval.turning-back' },
    });
    standing.add('said-beside');
    expect(await commands.complete(actor('irina'), { attemptId, note: 'set an hour ago' })).toMatchObject({ ok: true });
    await house.reach('said-beside', 'done');
  });

  it('is looked for when its turn comes: what stands is asked back, what does not is nobody’s work', async () => {
    const { commands, queries } = house.engine;
    standing.add('done-unsaid');
    const vote = await house.reach('back-out-decision', 'asking');
    for (const name of ['anna', 'sergei']) await commands.vote(actor(name), { attemptId: vote.id, vote: 'go' });

    const putBack = async (stepId: string) => {
      const asked = await house.reach(stepId, (attempt) => attempt?.direction === 'undo' && attempt.state === 'asking');
      standing.delete(stepId);
      if (stepId === 'said-beside') await house.approve(stepId, ['anna']);
      expect(await commands.complete(actor('irina'), { attemptId: asked.id, note: 'taken away' })).toMatchObject({
        ok: true,
      });
      return asked;
    };
    const asked = await putBack('done-unsaid');
    expect(asked.plan?.brief?.records).toMatchObject([{ action: 'remove', name: 'done-unsaid.contoso.com' }]);
    await putBack('unseen');
    await putBack('said-beside');

    const untouched = await house.reach('untouched', 'undone');
    expect(untouched.findings.map(({ code }) => code)).toContain('engine.nothing-was-done');
    expect(
      (await queries.log({ limit: 300 })).filter(({ what, stepId }) => what === 'asking' && stepId === 'untouched'),
    ).toHaveLength(1);
  });
});
