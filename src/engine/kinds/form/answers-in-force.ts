import { answersName } from '../../../contract/output.js';
import type { Core } from '../../core.js';

/** The newest answers that were given: they hold until new ones are, also while people look whether they still fit, or are asked anew. */
export async function answersInForce(
  { trx }: { readonly trx: Core['db'] },
  stepId: string,
): Promise<{ readonly attemptId: string; readonly answers: Readonly<Record<string, string>> } | null> {
  const row = await trx
    .selectFrom('attempt')
    .innerJoin('output', 'output.attempt_id', 'attempt.id')
    .select(['attempt.id', 'attempt.answers'])
    .where('attempt.step_id', '=', stepId)
    .where('attempt.direction', '=', 'do')
    .where('output.name', '=', answersName)
    .orderBy('attempt.number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : { attemptId: row.id, answers: row.answers };
}
