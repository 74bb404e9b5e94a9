import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cardAnswer, FakeBot, simpleCard, withCard } from './support/fake-bot';
import { runRoom, type RunningRoom } from './support/running-room';
import { places } from '../../src/rehearsal/room/identities';
import { joinRoom, type PersonInRoom } from '../../src/rehearsal/people/room-client';

const channel = places().channels[0]!.id;
const path = (conversation: string, rest = 'activities'): string =>
  `conversations/${encodeURIComponent(conversation)}/${rest}`;

const annasId = 'a0a00001-5e1f-4c0a-9d00-000000000011';
const approve = { type: 'Action.Execute', title: 'Approve', verb: 'approve', data: {} };
const priyasId = 'a0a00005-5e1f-4c0a-9d00-000000000015';

let room: RunningRoom;
let bot: FakeBot;
let anna: PersonInRoom;

beforeEach(async () => {
  room = await runRoom();
  bot = await FakeBot.start(room);
  anna = await joinRoom(room.url, 'anna');
});

afterEach(async () => {
  anna.leave();
  await bot.close();
  await room.close();
});

test('a new post answers with its thread, and a reply goes into it', async () => {
  const created = await bot.call('POST', 'conversations', {
    isGroup: true,
    channelData: { channel: { id: channel } },
    activity: withCard(simpleCard('Hello')),
  });
  const reply = await bot.call('POST', path(created.body.id), { type: 'message', text: 'and more' });
  const inReplyForm = await bot.call('POST', path(created.body.id, 'activities/a-uuid'), {
    type: 'message',
    text: 'again',
  });

  expect([created.status, reply.status, inReplyForm.status]).toEqual([201, 201, 201]);
  expect(created.body.id).toBe(`${channel};messageid=${created.body.activityId}`);
  await anna.until(() => anna.messages('channel').length === 3);
  expect(anna.messages('channel').map(({ rootId }) => rootId)).toEqual(Array(3).fill(created.body.activityId));
});

test('an edit changes the card in place, marks it and notifies nobody again', async () => {
  const mention = {
    type: 'mention',
    text: '<at>Anna</at>',
    mentioned: { id: 'a0a00001-5e1f-4c0a-9d00-000000000011', name: 'Anna' },
  };
  const id = await bot.newPost(channel, withCard(simpleCard('first', { msteams: { entities: [mention] } })));
  await anna.until(() => anna.badges()?.mentions === 1);
  await anna.read(channel, id);

  await bot.call(
    'PUT',
    path(channel, `activities/${id}`),
    withCard(simpleCard('second', { msteams: { entities: [mention] } })),
  );
  const card = await anna.until(() => anna.cards().find(({ texts }) => texts[0] === 'second'));

  expect(card.messageId).toBe(id);
  expect(anna.messages()[0]).toMatchObject({ edited: true, version: 2 });
  await anna.until(() => anna.badges()?.mentions === 0);
});

test('a badge counts what calls somebody until they press on it, or until the card waits for them no more', async () => {
  bot.answer = ({ type }) => (type === 'invoke' ? cardAnswer(simpleCard('yours', { actions: [approve] })) : {});
  const mention = { type: 'mention', text: '<at>Anna</at>', mentioned: { id: annasId, name: 'Anna' } };
  const calling = (text: string, userIds: readonly string[]): object =>
    withCard(
      simpleCard(text, {
        msteams: { entities: text === 'posted' ? [mention] : [] },
        refresh: { action: { type: 'Action.Execute', verb: 'refresh', data: {} }, userIds },
      }),
    );
  const edit = (id: string, userIds: readonly string[]) =>
    bot.call('PUT', path(channel, `activities/${id}`), calling('edited', userIds));
  const first = await bot.newPost(channel, calling('posted', [annasId]));
  const second = await bot.newPost(channel, calling('posted', [annasId]));
  await anna.until(() => anna.badges()?.mentions === 2);

  await edit(first, [annasId]);
  await anna.until(() => anna.card(first)?.texts[0] === 'yours');
  expect(anna.badges()?.mentions).toBe(2);
  await edit(first, [priyasId]);
  await anna.until(() => anna.badges()?.mentions === 1);

  const seen = await anna.until(() => anna.card(second)?.texts[0] === 'yours' && anna.card(second));
  await anna.press(seen, anna.button(seen, { verb: 'approve' })!);
  await anna.until(() => anna.badges()?.mentions === 0);
});

test('the answer to what somebody typed is no call for them, though it names them', async () => {
  const said = await anna.say('channel', '@Changeover /stauts', ['bot']);
  const mention = { type: 'mention', text: '<at>Anna</at>', mentioned: { id: annasId, name: 'Anna' } };
  const answer = { type: 'message', text: '<at>Anna</at> no such command', entities: [mention] };
  await bot.call('POST', path(`${channel};messageid=${said.rootId}`), answer);
  const id = await bot.newPost(channel, { ...answer, text: '<at>Anna</at> is wanted' });
  await anna.until(() => anna.messages('channel').some((message) => message.id === id));
  await anna.until(() => anna.badges()?.channelUnread === 2);
  expect(anna.badges()?.mentions).toBe(1);
});

test('a deleted card leaves a placeholder and cannot be edited any more', async () => {
  const id = await bot.newPost(channel, withCard(simpleCard('to go')));
  await anna.until(() => anna.card(id));
  await anna.deleteMessage(id);

  const edit = await bot.call('PUT', path(channel, `activities/${id}`), withCard(simpleCard('again')));

  expect([edit.status, edit.body.error.code]).toEqual([404, 'ActivityNotFoundInConversation']);
  await anna.until(() => anna.messages()[0]?.deleted);
  expect(anna.cards()).toEqual([]);
  const reply = await bot.call('POST', path(`${channel};messageid=${id}`), {
    type: 'message',
    text: 'the thread lives',
  });
  expect(reply.status).toBe(201);
});

test('a message over 100 KB of UTF-16 is refused, pictures not counted', async () => {
  const picture = `data:image/png;base64,${'A'.repeat(150_000)}`;
  const large = await bot.call('POST', path(channel), { type: 'message', text: 'x'.repeat(52_000) });
  const withPicture = await bot.call('POST', path(channel), withCard({ ...simpleCard('p'), backgroundImage: picture }));

  expect([large.status, large.body.error.code]).toEqual([413, 'MessageSizeTooBig']);
  expect(withPicture.status).toBe(201);
});

test('the eighth message within a second is told to wait', async () => {
  const answers = [];
  for (let n = 0; n < 8; n += 1) answers.push(await bot.call('POST', path(channel), { type: 'message', text: `${n}` }));

  expect(answers.map(({ status }) => status)).toEqual([...Array(7).fill(201), 429]);
  expect(Number(answers[7]?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(anna.room()).not.toBeNull();
});

test('without the token of the registered bot the connector answers nothing', async () => {
  const sign = (secret: string): Promise<Response> =>
    fetch(`${room.url}/botframework/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: room.room.bot().appId,
        client_secret: secret,
      }),
    });
  const url = `${room.url}/connector/v3/${path(channel)}`;
  const statuses = [];
  for (const authorization of [undefined, 'Bearer x.y.z', 'Basic abc', `Bearer ${'a'.repeat(30)}`]) {
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...(authorization === undefined ? {} : { authorization }) },
      body: '{"type":"message","text":"hi"}',
    });
    statuses.push(response.status);
  }

  expect(statuses).toEqual([401, 401, 401, 401]);
  expect((await sign('wrong')).status).toBe(401);
  expect(anna.messages()).toEqual([]);
});

test('the roster comes in pages, with guests as guests and ids as Teams writes them', async () => {
  const first = await bot.call('GET', path(channel, 'pagedmembers?pageSize=5'));
  const rest = await bot.call(
    'GET',
    path(channel, `pagedmembers?pageSize=5&continuationToken=${first.body.continuationToken}`),
  );
  const members = [...first.body.members, ...rest.body.members];

  expect(members).toHaveLength(9);
  expect(rest.body.continuationToken).toBeUndefined();
  expect(members.every(({ id }) => /^29:1/.test(id))).toBe(true);
  expect(members[1]).toMatchObject({
    name: 'Sergei Volkov',
    email: 'sergei.volkov@contoso.com',
    userPrincipalName: 'sergei.volkov_contoso.com#EXT#@fabrikamworld.onmicrosoft.com',
    userRole: 'guest',
  });
  const single = await bot.call('GET', path(channel, `members/${encodeURIComponent(members[1]!.id)}`));
  expect(single.body.aadObjectId).toBe(members[1]!.aadObjectId);
  const stranger = await bot.call('GET', path(channel, 'members/29:nobody'));
  expect([stranger.status, stranger.body.error.code]).toEqual([404, 'MemberNotFoundInConversation']);
});

test('the team and its channels can be read', async () => {
  const team = await bot.call('GET', `teams/${encodeURIComponent(channel)}`);
  const channels = await bot.call('GET', `teams/${encodeURIComponent(channel)}/conversations`);

  expect(team.body).toMatchObject({ id: channel, name: 'Contoso joins Fabrikam' });
  expect(channels.body.conversations).toEqual([{ id: channel, name: null, type: 'standard' }]);
});

test('a chat with one person is seen by that person alone', async () => {
  const priya = await joinRoom(room.url, 'priya');
  const id = (await bot.members(channel)).find(({ name }) => name === 'Priya Raman')?.id;
  const chat = await bot.call('POST', 'conversations', { members: [{ id }], bot: { id: 'b' }, tenantId: 't' });
  await bot.call('POST', path(chat.body.id), { type: 'message', text: 'just for you' });

  await priya.until(() => priya.messages('personal').length === 1);
  expect(priya.badges()?.personalUnread).toBeDefined();
  expect(anna.messages()).toEqual([]);
  priya.leave();
});

test('planned faults come once, before or after the work', async () => {
  await fetch(`${room.url}/room/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      next: [
        { operation: 'send', status: 429, retryAfter: 2 },
        { operation: 'send', status: 502, afterDoing: true },
      ],
    }),
  });
  const refused = await bot.call('POST', path(channel), { type: 'message', text: 'one' });
  const lost = await bot.call('POST', path(channel), { type: 'message', text: 'two' });
  const fine = await bot.call('POST', path(channel), { type: 'message', text: 'three' });

  expect([refused.status, refused.headers.get('retry-after'), lost.status, fine.status]).toEqual([429, '2', 502, 201]);
  await anna.until(() => anna.messages().length === 2);
  expect(anna.messages().map(({ text }) => text)).toEqual(['two', 'three']);
});

test('what is not a message, not JSON or nowhere gets a clear answer', async () => {
  const answers = [
    await bot.call('POST', path(channel), { type: 'message' }),
    await bot.call('POST', path(channel), []),
    await bot.call('POST', path('19:nowhere@thread.tacv2'), { type: 'message', text: 'x' }),
    await bot.call('POST', path(`${channel};messageid=17`), { type: 'message', text: 'x' }),
    await bot.call('PUT', path(channel, 'activities/17'), { type: 'message', text: 'x' }),
    await bot.call('POST', 'conversations', { members: [{ id: 'nobody' }] }),
    await bot.call('GET', 'something'),
    await bot.call('GET', '%zz'),
  ];

  expect(answers.map(({ status }) => status)).toEqual([400, 400, 404, 404, 404, 403, 404, 400]);
});

test('a room killed and started again goes on with the same ids, key and cards', async () => {
  const stateFolder = mkdtempSync(join(tmpdir(), 'room-'));
  const first = await runRoom({ stateFolder });
  const before = await FakeBot.start(first);
  const id = await before.newPost(channel, withCard(simpleCard('kept')));
  const registration = first.room.bot();
  const keys = await (await fetch(`${first.url}/botframework/keys`)).json();
  // Not closed: a process that was killed closes nothing.
  const second = await runRoom({ stateFolder });
  const after = await FakeBot.start(second);
  const edit = await after.call('PUT', path(channel, `activities/${id}`), withCard(simpleCard('kept and edited')));
  const next = await after.newPost(channel, withCard(simpleCard('next')));

  expect(second.room.bot()).toEqual(registration);
  expect(await (await fetch(`${second.url}/botframework/keys`)).json()).toEqual(keys);
  expect(edit.status).toBe(200);
  expect(Number(next)).toBeGreaterThan(Number(id));
  for (const thing of [before, after, first, second]) await thing.close();
  rmSync(stateFolder, { recursive: true });
});
