/** Kills with SIGKILL, on true processes: what nobody needs ends by itself, and what `npm start` left is found again. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { RehearsalAddress } from '../../src/main/rehearsal/address.js';

const root = resolve(__dirname, '../..');
const main = (entry: string): string => join(root, 'dist/main', `${entry}.js`);

let folder: string;
const started: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'changeover-killed-'));
});
afterEach(() => {
  for (const child of started.splice(0))
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

function run(entry: string, args: readonly string[], environment: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, [main(entry), ...args], {
    cwd: root,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], LOG_LEVEL: 'warn', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  return child;
}

async function lineOf(stream: NodeJS.ReadableStream | null, what: RegExp): Promise<string> {
  for await (const line of createInterface({ input: stream as NodeJS.ReadableStream })) {
    if (what.test(line)) return line;
  }
  throw new Error(`it ended without a line that matches ${what}`);
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

const addressIn = (dataDir: string): RehearsalAddress =>
  JSON.parse(readFileSync(join(dataDir, 'rehearsal', 'rehearsal.json'), 'utf8')) as RehearsalAddress;

/** A listener at a door, who hears when the process behind it ends: a connection is closed with it and not before. */
async function listenAt(url: string): Promise<{ readonly ended: Promise<unknown>; readonly socket: Socket }> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined).resume();
  const ended = once(socket, 'close');
  // A stream of events stays open as long as there is somebody to tell them.
  socket.write(`GET /room/events?as=anna HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`);
  await once(socket, 'data');
  return { ended, socket };
}

async function botOf({ url, controlToken }: RehearsalAddress): Promise<string> {
  const answer = await fetch(`${url}/rehearsal/bot`, { headers: { 'x-control-token': controlToken } });
  return ((await answer.json()) as { endpoint: string }).endpoint;
}

test('a headless rehearsal that is killed leaves no bot and no world behind', async () => {
  const rehearse = run('rehearse', ['--mailboxes', '24', '--verbose'], { TMPDIR: folder });
  await lineOf(rehearse.stderr, /^said|^pressed/);
  const [name = ''] = readdirSync(folder).filter((one) => one.startsWith('changeover-rehearsal-'));
  const address = addressIn(join(folder, name));
  const bot = await botOf(address);
  const { ended } = await listenAt(address.url);

  await kill(rehearse);
  await ended;

  await expect(fetch(`${address.url}/world/clock`)).rejects.toThrow();
  await expect(fetch(`${bot}/healthz`)).rejects.toThrow();
}, 300_000);

test('the rehearsal of a headless run outlives a bot that is killed, and ends when whoever started that bot does', async () => {
  const holder = spawn(process.execPath, ['-e', holderScript, main('rehearsal-process'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  started.push(holder);
  await lineOf(holder.stdout, /^killed$/);
  const { url } = addressIn(folder);
  const { ended } = await listenAt(url);
  expect((await fetch(`${url}/world/clock`)).status).toBe(200);

  await kill(holder);
  await ended;

  await expect(fetch(`${url}/world/clock`)).rejects.toThrow();
}, 300_000);

/** Starts something that starts a rehearsal as a bot does, kills it, and lives on. */
const holderScript = `
  const [, rehearsalProcess, dataDir] = process.argv;
  const options = { dataDir, port: 0, mailboxes: 24, seed: 1, rate: 60, company: null, faults: null, channelLimits: false, lifeline: true };
  const bot = "require(process.argv[1]).findOrStartRehearsal(JSON.parse(process.argv[2])).then(() => console.log('started'));" +
    'setInterval(() => undefined, 1_000);';
  const child = require('node:child_process').spawn(process.execPath, ['-e', bot, rehearsalProcess, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
  });
  child.stdout.once('data', () => child.kill('SIGKILL'));
  child.once('exit', () => console.log('killed'));
  setInterval(() => undefined, 1_000);
`;

test('after npm start was killed, tenants and channel live on, and the next npm start finds them', async () => {
  const environment = { MODE: 'rehearsal', PORT: '0', DATA_DIR: folder, REHEARSAL_MAILBOXES: '24' };
  const first = run('start', [], environment);
  const room = (await lineOf(first.stdout, /^Rehearsal room: /)).replace('Rehearsal room: ', '');
  const address = addressIn(folder);
  await fetch(`${room}/room/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ as: 'anna', conversation: 'channel', text: 'Are you there?' }),
  });
  const { socket } = await listenAt(room);

  await kill(first);
  expect((await fetch(`${room}/world/clock`)).status).toBe(200);
  const again = run('start', [], environment);
  const found = (await lineOf(again.stdout, /^Rehearsal room: /)).replace('Rehearsal room: ', '');

  expect(found).toBe(room);
  expect(addressIn(folder).pid).toBe(address.pid);
  expect(socket.closed).toBe(false);
  const { messages } = (await (await fetch(`${room}/room/state?as=anna`)).json()) as {
    messages: readonly { text: string }[];
  };
  expect(messages.map(({ text }) => text)).toContain('Are you there?');
  const ended = once(socket, 'close');
  again.kill('SIGTERM');
  await ended;
}, 300_000);
