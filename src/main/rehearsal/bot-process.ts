/** The bot as a process of its own, as a rehearsal, a proof or a benchmark starts and kills it; it does not outlive whoever started it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { appendFileSync, closeSync, openSync, readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { environment } from '../../config.js';
import { lifelineDescriptor, lifelineOption } from './lifeline.js';
import { addressIn } from './address.js';

export interface BotProcess {
  /** The room's address, which is also the world's. */
  readonly url: string;
  readonly startedWithinMs: number;
  readonly process: ChildProcess;
  /** Ends bot and rehearsal in order. */
  stop(): Promise<void>;
  /** Ends the bot as a power cut would; world and room live on. */
  kill(): Promise<void>;
}

export interface BotProcessOptions {
  readonly dataDir: string;
  readonly environment: Readonly<Record<string, string>>;
  /** The company read from files was looked at by whoever starts it. */
  readonly companyConfirmed?: boolean;
}

/** What `npm run build` made, also for a test that runs from the sources. */
const built = join(__dirname, '..', '..', '..', 'dist', 'main', 'start.js');

/** The bot did not become ready; the message is what it said. */
export class BotUnavailable extends Error {}

/** @throws BotUnavailable with the bot's own words when it does not become ready. */
export async function startBot(options: BotProcessOptions): Promise<BotProcess> {
  const started = Date.now();
  const logFile = join(options.dataDir, 'bot.log');
  const log = openSync(logFile, 'a', 0o600);
  const child = spawn(
    process.execPath,
    [built, lifelineOption, ...(options.companyConfirmed === true ? ['--yes'] : [])],
    {
      // The channel's limits are Teams' own real seconds; nobody reads along here, so neither side keeps them.
      env: {
        ...environment('/dev/null'),
        LOG_LEVEL: 'warn',
        ...options.environment,
        MODE: 'rehearsal',
        PORT: '0',
        DATA_DIR: options.dataDir,
        REHEARSAL_CHANNEL_LIMITS: 'off',
      },
      stdio: ['ignore', 'pipe', log, 'pipe'],
    },
  );
  // Held as long as this process lives, and by it alone.
  const lifeline = child.stdio[lifelineDescriptor] as Socket;
  lifeline.on('error', () => undefined).unref();
  closeSync(log);
  let endedByUs = false;
  const ended = new Promise<void>((resolve) =>
    child.once('exit', (code, signal) => {
      // Without it a bot that is gone looks like one that does not answer.
      if (!endedByUs) appendFileSync(logFile, `The bot ended by itself: ${signal ?? `exit ${code}`}.\n`);
      resolve();
    }),
  );
  const url = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      const address = /^Rehearsal room: (\S+)/m.exec(text)?.[1];
      if (address !== undefined) resolve(address);
    });
    child.once('exit', (code) =>
      reject(new BotUnavailable(`The bot ended with ${code}:\n${readFileSync(logFile, 'utf8').slice(-4_000)}`)),
    );
  });
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    endedByUs = true;
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await ended;
  };
  return {
    url,
    startedWithinMs: Date.now() - started,
    process: child,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

/** Ends a rehearsal whose bot was killed and not started again; nothing happens when there is none. */
export async function endRehearsal(dataDir: string): Promise<void> {
  const address = addressIn(join(dataDir, 'rehearsal', 'rehearsal.json'));
  // A file that was torn tells of nobody: whoever wrote it ends by itself when its starter has.
  if (address === null) return;
  const { url, controlToken } = address;
  const headers = { 'x-control-token': controlToken };
  await fetch(`${url}/rehearsal/stop`, { method: 'POST', headers }).catch((fault: unknown) => {
    // It has ended already. (By its name: a test has a TypeError of its own.)
    if ((fault as Error).name !== 'TypeError') throw fault;
  });
}
