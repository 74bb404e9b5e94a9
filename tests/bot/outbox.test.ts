import { translate } from '../../src/locales/index';
import { botFor } from './support/edge';
import { botId, channelId, startFakeChannel, tenantId, type FakeChannel } from './support/fake-channel';
import { handClock, quiet, until } from './support/hand-clock';
import { recordingEngine, type RecordingEngine } from './support/recording-engine';

const maybeMissing = translate('en', 'refusals.outbox.in-doubt');

let channel: FakeChannel;
let recording: RecordingEngine;
let clock: ReturnType<typeof handClock>;
let bot: ReturnType<typeof botFor>;

beforeEach(async () => {
  channel = await startFakeChannel();
  clock = handClock();
  recording = recordingEngine(new Map(), new Map(), clock.timers.now);
  bind();
  bot = botFor(channel, recording, { timers: clock.timers });
});
afterEach(async () => {
  await bot.stop();
  await channel.close();
});

const bind = (): void => {
  const where = { serviceUrl: channel.serviceUrl, conversationId: channelId, tenantId, teamId: null, botId };
  recording.facts.set('channel', JSON.stringify(where));
};
const sent = (key: string): number => recording.cards.get(key)?.sent ?? 0;
const textOf = (body: unknown): string => JSON.stringify(body);

test('boards start threads, and a step card goes into the thread of its phase', async () => {
  recording.mark('attempt:att-1', 'prepare');
  recording.mark('board:prepare');
  await bot.start();
  await clock.passUntil(() => sent('board:prepare') === 1);
  await clock.passUntil(() => sent('attempt:att-1') === 1);

  expect(channel.received.map(({ path }) => path)).toEqual([
    '/v3/conversations',
    expect.stringMatching(/^\/v3\/conversations\/19:project@thread\.tacv2;messageid=\d+\/activities$/),
  ]);
});

test('a card is edited in place, and what changed between two edits is one edit', async () => {
  recording.mark('welcome');
  await bot.start();
  await until(() => sent('welcome') === 1);
  for (let change = 0; change < 20; change += 1) recording.mark('welcome');
  await quiet();
  expect(channel.received).toHaveLength(1);
  await clock.passUntil(() => sent('welcome') === 21);

  expect(channel.received.map(({ method }) => method)).toEqual(['POST', 'PUT']);
  expect(channel.posted.size).toBe(1);
});

for (const mishap of [
  { status: 412 },
  { status: 429, retryAfter: '3' },
  { status: 429 },
  { status: 502 },
  { status: 503 },
  { status: 504 },
]) {
  test(`${JSON.stringify(mishap)} is tried again after the wait, and the card is there once`, async () => {
    channel.mishaps.push(mishap);
    recording.mark('welcome');
    await bot.start();
    await until(() => channel.received.length === 1);
    await quiet();
    expect(channel.received).toHaveLength(1);
    await clock.passUntil(() => sent('welcome') === 1);

    expect(channel.posted.size).toBe(1);
  });
}

for (const lost of ['lost-after-doing', 'lost-before-doing'] as const) {
  test(`a post whose answer was ${lost} is never posted again; one line says that a card may be missing`, async () => {
    channel.mishaps.push(lost);
    recording.mark('welcome');
    await bot.start();
    await until(() => channel.received.length === 2);
    for (let hour = 0; hour < 3; hour += 1) {
      recording.mark('welcome');
      clock.pass(3_600_000);
      await quiet();
    }

    expect(channel.received).toHaveLength(2);
    expect(textOf(channel.received[1]?.body)).toContain(maybeMissing);
    expect(recording.cards.get('welcome')?.posting).toBe(true);
  });
}

test('after a crash in the middle of a post nothing is doubled, however often the bot starts', async () => {
  recording.mark('attempt:att-1', 'prepare');
  await recording.engine.outbox.claim();
  await recording.engine.outbox.posting('attempt:att-1');
  recording.died();
  await bot.start();
  await until(() => channel.received.length === 1);
  await bot.stop();
  const again = botFor(channel, recording, { timers: clock.timers });
  await again.start();
  await quiet();
  await again.stop();

  expect(channel.received).toHaveLength(1);
  expect(textOf(channel.received[0]?.body)).toContain(maybeMissing);
});

test('a card in doubt that Teams itself asks to refresh is there after all, and is kept up to date from then on', async () => {
  channel.mishaps.push('lost-after-doing');
  recording.mark('attempt:att-1', null);
  await bot.start();
  await until(() => channel.received.length === 2);
  const [there] = [...channel.posted.keys()] as [string];
  const value = {
    action: { type: 'Action.Execute', verb: 'refresh', data: { card: 'attempt:att-1' } },
    trigger: 'automatic',
  };
  const invoke = channel.activity('invoke', 'anna', { name: 'adaptiveCard/action', replyToId: there, value });

  const answer = await bot.receive(`Bearer ${channel.token()}`, invoke);
  await clock.passUntil(() => sent('attempt:att-1') === 1);

  expect(answer.status).toBe(200);
  expect(channel.received[2]).toMatchObject({ method: 'PUT', path: expect.stringContaining(there) });
});

test('an edit without an answer is simply made again', async () => {
  recording.mark('welcome');
  await bot.start();
  await until(() => sent('welcome') === 1);
  channel.mishaps.push('lost-after-doing');
  recording.mark('welcome');
  await clock.passUntil(() => channel.received.length === 2);
  await clock.passUntil(() => sent('welcome') === 2);

  expect(channel.posted.size).toBe(1);
});

test('a card somebody deleted is posted again', async () => {
  recording.mark('welcome');
  await bot.start();
  await until(() => sent('welcome') === 1);
  channel.posted.clear();
  recording.mark('welcome');
  await clock.passUntil(() => channel.received.length === 2);
  await clock.passUntil(() => sent('welcome') === 2);

  expect(channel.received.map(({ method }) => method)).toEqual(['POST', 'PUT', 'POST']);
});

test('a bot that was removed waits, and goes on when it is added again', async () => {
  channel.mishaps.push({ status: 403 });
  recording.mark('welcome');
  await bot.start();
  await until(() => channel.received.length === 1);
  await quiet();
  expect(channel.received).toHaveLength(1);
  await clock.passUntil(() => sent('welcome') === 1);
});

test('no published limit is passed, and everything arrives', async () => {
  for (let card = 0; card < 20; card += 1) recording.mark(`attempt:att-1`, null);
  for (const phase of ['prepare', 'stage', 'eve', 'cutover', 'after', 'back-out']) recording.mark(`board:${phase}`);
  for (const key of ['welcome', 'stop']) recording.mark(key);
  const at: number[] = [];
  let seen = 0;
  await bot.start();
  for (
    let tick = 0;
    tick < 60 && [...recording.cards.values()].some(({ sent: done, version }) => done < version);
    tick += 1
  ) {
    await quiet();
    while (seen < channel.received.length) {
      at.push(clock.timers.now());
      seen += 1;
    }
    clock.pass(100);
  }

  expect(channel.posted.size).toBe(9);
  const most = (within: number): number =>
    Math.max(...at.map((from) => at.filter((to) => to >= from && to < from + within).length));
  expect(most(1_000)).toBeLessThanOrEqual(7);
  expect(most(2_000)).toBeLessThanOrEqual(8);
});

test('cards wait until there is a channel; the first activity out of one tells which it is', async () => {
  recording.facts.clear();
  recording.mark('welcome');
  await bot.start();
  await quiet();
  expect(channel.received).toEqual([]);

  await bot.receive(`Bearer ${channel.token()}`, channel.activity('installationUpdate', 'anna', { action: 'add' }));
  await until(() => sent('welcome') === 1);

  expect(channel.received[0]?.body).toMatchObject({ channelData: { channel: { id: channelId } }, bot: { id: botId } });
});

test('the channel’s cards are nobody’s in particular', async () => {
  recording.mark('attempt:att-1', null);
  await bot.start();
  await until(() => sent('attempt:att-1') === 1);

  expect(textOf(channel.received[0]?.body)).toContain('for everybody in en');
});

describe('a step that comes to a halt after its card was posted', () => {
  const key = 'attempt:att-1';
  const halted = async (): Promise<void> => {
    recording.mark(key, 'prepare');
    recording.facts.set('thread:prepare', `${channelId};messageid=1`);
    await bot.start();
    await until(() => sent(key) === 1);
    recording.halts('2026-11-30T19:12:00.000Z');
    recording.mark(key);
    await clock.passUntil(() => channel.received.length >= 3);
    await clock.passUntil(() => sent(key) === 2);
  };

  test('is posted anew with whoever must act, because an edit tells nobody; the old card says that it goes on below', async () => {
    await halted();
    expect(channel.received.map(({ method }) => method)).toEqual(['POST', 'PUT', 'POST']);
    expect(textOf(channel.received[1]?.body)).toContain('moved:att-1 for everybody');
    expect(textOf(channel.received[2]?.body)).toContain('attempt:att-1 for everybody');
  });

  test('is edited in place from then on, until it halts anew', async () => {
    await halted();
    recording.mark(key);
    await clock.passUntil(() => sent(key) === 3);
    expect(channel.received.map(({ method }) => method)).toEqual(['POST', 'PUT', 'POST', 'PUT']);
    recording.halts(null);
    recording.mark(key);
    await clock.passUntil(() => sent(key) === 4);
    recording.halts('2026-11-30T20:30:00.000Z');
    recording.mark(key);
    await clock.passUntil(() => sent(key) === 5);
    expect(channel.received.map(({ method }) => method).slice(4)).toEqual(['PUT', 'PUT', 'POST']);
  });

  test('is not posted anew for what is older than what its post told last: a newer no was taken back', async () => {
    await halted();
    recording.halts('2026-11-30T19:05:00.000Z');
    recording.mark(key);
    await clock.passUntil(() => sent(key) === 3);
    expect(channel.received.map(({ method }) => method)).toEqual(['POST', 'PUT', 'POST', 'PUT']);
    expect(textOf(channel.received[3]?.body)).toContain('attempt:att-1 for everybody');
  });

  test('is posted once where that was its first card', async () => {
    recording.halts('2026-11-30T19:12:00.000Z');
    recording.mark(key, null);
    await bot.start();
    await until(() => sent(key) === 1);
    recording.mark(key);
    await clock.passUntil(() => sent(key) === 2);
    expect(channel.received.map(({ method }) => method)).toEqual(['POST', 'PUT']);
  });
});

test('what the clock reminds of is posted once in the thread of its phase, and edited from then on', async () => {
  recording.mark('board:cutover');
  recording.mark('reminder:id-anna:1', 'cutover');
  await bot.start();
  await clock.passUntil(() => sent('reminder:id-anna:1') === 1);
  recording.mark('reminder:id-anna:1');
  await clock.passUntil(() => sent('reminder:id-anna:1') === 2);

  expect(channel.received.map(({ method }) => method)).toEqual(['POST', 'POST', 'PUT']);
  expect(channel.received[1]?.path).toMatch(/;messageid=\d+\/activities$/);
});
