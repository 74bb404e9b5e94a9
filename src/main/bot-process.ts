/** The bot as a process of its own, as a rehearsal, a proof or a benchmark starts and kills it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment } from '../config.js';

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
}

/** @throws with the bot's own words when it does not become ready. */
export async function startBot(options: BotProcessOptions): Promise<BotProcess> {
  const started = Date.now();
  const logFile = join(options.dataDir, 'bot.log');
  const log = openSync(logFile, 'a', 0o600);
  const child = spawn(process.execPath, [join(__dirname, 'start.js')], {
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
    stdio: ['ignore', 'pipe', log],
  });
  closeSync(log);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      const address = /^Rehearsal room: (\S+)/m.exec(text)?.[1];
      if (address !== undefined) resolve(address);
    });
    child.once('exit', (code) =>
      reject(new Error(`The bot ended with ${code}:\n${readFileSync(logFile, 'utf8').slice(-4_000)}`)),
    );
  });
  const end = async (signal: NodeJS.Signals): Promise<void> => {
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
