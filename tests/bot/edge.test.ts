import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { commands as typedWords } from '../../src/bot/commands/index';
import { commands as wordsOfHelp } from '../../src/views/index';
import { preparedKey } from '../support/prepared-key';
import { startEdge } from './support/edge';
import { channelId, people, tenantId, type TokenWishes } from './support/fake-channel';
import { quiet, until } from './support/hand-clock';

type Edge = Awaited<ReturnType<typeof startEdge>>;
let edge: Edge;
let consoleError: typeof console.error;

beforeAll(async () => {
  // The SDK writes refused tokens to the console.
  consoleError = console.error;
  console.error = () => undefined;
  edge = await startEdge();
});
afterAll(async () => {
  await edge.stop();
  console.error = consoleError;
});
beforeEach(() => {
  edge.recording.ordered.length = 0;
  edge.recording.refusals.length = 0;
  edge.recording.stands('under-way');
  edge.channel.received.length = 0;
  edge.channel.mishaps.length = 0;
  edge.faults.length = 0;
});

const say = (text: string, who: keyof typeof people = 'anna', fields: Record<string, unknown> = {}) =>
  edge.channel.activity('message', who, { text, ...fields });
const press = (verb: string, data: unknown, who: keyof typeof people = 'anna', trigger = 'manual') =>
  edge.channel.activity('invoke', who, {
    name: 'adaptiveCard/action',
    replyToId: '1700000000099',
    value: { action: { type: 'Action.Execute', verb, data }, trigger },
  });
const stopPress = (fields: Record<string, unknown> = {}) => ({ ...press('stop', {}), ...fields });
const answerText = async (): Promise<string> => {
  await until(() => edge.channel.received.length > 0);
  return JSON.stringify(edge.channel.received[0]?.body);
};

describe('the door', () => {
  test('a refused press is in the audit log, without a person', async () => {
    await edge.send(press('approve', {}), edge.channel.token({ claims: { aud: 'x' } }));

    expect(edge.recording.refusals).toEqual([
      { by: null, refusal: { code: 'door.refused', facts: { why: 'Unauthorized', verb: 'approve' } } },
    ]);
  });

  const seconds = Math.floor(Date.now() / 1000);
  const badTokens: Record<string, TokenWishes | string> = {
    'forged with another key': { key: preparedKey('forged') },
    'unsigned, algorithm none': { header: { alg: 'none' }, unsigned: true },
    'algorithm none with a signature': { header: { alg: 'none' } },
    'HS256 with the public key as secret': { header: { alg: 'HS256' }, secret: 'PUBLIC' },
    'said to be ES256': { header: { alg: 'ES256' } },
    'without an algorithm': { header: { alg: undefined } },
    'without a key id': { header: { kid: undefined } },
    'with an unknown key id': { header: { kid: 'nobody' } },
    'with a key id that is no text': { header: { kid: 7 } },
    'by a key endorsed for another channel': { header: { kid: 'other' } },
    expired: { claims: { exp: seconds - 3600, nbf: seconds - 7200 } },
    'not valid yet': { claims: { nbf: seconds + 3600 } },
    'without expiry': { claims: { exp: undefined } },
    'without a beginning': { claims: { nbf: undefined } },
    'with an expiry in words': { claims: { exp: 'never' } },
    'for another bot': { claims: { aud: 'f0000000-0000-4000-8000-000000000001' } },
    'for no bot': { claims: { aud: undefined } },
    'for several bots': { claims: { aud: ['8f6b1c1e-6d0a-4f0a-9a52-3a1f0c5f7a11'] } },
    'of another issuer': { claims: { iss: 'https://evil.example' } },
    'of no issuer': { claims: { iss: undefined } },
    'of the emulator': {
      claims: {
        iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/',
        ver: '1.0',
        appid: '8f6b1c1e-6d0a-4f0a-9a52-3a1f0c5f7a11',
      },
    },
    'of another bot (a skill)': { claims: { ver: '1.0', appid: 'f0000000-0000-4000-8000-000000000001' } },
    'for another service address': { claims: { serviceurl: 'https://evil.example/' } },
    'without a service address': { claims: { serviceurl: undefined } },
    'with a payload that is null': `${Buffer.from('{"alg":"RS256","kid":"good"}').toString('base64url')}.${Buffer.from('null').toString('base64url')}.x`,
    'with a payload that is no JSON': `${Buffer.from('{"alg":"RS256","kid":"good"}').toString('base64url')}.bm90IGpzb24.x`,
    'with a header that is no JSON': 'bm90IGpzb24.e30.x',
    'of two parts': 'e30.e30',
    'that is no token': 'let-me-in',
    'that is very long': 'a'.repeat(6000),
  };

  for (const [name, wishes] of Object.entries(badTokens)) {
    test(`a token ${name} is answered 401 and reaches nobody`, async () => {
      const token =
        typeof wishes === 'string'
          ? wishes
          : edge.channel.token(wishes.secret === 'PUBLIC' ? { ...wishes, secret: edge.channel.publicPem } : wishes);

      const answer = await edge.send(
        stopPress(),
        wishes === badTokens['by a key endorsed for another channel']
          ? edge.channel.token({ header: { kid: 'other' }, key: edge.channel.unendorsedKey })
          : token,
      );

      expect(answer.status).toBe(401);
      expect(answer.text).not.toMatch(/ at |node_modules|jwt|signature/i);
      expect(edge.recording.ordered).toEqual([]);
      expect(edge.channel.received).toEqual([]);
    });
  }

  const other = 'f0000000-0000-4000-8000-00000000000e';
  const conversation = { id: `${channelId};messageid=1`, conversationType: 'channel' };
  const badActivities: Record<string, [unknown, number]> = {
    'of another tenant': [{ conversation: { ...conversation, tenantId: other } }, 403],
    'of two tenants': [{ channelData: { tenant: { id: other } } }, 403],
    'of no tenant': [{ conversation, channelData: {} }, 403],
    'of nobody in the tenant': [{ from: { id: '29:anna', name: 'Anna' } }, 403],
    'without a service address': [{ serviceUrl: undefined }, 400],
    'with an empty service address': [{ serviceUrl: '' }, 400],
    'with a service address that is no address': [{ serviceUrl: 'javascript:alert(1)' }, 400],
    'with a service address beyond this machine in a rehearsal': [
      { serviceUrl: 'https://smba.trafficmanager.net/emea/' },
      400,
    ],
    'without a type': [{ type: undefined }, 400],
    'with a type that is no text': [{ type: 7 }, 400],
    'without a sender': [{ from: undefined }, 400],
    'with a sender id that is no object id': [{ from: { id: '29:anna', aadObjectId: "' or 1=1" } }, 400],
    'without a recipient': [{ recipient: undefined }, 400],
    'without a conversation': [{ conversation: undefined }, 400],
    'with a conversation that is a list': [{ conversation: [] }, 400],
    'without an id': [{ id: undefined }, 400],
    'of the emulator channel': [{ channelId: 'emulator' }, 400],
    'of the web chat': [{ channelId: 'webchat' }, 400],
    'with entities that are no list': [{ entities: 'none' }, 400],
  };
  for (const [name, [fields, status]] of Object.entries(badActivities)) {
    test(`an activity ${name} is answered ${status} and reaches nobody`, async () => {
      const answer = await edge.send(stopPress(fields as Record<string, unknown>));

      expect(answer.status).toBe(status);
      expect(edge.recording.ordered).toEqual([]);
      expect(edge.channel.received).toEqual([]);
    });
  }

  const raw = (body: string | Buffer, headers: Record<string, string> = {}, method = 'POST') =>
    fetch(`${edge.baseUrl}/api/messages`, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${edge.channel.token()}`, ...headers },
      ...(method === 'POST' ? { body } : {}),
    });
  const badBodies: Record<string, [() => Promise<Response>, number]> = {
    'no JSON': [() => raw('{"type":'), 400],
    'a list': [() => raw('[]'), 400],
    'the word null': [() => raw('null'), 400],
    'a text': [() => raw('"stop"'), 400],
    nothing: [() => raw(''), 400],
    'not UTF-8': [() => raw(Buffer.from([0x22, 0xff, 0xfe, 0x22])), 400],
    'of another kind': [() => raw('type=message', { 'content-type': 'application/x-www-form-urlencoded' }), 415],
    'of a kind with a strange charset': [() => raw('{}', { 'content-type': 'application/json; charset=utf-7' }), 415],
    multipart: [() => raw('--x', { 'content-type': 'multipart/form-data; boundary=x' }), 415],
    'said to be compressed and is not': [() => raw('{}', { 'content-encoding': 'gzip' }), 415],
    compressed: [() => raw(gzipSync('{}'), { 'content-encoding': 'gzip' }), 415],
    'too large': [() => raw(JSON.stringify({ type: 'message', text: 'x'.repeat(80_000) })), 413],
    'sent with GET': [() => raw('', {}, 'GET'), 405],
    'sent with PUT': [() => raw('', {}, 'PUT'), 405],
    'sent without a token': [() => raw('{}', { authorization: '' }), 401],
    'sent with a password': [() => raw('{}', { authorization: 'Basic YTpi' }), 401],
  };
  for (const [name, [send, status]] of Object.entries(badBodies)) {
    test(`a body ${name} is answered ${status} and reaches nobody`, async () => {
      const response = await send();

      expect(response.status).toBe(status);
      expect(await response.text()).not.toMatch(/node_modules|\.ts:|\.js:/);
      expect(edge.recording.ordered).toEqual([]);
    });
  }

  test('while the database cannot tell whether an activity is new, the channel may try again', async () => {
    const { outbox } = edge.recording.engine;
    const { admit } = outbox;
    outbox.admit = () => Promise.reject(new Error('the database is away'));
    const activity = stopPress();
    const away = await edge.send(activity);
    outbox.admit = admit;

    expect(away.status).toBe(503);
    expect(edge.recording.ordered).toEqual([]);
    expect((await edge.send(activity)).status).toBe(200);
  });

  test('an answer whose turn the database could not give is sent when it can', async () => {
    const { outbox } = edge.recording.engine;
    const { takeTurn } = outbox;
    outbox.takeTurn = () => {
      outbox.takeTurn = takeTurn;
      return Promise.reject(new Error('the database is away'));
    };
    await edge.send(say('help'));
    await until(() => edge.channel.received.length === 1);

    expect(JSON.stringify(edge.channel.received)).toContain('help for');
  });

  test('the same activity delivered twice acts once', async () => {
    const activity = stopPress();
    const token = edge.channel.token();

    const answers = [await edge.send(activity, token), await edge.send(activity, token)];

    expect(answers.map(({ status }) => status)).toEqual([200, 403]);
    expect(edge.recording.ordered).toHaveLength(1);
  });

  test('an old activity with new contents is refused', async () => {
    const activity = stopPress();
    await edge.send(activity);

    const answer = await edge.send({ ...press('resume', {}), id: activity['id'] });

    expect(answer.status).toBe(403);
    expect(edge.recording.ordered.map(({ command }) => command)).toEqual(['stop']);
  });

  test('an upgrade to a socket is closed at once', async () => {
    const socket = connect(edge.port, '127.0.0.1');
    let text = '';
    socket.on('data', (data) => (text += String(data)));
    socket.write('GET /api/messages HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    await new Promise((resolve) => socket.once('close', resolve));

    expect(text).toMatch(/^HTTP\/1\.1 400/);
  });

  test('a body that never ends does not keep its connection', async () => {
    const socket = connect(edge.port, '127.0.0.1');
    let text = '';
    socket.on('data', (data) => (text += String(data)));
    socket.on('error', () => undefined);
    socket.write(
      'POST /api/messages HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
    );
    await new Promise((resolve) => socket.once('close', resolve));

    expect(text).toMatch(/^HTTP\/1\.1 408/);
  });
});

describe('typed words', () => {
  const table: [string, string][] = [
    ['/status', 'status'],
    ['STATUS', 'status'],
    ['<at>Changeover</at>&nbsp;/status ', 'status'],
    ['статус', 'status'],
    ['/next', 'next'],
    ['Дальше', 'next'],
    ['roles', 'roles'],
    ['/роли', 'roles'],
    ['журнал', 'log {} older false newer false'],
    ['/log 67', 'log {\\"stepId\\":\\"upn-to-initial-domain\\"} older false newer false'],
    ['/log отказы', 'log {\\"kind\\":\\"refused\\"} older false newer false'],
    ['/log никто', 'refused log.unknown'],
    ['/blockers', 'blockers all from 0'],
    ['что держит домен?', 'blockers all from 0'],
    ['помощь', 'help'],
    ['', 'help'],
    ['продолжить', 'stop'],
    ['/start', 'welcome'],
    ['начать 2026-12-12 22:00', 'welcome'],
  ];
  for (const [text, card] of table) {
    test(`"${text}" is answered in its thread with ${card}`, async () => {
      expect((await edge.send(say(text))).status).toBe(200);

      expect(await answerText()).toContain(`"${card} `);
      expect(edge.channel.received[0]?.path).toBe(`/v3/conversations/${channelId};messageid=1/activities`);
    });
  }

  test('a back-out is answered in words: its card follows in its own thread and stays current there', async () => {
    await edge.send(say('/backout'));
    expect(await answerText()).toContain('Turning back is put to the vote');
  });

  test('what is typed becomes an order in the name of who typed it', async () => {
    await edge.send(say('/stop the registrar is down', 'irina'));
    await edge.send(say('/backout 67 it broke', 'irina'));
    await edge.send(say('/start 2026-12-12 22:00', 'irina'));

    await until(() => edge.channel.received.length === 3);
    const by = people.irina.aadObjectId;
    expect(edge.recording.ordered).toEqual([
      { command: 'stop', by, order: { reason: 'the registrar is down' } },
      { command: 'backOut', by, order: { stepId: 'upn-to-initial-domain', reason: 'it broke' } },
      {
        command: 'begin',
        by,
        order: {
          cutoverAt: '2026-12-12T22:00:00.000Z',
          starter: expect.objectContaining({ personId: by, company: 'source', lang: 'ru' }),
        },
      },
    ]);
  });

  test('a moment that is typed or picked is one of whoever does it, in the zone that Teams names, or named last', async () => {
    const inMoscow = { localTimezone: 'Europe/Moscow' };
    const moved = { cutoverAt: '2026-12-21T17:00:00.000Z', reason: 'the vendor is ill' };
    const picked = { newDate: '2026-12-21', newTime: '20:00', moveReason: 'the vendor is ill' };
    const night = { cutoverDate: '2026-12-12', cutoverTime: '01:30' };
    await edge.send(say('/start 2026-12-12 22:00', 'elena', inMoscow));
    await edge.send(say('/reschedule 2026-12-21 20:00 the vendor is ill', 'elena'));
    await edge.send(say('/reschedule 2026-12-21 18:00 +01:00 the vendor is ill', 'elena'));
    await until(() => edge.recording.ordered.length === 3);
    await edge.send({ ...press('reschedule', picked, 'elena'), ...inMoscow });
    await edge.send(press('begin', night, 'elena'));
    await edge.send(press('answer', { attemptId: 'att-1', ...night }, 'elena'));

    expect(edge.recording.ordered).toMatchObject([
      { command: 'begin', order: { cutoverAt: '2026-12-12T19:00:00.000Z' } },
      { command: 'reschedule', order: moved },
      { command: 'reschedule', order: moved },
      { command: 'reschedule', order: moved },
      { command: 'begin', order: { cutoverAt: '2026-12-11T22:30:00.000Z' } },
      { command: 'answer', order: { answers: { cutoverDate: '2026-12-11', cutoverTime: '22:30' } } },
    ]);
  });

  test('whoever is given a role in which something waits already is called, and nobody else: the cards that ask it were posted before', async () => {
    const { elena, irina } = people;
    edge.recording.facts.set(`asked ${elena.aadObjectId}`, 'yes');
    const given = {
      roles: 'dns-admin,test-lead',
      'holders.dns-admin': elena.aadObjectId,
      'holders.test-lead': irina.aadObjectId,
    };
    await edge.send(press('assign-roles', given));
    await until(() => edge.channel.received.length === 1);
    const [{ body }] = edge.channel.received as unknown as [{ body: { text: string; entities: object[] } }];
    expect(body.text).toBe(`<at>${elena.name}</at> called in en`);
    expect(body.entities).toMatchObject([{ type: 'mention', mentioned: { id: elena.id } }]);

    edge.channel.received.length = 0;
    const entities = [{ type: 'mention', text: '<at>Elena</at>', mentioned: { id: elena.id, name: elena.name } }];
    await edge.send(say('/assign dns-admin <at>Elena</at>', 'anna', { entities }));
    await until(() => edge.channel.received.length === 2);
    expect(JSON.stringify(edge.channel.received.map((one) => (one as { body: unknown }).body))).toContain(
      'called in en',
    );
  });

  test('a role is assigned by its id or its name in either language to the one person mentioned, before or after it', async () => {
    const entities = [{ type: 'mention', text: '<at>Irina</at>', mentioned: { id: people.irina.id, name: 'Irina' } }];
    for (const words of [
      'source-admin <at>Irina</at>',
      'Source admin <at>Irina</at>',
      'администратор источника <at>Irina</at>',
      '<at>Irina</at> source-admin',
      '<at>Irina</at> as source admin',
      '<at>Irina</at> роль администратор источника',
    ]) {
      await edge.send(say(`/assign ${words}`, 'anna', { entities }));
    }

    await until(() => edge.channel.received.length === 6);
    expect(edge.recording.ordered).toHaveLength(6);
    for (const { order } of edge.recording.ordered) {
      expect(order).toMatchObject({
        role: 'source-admin',
        person: { personId: people.irina.aadObjectId, company: 'source' },
      });
    }
  });

  for (const [text, code, facts] of [
    ['/assign source admn <at>Irina</at>', 'assign.unknown-role', { typed: 'source admn', nearest: 'source-admin' }],
    ['/assign source admin', 'assign.incomplete', {}],
    ['/assign @Irina source-admin', 'assign.not-picked', { typed: '@Irina' }],
    ['/assign source-admin @Irina Sokolova', 'assign.not-picked', { typed: '@Irina' }],
    [
      '/backout upn-to-initial-domian',
      'backout.unknown',
      { typed: 'upn-to-initial-domian', nearest: 'upn-to-initial-domain' },
    ],
    ['/backout bananas', 'backout.unknown', { typed: 'bananas', nearest: 'none' }],
    ['/backout 999 it broke', 'backout.unknown', { typed: '999', nearest: 'none' }],
    ['/staus', 'command.unknown', { typed: 'staus', nearest: 'status' }],
    // What people say to a card is a button on it, and no other command is meant by it.
    ['<at>Changeover</at> go', 'command.is-a-button', { typed: 'go', button: 'go' }],
    ['/no, the vendor is ill', 'command.is-a-button', { typed: 'no', button: 'no' }],
    ['одобряю', 'command.is-a-button', { typed: 'одобряю', button: 'approve' }],
    ['Готово!', 'command.is-a-button', { typed: 'готово', button: 'complete' }],
    ['/gogo', 'command.unknown', { typed: 'gogo', nearest: 'log' }],
  ] as const) {
    test(`"${text}" does nothing and says what was meant`, async () => {
      const mention = { type: 'mention', text: '<at>Irina</at>', mentioned: { id: people.irina.id } };
      await edge.send(say(text, 'anna', { entities: text.includes('<at>') ? [mention] : [] }));
      await answerText();

      expect(edge.channel.received[0]?.body['summary']).toBe(`refused ${code} ${JSON.stringify(facts)}`);
      expect(edge.recording.ordered).toEqual([]);
    });
  }

  for (const [text, code, facts] of [
    ['/start tomorrow', 'start.unreadable-date', { typed: 'tomorrow' }],
    ['/start 2026-02-30', 'time.no-such-day', { typed: '2026-02-30', doing: 'start' }],
    ['/start 2026-12-12', 'start.no-time', { date: '2026-12-12' }],
    ['/start 18:00 UTC', 'start.no-date', { time: '18:00' }],
  ] as const) {
    test(`"${text}" starts nothing and says which part of T is missing`, async () => {
      edge.recording.stands('not-started');
      await edge.send(say(text));
      await answerText();

      expect(edge.channel.received[0]?.body['summary']).toBe(`refused ${code} ${JSON.stringify(facts)}`);
      expect(edge.recording.ordered).toEqual([]);
    });
  }

  test('a second start with half a date is told by the engine that it is under way, not how to write a date', async () => {
    edge.recording.refuse({ code: 'migration.already-started', facts: { moment: 'coming' } });
    await edge.send(say('/start 2026-12-12'));

    expect(await answerText()).toContain('migration.already-started');
  });

  test('a file in the personal chat is looked at as one, in the channel the words beside it count, and what is no list is none', async () => {
    const attachments = [
      {
        contentType: 'application/vnd.microsoft.teams.file.download.info',
        name: 'a.csv',
        content: { downloadUrl: 'https://contoso.sharepoint.com/a.csv' },
      },
    ];
    const personally = {
      conversation: { id: 'a:anna', conversationType: 'personal', tenantId },
      channelData: { tenant: { id: tenantId } },
    };
    for (const [fields, said] of [
      [{ ...personally, attachments }, 'refused upload.nothing-open'],
      [{ attachments }, 'help for'],
      [{ ...personally, attachments: { length: 3 } }, 'help for'],
      [{ ...personally, attachments: [null, 7, 'x'] }, 'help for'],
    ] as const) {
      edge.channel.received.length = 0;
      await edge.send(say('/help', 'anna', fields));
      expect(await answerText()).toContain(said);
    }
  });

  test('a personal answer in the channel mentions who asked, in their language', async () => {
    await edge.send(say('/next', 'irina'));

    const text = await answerText();
    expect(text).toContain('next for Irina Sokolova in ru');
    expect(text).toContain('<at>Irina Sokolova</at>');
  });

  test("what somebody asks in the channel is answered in their language, with nobody's buttons", async () => {
    await edge.send(say('/status', 'irina'));

    expect(await answerText()).toContain('status for everybody in ru');
  });

  test('who asks what holds the domain has it looked at now, and their answer is edited in their language', async () => {
    const { facts, ordered } = edge.recording;
    facts.set('something was seen', 'yes');
    await edge.send(say('/blockers', 'irina'));
    await until(() => [...facts.keys()].some((key) => key.startsWith('followed blockers:ru:')));

    expect(ordered).toMatchObject([{ command: 'lookAtBlockers' }]);
    expect((await edge.send(press('refresh', { card: 'blockers:ru:1700000000001' }))).text).toContain(
      'blockers all from 0 for Anna Lindqvist in ru',
    );
  });

  test('somebody who is not in the channel is refused, and that is in the audit log', async () => {
    const from = { id: '29:mallory', name: 'Mallory', aadObjectId: 'b0000000-0000-4000-8000-000000000666' };
    await edge.send({ ...say('/stop'), from });

    expect(await answerText()).toContain('person.not-member');
    expect(edge.recording.ordered).toEqual([]);
    expect(edge.recording.refusals).toMatchObject([{ by: null, refusal: { code: 'person.not-member' } }]);
  });

  test('a flood of outsiders does not fill the audit log', async () => {
    const flooded = await startEdge();
    try {
      for (let said = 0; said < 40; said += 1) {
        const from = {
          id: `29:m-${said}`,
          name: 'Mallory',
          aadObjectId: `b0000000-0000-4000-8000-0000000006${10 + said}`,
        };
        await flooded.send({ ...say('/stop'), from });
      }
      // A minute may have passed meanwhile.
      expect(flooded.recording.refusals.length).toBeLessThan(40);
    } finally {
      await flooded.stop();
    }
  });

  test('an answer the channel did not take is sent again, one that may have arrived is not', async () => {
    edge.channel.mishaps.push({ status: 429, retryAfter: '0' });
    await edge.send(say('/status'));
    await until(() => edge.channel.received.length === 2);

    edge.channel.received.length = 0;
    edge.channel.mishaps.push('lost-after-doing');
    await edge.send(say('/status'));
    await quiet();
    expect(edge.channel.received).toHaveLength(1);
  });
});

describe('card buttons', () => {
  const hash = 'f'.repeat(64);
  const good: [string, Record<string, unknown>, string, unknown][] = [
    [
      'approve',
      { attemptId: 'att-1', planHash: hash, typedDomain: 'contoso.com' },
      'approve',
      { attemptId: 'att-1', planHash: hash, typedDomain: 'contoso.com' },
    ],
    [
      'approve',
      { attemptId: 'att-1', planHash: hash, typedDomain: '' },
      'approve',
      { attemptId: 'att-1', planHash: hash },
    ],
    ['vote-go', { attemptId: 'att-1' }, 'vote', { attemptId: 'att-1', vote: 'go' }],
    [
      'vote-go',
      { attemptId: 'att-1', facts: 'abcdef01', drawnAt: '2026-11-30T19:00:00.000Z' },
      'vote',
      { attemptId: 'att-1', vote: 'go', facts: 'abcdef01', drawnAt: '2026-11-30T19:00:00.000Z' },
    ],
    ['vote-go', { attemptId: 'att-1', facts: '', drawnAt: '' }, 'vote', { attemptId: 'att-1', vote: 'go' }],
    [
      'vote-no',
      { attemptId: 'att-1', reason: 'not ready' },
      'vote',
      { attemptId: 'att-1', vote: 'no', reason: 'not ready' },
    ],
    [
      'answer',
      { attemptId: 'att-1', exchange: 'true', otherServices: '' },
      'answer',
      { attemptId: 'att-1', answers: { exchange: 'true' } },
    ],
    ['take', { attemptId: 'att-1' }, 'take', { attemptId: 'att-1' }],
    ['complete', { attemptId: 'att-1', note: 'ticket 7' }, 'complete', { attemptId: 'att-1', note: 'ticket 7' }],
    ['accept', { attemptId: 'att-1', note: 'known' }, 'accept', { attemptId: 'att-1', note: 'known' }],
    ['again', { stepId: 'upn-to-initial-domain' }, 'again', { stepId: 'upn-to-initial-domain' }],
    ['stop', {}, 'stop', {}],
    ['resume', {}, 'resume', {}],
    ['back-out', { reason: 'mail lost' }, 'backOut', { reason: 'mail lost' }],
    ['begin', { cutoverDate: '2026-12-12', cutoverTime: '22:00' }, 'begin', { cutoverAt: '2026-12-12T22:00:00.000Z' }],
    [
      'assign-roles',
      { roles: 'dns-admin,test-lead', 'holders.dns-admin': people.elena.aadObjectId },
      'assignRoles',
      {
        roles: [
          { role: 'dns-admin', people: [{ personId: people.elena.aadObjectId, company: 'other' }] },
          { role: 'test-lead', people: [] },
        ],
        anyway: false,
      },
    ],
    ['approve-no', { attemptId: 'att-1', reason: 'not yet' }, 'refuse', { attemptId: 'att-1', reason: 'not yet' }],
    ['take-back', { attemptId: 'att-1' }, 'takeBack', { attemptId: 'att-1' }],
    [
      'take-go-back',
      { attemptId: 'att-1', reason: 'the backup failed' },
      'takeGoBack',
      { attemptId: 'att-1', reason: 'the backup failed' },
    ],
    ['hand-back', { attemptId: 'att-1', reason: 'half' }, 'handBack', { attemptId: 'att-1', note: 'half' }],
    ['give-up', { attemptId: 'att-1', reason: 'no way' }, 'giveUp', { attemptId: 'att-1', reason: 'no way' }],
    [
      'nothing-runs',
      { attemptId: 'att-1', reason: 'its list is empty' },
      'accountFor',
      { attemptId: 'att-1', reason: 'its list is empty' },
    ],
    [
      'runs-as',
      { attemptId: 'att-1', outsideId: 'run-7', reason: 'seen in its list' },
      'accountFor',
      { attemptId: 'att-1', outsideId: 'run-7', reason: 'seen in its list' },
    ],
    [
      'attach-files',
      { fileIds: '0198f0aa-1111-7000-8000-000000000001', task: 'att-1' },
      'attachHeld',
      { attemptId: 'att-1', fileIds: ['0198f0aa-1111-7000-8000-000000000001'] },
    ],
    [
      'role-not-needed',
      { role: 'onprem-exchange-admin', reason: 'all cloud' },
      'declareNotNeeded',
      { role: 'onprem-exchange-admin', reason: 'all cloud' },
    ],
    ['role-needed', { role: 'onprem-exchange-admin' }, 'declareNeeded', { role: 'onprem-exchange-admin' }],
  ];
  for (const [verb, data, command, order] of good) {
    test(`${verb} ${JSON.stringify(data).slice(0, 60)} becomes the order ${command}`, async () => {
      const answer = await edge.send(press(verb, data));

      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({ statusCode: 200 });
      expect(edge.recording.ordered).toMatchObject([{ command, by: people.anna.aadObjectId, order }]);
    });
  }

  test('several tasks reported in one press are an order each, and those left empty are none', async () => {
    const attemptIds = 'look-1,read-2,count-1';
    const sent = { attemptIds, 'note.look-1': 'seen on both', 'note.read-2': '', 'done.count-1': 'true' };
    const answer = await edge.send(press('complete-several', sent));

    expect(answer.text).toContain('next for Anna Lindqvist');
    expect(edge.recording.ordered).toMatchObject([
      { command: 'complete', by: people.anna.aadObjectId, order: { attemptId: 'look-1', note: 'seen on both' } },
      { command: 'complete', by: people.anna.aadObjectId, order: { attemptId: 'count-1' } },
    ]);
    expect(edge.recording.ordered[1]?.order).not.toHaveProperty('note');
  });

  test('of several tasks each refusal is named, and the others are taken', async () => {
    edge.recording.refuse({ code: 'evidence.number', facts: { step: 'look' } });
    const sent = { attemptIds: 'look-1,read-2', 'note.look-1': 'ok', 'note.read-2': 'nothing left on either' };
    const answer = await edge.send(press('complete-several', sent, 'irina'));

    expect(answer.body).toMatchObject({ type: 'application/vnd.microsoft.activity.message' });
    expect((answer.body as { value: string }).value).toBe(
      'Отмечено как сделанное: 1 из 2; по остальным сказано, почему нет.\n\nevidence.number {"step":"look"} in ru',
    );
    expect(edge.recording.ordered).toMatchObject([
      { order: { attemptId: 'look-1' } },
      { order: { attemptId: 'read-2' } },
    ]);
  });

  test('several tasks with nothing to show for any of them are no order at all', async () => {
    const answer = await edge.send(press('complete-several', { attemptIds: 'look-1,read-2', 'note.look-1': '' }));
    expect(answer.text).toContain('complete-several.nothing');
    expect(edge.recording.ordered).toEqual([]);
  });

  for (const [data, code] of [
    [{ cutoverDate: '2026-12-12' }, 'start.no-time'],
    [{ cutoverTime: '18:00' }, 'start.no-date'],
  ] as const) {
    test(`a start card with half a moment is answered ${code} in words, so the card keeps what was typed`, async () => {
      edge.recording.stands('not-started');
      const answer = await edge.send(press('begin', data));

      expect(answer.body).toMatchObject({ type: 'application/vnd.microsoft.activity.message' });
      expect(answer.text).toContain(code);
      expect(edge.recording.ordered).toEqual([]);
    });
  }

  test('a start the engine refuses is answered in words, so the card keeps what was typed', async () => {
    edge.recording.refuse({ code: 'start.past', facts: {} });
    const answer = await edge.send(press('begin', { cutoverDate: '2026-11-20', cutoverTime: '18:00' }));

    expect(answer.body).toMatchObject({ type: 'application/vnd.microsoft.activity.message' });
    expect(answer.text).toContain('start.past');
  });

  for (const [verb, data, shown] of [
    ['refresh', { card: 'attempt:att-1' }, 'attempt:att-1'],
    ['refresh', { card: 'board:prepare' }, 'board:prepare'],
    ['see-plan', { attemptId: 'att-1', offset: '10' }, 'plan 10 from 10'],
    ['see-plan', { attemptId: 'att-1', offset: 0 }, 'plan 10 from 0'],
    ['ask-why', { attemptId: 'att-1' }, 'why'],
    ['see-next', {}, 'next'],
    ['see-blockers', { kind: 'users', offset: 8 }, 'blockers users from 8'],
    ['refresh', { card: 'blockers' }, 'blockers all from 0'],
    ['see-status', {}, 'status'],
    ['approve', { attemptId: 'att-1', planHash: hash }, 'attempt:att-1'],
  ] as const) {
    test(`${verb} shows ${shown} to the person who pressed and to nobody else`, async () => {
      const answer = await edge.send(press(verb, data, 'irina'));

      expect(answer.body).toMatchObject({ type: 'application/vnd.microsoft.card.adaptive' });
      expect(answer.text).toContain(`${shown} for Irina Sokolova in ru`);
      await quiet();
      expect(edge.channel.received).toEqual([]);
    });
  }

  const edited: [string, unknown][] = [
    ['approve', { attemptId: 'att-1' }],
    ['approve', { attemptId: 'att-1', planHash: 'fff' }],
    ['approve', { attemptId: 7, planHash: hash }],
    ['approve', { attemptId: 'att-1', planHash: hash, personId2: 'someone-else' }],
    ['approve', { attemptId: 'att-1', planHash: hash, state: 'approved' }],
    ['approve', { attemptId: 'att-1', planHash: hash, typedDomain: { $gt: '' } }],
    ['approve', { attemptId: ['att-1'], planHash: hash }],
    ['approve', 'att-1'],
    ['approve', []],
    ['vote-go', {}],
    ['vote-go', { attemptId: 'att-1', facts: 'as you like', drawnAt: '' }],
    ['vote-go', { attemptId: 'att-1', verb: 'approve' }],
    ['answer', { attemptId: 'att-1', planHash: hash }],
    ['answer', { attemptId: 'att-1', __proto__x: 'y' }],
    ['again', { stepId: '../../etc/passwd' }],
    ['refresh', { card: 'attempt:' }],
    ['refresh', { card: 'audit' }],
    ['see-plan', { attemptId: 'att-1', offset: '-1' }],
    ['see-plan', { attemptId: 'att-1', offset: 1.5 }],
    ['assign-roles', { roles: 'dns-admin,god', 'holders.dns-admin': people.elena.aadObjectId }],
    ['complete', { attemptId: 'att-1', note: 'x'.repeat(4001) }],
    ['complete-several', { attemptIds: 'att-1,../x', 'note.att-1': 'seen' }],
    ['complete-several', { attemptIds: Array.from({ length: 13 }, (_, n) => `a-${n}`).join(',') }],
  ];
  for (const [verb, data] of edited) {
    test(`${verb} with ${JSON.stringify(data).slice(0, 70)} was edited by hand: nothing is done, and it is in the audit log`, async () => {
      const answer = await edge.send(press(verb, data));

      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({ type: 'application/vnd.microsoft.activity.message' });
      expect(answer.text).toContain('card.edited');
      expect(edge.recording.ordered).toEqual([]);
      expect(edge.recording.refusals).toMatchObject([
        { by: people.anna.aadObjectId, refusal: { code: 'card.edited' } },
      ]);
    });
  }

  test('an unknown verb is answered in words', async () => {
    for (const activity of [
      press('format-c', {}),
      press('toString', {}),
      edge.channel.activity('invoke', 'anna', { name: 'task/fetch', value: {} }),
      edge.channel.activity('invoke', 'anna', { name: 'adaptiveCard/action' }),
    ]) {
      const answer = await edge.send(activity);
      expect(answer.status).toBe(200);
      expect(answer.text).toContain('card.unknown-verb');
    }
  });

  test('a refusal of the engine is told to the person alone, in their language', async () => {
    edge.recording.refuse({ code: 'approval.same-person', facts: { at: '01:02' } });

    const answer = await edge.send(press('approve', { attemptId: 'att-1', planHash: hash }, 'irina'));

    expect(answer.text).toContain('approval.same-person');
    expect(answer.text).toContain('in ru');
    await quiet();
    expect(edge.channel.received).toEqual([]);
  });

  test('a fault is answered with a number to ask about, and its stack stays in the log', async () => {
    edge.recording.breakOnce();
    const answer = await edge.send(press('take', { attemptId: 'att-1' }));
    edge.recording.breakOnce();
    await edge.send(say('/stop'));

    expect(answer.status).toBe(200);
    expect(answer.text).toContain('fault.internal');
    expect(answer.text).not.toContain('secret stack');
    expect(await answerText()).toContain('fault.internal');
    expect(edge.faults).toHaveLength(2);
    expect(edge.faults[0]).toMatchObject({ err: expect.objectContaining({ message: 'secret stack' }) });
  });

  test('a button of a client without Action.Execute does the same, and answers with nobody in particular’s view', async () => {
    const value = { verb: 'approve', attemptId: 'att-1', planHash: hash };
    await edge.send(edge.channel.activity('message', 'irina', { value }));

    expect(edge.recording.ordered).toMatchObject([{ command: 'approve', by: people.irina.aadObjectId }]);
    expect(await answerText()).toContain('attempt:att-1 for everybody in en');
  });

  test('card data cannot say who pressed', async () => {
    await edge.send(press('answer', { attemptId: 'att-1', from: people.irina.aadObjectId, aadObjectId: 'x' }));

    expect(edge.recording.ordered).toMatchObject([{ by: people.anna.aadObjectId }]);
  });
});

describe('health and downloads', () => {
  test('alive is not the same as ready', async () => {
    edge.state.ready = false;
    const codes = await Promise.all(
      ['healthz', 'readyz'].map(async (path) => (await fetch(`${edge.baseUrl}/${path}`)).status),
    );
    edge.state.ready = true;

    expect(codes).toEqual([200, 503]);
    expect((await fetch(`${edge.baseUrl}/readyz`)).status).toBe(200);
  });

  test('a signed link gives the whole plan, as JSON and as a workbook, and evidence under its own name', async () => {
    const plan = await fetch(edge.file('plan', 'att-1', 'json'));
    const workbook = await fetch(edge.file('plan', 'att-1', 'xlsx'));
    const evidence = await fetch(edge.file('evidence', 'ev-1', 'csv'));

    expect(((await plan.json()) as { changes: unknown[] }).changes).toHaveLength(1200);
    expect(workbook.headers.get('content-disposition')).toContain('upn-to-initial-domain-ffffffff.xlsx');
    expect(evidence.headers.get('content-disposition')).toContain(
      `filename*=UTF-8''${encodeURIComponent('список.csv')}`,
    );
    expect(await evidence.text()).toBe('a;b');
  });

  test('a link for another file, another format or from nobody opens nothing', async () => {
    const good = edge.file('evidence', 'ev-1', 'csv');
    for (const link of [
      good.replace('ev-1', 'ev-2'),
      good.replace('csv', 'json'),
      good.replace(/signature=.*/, 'signature='),
      good.replace(/\?.*/, ''),
    ]) {
      const response = await fetch(link);
      expect([response.status, await response.text()]).toEqual([403, 'words of file.unknown']);
    }
    expect((await fetch(edge.file('evidence', 'gone', 'csv'))).status).toBe(404);
  });
});

test('every word the bot understands is told by /help', () => {
  expect(typedWords.map(({ word }) => word)).toEqual([...wordsOfHelp]);
});
