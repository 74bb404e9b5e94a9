/** One cmdlet an object, ten in a batch: for what Exchange tells of one mailbox at a time only. */
import { chunksOf } from '../../contract/chunks.js';
import type { SystemFault } from '../../errors.js';
import type { Waiting } from '../unanswered.js';
import { isNotFound, pageOf, saysTruncated, type ExchangeAnswer } from './answer.js';
import { batchLimit, type ExchangeCommand, type ExchangeConnection } from './connection.js';

/** What Exchange says of one object, or why it does not: one that cannot be read keeps nobody from the others. */
export type Seen<T> =
  | { readonly seen: true; readonly items: readonly T[] }
  | { readonly seen: false; readonly gone: boolean; readonly text: string };

/** Nothing where it could not be seen: whoever asks tells that by itself. */
export const itemsOf = <T>(seen: Seen<T> | undefined): readonly T[] => (seen?.seen === true ? seen.items : []);

/** In the order given. Throws where no other object would be answered either: no right to it, no answer, too busy for too long. */
export async function readEach<T>(
  connection: ExchangeConnection,
  waiting: Pick<Waiting, 'now'>,
  operation: string,
  commands: readonly ExchangeCommand[],
): Promise<readonly Seen<T>[]> {
  const found: Seen<T>[] = [];
  for (const batch of chunksOf(
    commands.map((command, index) => ({ ...command, id: String(index) })),
    batchLimit,
  )) {
    const answers = await connection.readBatch(operation, batch);
    for (const command of batch) {
      const answer = answers.get(command.id) as ExchangeAnswer;
      const fault = connection.failure(operation, answer);
      found.push(fault === null ? await whole(answer, command) : unseen(fault));
    }
  }
  return found;

  /** A batch gives one page of each: whoever has more is asked once more by itself, to the end. */
  async function whole(answer: ExchangeAnswer, command: ExchangeCommand): Promise<Seen<T>> {
    const page = pageOf(operation, answer, waiting.now());
    const isAll = page.nextLink === null && !saysTruncated(page);
    const items = isAll ? page.value : await connection.readAll(operation, command);
    return { seen: true, items: items as unknown as readonly T[] };
  }
}

function unseen(fault: SystemFault): Seen<never> {
  if (fault.details.lacksRight === true) throw fault;
  return { seen: false, gone: isNotFound(fault), text: fault.message };
}
