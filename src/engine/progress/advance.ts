/** What begins because something was settled: the next step of a way back, or every step whose turn has come. */
import type { Step } from '../../contract/step.js';
import { undoneUnder } from '../attempts/ground.js';
import { allSettled, becomeReady } from '../attempts/readiness.js';
import { currentAttempt, putOffs, standingSteps } from '../attempts/rows.js';
import { record } from '../audit/audit.js';
import { goBack } from '../back-out/go-back.js';
import { attemptKey, markAll, markAttempt, markCard } from '../cards/mark.js';
import { stepWith } from '../core.js';
import type { Unit } from '../core.js';
import { notGreen } from './not-green.js';
import { kindOf } from '../kinds/index.js';
import { timedBy } from '../rights/early.js';
import { isEarly, startOf } from '../schedule/not-before.js';
import { askAgainForWhatIsOld, offeredNow, offerLater } from './hours.js';
import { askAboutWhatMoved, askForOldVotes } from './lapsed-votes.js';
import { fallsAwayFor } from '../roles/spared.js';
import type { NotNeeded } from '../state.js';
import { fallAway } from './fall-away.js';
import { tellThatTheNightBegan } from './night-begins.js';
import { changeMigration, migrationRow } from '../migration-row.js';

/** Goes on until nothing follows any more; while a back-out is under way nothing begins forward. */
export async function advance(unit: Unit): Promise<void> {
  while (unit.effects.settled) {
    unit.effects.settled = false;
    await goBack(unit);
    await refreshDecision(unit);
    await goForward(unit);
    await askForOldVotes(unit);
  }
  await askAboutWhatMoved(unit, unit.effects.moves);
  await tellThatTheNightBegan(unit);
}

async function goForward(unit: Unit): Promise<void> {
  const migration = await migrationRow(unit);
  if (migration.state !== 'under-way') return;
  const { runbook } = unit.core.options;
  const standing = await standingSteps(unit);
  const { states } = standing;
  const timed = timedBy(runbook, standing, migration.cutover_at);
  const asked = await askAgainForWhatIsOld(unit, states, timed);
  for (const step of becomeReady(runbook, states, await putOffs(unit))) {
    if (undoneUnder(unit.core.steps, step, states).length > 0 || (asked && step.beginsTheNight === true)) continue;
    const start = fallsAwayFor(step, migration.not_needed) === undefined ? startOf(step, timed) : null;
    if (isEarly(start, unit.at)) await offerLater(unit, step, start.at);
    else {
      await offeredNow(unit, step);
      await beginStep(unit, step, migration.not_needed);
    }
  }
  if (!allSettled(runbook, states)) return;
  await changeMigration(unit, { state: 'finished' });
  const open = await notGreen(unit);
  if (open.length === 0) await record(unit, null, 'finished', null);
  else await record(unit, null, 'through', null, { steps: open.join(', ') });
  await markAll(unit);
  await tellTheEnd(unit);
}

/** Nobody is asked for anything any more, and the end is news: what the last look saw has a card. */
async function tellTheEnd(unit: Unit): Promise<void> {
  for (const step of unit.core.options.runbook.filter(({ lastLook }) => lastLook === true)) {
    const attempt = await currentAttempt(unit, step.id);
    if (attempt !== null) await markCard(unit, attemptKey(attempt.id), step.phase);
  }
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
