/** What a step has left in the world and nobody has taken back: writes in the ledger, and work of people. */
import type { ExpressionBuilder } from 'kysely';
import type { TaskBrief } from '../../contract/task.js';
import type { Step } from '../../contract/step.js';
import { kindNameOf } from '../core.js';
import type { Core, Unit } from '../core.js';
import type { EngineTables } from '../schema.js';
import type { AttemptRow } from './rows.js';

type OfAttempt = ExpressionBuilder<EngineTables, 'attempt'>;

/** The attempt wrote, or may have written, what is not undone. Asked attempt by attempt, so that the answer does not cost more in a larger tenant. */
export const leftWrites = (attempt: OfAttempt) =>
  attempt.and([
    attempt('attempt.direction', '=', 'do'),
    attempt('attempt.writes_began_at', 'is not', null),
    attempt.exists(
      attempt
        .selectFrom('ledger')
        .select('ledger.ordinal')
        .whereRef('ledger.attempt_id', '=', 'attempt.id')
        .where('ledger.tries', '>', 0)
        .where('ledger.undone', '=', false),
    ),
  ]);

/**
 * Somebody took the attempt, also where they gave it back, or said that it is done: it may be done or half done, seen or not, also where the step was asked anew since. It is
 * taken back like what was seen. So is what was asked of people when they turned back, for hands are faster than presses.
 */
export const leftWork = (attempt: OfAttempt) =>
  attempt.and([
    attempt('attempt.direction', '=', 'do'),
    attempt.or([...toldBy(attempt), attempt('attempt.perhaps_done', '=', true)]),
    notUndoneSince(attempt),
  ]);

/** What somebody told the bot of their work. */
const toldBy = (attempt: OfAttempt) => [
  attempt('attempt.carried_out_at', 'is not', null),
  attempt('attempt.taken_by', 'is not', null),
  attempt('attempt.handed_back_at', 'is not', null),
];

/** Attempts after the last one that put the step back, and after other steps did so. */
export const notUndoneSince = (attempt: OfAttempt) =>
  attempt.and([
    attempt('attempt.undone_at', 'is', null),
    attempt.not(
      attempt.exists(
        attempt
          .selectFrom('attempt as back')
          .select('back.id')
          .whereRef('back.step_id', '=', 'attempt.step_id')
          .where('back.direction', '=', 'undo')
          .where('back.state', '=', 'undone')
          .whereRef('back.number', '>', 'attempt.number'),
      ),
    ),
  ]);

/** A task is put back by people when the runbook says it belongs to the back-out; a look by hand leaves nothing. */
export const undoneByPeople = (core: Core, step: Step): boolean =>
  step.undo !== 'never' && kindNameOf(core, step) === 'task' && step.kind !== 'check';

/** Outside work was begun, or is about to be: it leaves no ledger that an undo could follow. */
const leftRuns = (attempt: OfAttempt) =>
  attempt.and([
    attempt('attempt.direction', '=', 'do'),
    attempt.exists(
      attempt
        .selectFrom('transfer_run')
        .select('transfer_run.round')
        .whereRef('transfer_run.attempt_id', '=', 'attempt.id'),
    ),
  ]);

/** One attempt, and what of it stands. */
export interface Standing {
  readonly attempt: Pick<AttemptRow, 'state' | 'started_at' | 'writes_began_at' | 'carried_out_at'>;
  readonly writes: boolean;
  readonly work: boolean;
  readonly runs: boolean;
}

/** Attempts of the step of which something stands, the newest first: also where the step was asked anew since, and nobody has that in hand. */
export async function leftStanding(unit: { readonly trx: Core['db'] }, stepId: string): Promise<readonly Standing[]> {
  const rows = await unit.trx
    .selectFrom('attempt')
    .select(['state', 'started_at', 'writes_began_at', 'carried_out_at'])
    .select((attempt) => [leftWrites(attempt).as('writes'), leftWork(attempt).as('work'), leftRuns(attempt).as('runs')])
    .where('step_id', '=', stepId)
    .where('direction', '=', 'do')
    .orderBy('number', 'desc')
    .execute();
  return rows
    .map(({ writes, work, runs, ...attempt }) => ({
      attempt,
      writes: Boolean(writes),
      work: Boolean(work),
      runs: Boolean(runs),
    }))
    .filter(({ writes, work, runs }) => writes || work || runs);
}

/** When the step last left something that an undo takes back; null: there is nothing of it. */
export async function leftStandingSince(unit: Unit, step: Step): Promise<string | null> {
  const what = undoneByPeople(unit.core, step) ? 'work' : 'writes';
  const last = (await leftStanding(unit, step.id)).find((standing) => standing[what])?.attempt;
  return last === undefined ? null : (last.carried_out_at ?? last.writes_began_at ?? last.started_at);
}

/** What was asked for each time people worked on it, oldest first. */
export async function briefsWorkedOn(
  { trx }: { readonly trx: Core['db'] },
  stepId: string,
): Promise<readonly TaskBrief[]> {
  const rows = await trx
    .selectFrom('attempt')
    .select('attempt.plan')
    .where('attempt.step_id', '=', stepId)
    .where(leftWork)
    .orderBy('attempt.number')
    .execute();
  return rows.flatMap(({ plan }) => (plan?.brief === undefined ? [] : [plan.brief]));
}

/** There is work to take back, and somebody told the bot of it: nobody has to look first whether it was done at all. */
export async function isToldOf({ trx }: { readonly trx: Core['db'] }, stepId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('attempt')
    .select('attempt.id')
    .where('attempt.step_id', '=', stepId)
    .where(leftWork)
    .where((attempt) => attempt.or(toldBy(attempt)))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** What was asked for when the step was last put back: as it is on the card of that undo. */
export async function briefPutBack({ trx }: { readonly trx: Core['db'] }, stepId: string): Promise<TaskBrief | null> {
  const row = await trx
    .selectFrom('attempt')
    .innerJoin('step', 'step.id', 'attempt.step_id')
    .select('attempt.plan')
    .where('attempt.step_id', '=', stepId)
    .where('attempt.direction', '=', 'undo')
    .where('attempt.state', '=', 'undone')
    .where('step.state', '=', 'undone')
    .orderBy('attempt.number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.plan?.brief ?? null;
}
