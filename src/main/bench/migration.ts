/** One headless rehearsal to the end of `upn-to-initial-domain`, whose data folder is kept for what is measured afterwards. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBot, type BotProcess } from '../rehearsal/bot-process.js';
import { addressOfRunning, type RehearsalAddress } from '../rehearsal/address.js';
import { rehearse, type RehearsalResult } from '../rehearsal/run.js';
import { memoryMiB } from './of-process.js';

export interface MeasuredMigration {
  readonly mailboxes: number;
  readonly dataDir: string;
  readonly result: RehearsalResult;
  readonly seconds: number;
  /** Of the bot's process, database included. */
  readonly peakMemoryMiB: number;
}

const until = 'upn-to-initial-domain';
const withinMs = 30 * 60_000;

export async function migrateHeadless(
  mailboxes: number,
  seed: number,
  log: (line: string) => void,
): Promise<MeasuredMigration> {
  const dataDir = mkdtempSync(join(tmpdir(), 'changeover-bench-'));
  const bot = await startBotOf(dataDir, mailboxes, seed);
  try {
    const started = performance.now();
    const result = await rehearse({
      url: bot.url,
      until,
      signal: AbortSignal.timeout(withinMs),
      onEvent: (event, through) => {
        if (event.kind === 'through') log(`${mailboxes} mailboxes: ${through} steps, ${event.what}`);
      },
    });
    const seconds = (performance.now() - started) / 1000;
    if (result.broken.length > 0) throw new Error(`at ${mailboxes} mailboxes: ${result.broken.join('; ')}`);
    return { mailboxes, dataDir, result, seconds, peakMemoryMiB: memoryMiB(bot.process.pid ?? 0, 'VmHWM') };
  } finally {
    await bot.stop();
  }
}

export const startBotOf = (dataDir: string, mailboxes: number, seed: number): Promise<BotProcess> =>
  startBot({ dataDir, environment: { REHEARSAL_MAILBOXES: `${mailboxes}`, REHEARSAL_SEED: `${seed}` } });

export const rehearsalFolder = (dataDir: string): string => join(dataDir, 'rehearsal');

export const addressIn = (dataDir: string): RehearsalAddress =>
  addressOfRunning(join(rehearsalFolder(dataDir), 'rehearsal.json'));
