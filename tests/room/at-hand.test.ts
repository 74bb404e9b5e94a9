import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cast } from '../../src/rehearsal/cast';
import { AtHand, type TaskAtHand } from '../../src/rehearsal/people/at-hand';
import { Notebook } from '../../src/rehearsal/people/notebook';
import { Portals, type ShownRecord } from '../../src/rehearsal/people/portals';
import { places } from '../../src/rehearsal/room/identities';
import { generateCompany } from '../../src/rehearsal/world/company/generate-company';
import { createWorld, type World } from '../../src/rehearsal/world/world';
import { preparedKey } from '../support/prepared-key';
import { cardAnswer, FakeBot, simpleCard, withCard } from './support/fake-bot';
import { runRoom, type RunningRoom } from './support/running-room';
import { nameOf } from './support/step-cards';

const channel = places().channels[0]!.id;

let folder: string;
let world: World;
let room: RunningRoom;
let bot: FakeBot;
let portals: Portals;
let hands: AtHand;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'at-hand-'));
  world = await createWorld({
    stateFolder: null,
    signingKey: preparedKey('world'),
    baseUrl: () => room.url,
    company: generateCompany({ mailboxes: 24, seed: 3 }),
    seed: 3,
    rate: 0,
  });
  room = await runRoom({}, (req, res) => {
    void world.handle(req, res);
    return true;
  });
  bot = await FakeBot.start(room);
  portals = new Portals(room.url);
  hands = withNotes();
  await hands.begin();
});
afterAll(async () => {
  hands.close();
  await bot.close();
  await room.close();
  world.close();
  rmSync(folder, { recursive: true, force: true });
});

const withNotes = (): AtHand => new AtHand({ baseUrl: () => room.url, cast, notebook: new Notebook(folder) });

/** On it one of the people may say that it is done. */
async function post(texts: readonly string[], whose: string): Promise<string> {
  const body = texts.map((text) => ({ type: 'TextBlock', text }));
  const button = (verb: string): object => ({ type: 'Action.Execute', title: verb, verb, data: { attemptId: 'a1' } });
  const own = simpleCard('', { body, actions: [button('complete')] });
  bot.answer = ({ type }) => (type === 'invoke' ? cardAnswer(own) : {});
  const userIds = (await bot.members(channel)).filter(({ name }) => name === nameOf(whose)).map(({ id }) => id);
  return bot.newPost(
    channel,
    withCard({ ...simpleCard('', { body }), refresh: { action: button('refresh'), userIds } }),
  );
}

/** The person's own form of the card comes a moment after the card. */
async function taskOf(key: string, id: string): Promise<TaskAtHand> {
  for (;;) {
    const found = (await hands.tasks(key)).find((one) => one.id === id);
    if (found !== undefined) return found;
    // What the room sends is read between two requests.
    await portals.records();
  }
}

const mailHosts = async (): Promise<readonly ShownRecord[]> =>
  (await portals.records()).filter(({ name, type }) => name === 'contoso.com' && type === 'MX');

test('whoever has a task in hand sets and takes away the records that its card names, one by one or all, and nobody else does', async () => {
  const [before] = await mailHosts();
  const id = await post(
    [
      '◔ 61 · Mail is parked',
      'You: set 2 records.',
      ...['Publish · MX', 'Name', 'contoso.com', 'TTL', '300', 'Value', '10 mx.parking.example'],
      ...['Take away · MX', 'Name', 'contoso.com', 'Value', before!.data],
      'mx-parked · log',
    ],
    'dmitri',
  );
  const { title, deeds } = await taskOf('dmitri', id);
  expect([title, deeds]).toMatchObject([
    '◔ 61 · Mail is parked',
    [
      { what: 'publish', on: 'contoso.com', type: 'MX', ttl: 300, values: ['10 mx.parking.example'], done: false },
      { what: 'unpublish', on: 'contoso.com', type: 'MX', values: [before!.data], done: false },
    ],
  ]);
  expect(await hands.tasks('anna')).toEqual([]);
  expect(await hands.carryOut('anna', id, null)).toBeNull();

  expect(await hands.carryOut('dmitri', id, [deeds![0]!.id])).toEqual({ done: 1, refused: [] });
  expect(await mailHosts()).toHaveLength(2);
  expect((await hands.tasks('dmitri'))[0]?.deeds).toMatchObject([{ done: true }, { done: false }]);

  expect(await hands.carryOut('dmitri', id, null)).toEqual({ done: 2, refused: [] });
  expect((await mailHosts()).map(({ data }) => data)).toEqual(['10 mx.parking.example.']);
  expect((await hands.tasks('dmitri'))[0]?.deeds).toMatchObject([{ done: true }, { done: true }]);
});

test('work at the destination is named with whom it is about, done by hand, and on the way back taken back by what was noted, also after another start', async () => {
  const contacts = async (): Promise<readonly string[]> =>
    (await portals.tenant('destination')).recipients
      .filter(({ RecipientTypeDetails }) => RecipientTypeDetails === 'MailContact')
      .map(({ DisplayName }) => DisplayName)
      .sort();
  const before = await contacts();
  const step = 'contacts-removed-destination · log';
  const there = await post(['◔ 87 · Contacts', 'You: remove them.', step], 'priya');
  expect(await taskOf('priya', there)).toMatchObject({ deeds: null });
  const deeds = (await hands.task('priya', there))?.deeds ?? [];
  expect(deeds.length).toBeGreaterThan(0);
  for (const { what, on } of deeds) expect([what, before.includes(on)]).toEqual(['contact-off', true]);

  expect(await hands.carryOut('priya', there, null)).toEqual({ done: deeds.length, refused: [] });
  expect(await contacts()).toHaveLength(before.length - deeds.length);
  expect((await hands.task('priya', there))?.deeds).toEqual([]);

  hands.close();
  hands = withNotes();
  const back = await post(['↩ 87 · Contacts ◔', 'You: bring them back.', step], 'priya');
  await taskOf('priya', back);
  expect(await hands.carryOut('priya', back, null)).toEqual({ done: deeds.length, refused: [] });
  expect(await contacts()).toEqual(before);
});
