import { cast } from '../../src/rehearsal/cast';
import { play, type PlayResult } from '../../src/rehearsal/people/play';
import { places } from '../../src/rehearsal/room/identities';
import { clockOnTheWall, type ClockOnTheWall } from './support/clock-on-the-wall';
import { FakeBot, simpleCard, withCard } from './support/fake-bot';
import { runRoom, type RunningRoom } from './support/running-room';
import { StepCards } from './support/step-cards';

const channel = places().channels[0]!.id;
const begin = '2026-12-01T08:00:00.000Z';
const inAWeek = '2026-12-08T08:00:00.000Z';

let wall: ClockOnTheWall;
let room: RunningRoom;
let bot: FakeBot;
let over: AbortController;
let cards: StepCards;

beforeEach(async () => {
  wall = clockOnTheWall(begin);
  room = await runRoom({}, wall.answer);
  bot = await FakeBot.start(room);
  over = new AbortController();
  cards = new StepCards(bot, channel);
});

afterEach(async () => {
  over.abort();
  wall.clock.close();
  await bot.close();
  await room.close();
});

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
  await cards.post('◔', ['anna']);
  const playing = playWithoutAnna();
  await told();
  expect(gone()).toBe(0);

  over.abort();
  await playing.catch(() => undefined);
});

test('what somebody else could do as well moves no day either, also after they were told that it cannot be now', async () => {
  await cards.post('◔', ['anna', 'sergei']);
  const playing = playWithoutAnna(0);
  await cards.untilPressed('sergei');
  await told();
  expect(gone()).toBe(0);

  over.abort();
  await playing.catch(() => undefined);
});

test('what only others can do, and what came to its end, moves the clock on for whoever is played by hand', async () => {
  await cards.post('✓', ['anna']);
  await cards.post('◔', ['sergei']);
  const playing = playWithoutAnna(0);
  await told();
  expect(gone()).toBe(30);

  over.abort();
  await playing.catch(() => undefined);
});

test('days do not go by over an approval that is open, also where everybody who could give it is scripted', async () => {
  await cards.post('◔', ['sergei']);
  const playing = playWithoutAnna(0);
  await cards.untilPressed('sergei');
  const { version } = wall.clock.state();
  wall.clock.tell(inAWeek, true);
  await wall.clock.changedSince(version, 10_000);
  expect(gone()).toBe(0);

  over.abort();
  await playing.catch(() => undefined);
});

test('while all writes are stopped nobody moves the clock on', async () => {
  const stopped = ['resume', 'see-status'].map((verb) => ({ type: 'Action.Execute', title: verb, verb, data: {} }));
  await bot.newPost(channel, withCard(simpleCard('All writes are stopped', { actions: stopped })));
  await cards.post('✓', []);
  const playing = playWithoutAnna();
  await told();
  expect(gone()).toBe(0);

  over.abort();
  await playing.catch(() => undefined);
});

test('what whoever sits at the page could press too is left to them for a fair while; what they could not is not', async () => {
  const both = await cards.post('◔', ['anna', 'sergei']);
  const sergeisAlone = await cards.post('◔', ['sergei']);
  const playing = playWithoutAnna(3_000);
  await cards.untilPressed('sergei');
  expect(cards.pressedBy('sergei')).toEqual([sergeisAlone]);

  await cards.untilPressed('sergei', both);
  over.abort();
  await playing.catch(() => undefined);
});

test('a clock that somebody has stopped stands for the scripted people, too, and goes on with them', async () => {
  await cards.post('✓', []);
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
