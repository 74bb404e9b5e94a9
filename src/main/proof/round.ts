/** One rehearsal in which the bot is killed again and again, and what is demanded of it at its end. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cast } from '../../rehearsal/cast.js';
import { joinRoom } from '../../rehearsal/people/room-client.js';
import type { PlayEvent } from '../../rehearsal/people/play.js';
import type { Company } from '../../rehearsal/world/entities.js';
import { endRehearsal, startBot, type BotProcess } from '../rehearsal/bot-process.js';
import { cardsInRoom, checkMemory } from './checks.js';
import { isWrite, MomentWatch, type Moment, type QuietMoment } from './moments.js';
import { worldLog } from '../rehearsal/world-log.js';
import { differencesOf, dumpOf, rehearse, type RehearsalResult } from '../rehearsal/run.js';

export interface RoundOptions {
  readonly seed: number;
  readonly mailboxes: number;
  readonly until: string;
  readonly backOutAt: string | null;
  /** The bot is killed after people have turned back only. */
  readonly killsOnTheWayBack: boolean;
  /** The bot is killed once this step is through only. */
  readonly killsAfter?: string;
  /** Of the rehearsal, as its bot is told of them. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly provokeRefusal?: number;
  /** Where people turn back, the bot running. */
  readonly beforeTurningBack?: (url: string) => Promise<void>;
  /** Whoever gives a folder keeps it. */
  readonly dataDir?: string;
  readonly kills: number;
  /** Which of the kills hit no write, by their place in the round. */
  readonly quiet: ReadonlyMap<number, QuietMoment>;
  /** Real milliseconds the world keeps the answer to a write to itself. */
  readonly holdMs: number;
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly onKill: (kill: Kill) => void;
  readonly onEvent: (event: PlayEvent) => void;
}

export interface Kill {
  readonly moment: string;
  readonly delayMs: number;
  /** Writes the world had received from the killed bot and never answered. */
  readonly unanswered: number;
  readonly restartMs: number;
}

export interface RoundResult {
  readonly rehearsal: RehearsalResult;
  readonly kills: readonly Kill[];
  readonly broken: readonly string[];
  readonly facts: string;
}

export async function playRound(options: RoundOptions): Promise<RoundResult> {
  const { beforeTurningBack } = options;
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'changeover-proof-'));
  const start = (): Promise<BotProcess> =>
    startBot({
      dataDir,
      environment: {
        DATABASE_URL: '',
        REHEARSAL_MAILBOXES: `${options.mailboxes}`,
        REHEARSAL_SEED: `${options.seed}`,
        ...options.environment,
      },
    });
  let bot = await start();
  try {
    const { url } = bot;
    await hold(url, options.holdMs);
    const eyes = await joinRoom(url, cast[0]?.key ?? '');
    let over = false;
    const watch = new MomentWatch({
      url,
      random: options.random,
      eyes,
      over: () => over,
      wayBackOnly: options.killsOnTheWayBack,
      ...(options.killsAfter === undefined ? {} : { afterStep: options.killsAfter }),
    });
    const run = rehearse({
      url,
      until: options.until,
      ...(options.backOutAt === null ? {} : { backOutAt: options.backOutAt }),
      ...(options.provokeRefusal === undefined ? {} : { provokeRefusal: options.provokeRefusal }),
      ...(beforeTurningBack === undefined ? {} : { beforeTurningBack: () => beforeTurningBack(url) }),
      signal: options.signal,
      patienceMs,
      onEvent: (event) => {
        watch.heard(event);
        options.onEvent(event);
      },
    }).finally(() => (over = true));
    const kills: Kill[] = [];
    const lost = new Set<number>();
    const killing = async (): Promise<void> => {
      while (kills.length < options.kills) {
        const quiet = options.quiet.get(kills.length);
        const moment = quiet === undefined ? await watch.write() : await watch.quiet(quiet);
        if (moment === null) return;
        const dead = await kill(bot, moment, lost);
        await watch.forget();
        bot = await start();
        kills.push({ ...dead, restartMs: bot.startedWithinMs });
        options.onKill(kills[kills.length - 1] as Kill);
      }
      // Nobody is killed any more: what is left need not be slow.
      await hold(url, 0);
    };
    const [result] = await Promise.all([run, killing()]);
    eyes.leave();
    const unplanned = differencesOf(result.wanted, await meddled(url));
    const cards = await cardsInRoom(url);
    await bot.stop();
    const inMemory = await checkMemory(dataDir, cards);
    return {
      rehearsal: result,
      kills,
      broken: [
        ...result.broken,
        ...result.differences.slice(0, 3).map(({ path }) => `differs: ${path}`),
        ...result.writtenTwice.slice(0, 3),
        ...inMemory.broken,
        ...(unplanned.length > result.differences.length
          ? []
          : ['a name changed by hand was not found by the comparison']),
        ...(result.broken.length === 0
          ? []
          : [
              ...result.open.slice(0, 8).map((text) => `open: ${text}`),
              ...saidLast(dataDir),
              ...inMemory.last.map((line) => `its audit log: ${line}`),
            ]),
      ],
      facts:
        `${result.ended}: ${result.objectsChanged} objects changed, ${result.differences.length} differences, ` +
        `${result.writtenTwice.length} written twice, ${inMemory.facts}, 1 name changed by hand: ${unplanned.length} differences`,
    };
  } finally {
    await bot.stop();
    await endRehearsal(dataDir);
    if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Where it stood still, what the bot said of it. */
const saidLast = (dataDir: string): readonly string[] =>
  readFileSync(join(dataDir, 'bot.log'), 'utf8')
    .trim()
    .split('\n')
    .slice(-12)
    .map((line) => `the bot's log: ${line.slice(0, 600)}`);

/** Nothing moves in the room while the bot is down, and it may be down several times in a row. */
const patienceMs = 180_000;
const lastBreathMs = 100;

/** Kills the bot at the moment and counts the writes that were open by then and that nobody will answer; none counts for two kills. */
async function kill(
  bot: BotProcess,
  moment: Moment,
  lost: Set<number>,
): Promise<Pick<Kill, 'moment' | 'delayMs' | 'unanswered'>> {
  await new Promise((resolve) => setTimeout(resolve, moment.delayMs));
  const killedAt = Date.now();
  await bot.kill();
  // What left the bot with its last breath is still being taken in.
  await new Promise((resolve) => setTimeout(resolve, lastBreathMs));
  const open = (await worldLog(bot.url)).filter(
    (entry) => isWrite(entry) && entry.status === null && !lost.has(entry.n),
  );
  for (const { n } of open) lost.add(n);
  const before = open.filter(({ receivedAt }) => Date.parse(receivedAt.wall) <= killedAt);
  return { moment: moment.what, delayMs: moment.delayMs, unanswered: before.length };
}

async function hold(url: string, milliseconds: number): Promise<void> {
  await post(`${url}/world/hold`, { milliseconds, writes: true });
}

/** The comparison must see what nobody planned: one sign-in name is changed at the portal, and the world looked at again. */
async function meddled(url: string): Promise<Company> {
  const { source } = (await dumpOf(url)).tenants;
  const user = source.users.find(
    ({ userType, userPrincipalName }) => userType === 'Member' && !userPrincipalName.includes('#'),
  );
  await post(`${url}/world/admin/source/users/${user?.id ?? ''}`, {
    userPrincipalName: `changed.by.hand@${source.initialDomain}`,
  });
  return dumpOf(url);
}

async function post(address: string, body: object): Promise<void> {
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${address}: ${answer.status} ${await answer.text()}`);
}
