/** Whoever has something open is called again by the clock, one post for all of it, and a lead hears of what others leave lying. */
import { defineTask } from '../../src/contract/task.js';
import { House, actor, personToAssign, step } from './support/house.js';
import { FakeTenant, renaming } from './support/tenant.js';

interface Post {
  readonly to: string;
  readonly calls: readonly string[];
  readonly says: readonly string[];
}

/** The next posts that left since; each of them is sent, and edited from then on. */
async function posts(house: House): Promise<readonly Post[]> {
  await house.until(async () => {
    const rows = await house.query<{ due_at: string }>(`select due_at from engine.work where key = 'engine.remind'`);
    return rows.every(({ due_at }) => due_at > house.clock.now().toISOString());
  });
  const { outbox, queries } = house.engine;
  const all: Post[] = [];
  for (let { card } = await outbox.claim(); card !== null; { card } = await outbox.claim()) {
    const reminder = await queries.reminder(card.key);
    if (reminder !== null && card.posted === null)
      all.push({
        to: reminder.person.name,
        calls: card.mention.map(({ name }) => name),
        says: reminder.items.map(({ stepId, kind, others }) =>
          [stepId, kind, ...others.map(({ name }) => `of ${name}`)].join(' '),
        ),
      });
    if (card.posted === null) {
      await outbox.posting(card.key);
      await outbox.posted(card.key, card.version, { conversationId: 'c', activityId: card.key });
    } else await outbox.edited(card.key, card.version);
  }
  return all;
}
const callingOf = (all: readonly Post[]) => all.map(({ to, says }) => [to, ...says]);

describe('weeks before the night', () => {
  let house: House;
  const tenant = new FakeTenant(['a']);

  beforeAll(async () => {
    house = await House.build({
      runbook: [
        step('plan', { kind: 'change', action: 'plan' }),
        step('report', {}),
        step('dns', { roles: ['dns-admin'] }),
      ],
      actions: { plan: renaming(tenant, 'new') },
    });
    // Monday, eight in the morning.
    await house.engine.outbox.remember('zone:id-dmitri', 'Asia/Tokyo');
    await house.people({ irina: ['source-admin'], dmitri: ['dns-admin'] });
    await house.reach('plan', 'asking');
    await house.engine.commands.take(actor('irina'), { attemptId: (await house.reach('report', 'asking')).id });
    await posts(house);
  });
  afterAll(() => house.pullDown());

  it('nobody is called on the day on which they were asked, nor at night', async () => {
    for (const to of ['2026-11-30T16:59:00Z', '2026-11-30T23:30:00Z']) {
      house.clock.set({ to });
      expect(await posts(house)).toEqual([]);
    }
  });

  it('one post in the working hours of where they are calls each of them for all that waits', async () => {
    house.clock.set({ to: '2026-12-01T00:01:00Z' });
    expect(await posts(house)).toEqual([{ to: 'dmitri', calls: ['dmitri'], says: ['dns evidence'] }]);
    house.clock.set({ to: '2026-12-01T08:59:00Z' });
    expect(await posts(house)).toEqual([]);
    house.clock.set({ to: '2026-12-01T09:01:00Z' });
    expect(await posts(house)).toEqual([{ to: 'irina', calls: ['irina'], says: ['plan role', 'report evidence'] }]);
  });

  it('it says since when, and that something waits no more once it is done', async () => {
    const [first] = (await house.engine.queries.reminder('reminder:id-irina:1'))?.items ?? [];
    expect(first).toMatchObject({ stepId: 'plan', waits: true });
    expect(first?.since.slice(0, 16)).toBe('2026-11-30T08:00');
    await house.approve('plan', ['irina']);
    await house.reach('plan', 'done');
    expect((await house.engine.queries.reminder('reminder:id-irina:1'))?.items.map(({ waits }) => waits)).toEqual([
      false,
      true,
    ]);
    const due = await house.query<{ key: string }>(
      `select key from engine.card where version > sent_version and key like 'reminder:%' order by key`,
    );
    expect(due).toEqual([{ key: 'reminder:id-irina:1' }]);
  });

  it('once a day at most, and after two days it goes up to the lead, who gets one post as well', async () => {
    house.clock.set({ to: '2026-12-02T00:01:00Z' });
    expect(callingOf(await posts(house))).toEqual([['dmitri', 'dns evidence']]);
    // At eight in the morning it was 48 hours.
    house.clock.set({ to: '2026-12-02T09:01:00Z' });
    expect(callingOf(await posts(house))).toEqual([
      ['anna', 'report evidence of irina', 'dns evidence of dmitri'],
      ['irina', 'report evidence'],
    ]);
    house.clock.set({ to: '2026-12-02T16:30:00Z' });
    expect(await posts(house)).toEqual([]);
  });

  it('what each was told last is drawn anew as it goes on, what they were told before once it is over', async () => {
    const due = async () => {
      const rows = await house.query<{ key: string }>(
        `select key from engine.card where version > sent_version and key like 'reminder:%' order by key`,
      );
      await posts(house);
      return rows.map(({ key }) => key);
    };
    const { id: attemptId } = await house.reach('dns', 'asking');
    await house.engine.commands.take(actor('dmitri'), { attemptId });
    expect(await due()).toEqual(['reminder:id-anna:1', 'reminder:id-dmitri:2']);
    await house.engine.commands.complete(actor('dmitri'), { attemptId });
    await house.reach('dns', 'done');
    expect(await due()).toEqual(['reminder:id-anna:1', 'reminder:id-dmitri:1', 'reminder:id-dmitri:2']);
  });

  it('what is done is asked of nobody any more, and the log tells who was told what', async () => {
    await house.engine.commands.complete(actor('irina'), { attemptId: (await house.reach('report', 'running')).id });
    house.clock.set({ to: '2026-12-04T10:00:00Z' });
    expect(await posts(house)).toEqual([]);
    const told = (await house.engine.queries.log({ limit: 100 })).filter(({ what }) => what === 'reminded');
    expect(told.map(({ facts }) => facts['name'])).toEqual(['irina', 'anna', 'dmitri', 'irina', 'dmitri']);
  });
});

describe('in the night, between its first change and the switch', () => {
  let house: House;
  let seen = false;
  const gone = new FakeTenant(['b']);

  beforeAll(async () => {
    house = await House.build({
      restarts: true,
      runbook: [
        step('go-no-go', { kind: 'gate', risk: 'gate', phase: 'eve', roles: ['project-manager', 'business-owner'] }),
        step('first', { phase: 'cutover', after: ['go-no-go'] }),
        step('second', { kind: 'change', action: 'second', phase: 'cutover', after: ['first'] }),
        step('record', { phase: 'cutover', after: ['first'], roles: ['dns-admin'], action: 'record' }),
        step('dns-switch', { phase: 'cutover', after: ['second', 'record'], roles: ['dns-admin'] }),
        step('later', { phase: 'after', after: ['dns-switch'], roles: ['dns-admin'] }),
      ],
      actions: {
        second: renaming(gone, 'new'),
        record: defineTask({
          name: 'record',
          brief: () => Promise.resolve({ records: [], remarks: [] }),
          watch: () => Promise.resolve([{ status: seen ? 'passed' : 'failed', code: 'user-synced', facts: {} }]),
          watchEvery: 60,
          watchWithin: 6 * 3600,
        }),
      },
    });
    await house.people({ irina: ['source-admin'], dmitri: ['dns-admin'], sergei: ['business-owner'] });
    for (const name of ['anna', 'sergei'])
      await house.engine.commands.vote(actor(name), {
        attemptId: (await house.reach('go-no-go', 'asking')).id,
        vote: 'go',
      });
    await house.engine.commands.complete(actor('irina'), { attemptId: (await house.reach('first', 'asking')).id });
    await house.reach('second', 'asking');
    await house.engine.commands.complete(actor('dmitri'), { attemptId: (await house.reach('record', 'asking')).id });
    await house.reach('record', 'verifying');
    await posts(house);
  });
  afterAll(() => house.pullDown());
  const pass = async (minutes: number) => {
    house.clock.set({ advance: minutes * 60 });
    return callingOf(await posts(house));
  };

  it('whoever is waited for is called after a quarter of an hour, also who reported what has not come', async () => {
    expect(await pass(14)).toEqual([]);
    expect(await pass(2)).toEqual([
      ['dmitri', 'record watched'],
      ['irina', 'second role'],
    ]);
  });

  it('nothing is repeated by a process that starts anew', async () => {
    await house.close();
    await house.open();
    expect(await pass(1)).toEqual([]);
  });

  it('the lead hears after half an hour, in one post', async () => {
    expect(await pass(14)).toEqual([['anna', 'second role of irina', 'record watched of dmitri']]);
    expect(await pass(20)).toEqual([]);
  });

  it('a stop holds it back, and what it held counts from its end', async () => {
    await house.engine.commands.stop(actor('anna'), { reason: 'the mover is down' });
    expect(await pass(120)).toEqual([]);
    for (const name of ['anna', 'irina']) await house.engine.commands.resume(actor(name));
    expect(await pass(1)).toEqual([]);
    expect(await pass(16)).toEqual([
      ['dmitri', 'record watched'],
      ['irina', 'second role'],
    ]);
  });

  it('somebody who has just been given a role is not called as if they had had it for long', async () => {
    await house.engine.commands.assign(actor('anna'), { role: 'source-admin', person: personToAssign('marcus') });
    expect((await pass(14)).filter(([to]) => to === 'marcus')).toEqual([]);
    expect((await pass(3)).filter(([to]) => to === 'marcus')).toEqual([['marcus', 'second role']]);
  });

  it('after the switch a day has its hours again', async () => {
    seen = true;
    await house.approve('second', ['irina']);
    await house.reach('second', 'done');
    house.clock.set({ advance: 1200 });
    await house.reach('record', 'done');
    await house.engine.commands.complete(actor('dmitri'), {
      attemptId: (await house.reach('dns-switch', 'asking')).id,
    });
    await house.reach('later', 'asking');
    await posts(house);
    expect(await pass(60)).toEqual([]);
  });
});
