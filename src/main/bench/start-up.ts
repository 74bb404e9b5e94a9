/** From the start of the bot to its first card on the page, against loading its libraries and nothing else. Milliseconds. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startBot } from '../rehearsal/bot-process.js';
import { joinRoom } from '../../rehearsal/people/room-client.js';
import { cast } from '../../rehearsal/cast.js';

export interface StartUp {
  readonly sdks: readonly number[];
  /** In an empty data folder. */
  readonly first: readonly number[];
  /** In the data folder of an earlier start. */
  readonly later: readonly number[];
}

export async function startUp(rounds: number): Promise<StartUp> {
  const samples = { sdks: [] as number[], first: [] as number[], later: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    const dataDir = mkdtempSync(join(tmpdir(), 'changeover-bench-'));
    try {
      samples.sdks.push(await sdksLoaded());
      samples.first.push(await firstCard(dataDir));
      samples.later.push(await firstCard(dataDir));
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  }
  return samples;
}

function sdksLoaded(): Promise<number> {
  const started = performance.now();
  const child = spawn(process.execPath, [join(__dirname, 'load-sdks.js')], { stdio: ['ignore', 'ignore', 'inherit'] });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => {
      if (code === 0) resolve(performance.now() - started);
      else reject(new Error(`loading the libraries ended with ${code}`));
    });
  });
}

const patienceMs = 60_000;

/** Ready means that the room shows a card and the bot behind it answers. */
async function firstCard(dataDir: string): Promise<number> {
  const started = performance.now();
  const bot = await startBot({ dataDir, environment: {} });
  try {
    const person = await joinRoom(bot.url, cast[0]?.key ?? '');
    try {
      await person.until(() => person.cards('channel').length > 0, patienceMs);
      while (!(await fetch(`${bot.url}/readyz`)).ok) await wait(5);
      return performance.now() - started;
    } finally {
      person.leave();
    }
  } finally {
    await bot.stop();
  }
}
