/** One rehearsal with scripted people and what is demanded of it: the end state, nothing written twice, refusals that the scans had named. */
import { cast } from '../../rehearsal/cast.js';
import { allowedDifferences, compareDumps, type Difference } from '../../rehearsal/compare.js';
import { moverApp } from '../../rehearsal/people/answers.js';
import { play, type PlayEvent, type PlayResult } from '../../rehearsal/people/play.js';
import { expectedAfter, stepsWithRules, type Happening } from '../../rehearsal/witness/expected.js';
import type { ExpectationFacts } from '../../rehearsal/witness/facts.js';
import { withLeftBehind } from '../../rehearsal/witness/left-behind.js';
import { stepsThatMake, withMadeAccounts } from '../../rehearsal/witness/made-accounts.js';
import { withSortedAddresses } from '../../rehearsal/witness/normal-form.js';
import { zoneAsDecided } from '../../rehearsal/witness/zone.js';
import type { Company } from '../../rehearsal/world/entities.js';
import { afterOf, reachableFrom } from '../../runbook/graph.js';
import { isOfTheEnd } from '../../engine/attempts/ended.js';
import { runbook } from '../../runbook/index.js';
import {
  isEnvelope,
  lastEntry,
  objectNames,
  refusedRemovals,
  releases,
  repeatedWrites,
  worldLog,
  type RefusedRemoval,
} from './world-log.js';

export interface RehearseOptions {
  readonly url: string;
  readonly until: string;
  readonly backOutAt?: string;
  /** Called where people turn back: both tenants must then be what the runbook promises up to there. */
  readonly beforeTurningBack?: () => Promise<void>;
  /** People say that everything is done, and do nothing by hand at the DNS console and at the destination: it must not end as finished. */
  readonly claimsOnly?: boolean;
  /** Something new holds the domain when its removal is about to begin; which kind of thing, this number says. */
  readonly provokeRefusal?: number;
  readonly signal: AbortSignal;
  /** How long nothing may move before the rehearsal counts as stuck, in real time. */
  readonly patienceMs?: number;
  /** Called for every event with the number of steps through so far. */
  readonly onEvent?: (event: PlayEvent, through: number) => void;
}

export interface RehearsalResult {
  readonly ended: PlayResult['ended'];
  readonly presses: number;
  readonly pressesBy: PlayResult['pressesBy'];
  readonly posted: PlayResult['posted'];
  readonly through: PlayResult['through'];
  /** Steps that keep the migration from being finished: the bot can look, and they were taken as they are. */
  readonly notGreen: readonly string[];
  readonly undone: readonly string[];
  readonly refusals: readonly string[];
  readonly stuckAt: PlayResult['stuckAt'];
  readonly open: readonly string[];
  readonly contradicted: readonly string[];
  readonly remoteCalls: number;
  readonly remoteWrites: number;
  readonly objectsChanged: number;
  readonly writtenTwice: readonly string[];
  /** Removals of a domain that the services refused, and for what. */
  readonly refusedRemovals: readonly RefusedRemoval[];
  /** What was planted to provoke one. */
  readonly planted: readonly string[];
  /** Errands people ran at the portals and at the DNS console. */
  readonly byHand: number;
  /** Virtual seconds from a domain's removal to its verification at the other side. */
  readonly releaseSeconds: Readonly<Record<string, number>>;
  readonly differences: readonly Difference[];
  /** What the end state was compared with. */
  readonly wanted: Company;
  readonly virtualSeconds: number;
  /** The invariants that did not hold; empty is success. */
  readonly broken: readonly string[];
  readonly endState: string;
}

const dependencies = afterOf(runbook);

/** The automated changes before the night that a back-out leaves, and what stands on them: undone on request, one by one. */
const undoneOnRequest = runbook
  .filter(({ id, undo }) => undo === 'on-request' && reachableFrom(dependencies, id).has('source-routing-address'))
  .map(({ id }) => id);

/** Whatever people do without the bot they do at the portals, and there it is seen. */
const automated: ReadonlySet<string> = new Set(
  runbook.flatMap((step) =>
    'action' in step && [...stepsWithRules, ...stepsThatMake].includes(step.id) ? [step.id] : [],
  ),
);

const described: ReadonlySet<string> = new Set(runbook.flatMap((step) => ('action' in step ? [step.id] : [])));

/** What the night and the days after leave, and the bot can see. */
const readable: ReadonlySet<string> = new Set(
  runbook.flatMap((step) => ('action' in step && isOfTheEnd(step) ? [step.id] : [])),
);

const provesBackOut = runbook.flatMap((step) => ('provesBackOut' in step ? [step.id] : []));
const wayBack = runbook.filter(({ phase }) => phase === 'back-out').map(({ id }) => id);

/** The world as it was before anything of a step was written, and how much had happened by then. */
interface Mark {
  readonly stepId: string;
  readonly dump: Company;
  readonly after: number;
}

export async function rehearse(options: RehearseOptions): Promise<RehearsalResult> {
  const { url, backOutAt, provokeRefusal } = options;
  const start = await dumpOf(url);
  const facts = await factsOf(url, start);
  const startedAt = await clockOf(url);
  const course: Happening[] = [];
  const marks: Mark[] = [];
  const planted: string[] = [];
  const thereNot: string[] = [];
  const there = async (through: readonly string[]): Promise<void> => {
    const dump = await dumpOf(url);
    const differences = differencesOf(wantedAfter(start, course, facts, dump), dump);
    thereNot.push(
      ...differences.map(({ path }) => `differs where people turned back: ${path}`),
      ...zoneAsDecided(dump, through, start),
    );
    await options.beforeTurningBack?.();
  };
  const turns: Promise<number>[] = [];
  const ways: Promise<number>[] = [];
  let night = Number.POSITIVE_INFINITY;
  let through = 0;
  const seen = new Set<string>();
  const played = await play({
    baseUrl: url,
    cast,
    until: options.until,
    followedBy: runbook.filter(({ after }) => after.includes(backOutAt ?? options.until)).map(({ id }) => id),
    wayBack,
    ...(backOutAt === undefined
      ? {}
      : {
          backOutAt,
          alsoUndo: undoneOnRequest,
          ...(options.beforeTurningBack === undefined
            ? {}
            : { beforeTurningBack: () => there([...seen].filter((id) => described.has(id))) }),
          beforeFirstWrite: async (stepId) => {
            if (described.has(stepId)) marks.push({ stepId, dump: await dumpOf(url), after: course.length });
          },
        }),
    ...(provokeRefusal === undefined ? {} : { provokeRefusal }),
    ...(options.claimsOnly === undefined ? {} : { claimsOnly: options.claimsOnly }),
    signal: options.signal,
    ...(options.patienceMs === undefined ? {} : { patienceMs: options.patienceMs }),
    onEvent: (event) => {
      // Each step and each undo is work of its own: what it writes is not a repetition of what another wrote.
      if (isTurn(event)) turns.push(lastEntry(url));
      if (isWay(event)) ways.push(lastEntry(url));
      if (event.kind === 'through') {
        through += 1;
        seen.add(event.what);
        if (event.what === 'go-no-go') night = course.length;
        if (automated.has(event.what)) course.push({ kind: 'step', stepId: event.what });
      }
      if (event.kind === 'planted') planted.push(event.what);
      if (event.errand !== undefined)
        course.push({ kind: 'by-hand', errand: event.errand, stepId: event.stepId ?? '' });
      options.onEvent?.(event, through);
    },
  });
  // Before anything is compared: that takes seconds of a large company, and the clock goes on.
  const endedAt = await clockOf(url);
  const end = await dumpOf(url);
  const log = await worldLog(url);
  const back = backOutAt !== undefined;
  const wanted = back
    ? before({ undone: played.undone, night }, marks, course, facts, end)
    : wantedAfter(start, course, facts, end);
  const differences = differencesOf(wanted ?? start, end);
  const writtenTwice = repeatedWrites(log, { turns: await Promise.all(turns), ways: await Promise.all(ways) });
  const parts = log.filter((entry) => entry.actor === 'application' && !isEnvelope(entry));
  const wantedEnd = back ? 'backed-out' : 'finished';
  const refused = refusedRemovals(log, [start, end]);
  const notGreen = played.through.accepted.filter((id) => readable.has(id));
  return {
    ...played,
    notGreen,
    remoteCalls: log.filter((entry) => entry.actor === 'application' && entry.batch === null).length,
    remoteWrites: parts.filter(({ write }) => write).length,
    objectsChanged: new Set(
      parts.filter(({ applied }) => applied).flatMap(({ objects }) => objects.map(({ id }) => id)),
    ).size,
    writtenTwice,
    refusedRemovals: refused,
    planted,
    byHand: course.filter(({ kind }) => kind === 'by-hand').length,
    releaseSeconds: Object.fromEntries(releases(log)),
    differences,
    wanted: wanted ?? start,
    virtualSeconds: Math.round((endedAt - startedAt) / 1000),
    broken:
      options.claimsOnly === true
        ? takenForDone(played)
        : [
            ...(played.ended === wantedEnd ? [] : [`the rehearsal ended ${played.ended}, not ${wantedEnd}`]),
            ...(back || notGreen.length === 0 ? [] : [`through, and not green: ${notGreen.join(', ')}`]),
            ...(wanted === null ? ['nothing was undone'] : []),
            ...(back && night !== Number.POSITIVE_INFINITY ? notProved(played) : []),
            ...thereNot,
            ...(differences.length === 0 ? [] : [`${differences.length} differences from the expected end state`]),
            ...(writtenTwice.length === 0 ? [] : [`${writtenTwice.length} objects written twice`]),
            ...(back
              ? []
              : zoneAsDecided(
                  end,
                  Object.values(played.through)
                    .flat()
                    .filter((id) => described.has(id)),
                  start,
                )),
            ...(provokeRefusal === undefined ? [] : refusalNotAsNamed(refused, played.named, end)),
          ],
    endState: `${JSON.stringify(end, null, 1)}\n`,
  };
}

/** Of claims alone nothing may be finished, and what was claimed in vain is named on a card. */
const takenForDone = ({ ended, contradicted }: PlayResult): readonly string[] => [
  ...(ended === 'finished'
    ? ['the migration was finished, though nothing was done at DNS and at the destination']
    : []),
  ...(contradicted.length === 0 ? ['no card names anything that is not as it was claimed'] : []),
];

/** A whole way back ends with a look at both tenants, and with nobody's word for it. */
const notProved = ({ undone, undoneAsIs }: PlayResult): readonly string[] =>
  provesBackOut
    .filter((id) => !undone.includes(id) || undoneAsIs.includes(id))
    .map((id) => `${id} was not seen to hold`);

/** An undo that begins right after another is told of before that one's end is seen. */
const isTurn = (event: PlayEvent): boolean =>
  event.kind === 'undone' ||
  event.kind === 'going-back' ||
  (event.kind === 'through' && automated.has(event.what)) ||
  isWay(event);

const isWay = ({ kind, what }: PlayEvent): boolean => kind === 'said' && what.startsWith('/backout');

interface WayBack {
  /** Steps that were undone one by one. */
  readonly undone: readonly string[];
  /** From this place of the course on everything the bot did is undone together. */
  readonly night: number;
}

/** `found`: the dump afterwards, which tells the ids of what was made. */
const wantedAfter = (start: Company, course: readonly Happening[], facts: ExpectationFacts, found: Company): Company =>
  withMadeAccounts(
    expectedAfter(start, course, facts),
    found,
    course.flatMap((one) => (one.kind === 'step' ? [one.stepId] : [])),
  );

/** What a way back must lead to: the world before the first change that was undone, with what people and other steps did since. */
function before(
  { undone, night }: WayBack,
  marks: readonly Mark[],
  course: readonly Happening[],
  facts: ExpectationFacts,
  end: Company,
): Company | null {
  const first = marks.find(({ stepId, after }) => after >= night || undone.includes(stepId));
  if (first === undefined) return null;
  const stays = course.filter((one, place) => {
    if (place < first.after) return false;
    // What people do in a tenant stays; records are put back with their step, by people as well.
    if (one.kind === 'by-hand' && one.errand.at !== 'dns') return true;
    return place < night && !undone.includes(one.stepId);
  });
  return withLeftBehind(wantedAfter(first.dump, stays, facts, end), end, undone);
}

/** The service refused, and for exactly what the scans had named. */
function refusalNotAsNamed(
  refused: readonly RefusedRemoval[],
  named: readonly string[],
  end: Company,
): readonly string[] {
  if (refused.length === 0) return ['no removal was refused, though something had been planted'];
  const nameOf = objectNames(end);
  const wanted = new Set(refused.flatMap(({ objects }) => objects.map(({ id }) => nameOf(id))));
  const seen = new Set(named.map(nameOf));
  return [
    ...[...wanted].filter((id) => !seen.has(id)).map((id) => `refused for ${id}, which no scan named`),
    ...[...seen].filter((id) => !wanted.has(id)).map((id) => `a scan named ${id}, for which nothing was refused`),
  ];
}

export const differencesOf = (wanted: Company, is: Company): readonly Difference[] =>
  compareDumps(withSortedAddresses(wanted), withSortedAddresses(is), allowedDifferences);

async function factsOf(url: string, start: Company): Promise<ExpectationFacts> {
  const { faults } = (await (await fetch(`${url}/world/summary`)).json()) as {
    faults: { newUserPrincipalNameBecomes: 'primary' | 'secondary' };
  };
  return {
    operators: operatorsIn(start),
    movingDomains: start.movingDomains,
    newNameBecomes: faults.newUserPrincipalNameBecomes,
    moverApp,
  };
}

/** Home accounts of everybody with a role, as the cast has them. */
function operatorsIn(start: Company): ReadonlySet<string> {
  const homes = new Set(cast.filter(({ roles }) => roles.length > 0).map(({ home }) => home.objectId));
  return new Set(start.tenants.source.users.filter(({ id }) => homes.has(id)).map(({ id }) => id));
}

export async function dumpOf(url: string): Promise<Company> {
  return (await (await fetch(`${url}/world/state`)).json()) as Company;
}

async function clockOf(url: string): Promise<number> {
  const { at, wallAt, rate } = (await (await fetch(`${url}/world/clock`)).json()) as {
    at: string;
    wallAt: string;
    rate: number;
  };
  return Date.parse(at) + (Date.now() - Date.parse(wallAt)) * rate;
}
