/** The life of a step: opening an attempt, moving it on, ending it, and what begins by itself because of that. */
import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { Remark, TaskBrief } from '../../contract/change.js';
import type { Step } from '../../contract/step.js';
import { record } from '../audit/audit.js';
import type { Facts } from '../audit/audit.js';
import { actionOf, stepOf, taskDefinition, treatmentOf } from '../core.js';
import type { Unit } from '../core.js';
import { decisionOfBackOut } from '../back-out/decision.js';
import { boardKey, markAll, markAttempt, markAttemptsOf, markBoards, markCard } from '../cards/mark.js';
import type { AttemptState, EngineTables, LedgerCounts, PutOff } from '../schema.js';
import { cancelWork, enqueueWork } from '../schedule/work.js';
import { nextNight } from '../schedule/wall-time.js';
import type { StepState } from '../state.js';
import { hasTurnedBack } from './turned-back.js';
import { allSettled, becomeReady } from './readiness.js';
import { taskPlan } from '../kinds/handwork/task-plan.js';

export type AttemptRow = Selectable<EngineTables['attempt']>;
export type StepRow = Selectable<EngineTables['step']>;

export async function loadAttempt(unit: Unit, attemptId: string): Promise<AttemptRow | null> {
  const row = await unit.trx.selectFrom('attempt').selectAll().where('id', '=', attemptId).executeTakeFirst();
  return row ?? null;
}

export async function currentAttempt(unit: Unit, stepId: string): Promise<AttemptRow | null> {
  const row = await unit.trx
    .selectFrom('attempt')
    .innerJoin('step', 'step.attempt_id', 'attempt.id')
    .selectAll('attempt')
    .where('step.id', '=', stepId)
    .executeTakeFirst();
  return row ?? null;
}

export async function stepStates(unit: Unit): Promise<Map<string, StepState>> {
  const rows = await unit.trx.selectFrom('step').select(['id', 'state']).execute();
  return new Map(rows.map(({ id, state }) => [id, state]));
}

export async function migrationRow(unit: Unit): Promise<Selectable<EngineTables['migration']>> {
  return unit.trx
    .selectFrom('migration')
    .selectAll()
    .where('id', '=', unit.core.options.migration.id)
    .executeTakeFirstOrThrow();
}

/** Opens the next attempt of a step and puts it in the place of the one before. */
export async function openAttempt(
  unit: Unit,
  step: Step,
  direction: 'do' | 'undo',
  state: AttemptState,
): Promise<AttemptRow> {
  const last = await unit.trx
    .selectFrom('attempt')
    .select(({ fn }) => fn.max('number').as('number'))
    .where('step_id', '=', step.id)
    .executeTakeFirst();
  const number = (last?.number ?? 0) + 1;
  const row = await unit.trx
    .insertInto('attempt')
    .values({
      id: `${step.id}-${number}`,
      step_id: step.id,
      number,
      direction,
      state,
      started_at: unit.at,
      findings: '[]',
      troubles: '[]',
      answers: '{}',
      parked: false,
      failures: 0,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await unit.trx.updateTable('step').set({ attempt_id: row.id }).where('id', '=', step.id).execute();
  await moveStep(unit, step, direction === 'undo' ? 'undoing' : stepStateOf(state));
  return row;
}

const stepStateOf = (state: AttemptState): StepState => (state === 'voided' ? 'working' : state);

export async function moveStep(unit: Unit, step: Step, state: StepState, notApplicable?: Remark): Promise<void> {
  await unit.trx
    .updateTable('step')
    .set({
      state,
      since: unit.at,
      ...(notApplicable === undefined ? {} : { not_applicable: JSON.stringify(notApplicable) }),
    })
    .where('id', '=', step.id)
    .execute();
  await markCard(unit, boardKey(step.phase), null);
  if (state === 'undoing' || state === 'undone') await markAttemptsOf(unit, step.id);
  // On the way back every board says where it is just now, and after it what is left.
  if (hasTurnedBack((await migrationRow(unit)).state)) await markBoards(unit);
}

export type AttemptUpdate = Partial<{
  plan: string;
  findings: string;
  voided: string;
  troubles: string;
  counts: string;
  answers: string;
  taken_by: string | null;
  writes_began_at: string;
  verify_since: string;
  parked: boolean;
  thawed: number;
  failures: number;
  put_off: string;
  looked_at: string;
}>;

/** Moves the newest attempt of a step, and the step with it. An undo shows as `undoing` until it needs a person or ends. */
export async function moveAttempt(
  unit: Unit,
  attempt: Pick<AttemptRow, 'id' | 'step_id' | 'direction'>,
  state: AttemptState,
  change: AttemptUpdate = {},
): Promise<void> {
  const step = stepOf(unit.core, attempt.step_id);
  const ended = state === 'voided' || state === 'done' || state === 'undone' || state === 'not-applicable';
  await unit.trx
    .updateTable('attempt')
    .set({ state, ...change, ...(ended ? { ended_at: unit.at } : {}) })
    .where('id', '=', attempt.id)
    .execute();
  if (state !== 'voided') {
    const undoing = attempt.direction === 'undo' && state !== 'attention' && state !== 'undone';
    await moveStep(unit, step, undoing ? 'undoing' : stepStateOf(state));
  }
  await markAttempt(unit, { id: attempt.id, state }, step.phase);
}

/** A step's turn has come: checks and plans begin by themselves, people are asked for the rest. */
export async function beginStep(unit: Unit, step: Step): Promise<void> {
  const treatment = treatmentOf(unit.core, step);
  if (treatment === 'check' || treatment === 'change') {
    const attempt = await openAttempt(unit, step, 'do', 'working');
    const name = treatment === 'check' ? 'engine.check' : 'engine.plan';
    await enqueueWork(unit, { key: attempt.id, name, input: { attemptId: attempt.id } });
    return;
  }
  if (taskDefinition(unit.core, step) !== undefined) {
    const attempt = await openAttempt(unit, step, 'do', 'working');
    await enqueueWork(unit, { key: attempt.id, name: 'engine.brief', input: { attemptId: attempt.id } });
    return;
  }
  if (conditionOf(unit, step) !== undefined) {
    const attempt = await openAttempt(unit, step, 'do', 'working');
    await enqueueWork(unit, { key: attempt.id, name: 'engine.applies', input: { attemptId: attempt.id } });
    return;
  }
  await askPeople(unit, await openAttempt(unit, step, 'do', 'asking'), step);
}

/** Code that answers whether the step applies: the step's own, or one registered under the name of the condition. */
export function conditionOf(unit: Pick<Unit, 'core'>, step: Step) {
  const own = actionOf(unit.core, step)?.applies;
  if (own !== undefined) return own;
  return step.condition === undefined ? undefined : unit.core.options.actions.get(step.condition)?.applies;
}

export async function askPeople(unit: Unit, attempt: AttemptRow, step: Step, brief?: TaskBrief): Promise<void> {
  const plan = taskPlan(unit.core, step, attempt.direction, unit.at, brief);
  await moveAttempt(unit, attempt, 'asking', plan === null ? {} : { plan: JSON.stringify(plan) });
  await record(unit, null, 'asking', step.id, { attempt: attempt.id });
}

/** The step has come to a good end; whatever that makes ready begins. */
export async function endStep(
  unit: Unit,
  attempt: AttemptRow,
  state: 'done' | 'not-applicable' | 'undone',
  change: AttemptUpdate = {},
): Promise<void> {
  const step = stepOf(unit.core, attempt.step_id);
  const counts = await countLedger(unit, attempt.id);
  await moveAttempt(unit, attempt, state, {
    ...change,
    ...(counts === null ? {} : { counts: JSON.stringify(counts) }),
  });
  if (state === 'done')
    await unit.trx
      .updateTable('step')
      .set({ done_order: sql<number>`nextval('engine.done_order')` })
      .where('id', '=', step.id)
      .execute();
  const facts: Facts = counts === null ? {} : { changed: counts.done, total: counts.total };
  await record(unit, null, `step-${state}`, step.id, { attempt: attempt.id, ...facts });
  await refreshDecision(unit);
  if (state === 'done' && step.nightly === true && treatmentOf(unit.core, step) === 'check') await armNight(unit, step);
  await goOn(unit);
}

/** Whoever votes on turning back reads what it would undo now. */
async function refreshDecision(unit: Unit): Promise<void> {
  const decision = await currentAttempt(unit, decisionOfBackOut);
  if (decision === null || decision.ended_at !== null) return;
  await markAttempt(unit, decision, stepOf(unit.core, decisionOfBackOut).phase);
}

export async function needAttention(
  unit: Unit,
  attempt: AttemptRow,
  change: AttemptUpdate,
  facts: Facts = {},
): Promise<void> {
  await moveAttempt(unit, attempt, 'attention', change);
  await record(unit, null, 'attention', attempt.step_id, { attempt: attempt.id, ...facts });
}

export async function countLedger(unit: Unit, attemptId: string): Promise<LedgerCounts | null> {
  const rows = await unit.trx
    .selectFrom('ledger')
    .select(({ fn }) => ['state', fn.countAll<string>().as('objects')])
    .where('attempt_id', '=', attemptId)
    .groupBy('state')
    .execute();
  if (rows.length === 0) return null;
  const of = (state: string): number => Number(rows.find((row) => row.state === state)?.objects ?? 0);
  return {
    total: rows.reduce((sum, row) => sum + Number(row.objects), 0),
    done: of('done'),
    drifted: of('drifted'),
    refused: of('refused'),
  };
}

export const armNight = (unit: Unit, step: Step): Promise<void> =>
  enqueueWork(unit, {
    key: `nightly:${step.id}`,
    name: 'engine.nightly',
    input: { stepId: step.id },
    dueAt: nextNight(unit.now),
  });

/** Nothing was done and nothing is wrong: the step waits for another one and is planned and asked for anew. */
export async function putOff(unit: Unit, attempt: AttemptRow, order: PutOff): Promise<void> {
  await moveAttempt(unit, attempt, 'voided', { put_off: JSON.stringify(order) });
  await moveStep(unit, stepOf(unit.core, attempt.step_id), 'waiting');
  await record(unit, null, 'put-off', attempt.step_id, { attempt: attempt.id, until: order.until });
  await goOn(unit);
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

/** Whether an attempt belongs to a way back: the undo of a step, or a step that is there only to undo another. */
export const leadsBack = (step: Step, attempt: Pick<AttemptRow, 'direction'>): boolean =>
  attempt.direction === 'undo' || step.phase === 'back-out';

/** Ends an attempt that lost its ground: what it was about is no longer asked. */
export async function withdraw(unit: Unit, attempt: AttemptRow, state: StepState): Promise<void> {
  await cancelWork(unit, attempt.id);
  await moveAttempt(unit, attempt, 'voided');
  await moveStep(unit, stepOf(unit.core, attempt.step_id), state);
  await record(unit, null, 'withdrawn', attempt.step_id, { attempt: attempt.id });
}

/** Takes the next step of a way back, and begins every step whose turn has come; while a back-out is under way, none. */
export async function goOn(unit: Unit): Promise<void> {
  await unit.core.goBack(unit);
  const migration = await migrationRow(unit);
  if (migration.state !== 'under-way') return;
  const states = await stepStates(unit);
  for (const step of becomeReady(unit.core.options.runbook, states, await putOffs(unit))) await beginStep(unit, step);
  if (!allSettled(unit.core.options.runbook, states)) return;
  await unit.trx.updateTable('migration').set({ state: 'finished' }).where('id', '=', migration.id).execute();
  await record(unit, null, 'finished', null);
  await markAll(unit);
}
