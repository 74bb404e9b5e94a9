/** One batch of a bulk change: look, write down, write, write down. A crash at any point leaves a ledger that says where to look. */
import type { Applied, Change, ChangeDefinition, Remark } from '../../contract/change.js';
import { hashOf } from '../../contract/json.js';
import { record } from '../audit/audit.js';
import { stepOf } from '../core.js';
import type { Core, Unit } from '../core.js';
import { isFrozen } from '../freeze/frozen.js';
import { markProgress } from '../outbox/mark.js';
import { after } from '../schedule/wall-time.js';
import { enqueueWork, finishWork, registerWork, Superseded, transactAs } from '../schedule/work.js';
import type { Ticket } from '../schedule/work.js';
import { chunksOf } from './batches.js';
import { mayPass, messageOf } from './faults.js';
import { changeOf } from './ledger.js';
import type { LedgerEntry } from './ledger.js';
import { goOn, loadAttempt, moveAttempt, needAttention } from './life.js';
import type { AttemptRow } from './life.js';
import { judgeSight } from './look.js';
import { changeDefinition } from './planning.js';
import { beginNextBatch, enqueueBatch } from './run-work.js';
import { makeStepContext } from './step-context.js';

/** Times a batch is taken up again without getting anywhere before its objects are given up and shown. */
const patience = 12;
const lookAgainAfter = 30;
const retryAfter = 10;

export function registerBatch(core: Core): void {
  registerWork(
    core,
    'engine.batch',
    (ticket, input) => carryBatch(core, ticket, String(input['attemptId']), Number(input['batch'])),
    (ticket, input, error) => batchFailed(core, ticket, String(input['attemptId']), Number(input['batch']), error),
  );
}

interface Round {
  readonly attempt: AttemptRow;
  readonly batch: number;
  /** False once a back-out was decided: what is in doubt is settled by looking, nothing more is written. */
  readonly mayWrite: boolean;
}

/** Due times of what this run of the batch could not settle, and whether it got anywhere. */
interface Tally {
  readonly later: string[];
  settled: number;
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

async function mayStillWrite(unit: Unit, attempt: AttemptRow): Promise<boolean> {
  if (attempt.direction === 'undo') return true;
  const row = await unit.trx
    .selectFrom('migration')
    .select('state')
    .where('id', '=', unit.core.options.migration.id)
    .executeTakeFirst();
  return row?.state !== 'backing-out';
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
      const mayWrite = round.mayWrite && (await mayStillWrite(unit, round.attempt));
      if (mayWrite && (await pauseIfFrozen(unit, ticket, round.attempt, round.batch))) return null;
      for (const [index, row] of rows.entries()) {
        const observed = seen[index] ?? { seen: false as const, why: 'no answer for this object' };
        const sight = judgeSight({ ...row, startedAt: row.started_at }, observed, unit.now, definition.settleSeconds);
        if (sight.do === 'done' || sight.do === 'drifted') {
          tally.settled += 1;
          await settleRow(unit, row, sight.do, sight.do === 'drifted' ? remarkOf(row, 'engine.drifted') : null);
        } else if (sight.do === 'wait') tally.later.push(sight.until);
        else if (sight.do === 'look-again') tally.later.push(after(unit.now, lookAgainAfter));
        else if (!mayWrite) await ledgerRow(unit, row).set({ state: 'pending' }).execute();
        else {
          toWrite.push(row);
          await ledgerRow(unit, row)
            .set({
              state: 'started',
              tries: row.tries + 1,
              started_at: unit.at,
              // What is restored by an undo is what was there before our first write, not before a repeated one.
              ...(row.tries === 0 && observed.seen ? { observed_before: JSON.stringify(observed.value) } : {}),
            })
            .execute();
        }
      }
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
      for (const [index, row] of rows.entries()) {
        const answer = results[index] ?? { result: 'in-doubt' as const };
        if (answer.result === 'done') await settleRow(unit, row, 'done', null);
        else if (answer.result === 'refused') await refuseRow(unit, row, answer.remark);
        else if (answer.result === 'not-done') {
          await ledgerRow(unit, row).set({ state: 'pending', tries: row.tries }).execute();
          tally.later.push(after(unit.now, answer.retryAfter ?? retryAfter));
        } else tally.later.push(after(unit.now, definition.settleSeconds));
        if (answer.result === 'done' || answer.result === 'refused') tally.settled += 1;
      }
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

const ledgerRow = (unit: Unit, row: LedgerEntry) =>
  unit.trx.updateTable('ledger').where('attempt_id', '=', row.attempt_id).where('ordinal', '=', row.ordinal);

const remarkOf = (row: LedgerEntry, code: string, facts: Remark['facts'] = {}): Remark => ({
  code,
  facts,
  object: { kind: row.kind, id: row.object_id, label: row.label },
});

async function settleRow(
  unit: Unit,
  row: LedgerEntry,
  state: 'done' | 'drifted' | 'refused',
  remark: Remark | null,
): Promise<void> {
  await ledgerRow(unit, row)
    .set({ state, at: unit.at, remark: JSON.stringify(remark) })
    .execute();
}

/** Refused for good: certainly not written, so an undo has nothing to restore. */
async function refuseRow(unit: Unit, row: LedgerEntry, remark: Remark): Promise<void> {
  await settleRow(unit, row, 'refused', { object: remarkOf(row, remark.code).object, ...remark } as Remark);
  await ledgerRow(unit, row).set({ tries: row.tries }).execute();
}

/** The batch is over, or is taken up again when the first of what is left is due. The last batch begins the verification. */
async function closeRound(unit: Unit, ticket: Ticket, round: Round, tally: Tally): Promise<void> {
  const { attempt, batch } = round;
  const row = await unit.trx
    .selectFrom('batch')
    .selectAll()
    .where('attempt_id', '=', attempt.id)
    .where('number', '=', batch)
    .executeTakeFirstOrThrow();
  const failures = tally.settled > 0 ? 0 : row.failures + 1;
  if (tally.later.length > 0 && failures < patience) {
    await setFailures(unit, attempt.id, batch, failures);
    const dueAt = tally.later.reduce((first, due) => (due < first ? due : first));
    return enqueueBatch(unit, attempt.id, batch, row.side, dueAt);
  }
  await finishWork(unit, ticket);
  if (tally.later.length > 0) await giveUp(unit, attempt.id, batch, 'engine.gave-up', {});
  await endBatch(unit, attempt, batch, row.side);
}

const setFailures = async (unit: Unit, attemptId: string, batch: number, failures: number): Promise<void> => {
  await unit.trx
    .updateTable('batch')
    .set({ failures })
    .where('attempt_id', '=', attemptId)
    .where('number', '=', batch)
    .execute();
};

/** Objects nobody could settle are left as they are and reported; where a write of ours may have happened, `tries` keeps saying so. */
async function giveUp(
  unit: Unit,
  attemptId: string,
  batch: number,
  code: string,
  facts: Remark['facts'],
): Promise<void> {
  const rows = await unit.trx
    .selectFrom('ledger')
    .selectAll()
    .where('attempt_id', '=', attemptId)
    .where('batch', '=', batch)
    .where('state', 'in', ['pending', 'started'])
    .execute();
  for (const row of rows) await settleRow(unit, row, 'refused', remarkOf(row, code, facts));
}

async function endBatch(unit: Unit, attempt: AttemptRow, batch: number, side: LedgerEntry['side']): Promise<void> {
  const rows = await unit.trx
    .selectFrom('ledger')
    .select(['object_id', 'kind', 'state', 'tries'])
    .where('attempt_id', '=', attempt.id)
    .where('batch', '=', batch)
    .orderBy('ordinal')
    .execute();
  await unit.trx
    .updateTable('batch')
    .set({ state: 'done', digest: hashOf(rows.map((row) => [row.kind, row.object_id, row.state, row.tries])) })
    .where('attempt_id', '=', attempt.id)
    .where('number', '=', batch)
    .execute();
  const halted = !(await mayStillWrite(unit, attempt));
  if (!halted) await beginNextBatch(unit, attempt.id, side);
  const left = await unit.trx
    .selectFrom('batch')
    .select('number')
    .where('attempt_id', '=', attempt.id)
    .where('state', 'in', halted ? ['queued', 'paused'] : ['pending', 'queued', 'paused'])
    .limit(1)
    .executeTakeFirst();
  if (left === undefined) await endWrites(unit, attempt, halted);
}

async function endWrites(unit: Unit, attempt: AttemptRow, halted: boolean): Promise<void> {
  const digests = await unit.trx
    .selectFrom('batch')
    .select('digest')
    .where('attempt_id', '=', attempt.id)
    .orderBy('number')
    .execute();
  await record(unit, null, 'written', attempt.step_id, {
    attempt: attempt.id,
    batches: digests.length,
    digest: hashOf(digests.map((row) => row.digest)),
  });
  if (halted) {
    await needAttention(unit, attempt, {});
    return goOn(unit);
  }
  await moveAttempt(unit, attempt, 'verifying', { verify_since: unit.at });
  await enqueueWork(unit, { key: attempt.id, name: 'engine.verify', input: { attemptId: attempt.id } });
}

/** Looking failed, or our own code did. Rows already started stay in doubt. */
async function batchFailed(
  core: Core,
  ticket: Ticket,
  attemptId: string,
  batch: number,
  error: unknown,
): Promise<void> {
  await transactAs(core, ticket, async (unit) => {
    const attempt = await loadAttempt(unit, attemptId);
    const row = await unit.trx
      .selectFrom('batch')
      .selectAll()
      .where('attempt_id', '=', attemptId)
      .where('number', '=', batch)
      .executeTakeFirst();
    if (attempt === null || row === undefined) throw new Superseded();
    const failures = row.failures + (mayPass(error) ? 1 : 3);
    if (failures < patience) {
      await setFailures(unit, attemptId, batch, failures);
      return enqueueBatch(unit, attemptId, batch, row.side, after(unit.now, lookAgainAfter));
    }
    await finishWork(unit, ticket);
    await giveUp(unit, attemptId, batch, 'engine.write-failed', { message: messageOf(error) });
    await endBatch(unit, attempt, batch, row.side);
  });
}
