import { ClockKeeper } from '../../src/rehearsal/people/clock-keeper';
import { places } from '../../src/rehearsal/room/identities';
import { clockOnTheWall, type ClockOnTheWall } from './support/clock-on-the-wall';
import { FakeBot } from './support/fake-bot';
import { runRoom, type RunningRoom } from './support/running-room';
import { StepCards } from './support/step-cards';

const channel = places().channels[0]!.id;
const begin = '2026-12-01T08:00:00.000Z';
/** Half a day in a fifth of a second. */
const fast = 200_000;

let wall: ClockOnTheWall;
let room: RunningRoom;
let bot: FakeBot;
let cards: StepCards;
let keeper: ClockKeeper;

beforeEach(async () => {
  wall = clockOnTheWall(begin);
  room = await runRoom({}, wall.answer);
  bot = await FakeBot.start(room);
  cards = new StepCards(bot, channel);
  keeper = new ClockKeeper({ baseUrl: () => room.url, byHand: () => ['anna'] });
});

afterEach(async () => {
  keeper.close();
  wall.clock.close();
  await bot.close();
  await room.close();
});

const hoursGone = (): number => (wall.clock.now().getTime() - Date.parse(begin)) / 3_600_000;

async function lookUntil(isSo: () => boolean): Promise<void> {
  while (!isSo()) await keeper.look();
}

test('a clock that runs by itself is held half a day after the last deed of whoever something waits for, and says over what', async () => {
  await cards.post('◔', ['anna', 'sergei']);
  wall.clock.order({ rate: fast });
  await lookUntil(() => wall.clock.state().rate === 0);

  expect(wall.clock.state().held).toEqual({ for: 'anna', over: '◔ 46 · Access', rate: fast });
  expect(hoursGone()).toBeGreaterThanOrEqual(12);
  expect(hoursGone()).toBeLessThan(36);
});

test('the next deed of whoever is waited for lets a held clock go on as it went, somebody else’s does not', async () => {
  wall.clock.order({ rate: 60 });
  wall.clock.order({ hold: { for: 'anna', over: '46 · Access' } });
  await keeper.did('sergei');
  expect(wall.clock.state()).toMatchObject({ rate: 0, held: { for: 'anna' } });

  await keeper.did('anna');
  expect(wall.clock.state()).toMatchObject({ rate: 60, held: null });
});

test('a clock that somebody has stopped themselves is started by nobody’s deed', async () => {
  wall.clock.order({ rate: 0 });
  await keeper.did('anna');

  expect(wall.clock.state().rate).toBe(0);
});

test('where nothing waits for whoever is at the page, days may pass', async () => {
  await cards.post('✓', ['anna']);
  await cards.post('◔', ['sergei']);
  wall.clock.order({ rate: fast });
  await lookUntil(() => hoursGone() > 72);

  expect(wall.clock.state().rate).toBe(fast);
});
