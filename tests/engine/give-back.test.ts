/** What somebody has in hand can be given back, and what cannot be done is said so. */
import { defineTask } from '../../src/contract/task.js';
import { House, actor, step } from './support/house.js';

describe('a task that somebody took', () => {
  let house: House;

  beforeAll(async () => {
    house = await House.build({
      runbook: [
        step('records', { action: 'records' }),
        step('by-hand'),
        step('hopeless'),
        step('fatal', { risk: 'final', phase: 'prepare' }),
      ],
      actions: {
        records: defineTask({
          name: 'records',
          watchWithin: 3600,
          watchEvery: 60,
          brief: () => Promise.resolve({ records: [], remarks: [] }),
          watch: () => Promise.resolve([{ status: 'failed', code: 'record-missing', facts: {} }]),
        }),
      },
    });
    await house.people({ irina: ['source-admin'], marcus: ['source-admin'], sergei: ['business-owner'] });
  });
  afterAll(() => house.pullDown());

  const asking = async (stepId: string): Promise<string> =>
    (await house.reach(stepId, (attempt) => attempt?.state === 'asking')).id;
  const logged = async (what: string) =>
    (await house.engine.queries.log({ limit: 200 })).filter((one) => one.what === what);

  it('is handed back by them or by a lead, and is others’ to take; a back-out still asks about it', async () => {
    const { commands, queries } = house.engine;
    const attemptId = await asking('by-hand');
    await commands.take(actor('irina'), { attemptId });
    expect(await commands.handBack(actor('marcus'), { attemptId })).toMatchObject({
      refusal: { code: 'task.not-yours-to-hand-back', facts: { who: 'irina' } },
    });
    expect(await commands.handBack(actor('irina'), { attemptId })).toMatchObject({
      refusal: { code: 'task.needs-how-far' },
    });
    expect(await commands.handBack(actor('irina'), { attemptId, note: 'x' })).toMatchObject({
      refusal: { code: 'reason.too-short' },
    });
    expect(await commands.handBack(actor('irina'), { attemptId, note: 'half of it' })).toMatchObject({ ok: true });
    const free = await queries.step('by-hand');
    expect(free).toMatchObject({ state: 'asking', undoable: true });
    expect(free?.attempt).toMatchObject({ takenBy: null, handedBackAt: expect.any(String) as unknown });
    expect(free?.attempt?.evidence.map(({ note }) => note)).toEqual(['half of it']);
    expect((await queries.next('id-marcus'))?.todo.map(({ stepId }) => stepId)).toContain('by-hand');

    await commands.take(actor('marcus'), { attemptId });
    expect(await commands.handBack(actor('sergei'), { attemptId })).toMatchObject({ ok: true });
    expect((await logged('handed-back')).map(({ person, facts }) => [person?.name, facts['name']])).toEqual([
      ['sergei', 'marcus'],
      ['irina', 'irina'],
    ]);
  });

  it('is handed back also while the bot still looks whether it is so: it is not done after all', async () => {
    const { commands, queries } = house.engine;
    const attemptId = await asking('records');
    await commands.take(actor('irina'), { attemptId });
    await commands.complete(actor('irina'), { attemptId, note: 'set' });
    await house.reach('records', 'verifying');
    expect(await commands.handBack(actor('irina'), { attemptId })).toMatchObject({ ok: true });
    expect(await queries.step('records')).toMatchObject({ state: 'asking', attempt: { takenBy: null } });
    expect(await house.query(`select key from engine.work where key like 'records%'`)).toEqual([]);
  });

  it('can be said to be impossible, with the reason: it stands still, and is the leads’ to begin anew or to accept', async () => {
    const { commands, queries } = house.engine;
    const attemptId = await asking('hopeless');
    await commands.take(actor('irina'), { attemptId });
    expect(await commands.giveUp(actor('irina'), { attemptId, reason: ' ' })).toMatchObject({
      refusal: { code: 'task.needs-reason' },
    });
    expect(await commands.giveUp(actor('marcus'), { attemptId, reason: 'x' })).toMatchObject({ ok: false });
    expect(await commands.giveUp(actor('irina'), { attemptId, reason: 'x' })).toMatchObject({
      refusal: { code: 'reason.too-short' },
    });
    expect(await commands.giveUp(actor('irina'), { attemptId, reason: 'no such portal' })).toMatchObject({ ok: true });

    const stands = await house.reach('hopeless', 'attention');
    expect(stands.findings).toMatchObject([
      { code: 'engine.cannot-be-done', facts: { name: 'irina', reason: 'no such portal' } },
    ]);
    expect(stands.needs.map(({ kind, people }) => [kind, people.map(({ name }) => name)])).toEqual([
      ['settle', ['anna', 'sergei']],
    ]);
    const todo = async (name: string) => (await queries.next(`id-${name}`))?.todo.map(({ stepId }) => stepId);
    expect(await todo('anna')).toContain('hopeless');
    expect(await todo('irina')).not.toContain('hopeless');
    expect(await commands.accept(actor('irina'), { attemptId, note: 'fine' })).toMatchObject({
      refusal: { code: 'approval.wrong-role' },
    });
    await commands.again(actor('sergei'), { stepId: 'hopeless' });
    const anew = await asking('hopeless');
    expect(anew).not.toBe(attemptId);

    expect(await commands.giveUp(actor('marcus'), { attemptId: anew, reason: 'x' })).toMatchObject({ ok: false });
    await commands.take(actor('marcus'), { attemptId: anew });
    await commands.giveUp(actor('marcus'), { attemptId: anew, reason: 'really not' });
    expect(await commands.accept(actor('anna'), { attemptId: anew, note: 'we live with it' })).toMatchObject({
      ok: true,
    });
    await house.reach('hopeless', 'done');
  });

  it('cannot be taken as done where everything after it presumes that it was', async () => {
    const { commands } = house.engine;
    const attempt = await house.approve('fatal', ['anna'], 'contoso.com');
    await commands.take(actor('irina'), { attemptId: attempt.id });
    await commands.giveUp(actor('irina'), { attemptId: attempt.id, reason: 'the registrar is closed' });
    expect(await commands.accept(actor('anna'), { attemptId: attempt.id, note: 'go on' })).toMatchObject({
      refusal: { code: 'accept.not-all-done' },
    });
  });
});
