/** One batch of a bulk change, chunk by chunk. */
import type { Core } from '../../core.js';
import { finishWork, registerWork, transactAs } from '../../schedule/work.js';
import type { Ticket } from '../../schedule/work.js';
import { chunksOf } from '../../../contract/chunks.js';
import { batchFailed, closeRound, leaveToWrite } from './batch-end.js';
import type { Round, Tally } from './batch-end.js';
import { carryChunk, pauseBatch } from './chunk-work.js';
import { isStopped } from '../../attempts/stopped.js';
import type { LedgerEntry } from '../../attempts/ledger.js';
import type { AttemptRow } from '../../attempts/rows.js';
import { changeDefinition } from './definition.js';

export function registerBatch(core: Core): void {
  registerWork(
    core,
    'engine.batch',
    (ticket, input) => carryBatch(core, ticket, String(input['attemptId']), Number(input['batch'])),
    (ticket, input, error) => batchFailed(core, ticket, String(input['attemptId']), Number(input['batch']), error),
  );
}

async function carryBatch(core: Core, ticket: Ticket, attemptId: string, batch: number): Promise<void> {
  const opened = await openRound(core, ticket, attemptId, batch);
  if (opened === null) return;
  const { round, rows } = opened;
  const definition = changeDefinition(core, round.attempt.step_id);
  const tally: Tally = { later: [], settled: 0, toldToWait: 0 };
  const chunks = chunksOf(rows, definition.batchSize);
  for (const [index, chunk] of chunks.entries()) {
    core.stopping.signal.throwIfAborted();
    const last = index === chunks.length - 1;
    if ((await carryChunk({ core, ticket, round, definition, tally }, chunk, last)) === 'over') return;
    // The whole step waits: the rest of it, too.
    if (tally.putOff !== undefined) break;
  }
  await transactAs(core, ticket, (unit) => closeRound(unit, ticket, round, tally));
}

/** Only looks: whether it still holds is asked again in the transaction that begins the writes. */
async function openRound(
  core: Core,
  ticket: Ticket,
  attemptId: string,
  batch: number,
): Promise<{ round: Round; rows: readonly LedgerEntry[] } | null> {
  const found = await core.db
    .selectFrom('attempt')
    .innerJoin('batch', 'batch.attempt_id', 'attempt.id')
    .leftJoin('migration', (join) => join.on('migration.id', '=', core.options.migration.id))
    .selectAll('attempt')
    .select(['batch.side as batch_side', 'batch.failures as batch_failures', 'migration.active_stop'])
    .select('migration.state as migration_state')
    .where('attempt.id', '=', attemptId)
    .where('batch.number', '=', batch)
    .executeTakeFirst();
  if (found === undefined || found.state !== 'running') {
    await transactAs(core, ticket, (unit) => finishWork(unit, ticket));
    return null;
  }
  const { batch_side: side, batch_failures: failures, active_stop, migration_state: state, ...attempt } = found;
  const { mayWrite, stopped } = leaveToWrite(core, attempt, state === null ? undefined : { state, active_stop });
  if (mayWrite && stopped && (await pauseIfStopped(core, ticket, attempt, batch))) return null;
  const rows = await core.db
    .selectFrom('ledger')
    .selectAll()
    .where('attempt_id', '=', attemptId)
    .where('batch', '=', batch)
    .where('state', 'in', mayWrite ? ['pending', 'started'] : ['started'])
    .orderBy('ordinal')
    .execute();
  return { round: { attempt, batch, side, failures, mayWrite }, rows };
}

/** Whether the writes are stopped still: they may have been released since the look. */
const pauseIfStopped = (core: Core, ticket: Ticket, attempt: AttemptRow, batch: number): Promise<boolean> =>
  transactAs(
    core,
    ticket,
    async (unit) => {
      if (!(await isStopped(unit, attempt))) return false;
      await pauseBatch(unit, ticket, { attempt, batch });
      return true;
    },
    'write',
  );
