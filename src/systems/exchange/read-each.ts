/** One object an item, read by its id, so that no index stands between. */
import type { Waiting } from '../unanswered.js';
import { isNotFound, pageOf, type Answer } from './answer.js';
import { batchesOf, type BatchCommand, type ExchangeConnection } from './connection.js';

/** In the order given, null where there is none. */
export async function readEach(
  connection: ExchangeConnection,
  waiting: Pick<Waiting, 'now'>,
  operation: string,
  commands: readonly BatchCommand[],
): Promise<readonly (Record<string, unknown> | null)[]> {
  const found: (Record<string, unknown> | null)[] = [];
  for (const batch of batchesOf(commands)) {
    const answers = await connection.readBatch(operation, batch);
    for (const { id } of batch) {
      const answer = answers.get(id) as Answer;
      const fault = connection.failure(`${operation}: ${id}`, answer);
      if (fault !== null && !isNotFound(fault)) throw fault;
      found.push(fault !== null ? null : (pageOf(operation, answer, waiting.now()).value[0] ?? null));
    }
  }
  return found;
}
