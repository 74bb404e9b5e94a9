/** What a step hands on holds for as long as it is done, and no longer. */
import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.js';
import { defineGate } from '../../src/contract/gate.js';
import { defineAnswers, defineOutput } from '../../src/contract/output.js';
import { House, actor, step } from './support/house.js';
import { FakeTenant, change, renaming } from './support/tenant.js';

const people = { irina: ['source-admin'], sergei: ['business-owner'] } as const;
let house: House;
afterEach(() => house.pullDown());

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
