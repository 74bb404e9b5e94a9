/** One batch of a bulk change: look, write down, write, write down. A crash at any point leaves a ledger that says where to look. */
import type { Applied, Change, ChangeDefinition } from '../../contract/change.js';
import type { Json } from '../../contract/json.js';
import { stepOf } from '../core.js';
import type { Core, Unit } from '../core.js';
import { isFrozen } from '../freeze/frozen.js';
import { markProgress } from '../outbox/mark.js';
import { after } from '../schedule/wall-time.js';
import { finishWork, registerWork, transactAs } from '../schedule/work.js';
import type { Ticket } from '../schedule/work.js';
import { chunksOf } from './batches.js';
import { batchFailed, closeRound, lookAgainAfter, mayStillWrite } from './batch-end.js';
import type { Round, Tally } from './batch-end.js';
import { messageOf } from './faults.js';
import { changeOf, ledgerRow, refuseRow, remarkOf, settleRow, settleRowsDone, startRows } from './ledger.js';
import type { LedgerEntry } from './ledger.js';
import { loadAttempt } from './life.js';
import type { AttemptRow } from './life.js';
import { judgeSight } from './look.js';
import { changeDefinition } from './planning.js';
import { makeStepContext } from './step-context.js';

/** Seconds of migration time a busy service is left alone when it did not say how long. */
const retryAfter = 10;

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
  return { round: { attempt, batch, mayWrite }, rows };
}

async function pauseIfFrozen(unit: Unit, ticket: Ticket, attempt: AttemptRow, batch: number): Promise<boolean> {
  if (!(await isFrozen(unit, attempt))) return false;
  await finishWork(unit, ticket);
  await unit.trx
    .updateTable('batch')
    .set({ state: 'paused' })
    .where('attempt_id', '=', attempt.id)
    .where('number', '=', batch)
    .execute();
  return true;
}

/** False when the writes were frozen, or a back-out decided, before this chunk: what is left stays as it is. */
async function carryChunk(
  core: Core,
  ticket: Ticket,
  round: Round,
  definition: ChangeDefinition,
  rows: readonly LedgerEntry[],
  tally: Tally,
): Promise<boolean> {
  const ctx = await makeStepContext(core);
  const seen = await definition.observe(ctx, rows.map(changeOf));
  const chosen = await transactAs(
    core,
    ticket,
    async (unit) => {
      const toWrite: LedgerEntry[] = [];
      const started: { ordinal: number; value: Json }[] = [];
      const already: number[] = [];
      const mayWrite = round.mayWrite && (await mayStillWrite(unit, round.attempt));
      if (mayWrite && (await pauseIfFrozen(unit, ticket, round.attempt, round.batch))) return null;
      for (const [index, row] of rows.entries()) {
        const observed = seen[index] ?? { seen: false as const, why: 'no answer for this object' };
        const sight = judgeSight(
          { ...row, startedAt: row.started_at },
          observed,
          unit.now,
          definition.settleSeconds,
          (value) => definition.onTheWay?.(changeOf(row), value) ?? false,
        );
        if (sight.do === 'done') already.push(row.ordinal);
        else if (sight.do === 'drifted') await settleRow(unit, row, 'drifted', remarkOf(row, 'engine.drifted'));
        else if (sight.do === 'wait') tally.later.push(sight.until);
        else if (sight.do === 'look-again' || !observed.seen) tally.later.push(after(unit.now, lookAgainAfter));
        else if (!mayWrite) await ledgerRow(unit, row).set({ state: 'pending' }).execute();
        else {
          toWrite.push(row);
          started.push({ ordinal: row.ordinal, value: observed.value });
        }
        if (sight.do === 'done' || sight.do === 'drifted') tally.settled += 1;
      }
      await settleRowsDone(unit, round.attempt.id, already);
      await startRows(unit, round.attempt.id, started);
      return toWrite;
    },
    'write',
  );
  if (chosen === null) return false;
  if (chosen.length > 0) await writeChunk(core, ticket, definition, chosen, tally, ctx);
  return true;
}

async function writeChunk(
  core: Core,
  ticket: Ticket,
  definition: ChangeDefinition,
  rows: readonly LedgerEntry[],
  tally: Tally,
  ctx: Awaited<ReturnType<typeof makeStepContext>>,
): Promise<void> {
  const results = await applyAll(core, definition, rows.map(changeOf), ctx);
  const phase = stepOf(core, rows[0]?.step_id ?? '').phase;
  await transactAs(
    core,
    ticket,
    async (unit) => {
      const done: number[] = [];
      for (const [index, row] of rows.entries()) {
        const answer = results[index] ?? { result: 'in-doubt' as const };
        if (answer.result === 'done') done.push(row.ordinal);
        else if (answer.result === 'refused') await refuseRow(unit, row, answer.remark);
        else if (answer.result === 'not-done') {
          await ledgerRow(unit, row).set({ state: 'pending', tries: row.tries }).execute();
          tally.later.push(after(unit.now, answer.retryAfter ?? retryAfter));
        } else if (answer.result === 'put-off') {
          await ledgerRow(unit, row).set({ state: 'pending', tries: row.tries }).execute();
          tally.putOff = { until: answer.until, remark: { ...remarkOf(row, answer.remark.code), ...answer.remark } };
        } else tally.later.push(after(unit.now, definition.settleSeconds));
        if (answer.result === 'done' || answer.result === 'refused') tally.settled += 1;
      }
      await settleRowsDone(unit, rows[0]?.attempt_id ?? '', done);
      await markProgress(unit, rows[0]?.attempt_id ?? '', phase);
    },
    'write',
  );
}

/** A thrown fault says nothing of any object: all of them are in doubt and will be looked at. */
async function applyAll(
  core: Core,
  definition: ChangeDefinition,
  changes: readonly Change[],
  ctx: Awaited<ReturnType<typeof makeStepContext>>,
): Promise<readonly Applied[]> {
  try {
    return await definition.apply(ctx, changes);
  } catch (error) {
    if (core.stopping.signal.aborted) throw error;
    core.options.log('warn', 'a write ended without an answer', { change: definition.name, error: messageOf(error) });
    return changes.map(() => ({ result: 'in-doubt' }));
  }
}
