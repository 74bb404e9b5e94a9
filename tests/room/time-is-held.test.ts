import { cast } from '../../src/rehearsal/cast';
import { play, type PlayResult } from '../../src/rehearsal/people/play';
import { places } from '../../src/rehearsal/room/identities';
import { clockOnTheWall, type ClockOnTheWall } from './support/clock-on-the-wall';
import { cardAnswer, FakeBot, simpleCard, textAnswer, withCard } from './support/fake-bot';
import { runRoom, type RunningRoom } from './support/running-room';

const channel = places().channels[0]!.id;
const begin = '2026-12-01T08:00:00.000Z';
const inAWeek = '2026-12-08T08:00:00.000Z';

let wall: ClockOnTheWall;
let room: RunningRoom;
let bot: FakeBot;
let over: AbortController;

beforeEach(async () => {
  wall = clockOnTheWall(begin);
  room = await runRoom({}, wall.answer);
  bot = await FakeBot.start(room);
  over = new AbortController();
});

afterEach(async () => {
  over.abort();
  wall.clock.close();
  await bot.close();
  await room.close();
});

const approve = { type: 'Action.Execute', title: 'Approve 12 changes', verb: 'approve', data: { attemptId: 'a1' } };
const standing = { type: 'Action.Execute', title: 'Look again', verb: 'refresh', data: {} };

/** A card about one step, on which some of the people have a button of their own. */
async function postStep(sign: string, whose: readonly string[]): Promise<string> {
  const texts = [`${sign} 46 · Access`, 'access-granted · log'].map((text) => ({ type: 'TextBlock', text }));
  const card = (actions: readonly object[]): Record<string, unknown> => simpleCard('', { body: texts, actions });
  const members = await bot.members(channel);
  const userIds = members.filter(({ name }) => whose.some((key) => name === nameOf(key))).map(({ id }) => id);
  bot.answer = ({ type, value }) => {
    if (type !== 'invoke') return {};
    return value?.trigger === 'automatic' ? cardAnswer(card([approve])) : textAnswer('Not now.');
  };
  const refresh = { action: standing, userIds };
  return bot.newPost(channel, withCard({ ...card([]), refresh }));
}

const nameOf = (key: string): string => cast.find((one) => one.key === key)?.name ?? '';

/** Anna is played by hand; the others play until it is over. */
const playWithoutAnna = (): Promise<PlayResult> =>
  play({
    baseUrl: room.url,
    cast,
    except: ['anna'],
    until: 'closing-report',
    signal: over.signal,
    patienceMs: 24 * 3_600_000,
  });

/** A card is posted and answered after whatever came before it: the people have seen it all by then. */
const gone = (): number => Math.round((wall.clock.now().getTime() - Date.parse(begin)) / 60_000);
const told = (): Promise<unknown> => {
  const { version } = wall.clock.state();
  wall.clock.tell('2026-12-01T08:30:00.000Z', true);
  return wall.clock.changedSince(version, 1_500);
};

test('while a card waits for somebody who is played by hand, the scripted people do not move the clock on', async () => {
  await postStep('◔', ['anna']);
  const playing = playWithoutAnna();
  await told();
  expect(gone()).toBe(0);

  over.abort();
  await playing.catch(() => undefined);
});

test('what somebody else can do as well holds nobody up', async () => {
  await postStep('◔', ['anna', 'sergei']);
  const playing = playWithoutAnna();
  await told();
  expect(gone()).toBe(30);

  over.abort();
  await playing.catch(() => undefined);
});

test('a clock that somebody has stopped stands for the scripted people, too, and goes on with them', async () => {
  await postStep('✓', []);
  wall.clock.order({ rate: 0 });
  const playing = playWithoutAnna();
  await told();
  expect(gone()).toBe(0);

  const { version } = wall.clock.order({ rate: 1 });
  await wall.clock.changedSince(version, 5_000);
  expect(gone()).toBe(30);
  over.abort();
  await playing.catch(() => undefined);
});

test('an order that holds to the pause moves nothing while the clock stands', () => {
  const { clock } = clockOnTheWall(begin);
  clock.order({ rate: 0 });
  const before = clock.state();

  expect(clock.order({ advance: 3_600, unlessPaused: true })).toEqual(before);
  expect(clock.order({ advanceTo: inAWeek, unlessPaused: true })).toEqual(before);
  expect(clock.order({ rate: 1, advance: 3_600 }).version).toBe(before.version + 1);
});
