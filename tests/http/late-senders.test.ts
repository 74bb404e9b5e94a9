/** Nobody can keep a door's connection by beginning a request and not ending it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { once } from 'node:events';
import { openDoor } from '../../src/http/door';
import { ask, heard, open } from './support/raw';
import { listening, openThreeDoors, shut, type ThreeDoors } from './support/three-doors';

const withinMs = 200;
const head = (method: string, path: string, headers: readonly string[] = []): string =>
  `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n${headers.map((header) => `${header}\r\n`).join('')}`;
/** What is looked at now and then goes by the test's clock, everything else by the wall's. */
const allBesideIntervals = [
  'Date',
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setTimeout',
  'clearTimeout',
] as const;
const announced = ['Content-Type: application/json', 'Authorization: Bearer good', 'Content-Length: 100'];

describe('at every door', () => {
  let doors: ThreeDoors;
  beforeAll(async () => {
    doors = await openThreeDoors({ requestWithinMs: withinMs });
  });
  afterAll(() => doors.close());

  test.each([
    ['bot', 'POST /api/messages'],
    ['room', 'POST /api/messages'],
    ['room', 'POST /room/messages'],
    ['room', 'POST /world/clock'],
    ['room', 'POST /connector/v3/conversations'],
    ['room', 'POST /botframework/token'],
    ['world', 'POST /world/clock'],
    ['world', 'PATCH /graph.microsoft.com/v1.0/users/x'],
    ['world', 'POST /login.microsoftonline.com/common/oauth2/v2.0/token'],
    ['world', 'POST /outlook.office365.com/adminapi/beta/x/InvokeCommand'],
  ] as const)('%s: the body of %s that is announced and never sent is not waited for', async (door, line) => {
    const [method = '', path = ''] = line.split(' ');
    const socket = open(doors[door]);
    socket.write(`${head(method, path, announced)}\r\n{`);

    const { status, text } = await heard(socket);

    // The connector looks at the token first.
    expect([text.split('\r\n')[0], [408, 401]]).toEqual([expect.any(String), expect.arrayContaining([status])]);
  });

  test.each(['bot', 'room', 'world'] as const)('%s: headers that never end are not waited for', async (door) => {
    const socket = open(doors[door]);
    socket.write(head('GET', '/healthz'));

    expect((await heard(socket)).status).toBe(408);
  });

  test.each(['bot', 'room', 'world'] as const)('%s: who connects and says nothing is sent away', async (door) => {
    expect((await heard(open(doors[door]))).status).toBe(408);
  });
});

describe('every door', () => {
  const seconds = (many: number): void => void jest.advanceTimersByTime(many * 1000);
  afterEach(() => jest.useRealTimers());

  test('gives ten seconds where nobody has said otherwise', async () => {
    jest.useFakeTimers({ doNotFake: [...allBesideIntervals] });
    const doors = await openThreeDoors();
    const begun = await Promise.all(
      [
        [doors.bot, '/api/messages'] as const,
        [doors.room, '/room/messages'] as const,
        [doors.world, '/world/clock'] as const,
      ].map(async ([port, path]) => {
        const socket = open(port);
        socket.write(`${head('POST', path, [...announced, 'Expect: 100-continue'])}\r\n{`);
        await once(socket, 'data');
        return socket;
      }),
    );
    const ended = Promise.all(begun.map(heard));

    seconds(9);
    // Whatever was said to them until now has arrived before another's answer.
    for (const port of [doors.bot, doors.room, doors.world]) await ask(port, 'GET /healthz');
    expect(begun.map((socket) => socket.readableEnded || socket.destroyed)).toEqual([false, false, false]);
    seconds(1);

    expect((await ended).map(({ status }) => status)).toEqual([408, 408, 408]);
    await doors.close();
  });
});

describe('a door', () => {
  let port = 0;
  let close: () => Promise<void>;
  let answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  const faults: unknown[] = [];
  const bodyOf = async (request: IncomingMessage): Promise<string> => {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    return text;
  };

  beforeEach(async () => {
    faults.length = 0;
    const server = openDoor({
      answer: (request, response) => answer(request, response),
      onFault: (fault) => void faults.push(fault),
      requestWithinMs: withinMs,
    });
    server.keepAliveTimeout = 60_000;
    port = await listening(server);
    close = () => shut(server);
    answer = async (request, response) => void response.end(`got ${await bodyOf(request)}`);
  });
  afterEach(() => close());

  test('counts the whole request: a byte now and then does not help', async () => {
    const socket = open(port);
    const ended = heard(socket);
    socket.write(head('GET', '/'));
    const dribble = setInterval(() => socket.write('X'), withinMs / 20);

    const { status } = await ended;
    clearInterval(dribble);

    expect(status).toBe(408);
    expect(faults).toEqual([]);
  });

  test('holds the second request on a connection to the same time as the first', async () => {
    const socket = open(port);
    socket.write(`${head('GET', '/first')}\r\n`);
    await once(socket, 'data');
    socket.write(head('GET', '/second'));

    expect((await heard(socket)).text).toMatch(/^HTTP\/1\.1 408/);
  });

  test('lets a connection rest between two requests, and an answer take its time', async () => {
    const socket = open(port);
    socket.write(`${head('GET', '/first')}\r\n`);
    await once(socket, 'data');
    const other = open(port);
    // Whoever says nothing on another connection is sent away meanwhile, twice over.
    await heard(other);
    answer = async (_request, response) => {
      await heard(open(port));
      response.end('slowly');
    };
    socket.write(`${head('GET', '/second', ['Connection: close'])}\r\n`);

    expect((await heard(socket)).text).toMatch(/^HTTP\/1\.1 200[\s\S]*slowly/);
  });

  test('does not blame the sender for what it was too busy to read', async () => {
    const begun = new Promise<void>((resolve) => {
      answer = async (request, response) => {
        resolve();
        response.end(`got ${await bodyOf(request)}`);
      };
    });
    const socket = open(port);
    const ended = heard(socket);
    socket.write(`${head('POST', '/', ['Content-Length: 4', 'Connection: close'])}\r\nbo`);
    await begun;
    socket.write('dy');
    const until = Date.now() + 3 * withinMs;
    while (Date.now() < until);

    expect((await ended).text).toMatch(/^HTTP\/1\.1 200[\s\S]*body/);
  });

  test('stops waiting for the rest of a body that it has answered already', async () => {
    answer = async (_request, response) => void response.end('enough');
    const socket = open(port);
    socket.write(`${head('POST', '/', announced)}\r\n{`);

    expect((await heard(socket)).text).toMatch(/^HTTP\/1\.1 200[\s\S]*enough$/);
  });
});
