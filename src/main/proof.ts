/**
 * `npm run proof [-- --kills 20 --seed 3 --mailboxes 60]`: the bot is killed (SIGKILL) at seeded moments of a rehearsal while world and room
 * live on, most of them while a write was received by the world and not yet answered. Rehearsals go forward, with the kills on the way, and
 * back, with the kills on the way back, in turn until there were enough kills. Ends with a table, and with 0 only if every end state is the
 * expected one, the world's own log shows no object written twice, no card is in the room twice, the audit chain holds, and at least four of
 * five kills hit an unanswered write. `--objects` kills while accounts, mailboxes, lists and contacts are made at a destination that has none
 * of them yet; then the step is undone, and the tenant must be what it was.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generatedMailboxes } from '../config.js';
import { argumentsOf, orEnd } from './command-line/arguments.js';
import { seededRandom } from './proof/seeded-random.js';
import { quietMoments, type QuietMoment } from './proof/moments.js';
import { playRound, type Kill } from './proof/round.js';
import { readExports } from './proof/exports.js';
import { courses, rehearseCompanies } from './proof/companies.js';
import { backOutAfterEach } from './proof/back-out-after-each.js';
import { writeUnprepared } from './proof/unprepared-destination.js';
import { killedWhileReading } from './proof/killed-while-reading.js';
import { companyLines, killTable, readingLines, wayBackTable } from './proof/table.js';

const given = argumentsOf('proof', {
  kills: { type: 'string', default: '20' },
  seed: { type: 'string', default: '3' },
  mailboxes: { type: 'string', default: '60' },
  until: { type: 'string', default: 'verify-domain-destination' },
  hold: { type: 'string', default: '2500' },
  'forward-only': { type: 'boolean', default: false },
  'back-only': { type: 'boolean', default: false },
  'back-out-after-each': { type: 'boolean', default: false },
  /** With it: these changes only, separated by commas. */
  steps: { type: 'string' },
  /** The kills fall on step 16 alone, see `proof/unprepared-destination.ts`. */
  objects: { type: 'boolean', default: false },
  /** Instead of kills: so many generated exports are read, see `proof/exports.ts`. */
  exports: { type: 'string', default: '0' },
  /** Instead: the reviews of a company of so many mailboxes, killed while they read, see `proof/killed-while-reading.ts`. */
  reads: { type: 'string', default: '0' },
  /** Instead of kills: whole companies from exports, see `proof/companies.ts`. */
  companies: { type: 'boolean', default: false },
  /** With it: these companies only, separated by commas. */
  only: { type: 'string' },
  faults: { type: 'string', default: 'calm' },
  verbose: { type: 'boolean', default: false },
});
const { values } = given;
const asked = orEnd(() => ({
  kills: given.whole('kills', 0, 1_000),
  seed: given.whole('seed', 0, 2 ** 31 - 1),
  mailboxes: given.whole('mailboxes', generatedMailboxes.from, generatedMailboxes.to),
  hold: given.whole('hold', 0, 60_000),
  exports: given.whole('exports', 0, 100_000),
  reads: given.whole('reads', 0, generatedMailboxes.to),
}));

/** Share of the kills that must hit a write the world has received and not answered. */
const mustHit = 0.8;
/** Share of the kills aimed at something else: a little less than is allowed, because an answer may be quicker than the signal. */
const aimedElsewhere = 0.15;
/** More in one rehearsal than it has writes would only wait for the end. */
const mostKills = 12;

async function main(): Promise<number> {
  if (asked.exports > 0) return readExports(asked.exports, asked.seed);
  if (asked.reads > 0) return readsKilled();
  if (values.companies) return wholeCompanies();
  if (values['back-out-after-each']) return wayBackFromEach();
  const wanted = asked.kills;
  const random = seededRandom(asked.seed);
  const quiet = quietPlaces(values.objects ? 0 : wanted, random);
  const kills: Kill[] = [];
  const broken: string[] = [];
  const rounds: string[] = [];
  const started = Date.now();
  const ended = new AbortController();
  process.once('SIGINT', () => ended.abort());
  process.once('SIGTERM', () => ended.abort());
  for (let round = 0; kills.length < wanted && round < wanted && !ended.signal.aborted; round += 1) {
    const back = values.objects || values['back-only'] || (round % 2 === 1 && !values['forward-only']);
    const first = kills.length;
    const share = Math.min(wanted - first, mostKills);
    const result = await playRound({
      seed: asked.seed + round,
      mailboxes: asked.mailboxes,
      until: values.objects ? making : values.until,
      backOutAt: values.objects ? making : back ? values.until : null,
      killsOnTheWayBack: back && !values.objects,
      ...(values.objects ? { killsAfter: mapped, environment: { REHEARSAL_COMPANY: unpreparedCompany(round) } } : {}),
      kills: share,
      quiet: new Map([...quiet].flatMap(([place, moment]) => (place >= first ? [[place - first, moment]] : []))),
      holdMs: asked.hold,
      random,
      signal: ended.signal,
      onKill: (kill) => {
        kills.push(kill);
        process.stderr.write(
          `kill ${kills.length} of ${wanted} · ${kill.moment} · ${kill.unanswered} unanswered · back after ${kill.restartMs} ms\n`,
        );
      },
      onEvent: ({ kind, who, what }) => {
        if (values.verbose) process.stderr.write(`  ${kind} ${who}: ${what}\n`);
      },
    });
    rounds.push(
      `rehearsal ${round + 1} (${back ? 'there and back' : 'forward'}, ${result.kills.length} kills) ${result.facts}`,
    );
    broken.push(...result.broken.map((text) => `rehearsal ${round + 1}: ${text}`));
    if (result.broken.length > 0 || result.kills.length === 0) break;
  }
  const hits = kills.filter(({ unanswered }) => unanswered > 0).length;
  if (kills.length < wanted) broken.push(`${kills.length} kills, not ${wanted}`);
  if (hits < mustHit * wanted) broken.push(`only ${hits} of ${wanted} kills hit an unanswered write`);
  process.stdout.write(killTable({ kills, rounds, broken, hits, realSeconds: (Date.now() - started) / 1000 }));
  return broken.length === 0 ? 0 : 1;
}

/** Whoever is killed in the middle of making somebody has read the mapping. */
const making = 'create-destination-objects';
const mapped = 'migration-scope';

function unpreparedCompany(round: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'changeover-unprepared-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return writeUnprepared(folder, { mailboxes: asked.mailboxes, seed: asked.seed + round });
}

async function wayBackFromEach(): Promise<number> {
  const started = Date.now();
  const ended = new AbortController();
  process.once('SIGINT', () => ended.abort());
  process.once('SIGTERM', () => ended.abort());
  const ways = await backOutAfterEach({
    mailboxes: asked.mailboxes,
    seed: asked.seed,
    faults: values.faults,
    only: values.steps?.split(',') ?? null,
    signal: ended.signal,
    onEvent: ({ kind, who, what }) => {
      if (values.verbose) process.stderr.write(`  ${kind} ${who}: ${what}\n`);
    },
    onWay: ({ stepId, broken }) =>
      process.stderr.write(`${stepId}: ${broken.length === 0 ? 'as before' : broken.join(', ')}\n`),
  });
  process.stdout.write(wayBackTable(ways, (Date.now() - started) / 1000));
  return ways.length > 0 && ways.every(({ broken }) => broken.length === 0) ? 0 : 1;
}

async function readsKilled(): Promise<number> {
  const ended = new AbortController();
  process.once('SIGINT', () => ended.abort());
  process.once('SIGTERM', () => ended.abort());
  const found = await killedWhileReading(
    { mailboxes: asked.reads, seed: asked.seed, signal: ended.signal },
    (line) => void process.stderr.write(`${line}\n`),
  );
  process.stdout.write(readingLines(found));
  return found.broken.length === 0 ? 0 : 1;
}

/** With `--forward-only` or `--back-only` one of the two ways. */
async function wholeCompanies(): Promise<number> {
  const ended = new AbortController();
  process.once('SIGINT', () => ended.abort());
  process.once('SIGTERM', () => ended.abort());
  const proved = await rehearseCompanies({
    only: values.only?.split(',') ?? null,
    courses: courses.filter((one) => !values[one === 'forwards' ? 'back-only' : 'forward-only']),
    seed: asked.seed,
    signal: ended.signal,
    onEvent: ({ kind, who, what }) => {
      if (values.verbose) process.stderr.write(`  ${kind} ${who}: ${what}\n`);
    },
    onCompany: (one) => process.stdout.write(companyLines(one)),
  });
  return proved.length > 0 && proved.every(({ broken }) => broken.length === 0) ? 0 : 1;
}

/** Which kills are to hit something else than a write, spread over all of them by the seed. */
function quietPlaces(kills: number, random: () => number): ReadonlyMap<number, QuietMoment> {
  const number = Math.floor(kills * aimedElsewhere);
  return new Map(
    Array.from({ length: number }, (_, index): [number, QuietMoment] => {
      const stretch = kills / number;
      const moment = quietMoments[index % quietMoments.length] as QuietMoment;
      return [Math.floor(index * stretch + random() * stretch), moment];
    }),
  );
}

main().then(
  (status) => process.exit(status),
  (fault: unknown) => {
    process.stderr.write(`${(fault as Error).stack ?? String(fault)}\n`);
    process.exit(1);
  },
);
