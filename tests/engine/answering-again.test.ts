/** A decision proposes what is there, is refused across fields, answered, answered again; and what stands on it follows. */
import { z } from 'zod';
import { defineCondition } from '../../src/contract/actions.js';
import type { ActionDefinition, ConditionDefinition } from '../../src/contract/actions.js';
import { defineDecision } from '../../src/contract/decision.js';
import { defineAnswers } from '../../src/contract/output.js';
import { defineTask } from '../../src/contract/task.js';
import { House, actor, step } from './support/house.js';
import { FakeTenant, change, renaming } from './support/tenant.js';

const answers = z.object({ way: z.enum(['left', 'right', 'none']), host: z.string().optional() });
const wayGiven = defineAnswers<z.output<typeof answers>>('way', answers);

describe('a decision that is answered again', () => {
  let house: House;
  const tenant = new FakeTenant(['a'], 'left');
  const locked = new FakeTenant(['z']);
  let found = 'nobody';
  let published = '';
  let broken: Error | null = null;
  let lastSeen: unknown = null;

  const way = defineDecision({
    name: 'way',
    answers: wayGiven,
    reads: [wayGiven],
    form: async (ctx) => {
      lastSeen = await ctx.output(wayGiven);
      if (broken !== null) throw broken;
      return {
        fields: [
          {
            id: 'way',
            kind: 'choice' as const,
            required: true,
            choices: [{ value: 'left' }, { value: 'right' }, { value: 'none' }],
            proposal: 'left',
          },
          { id: 'host', kind: 'mailbox' as const, required: false, choices: [{ value: found, label: `The ${found}` }] },
          { id: 'by', kind: 'person' as const, required: false },
        ],
        remarks: [{ code: 'mx-today', facts: { domain: 'contoso.com', hosts: found, minutes: 5 } }],
      };
    },
    rules: (given) =>
      given.way === 'left' && given.host === undefined ? [{ field: 'host', code: 'answer.parking-without-host' }] : [],
  });

  /** Renames to the way that was decided; `none` needs nothing. */
  const follower = (name: string, of: FakeTenant): ActionDefinition =>
    renaming(of, name, {
      name,
      reads: [wayGiven],
      plan: async (ctx) => {
        const prefix = (await ctx.output(wayGiven))?.way ?? 'unknown';
        return {
          changes: [...of.values]
            .filter(([, value]) => !value.startsWith(`${prefix}-`))
            .map(([id, value]) => change(id, value, `${prefix}-${id}`)),
          blockers: [],
          warnings: [],
          leftOut: [],
        };
      },
    });

  const guide = defineTask({
    name: 'guide',
    reads: [wayGiven],
    watchWithin: 600,
    watchEvery: 30,
    brief: async (ctx) => ({
      records: [
        {
          action: 'publish',
          name: 'contoso.com',
          type: 'MX',
          value: (await ctx.output(wayGiven))?.way ?? '',
          ttl: 300,
        },
      ],
      remarks: [],
    }),
    watch: (_ctx, { records }) =>
      Promise.resolve(
        records.map(({ value }) => ({
          status: value === published ? ('passed' as const) : ('failed' as const),
          code: 'record-missing' as const,
          facts: { value },
        })),
      ),
  });

  const onlyRight: ConditionDefinition = defineCondition({
    name: 'only-right',
    reads: [wayGiven],
    applies: async (ctx) =>
      (await ctx.output(wayGiven))?.way === 'right'
        ? { applies: true }
        : { applies: false, because: { code: 'mail-gap-bounces', facts: {} } },
  });

  beforeAll(async () => {
    house = await House.build({
      runbook: [
        step('way', { kind: 'decision', roles: ['dns-admin'], action: 'way', undo: 'never' }),
        step('rename', { kind: 'change', action: 'rename', after: ['way'] }),
        step('guide', { action: 'guide', after: ['way'] }),
        step('sometimes', { condition: 'only-right', after: ['way'] }),
        step('bystander', { after: ['way'] }),
        step('lock', { kind: 'change', action: 'lock', undo: 'never', onRequest: true, after: ['way'] }),
        step('last', { after: ['rename', 'guide', 'sometimes', 'bystander'] }),
      ],
      actions: {
        way,
        rename: follower('rename', tenant),
        lock: follower('lock', locked),
        guide,
        'only-right': onlyRight,
      },
    });
  });
  afterAll(() => house.pullDown());

  const state = async (stepId: string) => (await house.engine.queries.step(stepId))?.state;
  const current = async (stepId: string) => (await house.engine.queries.step(stepId))?.attempt?.id;
  const again = (name: string, stepId: string) => house.engine.commands.again(actor(name), { stepId });
  const say = async (given: Record<string, string>) => {
    const { id: attemptId } = await house.reach('way', 'asking');
    return house.engine.commands.answer(actor('dmitri'), { attemptId, answers: given });
  };
  const idle = () => house.until(() => house.engine.queries.status().then(async () => !(await underWay())));
  const underWay = async () =>
    (await house.query<{ n: string }>(`select count(*) as n from engine.work where due_at is null`))[0]?.n !== '0';

  it('a form that cannot be made is told, and nobody can take the decision as made', async () => {
    broken = new Error('the tenant is silent');
    await house.people({ irina: ['source-admin'], dmitri: ['dns-admin'] });
    const halted = await house.reach('way', 'attention');
    expect(halted.findings).toMatchObject([{ status: 'unknown', code: 'engine.form-failed' }]);
    expect(
      await house.engine.commands.accept(actor('dmitri'), { attemptId: halted.id, note: 'never mind' }),
    ).toMatchObject({ refusal: { code: 'accept.not-answered' } });
    broken = null;
    found = 'desk@fabrikam.com';
    await again('dmitri', 'way');
  });

  it('a form proposes what the tenant holds, and offers the people of now', async () => {
    const asking = await house.reach('way', 'asking');
    expect(asking.form).toMatchObject({
      fields: [
        { id: 'way', proposal: 'left' },
        { id: 'host', choices: [{ value: 'desk@fabrikam.com', label: 'The desk@fabrikam.com' }] },
        {
          id: 'by',
          choices: [
            { value: 'id-anna', label: 'anna' },
            { value: 'id-dmitri', label: 'dmitri' },
            { value: 'id-irina', label: 'irina' },
          ],
        },
      ],
      remarks: [{ code: 'mx-today', facts: { hosts: 'desk@fabrikam.com' } }],
    });
    // What the tenant holds by now is another matter: whoever answers has read this form.
    found = 'other@fabrikam.com';
    expect(await say({ way: 'left', host: 'other@fabrikam.com' })).toMatchObject({
      refusal: { code: 'answer.invalid', facts: { step: 'way', field: 'host', value: 'other@fabrikam.com' } },
    });
    expect(await say({ way: 'left', host: 'Desk@fabrikam.com', by: 'id-sergei' })).toMatchObject({
      refusal: { code: 'answer.invalid', facts: { field: 'by' } },
    });
  });

  it('answers that contradict each other are refused at the form, by the field to correct', async () => {
    expect(await say({ way: 'left' })).toMatchObject({
      refusal: { code: 'answer.parking-without-host', facts: { step: 'way', field: 'host' } },
    });
    expect(await state('way')).toBe('asking');
    expect(await say({ way: 'left', host: 'Desk@fabrikam.com', by: 'id-irina' })).toEqual({ ok: true, value: null });
    expect((await house.reach('way', 'done')).answers).toEqual({
      way: 'left',
      host: 'desk@fabrikam.com',
      by: 'id-irina',
    });
  });

  it('asked again, it proposes the answers in force, which hold until others are given', async () => {
    await house.reach('guide', 'asking');
    await house.reach('rename', 'done');
    await house.reach('sometimes', 'not-applicable');
    const done = await house.reach('way', 'done');
    expect(done.may.repeat).toEqual(['id-anna', 'id-dmitri']);
    expect(await again('irina', 'way')).toMatchObject({ refusal: { code: 'approval.wrong-role' } });
    found = 'desk@fabrikam.com';
    const card = async () =>
      (
        await house.query<{ version: number }>('select version from engine.card where key = $1', [`attempt:${done.id}`])
      )[0]?.version ?? 0;
    const drawn = await card();
    expect(await again('anna', 'way')).toEqual({ ok: true, value: null });
    const asking = await house.reach('way', 'asking');
    // Where it was pressed it says that it is being prepared: once when that begins, and no longer when there is something to answer.
    expect(await card()).toBeGreaterThanOrEqual(drawn + 2);
    expect(asking.form).toMatchObject({
      fields: [
        { id: 'way', proposal: 'left' },
        { id: 'host', proposal: 'desk@fabrikam.com' },
        { id: 'by', proposal: 'id-irina' },
      ],
      inForce: { way: 'left', host: 'desk@fabrikam.com', by: 'id-irina' },
    });
    // A form may look at its own last answers.
    expect(lastSeen).toEqual({ way: 'left', host: 'desk@fabrikam.com' });
    // Its dependants go on by them meanwhile.
    expect((await house.engine.queries.step('guide'))?.attempt?.plan?.brief?.records[0]?.value).toBe('left');
  });

  it('the same answers once more change nothing for anybody', async () => {
    const before = [await current('guide'), await current('rename'), await current('sometimes')];
    const drawn = () => house.query(`select version from engine.card where key = 'attempt:way-2'`);
    const asked = await drawn();
    await say({ way: 'left', host: 'desk@fabrikam.com', by: 'id-irina' });
    await house.reach('way', 'done');
    await idle();
    // The card of the last time said that it is asked again.
    expect(asked).toHaveLength(1);
    expect(await drawn()).not.toEqual(asked);
    expect([await current('guide'), await current('rename'), await current('sometimes')]).toEqual(before);
    expect(await state('rename')).toBe('done');
  });

  it('other answers: what waits for people is planned anew, what did not apply is asked anew, what is done and no longer fits is named', async () => {
    const guideBefore = await current('guide');
    const bystander = await current('bystander');
    await again('dmitri', 'way');
    await say({ way: 'right' });
    const renamed = await house.reach('rename', 'attention');
    expect(renamed.findings).toMatchObject([
      { status: 'failed', code: 'engine.no-longer-fits', facts: { decision: 'way' } },
      { code: 'engine.would-change', facts: { count: 1 } },
    ]);
    await house.reach('guide', (attempt) => attempt?.state === 'asking' && attempt.id !== guideBefore);
    expect((await house.engine.queries.step('guide'))?.attempt?.plan?.brief?.records[0]?.value).toBe('right');
    await house.reach('sometimes', 'asking');
    expect(await current('bystander')).toBe(bystander);
    expect(await state('last')).toBe('waiting');
    const [anew] = (await house.engine.queries.log({ limit: 50 })).filter(({ what }) => what === 'answered-anew');
    expect(anew?.facts).toMatchObject({ way: 'right', 'was.way': 'left', 'was.host': 'desk@fabrikam.com' });
    expect((await house.engine.queries.attemptsOf('way')).map((attempt) => attempt.state)).toContain('replaced');
  });

  it('it is planned again from there, and a task that is done by the old answers is asked for by the new ones', async () => {
    await again('irina', 'rename');
    await house.approve('rename', ['irina']);
    await house.reach('rename', 'done');
    expect(tenant.values.get('a')).toBe('right-a');
    published = 'right';
    const { id: attemptId } = await house.reach('guide', 'asking');
    await house.engine.commands.take(actor('irina'), { attemptId });
    expect(await again('dmitri', 'way')).toMatchObject({
      refusal: { code: 'decision.being-written', facts: { step: 'way', other: 'guide' } },
    });
    expect((await house.engine.queries.step('way'))?.attempt?.may.repeat).toEqual([]);
    await house.engine.commands.complete(actor('irina'), { attemptId, note: 'set' });
    await house.reach('guide', 'done');

    await again('dmitri', 'way');
    await say({ way: 'none' });
    const halted = await house.reach('guide', 'attention');
    expect(halted.findings[0]).toMatchObject({ code: 'engine.no-longer-fits', facts: { decision: 'way' } });
    await again('irina', 'guide');
    const asked = await house.reach('guide', 'asking');
    expect(asked.plan?.brief?.records[0]?.value).toBe('none');
    // Accepted as it is, by name: it stays, and the next look does not say it again.
    const { id: renameId } = await house.reach('rename', 'attention');
    await house.engine.commands.accept(actor('irina'), { attemptId: renameId, note: 'stays right' });
    await house.reach('rename', 'done');
    await house.reach('sometimes', 'not-applicable');
  });

  it('what is written just now, or cannot be taken back, keeps the answers as they are: said before the form and at its end', async () => {
    await again('irina', 'lock');
    await house.reach('lock', 'asking');
    await again('dmitri', 'way');
    await house.reach('way', 'asking');
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    locked.beforeWrite = async () => {
      await held;
      return undefined;
    };
    await house.approve('lock', ['irina']);
    await house.reach('lock', 'running');
    expect(await say({ way: 'right' })).toMatchObject({
      refusal: { code: 'decision.being-written', facts: { step: 'way', other: 'lock' } },
    });
    letGo();
    await house.reach('lock', 'done');
    expect(await say({ way: 'right' })).toMatchObject({
      refusal: { code: 'decision.irreversible', facts: { step: 'way', other: 'lock' } },
    });
    expect(await say({ way: 'none' })).toEqual({ ok: true, value: null });
    const kept = await house.reach('way', 'done');
    expect(kept.may.repeat).toEqual([]);
    expect(kept.heldBy).toEqual({ stepId: 'lock', why: 'irreversible' });
    expect(await again('dmitri', 'way')).toMatchObject({ refusal: { code: 'decision.irreversible' } });
  });
});
