/** What was done, or half done, and nobody has taken back is never forgotten. */
import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.js';
import { defineOutput } from '../../src/contract/output.js';
import { House, actor, step } from './support/house.js';
import { FakeTenant, renaming } from './support/tenant.js';
import { onlyWhere, way } from './support/way.js';

describe('what a step has left standing', () => {
  let house: House;
  const tenant = new FakeTenant(['a', 'b']);
  const kept = new FakeTenant(['c', 'd']);
  const under = new FakeTenant(['u']);
  const above = new FakeTenant(['v', 'w']);
  const onlyLeft = onlyWhere('left');
  const needed = (of: FakeTenant) => renaming(of, 'new', { reads: onlyLeft.reads, applies: onlyLeft.applies });

  beforeAll(async () => {
    house = await House.build({
      runbook: [
        step('way', { kind: 'decision', roles: ['dns-admin'], action: 'way', undo: 'never' }),
        step('rename', { kind: 'change', action: 'rename', after: ['way'], undo: 'on-request' }),
        step('keep', { kind: 'change', action: 'keep', after: ['way'], undo: 'on-request' }),
        step('by-eye', { kind: 'check', risk: 'none', condition: 'only-left', after: ['way'], undo: 'never' }),
        step('under', { kind: 'change', action: 'under', undo: 'on-request' }),
        step('above', { kind: 'change', action: 'above', after: ['under'], undo: 'never' }),
        step('night', { phase: 'cutover' }),
        step('half', { phase: 'cutover', after: ['night'] }),
        step('in-hand', { phase: 'cutover', after: ['night'] }),
        step('untouched', { phase: 'cutover', after: ['night'] }),
        step('turn-back', {
          kind: 'gate',
          risk: 'gate',
          phase: 'back-out',
          roles: ['project-manager', 'business-owner'],
          after: ['night'],
          undo: 'never',
          decidesBackOut: true,
        }),
      ],
      actions: {
        way,
        rename: needed(tenant),
        keep: needed(kept),
        'only-left': onlyLeft,
        under: renaming(under, 'new'),
        above: renaming(above, 'new'),
      },
    });
    await house.people({ irina: ['source-admin'], sergei: ['business-owner'], dmitri: ['dns-admin'] });
  });
  afterAll(() => house.pullDown());

  const answer = async (choice: string) => {
    const { id: attemptId } = await house.reach('way', 'asking');
    await house.engine.commands.answer(actor('dmitri'), { attemptId, answers: { way: choice } });
    await house.reach('way', 'done');
  };
  const again = (name: string, stepId: string) => house.engine.commands.again(actor(name), { stepId });

  it('is told when other answers leave no need for it, to be undone or to be kept by somebody’s name', async () => {
    await answer('left');
    const { id: looked } = await house.reach('by-eye', 'asking');
    await house.engine.commands.take(actor('irina'), { attemptId: looked });
    await house.engine.commands.complete(actor('irina'), { attemptId: looked, note: 'looked' });
    // One object became something else in between: the rest is asked for anew, and then nothing of it is wanted any more.
    for (const [stepId, of] of [
      ['rename', tenant],
      ['keep', kept],
    ] as const) {
      const [first, second] = [...of.values.keys()];
      of.beforeWrite = (id) => {
        if (id === first) of.values.set(String(second), 'foreign');
        return Promise.resolve(undefined);
      };
      await house.approve(stepId, ['irina']);
      await house.reach(stepId, 'attention');
      await again('irina', stepId);
      await house.reach(stepId, 'asking');
    }
    await again('dmitri', 'way');
    await answer('right');
    // A look by hand leaves nothing to take back.
    await house.reach('by-eye', 'attention');
    await again('irina', 'by-eye');
    await house.until(async () => (await house.engine.queries.step('by-eye'))?.state === 'not-applicable');
    for (const stepId of ['rename', 'keep']) {
      const { findings } = await house.reach(stepId, 'attention');
      expect(findings.map(({ code }) => code)).toEqual(['mail-gap-bounces', 'engine.left-standing']);
    }
    expect(await house.engine.commands.backOut(actor('irina'), { stepId: 'rename' })).toMatchObject({ ok: true });
    expect(await house.approve('rename', ['irina'])).toMatchObject({ direction: 'undo', plan: { changes: 1 } });
    await house.reach('rename', 'undone');
    expect(tenant.values.get('a')).toBe('old-a');
    const { id: attemptId } = await house.reach('keep', 'attention');
    expect(
      await house.engine.commands.accept(actor('irina'), { attemptId, note: 'the new name is as good' }),
    ).toMatchObject({ ok: true });
    await house.reach('keep', 'done');
  });

  it('is not undone beneath what is being written on it, also where that is never undone', async () => {
    await house.approve('under', ['irina']);
    let goOn: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    above.beforeWrite = async (id) => {
      if (id === 'w') await held;
      return undefined;
    };
    await house.approve('above', ['irina']);
    await house.until(() => above.writes.length === 1);
    const asked = await house.engine.commands.backOut(actor('irina'), { stepId: 'under' });
    goOn();
    expect(asked).toMatchObject({ refusal: { code: 'backout.stands-on-it', facts: { steps: 'above' } } });
    await house.reach('above', 'done');
  });

  it('is asked back alone from whoever has it in hand', async () => {
    const done = await house.reach('night', 'asking');
    await house.engine.commands.take(actor('irina'), { attemptId: done.id });
    await house.engine.commands.complete(actor('irina'), { attemptId: done.id, note: 'the night has begun' });
    const { id } = await house.reach('in-hand', 'asking');
    await house.engine.commands.take(actor('irina'), { attemptId: id });
    expect(await house.engine.commands.backOut(actor('anna'), { stepId: 'in-hand' })).toMatchObject({ ok: true });
    const back = await house.reach('in-hand', (attempt) => attempt?.direction === 'undo' && attempt.state === 'asking');
    await house.engine.commands.take(actor('irina'), { attemptId: back.id });
    await house.engine.commands.complete(actor('irina'), { attemptId: back.id, note: 'nothing was done yet' });
    await house.reach('in-hand', 'undone');
  });

  it('is asked about on the way back where somebody had taken it and not said that it was done', async () => {
    const half = await house.reach('half', 'asking');
    await house.engine.commands.take(actor('irina'), { attemptId: half.id });
    await house.engine.commands.backOut(actor('irina'), { reason: 'mail bounces' });
    const { id: attemptId } = await house.reach('turn-back', 'asking');
    for (const name of ['anna', 'sergei']) await house.engine.commands.vote(actor(name), { attemptId, vote: 'go' });
    const back = await house.reach('half', (attempt) => attempt?.direction === 'undo');
    expect(back).toMatchObject({ state: 'asking' });
    expect((await house.engine.queries.step('untouched'))?.state).toBe('waiting');
  });
});

test('what others undid is gone for good: begun again, the step hands on nothing of before, and what is taken back is of the last time', async () => {
  const given = defineOutput('first', 'what', z.object({ run: z.number() }));
  const tenant = new FakeTenant(['a']);
  const names = renaming(tenant, 'new', { name: 'first', verifyWithin: 1, verifyEvery: 1 });
  const read: { readonly handedOn: unknown; readonly before: readonly unknown[] }[] = [];
  let run = 0;
  const house = await House.build({
    runbook: [
      step('first', { kind: 'change', action: 'first', phase: 'cutover', undoneBy: ['back'] }),
      step('back', { phase: 'back-out', undo: 'never' }),
      step('beside', { kind: 'check', action: 'beside', risk: 'none', undo: 'never' }),
      step('end', { after: ['first', 'beside'] }),
    ],
    actions: {
      first: {
        ...names,
        plan: async (ctx) => ({ ...(await names.plan(ctx)), outputs: [{ name: 'what', value: { run: ++run } }] }),
      },
      beside: defineCheck({
        name: 'beside',
        reads: [given],
        run: async (ctx) => {
          const before = (await ctx.takenBack('first')).map(({ observedBefore }) => observedBefore);
          read.push({ handedOn: await ctx.output(given), before });
          return { findings: [], evidence: [] };
        },
      }),
    },
  });
  const { commands } = house.engine;
  const lookBeside = async () => {
    const looks = read.length;
    await house.reach('beside', 'done');
    expect(await commands.again(actor('irina'), { stepId: 'beside' })).toMatchObject({ ok: true });
    await house.until(() => read.length > looks);
    return read.at(-1);
  };
  const takeBack = async (value: string): Promise<void> => {
    await commands.backOut(actor('irina'), { stepId: 'first' });
    const { id: attemptId } = await house.reach('back', 'asking');
    await commands.take(actor('irina'), { attemptId });
    tenant.values.set('a', value);
    await commands.complete(actor('irina'), { attemptId, note: 'put back as it was' });
    await house.reach('first', 'undone');
  };

  await house.people({ irina: ['source-admin'] });
  await house.approve('first', ['irina']);
  await house.reach('first', 'done');
  expect((await lookBeside())?.handedOn).toMatchObject({ run: expect.any(Number) as number });
  await takeBack('mid-a');
  expect((await lookBeside())?.handedOn).toBeNull();

  expect(await commands.again(actor('irina'), { stepId: 'first' })).toMatchObject({ ok: true });
  await house.reach('first', 'asking');
  expect((await lookBeside())?.handedOn).toBeNull();

  await house.approve('first', ['irina']);
  await house.reach('first', 'done');
  await takeBack('old-a');
  expect((await lookBeside())?.before).toMatchObject([{ name: 'mid-a' }]);
  await house.pullDown();
});
