/** A look at a run: what people asked of it is carried out, what is seen is kept, and the next look is due. */
import type { TransferLook } from '../../../contract/transfer.js';
import type { Finding } from '../../../contract/finding.js';
import { moveAttempt, needAttention } from '../../attempts/life.js';
import { asStored } from '../../attempts/look-again.js';
import { enqueueLook, newestRun, setRun } from '../../attempts/transfer-rows.js';
import type { RunRow } from '../../attempts/transfer-rows.js';
import { markAttempt, markProgress } from '../../cards/mark.js';
import { stepOf } from '../../core.js';
import type { Unit } from '../../core.js';
import { after } from '../../schedule/wall-time.js';
import { finishWork, Superseded, transactAs } from '../../schedule/work.js';
import { endRound } from './round.js';
import type { RunJob } from './run-job.js';

const mostShown = 50;

export async function lookAtRun(job: RunJob, outsideId: string): Promise<void> {
  const { core, ticket, run, code, ctx } = job;
  let look = await code.look(ctx, outsideId);
  const act = whatToDo(run, look.state, job);
  if (act !== undefined) {
    await act(ctx, outsideId);
    look = await code.look(ctx, outsideId);
  }
  await transactAs(core, ticket, (unit) => keepLook(unit, job, look));
}

/** What was asked and is not seen yet is asked of the service again: nobody remembers whether it was. */
function whatToDo({ wanted }: RunRow, seen: TransferLook['state'], { code }: RunJob): typeof code.pause {
  if (seen === 'ended' || wanted === null) return undefined;
  if (wanted === 'halt') return code.halt.bind(code);
  if (wanted === 'pause') return seen === 'running' ? code.pause?.bind(code) : undefined;
  return seen === 'paused' ? code.goOn?.bind(code) : undefined;
}

async function keepLook(unit: Unit, job: RunJob, look: TransferLook): Promise<void> {
  const { ticket, attempt, code } = job;
  const run = await newestRun(unit.trx, job.run.attempt_id);
  if (run === null || run.round !== job.run.round) throw new Superseded();
  if (look.state === 'ended') {
    await finishWork(unit, ticket);
    return endRound(unit, attempt, run, look);
  }
  const moved = hasMoved(run, look);
  await setRun(unit, run, {
    state: look.state,
    ...(isReached(run, look.state, unit.at) ? { wanted: null, unsettled_until: null } : {}),
    progress: JSON.stringify({
      items: look.items,
      bytes: look.bytes ?? null,
      failed: look.failed.slice(0, mostShown),
    }),
    seconds: run.seconds + (run.state === 'running' ? secondsSince(run.looked_at ?? run.started_at, unit.now) : 0),
    looked_at: unit.at,
    ...(moved || look.state === 'paused' ? { moved_at: unit.at } : {}),
  });
  if (attempt.ended_at === null) await showLook(unit, job, look, moved ? unit.at : run.moved_at);
  else {
    await unit.trx
      .updateTable('attempt')
      .set({ findings: asStored(look.findings) })
      .where('id', '=', attempt.id)
      .execute();
    await markAttempt(unit, attempt, stepOf(unit.core, attempt.step_id).phase);
  }
  await enqueueLook(unit, attempt.id, ticket.key, after(unit.now, code.lookEvery));
}

/** While nothing moves, or nothing could be seen, it needs a person, and goes on all the same; what is seen moving runs. */
async function showLook(
  unit: Unit,
  { attempt, code }: RunJob,
  look: TransferLook,
  movedAt: string | null,
): Promise<void> {
  const still = secondsSince(movedAt, unit.now);
  const isStill = look.state === 'running' && code.lookWithin !== undefined && still > code.lookWithin;
  const stalled: Finding = {
    status: 'unknown',
    code: 'engine.transfer-stalled',
    facts: { minutes: Math.round(still / 60) },
  };
  const seen = {
    findings: asStored(isStill ? [...look.findings, stalled] : look.findings),
    looked_at: unit.at,
    failures: 0,
    looks: attempt.looks + 1,
  };
  if (isStill && attempt.state === 'running') return needAttention(unit, attempt, seen, { minutes: still / 60 });
  if (!isStill && attempt.state === 'attention') return moveAttempt(unit, attempt, 'running', seen);
  await unit.trx.updateTable('attempt').set(seen).where('id', '=', attempt.id).execute();
  await markProgress(unit, attempt.id, stepOf(unit.core, attempt.step_id).phase);
}

const isReached = ({ wanted, unsettled_until }: RunRow, seen: TransferLook['state'], at: string): boolean =>
  (unsettled_until === null || at >= unsettled_until) &&
  ((wanted === 'pause' && seen === 'paused') || (wanted === 'go-on' && seen === 'running'));

function hasMoved({ progress }: RunRow, { items, bytes }: TransferLook): boolean {
  if (progress === null) return true;
  const before = progress.items;
  return before.done !== items.done || before.failed !== items.failed || progress.bytes?.done !== bytes?.done;
}

const secondsSince = (at: string | null, now: Date): number =>
  at === null ? 0 : Math.max(0, (now.getTime() - Date.parse(at)) / 1000);
