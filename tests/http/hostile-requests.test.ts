/** What nobody's client would send, said on a bare socket at each of the three doors. */
import { once } from 'node:events';
import { ask, heard, open } from './support/raw';
import { openThreeDoors, type ThreeDoors } from './support/three-doors';

let doors: ThreeDoors;
const faults: unknown[] = [];
let consoleError: typeof console.error;

beforeAll(async () => {
  consoleError = console.error;
  // A door that does not know how to answer says so here.
  console.error = (...said: unknown[]) => void faults.push(said);
  doors = await openThreeDoors();
});
afterAll(async () => {
  await doors.close();
  console.error = consoleError;
});
beforeEach(() => {
  faults.length = 0;
});
afterEach(async () => {
  expect(faults).toEqual([]);
  const alive = [
    await ask(doors.bot, 'GET /healthz'),
    await ask(doors.room, 'GET /room/state?as=anna'),
    await ask(doors.world, 'GET /world/clock'),
  ];
  expect(alive.map(({ status }) => status)).toEqual([200, 200, 200]);
});

const three = ['bot', 'room', 'world'] as const;

describe('an absolute address in the request line (RFC 9112, 3.2.2)', () => {
  for (const [door, path, status, words] of [
    ['bot', '/healthz', 200, 'alive'],
    ['bot', '/api/messages', 405, 'MethodNotAllowed'],
    ['room', '/healthz', 200, 'alive'],
    ['room', '/room/state?as=anna', 200, '"me":"anna"'],
    ['room', '/world/clock', 200, 'wallAt'],
    ['room', '/graph.microsoft.com/v1.0/domains', 401, 'InvalidAuthenticationToken'],
    ['room', '', 200, '<!doctype html>'],
    ['world', '/world/clock', 200, 'wallAt'],
    ['world', '/graph.microsoft.com/v1.0/domains', 401, 'InvalidAuthenticationToken'],
    ['world', '/nowhere', 404, 'Nothing is here'],
  ] as const) {
    test(`is answered at the ${door} as ${path === '' ? '/' : path} would be`, async () => {
      const port = doors[door];
      const answers = [
        await ask(port, `GET http://127.0.0.1:${port}${path}`),
        await ask(port, `GET HTTP://127.0.0.1:${port}${path}`),
      ];

      expect(answers.map((answer) => answer.status)).toEqual([status, status]);
      for (const { text } of answers) expect(text).toContain(words);
    });
  }

  test.each(['/world/state', '/room/state?as=anna'])(
    'its host counts, not the header: %s for another is refused',
    async (path) => {
      const answer = await ask(doors.room, `GET http://evil.example${path}`, [`Host: 127.0.0.1:${doors.room}`]);

      expect(answer.status).toBe(403);
    },
  );
});

const nonsense: readonly string[] = [
  'GET http://',
  'GET http:///world/clock',
  'GET http://[',
  'GET http://%/',
  'GET http://127.0.0.1:99999/',
  'GET http://somebody@127.0.0.1/world/clock',
  'GET ftp://127.0.0.1/world/clock',
  'GET *',
  'GET world/clock',
  'GET ?',
];
const nowhere: readonly string[] = [
  'GET //..%2fworld/state',
  'GET //..%2f..%2fetc/passwd',
  'GET //',
  'GET ///',
  'GET //[',
  'GET //x:y/',
  'GET //world/clock',
  'GET /\\[',
  'GET /\\',
  'GET /%',
  'GET /%00',
  'GET /%zz',
  'GET /..;/',
  'GET /%2e%2e/%2e%2e/etc/passwd',
  `GET /${'a'.repeat(12_000)}`,
];

for (const door of three) {
  describe(`at the ${door}`, () => {
    test.each(nonsense)('%s is no request', async (line) => {
      expect((await ask(doors[door], line)).status).toBe(400);
    });

    test.each(nowhere)('%s leads nowhere', async (line) => {
      expect((await ask(doors[door], line)).status).toBe(404);
    });

    test('a request line of 70,000 characters is too long', async () => {
      expect((await ask(doors[door], `GET /${'a'.repeat(70_000)}`)).status).toBe(431);
    });

    test.each(['[', 'a b', '%', '127.0.0.1:99999', 'x/y', 'somebody@127.0.0.1', 'x?y', 'x#y', 'x\\y'])(
      'a Host that is none (%s) is no request',
      async (host) => {
        expect((await ask(doors[door], 'GET /healthz', [`Host: ${host}`])).status).toBe(400);
      },
    );

    test('OPTIONS * is answered for the whole server', async () => {
      expect((await ask(doors[door], 'OPTIONS *')).status).toBe(204);
    });

    test.each(['CONNECT 127.0.0.1:25', 'CONNECT /'])('nobody is connected through it (%s)', async (line) => {
      expect((await ask(doors[door], line)).status).toBe(501);
    });

    test.each(['CONNECT 127.0.0.1:25', 'GET /healthz'])(
      'whoever asks for another protocol (%s) and hangs up at once hurts nobody',
      async (line) => {
        for (let times = 0; times < 5; times += 1) {
          const socket = open(doors[door]);
          await once(socket, 'connect');
          socket.write(`${line} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
          socket.resetAndDestroy();
        }
      },
    );

    test('what is no HTTP at all is answered 400', async () => {
      const socket = open(doors[door]);
      socket.write('\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03');

      expect((await heard(socket)).status).toBe(400);
    });
  });
}

const services = ['graph.microsoft.com', 'login.microsoftonline.com', 'outlook.office365.com'] as const;
test.each(services)('%s with a path that cannot be decoded is answered 400', async (host) => {
  for (const path of [
    '/v1.0/users/%',
    '/%/v2.0/.well-known/openid-configuration',
    '/%/oauth2/v2.0/token',
    '/adminapi/beta/%/InvokeCommand',
    '/%c3',
  ]) {
    for (const method of ['GET', 'POST']) {
      const { status } = await ask(doors.world, `${method} /${host}${path}`, ['Content-Length: 0']);
      expect([method, path, status]).toEqual([method, path, 400]);
    }
  }
});

test('with a good token, too, a path that cannot be decoded is answered 400', async () => {
  const { tenantId, apps } = doors.discovery.source;
  const signIn = await fetch(
    `http://127.0.0.1:${doors.world}/login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`,
    {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: apps.bot.clientId,
        client_secret: apps.bot.clientSecret,
        scope: 'https://graph.microsoft.com/.default',
      }),
    },
  );
  const { access_token: token } = (await signIn.json()) as { access_token: string };

  const answer = await ask(doors.world, 'GET /graph.microsoft.com/v1.0/users/%', [`Authorization: Bearer ${token}`]);

  expect(answer.status).toBe(400);
});

test.each(['/world/admin/source/users/%', '/world/admin/source/users/%c3', '/world/%'])(
  'the world’s own door %s is answered 400',
  async (path) => {
    const { status } = await ask(doors.world, `POST ${path}`, ['Content-Length: 0']);
    expect(status).toBe(400);
  },
);
