/** Rows of steps, attempts and the migration, as a decision reads them. */
import type { Selectable } from 'kysely';
import { kindNameOf } from '../core.js';
import type { Core, Unit } from '../core.js';
import type { EngineTables } from '../schema.js';
import type { MigrationStatus, StepState } from '../state.js';
import type { States } from './readiness.js';

export type AttemptRow = Selectable<EngineTables['attempt']>;
export type StepRow = Selectable<EngineTables['step']>;

export interface StandingSteps {
  readonly states: ReadonlyMap<string, StepState>;
  readonly since: ReadonlyMap<string, string>;
}

export async function loadAttempt(unit: { readonly trx: Core['db'] }, attemptId: string): Promise<AttemptRow | null> {
  const row = await unit.trx.selectFrom('attempt').selectAll().where('id', '=', attemptId).executeTakeFirst();
  return row ?? null;
}

export async function currentAttempt(unit: { readonly trx: Core['db'] }, stepId: string): Promise<AttemptRow | null> {
  const row = await unit.trx
    .selectFrom('attempt')
    .innerJoin('step', 'step.attempt_id', 'attempt.id')
    .selectAll('attempt')
    .where('step.id', '=', stepId)
    .executeTakeFirst();
  return row ?? null;
}

/** When what it came to was told, or looked at since; null while nothing was. */
export function seenLast({ ended_at, looked_at }: Pick<AttemptRow, 'ended_at' | 'looked_at'>): string | null {
  return [ended_at, looked_at].reduce((last, at) => (last === null || (at !== null && at > last) ? at : last), null);
}

export async function stepStates(unit: { readonly trx: Core['db'] }): Promise<Map<string, StepState>> {
  const rows = await unit.trx.selectFrom('step').select(['id', 'state']).execute();
  return new Map(rows.map(({ id, state }) => [id, state]));
}

/**
 * As `stepStates`, where time is counted: a decision that is asked again takes none before T, for its answers hold until others are given.
 */
export async function statesForTime(core: Core, unit: { readonly trx: Core['db'] }): Promise<States> {
  const rows = await unit.trx.selectFrom('step').select(['id', 'state', 'done_order']).execute();
  return new Map(rows.map((row) => [row.id, answersHold(core, row) ? 'done' : row.state]));
}

/** Answered before, and asked once more. */
export function answersHold(
  core: Core,
  { id, state, done_order }: Pick<StepRow, 'id' | 'state' | 'done_order'>,
): boolean {
  const step = core.steps.get(id);
  return (
    step !== undefined &&
    kindNameOf(core, step) === 'decision' &&
    done_order !== null &&
    (state === 'asking' || state === 'working')
  );
}

/** How each step stands, and since when. */
export async function standingSteps(unit: { readonly trx: Core['db'] }): Promise<StandingSteps> {
  const rows = await unit.trx.selectFrom('step').select(['id', 'state', 'since']).execute();
  return {
    states: new Map(rows.map(({ id, state }) => [id, state])),
    since: new Map(rows.map(({ id, since }) => [id, since])),
  };
}

/** From then on nobody waits for anything that leads forward. */
export const hasTurnedBack = (state: MigrationStatus['state']): boolean =>
  state === 'backing-out' || state === 'backed-out';

export const migrationHasTurnedBack = async (core: Core): Promise<boolean> => hasTurnedBack(await migrationState(core));

export async function migrationState(core: Core): Promise<MigrationStatus['state']> {
  const { state } = await core.db
    .selectFrom('migration')
    .select('state')
    .where('id', '=', core.options.migration.id)
    .executeTakeFirstOrThrow();
  return state;
}

/** Steps put off, and until when. */
export async function putOffs(unit: Pick<Unit, 'trx'>): Promise<ReadonlyMap<string, string>> {
  const rows = await unit.trx
    .selectFrom('attempt')
    .innerJoin('step', 'step.attempt_id', 'attempt.id')
    .select(['step.id', 'attempt.put_off'])
    .where('attempt.put_off', 'is not', null)
    .execute();
  return new Map(rows.flatMap(({ id, put_off }) => (put_off === null ? [] : [[id, put_off.until]])));
}
