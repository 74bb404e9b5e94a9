/** A night that nobody has begun to write in can still be taken back. */
import type { Step } from '../../contract/step.js';
import { standingOn } from '../../runbook/graph.js';
import { forgetDoneOrder, moveStep, putAside } from '../attempts/life.js';
import { runsForward } from '../attempts/readiness.js';
import { currentAttempt, stepStates } from '../attempts/rows.js';
import type { AttemptRow } from '../attempts/rows.js';
import { newestRun } from '../attempts/transfer-rows.js';
import { kindNameOf, stepWith } from '../core.js';
import type { Unit } from '../core.js';
import { isEarly, startOf } from '../schedule/not-before.js';

/** Id of the first step of the night of which something was written, begun outside, or taken in hand; null: of none. */
export async function nightBegunBy(unit: Unit): Promise<string | null> {
  for (const step of ofTheNight(unit)) {
    const attempt = await currentAttempt(unit, step.id);
    if (attempt === null || attempt.direction === 'undo') continue;
    if (isBegun(unit, step, attempt) || (await newestRun(unit.trx, attempt.id)) !== null) return step.id;
  }
  return null;
}

/** Looking changes nothing, and neither does a plan that found nothing to do. */
function isBegun({ core }: Unit, step: Step, attempt: AttemptRow): boolean {
  if (attempt.writes_began_at !== null) return true;
  if (step.kind === 'check' || kindNameOf(core, step) !== 'task') return false;
  return attempt.carried_out_at !== null || (attempt.state === 'running' && attempt.taken_by !== null);
}

/** What stands on the gate that begins the night. */
function ofTheNight({ core }: Unit): readonly Step[] {
  const gate = stepWith(core, 'beginsTheNight');
  if (gate === undefined) return [];
  const above = standingOn(core.options.runbook, gate.id);
  return core.options.runbook.filter((step) => above.has(step.id) && step.phase !== 'back-out');
}

/** The gate and all that was offered or seen since wait for their turn again; what does not apply goes on not to. */
export async function takeNightBack(unit: Unit): Promise<void> {
  const gate = stepWith(unit.core, 'beginsTheNight');
  const states = await stepStates(unit);
  for (const step of [...(gate === undefined ? [] : [gate]), ...ofTheNight(unit)]) {
    const state = states.get(step.id) ?? 'waiting';
    const attempt = await currentAttempt(unit, step.id);
    if (attempt === null || state === 'waiting' || state === 'not-applicable' || attempt.direction === 'undo') continue;
    if (attempt.ended_at === null) await putAside(unit, attempt, 't-moved');
    else await moveStep(unit, step, 'waiting');
    await forgetDoneOrder(unit, step);
  }
}

/** Offered by the old T, and too early by the new one: nobody has begun it, and it is offered when its hour has come. */
export async function putAsideWhatIsEarly(unit: Unit, before: string | null, cutoverAt: string): Promise<void> {
  const settledSince = (): string => unit.at;
  for (const step of unit.core.options.runbook) {
    if (step.notBefore === undefined || !runsForward(step)) continue;
    const attempt = await currentAttempt(unit, step.id);
    if (attempt === null || !['asking', 'working'].includes(attempt.state) || attempt.direction === 'undo') continue;
    if (isBegun(unit, step, attempt) || !isEarly(startOf(step, { cutoverAt, settledSince }), unit.at)) continue;
    // What a lead let begin early was early before.
    if (isEarly(startOf(step, { cutoverAt: before, settledSince }), unit.at)) continue;
    await putAside(unit, attempt, 't-moved');
  }
}
