/** A sender who is refused before they have said everything hears why, from the bot itself, whether they talk to it or through the room. */
import { once } from 'node:events';
import { createServer as createListener, type AddressInfo, type Server } from 'node:net';
import { request } from 'node:http';
import { ask, open } from './support/raw';
import { maxBodyBytes, openThreeDoors, type ThreeDoors } from './support/three-doors';

let doors: ThreeDoors;
const listeners: Server[] = [];
beforeAll(async () => {
  doors = await openThreeDoors();
});
beforeEach(() => {
  doors.received.length = 0;
  doors.botIsAt(doors.bot);
});
afterEach(() => {
  for (const listener of listeners.splice(0)) listener.close();
});
afterAll(() => doors.close());

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Sends everything, as quickly as it is taken, and hears the answer whenever it comes. */
function send(port: number, path: string, headers: Record<string, string>, bytes: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sending = request(
      { host: '127.0.0.1', port, path, method: 'POST', headers: { 'content-type': 'application/json', ...headers } },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (part: string) => (text += part));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
      },
    );
    // Whoever has heard the answer need not be listened to any longer.
    sending.on('error', reject);
    sending.end(Buffer.alloc(bytes, 'x'));
  });
}

const large = 8 * 1024 * 1024;
const length = (bytes: number): Record<string, string> => ({ 'content-length': `${bytes}` });
const good = { authorization: 'Bearer good' };
const wrong = { authorization: 'Bearer good', 'content-encoding': 'gzip' };

describe.each(['bot', 'room'] as const)('at the %s', (door) => {
  test.each([
    ['without a token', {}, 401, 'not authorised'],
    ['that is too large', good, 413, 'too large'],
    ['that is compressed', wrong, 415, 'not taken'],
  ] as const)('a large body %s is answered with the bot’s own words', async (_, headers, status, words) => {
    const answers = [];
    for (let times = 0; times < 4; times += 1)
      answers.push(await send(doors[door], '/api/messages', { ...headers, ...length(large) }, large));

    expect(answers.map((answer) => answer.status)).toEqual(Array(4).fill(status));
    for (const { text } of answers)
      expect((JSON.parse(text) as { error: object }).error).toMatchObject({
        message: expect.stringContaining(words),
      });
  });

  test('a body that turns out too large on the way is answered 413', async () => {
    const answer = await send(doors[door], '/api/messages', { ...good, 'transfer-encoding': 'chunked' }, large);

    expect(answer).toMatchObject({ status: 413, text: expect.stringContaining('too large') });
  });

  test('a refusal does not wait for a body that never comes', async () => {
    const socket = open(doors[door]);
    socket.write(
      `POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n`,
    );

    const [first] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();

    expect(String(first)).toMatch(/^HTTP\/1\.1 401[\s\S]*not authorised/);
  });

  test('an activity as large as may be arrives whole, and the connection serves the next one', async () => {
    const text = 'x'.repeat(maxBodyBytes - 100);
    const post = (): Promise<Response> =>
      fetch(`http://127.0.0.1:${doors[door]}/api/messages`, {
        method: 'POST',
        headers: { ...good, 'content-type': 'application/json' },
        body: JSON.stringify({ text }),
      });

    expect([(await post()).status, (await post()).status]).toEqual([200, 200]);
    expect(doors.received).toEqual([{ text }, { text }]);
  });
});

describe('through the room', () => {
  /** Something on a port that is not quite a bot. */
  async function pretend(behave: (port: { write(text: string): void; hangUp(): void }) => void): Promise<void> {
    const listener = createListener((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => behave({ write: (text) => socket.write(text), hangUp: () => socket.destroy() }));
    });
    listeners.push(listener);
    listener.listen(0, '127.0.0.1');
    await once(listener, 'listening');
    doors.botIsAt((listener.address() as AddressInfo).port);
  }

  test('a bot that is not there is not running, and one that nobody has heard of neither', async () => {
    await pretend(() => undefined);
    const listener = listeners.pop() as Server;
    listener.close();
    await once(listener, 'close');
    const answers = [await ask(doors.room, 'GET /healthz')];
    doors.botIsAt(null);
    answers.push(await ask(doors.room, 'GET /healthz'));

    for (const { status, text } of answers) {
      expect(status).toBe(503);
      expect(text).toContain('the bot is not running');
    }
  });

  test('a bot that hangs up without an answer is another thing than one that is not running', async () => {
    await pretend(({ hangUp }) => hangUp());

    const { status, text } = await ask(doors.room, 'GET /healthz');

    expect(status).toBe(502);
    expect(text).toContain('the bot closed the connection without an answer');
  });

  test('an answer that breaks off in the middle is not passed on as a whole one', async () => {
    await pretend(({ write, hangUp }) => {
      write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf of');
      hangUp();
    });

    const { text } = await ask(doors.room, 'GET /healthz');

    expect(text).not.toContain('not running');
    expect(text).toMatch(/half of$|^$/);
  });

  test('what concerns one connection only is not handed to the other', async () => {
    let asked = '';
    const listener = createListener((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', (data) => {
        asked = String(data);
        socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\nX-Kept: yes\r\n\r\nok');
      });
    });
    listeners.push(listener);
    listener.listen(0, '127.0.0.1');
    await once(listener, 'listening');
    doors.botIsAt((listener.address() as AddressInfo).port);
    const socket = open(doors.room);
    const request =
      'GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: keep-alive, Upgrade\r\nUpgrade: h2c\r\nX-Asked: yes\r\n\r\n';
    socket.write(request);
    const [first] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();

    expect(asked).toMatch(/^X-Asked: yes/im);
    expect(asked).not.toMatch(/^Upgrade:/im);
    expect(String(first)).toMatch(/^X-Kept: yes/im);
    expect(String(first)).not.toMatch(/^Connection: close/im);
  });

  test('a sender who leaves in the middle leaves nobody waiting at the bot', async () => {
    let ended: Promise<unknown> | undefined;
    const arrived = new Promise<void>((resolve) => {
      const listener = createListener((socket) => {
        socket.on('error', () => undefined);
        ended = once(socket, 'close');
        socket.once('data', () => resolve());
      });
      listeners.push(listener);
      listener.listen(0, '127.0.0.1', () => doors.botIsAt((listener.address() as AddressInfo).port));
    });
    await once(listeners[0] as Server, 'listening');
    const socket = open(doors.room);
    socket.write('POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{');
    await arrived;
    socket.destroy();

    await ended;
  });
});

test.each([
  ['room', '/room/messages', 413, 'too large'],
  ['room', '/botframework/token', 413, 'too large'],
  ['world', '/world/faults', 400, 'longer than the world reads'],
  ['world', '/graph.microsoft.com/v1.0/users', 413, 'longer than the world reads'],
] as const)('at the %s’s own door %s what is too large is answered %i', async (door, path, status, words) => {
  for (let times = 0; times < 3; times += 1) {
    const bytes = 3 * large;
    const answer = await send(doors[door], path, length(bytes), bytes);

    expect(answer).toMatchObject({ status, text: expect.stringContaining(words) });
  }
});

test.each(['gzip', 'br'])('a service answers a body that is said to be %s and is not', async (encoding) => {
  const headers = { ...length(100), 'content-encoding': encoding };

  expect((await send(doors.world, '/graph.microsoft.com/v1.0/users', headers, 100)).status).toBe(400);
});
