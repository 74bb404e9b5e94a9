/** One object an item, written once; how each write ended is told to the ledger. */
import type { Applied } from '../../contract/change.js';
import { chunksOf } from '../../contract/chunks.js';
import type { MadeObject } from '../../contract/context.js';
import type { FindingCode } from '../../contract/finding-codes.js';
import { SystemFault } from '../../errors.js';
import { appliedFrom } from '../applied.js';
import { batchLimit, type BatchItem, type GraphAnswer, type GraphConnection } from './connection.js';

export interface WriteItem extends BatchItem {
  /** What it brought into being, as the answer tells. */
  readonly made?: (body: unknown) => readonly MadeObject[];
}

/** Sent once, in batches; one answer an item, in the order given. */
export async function writeEach(
  connection: GraphConnection,
  operation: string,
  items: readonly WriteItem[],
): Promise<readonly Applied[]> {
  const applied: Applied[] = [];
  for (const part of chunksOf(items, batchLimit)) applied.push(...(await writeBatch(connection, operation, part)));
  return applied;
}

async function writeBatch(
  connection: GraphConnection,
  operation: string,
  items: readonly WriteItem[],
): Promise<readonly Applied[]> {
  let answers: ReadonlyMap<string, GraphAnswer>;
  try {
    answers = await connection.writeBatch(operation, items);
  } catch (cause) {
    if (!(cause instanceof SystemFault)) throw cause;
    // Signing in failed: nothing was sent.
    if (cause.details.system === 'login') return items.map(() => ({ result: 'not-done', retryAfter: null }));
    return items.map(() => appliedFrom(cause, refusalCode(cause)));
  }
  return items.map(({ id, made }) => {
    const answer = answers.get(id);
    if (answer === undefined) return { result: 'in-doubt' };
    if (answer.status < 300)
      return made === undefined ? { result: 'done' } : { result: 'done', made: made(answer.body) };
    const fault = connection.fault(`${operation}: ${id}`, answer);
    return appliedFrom(fault, refusalCode(fault));
  });
}

function refusalCode({ message, details }: SystemFault): FindingCode {
  if (details.status === 401 || details.status === 403) return 'permission-missing';
  if (details.status === 404) return 'object-gone';
  // Entra reports a name held by somebody else as 400 with this sentence, or as 409; the holder may be a deleted user.
  if (details.status === 409 || /same value for property|ObjectConflict/i.test(`${message} ${details.code}`)) {
    return 'name-taken';
  }
  if (/on-premises|directory sync/i.test(message)) return 'object-synced';
  return 'graph-refused';
}
