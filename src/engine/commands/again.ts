import type { Step } from '../../contract/step.js';
import { allowed, refused } from '../../errors.js';
import type { Outcome } from '../../errors.js';
import type { Actor } from '../api.js';
import { leads } from '../rights/policy.js';
import { record } from '../audit/audit.js';
import { openDecision, openUndo } from '../back-out/go-back.js';
import { taskDefinition, treatmentOf } from '../core.js';
import type { Core, Treatment, Unit } from '../core.js';
import { decideAs, decideOn, roleRefusal } from './decide.js';
import type { Scene } from './decide.js';
import { attemptKey, markAttempt, markCard } from '../cards/mark.js';
import { cancelWork } from '../schedule/work.js';
import { chunksOf } from '../kinds/writing/batches.js';
import { storeNote } from '../attempts/evidence.js';
import { beginStep, currentAttempt, endStep, leadsBack, migrationRow, moveAttempt, stepStates } from '../attempts/life.js';
import type { AttemptRow } from '../attempts/life.js';
import { waitsFor } from '../attempts/readiness.js';
import { findingKeys } from '../kinds/reading/reading-works.js';
import { isLasting } from '../kinds/writing/verify-work.js';
import { beginWatch } from '../kinds/handwork/watch-work.js';

/** A check once more, or a new plan. Approvals of the plan before do not count for it. */
export const again = (core: Core, by: Actor, order: { stepId: string }): Promise<Outcome<null>> =>
  decideAs(core, by, order.stepId, async (scene) => {
    const step = core.steps.get(order.stepId);
    if (step === undefined) return refused('step.unknown', { typed: order.stepId.slice(0, 80), nearest: 'none' });
    const no = roleRefusal(scene, 'approval.wrong-role', [...step.roles, ...leads]);
    if (no !== null) return no;
    const { unit } = scene;
    const attempt = await currentAttempt(unit, step.id);
    const row = await unit.trx.selectFrom('step').select('state').where('id', '=', step.id).executeTakeFirst();
    const treatment = treatmentOf(core, step);
    const { state } = await migrationRow(unit);
    if (attempt === null && (await mayAskFor(unit, step))) {
      await record(unit, by, 'again', step.id);
      await beginStep(unit, step);
      return allowed(null);
    }
    if (attempt === null || !mayRepeat(step, attempt, treatment, row?.state ?? 'waiting', state))
      return refused('step.not-now', { step: step.id, state: row?.state ?? 'waiting' });
    await record(unit, by, 'again', step.id, { attempt: attempt.id });
    if (attempt.state === 'attention' && attempt.verify_since !== null && taskDefinition(core, step) !== undefined) {
      await beginWatch(unit, attempt);
      return allowed(null);
    }
    await cancelWork(unit, attempt.id);
    if (attempt.ended_at === null) await moveAttempt(unit, attempt, 'voided');
    if (attempt.direction === 'undo' && attempt.state === 'attention') await openUndo(unit, step.id);
    else if (step.phase === 'back-out' && treatment === 'gate') await openDecision(unit, step.id);
    else await beginStep(unit, step);
    await showAsked(unit, step, attempt);
    return allowed(null);
  });

/** Whoever asked for another look sees its end, also when it finds nothing: the new look has a card at once, the old one says so. */
async function showAsked(unit: Unit, step: Step, before: AttemptRow): Promise<void> {
  const fresh = await currentAttempt(unit, step.id);
  if (treatmentOf(unit.core, step) !== 'check' || fresh === null) return;
  await markCard(unit, attemptKey(fresh.id), step.phase);
  await markAttempt(unit, before, step.phase);
}

/** A back stop is planned once what it waits for is done. */
async function mayAskFor(unit: Unit, step: Step): Promise<boolean> {
  const { state } = await migrationRow(unit);
  if (step.onRequest !== true || !['under-way', 'finished'].includes(state)) return false;
  return waitsFor(step, await stepStates(unit)).length === 0;
}

function mayRepeat(
  step: Step,
  attempt: AttemptRow,
  treatment: Treatment,
  stepState: string,
  migration: string,
): boolean {
  if (leadsBack(step, attempt) && attempt.state === 'attention') return true;
  if (step.phase === 'back-out' && treatment === 'change' && stepState === 'asking') return true;
  if (migration !== 'under-way' && migration !== 'finished') return false;
  if (stepState === 'attention') return true;
  if (stepState === 'undone') return migration === 'under-way';
  if (treatment === 'check') return stepState === 'done';
  return treatment === 'change' && attempt.direction === 'do' && stepState === 'asking';
}

/** Open findings or troubles are somebody's by name. What was never planned or done cannot be accepted as done. */
export const accept = (core: Core, by: Actor, order: { attemptId: string; note: string }): Promise<Outcome<null>> =>
  decideOn(core, by, order.attemptId, async (scene) => {
    const { attempt, step, unit } = scene;
    const treatment = treatmentOf(core, step);
    if (attempt.state !== 'attention' || treatment === 'gate')
      return refused('step.not-now', { step: step.id, state: attempt.state });
    const no = roleRefusal(scene, 'approval.wrong-role', [...step.roles, ...leads]);
    if (no !== null) return no;
    if ((attempt.plan?.blockers.length ?? 0) > 0)
      return refused('accept.blocked', { step: step.id, blockers: attempt.plan?.blockers.length ?? 0 });
    if (treatment === 'change' && attempt.verify_since === null)
      return refused('accept.nothing-done', { step: step.id });
    // What stands on a final step presumes that all of it was done: a domain that was not let go cannot be accepted as gone.
    const undone = attempt.troubles.length + attempt.findings.filter(isLasting).length;
    if (step.risk === 'final' && undone > 0) return refused('accept.not-all-done', { step: step.id, open: undone });
    const note = order.note.trim();
    if (note === '') return refused('accept.needs-note', { step: step.id });
    await storeNote(unit, attempt, by.personId, note);
    await keepAccepted(scene, attempt);
    await record(unit, by, 'accepted', step.id, { attempt: attempt.id, note: note.slice(0, 500) });
    await endStep(unit, attempt, attempt.direction === 'undo' ? 'undone' : 'done');
    return allowed(null);
  });

async function keepAccepted({ unit }: Scene, attempt: AttemptRow): Promise<void> {
  const open = attempt.findings.filter(({ status }) => status !== 'passed');
  for (const chunk of chunksOf(open.flatMap(findingKeys), 500))
    await unit.trx
      .insertInto('accepted')
      .values(chunk.map((finding) => ({ step_id: attempt.step_id, finding })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}
