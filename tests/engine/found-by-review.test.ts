/** What a second reader found lost, stranded or brought back from the dead: each was seen failing before it was mended. */
import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.js';
import { defineGate } from '../../src/contract/gate.js';
import { defineAnswers, defineOutput } from '../../src/contract/output.js';
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

test('an output of what was undone stays gone when the step begins anew', async () => {
  const tenant = new FakeTenant(['a']);
  const counts = defineOutput('names', 'counts', z.object({ people: z.number() }));
  const read: unknown[] = [];
  house = await House.build({
    runbook: [
      step('names', { kind: 'change', action: 'names', undo: 'on-request', phase: 'stage' }),
      step('reading', { kind: 'check', action: 'reading', risk: 'none', undo: 'never' }),
      step('end', { after: ['names'] }),
    ],
    actions: {
      names: renaming(tenant, 'new', {
        name: 'names',
        plan: () =>
          Promise.resolve({
            changes: [...tenant.values]
              .filter(([, v]) => !v.startsWith('new-'))
              .map(([id, v]) => change(id, v, `new-${id}`)),
            blockers: [],
            warnings: [],
            leftOut: [],
            outputs: [{ name: 'counts', value: { people: 3 } }],
          }),
      }),
      reading: defineCheck({
        name: 'reading',
        reads: [counts],
        run: async (ctx) => {
          read.push(await ctx.output(counts));
          return { findings: [], evidence: [] };
        },
      }),
    },
  });
  await house.people(people);
  await house.approve('names', ['irina']);
  await house.reach('names', 'done');
  await house.engine.commands.backOut(actor('irina'), { stepId: 'names' });
  await house.approve('names', ['irina']);
  await house.reach('names', 'undone');
  const look = async () => {
    const n = read.length;
    await house.engine.commands.again(actor('irina'), { stepId: 'reading' });
    await house.until(() => read.length > n);
    await house.reach('reading', 'done');
    return read.at(-1);
  };
  expect(await look()).toBeNull();
  await house.engine.commands.again(actor('irina'), { stepId: 'names' });
  await house.reach('names', 'asking');
  expect(await look()).toBeNull();
});

test('the answers of a gate are an output', async () => {
  const given = defineAnswers('ask', z.object({ x: z.string() }));
  const read: unknown[] = [];
  house = await House.build({
    runbook: [
      step('ask', {
        kind: 'gate',
        risk: 'gate',
        roles: ['project-manager', 'business-owner'],
        undo: 'never',
        action: 'ask',
      }),
      step('reading', { kind: 'check', action: 'reading', risk: 'none', undo: 'never', after: ['ask'] }),
    ],
    actions: {
      ask: defineGate({
        name: 'ask',
        questions: {
          answers: given,
          form: () => Promise.resolve({ fields: [{ id: 'x', kind: 'text' as const, required: true }], remarks: [] }),
        },
      }),
      reading: defineCheck({
        name: 'reading',
        reads: [given],
        run: async (ctx) => {
          read.push(await ctx.output(given));
          return { findings: [], evidence: [] };
        },
      }),
    },
  });
  await house.people(people);
  const { id } = await house.reach('ask', 'asking');
  await house.engine.commands.answer(actor('anna'), { attemptId: id, answers: { x: 'yes' } });
  await house.engine.commands.vote(actor('sergei'), { attemptId: id, vote: 'go' });
  await house.reach('reading', 'done');
  expect(read).toEqual([{ x: 'yes' }]);
});

test('a step that is put off writes nothing more', async () => {
  const tenant = new FakeTenant(
    ['a', 'b', 'c', 'd', 'e', 'f'].flatMap((x) => Array.from({ length: 20 }, (_, n) => `${x}${n}`)),
  );
  let letGo = (): void => undefined;
  const held = new Promise<void>((r) => (letGo = r));
  let entered = (): void => undefined;
  const inB = new Promise<void>((r) => (entered = r));
  tenant.beforeWrite = async (id) => {
    if (id === 'a0') {
      await inB;
      return {
        result: 'put-off',
        until: 'later',
        remark: { code: 'adding-put-off', facts: { domain: 'x', text: '' } },
      };
    }
    // The first of the second job.
    if (id === 'b10') {
      entered();
      await held;
    }
    return undefined;
  };
  house = await House.build({
    runbook: [
      step('rename', { kind: 'change', action: 'rename' }),
      step('later', {}),
      step('end', { after: ['rename'] }),
    ],
    actions: { rename: renaming(tenant, 'new', { name: 'rename', concurrency: 2 }) },
  });
  await house.people(people);
  await house.approve('rename', ['irina']);
  await house.reach('rename', (a) => a?.state === 'put-off');
  const before = tenant.writes.length;
  letGo();
  // Its work is cancelled with the step; the job itself ends a little later.
  const unfinished = `select from dbos.workflow_status where status in ('ENQUEUED', 'PENDING')`;
  await house.until(async () => (await house.query(unfinished)).length === 0);
  // The one that was in flight may land.
  expect(tenant.writes.length - before).toBeLessThanOrEqual(1);
});

test('what runs outside holds the answers it stands on, whether anybody can see it or not', () => {
  const standing = { state: 'attention', direction: 'do', written: true, runs: true } as const;
  expect(consequenceFor(undefined as never, step('pass', { kind: 'transfer' }), standing)).toBe('being-written');
});

test('a step that no longer applies hands nothing on', async () => {
  const counts = defineOutput('counting', 'counts', z.object({ people: z.number() }));
  const read: unknown[] = [];
  let applies = true;
  house = await House.build({
    runbook: [
      step('counting', { kind: 'check', action: 'counting', risk: 'none', undo: 'never' }),
      step('reading', { kind: 'check', action: 'reading', risk: 'none', undo: 'never', after: ['counting'] }),
      step('end', {}),
    ],
    actions: {
      counting: defineCheck({
        name: 'counting',
        applies: () =>
          Promise.resolve(
            applies
              ? { applies: true as const }
              : { applies: false as const, because: { code: 'mail-gap-bounces' as const, facts: {} } },
          ),
        run: () => Promise.resolve({ findings: [], evidence: [], outputs: [{ name: 'counts', value: { people: 3 } }] }),
      }),
      reading: defineCheck({
        name: 'reading',
        reads: [counts],
        run: async (ctx) => {
          read.push(await ctx.output(counts));
          return { findings: [], evidence: [] };
        },
      }),
    },
  });
  await house.people(people);
  await house.reach('reading', 'done');
  applies = false;
  await house.engine.commands.again(actor('irina'), { stepId: 'counting' });
  await house.reach('counting', 'not-applicable');
  const n = read.length;
  await house.engine.commands.again(actor('irina'), { stepId: 'reading' });
  await house.until(() => read.length > n);
  expect(read.at(-1)).toBeNull();
});

test('what an undo was refused and somebody put back by hand no longer counts as written', async () => {
  const tenant = new FakeTenant(['a', 'b']);
  house = await House.build({
    runbook: [
      step('names', { kind: 'change', action: 'names', undo: 'on-request', phase: 'stage' }),
      step('end', { after: ['names'] }),
    ],
    actions: { names: renaming(tenant, 'new', { name: 'names' }) },
  });
  await house.people({ irina: ['source-admin'] });
  await house.approve('names', ['irina']);
  await house.reach('names', 'done');
  tenant.beforeWrite = (id) =>
    Promise.resolve(
      id === 'b'
        ? {
            result: 'refused',
            remark: { code: 'graph-refused', facts: { text: '', errorCode: '', status: 400, requestId: '' } },
          }
        : undefined,
    );
  await house.engine.commands.backOut(actor('irina'), { stepId: 'names' });
  await house.approve('names', ['irina']);
  await house.reach('names', 'attention');
  tenant.values.set('b', 'old-b');
  await house.engine.commands.again(actor('irina'), { stepId: 'names' });
  await house.reach('names', 'undone');
  const left = await house.query(
    "select object_id from engine.ledger join engine.attempt on attempt.id = attempt_id where direction = 'do' and tries > 0 and not undone",
  );
  expect(left).toEqual([]);
});
test('an unanswered creation is undone by what it made', async () => {
  const there = new Map<string, string>();
  const inverted: unknown[] = [];
  const tenant = new FakeTenant([]);
  house = await House.build({
    runbook: [
      step('creating', { kind: 'change', action: 'creating', undo: 'on-request', phase: 'stage' }),
      step('end', { after: ['creating'] }),
    ],
    actions: {
      creating: renaming(tenant, 'x', {
        name: 'creating',
        settleSeconds: 1,
        verifyWithin: 1,
        verifyEvery: 1,
        plan: () =>
          Promise.resolve({
            changes: [
              {
                side: 'source',
                object: { kind: 'right', id: 'm|t|r', label: 'm' },
                before: { exists: false },
                after: { exists: true },
              },
            ],
            blockers: [],
            warnings: [],
            leftOut: [],
          }),
        observe: (_c, changes) =>
          Promise.resolve(
            changes.map(({ object }) => ({
              seen: true as const,
              value: { exists: object.kind === 'made' ? there.has(object.id) : there.size > 0 },
              made: [...there.keys()].map((id) => ({ kind: 'made', id })),
            })),
          ),
        apply: (_c, changes) =>
          Promise.resolve(
            changes.map(() => {
              there.set('given-1', 'm');
              return { result: 'in-doubt' as const };
            }),
          ),
        verify: () => Promise.resolve([]),
        invert: (one, _b, made) => {
          inverted.push(made);
          return {
            side: one.side,
            object: { kind: 'made', id: made[0]?.id ?? '', label: 'm' },
            before: { exists: true },
            after: { exists: false },
          };
        },
      }),
    },
  });
  await house.people({ irina: ['source-admin'] });
  await house.approve('creating', ['irina']);
  await house.reach('creating', 'running');
  const timer = setInterval(() => house.clock.set({ advance: 5 }), 200);
  await house.reach('creating', 'done');
  clearInterval(timer);
  await house.engine.commands.backOut(actor('irina'), { stepId: 'creating' });
  await house.reach('creating', (a) => a?.direction === 'undo' && (a.state === 'asking' || a.state === 'attention'));
  expect(inverted.at(-1)).toEqual([{ kind: 'made', id: 'given-1' }]);
});
