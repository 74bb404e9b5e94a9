/** What holds the domains, looked at when somebody asks: the last look at once, the one of now when it has ended. */
import { defineCheck } from '../../src/contract/check.js';
import type { CardDue } from '../../src/engine/state.js';
import { House, actor, step } from './support/house.js';
import { FakeTenant, renaming } from './support/tenant.js';

const seen = { held: 7, fails: false, looks: 0, wait: Promise.resolve() };
const scan = defineCheck({
  name: 'domain-blockers',
  async run() {
    seen.looks += 1;
    await seen.wait;
    if (seen.fails) throw new Error('the tenant does not answer');
    const facts = { count: seen.held, byStep: seen.held, byPeople: 0 };
    return { findings: [{ status: 'passed' as const, code: 'scan-users' as const, facts }], evidence: [] };
  },
});

let house: House;

beforeAll(async () => {
  house = await House.build({
    runbook: [
      step('domain-blockers', { kind: 'check', action: 'domain-blockers' }),
      step('upn-to-initial-domain', {
        kind: 'change',
        action: 'upn-to-initial-domain',
        phase: 'cutover',
        side: 'source',
        after: ['domain-blockers'],
      }),
      step('remove-domain-source', { phase: 'cutover', releases: true, after: ['upn-to-initial-domain'] }),
    ],
    actions: { 'domain-blockers': scan, 'upn-to-initial-domain': renaming(new FakeTenant(['d']), 'moved') },
  });
  await house.people({ irina: ['source-admin'] });
  await house.reach('domain-blockers', 'done');
});
afterAll(() => house.pullDown());

const report = async () => {
  const known = await house.engine.queries.blockers();
  if (known === null) throw new Error('nothing was seen');
  return known;
};
const looksFrom = async (looks: number) =>
  house.until(async () => seen.looks > looks && (await report()).looking === undefined);

/** Everything due, taken as sent. */
async function claimed(): Promise<readonly CardDue[]> {
  const cards: CardDue[] = [];
  for (;;) {
    const { card } = await house.engine.outbox.claim();
    if (card === null) return cards;
    cards.push(card);
    if (card.posted !== null) await house.engine.outbox.edited(card.key, card.version);
    else {
      await house.engine.outbox.posting(card.key);
      await house.engine.outbox.posted(card.key, card.version, { conversationId: 'c', activityId: card.key });
    }
  }
}

test('who asks has it read anew, one look at a time; meanwhile the last one is what is known', async () => {
  const before = await report();
  let go = (): void => undefined;
  seen.wait = new Promise((resolve) => (go = resolve));
  house.clock.set({ advance: 3_600 });
  await house.engine.commands.lookAtBlockers();
  await house.engine.commands.lookAtBlockers();
  expect(await report()).toEqual({ ...before, looking: true });

  const place = { conversationId: 'c', activityId: 'answer' };
  await house.engine.outbox.follow('blockers:ru:1', place);
  await house.engine.outbox.follow('blockers:ru:2', place);
  seen.held = 5;
  go();
  await looksFrom(1);
  expect(seen.looks).toBe(2);
  const now = await report();
  expect(now.seenAt > before.seenAt).toBe(true);
  expect(now).toMatchObject({
    findings: [{ facts: { count: 5 } }],
    before: { seenAt: before.seenAt, findings: [{ facts: { count: 7 } }] },
  });
  // The check itself stands as it stood.
  expect((await house.engine.queries.step('domain-blockers'))?.attempt?.findings).toMatchObject([
    { facts: { count: 7 } },
  ]);
  // Of the answers the newest is edited, where it stands.
  const due = await claimed();
  expect(due.filter(({ key }) => key.startsWith('blockers:'))).toMatchObject([{ key: 'blockers:ru:2', posted: place }]);
  await house.engine.commands.lookAtBlockers();
  await looksFrom(2);
  expect((await claimed()).map(({ key }) => key)).toContain('blockers:ru:2');
});

test('a step that takes names off is told with its time, and a look that fails leaves what was known', async () => {
  await house.approve('upn-to-initial-domain', ['irina']);
  const { endedAt } = await house.reach('upn-to-initial-domain', 'done');
  expect((await report()).takenOff).toEqual([{ stepId: 'upn-to-initial-domain', at: endedAt }]);

  const before = await report();
  seen.fails = true;
  house.clock.set({ advance: 60 });
  await house.engine.commands.lookAtBlockers();
  await looksFrom(3);
  expect(await report()).toMatchObject({
    seenAt: before.seenAt,
    findings: before.findings,
    failed: { message: 'the tenant does not answer' },
  });
});

test('once the domain has left, the newest look says so and since when, and its cards are drawn anew', async () => {
  expect((await report()).leftAt).toBeUndefined();
  const { id: attemptId } = await house.reach('remove-domain-source', 'asking');
  await claimed();
  await house.engine.commands.take(actor('irina'), { attemptId });
  await house.engine.commands.complete(actor('irina'), { attemptId });
  await house.reach('remove-domain-source', 'done');
  expect((await report()).leftAt).toBe((await house.engine.queries.step('remove-domain-source'))?.since);
  const due = await house.query(`select key from engine.card where key like 'blockers%' and version > sent_version`);
  expect(due).toEqual(expect.arrayContaining([{ key: 'blockers' }, { key: 'blockers:ru:2' }]));
});
