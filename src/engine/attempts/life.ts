/** The life of a step: opening an attempt, moving it on, ending it. What begins because of that is decided at the end of the transaction. */
import { sql } from 'kysely';
import type { Remark } from '../../contract/finding.js';
import type { Direction, Step } from '../../contract/step.js';
import { record } from '../audit/audit.js';
import type { Facts } from '../audit/audit.js';
import {
  markAskedBlockers,
  markAskedOn,
  markAttempt,
  markAttemptsOf,
  markBoard,
  markBoards,
  markDecided,
} from '../cards/mark.js';
import { decisionsUnder, kindNameOf, stepOf } from '../core.js';
import type { Unit } from '../core.js';
import type { LedgerCounts, PutOff, StoredAside, StoredPlan } from '../schema.js';
import { nextLook } from '../schedule/wall-time.js';
import { loadPeople } from '../roles/roster.js';
import { cancelWork, enqueueWork } from '../schedule/work.js';
import { isSuperseded } from '../state.js';
import type { AttemptState, StepState } from '../state.js';
import { endedOf, sawIn } from './ended.js';
import { forgetParts } from './read-parts.js';
import { keepRefusals } from './refused-plan.js';
import { restsOn } from './rests-on.js';
import { hasTurnedBack, loadAttempt } from './rows.js';
import type { AttemptRow } from './rows.js';
import { haltOutside } from './transfer-rows.js';
import { migrationRow } from '../migration-row.js';

/** Opens the next attempt of a step and puts it in the place of the one before. */
export async function openAttempt(
  unit: Unit,
  step: Step,
  direction: Direction,
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
      held_by_stop: false,
      perhaps_done: false,
      failures: 0,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await unit.trx.updateTable('step').set({ attempt_id: row.id }).where('id', '=', step.id).execute();
  await moveStep(unit, step, direction === 'undo' ? 'undoing' : (state as StepState));
  return row;
}

/** Answers stay as they are while a step writes what they say, and their card says which: it changes when that begins, and when it is over. */
const holdsOrLetsGo: readonly StepState[] = ['running', 'done', 'attention', 'waiting'];

export async function moveStep(unit: Unit, step: Step, state: StepState): Promise<void> {
  await unit.trx.updateTable('step').set({ state, since: unit.at }).where('id', '=', step.id).execute();
  unit.effects.moves.push({ stepId: step.id, state });
  await markBoard(unit, step.phase);
  await markAskedOn(
    unit,
    // The gate of the night tells how everything before it stands.
    unit.core.options.runbook.filter(({ after, beginsTheNight }) => beginsTheNight === true || after.includes(step.id)),
  );
  if (holdsOrLetsGo.includes(state)) await markDecided(unit, decisionsUnder(unit.core, step));
  if (state === 'undoing' || state === 'undone') await markAttemptsOf(unit, step.id);
  // On the way back every board says where it is just now, and after it what is left.
  if (hasTurnedBack((await migrationRow(unit)).state)) await markBoards(unit);
}

export type AttemptUpdate = Partial<{
  plan: string;
  findings: string;
  voided: string;
  troubles: string;
  accepted: string;
  accepting: string;
  counts: string;
  answers: string;
  form: string;
  taken_by: string | null;
  handed_back_at: string;
  writes_began_at: string;
  looking_since: string;
  carried_out_at: string | null;
  held_by_stop: boolean;
  lifted_stop: number | null;
  perhaps_done: boolean;
  failures: number;
  looks: number;
  put_off: string;
  looked_at: string;
  news_at: string;
}>;

/** Moves the newest attempt of a step, and the step with it. An undo shows as `undoing` until it needs a person or ends. */
export async function moveAttempt(
  unit: Unit,
  attempt: Pick<AttemptRow, 'id' | 'step_id' | 'direction'>,
  state: AttemptState,
  change: AttemptUpdate = {},
): Promise<void> {
  const step = stepOf(unit.core, attempt.step_id);
  const superseded = isSuperseded(state);
  const ended = superseded || state === 'done' || state === 'undone' || state === 'not-applicable';
  await unit.trx
    .updateTable('attempt')
    .set({ state, ...change, ...(ended ? { ended_at: unit.at } : {}) })
    .where('id', '=', attempt.id)
    .execute();
  if (!superseded) {
    const undoing = attempt.direction === 'undo' && state !== 'attention' && state !== 'undone';
    await moveStep(unit, step, undoing ? 'undoing' : (state as StepState));
  }
  await markAttempt(unit, { id: attempt.id, state }, step.phase);
}

/** An attempt begins with work of the bot: a plan, a look, a form. */
export async function openWorking(unit: Unit, step: Step, direction: Direction, work: string): Promise<AttemptRow> {
  const attempt = await openAttempt(unit, step, direction, 'working');
  await enqueueFor(unit, attempt.id, work);
  return attempt;
}

export const enqueueFor = (unit: Unit, attemptId: string, work: string): Promise<void> =>
  enqueueWork(unit, { key: attemptId, name: work, input: { attemptId } });

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
  if (state === 'done') await keepDoneOrder(unit, step);
  if (state === 'undone') await forgetDoneOrder(unit, step);
  const facts: Facts = counts === null ? {} : { changed: counts.done, total: counts.total };
  await record(unit, null, `step-${state}`, step.id, {
    attempt: attempt.id,
    ...facts,
    ...(await whatItRestsOn(unit, step, attempt.id)),
  });
  if (state === 'done' && step.nightly === true && kindNameOf(unit.core, step) === 'check') await armNight(unit, step);
  // What the last look saw holding the domains is no longer so.
  if (step.takesNamesOff === true || step.releases === true) await markAskedBlockers(unit);
  unit.effects.settled = true;
}

/** For the log: on what, and on whose word. */
async function whatItRestsOn(unit: Unit, step: Step, attemptId: string): Promise<Facts> {
  const row = await loadAttempt(unit, attemptId);
  if (row === null) return {};
  const names = new Map((await loadPeople(unit.trx)).map(({ id, name }) => [id, name]));
  const votes = await unit.trx
    .selectFrom('approval')
    .select('person_id')
    .where('attempt_id', '=', attemptId)
    .where('vote', '=', 'go')
    .orderBy('at')
    .execute();
  const agreed = votes.map(({ person_id }) => person_id);
  const person = (id: string | null): string | null => (id === null ? null : (names.get(id) ?? null));
  const rests = restsOn(endedOf(unit.core, step, row, sawIn(row), { agreed, person }));
  if (rests === null) return {};
  const by = rests.on === 'decided' ? rests.by.join(', ') : rests.on === 'seen' ? '' : (rests.by ?? '');
  return { on: rests.on, ...(by === '' ? {} : { by }) };
}

/** The first time it is done, until it is carried out anew or undone: what is accepted as it stands was done when it was done. */
const keepDoneOrder = async (unit: Unit, step: Step): Promise<void> => {
  await unit.trx
    .updateTable('step')
    .set({ done_order: sql<number>`coalesce(done_order, nextval('engine.done_order'))` })
    .where('id', '=', step.id)
    .execute();
};

/** It is carried out from now on, or was taken back: what it is done for comes after everything that is done. */
export const forgetDoneOrder = async (unit: Unit, step: Pick<Step, 'id'>): Promise<void> => {
  await unit.trx.updateTable('step').set({ done_order: null }).where('id', '=', step.id).execute();
};

/** The way an attempt ends well: an undo leaves its step undone. */
export const goodEnd = ({ direction }: Pick<AttemptRow, 'direction'>): 'done' | 'undone' =>
  direction === 'undo' ? 'undone' : 'done';

export async function endNotApplicable(unit: Unit, attempt: AttemptRow, because: Remark): Promise<void> {
  await unit.trx
    .updateTable('step')
    .set({ not_applicable: JSON.stringify(because) })
    .where('id', '=', attempt.step_id)
    .execute();
  await endStep(unit, attempt, 'not-applicable');
}

export async function needAttention(
  unit: Unit,
  attempt: AttemptRow,
  change: AttemptUpdate,
  facts: Facts = {},
): Promise<void> {
  // What somebody took as it is was what was open then.
  await moveAttempt(unit, attempt, 'attention', { accepting: '[]', ...change });
  await record(unit, null, 'attention', attempt.step_id, { attempt: attempt.id, ...facts });
}

export async function countLedger(unit: Unit, attemptId: string): Promise<LedgerCounts | null> {
  const rows = await unit.trx
    .selectFrom('ledger')
    .select(({ fn }) => ['state', fn.countAll<string>().as('objects')])
    .where('attempt_id', '=', attemptId)
    .groupBy('state')
    .execute();
  return rows.length === 0 ? null : countsOf(rows);
}

/** From the number of objects in each state. */
export function countsOf(rows: readonly { readonly state: string; readonly objects: string | number }[]): LedgerCounts {
  const of = (state: string): number => Number(rows.find((row) => row.state === state)?.objects ?? 0);
  return {
    total: rows.reduce((sum, row) => sum + Number(row.objects), 0),
    done: of('done'),
    drifted: of('drifted'),
    refused: of('refused'),
  };
}

export async function armNight(unit: Unit, step: Step): Promise<void> {
  const cutoverAt = step.toldBeforeTheNight === true ? (await migrationRow(unit)).cutover_at : null;
  await enqueueWork(unit, {
    key: `nightly:${step.id}`,
    name: 'engine.nightly',
    input: { stepId: step.id },
    dueAt: nextLook(unit.now, cutoverAt),
  });
}

/** Nothing was done and nothing is wrong: the step waits for another one and is planned and asked for anew. */
export async function putOff(unit: Unit, attempt: AttemptRow, order: PutOff): Promise<void> {
  await cancelWork(unit, attempt.id);
  await moveAttempt(unit, attempt, 'put-off', { put_off: JSON.stringify(order) });
  // A way back that the tenant does not take yet is still the way back: people ask for it again.
  await moveStep(unit, stepOf(unit.core, attempt.step_id), attempt.direction === 'undo' ? 'attention' : 'waiting');
  await record(unit, null, 'put-off', attempt.step_id, { attempt: attempt.id, until: order.until });
  unit.effects.settled = true;
}

/** Whether an attempt belongs to a way back: the undo of a step, or a step that is there only to undo another. */
export const leadsBack = (step: Step, attempt: Pick<AttemptRow, 'direction'>): boolean =>
  attempt.direction === 'undo' || step.phase === 'back-out';

/** Ends an attempt that lost its ground: what it was about is no longer asked. */
export async function withdraw(unit: Unit, attempt: AttemptRow, state: StepState): Promise<void> {
  await cancelWork(unit, attempt.id);
  await haltOutside(unit, attempt.id);
  // What is asked next may be about other things.
  await forgetParts(unit, attempt);
  await moveAttempt(unit, attempt, 'withdrawn');
  await moveStep(unit, stepOf(unit.core, attempt.step_id), state);
  await record(unit, null, 'withdrawn', attempt.step_id, { attempt: attempt.id });
}

/** Ends an attempt that people will be asked for again when its hour has come, and says on its card why. */
export async function putAside(unit: Unit, attempt: AttemptRow, aside: StoredAside): Promise<void> {
  await unit.trx.updateTable('attempt').set({ aside }).where('id', '=', attempt.id).execute();
  await withdraw(unit, attempt, 'waiting');
}

/** Makes room for another attempt: whatever was under way for this one ends. */
export async function replace(unit: Unit, attempt: AttemptRow): Promise<void> {
  await cancelWork(unit, attempt.id);
  if (attempt.ended_at === null) await moveAttempt(unit, attempt, 'replaced');
}

/** From now on the attempt waits for people; `plan` is what they are asked to agree to, where there is something to agree to. */
export async function askPeople(
  unit: Unit,
  attempt: AttemptRow,
  step: Step,
  plan: StoredPlan | null = null,
): Promise<void> {
  if (plan !== null) await keepRefusals(unit, attempt, plan.hash);
  await moveAttempt(unit, attempt, 'asking', plan === null ? {} : { plan: JSON.stringify(plan) });
  await record(unit, null, 'asking', step.id, { attempt: attempt.id });
}
