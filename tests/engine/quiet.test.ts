/** What is posted to the channel, and what only edits a card that is there: people are called for what waits for them, once. */
import { defineCheck } from '../../src/contract/check.js';
import type { Finding } from '../../src/contract/finding.js';
import { haltFact, haltOf } from '../../src/bot/channel/halt.js';
import { newsAt } from '../../src/engine/kinds/reading/news.js';
import type { Attempt } from '../../src/engine/state.js';
import { actor, House, step } from './support/house.js';
import { FakeTenant, renaming } from './support/tenant.js';

let house: House;
const tenant = new FakeTenant(['a', 'b']);
let found: readonly string[] = ['u1', 'u2'];

const findingOf = (id: string): Finding => ({
  status: 'failed',
  code: 'blocker-user',
  facts: { name: id, through: `${id}@contoso.com`, domain: 'contoso.com' },
  object: { kind: 'user', id, label: id },
});
const look = defineCheck({
  name: 'look',
  run: () => Promise.resolve({ findings: found.map(findingOf), evidence: [] }),
});
const passes = defineCheck({ name: 'passes', run: () => Promise.resolve({ findings: [], evidence: [] }) });

beforeAll(async () => {
  house = await House.build({
    runbook: [
      step('look', { kind: 'check', action: 'look', nightly: true }),
      step('rename', { kind: 'change', action: 'rename' }),
      step('passes', { kind: 'check', action: 'passes', phase: 'stage' }),
      step('asks', { phase: 'eve', after: ['passes'] }),
    ],
    actions: { look, passes, rename: renaming(tenant, 'new') },
  });
  await house.people({ irina: ['source-admin'] });
});
afterAll(() => house.pullDown());

const cardsOf = (pattern: string) =>
  house.query<{ key: string; activity_id: string | null }>(
    `select key, activity_id from engine.card where key like $1 order by key`,
    [pattern],
  );

/** The channel has taken whatever is due. */
async function everythingIsPosted(): Promise<void> {
  const { outbox } = house.engine;
  for (let card = (await outbox.claim()).card; card !== null; card = (await outbox.claim()).card) {
    if (card.posted === null) {
      await outbox.posting(card.key);
      await outbox.posted(card.key, card.version, { conversationId: 'c', activityId: `post of ${card.key}` });
    } else await outbox.edited(card.key, card.version);
  }
}

const haltOfLook = async (): Promise<string | null> => {
  const snapshot = await house.engine.queries.step('look');
  return snapshot === null ? null : haltOf(snapshot);
};
const lookAgain = async () => {
  const { number } = await house.reach('look', 'attention');
  await house.engine.commands.again(actor('irina'), { stepId: 'look' });
  return house.reach('look', (attempt) => attempt?.number === number + 1 && attempt.state === 'attention');
};

test('a phase that waits for nobody posts nothing, and one that waits for somebody has its board', async () => {
  await house.reach('passes', 'done');
  await house.reach('asks', 'asking');
  expect((await cardsOf('board:%')).map(({ key }) => key)).toEqual(['board:eve', 'board:prepare']);
});

test('a check that is looked at again goes on on its one card, and calls people again only for what is new', async () => {
  await house.reach('look', 'attention');
  await everythingIsPosted();
  const called = await haltOfLook();

  found = ['u2'];
  await lookAgain();
  expect(await cardsOf('attempt:look-%')).toEqual([{ key: 'attempt:look-2', activity_id: 'post of attempt:look-1' }]);
  expect(await haltOfLook()).toBe(called);
  // What was told of one look holds for the next on the same card.
  expect(haltFact('attempt:look-2')).toBe(haltFact('attempt:look-1'));

  found = ['u2', 'u3'];
  await lookAgain();
  expect((await cardsOf('attempt:look-%')).map(({ key }) => key)).toEqual(['attempt:look-3']);
  expect(await haltOfLook()).not.toBe(called);
});

test('a night that finds the same edits the card; one that finds more calls people anew', async () => {
  const night = async (): Promise<string | null> => {
    const seen = (await house.reach('look', 'attention')).lookedAt;
    house.clock.set({ advance: 24 * 3600 });
    await house.reach('look', (attempt) => attempt?.state === 'attention' && attempt.lookedAt !== seen);
    return haltOfLook();
  };
  const called = await haltOfLook();
  expect(await night()).toBe(called);
  found = [...found, 'u4'];
  expect(await night()).not.toBe(called);
  expect((await cardsOf('attempt:look-%')).map(({ key }) => key)).toEqual(['attempt:look-3']);
});

test('the very same plan made anew is asked about on its one card, also after a no; another one before anybody has answered goes on there, and after a no is asked anew', async () => {
  const first = await house.reach('rename', 'asking');
  await everythingIsPosted();
  const { commands } = house.engine;
  const planAgain = async (there: (attempt: Attempt) => boolean) => {
    await commands.again(actor('irina'), { stepId: 'rename' });
    return house.reach('rename', (attempt) => attempt?.state === 'asking' && there(attempt));
  };
  const card = (number: number) => ({ key: `attempt:rename-${number}`, activity_id: 'post of attempt:rename-1' });
  const { lookedAt } = await planAgain((attempt) => attempt.lookedAt !== null);
  await commands.refuse(actor('irina'), { attemptId: first.id, reason: 'not today' });
  house.clock.set({ advance: 60 });
  await planAgain((attempt) => attempt.lookedAt !== lookedAt);
  expect(await cardsOf('attempt:rename-%')).toEqual([card(1)]);
  await everythingIsPosted();

  await commands.takeBack(actor('irina'), { attemptId: first.id });
  tenant.values.set('c', 'old-c');
  const { id } = await planAgain(({ number }) => number === 2);
  expect(await cardsOf('attempt:rename-%')).toEqual([card(2)]);
  await commands.refuse(actor('irina'), { attemptId: id, reason: 'not today' });
  tenant.values.set('d', 'old-d');
  await planAgain(({ number }) => number === 3);
  expect((await cardsOf('attempt:rename-%')).map(({ key }) => key)).toEqual(['attempt:rename-2', 'attempt:rename-3']);
  // The same changes, and a warning that nobody has read.
  tenant.warnings = [{ code: 'user-synced', facts: {} }];
  expect((await planAgain(({ number }) => number === 4)).plan?.warnings).toEqual(tenant.warnings);
});

test('whatever was edited longest ago is edited first, be it the youngest board: cards that change all the time keep nothing waiting', async () => {
  await everythingIsPosted();
  const { outbox } = house.engine;
  const ago = (key: string, seconds: number) =>
    house.query(
      `update engine.card set version = version + 1, not_before = now() - $2 * interval '1 second' where key = $1`,
      [key, seconds],
    );
  await ago('board:eve', 60);
  await ago('welcome', 20);
  await ago('attempt:look-3', 1);
  // One that was edited a moment ago may wait for the cards of steps, whose people wait for them.
  await ago('board:prepare', 2);
  const order: string[] = [];
  for (let { card } = await outbox.claim(); card !== null; { card } = await outbox.claim()) {
    order.push(card.key);
    await outbox.edited(card.key, card.version);
  }
  expect(order).toEqual(['board:eve', 'welcome', 'attempt:look-3', 'board:prepare']);
});

test.each([
  ['nothing was called for yet', null, ['u1'], 'now'],
  ['the same is found', ['u1', 'u2'], ['u1', 'u2'], 'then'],
  ['less is found', ['u1', 'u2'], ['u2'], 'then'],
  ['something else is found', ['u1'], ['u2'], 'now'],
] as const)('when %s, it is news of the right moment', (_case, before, open, moment) => {
  const called = before === null ? null : { findings: before.map(findingOf), news_at: 'then' };
  expect(newsAt(called, open.map(findingOf), 'now')).toBe(moment);
});
