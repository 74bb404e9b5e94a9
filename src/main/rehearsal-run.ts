/** One rehearsal with scripted people and what is demanded of it: the end state, nothing written twice, an unbroken audit log. */
import { cast } from '../rehearsal/cast.js';
import { compareDumps, type Difference } from '../rehearsal/compare.js';
import { expectedAfter, withSortedAddresses } from '../rehearsal/expect.js';
import { play, type PlayEvent, type PlayResult } from '../rehearsal/people/play.js';
import { reachableFrom } from '../runbook/graph.js';
import { runbook } from '../runbook/index.js';
import type { Company } from '../rehearsal/world/entities.js';

export interface RehearseOptions {
  readonly url: string;
  readonly until: string;
  readonly backOutAt?: string;
  readonly signal: AbortSignal;
  /** How long nothing may move before the rehearsal counts as stuck, in real time. */
  readonly patienceMs?: number;
  /** Called for every event with the number of steps verified so far. */
  readonly onEvent?: (event: PlayEvent, verified: number) => void;
}

export interface RehearsalResult {
  readonly ended: PlayResult['ended'];
  readonly presses: number;
  readonly verified: readonly string[];
  readonly undone: readonly string[];
  readonly refusals: readonly string[];
  readonly open: readonly string[];
  readonly remoteCalls: number;
  readonly remoteWrites: number;
  readonly objectsChanged: number;
  readonly writtenTwice: readonly string[];
  readonly differences: readonly Difference[];
  /** What the end state was compared with. */
  readonly wanted: Company;
  readonly virtualSeconds: number;
  /** The invariants that did not hold; empty is success. */
  readonly broken: readonly string[];
  readonly endState: string;
}

/** A line of the world's own log. */
export interface WorldLogEntry {
  readonly n: number;
  readonly receivedAt: { readonly wall: string };
  readonly actor: 'application' | 'administrator';
  readonly method: string;
  readonly url: string;
  readonly write: boolean;
  readonly batch: number | null;
  readonly objects: readonly { readonly kind: string; readonly id: string }[];
  readonly applied: boolean;
  readonly status: number | null;
}

const dependencies = new Map(runbook.map(({ id, after }) => [id, after]));

/** The automated change of phase 1 that a back-out leaves, and what stands on it: undone on request, one by one. */
const undoneOnRequest = runbook
  .filter(({ id, undo }) => undo === 'on-request' && reachableFrom(dependencies, id).has('source-routing-address'))
  .map(({ id }) => id);

export async function rehearse(options: RehearseOptions): Promise<RehearsalResult> {
  const { url, backOutAt } = options;
  const start = await dumpOf(url);
  const startedAt = await clockOf(url);
  let verified = 0;
  const turns: Promise<number>[] = [];
  const played = await play({
    baseUrl: url,
    cast,
    until: options.until,
    ...(backOutAt === undefined ? {} : { backOutAt, alsoUndo: undoneOnRequest }),
    signal: options.signal,
    ...(options.patienceMs === undefined ? {} : { patienceMs: options.patienceMs }),
    onEvent: (event) => {
      // Each undo is work of its own: what it writes is not a repetition of what it takes back.
      if (event.kind === 'said' && event.what.startsWith('/backout')) turns.push(lastEntry(url));
      if (event.kind === 'verified') verified += 1;
      options.onEvent?.(event, verified);
    },
  });
  // Before anything is compared: that takes seconds of a large company, and the clock goes on.
  const endedAt = await clockOf(url);
  const end = await dumpOf(url);
  const log = await worldLog(url);
  const wanted =
    backOutAt !== undefined
      ? start
      : expectedAfter(start, {
          operators: operatorsIn(start),
          defaultDomainMoved: played.verified.includes('default-domain-source'),
          newNameBecomes: await newNameBecomes(url),
        });
  const differences = differencesOf(wanted, end);
  const writtenTwice = repeatedWrites(log, await Promise.all(turns));
  const parts = log.filter((entry) => entry.actor === 'application' && !isEnvelope(entry));
  const wantedEnd = backOutAt === undefined ? 'finished' : 'backed-out';
  return {
    ...played,
    remoteCalls: log.filter((entry) => entry.actor === 'application' && entry.batch === null).length,
    remoteWrites: parts.filter(({ write }) => write).length,
    objectsChanged: new Set(
      parts.filter(({ applied }) => applied).flatMap(({ objects }) => objects.map(({ id }) => id)),
    ).size,
    writtenTwice,
    differences,
    wanted,
    virtualSeconds: Math.round((endedAt - startedAt) / 1000),
    broken: [
      ...(played.ended === wantedEnd ? [] : [`the rehearsal ended ${played.ended}, not ${wantedEnd}`]),
      ...(differences.length === 0 ? [] : [`${differences.length} differences from the expected end state`]),
      ...(writtenTwice.length === 0 ? [] : [`${writtenTwice.length} objects written twice`]),
    ],
    endState: `${JSON.stringify(end, null, 1)}\n`,
  };
}

export const differencesOf = (wanted: Company, is: Company): readonly Difference[] =>
  compareDumps(withSortedAddresses(wanted), withSortedAddresses(is));

const isEnvelope = (entry: WorldLogEntry): boolean => entry.url.endsWith('/$batch');

/**
 * Objects that an application wrote more than once through the same door, by the world's own log. `turns` are the numbers of the log's
 * entries after which another piece of work began (a back-out, the undo of one step).
 */
export function repeatedWrites(log: readonly WorldLogEntry[], turns: readonly number[] = []): readonly string[] {
  const times = new Map<string, number>();
  for (const entry of log) {
    const done = entry.applied || (entry.status !== null && entry.status >= 200 && entry.status < 300);
    if (entry.actor !== 'application' || !entry.write || !done || isEnvelope(entry)) continue;
    const work = turns.filter((turn) => entry.n > turn).length;
    for (const { kind, id } of entry.objects) {
      const key = `${kind} ${id} through ${new URL(entry.url).host} in work ${work}`;
      times.set(key, (times.get(key) ?? 0) + 1);
    }
  }
  return [...times].filter(([, count]) => count > 1).map(([key, count]) => `${key}: ${count} times`);
}

/** Home accounts of everybody with a role, as the cast has them. */
function operatorsIn(start: Company): ReadonlySet<string> {
  const homes = new Set(cast.filter(({ roles }) => roles.length > 0).map(({ home }) => home.objectId));
  return new Set(start.tenants.source.users.filter(({ id }) => homes.has(id)).map(({ id }) => id));
}

export async function dumpOf(url: string): Promise<Company> {
  return (await (await fetch(`${url}/world/state`)).json()) as Company;
}

export async function worldLog(url: string): Promise<readonly WorldLogEntry[]> {
  const answer = (await (await fetch(`${url}/world/log?after=0`)).json()) as
    readonly WorldLogEntry[] | { readonly entries: readonly WorldLogEntry[] };
  return Array.isArray(answer)
    ? (answer as readonly WorldLogEntry[])
    : (answer as { entries: readonly WorldLogEntry[] }).entries;
}

async function lastEntry(url: string): Promise<number> {
  return ((await (await fetch(`${url}/world/log?after=${Number.MAX_SAFE_INTEGER}`)).json()) as { last: number }).last;
}

/** What the services do with a new sign-in name is the world's to decide, and the witness must know it. */
async function newNameBecomes(url: string): Promise<'primary' | 'secondary'> {
  const { faults } = (await (await fetch(`${url}/world/summary`)).json()) as {
    faults: { newUserPrincipalNameBecomes: 'primary' | 'secondary' };
  };
  return faults.newUserPrincipalNameBecomes;
}

async function clockOf(url: string): Promise<number> {
  const { at, wallAt, rate } = (await (await fetch(`${url}/world/clock`)).json()) as {
    at: string;
    wallAt: string;
    rate: number;
  };
  return Date.parse(at) + (Date.now() - Date.parse(wallAt)) * rate;
}
