/** What begins because something was settled: the next step of a way back, or every step whose turn has come. */
import type { Step } from '../../contract/step.js';
import { undoneUnder } from '../attempts/ground.js';
import { allSettled, becomeReady } from '../attempts/readiness.js';
import { currentAttempt, migrationRow, putOffs, stepStates } from '../attempts/rows.js';
import { record } from '../audit/audit.js';
import { goBack } from '../back-out/go-back.js';
import { markAll, markAttempt } from '../cards/mark.js';
import { stepWith } from '../core.js';
import type { Unit } from '../core.js';
import { notGreen } from './not-green.js';
import { kindOf } from '../kinds/index.js';
import { fallsAwayFor } from '../roles/spared.js';
import type { NotNeeded } from '../state.js';
import { fallAway } from './fall-away.js';

/** Goes on until nothing follows any more; while a back-out is under way nothing begins forward. */
export async function advance(unit: Unit): Promise<void> {
  while (unit.effects.settled) {
    unit.effects.settled = false;
    await goBack(unit);
    await refreshDecision(unit);
    await goForward(unit);
  }
}

async function goForward(unit: Unit): Promise<void> {
  const migration = await migrationRow(unit);
  if (migration.state !== 'under-way') return;
  const { runbook } = unit.core.options;
  const states = await stepStates(unit);
  for (const step of becomeReady(runbook, states, await putOffs(unit)))
    if (undoneUnder(unit.core.steps, step, states).length === 0) await beginStep(unit, step, migration.not_needed);
  if (!allSettled(runbook, states)) return;
  await unit.trx.updateTable('migration').set({ state: 'finished' }).where('id', '=', migration.id).execute();
  const open = await notGreen(unit);
  if (open.length === 0) await record(unit, null, 'finished', null);
  else await record(unit, null, 'through', null, { steps: open.join(', ') });
  await markAll(unit);
}

async function beginStep(unit: Unit, step: Step, notNeeded: readonly NotNeeded[]): Promise<void> {
  const gone = fallsAwayFor(step, notNeeded);
  if (gone === undefined) await kindOf(unit.core, step).begin(unit, step);
  else await fallAway(unit, step, gone);
}

/** Whoever votes on turning back reads what it would undo now. */
async function refreshDecision(unit: Unit): Promise<void> {
  const step = stepWith(unit.core, 'decidesBackOut');
  const decision = step === undefined ? null : await currentAttempt(unit, step.id);
  if (step === undefined || decision === null || decision.ended_at !== null) return;
  await markAttempt(unit, decision, step.phase);
}
