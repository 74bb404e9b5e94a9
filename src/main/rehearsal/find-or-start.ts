/** Finds the rehearsal of a data folder, alive from before or started now. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { scenarios } from '../../rehearsal/world/faults.js';
import { addressIn, type RehearsalAddress } from './address.js';
import { lifelineDescriptor, lifelineOption } from './lifeline.js';
import { isAlive, isRefusedConnection, processAt, type RehearsalProcess } from './rehearsal-process.js';

export type { RehearsalProcess };

export interface RehearsalOptions {
  readonly dataDir: string;
  readonly port: number;
  readonly mailboxes: number;
  readonly seed: number;
  readonly rate: number;
  readonly company: string | null;
  /** Which scenario the world is set to, also one that is running already; null leaves it as it is. */
  readonly faults: string | null;
  readonly channelLimits: boolean;
  /** Whether the rehearsal ends with whoever holds the other end of this process's lifeline. */
  readonly lifeline?: boolean;
  /** Real milliseconds one answer of a rehearsal that stands is waited for before it is asked again. */
  readonly answerWithinMs?: number;
  /** Real milliseconds a rehearsal that is told to end has for it before it is ended by force. */
  readonly endWithinMs?: number;
}

/** Why a rehearsal could not be had, as one sentence for a person. */
export class RehearsalUnavailable extends Error {}

const startWithinMs = 60_000;
/** Between two questions to one that stands and cannot answer. */
const askAgainAfterMs = 200;

/** @throws RehearsalUnavailable */
export async function findOrStartRehearsal(options: RehearsalOptions): Promise<RehearsalProcess> {
  const { faults } = options;
  if (faults !== null && !Object.hasOwn(scenarios, faults)) {
    const known = Object.keys(scenarios).join(', ');
    throw new RehearsalUnavailable(
      `There is no scenario "${faults}": REHEARSAL_FAULTS or --faults is one of ${known}.`,
    );
  }
  const rehearsal = await findOrStart(options);
  if (faults !== null) await setScenario(rehearsal.address.url, faults);
  return rehearsal;
}

async function setScenario(url: string, scenario: string): Promise<void> {
  const answer = await fetch(`${url}/world/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ scenario }),
  });
  if (!answer.ok) throw new Error(`setting the world to ${scenario}: status ${answer.status}`);
}

async function findOrStart(options: RehearsalOptions): Promise<RehearsalProcess> {
  const folder = join(options.dataDir, 'rehearsal');
  const standing = await standingIn(folder, options.answerWithinMs);
  if (standing !== null) return processAt(standing, true, options.endWithinMs);

  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const problemFile = join(folder, 'rehearsal.problem');
  rmSync(problemFile, { force: true });
  const log = openSync(join(folder, 'rehearsal.log'), 'a', 0o600);
  const args = [
    join(__dirname, 'rehearsal.js'),
    ...['--state', folder, '--port', `${options.port}`, '--mailboxes', `${options.mailboxes}`],
    ...['--seed', `${options.seed}`, '--rate', `${options.rate}`],
    ...(options.channelLimits ? [] : ['--no-channel-limits']),
    ...(options.company === null ? [] : ['--company', options.company]),
    ...(options.lifeline === true ? [lifelineOption] : []),
  ];
  // A session of its own: Ctrl-C reaches the bot alone, which then stops the rehearsal in order; a kill of the bot leaves it standing.
  const child = spawn(process.execPath, args, {
    detached: true,
    stdio: ['ignore', log, log, ...(options.lifeline === true ? [lifelineDescriptor] : [])],
  });
  let ended = false;
  child.once('exit', () => (ended = true));
  child.unref();

  const deadline = Date.now() + startWithinMs;
  while (Date.now() < deadline) {
    const address = await aliveIn(folder);
    if (address !== null && address.pid === child.pid) return processAt(address, false, options.endWithinMs);
    if (ended) throw new RehearsalUnavailable(whyEnded(problemFile, folder));
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  child.kill('SIGKILL');
  throw new RehearsalUnavailable(
    `The rehearsal did not start within ${startWithinMs / 1000} s; see ${join(folder, 'rehearsal.log')}.`,
  );
}

/**
 * One that is too busy to answer stands all the same: a second one would be another world over the same folder, with the bot in it and
 * the people still in the first.
 * @throws RehearsalUnavailable
 */
async function standingIn(folder: string, answerWithinMs?: number): Promise<RehearsalAddress | null> {
  const deadline = Date.now() + startWithinMs;
  for (;;) {
    const { state, address } = await lookIn(folder, answerWithinMs);
    if (state !== 'busy') return state === 'alive' ? address : null;
    if (Date.now() > deadline)
      throw new RehearsalUnavailable(
        `A rehearsal stands at ${address.url} (process ${address.pid}) and does not answer. Start again in a while, or end that process first.`,
      );
    await new Promise((resolve) => setTimeout(resolve, askAgainAfterMs));
  }
}

async function aliveIn(folder: string): Promise<RehearsalAddress | null> {
  const { state, address } = await lookIn(folder);
  return state === 'alive' ? address : null;
}

type Look =
  | { readonly state: 'alive' | 'busy'; readonly address: RehearsalAddress }
  | { readonly state: 'gone'; readonly address: null };

async function lookIn(folder: string, answerWithinMs = 2_000): Promise<Look> {
  const gone = { state: 'gone', address: null } as const;
  const address = addressIn(join(folder, 'rehearsal.json'));
  if (address === null || !isAlive(address.pid)) return gone;
  try {
    const answer = await fetch(`${address.url}/world/clock`, { signal: AbortSignal.timeout(answerWithinMs) });
    return { state: answer.ok ? 'alive' : 'busy', address };
  } catch (fault) {
    // Whoever else has got the process id since does not listen there. Anything else may be said by one that has too much to do.
    return isRefusedConnection(fault) ? gone : { state: 'busy', address };
  }
}

function whyEnded(problemFile: string, folder: string): string {
  const problem = existsSync(problemFile) ? readFileSync(problemFile, 'utf8') : '';
  const port = /^port-in-use (\d+)/.exec(problem)?.[1];
  if (port !== undefined)
    return `Port ${port} is in use by another program: set PORT to a free one, or to 0 to have one picked.`;
  const holder = /^folder-in-use (\d+)/.exec(problem)?.[1];
  if (holder !== undefined)
    return `Another rehearsal (process ${holder}) has ${folder} and may only just be beginning: start again in a moment, or end that process first.`;
  const company = /^company-unreadable ([\s\S]*)/.exec(problem)?.[1];
  if (company !== undefined) return company;
  return `The rehearsal ended at its start; see ${join(folder, 'rehearsal.log')}.`;
}
