/** How a batch ends: taken up again later, given up, or done; and what the last batch of an attempt begins. */
import type { FindingCode } from '../../../contract/finding-codes.js';
import type { Remark } from '../../../contract/finding.js';
import type { Side } from '../../../contract/step.js';
import { hashOf } from '../../../contract/json.js';
import { record } from '../../audit/audit.js';
import { stepOf } from '../../core.js';
import type { Core, Unit } from '../../core.js';
import { after } from '../../schedule/wall-time.js';
import { finishWork, Superseded, transactAs } from '../../schedule/work.js';
import type { Ticket } from '../../schedule/work.js';
import { mayPass, messageOf } from '../../attempts/faults.js';
import { stopHolds } from '../../attempts/stopped.js';
import { remarkOf, settleRow } from '../../attempts/ledger.js';
import { enqueueFor, leadsBack, moveAttempt, needAttention, putOff } from '../../attempts/life.js';
import { loadAttempt } from '../../attempts/rows.js';
import type { AttemptRow } from '../../attempts/rows.js';
import type { PutOff } from '../../schema.js';
import { beginNextBatch, enqueueBatch } from './run-batches.js';
import type { MigrationRow } from '../../migration-row.js';

/** Times a batch is taken up again without getting anywhere before its objects are given up and shown. */
const patience = 12;
export const lookAgainAfter = 30;

export interface Round {
  readonly attempt: AttemptRow;
  readonly batch: number;
  readonly side: Side;
  /** Times the batch was taken up again since it last got anywhere. */
  readonly failures: number;
  /** False once a back-out was decided: what is in doubt is settled by looking, nothing more is written. */
  readonly mayWrite: boolean;
}

/** Due times of what this run of the batch could not settle, and whether it got anywhere. */
export interface Tally {
  readonly later: string[];
  settled: number;
  /** Of `later`, those the tenant was too busy for: waiting for one's turn is no failure, however long it takes. */
  toldToWait: number;
  /** The tenant does not take it yet. */
  putOff?: PutOff;
}

/** What people have decided about the writes of an attempt. */
export interface LeaveToWrite {
  /** False once a back-out was decided: forward writes come to an end where they are. */
  readonly mayWrite: boolean;
  readonly stopped: boolean;
}

export async function loadLeaveToWrite(unit: Unit, attempt: AttemptRow): Promise<LeaveToWrite> {
  const row = await unit.trx
    .selectFrom('migration')
    .select(['state', 'active_stop'])
    .where('id', '=', unit.core.options.migration.id)
    .executeTakeFirst();
  return leaveToWrite(unit.core, attempt, row);
}

export const leaveToWrite = (
  core: Core,
  attempt: AttemptRow,
  migration: Pick<MigrationRow, 'state' | 'active_stop'> | undefined,
): LeaveToWrite => ({
  mayWrite: leadsBack(stepOf(core, attempt.step_id), attempt) || migration?.state !== 'backing-out',
  stopped: stopHolds(migration?.active_stop ?? null, attempt),
});

/** The batch is over, or is taken up again when the first of what is left is due. The last batch begins the verification. */
export async function closeRound(unit: Unit, ticket: Ticket, round: Round, tally: Tally): Promise<void> {
  const { attempt, batch, side } = round;
  if (tally.putOff !== undefined) {
    await finishWork(unit, ticket);
    return putOff(unit, attempt, tally.putOff);
  }
  const failures = tally.settled > 0 ? 0 : round.failures + 1;
  const onlyWaits = tally.toldToWait === tally.later.length;
  if (tally.later.length > 0 && (onlyWaits || failures < patience)) {
    await setFailures(unit, attempt.id, batch, failures);
    const dueAt = tally.later.reduce((first, due) => (due < first ? due : first));
    return enqueueBatch(unit, attempt.id, batch, side, dueAt);
  }
  await finishWork(unit, ticket);
  if (tally.later.length > 0) await giveUp(unit, attempt.id, batch, 'engine.gave-up', {});
  await endBatch(unit, attempt, batch, side);
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
  code: FindingCode,
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

async function endBatch(unit: Unit, attempt: AttemptRow, batch: number, side: Side): Promise<void> {
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
  const halted = !(await loadLeaveToWrite(unit, attempt)).mayWrite;
  if (!halted && (await beginNextBatch(unit, attempt.id, side))) return;
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
    unit.effects.settled = true;
    return;
  }
  await moveAttempt(unit, attempt, 'verifying', { looking_since: unit.at, carried_out_at: unit.at });
  await enqueueFor(unit, attempt.id, 'engine.verify');
}

/** Looking failed, or our own code did. Rows already started stay in doubt. */
export async function batchFailed(
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
