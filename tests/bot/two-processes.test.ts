/** Two processes on one PostgreSQL database, as far as one can show it inside one: each has its engine, its durable jobs, its bot. */
import { refused } from '../../src/errors';
import { createBot, type Bot } from '../../src/bot/bot';
import { wallTimers } from '../../src/bot/channel/timers';
import { conversationOf, type Limit } from '../../src/bot/channel/send-limits';
import { defineCheck } from '../../src/contract/check';
import { phases } from '../../src/contract/step';
import type { createDurableJobs } from '../../src/store/durable';
import { translate } from '../../src/locales/index';
import { House, step, type HouseOptions } from '../engine/support/house';
import { postgresBinaries, startPostgres, type PostgresServer } from '../store/support/postgres-server';
import { silent, trustOf } from './support/edge';
import { channelId, startFakeChannel, tenantId, botId, type FakeChannel } from './support/fake-channel';
import { quiet, until } from './support/hand-clock';
import { plainViews } from './support/plain-views';

const bin = postgresBinaries();
if (bin === null)
  process.stderr.write('no PostgreSQL server found here: two processes on one database are not tried\n');
const onPostgres = bin === null ? describe.skip : describe;

/** DBOS, loaded once more: what another process has of its own. */
async function jobsOfAnotherProcess(): Promise<typeof createDurableJobs> {
  let found: { createDurableJobs: typeof createDurableJobs } | undefined;
  await jest.isolateModulesAsync(async () => {
    found = await import('../../src/store/durable.js');
  });
  if (found === undefined) throw new Error('the jobs were not loaded');
  return found.createDurableJobs;
}

onPostgres('two processes on one database', () => {
  let server: PostgresServer;
  let channel: FakeChannel;
  let jobs: readonly (typeof createDurableJobs)[];
  let databaseUrl: string;
  let houses: House[] = [];
  let bots: Bot[] = [];

  beforeAll(async () => {
    server = await startPostgres(bin ?? '');
    jobs = [await jobsOfAnotherProcess(), await jobsOfAnotherProcess()];
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    channel = await startFakeChannel();
    databaseUrl = await server.newDatabase();
  });
  afterEach(async () => {
    for (const bot of bots) await bot.stop();
    for (const house of houses) await house.pullDown();
    await channel.close();
    [houses, bots] = [[], []];
  });

  const nothingToDo: HouseOptions = { runbook: [step('by-hand')] };
  async function start(options: HouseOptions = nothingToDo): Promise<House> {
    const createJobs = jobs[houses.length];
    const house = await House.build({ ...(createJobs === undefined ? {} : { createJobs }), ...options, databaseUrl });
    houses.push(house);
    return house;
  }
  function botOf(house: House, limits: readonly Limit[] = []): Bot {
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
      limits,
      editEveryMs: 10,
      timers: wallTimers,
    });
    bots.push(bot);
    return bot;
  }
  const bind = (house: House): Promise<void> =>
    house.engine.outbox.remember(
      'channel',
      JSON.stringify({ serviceUrl: channel.serviceUrl, conversationId: channelId, tenantId, teamId: null, botId }),
    );
  /** Cards that are new to everybody, with no process told of them. */
  const newCards = (house: House, keys: readonly string[]): Promise<unknown> =>
    house.query(
      `insert into engine.card (key, thread, version, marked_at) select key, null, 1, now() from unnest($1::text[]) as key
         on conflict (key) do update set version = 1, sent_version = 0, activity_id = null, posting = false`,
      [keys],
    );
  const boards = phases.map((phase) => `board:${phase}`);
  const summaries = (): string[] =>
    channel.received.map(({ body }) => String((body['activity'] as { summary?: string } | undefined)?.summary ?? ''));
  const open = async (house: House): Promise<boolean> =>
    (await house.query(`select 1 from engine.card where version > sent_version or posting`)).length > 0;

  test('no card is posted twice when both bots see it due', async () => {
    const [one, other] = [await start(), await start()];
    await bind(one);
    await newCards(one, [...boards, 'welcome', 'stop']);
    await Promise.all([botOf(one).start(), botOf(other).start()]);
    await one.until(async () => !(await open(one)));
    await quiet();

    const posted = channel.received.filter(({ method }) => method === 'POST').length;
    expect([...new Set(summaries())].sort()).toEqual([...boards, 'welcome', 'stop'].sort());
    expect(posted).toBe(8);
  });

  test('a start calls no post in doubt that another process is waiting for', async () => {
    const one = await start();
    await bind(one);
    let answer = (): void => undefined;
    channel.mishaps.push({ answerAfter: new Promise((resolve) => (answer = resolve)) });
    await botOf(one).start();
    await until(() => channel.received.length === 1);

    await botOf(await start()).start();
    await quiet();
    expect(JSON.stringify(channel.received)).not.toContain(translate('en', 'refusals.outbox.in-doubt'));
    answer();
    await one.until(async () => !(await open(one)));
    expect(channel.posted.size).toBe(1);
  });

  /** A check that does not end before it is let go, or its process stops. */
  function longLook() {
    let letGo = (): void => undefined;
    const gate = new Promise<void>((resolve) => (letGo = resolve));
    const look = { times: 0, letGo: () => letGo() };
    const options: HouseOptions = {
      runbook: [step('look', { kind: 'check', action: 'look' })],
      actions: {
        look: defineCheck({
          name: 'look',
          run: async ({ signal }) => {
            look.times += 1;
            await Promise.race([gate, new Promise((_done, stopped) => signal.addEventListener('abort', stopped))]);
            return { findings: [], evidence: [] };
          },
        }),
      },
    };
    return { look, options };
  }

  test('a start leaves alone what another process is carrying out', async () => {
    const { look, options } = longLook();
    const one = await start(options);
    await one.people({ irina: ['source-admin'] });
    await until(() => look.times === 1);
    await start(options);
    await quiet();
    look.letGo();
    await one.reach('look', 'done');
    expect(look.times).toBe(1);
  });

  test('who takes over from a process that died goes on with its own work', async () => {
    const { look, options } = longLook();
    const one = await start({
      ...options,
      createJobs: (more) => (jobs[0] as typeof createDurableJobs)({ ...more, deadAfterMs: 700 }),
    });
    await one.people({ irina: ['source-admin'] });
    await until(() => look.times === 1);
    await one.query(`insert into store_replica (id, beat) values ('killed', now() - interval '1 hour')`);
    await one.until(async () => (await one.query(`select 1 from store_replica where id = 'killed'`)).length === 0);
    await quiet();
    look.letGo();
    await one.reach('look', 'done');
    expect(look.times).toBe(1);
  });

  test('what a process leaves that stops is carried out by the other, without a start', async () => {
    const { look, options } = longLook();
    const one = await start(options);
    await one.people({ irina: ['source-admin'] });
    await until(() => look.times === 1);
    const other = await start(options);
    houses.splice(houses.indexOf(one), 1);
    await one.pullDown();
    await until(() => look.times === 2);
    look.letGo();
    await other.reach('look', 'done');
  });

  test('what a process left that died is taken up, and a post of its own is told to be in doubt once', async () => {
    const [one, other] = [await start(), await start()];
    await bind(one);
    await newCards(one, ['welcome']);
    await one.engine.outbox.claim();
    await one.engine.outbox.posting('welcome');
    await one.query(`update engine.card set sent_version = version where key <> 'welcome'`);
    // What a process looks like that was killed: nobody beats for it.
    await one.query(`update engine.card set claimed_by = 'killed' where key = 'welcome'`);
    await newCards(one, ['stop']);
    await one.query(`update engine.card set claimed_by = 'killed', claimed_at = now() where key = 'stop'`);

    await Promise.all([botOf(one).start(), botOf(other).start()]);
    await until(() => channel.received.length === 2);
    await quiet();
    expect(channel.received).toHaveLength(2);
    expect(summaries().filter((summary) => summary !== '')).toEqual(['stop']);
    expect(JSON.stringify(channel.received)).toContain(translate('en', 'refusals.outbox.in-doubt'));
  });

  test('together they keep the limits of a conversation', async () => {
    const limit: Limit = { count: 3, withinMs: 700 };
    // The moments by the database's clock, kept for as long as the test needs them: when a turn arrives is the machine's business.
    const remembering: Limit = { count: 1_000, withinMs: 600_000 };
    const [one, other] = [await start(), await start()];
    await bind(one);
    await newCards(one, [...boards, 'welcome', 'stop']);
    await Promise.all([botOf(one, [limit, remembering]).start(), botOf(other, [limit, remembering]).start()]);
    await one.until(async () => !(await open(one)));

    const [row] = await one.query<{ sent: readonly number[] }>(
      `select sent from engine.conversation where id = '${conversationOf(channelId)}'`,
    );
    const turns = row?.sent ?? [];
    expect(turns).toHaveLength(channel.received.length);
    const most = Math.max(
      ...turns.map((from) => turns.filter((at) => at >= from && at < from + limit.withinMs).length),
    );
    expect(most).toBeLessThanOrEqual(limit.count);
  });

  test('an activity that one of them has taken is a replay for the other', async () => {
    const [one, other] = [await start(), await start()];
    const [bot, second] = [botOf(one), botOf(other)];
    const authorization = `Bearer ${channel.token()}`;
    const activity = channel.activity('message', 'anna', { text: 'help' });

    expect((await bot.receive(authorization, activity)).status).toBe(200);
    expect(await second.receive(authorization, activity)).toMatchObject({
      status: 403,
      body: { error: { code: 'Replayed' } },
    });
  });

  test('the channel that one of them learned is the channel of both', async () => {
    const [one, other] = [await start(), await start()];
    const [bot, second] = [botOf(one), botOf(other)];
    await second.start();
    const add = channel.activity('installationUpdate', 'anna', { action: 'add' });
    await bot.receive(`Bearer ${channel.token()}`, add);
    await newCards(other, ['welcome']);
    // Only the second one sends.
    const elsewhere = channel.activity('installationUpdate', 'anna', {
      action: 'add',
      channelData: { tenant: { id: tenantId }, team: { id: 't' }, channel: { id: '19:elsewhere@thread.tacv2' } },
    });
    await second.receive(`Bearer ${channel.token()}`, elsewhere);
    await until(() => channel.received.length === 1);

    expect(channel.received[0]?.body).toMatchObject({ channelData: { channel: { id: channelId } } });
  });

  test('what one of them marks wakes the other', async () => {
    const [one, other] = [await start(), await start()];
    const woken = new Promise<void>((resolve) => {
      other.engine.outbox.onDue(resolve);
    });
    await one.people({ irina: ['source-admin'] });

    await woken;
  });
});
