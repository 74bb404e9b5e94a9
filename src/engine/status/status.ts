/** `/status` and `/next`. Neither reads the ledger: their cost does not grow with the tenant. */
import { phases, roles } from '../../contract/step.js';
import type { Phase, Step } from '../../contract/step.js';
import { holdersOf } from '../approvals/policy.js';
import { loadStepsInShort } from '../attempts/snapshots.js';
import { settled } from '../attempts/readiness.js';
import type { Core } from '../core.js';
import { loadPeople, plainPerson, withRoles } from '../roles/roster.js';
import { phaseTimes, turnBack } from '../schedule/timetable.js';
import { nextDueAt } from '../schedule/work.js';
import type {
  Attempt,
  Freeze,
  MigrationStatus,
  Need,
  NextForPerson,
  Person,
  PhaseSummary,
  StepSnapshot,
} from '../state.js';

export async function readStatus(core: Core): Promise<MigrationStatus> {
  const { migration: facts, mode, clock } = core.options;
  const migration = await core.db
    .selectFrom('migration')
    .selectAll()
    .where('id', '=', facts.id)
    .executeTakeFirstOrThrow();
  const people = (await loadPeople(core.db)).map(plainPerson);
  const steps = await loadStepsInShort(core, []);
  const now = clock.now().toISOString();
  const summaries = phases.map((phase) => summarise(phase, steps, now));
  const turnedBack = migration.state === 'backing-out' || migration.state === 'backed-out';
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
    freeze: migration.active_freeze === null ? null : await readFreeze(core, migration.active_freeze, people),
    phase: presentPhase(migration.state, summaries),
    phases: summaries,
    turnBack: turnedBack ? null : turnBack(steps, migration.cutover_at, now),
    emptyRoles: roles.filter((role) => !held.has(role)),
  };
}

function summarise(phase: Phase, steps: readonly StepSnapshot[], now: string): PhaseSummary {
  // A back stop nobody asked for is no part of the way.
  const ours = steps.filter(
    ({ step, state }) => step.phase === phase && !(step.onRequest === true && state === 'waiting'),
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
    asking: asking.map(({ step, attempt }) => ({ stepId: step.id, needs: attempt?.needs ?? [] })),
    attention: ours.filter(({ state }) => state === 'attention').map(({ step }) => step.id),
    next: phase === 'back-out' ? null : (ours.find(({ state }) => state === 'waiting')?.step.id ?? null),
    times: phase === 'back-out' ? null : phaseTimes(ours, now),
  };
}

const underWay: readonly string[] = ['ready', 'working', 'running', 'verifying', 'undoing'];

function presentPhase(state: MigrationStatus['state'], summaries: readonly PhaseSummary[]): Phase {
  if (state === 'backing-out' || state === 'backed-out') return 'back-out';
  const busy = summaries.find((one) => one.running.length + one.asking.length + one.attention.length > 0);
  const open = summaries.find((one) => one.next !== null);
  return busy?.phase ?? open?.phase ?? (state === 'finished' ? 'after' : 'prepare');
}

async function readFreeze(core: Core, id: number, people: readonly Person[]): Promise<Freeze> {
  const row = await core.db.selectFrom('freeze').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const lifts = await core.db.selectFrom('freeze_lift').select('person_id').where('freeze_id', '=', id).execute();
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

/** A plan with blockers asks nobody for approval, yet somebody has to clear the way. */
function stillNeeded(step: Step, { state, needs }: Attempt, roster: readonly Person[]): readonly Need[] {
  if (state !== 'attention' || needs.length > 0 || step.roles.length === 0) return needs;
  return [{ kind: 'role', roles: step.roles, people: holdersOf(roster, step.roles) }];
}

export async function readNext(core: Core, personId: string): Promise<NextForPerson | null> {
  const roster = withRoles((await loadPeople(core.db)).map(plainPerson));
  const person = roster.find(({ id }) => id === personId);
  if (person === undefined) return null;
  const open = (await loadStepsInShort(core, [])).flatMap(({ step, attempt }) =>
    attempt === null || attempt.endedAt !== null
      ? []
      : stillNeeded(step, attempt, roster).map((need) => ({ stepId: step.id, attemptId: attempt.id, need })),
  );
  // A role that nobody holds is the project manager's to give out.
  const wants = ({ people, roles }: Need): boolean =>
    people.some(({ id }) => id === personId) ||
    (person.roles.includes('project-manager') && roles.length > 0 && holdersOf(roster, roles).length === 0);
  const todo = open.filter(({ need }) => wants(need));
  return {
    person,
    todo,
    waitedFor: todo.length > 0 ? [] : open.map(({ stepId, need }) => ({ stepId, need })),
    nextDueAt: await nextDueAt(core),
  };
}
