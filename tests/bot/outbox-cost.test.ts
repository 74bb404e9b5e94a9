/** What it costs the database to bring cards to the channel, by the real engine. */
import { refused } from '../../src/errors';
import { createBot } from '../../src/bot/bot';
import { House, step } from '../engine/support/house';
import { silent, trustOf } from './support/edge';
import { botId, channelId, startFakeChannel, tenantId, type FakeChannel } from './support/fake-channel';
import { plainViews } from './support/plain-views';

const tasks = Array.from({ length: 40 }, (_, n) => step(`task-${n}`));
let house: House;
let channel: FakeChannel;

beforeAll(async () => {
  channel = await startFakeChannel();
  house = await House.build({ runbook: tasks });
  await house.people({ irina: ['source-admin'] });
  const where = { serviceUrl: channel.serviceUrl, conversationId: channelId, tenantId, teamId: null, botId };
  await house.engine.outbox.remember('channel', JSON.stringify(where));
  await house.until(
    async () => (await house.query(`select 1 from engine.card where key like 'attempt:%'`)).length === 40,
  );
});
afterAll(async () => {
  await house.pullDown();
  await channel.close();
});

/** How often a connection of the database was taken while that many new cards went out. */
async function taken(cards: number): Promise<number> {
  await house.query(`update engine.card set sent_version = version`);
  await house.query(
    `update engine.card set thread = null, sent_version = 0, activity_id = null, conversation_id = null
      where key in (select key from engine.card where key like 'attempt:%' order by key limit $1)`,
    [cards],
  );
  const bot = createBot({
    trust: trustOf(channel),
    engine: house.engine,
    views: plainViews,
    domains: { source: ['contoso.com'], destination: ['fabrikam.com'] },
    lang: 'en',
    link: (what, id, format) => `https://bot/files/${what}/${id}?${format}`,
    uploadLink: ({ attemptId, personId }) => `https://bot/uploads/${attemptId}?person=${personId}`,
    files: { transport: fetch, judge: () => refused('upload.empty'), most: 0 },
    log: silent,
    limits: [],
    editEveryMs: 0,
  });
  const posted = channel.posted.size;
  let count = 0;
  const counting = (): void => void (count += 1);
  house.database.pool.on('acquire', counting);
  await bot.start();
  await house.until(() => channel.posted.size === posted + cards);
  await bot.stop();
  house.database.pool.off('acquire', counting);
  return count;
}

test('a card costs the database the same whether few or many are due', async () => {
  await taken(1);
  const few = (await taken(5)) / 5;
  const many = (await taken(40)) / 40;

  expect(many).toBeLessThanOrEqual(few * 1.1);
});
