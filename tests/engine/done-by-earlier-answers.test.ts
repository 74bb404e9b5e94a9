/** What was done by earlier answers is neither lost nor taken for more than it is when a decision is answered otherwise. */
import { defineTask } from '../../src/contract/task.js';
import { consequenceFor } from '../../src/engine/kinds/form/dependants.js';
import { House, actor, step } from './support/house.js';
import { FakeTenant, change, renaming } from './support/tenant.js';
import { onlyRight, way, wayGiven } from './support/way.js';

const wayStep = step('way', { kind: 'decision', roles: ['dns-admin'], action: 'way', undo: 'never' });
const gateStep = (after: readonly string[]) =>
  step('back-out-decision', {
    kind: 'gate',
    risk: 'gate',
    phase: 'back-out',
    roles: ['project-manager', 'business-owner'],
    after,
    undo: 'never',
  });
const zone = new Set<string>(['original']);
const guide = defineTask({
  name: 'guide',
  reads: [wayGiven],
  watchWithin: 600,
  watchEvery: 30,
  brief: async (ctx) => {
    const want = (await ctx.output(wayGiven))?.way ?? '';
    const rec = (action: 'publish' | 'remove', value: string) => ({
      action,
      name: 'contoso.com',
      type: 'MX',
      value,
      ttl: 300,
    });
    return {
      records: [rec('publish', want), ...[...zone].filter((v) => v !== want).map((v) => rec('remove', v))],
      remarks: [],
    };
  },
  watch: (_ctx, { records }) =>
    Promise.resolve(
      records.map(({ action, value }) => ({
        status: (action === 'publish') === zone.has(value) ? ('passed' as const) : ('failed' as const),
        code: 'record-missing' as const,
        facts: { value },
      })),
    ),
});
const follows = (house: House) => ({
  say: async (given: string) => {
    const { id } = await house.reach('way', 'asking');
    return house.engine.commands.answer(actor('dmitri'), { attemptId: id, answers: { way: given } });
  },
  anew: () => house.engine.commands.again(actor('dmitri'), { stepId: 'way' }),
  state: async (id: string) => (await house.engine.queries.step(id))?.state,
  carry: async (id: string) => {
    const a = await house.reach(id, (one) => one?.state === 'asking');
    await house.engine.commands.take(actor('irina'), { attemptId: a.id });
    for (const r of a.plan?.brief?.records ?? [])
      if (r.action === 'publish') zone.add(r.value);
      else zone.delete(r.value);
    await house.engine.commands.complete(actor('irina'), { attemptId: a.id, note: 'x' });
    return a.plan?.brief?.records.map((r) => `${r.action} ${r.value}`);
  },
  back: async () => {
    const r = await house.engine.commands.backOut(actor('anna'), { reason: 'x' });
    if (!r.ok) throw new Error(JSON.stringify(r));
    const gate = await house.reach('back-out-decision', 'asking');
    await house.engine.commands.vote(actor('anna'), { attemptId: gate.id, vote: 'go' });
    await house.engine.commands.vote(actor('sergei'), { attemptId: gate.id, vote: 'go' });
  },
});
const people = { irina: ['source-admin'], dmitri: ['dns-admin'], sergei: ['business-owner'] } as const;
let house: House;
afterEach(() => house.pullDown());

const nights = async () => {
  zone.clear();
  zone.add('original');
  house = await House.build({
    runbook: [
      wayStep,
      step('guide', { action: 'guide', after: ['way'], phase: 'cutover' }),
      step('other', { phase: 'cutover', after: ['way'] }),
      step('end', { phase: 'cutover', after: ['guide'] }),
      gateStep(['way']),
    ],
    actions: { way, guide },
  });
  await house.people(people);
  const f = follows(house);
  await f.say('left');
  await f.carry('guide');
  await house.reach('guide', 'done');
  await f.carry('other');
  await house.reach('other', 'done');
  await f.anew();
  await f.say('right');
  await house.reach('guide', 'attention');
  await house.engine.commands.again(actor('irina'), { stepId: 'guide' });
  await house.reach('guide', 'asking');
  return f;
};

test('task asked anew: turning back while it asks still takes back what was done', async () => {
  const f = await nights();
  await f.back();
  // Done after it, so undone before it: the halt since has not changed the order.
  await house.reach('other', (attempt) => attempt?.direction === 'undo');
  await f.carry('other');
  await house.reach('other', 'undone');
  await house.until(
    async () => (await house.engine.queries.status()).state === 'backed-out' || (await f.state('guide')) === 'undoing',
    20_000,
  );
  expect([(await house.engine.queries.status()).state, await f.state('guide'), [...zone]]).toEqual([
    'backing-out',
    'undoing',
    ['left'],
  ]);
});

test('task done twice: its undo restores what was before the first', async () => {
  const f = await nights();
  await f.carry('guide');
  await house.reach('guide', 'done');
  await f.back();
  for (let n = 0; n < 2; n += 1) {
    const open = await Promise.race([
      house.reach('guide', (a) => a?.state === 'asking' && a.direction === 'undo').then(() => 'guide'),
      house.reach('other', (a) => a?.state === 'asking' && a.direction === 'undo').then(() => 'other'),
    ]);
    await f.carry(open);
    await house.reach(open, 'undone');
  }
  expect([...zone]).toEqual(['original']);
});

test('after the end an answer given anew leaves nobody waiting for ever', async () => {
  house = await House.build({
    runbook: [wayStep, step('sometimes', { condition: 'only-right', after: ['way'] })],
    actions: {
      way,
      'only-right': onlyRight,
    },
  });
  await house.people(people);
  const f = follows(house);
  await f.say('left');
  await house.reach('sometimes', 'not-applicable');
  expect((await house.engine.queries.status()).state).toBe('finished');
  expect(await f.anew()).toMatchObject({ ok: false, refusal: { code: 'step.not-now' } });
  expect(await f.state('sometimes')).toBe('not-applicable');
});

test('what was accepted is not accepted for all answers to come', async () => {
  const tenant = new FakeTenant(['a', 'b', 'c'], 'left');
  house = await House.build({
    runbook: [
      wayStep,
      step('rename', { kind: 'change', action: 'rename', after: ['way'] }),
      step('end', { after: ['rename'] }),
    ],
    actions: {
      way,
      rename: renaming(tenant, 'x', {
        name: 'rename',
        reads: [wayGiven],
        plan: async (ctx) => {
          const p = (await ctx.output(wayGiven))?.way ?? '';
          const n = p === 'right' ? 1 : 3;
          return {
            changes: [...tenant.values]
              .filter(([, v]) => !v.startsWith(`${p}-`))
              .slice(0, n)
              .map(([id, v]) => change(id, v, `${p}-${id}`)),
            blockers: [],
            warnings: [],
            leftOut: [],
          };
        },
      }),
    },
  });
  await house.people(people);
  const f = follows(house);
  await f.say('left');
  await house.reach('rename', 'done');
  await f.anew();
  await f.say('right');
  const one = await house.reach('rename', 'attention');
  expect((await house.engine.commands.accept(actor('irina'), { attemptId: one.id, note: 'one stays' })).ok).toBe(true);
  await house.reach('rename', 'done');
  await f.anew();
  await f.say('all-of-them');
  await house.reach('way', 'done');
  await house.until(
    async () =>
      (await house.query<{ n: string }>("select count(*) as n from engine.work where key like 'fits:%'"))[0]?.n === '0',
  );
  expect(await f.state('rename')).toBe('attention');
});

test('what runs outside holds the answers it stands on, whether anybody can see it or not', () => {
  const standing = { state: 'attention', direction: 'do', written: true, runs: true } as const;
  expect(consequenceFor(undefined as never, step('pass', { kind: 'transfer' }), standing)).toBe('being-written');
});
