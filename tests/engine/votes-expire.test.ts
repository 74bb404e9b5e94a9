/** A go counts for twelve hours, and for what people saw when they said it. */
import { defineCheck } from '../../src/contract/check.js';
import type { Finding } from '../../src/contract/finding.js';
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

  it('a go older than twelve hours lapses by itself, and its card says why it asks again', async () => {
    await says('anna', 'go');
    house.clock.set({ advance: 11.9 * 3600 });
    expect(await said()).toEqual(['anna: go']);
    house.clock.set({ advance: 0.2 * 3600 });
    await house.reach('go-no-go', (attempt) => attempt?.approvals.length === 0);
    expect(await lapsed()).toEqual([['anna', 'too-old']]);
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
