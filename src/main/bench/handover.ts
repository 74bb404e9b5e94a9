/** One headless rehearsal to the end of the part in which the domain changes hands, and what the world's log says of that part. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cast } from '../../rehearsal/cast.js';
import { afterTheNight, type Damage } from '../../rehearsal/damages.js';
import { fewestWrites } from '../../rehearsal/fewest-writes.js';
import type { Company } from '../../rehearsal/world/entities.js';
import { runbook } from '../../runbook/index.js';
import { lastEntry, worldLog, type WorldLogEntry } from '../rehearsal/world-log.js';
import { dumpOf, rehearse } from '../rehearsal/run.js';
import { startBotOf } from './migration.js';
import { memoryMiB } from './of-process.js';
import { partOf, type Part } from './part-of-log.js';

export interface Handover {
  readonly part: Part;
  readonly fewest: number;
  readonly damages: readonly Damage[];
  /** The invariants of the rehearsal that did not hold. */
  readonly broken: readonly string[];
  /** Of the bot's process, database included, from its start to the end of the part. */
  readonly peakMemoryMiB: number;
}

export interface HandoverWish {
  readonly mailboxes: number;
  readonly seed: number;
  /** Cmdlets per ten virtual seconds from the beginning of the part on; without, Exchange takes what comes. */
  readonly exchangePerTenSeconds?: number;
}

const before = 'upn-to-initial-domain';
const withinMs = 90 * 60_000;
/** Ten thousand mailboxes are read for minutes under a quota, and no card changes meanwhile. */
const patienceMs = 15 * 60_000;
/** While the bulk is written, slow enough for the quota to be what is waited for: a second that this machine needs counts as many as the rate. */
const rates = { usual: 60, bulk: 2 };
const bulkSteps = [
  'groups-primary-to-initial-domain',
  'mailbox-aliases-removed',
  'group-aliases-removed',
  'm365-groups-moved',
];

/** Where the part ends: with the claim at the destination, as soon as the bot does it itself. */
const automated = (id: string): boolean => runbook.some((step) => step.id === id && step.action !== undefined);
const until = automated('verify-domain-destination') ? 'verify-domain-destination' : 'no-dependencies-left';

export async function handOver(wish: HandoverWish, log: (line: string) => void): Promise<Handover> {
  const { mailboxes, seed } = wish;
  const dataDir = mkdtempSync(join(tmpdir(), 'changeover-bench-'));
  const bot = await startBotOf(dataDir, mailboxes, seed);
  try {
    const start = await dumpOf(bot.url);
    let begun: Promise<number> | null = null;
    const pace = new Pace(bot.url);
    const result = await rehearse({
      url: bot.url,
      until,
      signal: AbortSignal.timeout(withinMs),
      patienceMs,
      onEvent: ({ kind, what }, through) => {
        if (wish.exchangePerTenSeconds !== undefined) pace.heard(kind, what.split(':')[0] ?? '');
        if (kind !== 'through') return;
        log(`${mailboxes} mailboxes: ${through} steps, ${what}`);
        if (what === before) begun = begin(bot.url, wish);
      },
    });
    if (result.ended !== 'finished') throw new Error(`the rehearsal ended ${result.ended}: ${result.open.join('; ')}`);
    if (begun === null) throw new Error(`the rehearsal never came to ${before}`);
    await pace.settled();
    const entries = await worldLog(bot.url);
    const end = JSON.parse(result.endState) as Company;
    return {
      part: partOf(entries, await begun, start),
      fewest: fewestWrites(start, end, touchedByHand(entries)),
      damages: damagesOf(start, end, entries),
      broken: result.broken,
      peakMemoryMiB: memoryMiB(bot.process.pid ?? 0, 'VmHWM'),
    };
  } finally {
    await bot.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** The number of the log's last entry before the part. */
async function begin(url: string, { exchangePerTenSeconds }: HandoverWish): Promise<number> {
  const last = await lastEntry(url);
  if (exchangePerTenSeconds !== undefined) await order(`${url}/world/faults`, { exchangePerTenSeconds });
  return last;
}

/** Slows the clock from the first press on a step of the bulk until it is through. */
class Pace {
  private readonly underWay = new Set<string>();
  private ordered: Promise<void> = Promise.resolve();

  constructor(private readonly url: string) {}

  heard(kind: string, stepId: string): void {
    if (!bulkSteps.includes(stepId) || (kind !== 'pressed' && kind !== 'through')) return;
    const slow = this.underWay.size > 0;
    if (kind === 'pressed') this.underWay.add(stepId);
    else this.underWay.delete(stepId);
    if (slow === this.underWay.size > 0) return;
    const rate = slow ? rates.usual : rates.bulk;
    this.ordered = this.ordered.then(() => order(`${this.url}/world/clock`, { rate }));
  }

  /** @throws when an order was refused: nothing was measured then. */
  settled(): Promise<void> {
    return this.ordered;
  }
}

async function order(url: string, body: object): Promise<void> {
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
}

export const damagesOf = (start: Company, end: Company, log: readonly WorldLogEntry[]): readonly Damage[] =>
  afterTheNight(start, end, {
    operators: new Set(cast.filter(({ roles }) => roles.length > 0).map(({ home }) => home.objectId)),
    byHand: touchedByHand(log),
  });

const touchedByHand = (log: readonly WorldLogEntry[]): ReadonlySet<string> =>
  new Set(log.filter(({ actor }) => actor === 'administrator').flatMap(({ objects }) => objects.map(({ id }) => id)));
