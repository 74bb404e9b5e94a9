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
  /** What a process holds that has loaded them, in MiB. */
  readonly sdksMiB: readonly number[];
  /** In an empty data folder. */
  readonly first: readonly number[];
  /** In the data folder of an earlier start. */
  readonly later: readonly number[];
}

export async function startUp(rounds: number): Promise<StartUp> {
  const samples = { sdks: [] as number[], sdksMiB: [] as number[], first: [] as number[], later: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    const dataDir = mkdtempSync(join(tmpdir(), 'changeover-bench-'));
    try {
      const loaded = await sdksLoaded();
      samples.sdks.push(loaded.ms);
      samples.sdksMiB.push(loaded.memoryMiB);
      samples.first.push(await firstCard(dataDir));
      samples.later.push(await firstCard(dataDir));
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  }
  return samples;
}

function sdksLoaded(): Promise<{ ms: number; memoryMiB: number }> {
  const started = performance.now();
  const child = spawn(process.execPath, [join(__dirname, 'load-sdks.js')], { stdio: ['ignore', 'pipe', 'inherit'] });
  let kibibytes = '';
  child.stdout.on('data', (chunk: Buffer) => (kibibytes += chunk.toString('utf8')));
  return new Promise((resolve, reject) => {
    child.once('close', (code) => {
      if (code === 0) resolve({ ms: performance.now() - started, memoryMiB: Number(kibibytes) / 1024 });
      else reject(new Error(`loading the libraries ended with ${code}`));
    });
  });
}

const patienceMs = 60_000;

async function firstCard(dataDir: string): Promise<number> {
  const started = performance.now();
  const bot = await startBot({ dataDir, environment: {} });
  try {
    await shown(bot.url);
    return performance.now() - started;
  } finally {
    await bot.stop();
  }
}

/** Ready means that the room shows a card and the bot behind it answers. */
export async function shown(url: string): Promise<void> {
  const person = await joinRoom(url, cast[0]?.key ?? '');
  try {
    await person.until(() => person.cards('channel').length > 0, patienceMs);
    while (!(await fetch(`${url}/readyz`)).ok) await wait(5);
  } finally {
    person.leave();
  }
}
