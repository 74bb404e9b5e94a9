import { joinRoom } from '../../src/rehearsal/people/room-client';
import { runRoom, type RunningRoom } from './support/running-room';

let room: RunningRoom;
let started: (readonly string[])[];

beforeEach(async () => {
  started = [];
  let playing = false;
  room = await runRoom({
    play: {
      start: (exclusions) => {
        started.push(exclusions);
        playing = true;
      },
      stop: () => void (playing = false),
      state: () => ({ playing, exclusions: started.at(-1) ?? [] }),
      did: () => undefined,
    },
  });
});
afterEach(() => room.close());

const play = (as: string, body: object = {}): Promise<Response> =>
  fetch(`${room.url}/room/play`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ as, playing: true, ...body }),
  });

test('scripted people play in nobody’s name whom somebody at the page has taken, until they are left to them', async () => {
  await play('anna');
  await play('dmitri');
  await play('anna', { playing: false });
  await play('anna');
  await play('anna', { mine: false });

  expect(started).toEqual([['anna'], ['anna', 'dmitri'], ['dmitri', 'anna'], ['dmitri']]);
  const dmitri = await joinRoom(room.url, 'dmitri');
  expect(dmitri.room()?.play).toEqual({ playing: true, exclusions: ['dmitri'] });
  dmitri.leave();
});

test('whoever only watches says so', async () => {
  await play('anna', { mine: false });

  expect(started).toEqual([[]]);
});
