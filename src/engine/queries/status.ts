/** `/status` and `/next`. Neither reads the ledger's objects: their cost does not grow with the tenant. */
import { phases, roles } from '../../contract/step.js';
import type { Phase } from '../../contract/step.js';
import { loadStepsInShort } from './snapshots.js';
import { leadTimes } from '../attempts/lead-times.js';
import { settled } from '../attempts/readiness.js';
import { stepWith } from '../core.js';
import type { Core } from '../core.js';
import { loadPeople, plainPerson, withRoles } from '../roles/roster.js';
import type { KnownPerson } from '../roles/roster.js';
import { phaseTimes, turnBack } from '../schedule/timetable.js';
import { nextDueAt } from '../schedule/work.js';
import type {
  Stop,
  MigrationFacts,
  MigrationStatus,
  Need,
  NextForPerson,
  Person,
  PhaseSummary,
  StepSnapshot,
  WayBack,
} from '../state.js';
import { undoOrder } from '../back-out/derive.js';
import { loadTraces } from '../back-out/traces.js';
import { goesOnWhenLifted } from './goes-on.js';
import { mayBeSpared } from '../roles/spared.js';
import { spareRolesIn, spareRolesSeen } from './spare-roles.js';
import { toBeginAgain } from './begin-again.js';
import type { AttemptNeeds } from './begin-again.js';
import { howDone, howUndone, notGreenOf, onWord, takenAsIs } from './how-done.js';
import { mailWaits } from './mail-waits.js';
import { openNeeds } from './open-needs.js';
import { toPutRight } from './put-right.js';
import { remainsOf } from './remains.js';
import { partOfTheWay, underWayIn } from './under-way.js';
import { isHeldUp } from '../state.js';
import { holds, leads } from '../rights/policy.js';
import { hasTurnedBack, migrationState } from '../attempts/rows.js';

export interface Migration {
  readonly facts: MigrationFacts;
  readonly people: readonly KnownPerson[];
}

/** Costs the same however many steps there are: what every card needs. */
export async function readMigration(core: Core): Promise<Migration> {
  const { migration: facts, mode, clock } = core.options;
  const migration = await core.db
    .selectFrom('migration')
    .selectAll()
    .select(spareRolesSeen.as('spare'))
    .where('id', '=', facts.id)
    .executeTakeFirstOrThrow();
  const people = await loadPeople(core.db);
  const held = new Set(people.flatMap((person) => person.roles));
  const mail = await mailWaits(core);
  const emptyRoles = roles.filter((role) => !held.has(role) && !migration.not_needed.some((one) => one.role === role));
  return {
    people,
    facts: {
      id: facts.id,
      mode,
      state: migration.state,
      movingDomains: facts.movingDomains,
      sourceName: facts.sourceName,
      destinationName: facts.destinationName,
      cutoverAt: migration.cutover_at,
      now: clock.now().toISOString(),
      stop:
        migration.active_stop === null ? null : await readStop(core, migration.active_stop, people.map(plainPerson)),
      ...(mail === null ? {} : { mailWaits: mail }),
      emptyRoles,
      notNeeded: migration.not_needed,
      dispensable: emptyRoles.filter((role) => mayBeSpared(core.options.runbook, role, migration.not_needed)),
      spare: spareRolesIn(migration.spare).filter(({ role }) => emptyRoles.includes(role)),
    },
  };
}

export async function readStatus(core: Core): Promise<MigrationStatus> {
  const { facts, people } = await readMigration(core);
  const { state, now, cutoverAt } = facts;
  const steps = await loadStepsInShort(core, [], people);
  const turnedBack = hasTurnedBack(state);
  const roster = withRoles(people.map(plainPerson));
  const again = toBeginAgain(steps, roster);
  const summaries = phases.map((phase) => summarise(phase, steps, again, now, turnedBack));
  return {
    ...facts,
    phase: presentPhase(core, state, summaries, steps),
    openAgain: turnedBack ? [] : againOf(steps),
    phases: summaries,
    wayBack: state === 'backing-out' ? await wayBackOf(core, steps) : null,
    ...(turnedBack ? { howUndone: howUndone(undoneBy(core, state, steps), steps) } : {}),
    remains: state === 'backed-out' ? remainsOf(steps, await leftToPutRight(core, steps, roster)) : null,
    notGreen: state === 'finished' ? notGreenOf(steps) : [],
    takenAsIs: takenAsIs(steps),
    byWord: onWord(steps),
    turnBack: turnedBack ? null : turnBack(steps, cutoverAt, now),
    ...leadTimesOfGiven(core, steps, facts),
  };
}

/** Whoever gives a T at the start reads at once what it leaves too little time for; once one is agreed its own card says so. */
function leadTimesOfGiven(
  core: Core,
  steps: readonly StepSnapshot[],
  { state, now, cutoverAt }: MigrationFacts,
): Pick<MigrationStatus, 'leadTimes'> {
  const gate = stepWith(core, 'setsT');
  const agreed = steps.some(
    ({ step, openAgain, ...one }) => step.id === gate?.id && (one.state === 'done' || openAgain),
  );
  if (state !== 'under-way' || cutoverAt === null || agreed) return {};
  const states = new Map(
    steps.map((one) => [one.step.id, one.kind === 'decision' && one.openAgain ? 'done' : one.state]),
  );
  return { leadTimes: leadTimes(core.options.runbook, states, { cutoverAt, now }, gate?.id) };
}

function summarise(
  phase: Phase,
  steps: readonly StepSnapshot[],
  again: readonly AttemptNeeds[],
  now: string,
  turnedBack: boolean,
): PhaseSummary {
  const ours = partOfTheWay(steps.filter(({ step }) => step.phase === phase));
  const underWay = underWayIn(ours, turnedBack);
  return {
    phase,
    total: ours.length,
    done: ours.filter(({ state }) => settled(state)).length,
    how: howDone(ours),
    running: underWay.running,
    inHand: inHandOf(ours, underWay.running),
    asking: [
      ...underWay.asking.map((id) => ({ stepId: id, needs: needsOf(ours, id) })),
      ...again
        .filter(({ stepId }) => ours.some(({ step }) => step.id === stepId))
        .map(({ stepId, needs }) => ({ stepId, needs })),
    ],
    attention: underWay.attention,
    next: phase === 'back-out' || turnedBack ? null : (ours.find(({ state }) => state === 'waiting')?.step.id ?? null),
    times: phase === 'back-out' || turnedBack ? null : phaseTimes(ours, now),
  };
}

const inHandOf = (steps: readonly StepSnapshot[], running: readonly string[]): NonNullable<PhaseSummary['inHand']> =>
  steps.flatMap(({ step, attempt }) =>
    attempt !== null && attempt.state === 'running' && attempt.takenBy !== null && running.includes(step.id)
      ? [{ stepId: step.id, by: attempt.takenBy }]
      : [],
  );

const needsOf = (steps: readonly StepSnapshot[], id: string): readonly Need[] =>
  steps.find(({ step }) => step.id === id)?.attempt?.needs ?? [];

/** On the way back those since the team turned; after it all of them, as what remains counts them. */
const undoneBy = (core: Core, state: MigrationStatus['state'], steps: readonly StepSnapshot[]) =>
  state === 'backing-out'
    ? undoneSince(core, steps)
    : steps.filter((one) => one.state === 'undone' && one.step.phase !== 'back-out');

/** Since the team turned back. */
function undoneSince(core: Core, steps: readonly StepSnapshot[]): readonly StepSnapshot[] {
  const gate = stepWith(core, 'decidesBackOut');
  const turned = steps.find(({ step }) => step.id === gate?.id)?.since ?? '';
  return steps.filter(({ state, since }) => state === 'undone' && since >= turned);
}

async function wayBackOf(core: Core, steps: readonly StepSnapshot[]): Promise<WayBack> {
  const left = new Set(steps.filter(({ toBeUndone }) => toBeUndone).map(({ step }) => step.id));
  const begun = new Set(
    steps
      .filter(
        ({ state, attempt }) => state === 'undoing' || (attempt?.direction === 'undo' && attempt.endedAt === null),
      )
      .map(({ step }) => step.id),
  );
  const order = undoOrder(core.options.runbook, await loadTraces(core, core.db));
  return {
    undone: undoneSince(core, steps).length,
    left: left.size,
    next: order.find((id) => left.has(id) && !begun.has(id)) ?? null,
  };
}

const leftToPutRight = async (core: Core, steps: readonly StepSnapshot[], roster: readonly Person[]) =>
  toPutRight(steps, await loadTraces(core, core.db), roster);

const againOf = (steps: readonly StepSnapshot[]): readonly string[] =>
  steps.filter(({ openAgain }) => openAgain === true).map(({ step }) => step.id);

/**
 * Where the company is: a step that was done once and is asked anew leads nobody back to its phase, and once the night has begun nothing of
 * the phases before it does.
 */
function presentPhase(
  core: Core,
  state: MigrationStatus['state'],
  summaries: readonly PhaseSummary[],
  steps: readonly StepSnapshot[],
): Phase {
  if (hasTurnedBack(state)) return 'back-out';
  const again = new Set(againOf(steps));
  const gate = stepWith(core, 'beginsTheNight');
  const night = steps.some((one) => one.step.id === gate?.id && one.state === 'done') ? gate?.phase : undefined;
  const from = night === undefined ? 0 : phases.indexOf(night) + 1;
  const ahead = summaries.filter(({ phase }) => phase !== 'back-out' && phases.indexOf(phase) >= from);
  const isFirst = (id: string): boolean => !again.has(id);
  const busy = ahead.find(
    ({ running, asking, attention }) =>
      running.some(isFirst) || asking.some(({ stepId }) => isFirst(stepId)) || attention.some(isFirst),
  );
  const open = ahead.find(({ next }) => next !== null);
  const last = [...summaries].reverse().find(({ done, phase }) => done > 0 && phase !== 'back-out');
  return busy?.phase ?? open?.phase ?? (state === 'finished' ? 'after' : (last?.phase ?? 'prepare'));
}

async function readStop(core: Core, id: number, people: readonly Person[]): Promise<Stop> {
  const row = await core.db.selectFrom('stop').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const lifts = await core.db.selectFrom('stop_lift').select('person_id').where('stop_id', '=', id).execute();
  const named = (personId: string): Person =>
    people.find((person) => person.id === personId) ?? {
      id: personId,
      name: personId,
      company: 'other',
      lang: core.options.defaultLang,
      roles: [],
    };
  return {
    by: named(row.person_id),
    at: row.at,
    reason: row.reason,
    goesOn: await goesOnWhenLifted(core, id),
    lifting: lifts.map(({ person_id }) => named(person_id)),
  };
}

export async function readNext(core: Core, personId: string): Promise<NextForPerson | null> {
  const roster = withRoles((await loadPeople(core.db)).map(plainPerson));
  const person = roster.find(({ id }) => id === personId);
  if (person === undefined) return null;
  const state = await migrationState(core);
  const steps = await loadStepsInShort(core, []);
  const open = await openNeeds(core, state, steps, roster);
  const held = new Set(
    steps.flatMap(({ attempt }) =>
      attempt !== null && isHeldUp(attempt) && attempt.endedAt === null ? [attempt.id] : [],
    ),
  );
  // A role that nobody holds, or nobody else, and a no that stands, are the leads' to see to.
  const wants = ({ kind, people, roles }: Need): boolean =>
    people.some(({ id }) => id === personId) ||
    (holds(person, leads) && (kind === 'no' || (roles.length > 0 && people.length === 0)));
  const todo = open.filter(({ attemptId, need }) => wants(need) && !held.has(attemptId));
  return {
    person,
    todo,
    later: steps.flatMap(({ step, early }) => {
      if (early === undefined) return [];
      const mayBegin = early.mayBegin.includes(personId);
      return mayBegin || holds(person, step.roles) ? [{ stepId: step.id, from: early.from, mayBegin }] : [];
    }),
    waitedFor: todo.length > 0 ? [] : open.map(({ stepId, need }) => ({ stepId, need })),
    nextDueAt: await nextDueAt(core),
  };
}
