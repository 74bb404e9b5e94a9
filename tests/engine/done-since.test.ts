/** A step may ask who of ours did what to which object since a moment, whichever steps they were. */
import { defineCheck } from '../../src/contract/check.js';
import type { Deed, StepContext } from '../../src/contract/context.js';
import { defineTask } from '../../src/contract/task.js';
import { House, actor, step } from './support/house.js';
import { FakeTenant, change, renaming } from './support/tenant.js';

let house: House;
let ctx: StepContext;
const tenant = new FakeTenant(['a', 'b']);
const other = new FakeTenant(['z']);

beforeAll(async () => {
  house = await House.build({
    runbook: [
      step('look', { kind: 'check', risk: 'none', action: 'look', undo: 'never' }),
      step('rename', { kind: 'change', action: 'rename', undo: 'on-request' }),
      step('elsewhere', { kind: 'change', action: 'elsewhere' }),
      step('by-hand', { action: 'by-hand' }),
    ],
    actions: {
      look: defineCheck({
        name: 'look',
        run: (given) => {
          ctx = given;
          return Promise.resolve({
            findings: [{ status: 'passed', code: 'domain-at-source', facts: {} }],
            evidence: [],
          });
        },
      }),
      rename: renaming(tenant, 'new', {
        apply: (_ctx, changes) =>
          Promise.resolve(
            changes.map(({ object: { id }, after }) => {
              tenant.write(id, (after as { name: string }).name);
              return { result: 'done', made: [{ kind: 'user', id: `made-for-${id}` }] } as const;
            }),
          ),
      }),
      elsewhere: renaming(other, 'new', {
        plan: () =>
          Promise.resolve({
            changes: [{ ...change('z', 'old-z', 'new-z'), side: 'destination' as const }],
            blockers: [],
            warnings: [],
            leftOut: [],
          }),
      }),
      'by-hand': defineTask({
        name: 'by-hand',
        watchWithin: 600,
        watchEvery: 30,
        brief: () => Promise.resolve({ records: [], remarks: [], found: [{ id: 'h', was: 'there' }, 'i'] }),
        watch: () => Promise.resolve([{ status: 'passed', code: 'domain-at-source', facts: {} }]),
      }),
    },
  });
  await house.people({ irina: ['source-admin'], priya: ['destination-admin'] });
  await house.reach('look', 'done');
});
afterAll(() => house.pullDown());

const told = (deeds: readonly Deed[]) =>
  deeds.map(({ step: id, direction, ids, byHand, before, after }) => [id, direction, ids, byHand, before, after]);
const now = (): string => house.clock.now().toISOString();

test('writes are told with what was there and what was made, of the side that was asked for and since then', async () => {
  const beginning = now();
  await house.approve('rename', ['irina']);
  await house.approve('elsewhere', ['irina']);
  await house.reach('rename', 'done');
  await house.reach('elsewhere', 'done');
  const seen = (prefix: string, id: string) => ({ name: `${prefix}-${id}`, seenWith: 'everything else' });

  expect(told(await ctx.doneSince('source', beginning))).toEqual(
    ['a', 'b'].map((id) => ['rename', 'do', [id, `made-for-${id}`], false, seen('old', id), { name: `new-${id}` }]),
  );
  expect(told(await ctx.doneSince('destination', beginning))).toEqual([
    ['elsewhere', 'do', ['z'], false, seen('old', 'z'), { name: 'new-z' }],
  ]);
  house.clock.set({ advance: 60 });
  expect(await ctx.doneSince('source', now())).toEqual([]);
});

test('what people took on is told as theirs from when they have it in hand, with what its brief found', async () => {
  const beginning = now();
  const { id: attemptId } = await house.reach('by-hand', 'asking');
  expect(await ctx.doneSince('source', beginning)).toEqual([]);
  await house.engine.commands.take(actor('irina'), { attemptId });
  const inHand = await ctx.doneSince('source', beginning);
  await house.engine.commands.complete(actor('irina'), { attemptId, note: 'they are gone' });
  await house.reach('by-hand', 'done');

  expect([told(inHand), inHand.map(({ at }) => at)]).toEqual([
    [
      ['by-hand', 'do', ['h'], true, { id: 'h', was: 'there' }, null],
      ['by-hand', 'do', ['i'], true, 'i', null],
    ],
    [null, null],
  ]);
  const done = await ctx.doneSince('source', beginning);
  expect(done.map(({ at }) => at !== null && at >= beginning)).toEqual([true, true]);
});

test('an undo is a deed of its step, too', async () => {
  house.clock.set({ advance: 60 });
  const beginning = now();
  await house.engine.commands.backOut(actor('anna'), { stepId: 'rename' });
  await house.approve('rename', ['irina']);
  await house.reach('rename', 'undone');

  const deeds = await ctx.doneSince('source', beginning);
  expect(deeds.map(({ step: id, direction, after }) => [id, direction, after])).toEqual(
    expect.arrayContaining(['a', 'b'].map((id) => ['rename', 'undo', { name: `old-${id}` }])),
  );
});
