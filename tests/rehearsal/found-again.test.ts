import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { findOrStartRehearsal, type RehearsalProcess } from '../../src/main/rehearsal/find-or-start.js';

const built = resolve(__dirname, '../../dist/main/rehearsal');
const started: ChildProcess[] = [];
let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'changeover-found-'));
  mkdirSync(join(dataDir, 'rehearsal'));
});
afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }
  rmSync(dataDir, { recursive: true, force: true });
});

const fileIn = (name: string): string => join(dataDir, 'rehearsal', name);
const stands = (url: string, pid: number): void =>
  writeFileSync(
    fileIn('rehearsal.json'),
    JSON.stringify({ url, pid, controlToken: 'token', bot: {}, hostTenantId: 'tenant' }),
  );
const options = (more: { answerWithinMs?: number; endWithinMs?: number } = {}) => ({
  ...{ dataDir, port: 0, mailboxes: 1, seed: 1, rate: 60, company: null, faults: null, channelLimits: false },
  ...more,
});

describe('a rehearsal that stands', () => {
  let server: Server;
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  test.each<[string, (request: IncomingMessage, response: ServerResponse) => void]>([
    ['is too busy to answer at once', () => undefined],
    [
      'answers that it cannot just now',
      (_request, response) => {
        response.statusCode = 503;
        response.end();
      },
    ],
    ['resets the connection', (request) => void request.socket.resetAndDestroy()],
  ])('and %s is asked again after a while: no second world begins over the same folder', async (_what, firstAnswer) => {
    const asked: number[] = [];
    server = createServer((request, response) => {
      asked.push(Date.now());
      if (asked.length === 1) firstAnswer(request, response);
      else response.end('{}');
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    stands(url, process.pid);

    const found = await findOrStartRehearsal(options({ answerWithinMs: 50 }));

    expect(found).toMatchObject({ adopted: true, address: { url } });
    expect(asked).toHaveLength(2);
    expect((asked[1] ?? 0) - (asked[0] ?? 0)).toBeGreaterThan(90);
  });
});

test.each([
  ['does not answer', ''],
  ['says that it will', "if (request.url === '/rehearsal/stop') response.writeHead(204).end();"],
])('a rehearsal that is told to end, %s, and goes on, is ended', async (_what, whenStopped) => {
  const stubborn = `
    process.on('SIGTERM', () => undefined);
    const server = require('node:http').createServer((request, response) => {
      if (request.url === '/world/clock') response.end('{}');
      ${whenStopped}
    });
    server.listen(0, '127.0.0.1', () => console.log(server.address().port));
  `;
  const child = spawn(process.execPath, ['-e', stubborn], { stdio: ['ignore', 'pipe', 'inherit'] });
  started.push(child);
  const ended = once(child, 'exit');
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  stands(`http://127.0.0.1:${String(port).trim()}`, child.pid ?? 0);
  const found = await findOrStartRehearsal(options({ endWithinMs: 300 }));

  await found.stop();

  expect(await ended).toEqual([null, 'SIGKILL']);
});

describe('the rehearsal itself', () => {
  /** As it is built: the sources cannot be run as a process. */
  const find = async (): Promise<RehearsalProcess> => {
    const { findOrStartRehearsal: run } = (await import(join(built, 'find-or-start.js'))) as {
      findOrStartRehearsal: typeof findOrStartRehearsal;
    };
    return run({ ...options(), mailboxes: 24 });
  };

  it('begins where its address was left half-written', async () => {
    writeFileSync(fileIn('rehearsal.json'), '{"url":"http://127.0.0.1:1","pid":');
    const rehearsal = await find();
    expect(rehearsal.adopted).toBe(false);
    await rehearsal.stop();
    expect(existsSync(fileIn('rehearsal.lock'))).toBe(false);
  });

  it('begins one world over a folder, however many are started: the other one ends with a sentence', async () => {
    const both = await Promise.allSettled([find(), find()]);
    const [one, ...more] = both.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
    const [fault] = both.flatMap((start) => (start.status === 'rejected' ? [start.reason as Error] : []));
    try {
      expect(more).toEqual([]);
      expect(fault?.message).toMatch(/^Another rehearsal \(process \d+\) /);
      expect(fault?.message).toContain(`process ${one?.address.pid}`);
      expect((JSON.parse(readFileSync(fileIn('rehearsal.json'), 'utf8')) as { pid: number }).pid).toBe(
        one?.address.pid,
      );
    } finally {
      for (const rehearsal of [one, ...more]) await rehearsal?.stop();
    }
  });

  it('takes over from one that was killed', async () => {
    const first = await find();
    process.kill(first.address.pid, 'SIGKILL');
    const second = await find();
    expect(second).toMatchObject({ adopted: false });
    expect(second.address.pid).not.toBe(first.address.pid);
    await second.stop();
  });
});
