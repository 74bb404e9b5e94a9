/** A night that nobody has begun to write in can still be taken back. */
import type { Step } from '../../contract/step.js';
import { standingOn } from '../../runbook/graph.js';
import { leftStanding } from '../attempts/left-standing.js';
import type { Standing } from '../attempts/left-standing.js';
import { forgetDoneOrder, moveStep, putAside } from '../attempts/life.js';
import { runsForward } from '../attempts/readiness.js';
import { currentAttempt, stepStates } from '../attempts/rows.js';
import type { AttemptRow } from '../attempts/rows.js';
import { kindNameOf, stepWith } from '../core.js';
import type { Core, Unit } from '../core.js';
import type { StoredAside } from '../schema.js';
import { isEarly, startOf } from '../schedule/not-before.js';

/** Decides nothing: it may be asked outside of a transaction, too. */
interface Reading {
  readonly core: Core;
  readonly trx: Core['db'];
}

/** Id of the first step of the night of which something was written, begun outside, or taken in hand, by any attempt; null: of none. */
export async function nightBegunBy(unit: Reading): Promise<string | null> {
  for (const step of ofTheNight(unit)) {
    const attempt = await currentAttempt(unit, step.id);
    if (attempt === null) continue;
    if (isWriting(attempt) || (await leftStanding(unit, step.id)).some(isBegun(unit, step))) return step.id;
  }
  return null;
}

/** The first object may be written any moment. */
const isWriting = ({ direction, writes_began_at }: AttemptRow): boolean =>
  direction === 'do' && writes_began_at !== null;

/** Looking changes nothing, and neither does a plan that found nothing to do. */
const isBegun =
  ({ core }: Pick<Unit, 'core'>, step: Step) =>
  ({ writes, work, runs }: Standing): boolean =>
    writes || runs || (work && step.kind !== 'check' && kindNameOf(core, step) === 'task');

/** What stands on the gate that begins the night. */
function ofTheNight({ core }: Pick<Unit, 'core'>): readonly Step[] {
  const gate = stepWith(core, 'beginsTheNight');
  if (gate === undefined) return [];
  const above = standingOn(core.options.runbook, gate.id);
  return core.options.runbook.filter((step) => above.has(step.id) && step.phase !== 'back-out');
}

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
    if (isWriting(attempt) || standing.some(isBegun(unit, step))) continue;
    await putAside(unit, attempt, 't-moved');
  }
}
