/** One batch of a bulk change, chunk by chunk. */
import type { Core, Unit } from '../../core.js';
import { finishWork, registerWork, transactAs } from '../../schedule/work.js';
import type { Ticket } from '../../schedule/work.js';
import { chunksOf } from '../../attempts/chunks.js';
import { batchFailed, closeRound, mayStillWrite } from './batch-end.js';
import type { Round, Tally } from './batch-end.js';
import { carryChunk, pauseIfFrozen } from './chunk-work.js';
import type { LedgerEntry } from '../../attempts/ledger.js';
import { loadAttempt } from '../../attempts/rows.js';
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
  const opened = await transactAs(core, ticket, (unit) => openRound(unit, ticket, attemptId, batch), 'write');
  if (opened === null) return;
  const definition = changeDefinition(core, opened.round.attempt.step_id);
  const tally: Tally = { later: [], settled: 0 };
  for (const chunk of chunksOf(opened.rows, definition.batchSize)) {
    core.stopping.signal.throwIfAborted();
    const went = await carryChunk(core, ticket, opened.round, definition, chunk, tally);
    if (!went) return;
    // The whole step waits: the rest of it, too.
    if (tally.putOff !== undefined) break;
  }
  await transactAs(core, ticket, (unit) => closeRound(unit, ticket, opened.round, tally));
}

async function openRound(
  unit: Unit,
  ticket: Ticket,
  attemptId: string,
  batch: number,
): Promise<{ round: Round; rows: readonly LedgerEntry[] } | null> {
  const attempt = await loadAttempt(unit, attemptId);
  if (attempt === null || attempt.state !== 'running') {
    await finishWork(unit, ticket);
    return null;
  }
  const mayWrite = await mayStillWrite(unit, attempt);
  if (mayWrite && (await pauseIfFrozen(unit, ticket, attempt, batch))) return null;
  const rows = await unit.trx
    .selectFrom('ledger')
    .selectAll()
    .where('attempt_id', '=', attemptId)
    .where('batch', '=', batch)
    .where('state', 'in', mayWrite ? ['pending', 'started'] : ['started'])
    .orderBy('ordinal')
    .execute();
  const { failures } = await unit.trx
    .selectFrom('batch')
    .select('failures')
    .where('attempt_id', '=', attemptId)
    .where('number', '=', batch)
    .executeTakeFirstOrThrow();
  return { round: { attempt, batch, failures, mayWrite }, rows };
}
