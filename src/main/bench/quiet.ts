/** The bot after its first card, while nobody does anything: processor time and memory. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startBot } from '../rehearsal/bot-process.js';
import { addressIn } from './migration.js';
import { memoryMiB, processorSeconds } from './of-process.js';
import { shown } from './start-up.js';

export interface Quiet {
  readonly seconds: number;
  /** Bot, database and rehearsal together. */
  readonly processorSeconds: number;
  /** Of the bot's process, database included, at the end. */
  readonly memoryMiB: number;
}

/** DBOS looks for schedules every second in its first minute: no quiet yet. */
const settleMs = 65_000;

/** In a data folder of its own, as the first `npm start` of somebody new. */
export async function quiet(seconds: number): Promise<Quiet> {
  const dataDir = mkdtempSync(join(tmpdir(), 'changeover-bench-'));
  try {
    const bot = await startBot({ dataDir, environment: {} });
    try {
      await shown(bot.url);
      const pid = bot.process.pid ?? 0;
      const pids = [pid, addressIn(dataDir).pid];
      const spent = (): number => pids.reduce((sum, one) => sum + processorSeconds(one), 0);
      await wait(settleMs);
      const [began, before] = [performance.now(), spent()];
      await wait(seconds * 1_000);
      const [ended, after] = [performance.now(), spent()];
      return {
        seconds: (ended - began) / 1_000,
        processorSeconds: after - before,
        memoryMiB: memoryMiB(pid, 'VmRSS'),
      };
    } finally {
      await bot.stop();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}
