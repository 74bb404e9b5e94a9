/** `/status` and `/next`. Neither reads the ledger's objects: their cost does not grow with the tenant. */
import { phases, roles } from '../../contract/step.js';
import type { Phase, Step } from '../../contract/step.js';
import { loadStepsInShort } from './snapshots.js';
import { leadsBack } from '../attempts/life.js';
import { settled } from '../attempts/readiness.js';
import { stepWith } from '../core.js';
import type { Core } from '../core.js';
import { loadPeople, plainPerson, withRoles } from '../roles/roster.js';
import { phaseTimes, turnBack } from '../schedule/timetable.js';
import { nextDueAt } from '../schedule/work.js';
import type {
  Attempt,
  Stop,
  MigrationStatus,
  Need,
  NextForPerson,
  Person,
  PhaseSummary,
  StepSnapshot,
  WayBack,
} from '../state.js';
import { toBeginAgain } from './begin-again.js';
import type { Asking } from './begin-again.js';
import { remainsOf } from './remains.js';
import { hasTurnedBack, migrationHasTurnedBack } from '../attempts/rows.js';

export async function readStatus(core: Core): Promise<MigrationStatus> {
  const { migration: facts, mode, clock } = core.options;
  const migration = await core.db
    .selectFrom('migration')
    .selectAll()
    .where('id', '=', facts.id)
    .executeTakeFirstOrThrow();
  const known = await loadPeople(core.db);
  const people = known.map(plainPerson);
  const steps = await loadStepsInShort(core, [], known);
  const now = clock.now().toISOString();
  const turnedBack = hasTurnedBack(migration.state);
  const again = toBeginAgain(steps, withRoles(people));
  const summaries = phases.map((phase) => summarise(phase, steps, again, now, turnedBack));
  const held = new Set(people.flatMap((person) => person.roles));
  return {
    id: facts.id,
    mode,
    state: migration.state,
    movingDomains: facts.movingDomains,
    sourceName: facts.sourceName,
    destinationName: facts.destinationName,
    cutoverAt: migration.cutover_at,
    now,
    stop: migration.active_stop === null ? null : await readStop(core, migration.active_stop, people),
    phase: presentPhase(migration.state, summaries),
    phases: summaries,
    wayBack: migration.state === 'backing-out' ? wayBackOf(core, steps) : null,
    remains: migration.state === 'backed-out' ? remainsOf(steps) : null,
    turnBack: turnedBack ? null : turnBack(steps, migration.cutover_at, now),
    emptyRoles: roles.filter((role) => !held.has(role)),
  };
}

function summarise(
  phase: Phase,
  steps: readonly StepSnapshot[],
  again: readonly Asking[],
  now: string,
  turnedBack: boolean,
): PhaseSummary {
  // A back stop nobody asked for is no part of the way, and of the way back only what was really asked for.
  const ours = steps.filter(
    ({ step, state }) =>
      step.phase === phase && !((step.onRequest === true || phase === 'back-out') && state === 'waiting'),
  );
  // What a person took is under way, whatever it still needs of them.
  const asking = ours.filter(({ attempt, state }) => attempt?.state === 'asking' && state !== 'waiting');
  const isAsking = new Set(asking.map(({ step }) => step.id));
  return {
    phase,
    total: ours.length,
    done: ours.filter(({ state }) => settled(state)).length,
    running: ours
      .filter(({ state, step }) => underWay.includes(state) && !isAsking.has(step.id))
      .map(({ step }) => step.id),
    asking: [
      ...asking.map(({ step, attempt }) => ({ stepId: step.id, needs: attempt?.needs ?? [] })),
      ...again.filter(({ stepId }) => ours.some(({ step }) => step.id === stepId)),
    ].map(({ stepId, needs }) => ({ stepId, needs })),
    attention: ours
      .filter(({ step, state, attempt }) => state === 'attention' && (!turnedBack || isWayBack(step, attempt)))
      .map(({ step }) => step.id),
    next: phase === 'back-out' || turnedBack ? null : (ours.find(({ state }) => state === 'waiting')?.step.id ?? null),
    times: phase === 'back-out' || turnedBack ? null : phaseTimes(ours, now),
  };
}

const isWayBack = (step: Step, attempt: Attempt | null): boolean => attempt !== null && leadsBack(step, attempt);

const underWay: readonly string[] = ['ready', 'working', 'running', 'verifying', 'undoing'];

function wayBackOf(core: Core, steps: readonly StepSnapshot[]): WayBack {
  const gate = stepWith(core, 'decidesBackOut');
  const turned = steps.find(({ step }) => step.id === gate?.id)?.since ?? '';
  return {
    undone: steps.filter(({ state, since }) => state === 'undone' && since >= turned).length,
    left: steps.filter(({ toBeUndone }) => toBeUndone).length,
  };
}

function presentPhase(state: MigrationStatus['state'], summaries: readonly PhaseSummary[]): Phase {
  if (hasTurnedBack(state)) return 'back-out';
  const busy = summaries.find((one) => one.running.length + one.asking.length + one.attention.length > 0);
  const open = summaries.find((one) => one.next !== null);
  return busy?.phase ?? open?.phase ?? (state === 'finished' ? 'after' : 'prepare');
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
    lifting: lifts.map(({ person_id }) => named(person_id)),
  };
}

export async function readNext(core: Core, personId: string): Promise<NextForPerson | null> {
  const roster = withRoles((await loadPeople(core.db)).map(plainPerson));
  const person = roster.find(({ id }) => id === personId);
  if (person === undefined) return null;
  const turnedBack = await migrationHasTurnedBack(core);
  const steps = await loadStepsInShort(core, []);
  const open = [
    ...toBeginAgain(steps, roster),
    ...steps.flatMap(({ step, attempt }): readonly Asking[] =>
      attempt === null || attempt.endedAt !== null || (turnedBack && !leadsBack(step, attempt))
        ? []
        : [{ stepId: step.id, attemptId: attempt.id, needs: attempt.needs }],
    ),
  ].flatMap(({ stepId, attemptId, needs }) => needs.map((need) => ({ stepId, attemptId, need })));
  // A role that nobody holds, or nobody else, is the project manager's to give out.
  const wants = ({ people, roles }: Need): boolean =>
    people.some(({ id }) => id === personId) ||
    (person.roles.includes('project-manager') && roles.length > 0 && people.length === 0);
  const todo = open.filter(({ need }) => wants(need));
  return {
    person,
    todo,
    waitedFor: todo.length > 0 ? [] : open.map(({ stepId, need }) => ({ stepId, need })),
    nextDueAt: await nextDueAt(core),
  };
}
