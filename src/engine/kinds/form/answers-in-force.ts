import type { Unit } from '../../core.js';

/** The newest answers that were given: they hold until new ones are. */
export async function answersInForce(
  { trx }: Pick<Unit, 'trx'>,
  stepId: string,
): Promise<{ readonly attemptId: string; readonly answers: Readonly<Record<string, string>> } | null> {
  const row = await trx
    .selectFrom('attempt')
    .select(['id', 'answers'])
    .where('step_id', '=', stepId)
    .where('direction', '=', 'do')
    .where('state', '=', 'done')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : { attemptId: row.id, answers: row.answers };
}
