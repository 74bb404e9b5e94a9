/** Who may do what is decided once: a command takes from exactly those whom the snapshot, and so every card, offers it to. */
import { defineCheck } from '../../src/contract/check.js';
import type { Attempt, Deed } from '../../src/engine/state.js';
import type { Outcome } from '../../src/errors.js';
import { House, actor, step } from './support/house.js';
import { FakeTenant, renaming } from './support/tenant.js';

describe('whoever is offered something by a card', () => {
  let house: House;
  const everybody = ['anna', 'irina', 'sergei', 'priya', 'olga'];
  type Order = (name: string, attempt: Attempt) => Promise<Outcome<unknown>>;
  const orders = {
    approve: (name, { id, plan }) =>
      house.engine.commands.approve(actor(name), { attemptId: id, planHash: plan?.hash ?? '' }),
    vote: (name, { id }) => house.engine.commands.vote(actor(name), { attemptId: id, vote: 'go' }),
    answer: (name, { id }) => house.engine.commands.answer(actor(name), { attemptId: id, answers: { way: 'left' } }),
    take: (name, { id }) => house.engine.commands.take(actor(name), { attemptId: id }),
    attach: (name, { id }) => house.engine.commands.attach(actor(name), { attemptId: id, note: 'seen' }),
    complete: (name, { id }) => house.engine.commands.complete(actor(name), { attemptId: id, note: 'done' }),
    repeat: (name, { id }) => house.engine.commands.again(actor(name), { stepId: id.replace(/-\d+$/, '') }),
    accept: (name, { id }) => house.engine.commands.accept(actor(name), { attemptId: id, note: 'so be it' }),
  } satisfies Partial<Record<Deed, Order>>;
  const deeds = Object.keys(orders) as readonly (keyof typeof orders)[];

  beforeAll(async () => {
    house = await House.build({
      runbook: [
        step('look', { kind: 'check', action: 'look', risk: 'none', undo: 'never' }),
        step('rename', { kind: 'change', action: 'rename', risk: 'high', undo: 'on-request' }),
        step('way', { kind: 'decision', undo: 'never' }),
        step('by-hand', {}),
        step('gate', { kind: 'gate', risk: 'gate', roles: ['project-manager', 'business-owner'], undo: 'never' }),
        step('end', { after: ['look', 'rename', 'way', 'by-hand', 'gate'] }),
      ],
      forms: {
        way: [{ id: 'way', kind: 'choice', required: true, choices: [{ value: 'left' }, { value: 'right' }] }],
      },
      actions: {
        look: defineCheck({
          name: 'look',
          run: () =>
            Promise.resolve({ findings: [{ status: 'failed', code: 'inventory-taken', facts: {} }], evidence: [] }),
        }),
        rename: renaming(new FakeTenant(['a']), 'new'),
      },
    });
    await house.people({ irina: ['source-admin'], sergei: ['business-owner'], priya: ['test-lead'] });
  });
  afterAll(() => house.pullDown());

  /** Everybody tries everything that no card offers them. */
  async function taken(attempt: Attempt): Promise<readonly string[]> {
    const wrong: string[] = [];
    for (const deed of deeds)
      for (const name of everybody.filter((one) => !attempt.may[deed].includes(`id-${one}`)))
        if ((await orders[deed](name, attempt)).ok) wrong.push(`${attempt.id}: ${name} may ${deed}`);
    return wrong;
  }

  test.each<[string, string, keyof typeof orders, readonly string[]]>([
    ['look', 'attention', 'attach', ['irina']],
    ['look', 'attention', 'repeat', ['anna', 'irina', 'sergei']],
    ['look', 'attention', 'accept', ['anna', 'irina', 'sergei']],
    ['rename', 'asking', 'approve', ['anna', 'irina', 'sergei']],
    ['rename', 'asking', 'repeat', ['anna', 'irina', 'sergei']],
    ['way', 'asking', 'answer', ['irina']],
    ['way', 'done', 'repeat', ['anna', 'irina', 'sergei']],
    ['by-hand', 'asking', 'take', ['irina']],
    ['by-hand', 'running', 'complete', ['irina']],
    ['gate', 'asking', 'vote', ['anna', 'sergei']],
  ])('may do it, and nobody else may do anything: %s, %s, %s', async (stepId, state, deed, offered) => {
    const attempt = await house.reach(stepId, (now) => now?.state === state);

    expect([...attempt.may[deed]].sort()).toEqual(offered.map((name) => `id-${name}`));
    expect(await taken(attempt)).toEqual([]);
    const last = offered.at(-1) ?? '';
    expect(await orders[deed](last, (await house.engine.queries.step(stepId))?.attempt ?? attempt)).toMatchObject({
      ok: true,
    });
  });

  test('and whatever is offered to be undone is undone, and nothing else is', async () => {
    // What Sergei approved stands, although it was planned again since.
    await house.approve('rename', ['irina']);
    await house.reach('rename', 'done');
    const steps = await house.engine.queries.steps();
    expect(steps.filter(({ undoable }) => undoable).map(({ step: { id } }) => id)).toEqual(['rename', 'by-hand']);
    for (const { step: one } of steps.filter(({ undoable }) => !undoable))
      expect([one.id, await house.engine.commands.backOut(actor('anna'), { stepId: one.id })]).toMatchObject([
        one.id,
        { ok: false },
      ]);
    expect(await house.engine.commands.backOut(actor('anna'), { stepId: 'rename' })).toMatchObject({ ok: true });
    expect((await house.reach('rename', 'undoing')).direction).toBe('undo');
  });
});
