/** Every command goes through here: one transaction that holds the decision, its audit entry, and what follows; refusals are kept too. */
import { refused } from '../../errors.js';
import type { Outcome } from '../../errors.js';
import type { Role, Step } from '../../contract/step.js';
import type { Actor } from '../api.js';
import { holds } from '../rights/policy.js';
import { loadAttempt, stepStates } from '../attempts/rows.js';
import type { AttemptRow } from '../attempts/rows.js';
import { newestRun } from '../attempts/transfer-rows.js';
import type { RunRow } from '../attempts/transfer-rows.js';
import { record } from '../audit/audit.js';
import { isTransfer, stepOf, transact } from '../core.js';
import type { Core, Unit } from '../core.js';
import { askedOf } from '../kinds/moment.js';
import type { Asked } from '../rights/moment.js';
import { loadVotes } from '../rights/votes.js';
import type { StoredVote } from '../rights/votes.js';
import { withoutRoles } from '../roles/spared.js';
import { loadPeople, namesOf, withRoles } from '../roles/roster.js';
import type { KnownPerson } from '../roles/roster.js';
import type { Deed, StepState } from '../state.js';
import { migrationRow, type MigrationRow } from '../migration-row.js';

export interface Scene {
  readonly unit: Unit;
  readonly by: Actor;
  readonly person: KnownPerson;
  readonly roster: readonly KnownPerson[];
  /** As it was when the command began. */
  readonly migration: MigrationRow;
}

/** A refused command has changed nothing: `work` looks first and writes only when nothing can be refused any more. */
export async function decide<T>(
  core: Core,
  by: Actor,
  stepId: string | null,
  work: (unit: Unit) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  return transact(core, async (unit) => {
    const outcome = await work(unit);
    if (!outcome.ok) {
      const known = stepId !== null && core.steps.has(stepId) ? stepId : null;
      await record(unit, by, 'refused', known, { ...outcome.refusal.facts, code: outcome.refusal.code });
    }
    return outcome;
  });
}

/** A command of somebody with a role, in a migration that has begun. */
export const decideAs = <T>(
  core: Core,
  by: Actor,
  stepId: string | null,
  work: (scene: Scene) => Promise<Outcome<T>>,
): Promise<Outcome<T>> =>
  decide(core, by, stepId, async (unit) => {
    const migration = await migrationRow(unit);
    if (migration.state === 'not-started') return refused('migration.not-started');
    const roster = withRoles(await loadPeople(unit.trx));
    const person = roster.find(({ id }) => id === by.personId);
    if (person === undefined) return refused('person.no-role', { managers: managers(roster) });
    return work({ unit, by, person, roster, migration });
  });

const managers = (roster: readonly KnownPerson[]): string =>
  namesOf(roster.filter((person) => person.roles.includes('project-manager')));

/** A step with its newest attempt, and who may do what with them. */
export interface StepScene extends Scene {
  readonly step: Step;
  readonly stepState: StepState;
  readonly attempt: AttemptRow | null;
  readonly votes: readonly StoredVote[];
  /** The newest outside run of a transfer. */
  readonly run: RunRow | null;
  readonly asked: Asked;
}

export interface AttemptScene extends StepScene {
  readonly attempt: AttemptRow;
}

export const decideOn = <T>(
  core: Core,
  by: Actor,
  attemptId: string,
  work: (scene: AttemptScene) => Promise<Outcome<T>>,
): Promise<Outcome<T>> =>
  // An attempt's id is its step's id and its number.
  decideAs(core, by, attemptId.replace(/-\d+$/, ''), async (scene) => {
    const attempt = await loadAttempt(scene.unit, attemptId);
    if (attempt === null) return refused('step.unknown', { typed: attemptId.slice(0, 80), nearest: 'none' });
    const outcome = await work({ ...(await lookAt(scene, stepOf(core, attempt.step_id), attempt)), attempt });
    return outcome.ok || outcome.refusal.code !== 'step.not-now' || !isDone(attempt)
      ? outcome
      : doneAlready(scene, attempt);
  });

const isDone = ({ state, ended_at }: AttemptRow): boolean =>
  ended_at !== null && (state === 'done' || state === 'undone');

/** Somebody was faster: whoever comes too late reads who, where one person did it. */
async function doneAlready(
  { unit }: Scene,
  { step_id: step, taken_by, ended_at }: AttemptRow,
): Promise<Outcome<never>> {
  const at = ended_at ?? unit.at;
  const who = (await loadPeople(unit.trx)).find(({ id }) => id === taken_by)?.name;
  return who === undefined ? refused('step.done-already', { step, at }) : refused('step.done-by', { step, who, at });
}

export async function lookAt(scene: Scene, given: Step, attempt: AttemptRow | null): Promise<StepScene> {
  const { unit, roster, migration } = scene;
  const step = withoutRoles(given, migration.not_needed);
  const states = await stepStates(unit);
  const stepState = states.get(step.id) ?? 'waiting';
  const votes = await loadVotes(unit.trx, attempt === null ? [] : [attempt.id]);
  const run = attempt === null || !isTransfer(unit.core, step.id) ? null : await newestRun(unit.trx, attempt.id);
  const moment = { step, stepState, migrationState: migration.state, attempt, run, votes, roster };
  const asked = askedOf(unit.core, moment, states);
  return { ...scene, step, stepState, attempt, run, votes, asked };
}

export const may = ({ asked, person }: Pick<StepScene, 'asked' | 'person'>, deed: Deed): boolean =>
  asked.may[deed].includes(person.id);

/** Null while what the step stands on is settled. */
export function groundRefusal({ step, asked }: Pick<StepScene, 'step' | 'asked'>): Outcome<never> | null {
  if (asked.waitsFor.length === 0) return null;
  const code = step.beginsTheNight === true ? 'vote.held-up' : 'approval.ground-lost';
  return refused(code, { step: step.id, steps: asked.waitsFor.join(', ') });
}

/** Null when the person holds one of the roles, otherwise the refusal that names who does. */
export function roleRefusal(scene: Scene, code: string, roles: readonly Role[]): Outcome<never> | null {
  if (holds(scene.person, roles)) return null;
  return refused(code, { roles: roles.join(', '), who: namesOf(scene.roster.filter((other) => holds(other, roles))) });
}
