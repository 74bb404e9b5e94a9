/** A decided back-out: forward work is withdrawn, then one step after another is undone, each planned, approved and verified. */
import { standingOn } from '../../runbook/graph.js';
import { actionOf, stepOf, stepWith } from '../core.js';
import type { Unit } from '../core.js';
import { kindOf } from '../kinds/index.js';
import { record } from '../audit/audit.js';
import { moveStep, withdraw } from '../attempts/life.js';
import { settled } from '../attempts/readiness.js';
import { currentAttempt, stepStates } from '../attempts/rows.js';
import type { AttemptRow } from '../attempts/rows.js';
import { enqueueBatch } from '../kinds/writing/run-batches.js';
import { attemptKey, markAll, markCard } from '../cards/mark.js';
import { beginChain, goOnInChains } from './chains.js';
import { undoOrder } from './derive.js';
import { goOnWithWhatIsLeft } from './left-for-people.js';
import { loadTraces } from './traces.js';
import { changeMigration, migrationRow } from '../migration-row.js';

/** Opens the undo of one step: from the ledger where the bot wrote, by people where people did it. */
export async function openUndo(unit: Unit, stepId: string): Promise<void> {
  const step = stepOf(unit.core, stepId);
  const open = await currentAttempt(unit, stepId);
  if (open !== null && open.ended_at === null) await withdraw(unit, open, 'attention');
  if (step.undoneBy !== undefined) return beginChain(unit, step);
  await kindOf(unit.core, step).undo(unit, step);
}

/** Steps that were offered because this one was done lose their ground when it is undone. */
export async function withdrawStanding(unit: Unit, stepId: string): Promise<void> {
  for (const id of standingOn(unit.core.options.runbook, stepId)) {
    const attempt = await currentAttempt(unit, id);
    if (attempt === null || attempt.direction === 'undo') continue;
    if (['working', 'asking', 'attention'].includes(attempt.state) || isLeftAtOnce(unit, attempt))
      await withdraw(unit, attempt, 'waiting');
  }
}

const isLeftAtOnce = (unit: Unit, attempt: AttemptRow): boolean =>
  kindOf(unit.core, stepOf(unit.core, attempt.step_id)).isLeftAtOnce(attempt);

export async function beginBackOut(unit: Unit): Promise<void> {
  await changeMigration(unit, { state: 'backing-out' });
  await record(unit, null, 'backing-out', null);
  await markAll(unit);
  const traces = await loadTraces(unit.core, unit.trx);
  for (const step of unit.core.options.runbook) {
    const attempt = await currentAttempt(unit, step.id);
    if (attempt === null || attempt.ended_at !== null || attempt.direction === 'undo') continue;
    if (step.phase === 'back-out') continue;
    const perhapsDone = kindOf(unit.core, step).isPerhapsDone?.(unit.core, step, attempt) === true;
    if (perhapsDone)
      await unit.trx.updateTable('attempt').set({ perhaps_done: true }).where('id', '=', attempt.id).execute();
    const traced = perhapsDone || traces.some(({ stepId }) => stepId === step.id);
    if (attempt.state === 'working' || attempt.state === 'asking' || isLeftAtOnce(unit, attempt))
      await withdraw(unit, attempt, traced ? 'attention' : 'waiting');
    else if (attempt.state === 'attention' && !traced) await withdraw(unit, attempt, 'waiting');
    // Reading back can be left at any time: the ledger knows what was written.
    else if (attempt.state === 'verifying') await withdraw(unit, attempt, traced ? 'attention' : 'waiting');
    else if (attempt.state === 'running') await letWritesEnd(unit, attempt);
  }
  await unit.trx.deleteFrom('work').where('key', 'like', 'nightly:%').execute();
  unit.effects.settled = true;
}

/** Paused batches go on only to settle what is in doubt: `mayStillWrite` holds them from writing. */
async function letWritesEnd(unit: Unit, attempt: AttemptRow): Promise<void> {
  const paused = await unit.trx
    .selectFrom('batch')
    .selectAll()
    .where('attempt_id', '=', attempt.id)
    .where('state', '=', 'paused')
    .execute();
  for (const batch of paused) await enqueueBatch(unit, attempt.id, batch.number, batch.side);
}

/** Goes on with steps that others undo; then takes the next step of the back-out, when none is under way; after the last one both tenants are looked at, and the migration is backed out. */
export async function goBack(unit: Unit): Promise<void> {
  const chained = await goOnInChains(unit);
  const { state } = await migrationRow(unit);
  if (state !== 'backing-out' || chained) return;
  const under = await unit.trx
    .selectFrom('attempt')
    .innerJoin('step', 'step.attempt_id', 'attempt.id')
    .select('attempt.id')
    .where('attempt.ended_at', 'is', null)
    .where('step.phase', '<>', 'back-out')
    .where((row) => row.or([row('attempt.direction', '=', 'undo'), row('attempt.state', '=', 'running')]))
    .limit(1)
    .executeTakeFirst();
  if (under !== undefined) return;
  const [next] = undoOrder(unit.core.options.runbook, await loadTraces(unit.core, unit.trx));
  if (next !== undefined) return openUndo(unit, next);
  const isLeft = await goOnWithWhatIsLeft(unit);
  if ((await goOnProving(unit)) || isLeft) return;
  await changeMigration(unit, { state: 'backed-out' });
  await record(unit, null, 'backed-out', null);
  await markAll(unit);
  await tellWhatWasSeen(unit);
}

/** Everything is undone, as far as that goes: what is there now is read as a whole before anybody is told that it is over. True while that is under way. */
async function goOnProving(unit: Unit): Promise<boolean> {
  const step = stepWith(unit.core, 'provesBackOut');
  if (step === undefined || actionOf(unit.core, step) === undefined) return false;
  const state = (await stepStates(unit)).get(step.id);
  if (state === 'waiting') await kindOf(unit.core, step).begin(unit, step);
  return !settled(state);
}

/** Nobody is asked for anything any more, and the end is news: what was seen has a card. */
async function tellWhatWasSeen(unit: Unit): Promise<void> {
  const step = stepWith(unit.core, 'provesBackOut');
  const attempt = step === undefined ? null : await currentAttempt(unit, step.id);
  if (step !== undefined && attempt !== null) await markCard(unit, attemptKey(attempt.id), step.phase);
}

/** The step that decides a back-out, as people opened it; its row stays in the runbook. */
export async function openDecision(unit: Unit, stepId: string): Promise<void> {
  const step = stepOf(unit.core, stepId);
  await moveStep(unit, step, 'ready');
  await kindOf(unit.core, step).begin(unit, step);
}
