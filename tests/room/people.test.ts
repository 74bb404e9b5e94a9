import { createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import { places } from '../../src/rehearsal/room/identities';
import { holdersOn, rolesSettledOn } from '../../src/rehearsal/people/card-reading';
import { InputsMissing, joinRoom, type PersonInRoom } from '../../src/rehearsal/people/room-client';
import { cardAnswer, FakeBot, simpleCard, textAnswer, withCard, type Received } from './support/fake-bot';
import { hostTenantId, runRoom, type RunningRoom } from './support/running-room';

const channel = places().channels[0]!.id;

let room: RunningRoom;
let bot: FakeBot;
const inside: PersonInRoom[] = [];

const join = async (key: string): Promise<PersonInRoom> => {
  const person = await joinRoom(room.url, key);
  inside.push(person);
  return person;
};
const received = (person: PersonInRoom, fits: (activity: Received) => boolean): Promise<Received> =>
  person.until(() => bot.received.find(fits));

beforeEach(async () => {
  room = await runRoom({ invokeTimeoutMs: 300 });
  bot = await FakeBot.start(room);
});

afterEach(async () => {
  for (const person of inside.splice(0)) person.leave();
  await bot.close();
  await room.close();
});

const approve = { type: 'Action.Execute', title: 'Approve 12 changes', verb: 'approve', data: { attemptId: 'a1' } };
const idOf = async (name: string): Promise<string> =>
  (await bot.members(channel)).find((member) => member.name === name)?.id ?? '';

test('the bot is told once that it was installed in the team', async () => {
  await room.room.botArrived();
  await room.room.botArrived();

  expect(bot.received.map(({ type }) => type)).toEqual(['conversationUpdate', 'installationUpdate']);
  expect(bot.received[0]).toMatchObject({
    membersAdded: [{ id: `28:${room.room.bot().appId}` }],
    conversation: { id: channel, conversationType: 'channel', tenantId: hostTenantId },
    channelData: { tenant: { id: hostTenantId }, channel: { id: channel } },
  });
});

test('in the channel only a message that mentions the bot reaches it, with a token that can be checked', async () => {
  const anna = await join('anna');
  await anna.say('channel', 'just among us');
  const { id, rootId } = await anna.say('channel', '@Changeover /status', ['bot']);
  const message = await received(anna, ({ type }) => type === 'message');
  await anna.until(() => anna.messages().some((one) => one.id === id && !one.undelivered));

  expect(bot.received).toHaveLength(1);
  expect(message).toMatchObject({
    text: '<at>Changeover</at> /status',
    from: { aadObjectId: 'a0a00001-5e1f-4c0a-9d00-000000000011', name: 'Anna Lindqvist' },
    conversation: { id: `${channel};messageid=${rootId}` },
    serviceUrl: `${room.url}/connector/`,
    locale: 'en-GB',
  });
  expect(message.entities?.[0]).toMatchObject({ type: 'mention', mentioned: { id: message.recipient.id } });

  const metadata = (await (await fetch(`${room.url}/botframework/openid`)).json()) as {
    issuer: string;
    jwks_uri: string;
  };
  const [key] = (
    (await (await fetch(metadata.jwks_uri)).json()) as { keys: (JsonWebKey & { endorsements: string[] })[] }
  ).keys;
  const [head = '', claims = '', signature = ''] = (bot.authorizations[0] ?? '').slice('Bearer '.length).split('.');
  const publicKey = createPublicKey({ key: key as JsonWebKey, format: 'jwk' });
  expect(verify('sha256', Buffer.from(`${head}.${claims}`), publicKey, Buffer.from(signature, 'base64url'))).toBe(true);
  expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
    iss: metadata.issuer,
    aud: room.room.bot().appId,
    serviceurl: `${room.url}/connector/`,
  });
  expect(key?.endorsements).toEqual(['msteams']);
});

test('what a person types is no mention by itself', async () => {
  const anna = await join('anna');
  await anna.say('channel', '<at>Changeover</at> /stop');

  expect((await anna.until(() => anna.messages()[0])).text).toBe('‹at›Changeover‹/at› /stop');
  expect(bot.received).toEqual([]);
});

test('the first message of a personal chat brings the installation first, and stays between the two', async () => {
  const [irina, marcus] = [await join('irina'), await join('marcus')];
  await irina.say('personal', '/next');
  await received(irina, ({ type }) => type === 'message');

  expect(bot.received.map(({ type }) => type)).toEqual(['conversationUpdate', 'installationUpdate', 'message']);
  expect(bot.received[2]).toMatchObject({
    conversation: { conversationType: 'personal' },
    text: '/next',
    locale: 'ru-RU',
  });
  expect(marcus.messages()).toEqual([]);
});

test('a press sends the verb with the inputs, and a card in the answer is seen by the presser alone', async () => {
  const [anna, sergei] = [await join('anna'), await join('sergei')];
  bot.answer = ({ type }) => (type === 'invoke' ? cardAnswer(simpleCard('approved by you')) : {});
  const input = { type: 'Input.Text', id: 'typedDomain', label: 'Domain', isRequired: true };
  const id = await bot.newPost(
    channel,
    withCard(simpleCard('please', { body: [{ type: 'TextBlock', text: 'please' }, input], actions: [approve] })),
  );
  const card = await anna.until(() => anna.card(id));
  const button = anna.button(card, { verb: 'approve' })!;

  await expect(anna.press(card, button)).rejects.toThrow(InputsMissing);
  const outcome = await anna.press(card, button, { typedDomain: 'contoso.com' });

  expect(outcome).toEqual({ kind: 'card' });
  expect(bot.received[0]).toMatchObject({
    name: 'adaptiveCard/action',
    replyToId: id,
    value: {
      trigger: 'manual',
      action: { type: 'Action.Execute', verb: 'approve', data: { attemptId: 'a1', typedDomain: 'contoso.com' } },
    },
  });
  await anna.until(() => anna.card(id)?.texts[0] === 'approved by you');
  expect(sergei.card(id)?.texts[0]).toBe('please');
});

test('every kind of bad answer to a press is shown and breaks nothing', async () => {
  const anna = await join('anna');
  const id = await bot.newPost(channel, withCard(simpleCard('x', { actions: [approve] })));
  const card = await anna.until(() => anna.card(id));
  const press = async (answer: FakeBot['answer']): Promise<unknown> => {
    bot.answer = answer;
    return anna.press(card, card.buttons[0]!);
  };
  const refusedSaying = {
    statusCode: 400,
    type: 'application/vnd.microsoft.error',
    value: { code: 'BadRequest', message: 'Not now.' },
  };

  expect(await press(() => textAnswer('Noted.'))).toEqual({ kind: 'message', text: 'Noted.' });
  expect(await press(() => ({ body: refusedSaying }))).toEqual({ kind: 'error', why: 'refused', text: 'Not now.' });
  expect(await press(() => ({ status: 500 }))).toEqual({ kind: 'error', why: 'refused', text: null });
  expect(await press(() => ({ status: 501, body: 'odd' }))).toEqual({ kind: 'error', why: 'refused', text: null });
  expect(await press(() => ({ afterMs: 600 }))).toEqual({ kind: 'error', why: 'unreachable', text: null });
  room.botAt('http://127.0.0.1:9/api/messages');
  expect(await press(() => ({}))).toEqual({ kind: 'error', why: 'unreachable', text: null });
});

test('Action.Submit arrives as a message with a value', async () => {
  const anna = await join('anna');
  const id = await bot.newPost(
    channel,
    withCard(simpleCard('x', { actions: [{ type: 'Action.Submit', title: 'Go', data: { verb: 'vote-go' } }] })),
  );
  const card = await anna.until(() => anna.card(id));
  await anna.press(card, anna.button(card, { title: 'Go' })!);

  expect(bot.received[0]).toMatchObject({ type: 'message', value: { verb: 'vote-go' }, replyToId: id });
});

test('those named in refresh.userIds get their own form of the card; the others keep the one for all', async () => {
  const [anna, priya, tomas] = [await join('anna'), await join('priya'), await join('tomas')];
  bot.answer = ({ from }) => cardAnswer(simpleCard(`for ${from.name}`));
  const refresh = (text: string, ids: string[]): object =>
    withCard(
      simpleCard(text, {
        refresh: { action: { type: 'Action.Execute', verb: 'refresh', data: { card: 'c' } }, userIds: ids },
      }),
    );
  const userIds = [await idOf('Anna Lindqvist'), 'a0a00005-5e1f-4c0a-9d00-000000000015'];
  const id = await bot.newPost(channel, refresh('for all', userIds));

  await anna.until(() => anna.card(id)?.texts[0] === 'for Anna Lindqvist');
  await priya.until(() => priya.card(id)?.texts[0] === 'for Priya Raman');
  expect(tomas.card(id)).toMatchObject({ texts: ['for all'], personal: false });
  expect(bot.received.every(({ value }) => value?.trigger === 'automatic')).toBe(true);

  await anna.look();
  expect(bot.received).toHaveLength(2);

  await bot.call(
    'PUT',
    `conversations/${encodeURIComponent(channel)}/activities/${id}`,
    refresh('changed', [userIds[1] as string]),
  );
  await anna.until(() => anna.card(id)?.texts[0] === 'changed');
  await priya.until(() => bot.received.length === 3 && priya.card(id)?.personal);
  expect(bot.received[2]?.from.name).toBe('Priya Raman');
});

test('who comes later gets their own form when they look', async () => {
  bot.answer = () => cardAnswer(simpleCard('mine'));
  const refresh = {
    action: { type: 'Action.Execute', verb: 'refresh', data: {} },
    userIds: [await idOf('Elena Costa')],
  };
  const id = await bot.newPost(channel, withCard(simpleCard('for all', { refresh })));
  expect(bot.received).toEqual([]);

  const elena = await join('elena');
  await elena.until(() => elena.card(id)?.texts[0] === 'mine');
});

test('after the bot was away, those who look get their own form as soon as it is back', async () => {
  const anna = await join('anna');
  bot.answer = () => cardAnswer(simpleCard('mine'));
  room.botAt(null);
  const refresh = {
    action: { type: 'Action.Execute', verb: 'refresh', data: {} },
    userIds: [await idOf('Anna Lindqvist')],
  };
  const id = await bot.newPost(channel, withCard(simpleCard('for all', { refresh })));
  await anna.until(() => anna.card(id)?.refreshing === false);
  expect(anna.card(id)?.texts).toEqual(['for all']);

  room.botAt(bot.endpoint);
  await room.room.botArrived();
  await anna.until(() => anna.card(id)?.texts[0] === 'mine');
});

test('a message that the bot never got is marked, and the bot that is away is shown', async () => {
  const anna = await join('anna');
  room.botAt(null);
  await room.room.botArrived();
  await anna.say('channel', '@Changeover /status', ['bot']);

  await anna.until(() => anna.messages()[0]?.undelivered);
  await anna.until(() => anna.room()?.bot.connected === false);
});

test('doors that change something refuse other sites, other names and forms', async () => {
  const post = (
    headers: Record<string, string>,
    body = '{"as":"anna","conversation":"channel","text":"hi"}',
  ): Promise<number> =>
    fetch(`${room.url}/room/messages`, { method: 'POST', headers, body }).then(({ status }) => status);
  const json = { 'content-type': 'application/json' };

  expect(await post({ ...json, origin: 'https://evil.example' })).toBe(403);
  expect(await post({ ...json, origin: 'null' })).toBe(403);
  expect(await post({ ...json, 'sec-fetch-site': 'cross-site' })).toBe(403);
  expect(await post({ 'content-type': 'text/plain' })).toBe(415);
  expect(await post(json, '{"as":"nobody","conversation":"channel","text":"hi"}')).toBe(400);
  expect(await post(json, 'nonsense')).toBe(400);
  expect(await post({ ...json, origin: room.url })).toBe(201);
});

test('the page and its libraries are served under a strict policy, and nothing else is', async () => {
  const page = await fetch(`${room.url}/`);
  const others = [
    '/room/vendor/adaptivecards.js',
    '/room/vendor/markdown-it.js',
    '/room/page/texts.js',
    '/room/page/../room.ts',
    '/room/page/%2e%2e/room.ts',
    '/room/vendor/x',
  ];
  const statuses = [];
  for (const other of others) statuses.push((await fetch(`${room.url}${other}`)).status);

  expect(page.status).toBe(200);
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
  expect(statuses).toEqual([200, 200, 200, 404, 404, 404]);
});

test('whatever a person does tells the bot in which time zone they sit, as their client does', async () => {
  const body = { as: 'anna', timeZone: 'Europe/Moscow', conversation: 'personal', text: 'when?', mentions: [] };
  const headers = { 'content-type': 'application/json' };
  await fetch(`${room.url}/room/messages`, { method: 'POST', headers, body: JSON.stringify(body) });
  const told = await received(await join('anna'), ({ text }) => text === 'when?');
  expect(told).toMatchObject({ localTimezone: 'Europe/Moscow' });
  expect(told.entities).toContainEqual(expect.objectContaining({ type: 'clientInfo', timezone: 'Europe/Moscow' }));
});

test('the scripted people leave roles that somebody gave out by hand, to whomever, and those that are not needed', () => {
  const roster = [
    'Who does what',
    '▲ attention',
    'Project manager: 8 roles are still empty. Type /assign, the role and @name.',
    'Project manager: Sergei Volkov (source) · project-manager',
    'Source admin: Hanna Berg (destination) · source-admin',
    'DNS admin: ▲ nobody yet · dns-admin',
    'On-premises Exchange admin: – not needed · Anna Lindqvist: all is in the cloud · onprem-exchange-admin',
    '/assign @Irina source-admin',
  ];
  expect(rolesSettledOn(roster)).toEqual(['project-manager', 'source-admin', 'onprem-exchange-admin']);
  expect(holdersOn(roster, 'project-manager')).toBe('Sergei Volkov (source)');
});
