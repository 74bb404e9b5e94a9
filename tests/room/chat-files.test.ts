/** Files in the chat with the bot: as a person attaches them, as Teams hands them over, and as the bot fetches them. */
import { fileFetcher } from '../../src/bot/files/fetch-file.js';
import { handedIn, sourceOf } from '../../src/bot/files/handed.js';
import { cast } from '../../src/rehearsal/cast.js';
import { joinRoom, type PersonInRoom } from '../../src/rehearsal/people/room-client.js';
import { ChatFiles } from '../../src/rehearsal/room/chat-files.js';
import { peopleOf, rehearsalDomains } from '../../src/rehearsal/room/identities.js';
import { choose, largest, most, sizeText } from '../../src/rehearsal/room/page/chosen-files.js';
import { rehearsalTransport } from '../../src/transport.js';
import { FakeBot } from './support/fake-bot.js';
import { runRoom, type RunningRoom } from './support/running-room.js';

let room: RunningRoom;
let bot: FakeBot;
let anna: PersonInRoom;
beforeAll(async () => {
  room = await runRoom();
  bot = await FakeBot.start(room);
  anna = await joinRoom(room.url, 'anna');
});
afterAll(async () => {
  anna.leave();
  await bot.close();
  await room.close();
});

const put = (as: string, name: string, content: string, headers: Record<string, string> = {}) =>
  fetch(`${room.url}/room/files?${new URLSearchParams({ as, name })}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/octet-stream', ...headers },
    body: content,
  });
const kept = async (as: string, name: string, content: string): Promise<string> =>
  ((await (await put(as, name, content)).json()) as { id: string }).id;
const say = (as: string, conversation: string, files: readonly string[], text = '') =>
  fetch(`${room.url}/room/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ as, conversation, text, files }),
  });
const throughTheRoom = () =>
  fileFetcher({
    transport: rehearsalTransport(room.url),
    token: async () => 'secret',
    most: 100,
    failed: () => undefined,
  });

test('a file in the chat reaches the bot as Teams hands it over, and the bot fetches it whole by the address it was told', async () => {
  const id = await kept('anna', 'Список ящиков.csv', 'a,b\n1,2\n');
  expect((await say('anna', 'personal', [id])).status).toBe(201);
  const activity = await anna.until(() => bot.received.find(({ type }) => type === 'message'));
  expect(activity).toMatchObject({
    conversation: { conversationType: 'personal' },
    attachments: [
      { contentType: 'text/html' },
      {
        contentType: 'application/vnd.microsoft.teams.file.download.info',
        contentUrl: expect.stringMatching(/^https:\/\/[a-z]+-my\.sharepoint\.com\/personal\/[a-z0-9_]+\/Documents\//),
        name: 'Список ящиков.csv',
        content: { uniqueId: id.toUpperCase(), fileType: 'csv', downloadUrl: expect.stringMatching(/^https:/) },
      },
    ],
  });
  const serviceUrl = String((activity as { serviceUrl?: unknown }).serviceUrl);
  const [handed, ...more] = handedIn(activity as never);
  expect([handed?.names, more]).toEqual([['Список ящиков.csv'], []]);
  expect(sourceOf(handed?.url ?? '', serviceUrl)).toBe('signed');
  const fetched = await throughTheRoom()(handed?.url ?? '', serviceUrl);
  expect(fetched.ok && fetched.value.toString()).toBe('a,b\n1,2\n');
  // Whoever changes the address gets nothing by it.
  for (const [from, to] of [
    [/tempauth=./, 'tempauth=9'],
    [/UniqueId=[^&]+/, 'UniqueId=1'],
    [/\?.*/, ''],
    ['download.aspx', 'other.aspx'],
  ] as const)
    expect(await throughTheRoom()((handed?.url ?? '').replace(from, to), serviceUrl)).toMatchObject({
      refusal: { code: 'upload.not-fetched' },
    });

  const [shown] = anna.messages('personal');
  expect(shown?.files).toEqual([{ id, name: 'Список ящиков.csv', bytes: 8 }]);
  const others = (await (await fetch(`${room.url}/room/state?as=irina`)).json()) as { messages: unknown[] };
  expect(others.messages).toEqual([]);
});

test('nobody sends what lies with somebody else, nor into a channel, and no other site puts anything there', async () => {
  const id = await kept('anna', 'a.csv', 'a');
  expect((await say('irina', 'personal', [id])).status).toBe(404);
  expect((await say('anna', 'channel', [id], 'see this')).status).toBe(400);
  expect(
    (
      await say(
        'anna',
        'personal',
        Array.from({ length: 11 }, () => id),
      )
    ).status,
  ).toBe(400);
  expect((await say('anna', 'personal', [])).status).toBe(400);
  expect((await put('nobody', 'a.csv', 'a')).status).toBe(400);
  for (const name of ['', '../a.csv', 'a\u0000.csv', 'x'.repeat(300)])
    expect([name, (await put('anna', name, 'a')).status]).toEqual([name, 400]);
  expect((await put('anna', 'a.csv', 'a', { origin: 'http://evil.example' })).status).toBe(403);
  expect((await put('anna', 'a.csv', 'a', { 'content-type': 'text/plain' })).status).toBe(415);
});

test('the address is good for minutes, and what was sent long ago goes first', () => {
  let now = 0;
  const files = new ChatFiles('fabrikam-my.sharepoint.com', () => now);
  const [owner] = peopleOf(cast, rehearsalDomains);
  if (owner === undefined) throw new Error('nobody');
  const file = files.keep(owner, 'a.csv', Buffer.from('a'));
  const { content } = files.attachment(owner, file) as { content: { downloadUrl: string } };
  const { pathname, searchParams } = new URL(content.downloadUrl);
  const given: unknown[] = [];
  const res = { setHeader: () => undefined, end: (what: unknown) => given.push(String(what)) } as never;
  const download = (): void => files.download({ method: 'GET' } as never, res, pathname, searchParams);
  download();
  now = 11 * 60_000;
  expect(download).toThrow('The address is over.');
  expect(given).toEqual(['a']);
  for (let more = 0; more < 5; more += 1) files.keep(owner, 'big', Buffer.alloc(32 * 1024 * 1024));
  expect(() => files.sent(owner, file.id)).toThrow('not in your OneDrive');
});

test('what somebody chooses goes along once, as many and as large as Teams carries, and the rest is named', () => {
  const file = (name: string, size = 1) => ({ name, size, lastModified: 1 });
  const names = ({ files }: { files: readonly { name: string }[] }) => files.map(({ name }) => name);
  expect(names(choose([file('a')], [file('b'), file('a'), file('b')]))).toEqual(['a', 'b']);
  const many = choose(
    [],
    Array.from({ length: most + 3 }, (_, index) => file(`${index}`)),
  );
  expect([many.files.length, many.refused]).toEqual([most, { name: `${most}`, why: 'tooMany' }]);
  const large = choose([], [file('l', largest + 1), file('s', 3)]);
  expect([names(large), large.refused]).toEqual([['s'], { name: 'l', why: 'tooLarge' }]);
  expect([sizeText(1, 'en-GB'), sizeText(1_500_000, 'ru-RU')]).toEqual(['1 kB', '1,4 МБ']);
});
