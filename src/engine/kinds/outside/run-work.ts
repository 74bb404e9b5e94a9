/**
 * The work of a run: begun once, then looked at again and again. Whatever was cut off in between, the next job sees from the row and from the
 * service where it stands: a start nobody answered is looked for, waited for and looked for again before it is tried another time.
 */
import type { Remark } from '../../../contract/finding.js';
import type { Started, TransferRun } from '../../../contract/transfer.js';
import { holdIfStopped } from '../../attempts/stopped.js';
import { messageOf } from '../../attempts/faults.js';
import { loadAttempt } from '../../attempts/rows.js';
import type { AttemptRow } from '../../attempts/rows.js';
import { makeStepContext } from '../../attempts/step-context.js';
import { enqueueLook, itemsOf, newestRun, setRun } from '../../attempts/transfer-rows.js';
import { record } from '../../audit/audit.js';
import { markAttempt } from '../../cards/mark.js';
import { stepOf } from '../../core.js';
import type { Core, Unit } from '../../core.js';
import { after } from '../../schedule/wall-time.js';
import { finishWork, registerWork, Superseded, transactAs } from '../../schedule/work.js';
import type { Ticket } from '../../schedule/work.js';
import { lookAtRun } from './look-work.js';
import { lookFailed, Unseen } from './look-failed.js';
import { transferOf } from './planning.js';
import { endUnstarted } from './round.js';
import type { RunJob } from './run-job.js';

/** A start that was answered by nobody and never seen so often is shown to people. */
const mostStarts = 5;
/** Seconds of migration time a busy service is left alone when it did not say how long. */
const retryAfter = 30;

export function registerRuns(core: Core): void {
  registerWork(
    core,
    'engine.transfer',
    (ticket, input) => carryRun(core, ticket, String(input['attemptId'])),
    (ticket, input, error) => lookFailed(core, ticket, String(input['attemptId']), error),
  );
}

async function carryRun(core: Core, ticket: Ticket, attemptId: string): Promise<void> {
  const found = await transactAs(core, ticket, async (unit) => {
    const attempt = await loadAttempt(unit, attemptId);
    const run = await newestRun(unit.trx, attemptId);
    if (attempt !== null && run !== null && run.state !== 'ended') return { attempt, run };
    await finishWork(unit, ticket);
    return null;
  });
  if (found === null) return;
  const { attempt, run } = found;
  const code = transferOf(core, attempt.step_id);
  const looks = { before: attempt.looks, since: run.begun_at };
  const ctx = await makeStepContext(core, { code, direction: attempt.direction, looks });
  const job = { core, ticket, attempt, run, code, ctx };
  if (run.outside_id === null) await beginOutside(job);
  else await lookAtRun(job, run.outside_id);
}

async function beginOutside(job: RunJob): Promise<void> {
  const { core, ticket, run, code, ctx } = job;
  const order: TransferRun = {
    key: run.key,
    round: run.round,
    items: await itemsOf(core.db, run),
    begunAt: run.begun_at,
  };
  // What an earlier start began before it was cut off.
  let part: string | null = null;
  if (run.tries > 0) {
    const lookedAt = ctx.now().toISOString();
    const found = await code.find(ctx, order);
    if (!found.seen) throw new Unseen(found.why);
    if (found.begun === 'whole')
      return transactAs(core, ticket, (unit) => keepStarted(unit, job, found.outsideId, true));
    if (found.begun === 'part') part = found.outsideId;
    const settled = after(new Date(run.tried_at ?? run.begun_at), code.settleSeconds);
    if (lookedAt < settled) return transactAs(core, ticket, (unit) => waitUntil(unit, job, { settled, part }));
  }
  if (!(await transactAs(core, ticket, (unit) => mayStart(unit, job, part)))) return;
  const answer = await startOnce(job, order);
  await transactAs(core, ticket, (unit) => keepAnswer(unit, job, answer, part));
}

/** What began in part may yet grow; a halt, also one that was ordered while the service looked for it, is not kept waiting for that. */
async function waitUntil(
  unit: Unit,
  job: RunJob,
  { settled, part }: { readonly settled: string; readonly part: string | null },
): Promise<void> {
  const { attempt_id } = job.run;
  const present = await newestRun(unit.trx, attempt_id);
  if (part !== null && present?.wanted === 'halt') return keepStarted(unit, job, part, true);
  await enqueueLook(unit, attempt_id, job.ticket.key, settled);
}

/** Decided together with what it allows: after this, and not before, the outside start may have happened. */
async function mayStart(unit: Unit, job: RunJob, part: string | null): Promise<boolean> {
  const { ticket, attempt, run, code } = job;
  const present = await newestRun(unit.trx, run.attempt_id);
  if (present === null || present.round !== run.round) throw new Superseded();
  if (present.wanted === 'halt' || present.tries >= mostStarts) {
    // It runs, and is looked at, or halted, like any other; what it never reached stays open.
    if (part !== null) {
      await keepStarted(unit, job, part, true);
      return false;
    }
    await finishWork(unit, ticket);
    const why: Remark = { code: 'engine.transfer-not-started', facts: { count: present.tries } };
    await endUnstarted(unit, attempt, present, present.wanted === 'halt' ? null : why);
    return false;
  }
  if (await holdIfStopped(unit, ticket, attempt)) return false;
  if (await earlierStillRuns(unit, attempt)) {
    await enqueueLook(unit, attempt.id, ticket.key, after(unit.now, code.lookEvery));
    return false;
  }
  await setRun(unit, run, { tries: present.tries + 1, tried_at: unit.at });
  return true;
}

/** The run of an attempt that was withdrawn is being halted: beside it nothing of the same step begins. */
async function earlierStillRuns(unit: Unit, attempt: AttemptRow): Promise<boolean> {
  const row = await unit.trx
    .selectFrom('transfer_run')
    .innerJoin('attempt', 'attempt.id', 'transfer_run.attempt_id')
    .select('attempt.id')
    .where('attempt.step_id', '=', attempt.step_id)
    .where('attempt.id', '<>', attempt.id)
    .where('transfer_run.state', '<>', 'ended')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whatever is thrown says nothing of what happened outside. */
async function startOnce({ core, code, ctx }: RunJob, order: TransferRun): Promise<Started> {
  try {
    return await code.start(ctx, order);
  } catch (error) {
    if (core.stopping.signal.aborted) throw error;
    core.options.log('warn', 'a start ended without an answer', { transfer: code.name, error: messageOf(error) });
    return { result: 'in-doubt' };
  }
}

async function keepAnswer(unit: Unit, job: RunJob, answer: Started, part: string | null): Promise<void> {
  const { ticket, attempt, run } = job;
  if (answer.result === 'started') return keepStarted(unit, job, answer.outsideId, false);
  if (answer.result === 'refused' && part !== null) return keepStarted(unit, job, part, true);
  if (answer.result === 'refused') {
    await finishWork(unit, ticket);
    return endUnstarted(unit, attempt, run, answer.remark);
  }
  if (answer.result === 'in-doubt') return enqueueLook(unit, run.attempt_id, ticket.key);
  // `run` is as it was before this try.
  await setRun(unit, run, { tries: run.tries, tried_at: run.tried_at });
  await enqueueLook(unit, run.attempt_id, ticket.key, after(unit.now, answer.retryAfter ?? retryAfter));
}

async function keepStarted(unit: Unit, { ticket, attempt, run }: RunJob, id: string, found: boolean): Promise<void> {
  const at = { started_at: unit.at, moved_at: unit.at };
  await setRun(unit, run, { outside_id: id, state: 'running', ...at });
  await record(unit, null, found ? 'transfer-found' : 'transfer-started', attempt.step_id, {
    attempt: attempt.id,
    round: run.round,
    outside: id,
  });
  await markAttempt(unit, attempt, stepOf(unit.core, attempt.step_id).phase);
  await enqueueLook(unit, run.attempt_id, ticket.key);
}
