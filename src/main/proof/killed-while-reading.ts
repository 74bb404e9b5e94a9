/**
 * `npm run proof -- --reads 10000`: the reviews read a company of that size under the quota of a strict tenant, and the bot is killed in the
 * middle of it. Whoever comes after reads on: nothing is asked for twice but the part that was under way, and nobody has all of it in memory.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exchangePerTenSeconds } from '../bench/handover-figures.js';
import { memoryMiB } from '../bench/of-process.js';
import { readsOfChecks } from '../bench/reads.js';
import { endRehearsal, startBot, type BotProcess } from '../rehearsal/bot-process.js';
import { rehearse } from '../rehearsal/run.js';
import { isEnvelope, lastEntry, worldLog, type WorldLogEntry } from '../rehearsal/world-log.js';

const until = 'mailbox-settings';
/** What each of the mailboxes is asked for by itself, which is nearly all of it. */
const steps = ['mailbox-sizes', 'mailbox-settings'];
const kills = 3;
/** What a kill costs at most: a part that was read and not kept, 25 mailboxes with some ten questions each. */
const mostAgain = 25 * 14;
const mostMiB = 700;
const patienceMs = 15 * 60_000;
const lookEveryMs = 250;

export interface KilledWhileReading {
  readonly asked: number;
  readonly fewest: number;
  readonly kills: number;
  /** The largest of the lives of the bot, its database included. */
  readonly peakMemoryMiB: number;
  /** By the quota alone: this machine is slower than a tenant's clock here, which runs sixty times as fast as ours. */
  readonly leastMinutes: number;
  readonly broken: readonly string[];
}

export async function killedWhileReading(
  { mailboxes, seed, signal }: { readonly mailboxes: number; readonly seed: number; readonly signal: AbortSignal },
  log: (line: string) => void,
): Promise<KilledWhileReading> {
  const fewest = (await readsOfChecks(mailboxes, seed))
    .filter(({ step }) => steps.includes(step))
    .reduce((sum, { cmdlets }) => sum + cmdlets, 0);
  log(`${fewest} cmdlets tell it all`);
  const dataDir = mkdtempSync(join(tmpdir(), 'changeover-proof-'));
  const start = (): Promise<BotProcess> =>
    startBot({
      dataDir,
      environment: { DATABASE_URL: '', REHEARSAL_MAILBOXES: `${mailboxes}`, REHEARSAL_SEED: `${seed}` },
    });
  let bot = await start();
  let peakMemoryMiB = 0;
  const weigh = (): void => void (peakMemoryMiB = Math.max(peakMemoryMiB, memoryMiB(bot.process.pid ?? 0, 'VmHWM')));
  try {
    const { url } = bot;
    await fetch(`${url}/world/faults`, { method: 'POST', body: JSON.stringify({ exchangePerTenSeconds }) });
    let over = false;
    const run = rehearse({ url, until, signal, patienceMs }).finally(() => (over = true));
    const killing = async (): Promise<number> => {
      for (let done = 0; done < kills; done += 1) {
        // Refusals under the quota are a small part of the log.
        while (!over && (await lastEntry(url)) < (fewest * (done + 1)) / (kills + 1))
          await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
        if (over) return done;
        weigh();
        await bot.kill();
        bot = await start();
        log(`killed after ${await lastEntry(url)} requests, back after ${bot.startedWithinMs} ms`);
      }
      return kills;
    };
    const [result, killed] = await Promise.all([run, killing()]);
    weigh();
    const asked = (await worldLog(url)).filter(isRead).length;
    return {
      asked,
      fewest,
      kills: killed,
      peakMemoryMiB,
      leastMinutes: fewest / (exchangePerTenSeconds / 10) / 60,
      broken: [
        ...(result.ended === 'finished' ? [] : [`it ended ${result.ended}`, ...result.open]),
        ...(killed < kills ? [`${killed} kills, not ${kills}`] : []),
        // Beside the two reviews there are the inventory, the operators and what looks every night.
        ...(asked > fewest * 1.1 + kills * mostAgain ? [`${asked} cmdlets, and ${fewest} tell it all`] : []),
        ...(peakMemoryMiB > mostMiB ? [`${Math.round(peakMemoryMiB)} MiB, more than ${mostMiB}`] : []),
      ],
    };
  } finally {
    await bot.stop();
    await endRehearsal(dataDir);
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const isRead = (entry: WorldLogEntry): boolean =>
  entry.actor === 'application' &&
  !entry.write &&
  entry.status === 200 &&
  !isEnvelope(entry) &&
  new URL(entry.url).host === 'outlook.office365.com';
