/** An undo is read back and repeated as an undo, removes what was made, and loses nothing of a plan. */
import { defineChange, type Applied, type Change, type Observed } from '../../src/contract/change.js';
import { defineCheck } from '../../src/contract/check.js';
import { compositeId, partsOf } from '../../src/contract/finding.js';
import { defineOutput } from '../../src/contract/output.js';
import type { Direction } from '../../src/contract/step.js';
import { defineTask } from '../../src/contract/task.js';
import { z } from 'zod';
import { House, actor, step } from './support/house.js';
import { FakeTenant, change, renaming } from './support/tenant.js';

const changeStep = (id: string, more = {}) =>
  step(id, { kind: 'change', action: id, phase: 'stage', undo: 'on-request', ...more });

const patient = { verifyWithin: 1, verifyEvery: 1 };

describe('an undo', () => {
  const tenant = new FakeTenant(['a', 'b', 'c']);
  const verified: { readonly direction: Direction; readonly ids: readonly string[] }[] = [];
  /** What the tenant of made things holds, by the id it gave. */
  const made = new Map<string, string>();
  const counts = defineOutput('counting', 'counts', z.object({ people: z.number() }));
  const read: unknown[] = [];
  let house: House;

  const names = renaming(tenant, 'new', patient);
  const verifying = defineChange({
    ...names,
    verify: async (ctx, changes) => {
      verified.push({ direction: ctx.direction, ids: changes.map(({ object }) => object.id) });
      return names.verify(ctx, changes);
    },
  });

  const right = (mailbox: string): Change => ({
    side: 'source',
    object: { kind: 'right', id: compositeId(mailbox, 'trustee', 'FullAccess'), label: `${mailbox} for trustee` },
    before: { exists: false },
    after: { exists: true },
  });
  const creating = renaming(tenant, 'unused', {
    name: 'creating',
    ...patient,
    plan: () => Promise.resolve({ changes: [right('m1')], blockers: [], warnings: [], leftOut: [] }),
    observe: (_ctx, changes) =>
      Promise.resolve(
        changes.map(({ object, before }) => ({
          seen: true as const,
          value: object.kind === 'made' ? { exists: made.has(object.id) } : made.size > 0 ? { exists: true } : before,
        })),
      ),
    apply: (_ctx, changes) =>
      Promise.resolve(
        changes.map(({ object }) => {
          if (object.kind === 'made') {
            made.delete(object.id);
            return { result: 'done' as const };
          }
          const id = `given-${made.size + 1}`;
          made.set(id, object.label);
          return { result: 'done' as const, made: [{ kind: 'made', id }] };
        }),
      ),
    verify: () => Promise.resolve([]),
    invert: (one, _before, things) => ({
      side: one.side,
      object: { kind: 'made', id: things[0]?.id ?? '', label: one.object.label },
      before: { exists: true },
      after: { exists: false },
    }),
  });

  beforeAll(async () => {
    house = await House.build({
      runbook: [
        step('counting', { kind: 'check', action: 'counting', risk: 'none', undo: 'never' }),
        changeStep('names', { after: ['counting'] }),
        changeStep('creating', { after: ['counting'] }),
        changeStep('twice', { after: ['counting'], undo: 'never' }),
        step('records', { phase: 'stage', after: ['counting'], action: 'records', undo: 'on-request' }),
        step('reading', { kind: 'check', action: 'reading', risk: 'none', undo: 'never', after: ['counting'] }),
        step('nosy', { kind: 'check', action: 'nosy', risk: 'none', undo: 'never', after: ['counting'] }),
      ],
      actions: {
        counting: defineCheck({
          name: 'counting',
          run: () =>
            Promise.resolve({ findings: [], evidence: [], outputs: [{ name: 'counts', value: { people: 3 } }] }),
        }),
        reading: defineCheck({
          name: 'reading',
          reads: [counts],
          run: async (ctx) => {
            read.push(await ctx.output(counts));
            return { findings: [], evidence: [] };
          },
        }),
        nosy: defineCheck({
          name: 'nosy',
          run: async (ctx) => {
            read.push(await ctx.output(counts));
            return { findings: [], evidence: [] };
          },
        }),
        names: verifying,
        creating,
        twice: renaming(tenant, 'unused', {
          name: 'twice',
          plan: () =>
            Promise.resolve({
              changes: [change('a', 'x', 'y'), change('a', 'x', 'z')],
              blockers: [],
              warnings: [],
              leftOut: [],
            }),
        }),
        records: defineTask({
          name: 'records',
          watchWithin: 1,
          watchEvery: 1,
          brief: () =>
            Promise.resolve({
              records: [{ action: 'publish', name: 'contoso.com', type: 'MX', value: '10 mx', ttl: 300 }],
              remarks: [],
            }),
          watch: (ctx) =>
            Promise.resolve([
              {
                status: ctx.direction === 'do' ? ('passed' as const) : ('failed' as const),
                code: 'records-present' as never,
                facts: {},
                lasting: true as const,
              },
            ]),
        }),
      },
    });
    await house.people({ irina: ['source-admin'] });
  });
  afterAll(() => house.pullDown());

  test('whose reading back failed is read back as an undo, and repeated for what is not as it was', async () => {
    await house.approve('names', ['irina']);
    await house.reach('names', 'done');
    await house.engine.commands.backOut(actor('irina'), { stepId: 'names' });
    const asked = await house.approve('names', ['irina']);
    expect(asked.direction).toBe('undo');
    tenant.visible = false;
    await house.until(() => verified.some(({ direction }) => direction === 'undo'));
    house.clock.set({ advance: 60 });
    const stuck = await house.reach('names', 'attention');
    expect(stuck.direction).toBe('undo');

    tenant.visible = true;
    tenant.values.set('b', 'new-b');
    expect(await house.engine.commands.again(actor('irina'), { stepId: 'names' })).toMatchObject({ ok: true });
    const again = await house.approve('names', ['irina']);
    expect(again).toMatchObject({ direction: 'undo', plan: { changes: 1 } });
    await house.reach('names', 'undone');

    expect([...tenant.values.values()]).toEqual(['old-a', 'old-b', 'old-c']);
    const last = verified.at(-1);
    expect(last?.direction).toBe('undo');
    expect([...(last?.ids ?? [])].sort()).toEqual(['a', 'b', 'c']);
    const left = await house.query<{ left: string }>(
      `select count(*) as left from engine.ledger join engine.attempt on attempt.id = ledger.attempt_id
        where attempt.step_id = 'names' and attempt.direction = 'do' and tries > 0 and not undone`,
    );
    expect(Number(left[0]?.left)).toBe(0);
  });

  test('removes exactly what the way forward made, by the id the service gave', async () => {
    await house.approve('creating', ['irina']);
    await house.reach('creating', 'done');
    expect([...made.keys()]).toEqual(['given-1']);
    await house.engine.commands.backOut(actor('irina'), { stepId: 'creating' });
    const asked = await house.approve('creating', ['irina']);
    expect(asked.plan?.sample.map(({ object }) => object.id)).toEqual(['given-1']);
    await house.reach('creating', 'undone');
    expect([...made.keys()]).toEqual([]);
    expect(
      await house.query(`select 1 from engine.ledger where step_id = 'creating' and kind = 'right' and undone`),
    ).toHaveLength(1);
  });

  test('is not lost by two changes to one object: such a plan cannot be approved', async () => {
    const blocked = await house.reach('twice', 'attention');
    expect(blocked.plan?.blockers).toMatchObject([{ code: 'engine.same-object-twice', object: { id: 'a' } }]);
  });

  test('of a task asks for the opposite, however often it is asked for', async () => {
    const records = (attempt: { plan: { brief?: { records: readonly { action: string }[] } } | null }) =>
      attempt.plan?.brief?.records.map(({ action }) => action);
    const carry = async (): Promise<string | undefined> => {
      const { id: attemptId, ...attempt } = await house.reach('records', (one) => one?.state === 'asking');
      await house.engine.commands.take(actor('irina'), { attemptId });
      await house.engine.commands.complete(actor('irina'), { attemptId, note: 'seen at the console' });
      return records(attempt)?.[0];
    };
    expect(await carry()).toBe('publish');
    await house.reach('records', 'done');
    await house.engine.commands.backOut(actor('irina'), { stepId: 'records' });
    expect(await carry()).toBe('remove');
    const stuck = await house.reach('records', 'attention');
    expect(stuck.direction).toBe('undo');
    expect(records(stuck)).toEqual(['remove']);
  });

  test('what a step hands on is read typed by those that say so, and by nobody else', async () => {
    await house.reach('reading', 'done');
    expect(read).toEqual([{ people: 3 }]);
    const refused = await house.reach('nosy', 'attention');
    expect(String(refused.findings[0]?.facts['message'])).toContain(
      'nosy reads counts of counting and does not say so',
    );
  });
});

test('a composite id gives back its parts, whatever they hold', () => {
  const parts = ['a|b', 'trustee%', 'Full Access'] as const;
  expect(partsOf(compositeId(...parts))).toEqual(parts);
  expect(compositeId('a|b', 'c')).not.toBe(compositeId('a', 'b|c'));
});

test('an undo that the tenant does not take yet is asked for again as an undo', async () => {
  const late = new FakeTenant(['a']);
  const house = await House.build({
    runbook: [changeStep('late'), step('until', {}), step('end', { after: ['late'] })],
    actions: { late: renaming(late, 'new', patient) },
  });
  await house.people({ irina: ['source-admin'] });
  await house.approve('late', ['irina']);
  await house.reach('late', 'done');
  late.beforeWrite = () =>
    Promise.resolve({
      result: 'put-off',
      until: 'until',
      remark: { code: 'adding-put-off', facts: { domain: 'contoso.com', text: '' } },
    });
  await house.engine.commands.backOut(actor('irina'), { stepId: 'late' });
  await house.approve('late', ['irina']);
  await house.reach('late', (attempt) => attempt?.state === 'put-off');
  late.beforeWrite = () => Promise.resolve(undefined);
  expect(await house.engine.commands.again(actor('irina'), { stepId: 'late' })).toMatchObject({ ok: true });
  const { direction } = await house.approve('late', ['irina']);
  await house.reach('late', 'undone');
  const left = [...late.values];
  await house.pullDown();
  expect([direction, left]).toEqual(['undo', [['a', 'old-a']]]);
});

describe('an undo of a creation that was never answered', () => {
  /** What the service holds, by the id it gave, and how it shows them. */
  class Service {
    readonly there = new Map<string, string>();
    given = 0;
    shows: 'as planned' | 'otherwise' | 'nothing' = 'as planned';
    /** How a creation is answered. */
    answer: (id: string) => Promise<Applied> = () => Promise.resolve({ result: 'in-doubt' });

    made = (label: string) =>
      [...this.there].flatMap(([id, name]) => (name === label ? [{ kind: 'made' as const, id }] : []));

    see({ object }: Change): Observed {
      if (object.kind === 'made') return { seen: true, value: { exists: this.there.has(object.id) } };
      const made = this.made(object.label);
      if (made.length > 0 && this.shows === 'nothing') return { seen: false, why: 'it is not listed yet' };
      const exists = made.length > 0 && (this.shows === 'otherwise' ? 'hidden' : true);
      return { seen: true, value: { exists }, made };
    }

    async write({ object }: Change): Promise<Applied> {
      if (object.kind === 'made') {
        this.there.delete(object.id);
        return { result: 'done' };
      }
      this.there.set(`given-${++this.given}`, object.label);
      return this.answer(object.label);
    }
  }

  const creating = (name: string, service: Service, labels: readonly string[]) =>
    defineChange({
      name,
      batchSize: 1,
      concurrency: 1,
      settleSeconds: 1,
      ...patient,
      plan: () =>
        Promise.resolve({
          changes: labels.map((label) => ({
            // Both tenants are written at once.
            side: label === 'a' ? ('source' as const) : ('destination' as const),
            object: { kind: 'list', id: label, label },
            before: { exists: false as boolean | string },
            after: { exists: true },
          })),
          blockers: [],
          warnings: [],
          leftOut: [],
        }),
      observe: (_ctx, changes) => Promise.resolve(changes.map((one) => service.see(one))),
      apply: (_ctx, changes) => Promise.all(changes.map((one) => service.write(one))),
      verify: () => Promise.resolve([]),
      invert: ({ side, object }, _before, [made]) =>
        made === undefined
          ? { irreversible: { code: 'object-gone', facts: { text: 'nobody knows what it made', requestId: '' } } }
          : {
              side,
              object: { ...made, label: object.label },
              before: { exists: true },
              after: { exists: false },
            },
    });

  const services = { seen: new Service(), otherwise: new Service(), unseen: new Service(), unheard: new Service() };
  let house: House;

  beforeAll(async () => {
    house = await House.build({
      runbook: [...Object.keys(services).map((id) => changeStep(id)), step('until', {})],
      actions: {
        seen: creating('seen', services.seen, ['a']),
        otherwise: creating('otherwise', services.otherwise, ['a']),
        unseen: creating('unseen', services.unseen, ['a']),
        unheard: creating('unheard', services.unheard, ['a', 'b']),
      },
    });
    await house.people({ irina: ['source-admin'] });
  });
  afterAll(() => house.pullDown());

  const halted = (stepId: string) =>
    house.until(async () => {
      house.clock.set({ advance: 35 });
      return (await house.engine.queries.step(stepId))?.state === 'attention';
    });

  async function expectUndone(stepId: keyof typeof services, labels: readonly string[]): Promise<void> {
    const { there } = services[stepId];
    await house.engine.commands.backOut(actor('irina'), { stepId });
    const asked = await house.approve(stepId, ['irina']);
    expect(asked.plan?.leftOut).toEqual([]);
    expect(asked.plan?.sample.map(({ object }) => object.label).sort()).toEqual(labels);
    await house.reach(stepId, 'undone');
    expect([...there.values()]).toEqual([]);
    const left = await house.query(
      `select label from engine.ledger where step_id = '${stepId}' and kind = 'list' and tries > 0 and not undone`,
    );
    expect(left).toEqual([]);
  }

  it('removes what it made, as it was seen', async () => {
    await house.approve('seen', ['irina']);
    await house.until(async () => {
      house.clock.set({ advance: 35 });
      return (await house.engine.queries.step('seen'))?.state === 'done';
    });
    await expectUndone('seen', ['a']);
  });

  it('removes what it made, though it does not look quite as planned', async () => {
    services.otherwise.shows = 'otherwise';
    await house.approve('otherwise', ['irina']);
    await halted('otherwise');
    await expectUndone('otherwise', ['a']);
  });

  it('removes what it made, though nobody could see it before it was given up', async () => {
    services.unseen.shows = 'nothing';
    await house.approve('unseen', ['irina']);
    await halted('unseen');
    services.unseen.shows = 'as planned';
    await expectUndone('unseen', ['a']);
  });

  it('removes what it made, though its answer came when the step had been put off beside it', async () => {
    const service = services.unheard;
    let answered = (): void => undefined;
    const late = new Promise<void>((resolve) => (answered = resolve));
    service.answer = async (label) => {
      if (label === 'a') {
        for (const { id } of service.made('a')) service.there.delete(id);
        await house.until(() => service.made('b').length > 0);
        return {
          result: 'put-off',
          until: 'until',
          remark: { code: 'adding-put-off', facts: { domain: 'contoso.com', text: '' } },
        };
      }
      await late;
      return { result: 'done', made: service.made(label) };
    };
    await house.approve('unheard', ['irina']);
    await house.reach('unheard', (attempt) => attempt?.state === 'put-off');
    answered();
    await expectUndone('unheard', ['b']);
  });
});

test('what an undo was refused and somebody put back by hand no longer counts as written', async () => {
  const tenant = new FakeTenant(['a', 'b']);
  const house = await House.build({
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
  await house.pullDown();
});
