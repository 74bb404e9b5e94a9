/** Everybody who is asked can say no, and take back what they said until the first write. */
import { haltOf } from '../../src/bot/channel/halt.js';
import type { Attempt, StepSnapshot } from '../../src/engine/state.js';
import { isStuck } from '../../src/engine/state.js';
import { House, actor, personToAssign, step } from './support/house.js';
import { FakeTenant, renaming } from './support/tenant.js';

const high = { kind: 'change', risk: 'high' } as const;

describe('what is to be approved', () => {
  let house: House;
  const tenant = new FakeTenant(['a']);
  const other = new FakeTenant(['b']);

  beforeAll(async () => {
    house = await House.build({
      runbook: [
        step('names', { ...high, action: 'names' }),
        step('slow', { ...high, action: 'slow' }),
        step('by-hand', { risk: 'high' }),
        step('nobodys', { roles: ['dns-admin'] }),
      ],
      actions: { names: renaming(tenant, 'new'), slow: renaming(other, 'new') },
    });
    await house.people({
      irina: ['source-admin'],
      marcus: ['source-admin'],
      sergei: ['business-owner'],
      priya: ['test-lead'],
    });
  });
  afterAll(() => house.pullDown());

  const asking = (stepId: string): Promise<Attempt> => house.reach(stepId, (attempt) => attempt?.state === 'asking');
  const order = ({ id, plan }: Attempt) => ({ attemptId: id, planHash: plan?.hash ?? '' });
  const logged = async (what: string) =>
    (await house.engine.queries.log({ limit: 200 })).filter((one) => one.what === what);
  const votes = async (stepId: string) =>
    (await house.engine.queries.step(stepId))?.attempt?.approvals.map(({ person, vote }) => `${person.name} ${vote}`);

  const called = new Map<string, readonly string[]>();
  /** Whom the first post of a card calls. */
  async function mentionedOn(key: string): Promise<readonly string[]> {
    const { outbox } = house.engine;
    for (;;) {
      const before = called.get(key);
      if (before !== undefined) return before;
      const { card } = await outbox.claim();
      if (card === null) throw new Error(`${key} is not to be posted`);
      if (card.posted === null)
        called.set(
          card.key,
          card.mention.map(({ name }) => name),
        );
      await outbox.posting(card.key);
      await outbox.posted(card.key, card.version, { conversationId: 'c', activityId: card.key }, 60_000);
    }
  }

  it('can be said no to with a reason, and then nothing of it runs, whoever approves; the leads are told', async () => {
    const names = await asking('names');
    const { commands, queries } = house.engine;
    expect(await commands.refuse(actor('priya'), { attemptId: names.id, reason: 'not mine' })).toMatchObject({
      refusal: { code: 'approval.wrong-role' },
    });
    expect(await commands.refuse(actor('marcus'), { attemptId: names.id, reason: '  ' })).toMatchObject({
      refusal: { code: 'vote.no-needs-reason' },
    });
    // One letter tells the others nothing.
    for (const reason of ['x', 'no', '…', 'ok'])
      expect(await commands.refuse(actor('marcus'), { attemptId: names.id, reason })).toMatchObject({
        refusal: { code: 'reason.too-short' },
      });
    expect(await commands.refuse(actor('nobody'), { attemptId: names.id, reason: 'x' })).toMatchObject({ ok: false });
    expect(await commands.refuse(actor('marcus'), { attemptId: names.id, reason: 'Nina moved' })).toMatchObject({
      ok: true,
    });
    expect(await commands.refuse(actor('marcus'), { attemptId: names.id, reason: 'again' })).toMatchObject({
      refusal: { code: 'refuse.already' },
    });
    // The log can be asked for what one person was refused at one step.
    const of = await queries.log({ personId: 'id-marcus', stepId: 'names', kind: 'refused', limit: 10 });
    expect(of.map(({ facts }) => facts['code'])).toEqual([
      'refuse.already',
      ...Array.from({ length: 4 }, () => 'reason.too-short'),
      'vote.no-needs-reason',
    ]);
    const [older] = await queries.log({ kind: 'refused', before: of[0]?.number ?? 0, limit: 1 });
    expect(older).toMatchObject({ what: 'refused', person: { id: 'id-nobody' } });
    await house.approve('names', ['irina', 'anna']);

    const held = await queries.step('names');
    expect(held).toMatchObject({ state: 'asking', attempt: { state: 'asking' } });
    expect(held?.attempt?.needs.map(({ kind, people }) => [kind, people.map(({ name }) => name)])).toEqual([
      ['no', ['marcus']],
    ]);
    expect(held?.attempt !== null && held !== null && isStuck(held.attempt)).toBe(true);
    expect((await queries.status()).phases[0]?.attention).toContain('names');
    for (const lead of ['anna', 'sergei', 'marcus'])
      expect((await queries.next(`id-${lead}`))?.todo).toContainEqual(
        expect.objectContaining({ stepId: 'names', need: expect.objectContaining({ kind: 'no' }) as unknown }),
      );
    expect(tenant.writes).toEqual([]);
    // The card is posted anew for it: nobody who agrees could let it go on.
    expect(haltOf(held as StepSnapshot)).toContain('id-marcus');
    expect(await mentionedOn('attempt:names-1')).toEqual(['anna']);
    expect(await logged('approval-refused')).toMatchObject([
      { person: { name: 'marcus' }, facts: { reason: 'Nina moved' } },
    ]);
  });

  it('keeps every word given when the very same plan is made again, and asks everybody anew when it is another one', async () => {
    const { commands } = house.engine;
    const given = await votes('names');
    expect(given).toHaveLength(3);
    await commands.again(actor('anna'), { stepId: 'names' });
    const looked = await house.reach('names', (attempt) => attempt?.lookedAt != null);
    expect(looked).toMatchObject({ number: 1, state: 'asking', endedAt: null });
    expect(await votes('names')).toEqual(given);
    expect(await logged('plan-unchanged')).toMatchObject([{ stepId: 'names' }]);

    tenant.values.set('c', 'old-c');
    await commands.again(actor('anna'), { stepId: 'names' });
    const fresh = await house.reach('names', (attempt) => attempt?.number === 2 && attempt.state === 'asking');
    expect(await votes('names')).toEqual([]);
    // What was approved is void, and the card says by what.
    expect(fresh.voided?.appeared.map(({ id }) => id)).toEqual(['c']);
    expect((await house.engine.queries.attempt('names-1'))?.attempt?.state).toBe('voided');
  });

  it('is looked at again also while somebody says no to it: neither puts the other aside', async () => {
    const { id: attemptId, lookedAt } = await asking('names');
    await house.engine.commands.again(actor('anna'), { stepId: 'names' });
    await house.engine.commands.refuse(actor('marcus'), { attemptId, reason: 'not before Nina is back' });
    await house.reach('names', (attempt) => attempt?.id === attemptId && attempt.lookedAt !== lookedAt);
    expect(await votes('names')).toEqual(['marcus no']);
    await house.engine.commands.takeBack(actor('marcus'), { attemptId });
  });

  it('goes on when whoever said no takes it back and nothing else is missing', async () => {
    const { id: attemptId } = await asking('names');
    await house.engine.commands.refuse(actor('marcus'), { attemptId, reason: 'wait for Nina' });
    await house.approve('names', ['irina', 'sergei']);
    expect(await house.engine.commands.takeBack(actor('anna'), { attemptId })).toMatchObject({
      refusal: { code: 'take-back.nothing' },
    });
    expect(await house.engine.commands.takeBack(actor('marcus'), { attemptId })).toMatchObject({ ok: true });
    await house.reach('names', 'done');
    expect(tenant.writes).toHaveLength(2);
    expect(await logged('no-taken-back')).toHaveLength(2);
  });

  const boardVersion = async (): Promise<number> => {
    const [board] = await house.query<{ version: number }>(
      `select version from engine.card where key = 'board:prepare'`,
    );
    return board?.version ?? 0;
  };

  it('can be withdrawn by whoever approved, also when it is agreed to and about to begin', async () => {
    const { commands } = house.engine;
    const slow = await asking('slow');
    await house.approve('slow', ['irina']);
    await commands.takeBack(actor('irina'), { attemptId: slow.id });
    expect(await votes('slow')).toEqual([]);
    expect((await house.engine.queries.step('slow'))?.lapsed ?? []).toEqual([]);

    await commands.stop(actor('marcus'), {});
    await house.approve('slow', ['irina']);
    const before = await boardVersion();
    await house.approve('slow', ['anna']);
    await house.reach('slow', 'working');
    // That it stands still is known a moment after the last approval, and the board is drawn once more.
    await house.until(async () => (await house.engine.queries.status()).stop?.goesOn?.[0]?.stepId === 'slow');
    expect((await boardVersion()) - before).toBe(2);
    expect(await commands.takeBack(actor('anna'), { attemptId: slow.id })).toMatchObject({ ok: true });
    expect(await house.engine.queries.step('slow')).toMatchObject({ state: 'asking' });
    await commands.resume(actor('marcus'));
    await commands.resume(actor('anna'));
    expect(await house.query(`select key from engine.work where key like 'slow%'`)).toEqual([]);
    expect(other.writes).toEqual([]);
    expect(await logged('approval-withdrawn')).toHaveLength(2);
  });

  it('is asked about anew where whoever said no lost the role: it never begins without a press', async () => {
    const { commands } = house.engine;
    const slow = await asking('slow');
    await commands.refuse(actor('marcus'), { attemptId: slow.id, reason: 'wait for Nina' });
    // Irina approved already.
    await house.approve('slow', ['anna']);
    await commands.unassign(actor('anna'), { role: 'source-admin', personId: 'id-marcus' });
    expect(await house.engine.queries.step('slow')).toMatchObject({ state: 'asking' });
    expect(await votes('slow')).toEqual([]);
    await commands.assign(actor('anna'), { role: 'source-admin', person: personToAssign('marcus') });
    await house.approve('slow', ['irina']);
  });

  it('is held back by no word once it is being written: the refusal names /stop', async () => {
    const { commands } = house.engine;
    const slow = await asking('slow');
    let letGo = (): void => undefined;
    const waits = new Promise<undefined>((resolve) => (letGo = () => resolve(undefined)));
    other.beforeWrite = () => waits;
    expect(await commands.approve(actor('anna'), order(slow))).toMatchObject({ ok: true });
    await house.reach('slow', 'running');
    for (const late of [
      await commands.takeBack(actor('anna'), { attemptId: slow.id }),
      await commands.refuse(actor('marcus'), { attemptId: slow.id, reason: 'too late now' }),
    ])
      expect(late).toMatchObject({ refusal: { code: 'take-back.written' } });
    letGo();
    await house.reach('slow', 'done');
  });

  it('is the same for a task of high risk: nobody takes it while a no stands, and none is withdrawn once it is taken', async () => {
    const { commands } = house.engine;
    const { id: attemptId, ...rest } = await asking('by-hand');
    await commands.approve(actor('anna'), order({ id: attemptId, ...rest }));
    await commands.refuse(actor('sergei'), { attemptId, reason: 'not tonight' });
    expect(await commands.take(actor('irina'), { attemptId })).toMatchObject({
      refusal: { code: 'task.not-approved' },
    });
    await commands.takeBack(actor('sergei'), { attemptId });
    expect(await commands.take(actor('irina'), { attemptId })).toMatchObject({ ok: true });
    expect(await commands.takeBack(actor('anna'), { attemptId })).toMatchObject({
      refusal: { code: 'take-back.in-hand', facts: { who: 'irina' } },
    });
  });

  it('and waits for a role that nobody holds, stands still at once and is the leads’ to see to', async () => {
    const { queries } = house.engine;
    await asking('nobodys');
    expect((await queries.status()).phases[0]?.attention).toContain('nobodys');
    for (const lead of ['anna', 'sergei'])
      expect((await queries.next(`id-${lead}`))?.todo.map(({ stepId }) => stepId)).toContain('nobodys');
    expect(await mentionedOn('attempt:nobodys-1')).toEqual(['anna']);
  });
});
