/** A go counts for twelve hours, and for what people saw when they said it. */
import { defineCheck } from '../../src/contract/check.js';
import type { Finding } from '../../src/contract/finding.js';
import { haltOf } from '../../src/bot/channel/halt.js';
import { House, actor, step } from './support/house.js';

describe('votes at a gate', () => {
  let house: House;
  let found: readonly Finding[] = [];
  const roles = ['project-manager', 'business-owner'] as const;

  beforeAll(async () => {
    house = await House.build({
      runbook: [
        step('look', { kind: 'check', risk: 'none', action: 'look', nightly: true, undo: 'never' }),
        step('beside', { roles: ['dns-admin'] }),
        step('go-no-go', { kind: 'gate', risk: 'gate', phase: 'eve', roles, after: ['look'], undo: 'never' }),
        step('night', { phase: 'cutover', after: ['go-no-go'] }),
      ],
      actions: { look: defineCheck({ name: 'look', run: () => Promise.resolve({ findings: found, evidence: [] }) }) },
    });
    await house.people({ dmitri: ['dns-admin'], sergei: ['business-owner'] });
  });
  afterAll(() => house.pullDown());

  const gate = () =>
    house.reach('go-no-go', (attempt) => attempt?.state === 'asking' || attempt?.state === 'attention');
  const says = async (name: string, vote: 'go' | 'no', reason = 'not tonight') =>
    house.engine.commands.vote(actor(name), { attemptId: (await gate()).id, vote, reason });
  const said = async () => (await gate()).approvals.map(({ person, vote }) => `${person.name}: ${vote}`);
  const lapsed = async () =>
    ((await house.engine.queries.step('go-no-go'))?.lapsed ?? []).map(({ person, why, moved }) => [
      person.name,
      why,
      ...(moved === undefined ? [] : [moved]),
    ]);

  /** Whom the next post of the gate's card would call. */
  const mentioned = async () => {
    const { outbox } = house.engine;
    let called: readonly string[] | null = null;
    for (let { card } = await outbox.claim(); card !== null; { card } = await outbox.claim()) {
      if (card.key.startsWith('attempt:go-no-go')) called = card.mention.map(({ name }) => name);
      await outbox.posting(card.key);
      await outbox.posted(card.key, card.version, { conversationId: 'c', activityId: card.key }, 60_000);
    }
    return called;
  };

  it('a go older than twelve hours lapses by itself, and its card says why it asks again', async () => {
    await says('anna', 'go');
    house.clock.set({ advance: 11.9 * 3600 });
    expect(await said()).toEqual(['anna: go']);
    house.clock.set({ advance: 0.2 * 3600 });
    await house.reach('go-no-go', (attempt) => attempt?.approvals.length === 0);
    expect(await lapsed()).toEqual([['anna', 'too-old']]);
    // Her card is posted anew and calls her, and not Sergei, who has not answered yet; what she says then calls nobody again.
    const asked = await house.engine.queries.step('go-no-go');
    expect(asked === null ? null : haltOf(asked)).toBe(asked?.askedAnewAt);
    expect(await mentioned()).toEqual(['anna']);
    expect((await house.engine.queries.next('id-anna'))?.todo.map(({ stepId }) => stepId)).toContain('go-no-go');
    await says('sergei', 'go');
    expect((await gate()).state).toBe('asking');
  });

  it('a go lapses when something it rests on is not as it was, and nothing else takes it away', async () => {
    await house.engine.commands.take(actor('dmitri'), { attemptId: (await house.reach('beside', 'asking')).id });
    expect(await said()).toEqual(['sergei: go']);
    found = [{ status: 'failed', code: 'user-synced', facts: {}, object: { kind: 'user', id: 'x', label: 'x' } }];
    await house.engine.commands.again(actor('anna'), { stepId: 'look' });
    await house.reach('look', 'attention');
    expect(await said()).toEqual([]);
    expect(await lapsed()).toContainEqual(['sergei', 'facts-changed', 'look']);
    found = [];
    await house.engine.commands.again(actor('anna'), { stepId: 'look' });
    await house.reach('look', 'done');
    await says('sergei', 'go');
    // The same look with the same end is no news.
    await house.engine.commands.again(actor('anna'), { stepId: 'look' });
    await house.reach('look', (attempt) => attempt?.number === 4 && attempt.state === 'done');
    expect(await said()).toEqual(['sergei: go']);
  });

  // As on a machine that slept: the hour has passed, and its job has not run.
  const asleep = async (hours: number) => {
    await house.query(`delete from engine.work where key = 'hour:votes'`);
    house.clock.set({ advance: hours * 3600 });
  };

  it('whoever said an old go says it anew, even where nothing has looked at the clock since', async () => {
    await asleep(13);
    const again = await says('sergei', 'go');
    expect(again).toMatchObject({ ok: true });
    expect(await said()).toEqual(['sergei: go']);
  });

  it('an old go lets no gate through, even where nothing has looked at the clock since', async () => {
    await asleep(13);
    await says('anna', 'go');
    expect(await said()).toEqual(['anna: go']);
    expect((await gate()).state).toBe('asking');
    expect(await lapsed()).toContainEqual(['sergei', 'too-old']);
    expect(await says('sergei', 'no', 'x')).toMatchObject({ refusal: { code: 'reason.too-short' } });
  });

  it('a go on facts that have moved since its card was drawn is refused, with what moved; a no is not, and nothing old is asked of a fresh card', async () => {
    const { commands, queries } = house.engine;
    const drawn = async () => {
      const facts = (await queries.step('go-no-go'))?.facts;
      if (facts === undefined) throw new Error('the gate has no facts');
      return { facts: facts.hash, drawnAt: facts.asOf };
    };
    const { id: attemptId } = await gate();
    const go = (name: string, seen: Awaited<ReturnType<typeof drawn>>) =>
      commands.vote(actor(name), { attemptId, vote: 'go', ...seen });
    const before = await drawn();
    expect(await drawn()).toMatchObject({ facts: before.facts });
    const beside = await house.reach('beside', 'running');
    await commands.giveUp(actor('dmitri'), { attemptId: beside.id, reason: 'the registrar is closed' });
    expect(await go('sergei', before)).toMatchObject({
      refusal: { code: 'vote.facts-moved', facts: { step: 'go-no-go', steps: 'beside' } },
    });
    expect(await said()).toEqual(['anna: go']);
    // As if the facts of a card drawn just now had been read a moment before that move, and the go written after it.
    const fresh = await drawn();
    const { since } = (await queries.step('beside')) ?? {};
    const { now } = house.clock;
    house.clock.now = () => new Date(Date.parse(since ?? '') - 1);
    const between = await go('sergei', fresh);
    house.clock.now = now;
    expect(between).toMatchObject({ refusal: { code: 'vote.facts-moved', facts: { steps: 'beside' } } });
    // Read anew, it is a vote like any other: hers stands already.
    expect(await go('anna', await drawn())).toMatchObject({ refusal: { code: 'vote.already' } });
    expect(
      await commands.vote(actor('sergei'), { attemptId, vote: 'no', reason: 'the registrar is closed', ...before }),
    ).toMatchObject({
      ok: true,
    });
  });

  it('a no stands until it is taken back, however old', async () => {
    await says('sergei', 'no');
    await asleep(20);
    await says('anna', 'go');
    expect(await said()).toEqual(['sergei: no', 'anna: go']);
    await says('sergei', 'go');
    await house.reach('go-no-go', 'done');
  });
});

describe('votes on T', () => {
  let house: House;
  const roles = ['project-manager', 'business-owner', 'dns-admin'] as const;

  beforeAll(async () => {
    house = await House.build({
      runbook: [
        step('look', { kind: 'check', risk: 'none', action: 'look', undo: 'never' }),
        step('cutover-date', { kind: 'gate', risk: 'gate', roles, undo: 'never', after: ['look'] }),
        step('backup', { phase: 'stage', after: ['cutover-date'], window: { from: -168, until: -96 } }),
      ],
      actions: { look: defineCheck({ name: 'look', run: () => Promise.resolve({ findings: [], evidence: [] }) }) },
      forms: { 'cutover-date': [{ id: 'cutoverDate', kind: 'date', required: true }] },
    });
    await house.people({ sergei: ['business-owner'], dmitri: ['dns-admin'] });
  });
  afterAll(() => house.pullDown());

  const gate = () => house.reach('cutover-date', 'asking');
  const said = async () => (await gate()).approvals.map(({ person, vote }) => `${person.name}: ${vote}`);
  const go = async (name: string) =>
    house.engine.commands.vote(actor(name), { attemptId: (await gate()).id, vote: 'go' });

  it('stand for days, over nights and time zones, as long as what they rest on stands', async () => {
    const { id: attemptId } = await gate();
    await house.engine.commands.answer(actor('anna'), { attemptId, answers: { cutoverDate: '2026-12-12' } });
    // The day after tomorrow, and nothing has looked at the clock since.
    house.clock.set({ advance: 50 * 3600 });
    await go('sergei');
    expect(await said()).toEqual(['anna: go', 'sergei: go']);
    expect(await go('anna')).toMatchObject({ refusal: { code: 'vote.already' } });
  });

  it('count for the T that stood on the card, and for no other', async () => {
    const { commands, queries } = house.engine;
    const { id: attemptId } = await gate();
    const facts = (await queries.step('cutover-date'))?.facts;
    const onOldCard = { attemptId, vote: 'go', facts: facts?.hash ?? '', drawnAt: facts?.asOf ?? '' } as const;
    await commands.answer(actor('anna'), { attemptId, answers: { cutoverDate: '2026-12-14' } });
    expect(await commands.vote(actor('dmitri'), onOldCard)).toMatchObject({
      refusal: { code: 'vote.facts-moved', facts: { steps: 'cutover-date' } },
    });
    await commands.answer(actor('anna'), { attemptId, answers: { cutoverDate: '2026-12-12' } });
    await go('sergei');
    expect(await said()).toEqual(['anna: go', 'sergei: go']);
  });

  it('are asked for anew by the clock once T leaves too little time for something that it left time for, by name', async () => {
    // The backup has to be through four days before T.
    expect(await house.engine.nextDueAt()).toBe('2026-12-08T00:00:00.000Z');
    house.clock.set({ to: '2026-12-08T00:00:01.000Z' });
    await house.reach('cutover-date', (attempt) => attempt?.approvals.length === 0);
    expect((await house.engine.queries.step('cutover-date'))?.lapsed).toMatchObject([
      { person: { name: 'anna' }, why: 'short-of-time', moved: 'backup' },
      { person: { name: 'sergei' }, why: 'short-of-time', moved: 'backup' },
    ]);
    // Who says go now has read that it is late.
    for (const name of ['sergei', 'dmitri']) await go(name);
    house.clock.set({ advance: 30 * 3600 });
    expect(await said()).toEqual(['sergei: go', 'dmitri: go']);
    await go('anna');
    await house.reach('cutover-date', 'done');
  });
});
