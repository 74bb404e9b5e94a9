/** Steps and attempts as views read them: loaded together, so that a board of a hundred steps costs as many queries as one card. */
import { sql } from 'kysely';
import type { Change } from '../../contract/change.js';
import type { Finding } from '../../contract/finding.js';
import { loadVotes } from '../rights/votes.js';
import type { StoredVote } from '../rights/votes.js';
import { readOutline } from '../back-out/outline.js';
import { undoOrder } from '../back-out/derive.js';
import type { Trace } from '../back-out/derive.js';
import { loadTraces, whyNotUndoable } from '../back-out/traces.js';
import { isTransfer, kindNameOf, stepWith } from '../core.js';
import type { Core } from '../core.js';
import { countsOf } from '../attempts/life.js';
import { withRoster } from '../kinds/form/form.js';
import { withHandedIn } from '../kinds/form/form-files.js';
import { answersInForce } from '../kinds/form/answers-in-force.js';
import { cutoverOf } from '../kinds/form/read-form.js';
import { askedOf } from '../kinds/moment.js';
import { nobodyMay } from '../rights/moment.js';
import type { Moment } from '../rights/moment.js';
import { withoutRoles } from '../roles/spared.js';
import { loadPeople, plainPerson, withRoles } from '../roles/roster.js';
import { earlyOf, timedBy } from '../rights/early.js';
import type { Timed } from '../schedule/not-before.js';
import { leadTimes } from '../attempts/lead-times.js';
import { nightAhead, stepTimes } from '../schedule/timetable.js';
import type { LedgerCounts, StoredPlan } from '../schema.js';
import type {
  Attempt,
  EvidenceSummary,
  MigrationStatus,
  NotNeeded,
  Person,
  Progress,
  Reading,
  StepSnapshot,
  StepState,
  WhatMoves,
} from '../state.js';
import { answersHold, hasTurnedBack, stepStates } from '../attempts/rows.js';
import { loadChanges } from '../attempts/ledger.js';
import { endedOf, saidBy, sawIn } from '../attempts/ended.js';
import { restsOn } from '../attempts/rests-on.js';
import type { Saw } from '../attempts/rests-on.js';
import type { AttemptRow, StepRow } from '../attempts/rows.js';
import { loadItemsAsChanges, newestRuns } from '../attempts/transfer-rows.js';
import type { RunRow } from '../attempts/transfer-rows.js';
import { askedAnewAt, asksPeople, lapsedVotes, loadSaid } from './lapsed.js';
import { notGreenOf, takenAsIs } from './how-done.js';
import { mailDecided } from './mail-waits.js';
import { hashOfFacts } from './facts-hash.js';
import { loadAcceptedPoints } from './accepted-points.js';
import { acceptingOf, shownPoint } from './given-words.js';
import { goBackOf } from './go-back.js';
import { showRun } from './outside-run.js';
import { loadReadings } from './readings.js';
import { loadRefusedBefore } from './refused-before.js';
import { loadTooOld, readinessOf } from './readiness.js';
import { partOfTheWay, underWayIn } from './under-way.js';
import { settled, timingOf, waitsFor } from '../attempts/readiness.js';
import type { States } from '../attempts/readiness.js';

interface LoadedTogether {
  readonly people: ReadonlyMap<string, Person>;
  readonly roster: readonly Person[];
  readonly votes: readonly (StoredVote & { readonly attemptId: string })[];
  readonly evidence: ReadonlyMap<string, readonly EvidenceSummary[]>;
  readonly counts: ReadonlyMap<string, LedgerCounts>;
  readonly readings: ReadonlyMap<string, Reading>;
  readonly runs: ReadonlyMap<string, RunRow>;
  readonly migration: {
    readonly state: MigrationStatus['state'];
    readonly cutoverAt: string | null;
    readonly notNeeded: readonly NotNeeded[];
  };
  /** The stop that holds now. */
  readonly stop: number | null;
  readonly now: Date;
}

interface BegunStep extends StepRow {
  readonly began_at: string | null;
}

/** What of the migration decides how its steps look. */
interface Frame {
  readonly states: ReadonlyMap<string, StepState>;
  /** As `states`, where time is counted. */
  readonly forTime: States;
  readonly timed: Timed;
  readonly traces: readonly Trace[];
  /** Whose undo comes by itself: none before the team has turned back. */
  readonly undoOrder: ReadonlySet<string>;
  readonly cutoverAt: string | null;
  readonly migrationState: MigrationStatus['state'];
}

export async function loadSteps(core: Core, stepIds?: readonly string[]): Promise<readonly StepSnapshot[]> {
  const rows = await loadRows(core);
  const wanted = stepIds === undefined ? rows : rows.filter(({ id }) => stepIds.includes(id));
  const ids = wanted.flatMap(({ attempt_id }) => (attempt_id === null ? [] : [attempt_id]));
  return assemble(core, rows, wanted, await loadAttemptRows(core, ids));
}

export async function loadStepWithAttempt(core: Core, attemptId: string): Promise<StepSnapshot | null> {
  const [attempt] = await loadAttemptRows(core, [attemptId]);
  if (attempt === undefined) return null;
  const rows = await loadRows(core);
  const wanted = rows.filter(({ id }) => id === attempt.step_id).map((row) => ({ ...row, attempt_id: attemptId }));
  return (await assemble(core, rows, wanted, [attempt]))[0] ?? null;
}

export async function loadAttemptsOf(core: Core, stepId: string): Promise<readonly Attempt[]> {
  const rows = await core.db
    .selectFrom('attempt')
    .selectAll()
    .where('step_id', '=', stepId)
    .orderBy('number')
    .execute();
  const around = await loadTogether(core, rows);
  const step = await core.db
    .selectFrom('step')
    .select(['state', 'attempt_id'])
    .where('id', '=', stepId)
    .executeTakeFirst();
  const migrationState = around.migration.state;
  const states = await stepStates({ trx: core.db });
  return rows.map((row) => {
    const stepState = row.id === step?.attempt_id ? step.state : 'waiting';
    return showAttempt(core, whole(row), around, { stepState, migrationState, states });
  });
}

/** A transfer has no ledger: its items are read as its plan shows them. */
export async function loadPlanPage(
  core: Core,
  attemptId: string,
  page: { offset: number; limit: number },
): Promise<readonly Change[]> {
  const changes = await loadChanges(core.db, attemptId, page);
  return changes.length > 0 ? changes : loadItemsAsChanges(core.db, attemptId, page);
}

/**
 * Steps as lists of them are shown. Of what grows with the tenant (plan, findings, troubles) only that much is read as decides a sign:
 * what `/status` and the boards need, at any size. `traces` empty: nobody asks what could be undone, and only a way back reads them.
 */
export async function loadStepsInShort(
  core: Core,
  traces?: readonly Trace[],
  people?: readonly Person[],
): Promise<readonly StepSnapshot[]> {
  const rows = await loadRows(core);
  const ids = rows.flatMap(({ attempt_id }) => (attempt_id === null ? [] : [attempt_id]));
  return assemble(core, rows, rows, await loadAttemptRows(core, ids, true), { traces, people });
}

/** With the moment at which each was first begun. One row an attempt: it grows with the decisions of people, not with the tenant. */
const loadRows = (core: Core): Promise<BegunStep[]> =>
  core.db
    .selectFrom('step')
    .leftJoin(
      (from) =>
        from
          .selectFrom('attempt')
          .select(({ fn }) => ['step_id', fn.min('started_at').as('began_at')])
          .where('direction', '=', 'do')
          .groupBy('step_id')
          .as('begun'),
      (join) => join.onRef('begun.step_id', '=', 'step.id'),
    )
    .selectAll('step')
    .select('begun.began_at')
    .orderBy('position')
    .execute();

/** With what its readings came to, which a row in short no longer tells. */
type ReadRow = AttemptRow & { readonly saw: Saw };

const whole = (row: AttemptRow): ReadRow => ({ ...row, saw: sawIn(row) });

async function loadAttemptRows(core: Core, ids: readonly string[], inShort = false): Promise<readonly ReadRow[]> {
  if (ids.length === 0) return [];
  const query = core.db.selectFrom('attempt').where('id', 'in', ids);
  if (!inShort) return (await query.selectAll().execute()).map(whole);
  const rows = await query
    .select([
      ...(['id', 'step_id', 'number', 'direction', 'state', 'counts', 'answers', 'taken_by', 'started_at'] as const),
      'handed_back_at',
      'perhaps_done',
      'undone_at',
      ...(['ended_at', 'looking_since', 'carried_out_at', 'held_by_stop', 'lifted_stop', 'failures'] as const),
      ...(['put_off', 'looked_at', 'news_at', 'looks', 'aside', 'said', 'accepted', 'accepting', 'answered'] as const),
      sql<boolean>`${isDone} and (troubles <> '[]' or jsonb_path_exists(findings, '$[*] ? (@.status != "passed")'))`.as(
        'open',
      ),
      sql<boolean>`${isDone} and jsonb_path_exists(findings, '$[*] ? (@.status == "passed")')`.as('passed'),
      sql<StoredPlan['blockers'] | null>`jsonb_path_query_array(plan -> 'blockers', '$[0]')`.as('blockers'),
      sql<number | null>`(plan ->> 'undoSeconds')::float`.as('undo_seconds'),
      sql<AttemptRow['voided']>`case when jsonb_typeof(voided) = 'object'
        then voided || '{"appeared":[],"gone":[],"different":[]}' end`.as('voided'),
      sql<AttemptRow['findings']>`case when state = 'attention' then (
        select coalesce(jsonb_agg(distinct jsonb_build_object('status', one -> 'status', 'code',
          case when one ->> 'code' in ('engine.cannot-be-done', 'engine.transfer-unseen', 'engine.no-longer-fits', 'engine.fit-unseen', 'engine.left-standing')
            then one ->> 'code' else '' end, 'facts', '{}'::jsonb)), '[]')
        from jsonb_array_elements(findings) as one where one ->> 'status' <> 'passed' and one -> 'taken' is null) else '[]' end`.as(
        'findings',
      ),
      sql<AttemptRow['troubles']>`case when state = 'attention' and troubles <> '[]'
        then jsonb_build_array(troubles -> 0) else '[]' end`.as('troubles'),
    ])
    .execute();
  return rows.map(({ blockers, undo_seconds, open, passed, ...row }) => ({
    ...row,
    plan: blockers === null ? null : { ...emptyPlan, blockers, undoSeconds: undo_seconds },
    writes_began_at: null,
    form: null,
    begun_early: null,
    saw: { open, passed, read: row.looked_at !== null || blockers !== null },
  }));
}

const isDone = sql<boolean>`state in ('done', 'undone')`;

const emptyPlan: StoredPlan = {
  hash: '',
  plannedAt: '',
  changes: 0,
  byKind: {},
  sample: [],
  blockers: [],
  warnings: [],
  leftOut: [],
  undoSeconds: null,
};

async function assemble(
  core: Core,
  all: readonly BegunStep[],
  wanted: readonly BegunStep[],
  attempts: readonly ReadRow[],
  known: { readonly traces?: readonly Trace[] | undefined; readonly people?: readonly Person[] | undefined } = {},
): Promise<readonly StepSnapshot[]> {
  const around = await loadTogether(core, attempts, known.people);
  const { state: migrationState, cutoverAt } = around.migration;
  const traces =
    known.traces !== undefined && migrationState !== 'backing-out'
      ? known.traces
      : await loadTraces(core, core.db, all);
  const states = new Map(all.map((row) => [row.id, row.state]));
  const since = new Map(all.map((row) => [row.id, row.since]));
  const frame: Frame = {
    states,
    forTime: new Map(all.map((row) => [row.id, answersHold(core, row) ? 'done' : row.state])),
    timed: timedBy(core.options.runbook, { states, since }, cutoverAt),
    traces,
    undoOrder: new Set(migrationState === 'backing-out' ? undoOrder(core.options.runbook, traces) : []),
    cutoverAt,
    migrationState,
  };
  const byId = new Map(attempts.map((attempt) => [attempt.id, attempt]));
  const shown = wanted.flatMap((row) => {
    const attempt = row.attempt_id === null ? undefined : byId.get(row.attempt_id);
    return showStep(core, row, attempt, around, frame);
  });
  if (known.traces !== undefined) return shown;
  return Promise.all(
    shown.map(async (snapshot) =>
      withRefused(
        core,
        await withAbout(
          core,
          await withLapsed(
            core,
            await withBeside(
              core,
              await withOutline(core, await withGoBack(core, snapshot, around, frame), frame, around.people),
              frame,
            ),
            around.people,
          ),
        ),
      ),
    ),
  );
}

function showStep(
  core: Core,
  row: BegunStep,
  attempt: ReadRow | undefined,
  around: LoadedTogether,
  { states, timed, traces, undoOrder: comesBack, cutoverAt, migrationState }: Frame,
): readonly StepSnapshot[] {
  const given = core.steps.get(row.id);
  if (given === undefined) return [];
  const step = withoutRoles(given, around.migration.notNeeded);
  const undoable =
    migrationState !== 'backing-out' && whyNotUndoable(core.options.runbook, step, states, traces) === null;
  // Once the team has turned back nothing is planned relative to T any more.
  const planned = hasTurnedBack(migrationState) ? null : cutoverAt;
  const forTime = answersHold(core, row) ? 'done' : row.state;
  const seen = { state: row.state, since: row.since, startedAt: row.began_at };
  const early = earlyOf(step, {
    runbook: core.steps,
    states,
    timed,
    putOffUntil: attempt?.put_off?.until,
    migrationState,
    roster: around.roster,
    now: around.now.toISOString(),
  });
  return [
    {
      step,
      kind: kindNameOf(core, step),
      state: row.state,
      since: row.since,
      attempt:
        attempt === undefined
          ? null
          : showAttempt(core, attempt, around, { stepState: row.state, migrationState, states }),
      waitsFor: row.state === 'waiting' ? waitsFor(step, states, attempt?.put_off?.until) : [],
      timing: timingOf(step, forTime, planned, around.now),
      ...(early === null ? {} : { early }),
      notApplicable: row.state === 'not-applicable' ? row.not_applicable : null,
      undoable,
      toBeUndone: comesBack.has(step.id) || (migrationState === 'backing-out' && isBeingUndone(row, attempt)),
      ...(isOpenAgain(row, attempt) ? { openAgain: true } : {}),
      times: stepTimes(step, seen, planned, around.now.toISOString()),
    },
  ];
}

/** Its place in the order of what was done stays with a step until it is carried out anew or undone. */
const isOpenAgain = ({ state, done_order }: StepRow, attempt: AttemptRow | undefined): boolean =>
  done_order !== null && attempt?.direction === 'do' && attempt.ended_at === null && !settled(state);

/** What people put back has left no trace any more once they are asked to. */
const isBeingUndone = ({ state }: StepRow, attempt: AttemptRow | undefined): boolean =>
  state === 'undoing' || (attempt?.direction === 'undo' && attempt.ended_at === null);

/** Only the open gate itself asks what turning back would mean, or what the night would begin with. */
async function withOutline(
  core: Core,
  snapshot: StepSnapshot,
  { traces, states, forTime, cutoverAt }: Frame,
  people: ReadonlyMap<string, Person>,
): Promise<StepSnapshot> {
  if (snapshot.step.lastLook === true && snapshot.state === 'done') {
    const steps = await loadStepsInShort(core, []);
    return { ...snapshot, takenAsIs: takenAsIs(steps), notGreen: notGreenOf(steps) };
  }
  const ended = snapshot.attempt?.endedAt ?? null;
  const isAgreed = snapshot.step.setsT === true && snapshot.state === 'done';
  if (snapshot.attempt === null || (ended !== null && !isAgreed)) return snapshot;
  // Before what it tells of is read: what moves meanwhile has moved since.
  const asOf = core.options.clock.now().toISOString();
  const factsOf = (told: Parameters<typeof hashOfFacts>[0]): Pick<StepSnapshot, 'facts'> =>
    ended === null ? { facts: { hash: hashOfFacts(told), asOf } } : {};
  if (snapshot.step.beginsTheNight === true) {
    const steps = await loadStepsInShort(core, []);
    const readiness = await readReadiness(core, snapshot.step, steps, people);
    const night = nightAhead(steps, cutoverAt, asOf);
    return {
      ...snapshot,
      readiness,
      ...(ended === null ? { whatMoves: await loadWhatMoves(core) } : {}),
      ...(night === null ? {} : { night: { ...night, mail: await mailDecided(core) } }),
      ...factsOf({ readiness }),
    };
  }
  if (snapshot.step.setsT === true) {
    const { answers, form } = snapshot.attempt;
    // Of the T that is agreed: what it left too little time for then, as far as it is still open.
    const now = ended ?? asOf;
    const about = { cutoverAt: cutoverOf(answers), now, known: form?.leadTimes ?? [] };
    const told = leadTimes(core.options.runbook, forTime, about, snapshot.step.id);
    const taken =
      ended === null ? await readReadiness(core, snapshot.step, await loadStepsInShort(core, []), people) : null;
    return {
      ...snapshot,
      leadTimes: told,
      ...(taken?.acceptedPoints === undefined ? {} : { acceptedPoints: taken.acceptedPoints }),
      ...factsOf({ leadTimes: told, cutoverAt: about.cutoverAt }),
    };
  }
  if (snapshot.step.decidesBackOut !== true) return snapshot;
  return { ...snapshot, backOut: await readOutline(core, traces, states) };
}

/** What is recorded of it: the answers of the decision, the runs outside, and what was left beside the list of errors. */
async function loadWhatMoves(core: Core): Promise<WhatMoves> {
  const decides = stepWith(core, 'saysMailboxes');
  const lists = stepWith(core, 'listsErrors');
  const mailboxes = decides === undefined ? null : await mailboxesOf(core, decides.id);
  const [listed] = lists === undefined ? [] : await loadSteps(core, [lists.id]);
  const ran = lists === undefined ? [] : await passesBefore(core, lists);
  const wayBack = await wayBackLicences(core);
  return {
    mailboxes,
    ...(wayBack === null ? {} : { wayBackLicences: wayBack }),
    ...(ran.length === 0
      ? {}
      : {
          open: {
            items: ran.reduce((sum, { open }) => sum + open, 0),
            of: ran.reduce((sum, run) => sum + run.planned, 0),
          },
        }),
    ...errorsOf(listed),
    ...(await foundOf(core)),
  };
}

/** Where nobody can look, that is what there is to tell. */
async function foundOf(core: Core): Promise<Pick<WhatMoves, 'found'>> {
  const told = stepWith(core, 'toldBeforeTheNight');
  const [seen] = told === undefined ? [] : await loadSteps(core, [told.id]);
  if (told === undefined || seen === undefined) return {};
  const { attempt, since, notApplicable } = seen;
  const findings: readonly Finding[] =
    notApplicable != null ? [{ status: 'unknown', ...notApplicable }] : (attempt?.findings ?? []);
  return findings.length === 0 ? {} : { found: { stepId: told.id, at: attempt?.lookedAt ?? since, findings } };
}

/** What was counted of the rows that were accepted; null where the table is kept elsewhere, and of answers that gave no number. */
async function mailboxesOf(core: Core, stepId: string): Promise<number | null> {
  const inForce = await answersInForce({ trx: core.db }, stepId);
  if (inForce === null) return null;
  const counted = await core.db
    .selectFrom('output')
    .select(sql<string | null>`value ->> 'mailboxes'`.as('mailboxes'))
    .where('attempt_id', '=', inForce.attemptId)
    .where(sql<boolean>`jsonb_typeof(value -> 'mailboxes') = 'number'`)
    .limit(1)
    .executeTakeFirst();
  // An answer of before the rows were read.
  const mailboxes = Number(counted?.mailboxes ?? inForce.answers['mailboxes'] ?? Number.NaN);
  return Number.isInteger(mailboxes) ? mailboxes : null;
}

/** As it was counted last; null: it was not. */
async function wayBackLicences(core: Core): Promise<number | null> {
  const counts = stepWith(core, 'countsTheWayBack');
  if (counts === undefined) return null;
  const told = await core.db
    .selectFrom('output')
    .innerJoin('step', 'step.attempt_id', 'output.attempt_id')
    .select(sql<number>`(value ->> 'wayBack')::int`.as('count'))
    .where('step.id', '=', counts.id)
    .where(sql<boolean>`jsonb_typeof(value -> 'wayBack') = 'number'`)
    .limit(1)
    .executeTakeFirst();
  return told?.count ?? null;
}

/** The newest run of the pass itself, and of the one that took its errors up again. */
async function passesBefore(core: Core, { id, after }: StepSnapshot['step']): Promise<readonly RunRow[]> {
  const rows = await core.db
    .selectFrom('step')
    .select('attempt_id')
    .where('id', 'in', [id, ...after])
    .execute();
  const ids = rows.flatMap(({ attempt_id }) => attempt_id ?? []);
  const runs = ids.length === 0 ? new Map<string, RunRow>() : await newestRuns(core.db, ids);
  return [...runs.values()].slice(-1);
}

function errorsOf(listed: StepSnapshot | undefined): Pick<WhatMoves, 'errors'> {
  const attempt = listed?.attempt;
  if (listed?.state !== 'done' || attempt?.restsOn == null || attempt.restsOn.on === 'decided') return {};
  const said = attempt.said ?? { by: attempt.takenBy, at: attempt.endedAt ?? listed.since };
  const note = attempt.evidence.findLast((one) => one.note !== null);
  const file = attempt.evidence.findLast((one) => one.note === null);
  return {
    errors: {
      stepId: listed.step.id,
      at: said.at,
      by: said.by,
      says: note?.note ?? '',
      ...(file === undefined ? {} : { file }),
    },
  };
}

/** Only whose card tells what goes on meanwhile. */
async function withBeside(core: Core, snapshot: StepSnapshot, { migrationState }: Frame): Promise<StepSnapshot> {
  const { step, state, attempt } = snapshot;
  const waits = step.releases === true && attempt !== null && attempt.endedAt === null;
  if (!waits && (step.undoneBy === undefined || state !== 'undoing')) return snapshot;
  const steps = partOfTheWay(await loadStepsInShort(core, [])).filter((other) => other.step.id !== step.id);
  return { ...snapshot, beside: underWayIn(steps, hasTurnedBack(migrationState)) };
}

async function readReadiness(
  core: Core,
  gate: StepSnapshot['step'],
  steps: readonly StepSnapshot[],
  people: ReadonlyMap<string, Person>,
): Promise<NonNullable<StepSnapshot['readiness']>> {
  const readiness = readinessOf(core.options.runbook, gate, steps);
  const acceptedPoints = await loadAcceptedPoints(core, readiness.accepted, people);
  const tooOld = await loadTooOld(core, readiness);
  const isOld = (id: string): boolean => tooOld.some(({ stepId }) => stepId === id);
  return {
    ...readiness,
    ...(acceptedPoints.length === 0 ? {} : { acceptedPoints }),
    tooOld,
    open: readiness.open.filter((id) => !isOld(id)),
  };
}

async function withLapsed(
  core: Core,
  snapshot: StepSnapshot,
  people: ReadonlyMap<string, Person>,
): Promise<StepSnapshot> {
  if (!asksPeople(snapshot)) return snapshot;
  const said = await loadSaid(core, snapshot);
  const lapsed = lapsedVotes(snapshot, said, people);
  const anew = askedAnewAt(said.log);
  return {
    ...snapshot,
    ...(lapsed.length === 0 ? {} : { lapsed }),
    ...(anew === undefined ? {} : { askedAnewAt: anew }),
  };
}

/** Whoever carries it out reads what it is about where they are asked to. */
async function withAbout(core: Core, snapshot: StepSnapshot): Promise<StepSnapshot> {
  const { step, attempt } = snapshot;
  if (step.about === undefined || attempt === null || attempt.endedAt !== null || attempt.direction === 'undo')
    return snapshot;
  const [check] = await loadSteps(core, [step.about]);
  if (check?.attempt?.lookedAt == null) return snapshot;
  const { findings, evidence } = check.attempt;
  const open = findings.filter(({ status }) => status !== 'passed');
  return { ...snapshot, about: { stepId: check.step.id, findings: open, evidence } };
}

const withGoBack = async (
  core: Core,
  snapshot: StepSnapshot,
  { people }: LoadedTogether,
  { migrationState }: Frame,
): Promise<StepSnapshot> => ({
  ...snapshot,
  ...(await goBackOf(core, snapshot, people, migrationState === 'under-way')),
});

async function withRefused(core: Core, snapshot: StepSnapshot): Promise<StepSnapshot> {
  const refusedBefore = await loadRefusedBefore(core, snapshot);
  return refusedBefore === undefined ? snapshot : { ...snapshot, refusedBefore };
}

async function loadTogether(
  core: Core,
  attempts: readonly AttemptRow[],
  known?: readonly Person[],
): Promise<LoadedTogether> {
  const ids = attempts.map(({ id }) => id);
  const people = (known ?? (await loadPeople(core.db))).map(plainPerson);
  const byId = new Map(people.map((person) => [person.id, person]));
  const migration = await core.db
    .selectFrom('migration')
    .select(['cutover_at', 'state', 'active_stop', 'not_needed'])
    .where('id', '=', core.options.migration.id)
    .executeTakeFirst();
  return {
    people: byId,
    roster: withRoles(people),
    votes: await loadVotes(core.db, ids),
    evidence: await loadEvidence(core, ids, byId),
    counts: await loadCounts(core, attempts),
    readings: await loadReadings(core, attempts),
    runs: await newestRuns(
      core.db,
      attempts.filter(({ step_id }) => isTransfer(core, step_id)).map(({ id }) => id),
    ),
    migration: {
      state: migration?.state ?? 'not-started',
      cutoverAt: migration?.cutover_at ?? null,
      notNeeded: migration?.not_needed ?? [],
    },
    stop: migration?.active_stop ?? null,
    now: core.options.clock.now(),
  };
}

async function loadEvidence(
  core: Core,
  ids: readonly string[],
  people: ReadonlyMap<string, Person>,
): Promise<Map<string, EvidenceSummary[]>> {
  const found = new Map<string, EvidenceSummary[]>();
  if (ids.length === 0) return found;
  const rows = await core.db
    .selectFrom('evidence')
    .select(['id', 'attempt_id', 'name', 'content_type', 'bytes', 'sha256', 'at', 'person_id', 'note', 'field'])
    .where('attempt_id', 'in', ids)
    .orderBy('sequence')
    .execute();
  for (const row of rows) {
    const summary: EvidenceSummary = {
      id: row.id,
      name: row.name,
      contentType: row.content_type,
      bytes: row.bytes,
      sha256: row.sha256,
      at: row.at,
      by: row.person_id === null ? null : (people.get(row.person_id) ?? null),
      note: row.note,
      ...(row.field === null ? {} : { field: row.field }),
    };
    found.set(row.attempt_id, [...(found.get(row.attempt_id) ?? []), summary]);
  }
  return found;
}

/** Counted only while objects are being written: an attempt that ended keeps its own count. */
async function loadCounts(core: Core, attempts: readonly AttemptRow[]): Promise<Map<string, LedgerCounts>> {
  const counts = new Map<string, LedgerCounts>();
  const open = attempts.filter((attempt) => attempt.counts === null && attempt.writes_began_at !== null);
  for (const attempt of attempts) if (attempt.counts !== null) counts.set(attempt.id, attempt.counts);
  if (open.length === 0) return counts;
  const rows = await core.db
    .selectFrom('ledger')
    .select(({ fn }) => ['attempt_id', 'state', fn.countAll<string>().as('objects')])
    .where(
      'attempt_id',
      'in',
      open.map(({ id }) => id),
    )
    .groupBy(['attempt_id', 'state'])
    .execute();
  for (const { id } of open) {
    const own = rows.filter((row) => row.attempt_id === id);
    counts.set(id, countsOf(own));
  }
  return counts;
}

function showAttempt(
  core: Core,
  row: ReadRow,
  around: LoadedTogether,
  { states, ...state }: Pick<Moment, 'stepState' | 'migrationState'> & { readonly states: States },
): Attempt {
  const given = core.steps.get(row.step_id);
  const step = given === undefined ? undefined : withoutRoles(given, around.migration.notNeeded);
  const votes = around.votes.filter(({ attemptId }) => attemptId === row.id);
  const asked =
    step === undefined
      ? null
      : askedOf(
          core,
          { step, attempt: row, run: around.runs.get(row.id) ?? null, votes, roster: around.roster, ...state },
          states,
        );
  const person = (id: string | null): Person | null => (id === null ? null : (around.people.get(id) ?? null));
  const agreed = votes.filter(({ vote }) => vote === 'go').map(({ personId }) => personId);
  const approvals = votes.flatMap((vote) => {
    const given = person(vote.personId);
    return given === null ? [] : [{ person: given, at: vote.at, vote: vote.vote, reason: vote.reason ?? null }];
  });
  return {
    id: row.id,
    number: row.number,
    direction: row.direction,
    state: row.state,
    plan: row.plan,
    approvals,
    needs: asked?.needs ?? [],
    may: asked?.may ?? nobodyMay,
    waitsFor: asked?.waitsFor ?? [],
    ...(asked?.besideVote === true ? { besideVote: true } : {}),
    ...(asked?.heldBy == null ? {} : { heldBy: asked.heldBy }),
    progress: showProgress(row, around),
    ...(around.readings.has(row.id) ? { reading: around.readings.get(row.id) as Reading } : {}),
    outside: showRun(around.runs.get(row.id)),
    findings: row.findings.map((finding) => shownPoint(finding, person)),
    ...acceptingOf(row, person),
    voided: row.voided,
    putOff: row.put_off,
    ...begunEarly(row, around),
    ...(row.aside === null ? {} : { aside: row.aside }),
    lookedAt: row.looked_at,
    ...(row.news_at === null ? {} : { newsAt: row.news_at }),
    despiteStop: around.stop !== null && row.lifted_stop === around.stop,
    takenBy: person(row.taken_by),
    said: saidBy(row.said, person),
    restsOn: step === undefined ? null : restsOn(endedOf(core, step, row, row.saw, { agreed, person })),
    form: formOf(row, around),
    answers: row.answers,
    ...(row.handed_back_at === null || row.state !== 'asking' ? {} : { handedBackAt: row.handed_back_at }),
    evidence: around.evidence.get(row.id) ?? [],
    troubles: row.troubles,
    startedAt: row.started_at,
    endedAt: row.ended_at,
  };
}

function begunEarly({ begun_early: begun }: AttemptRow, { people }: LoadedTogether): Pick<Attempt, 'begunEarly'> {
  const by = begun === null ? undefined : people.get(begun.personId);
  if (begun === null || by === undefined) return {};
  return { begunEarly: { by, at: begun.at, from: begun.from, reason: begun.reason } };
}

/** While it is open, whoever is on the roster now can be named, and what was handed in so far stands in it. */
function formOf({ id, form, ended_at }: AttemptRow, { roster, evidence }: LoadedTogether): Attempt['form'] {
  if (form === null || ended_at !== null) return form;
  const files = (evidence.get(id) ?? []).map((file) => ({
    ...file,
    by: file.by?.name ?? '',
    field: file.field ?? null,
  }));
  return withHandedIn(withRoster(form, roster), files);
}

function showProgress(row: AttemptRow, around: LoadedTogether): Progress | null {
  const counts = around.counts.get(row.id);
  if (counts === undefined || row.writes_began_at === null) return null;
  const handled = counts.done + counts.drifted + counts.refused;
  const minutes = (around.now.getTime() - Date.parse(row.writes_began_at)) / 60_000;
  const measured = handled > 0 && row.state === 'running';
  return {
    ...counts,
    startedAt: row.writes_began_at,
    minutesLeft: measured ? Math.ceil((minutes / handled) * (counts.total - handled)) : null,
  };
}
