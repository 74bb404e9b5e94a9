/** One object an item, written once; how each write ended is told to the ledger. */
import { chunksOf } from '../../contract/chunks.js';
import type { Applied } from '../../contract/change.js';
import type { MadeObject } from '../../contract/context.js';
import type { FindingCode } from '../../contract/finding-codes.js';
import { SystemFault } from '../../errors.js';
import { appliedFrom } from '../applied.js';
import type { Turn } from '../pace.js';
import { directoryLag, isNotFound, pageOf, type ExchangeAnswer } from './answer.js';
import { batchLimit, type BatchCommand, type ExchangeConnection } from './connection.js';

export interface WriteCommand extends BatchCommand {
  /** What it brought into being, as the answer tells. */
  readonly made?: (item: Readonly<Record<string, unknown>>) => readonly MadeObject[];
}

/** One answer a command, in the order given. */
export async function writeEach(
  connection: ExchangeConnection,
  operation: string,
  commands: readonly WriteCommand[],
): Promise<readonly Applied[]> {
  const applied: Applied[] = [];
  for (const batch of chunksOf(commands, batchLimit)) {
    const turn = connection.writingTurn(batch.length);
    const now = batch.slice(0, turn.granted);
    if (now.length > 0) applied.push(...(await writeBatch(connection, operation, now, turn)));
    // Not sent: the service would refuse them, and only the ledger may wait with a write.
    const retryAfter = connection.secondsUntil(turn);
    applied.push(...batch.slice(turn.granted).map((): Applied => ({ result: 'not-done', retryAfter })));
  }
  return applied;
}

async function writeBatch(
  connection: ExchangeConnection,
  operation: string,
  commands: readonly WriteCommand[],
  turn: Turn,
): Promise<readonly Applied[]> {
  let answers: ReadonlyMap<string, ExchangeAnswer>;
  try {
    answers = await connection.writeBatch(operation, commands, turn);
  } catch (cause) {
    if (!(cause instanceof SystemFault)) throw cause;
    // Signing in failed: nothing was sent.
    if (cause.details.system === 'login') return commands.map(() => ({ result: 'not-done', retryAfter: null }));
    return commands.map(() => appliedFrom(cause, refusalCode(cause)));
  }
  return commands.map(({ id, made }) => {
    const answer = answers.get(id);
    if (answer === undefined) return { result: 'in-doubt' };
    const fault = connection.failure(`${operation}: ${id}`, answer);
    if (fault === null) return made === undefined ? { result: 'done' } : doneWith(answer, made);
    // Half written: Exchange had it, the directory not yet. Only reading back tells.
    if (directoryLag(fault.details.code, fault.message)) return { result: 'in-doubt' };
    return appliedFrom(fault, refusalCode(fault));
  });
}

/** An answer that does not tell what it made is none: only reading back does. */
function doneWith(answer: ExchangeAnswer, made: NonNullable<WriteCommand['made']>): Applied {
  const [item] = pageOf('creating', answer, new Date(0)).value;
  return item === undefined ? { result: 'in-doubt' } : { result: 'done', made: made(item) };
}

function refusalCode(fault: SystemFault): FindingCode {
  const { code, lacksRight } = fault.details;
  if (lacksRight === true) return 'permission-missing';
  if (isNotFound(fault)) return 'object-gone';
  if (/ProxyAddressExists|already being used|already in use/i.test(`${code} ${fault.message}`)) return 'address-taken';
  if (/out of the current user's write scope/i.test(fault.message)) return 'object-synced';
  return 'exchange-refused';
}
