/** A night that nobody has begun to write in can still be taken back. */
import { leftStanding } from '../attempts/left-standing.js';
import { forgetDoneOrder, moveStep, putAside } from '../attempts/life.js';
import { isBegunWith, isWriting, ofTheNight } from '../attempts/night-begun.js';
import { runsForward } from '../attempts/readiness.js';
import { currentAttempt, stepStates } from '../attempts/rows.js';
import { stepWith } from '../core.js';
import type { Unit } from '../core.js';
import type { StoredAside } from '../schema.js';
import { isEarly, startOf } from '../schedule/not-before.js';

/** The gate and all that was offered or seen since wait for their turn again; what does not apply goes on not to. */
export async function takeNightBack(unit: Unit, why: StoredAside): Promise<void> {
  const gate = stepWith(unit.core, 'beginsTheNight');
  const states = await stepStates(unit);
  for (const step of [...(gate === undefined ? [] : [gate]), ...ofTheNight(unit)]) {
    const state = states.get(step.id) ?? 'waiting';
    const attempt = await currentAttempt(unit, step.id);
    if (attempt === null || state === 'waiting' || state === 'not-applicable' || attempt.direction === 'undo') continue;
    if (attempt.ended_at === null) await putAside(unit, attempt, why);
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
    if (!isEarly(startOf(step, { cutoverAt, settledSince }), unit.at)) continue;
    // What a lead let begin early was early before.
    if (isEarly(startOf(step, { cutoverAt: before, settledSince }), unit.at)) continue;
    // What came to its end is begun anew by whoever is asked for it again.
    const standing = (await leftStanding(unit, step.id)).filter((one) => one.attempt.state !== 'done');
    if (isWriting(attempt) || standing.some(isBegunWith(unit.core, step))) continue;
    await putAside(unit, attempt, 't-moved');
  }
}
