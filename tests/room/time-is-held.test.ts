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
/** Who pressed, on which card; and each card as it is for those who are asked. */
let presses: [string, string][];
let own: Map<string, Record<string, unknown>>;
let wake: () => void;

beforeEach(async () => {
  wall = clockOnTheWall(begin);
  room = await runRoom({}, wall.answer);
  bot = await FakeBot.start(room);
  over = new AbortController();
  [presses, own, wake] = [[], new Map(), () => undefined];
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
  bot.answer = ({ type, value, replyToId, from }) => {
    if (type !== 'invoke') return {};
    if (value?.trigger === 'automatic') return cardAnswer(own.get(replyToId ?? '') ?? card([approve]));
    presses.push([from.name, replyToId ?? '']);
    wake();
    return textAnswer('Not now.');
  };
  const refresh = { action: standing, userIds };
  const id = await bot.newPost(channel, withCard({ ...card([]), refresh }));
  own.set(id, card([approve]));
  return id;
}

const nameOf = (key: string): string => cast.find((one) => one.key === key)?.name ?? '';

const pressedBy = (key: string): readonly string[] =>
  presses.flatMap(([name, id]) => (name === nameOf(key) ? [id] : []));

async function untilPressed(key: string, messageId?: string): Promise<void> {
  while (!pressedBy(key).some((id) => messageId === undefined || id === messageId))
    await new Promise<void>((resolve) => (wake = resolve));
}

/** Anna is played by hand; the others play until it is over. */
const playWithoutAnna = (fairWhileMs?: number): Promise<PlayResult> =>
  play({
    ...(fairWhileMs === undefined ? {} : { fairWhileMs }),
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

test('what somebody else could do as well moves no day either, also after they were told that it cannot be now', async () => {
  await postStep('◔', ['anna', 'sergei']);
  const playing = playWithoutAnna(0);
  await untilPressed('sergei');
  await told();
  expect(gone()).toBe(0);

  over.abort();
  await playing.catch(() => undefined);
});

test('what only others can do, and what came to its end, moves the clock on for whoever is played by hand', async () => {
  await postStep('✓', ['anna']);
  await postStep('◔', ['sergei']);
  const playing = playWithoutAnna(0);
  await told();
  expect(gone()).toBe(30);

  over.abort();
  await playing.catch(() => undefined);
});

test('while all writes are stopped nobody moves the clock on', async () => {
  const stopped = ['resume', 'see-status'].map((verb) => ({ type: 'Action.Execute', title: verb, verb, data: {} }));
  await bot.newPost(channel, withCard(simpleCard('All writes are stopped', { actions: stopped })));
  await postStep('✓', []);
  const playing = playWithoutAnna();
  await told();
  expect(gone()).toBe(0);

  over.abort();
  await playing.catch(() => undefined);
});

test('what whoever sits at the page could press too is left to them for a fair while; what they could not is not', async () => {
  const both = await postStep('◔', ['anna', 'sergei']);
  const sergeisAlone = await postStep('◔', ['sergei']);
  const playing = playWithoutAnna(3_000);
  await untilPressed('sergei');
  expect(pressedBy('sergei')).toEqual([sergeisAlone]);

  await untilPressed('sergei', both);
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
