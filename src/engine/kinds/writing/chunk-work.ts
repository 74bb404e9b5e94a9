/**
 * As many objects of a batch as a step's code takes at a time: look, write down, write, write down. A crash at any point leaves a ledger that
 * says where to look.
 */
import type { Applied, Change, ChangeDefinition, Observed } from '../../../contract/change.js';
import type { StepContext } from '../../../contract/context.js';
import type { Json } from '../../../contract/json.js';
import { stepOf } from '../../core.js';
import type { Core, Unit } from '../../core.js';
import { markProgress } from '../../cards/mark.js';
import { after } from '../../schedule/wall-time.js';
import { finishWork, transactAs } from '../../schedule/work.js';
import type { Ticket } from '../../schedule/work.js';
import { closeRound, lookAgainAfter, loadLeaveToWrite } from './batch-end.js';
import type { Round, Tally } from './batch-end.js';
import { messageOf } from '../../attempts/faults.js';
import {
  changeOf,
  keepMade,
  ledgerRow,
  putRowsBack,
  refuseRow,
  remarkOf,
  settleRow,
  settleRowsDone,
  startRows,
} from '../../attempts/ledger.js';
import type { LedgerEntry } from '../../attempts/ledger.js';
import { judgeSight } from './look.js';
import { makeStepContext } from '../../attempts/step-context.js';

/** Seconds of migration time a busy service is left alone when it did not say how long. */
const retryAfter = 10;

/** Seconds of migration time for which a look holds: who is told to wait within them writes without looking anew. Domains wait longer. */
const freshFor = 30;
/** However soon it may be asked again. */
const shortestWaitMs = 10;

/** One run of a batch. */
export interface Run {
  readonly core: Core;
  readonly ticket: Ticket;
  readonly round: Round;
  readonly definition: ChangeDefinition;
  readonly tally: Tally;
}

interface Chunk extends Run {
  readonly ctx: StepContext;
  /** Until when, in migration time, the look at its objects holds. */
  readonly fresh: string;
  /** Nothing of the batch comes after it. */
  readonly last: boolean;
}

/** An object that was seen as it was planned from, and what was seen. */
interface Seen {
  readonly row: LedgerEntry;
  readonly value: Json;
}

/** What the service had no time for, certainly not done, and when all of it may be asked again. */
interface Busy {
  readonly notDone: readonly Seen[];
  readonly until: string;
}

/** `over`: the batch was closed with it, or the writes were stopped, and what is left stays as it is. */
export async function carryChunk(run: Run, rows: readonly LedgerEntry[], last: boolean): Promise<'carried' | 'over'> {
  const { core, ticket, round, definition, tally } = run;
  const ctx = await makeStepContext(core, {
    code: definition,
    direction: round.attempt.direction,
    looks: { before: round.failures, since: round.attempt.writes_began_at },
  });
  const chunk: Chunk = { ...run, ctx, fresh: after(ctx.now(), freshFor), last };
  const observed = await definition.observe(ctx, rows.map(changeOf));
  let toWrite = await transactAs(core, ticket, (unit) => chooseRows(unit, chunk, rows, observed), 'write');
  while (toWrite !== null && toWrite.length > 0) {
    const busy = await writeRows(chunk, toWrite);
    if (busy === 'closed') return 'over';
    if (busy === null) break;
    if (busy.until > chunk.fresh) {
      tally.later.push(busy.until);
      tally.toldToWait += 1;
      break;
    }
    await ctx.pause(Math.max(shortestWaitMs, Date.parse(busy.until) - ctx.now().getTime()));
    toWrite = await transactAs(core, ticket, (unit) => startAgain(unit, chunk, busy.notDone), 'write');
  }
  return toWrite === null ? 'over' : 'carried';
}

async function chooseRows(
  unit: Unit,
  { ticket, round, definition, tally }: Chunk,
  rows: readonly LedgerEntry[],
  observed: readonly Observed[],
): Promise<readonly Seen[] | null> {
  const toWrite: Seen[] = [];
  const already: number[] = [];
  const leave = await loadLeaveToWrite(unit, round.attempt);
  const mayWrite = round.mayWrite && leave.mayWrite;
  if (mayWrite && leave.stopped) return pauseBatch(unit, ticket, round);
  for (const [index, row] of rows.entries()) {
    const seen = observed[index] ?? { seen: false as const, why: 'no answer for this object' };
    const sight = judgeSight(
      { ...row, startedAt: row.started_at, undoes: round.attempt.direction === 'undo' },
      seen,
      unit.now,
      definition.settleSeconds,
      (value) => definition.onTheWay?.(changeOf(row), value) ?? false,
    );
    // Begun by us and never answered: what it made is seen only now, and is ours however it looks.
    if (row.tries > 0 && seen.seen && seen.made !== undefined) await keepMade(unit, row, seen.made);
    if (sight.do === 'done') already.push(row.ordinal);
    else if (sight.do === 'drifted') await settleRow(unit, row, 'drifted', remarkOf(row, 'engine.drifted'));
    else if (sight.do === 'wait') tally.later.push(sight.until);
    else if (sight.do === 'look-again' || !seen.seen) tally.later.push(after(unit.now, lookAgainAfter));
    else if (!mayWrite) await ledgerRow(unit, row).set({ state: 'pending' }).execute();
    else toWrite.push({ row, value: seen.value });
    if (sight.do === 'done' || sight.do === 'drifted') tally.settled += 1;
  }
  await settleRowsDone(unit, round.attempt.id, already);
  await startSeen(unit, round.attempt.id, toWrite);
  return toWrite;
}

/** After a short wait: whoever stopped the writes or decided to turn back meanwhile finds nothing begun. */
async function startAgain(
  unit: Unit,
  { ticket, round, tally, fresh }: Chunk,
  notDone: readonly Seen[],
): Promise<readonly Seen[] | null> {
  const leave = await loadLeaveToWrite(unit, round.attempt);
  if (!leave.mayWrite) return [];
  if (leave.stopped) return pauseBatch(unit, ticket, round);
  // The clock may have been set on, or the machine have slept.
  if (unit.at > fresh) {
    tally.later.push(unit.at);
    tally.toldToWait += 1;
    return [];
  }
  await startSeen(unit, round.attempt.id, notDone);
  return notDone;
}

const startSeen = (unit: Unit, attemptId: string, seen: readonly Seen[]): Promise<void> =>
  startRows(
    unit,
    attemptId,
    seen.map(({ row, value }) => ({ ordinal: row.ordinal, value })),
  );

async function writeRows(
  { core, ticket, round, definition, tally, ctx, last }: Chunk,
  toWrite: readonly Seen[],
): Promise<Busy | 'closed' | null> {
  const results = await applyAll(
    core,
    definition,
    toWrite.map(({ row }) => changeOf(row)),
    ctx,
  );
  // Waits count from the answer, and not from when it could be written down.
  const answered = ctx.now();
  const [{ row: first }] = toWrite as [Seen];
  const closes = last && toWrite.every((_, index) => results[index]?.result !== 'not-done');
  return transactAs(
    core,
    ticket,
    async (unit) => {
      const done: number[] = [];
      const back: number[] = [];
      const notDone: Seen[] = [];
      let until = '';
      for (const [index, seen] of toWrite.entries()) {
        const { row } = seen;
        const answer = results[index] ?? { result: 'in-doubt' as const };
        if ('made' in answer && answer.made !== undefined) await keepMade(unit, row, answer.made);
        if (answer.result === 'done') done.push(row.ordinal);
        else if (answer.result === 'refused') await refuseRow(unit, row, answer);
        else if (answer.result === 'not-done' && answer.wrote) {
          // It stays begun: what was written of it is there to be undone, and looked at before the rest is.
          tally.later.push(after(answered, answer.retryAfter ?? retryAfter));
          tally.toldToWait += 1;
        } else if (answer.result === 'not-done') {
          back.push(row.ordinal);
          notDone.push(seen);
          const due = after(answered, answer.retryAfter ?? retryAfter);
          if (due > until) until = due;
        } else if (answer.result === 'put-off') {
          // Where something of it was written, it stays begun: that is there to be undone.
          if (answer.wrote !== true) back.push(row.ordinal);
          tally.putOff = { until: answer.until, remark: { ...remarkOf(row, answer.remark.code), ...answer.remark } };
        } else tally.later.push(after(unit.now, definition.settleSeconds));
        if (answer.result === 'done' || answer.result === 'refused') tally.settled += 1;
      }
      await settleRowsDone(unit, first.attempt_id, done);
      await putRowsBack(unit, first.attempt_id, back);
      await markProgress(unit, first.attempt_id, stepOf(core, first.step_id).phase);
      if (closes) {
        await closeRound(unit, ticket, round, tally);
        return 'closed';
      }
      return notDone.length > 0 ? { notDone, until } : null;
    },
    closes ? 'decide' : 'write',
  );
}

/** A thrown fault says nothing of any object: all of them are in doubt and will be looked at. */
async function applyAll(
  core: Core,
  definition: ChangeDefinition,
  changes: readonly Change[],
  ctx: StepContext,
): Promise<readonly Applied[]> {
  try {
    return await definition.apply(ctx, changes);
  } catch (error) {
    if (core.stopping.signal.aborted) throw error;
    core.options.log('warn', 'a write ended without an answer', { change: definition.name, error: messageOf(error) });
    return changes.map(() => ({ result: 'in-doubt' }));
  }
}

/** The batch stops here until the writes are released. */
export async function pauseBatch(
  unit: Unit,
  ticket: Ticket,
  { attempt, batch }: Pick<Round, 'attempt' | 'batch'>,
): Promise<null> {
  await finishWork(unit, ticket);
  await unit.trx
    .updateTable('batch')
    .set({ state: 'paused' })
    .where('attempt_id', '=', attempt.id)
    .where('number', '=', batch)
    .execute();
  return null;
}
