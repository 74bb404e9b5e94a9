/** What was carried out and nobody has put back: for work of people the counterpart of the ledger. */
import type { ExpressionBuilder } from 'kysely';
import type { TaskBrief } from '../../contract/task.js';
import type { Unit } from '../core.js';
import type { EngineTables } from '../schema.js';

/** Attempts after the last one that put the step back. */
export const notUndoneSince = ({ not, exists, selectFrom }: ExpressionBuilder<EngineTables, 'attempt'>) =>
  not(
    exists(
      selectFrom('attempt as back')
        .select('back.id')
        .whereRef('back.step_id', '=', 'attempt.step_id')
        .where('back.direction', '=', 'undo')
        .where('back.state', '=', 'undone')
        .whereRef('back.number', '>', 'attempt.number'),
    ),
  );

/** What was asked for each time, oldest first. */
export async function briefsSaidDone(unit: Unit, stepId: string): Promise<readonly TaskBrief[]> {
  const rows = await unit.trx
    .selectFrom('attempt')
    .select('attempt.plan')
    .where('attempt.step_id', '=', stepId)
    .where('attempt.direction', '=', 'do')
    .where('attempt.carried_out_at', 'is not', null)
    .where(notUndoneSince)
    .orderBy('attempt.number')
    .execute();
  return rows.flatMap(({ plan }) => (plan?.brief === undefined ? [] : [plan.brief]));
}
