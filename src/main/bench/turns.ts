/** Turns of the bot, timed through its HTTP door: against the same bot over a larger tenant, and against a bare echo bot. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { BenchChannel, botEndpoint } from './channel.js';
import { addressIn, rehearsalFolder, startBotOf, type MeasuredMigration } from './migration.js';

const warmUp = 20;

interface Speaker {
  readonly channel: BenchChannel;
  readonly endpoint: string;
}

/** Two kinds of turns in turn, so that both meet the same moments of a shared machine. Milliseconds. */
async function inTurn(
  count: number,
  one: () => Promise<number>,
  other: () => Promise<number>,
): Promise<{ one: number[]; other: number[] }> {
  const samples = { one: [] as number[], other: [] as number[] };
  for (let n = -warmUp; n < count; n += 1) {
    const pair = { one: await one(), other: await other() };
    if (n < 0) continue;
    samples.one.push(pair.one);
    samples.other.push(pair.other);
  }
  return samples;
}

/** `/status` of two migrations that have come to rest. */
export async function statusTurns(large: MeasuredMigration, small: MeasuredMigration, seed: number, count: number) {
  return withSpeaker(large, seed, (overLarge) =>
    withSpeaker(small, seed, async (overSmall) => {
      const ask = (speaker: Speaker) => () => speaker.channel.turn(speaker.endpoint, '/status');
      const { one, other } = await inTurn(count, ask(overLarge), ask(overSmall));
      return { large: one, small: other };
    }),
  );
}

export async function turnsAgainstEcho(migration: MeasuredMigration, seed: number, count: number, text: string) {
  return withSpeaker(migration, seed, async ({ channel, endpoint }) => {
    const echo = await startEchoBot(migration.dataDir);
    try {
      const { one, other } = await inTurn(
        count,
        () => channel.turn(endpoint, text),
        () => channel.turn(echo.endpoint, text),
      );
      return { bot: one, echo: other };
    } finally {
      await echo.stop();
    }
  });
}

async function withSpeaker<T>(
  { dataDir, mailboxes }: MeasuredMigration,
  seed: number,
  use: (speaker: Speaker) => Promise<T>,
): Promise<T> {
  const bot = await startBotOf(dataDir, mailboxes, seed);
  try {
    const address = addressIn(dataDir);
    const channel = await BenchChannel.open(join(rehearsalFolder(dataDir), 'room'), address);
    try {
      return await use({ channel, endpoint: await botEndpoint(address) });
    } finally {
      channel.close();
    }
  } finally {
    await bot.stop();
  }
}

async function startEchoBot(dataDir: string): Promise<{ endpoint: string; stop(): Promise<void> }> {
  const child = spawn(
    process.execPath,
    [join(__dirname, 'echo-bot.js'), join(rehearsalFolder(dataDir), 'rehearsal.json')],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const port = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      const found = /^Echo bot: (\d+)$/m.exec(text)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`the echo bot ended with ${code}`)));
  });
  return {
    endpoint: `http://127.0.0.1:${port}/api/messages`,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
