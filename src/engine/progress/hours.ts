/** What waits for an hour: steps that would be early, and results that grow old before the night. */
import type { Step } from '../../contract/step.js';
import { afterOf, reachableFrom } from '../../runbook/graph.js';
import { waitsFor } from '../attempts/readiness.js';
import type { States } from '../attempts/readiness.js';
import { currentAttempt, seenLast } from '../attempts/rows.js';
import { record } from '../audit/audit.js';
import { markBoards } from '../cards/mark.js';
import { stepWith } from '../core.js';
import type { Core, Unit } from '../core.js';
import { kindOf } from '../kinds/index.js';
import { armHour, hourWork } from '../schedule/hour.js';
import { isEarly, isTooOld, startOf, tooOldAt } from '../schedule/not-before.js';
import type { Timed } from '../schedule/not-before.js';
import { after } from '../schedule/wall-time.js';
import { cancelWork, enqueueWork, finishWork, registerWork, transactAs } from '../schedule/work.js';

const oldest = 'hour:too-old';
const keyOf = (step: Pick<Step, 'id'>): string => `hour:${step.id}`;
const retrySeconds = 60;

/** An hour has come: whatever waited for it begins at the end of the transaction, as things stand then. */
export const registerHours = (core: Core): void =>
  registerWork(
    core,
    hourWork,
    (ticket) =>
      transactAs(core, ticket, async (unit) => {
        await finishWork(unit, ticket);
        unit.effects.settled = true;
      }),
    (ticket) =>
      transactAs(core, ticket, (unit) =>
        enqueueWork(unit, { key: ticket.key, name: hourWork, input: {}, dueAt: after(unit.now, retrySeconds) }),
      ),
  );

/** Offered when its hour has come; while nobody knows when that is, nothing is armed. */
export async function offerLater(unit: Unit, step: Step, at: string | null): Promise<void> {
  if (at === null) return cancelWork(unit, keyOf(step));
  if (await armHour(unit, keyOf(step), at)) await markBoards(unit);
}

export async function offeredNow(unit: Unit, step: Step): Promise<void> {
  if (step.notBefore !== undefined) await cancelWork(unit, keyOf(step));
}

/**
 * Before the night begins, or while people vote on it, what its gate stands on is asked for again once it is too old. True: something was, and
 * the gate waits for it.
 */
export async function askAgainForWhatIsOld(unit: Unit, states: States, timed: Timed): Promise<boolean> {
  const gate = stepWith(unit.core, 'beginsTheNight');
  if (gate === undefined) return false;
  if (!comesUp(gate, states, timed, unit.at)) {
    await cancelWork(unit, oldest);
    return false;
  }
  const kept = await keptFor(unit, gate, states);
  const old = kept.filter(({ step, seenAt }) => isTooOld(step, seenAt, unit.at));
  for (const { step, seenAt } of old) {
    await record(unit, null, 'too-old', step.id, { seenAt, hours: step.tooOldAfter ?? 0 });
    await kindOf(unit.core, step).begin(unit, step);
  }
  if (old.length > 0) return true;
  const next = kept.map(({ step, seenAt }) => tooOldAt(step.tooOldAfter ?? 0, seenAt)).sort()[0];
  if (next !== undefined) await armHour(unit, oldest, next);
  return false;
}

/** People vote at it, or would from this moment on. */
function comesUp(gate: Step, states: States, timed: Timed, now: string): boolean {
  const state = states.get(gate.id);
  if (state === 'asking' || state === 'attention') return true;
  return state === 'waiting' && waitsFor(gate, states).length === 0 && !isEarly(startOf(gate, timed), now);
}

interface Kept {
  readonly step: Step;
  /** When it was done, or looked at since. */
  readonly seenAt: string;
}

async function keptFor(unit: Unit, gate: Step, states: States): Promise<readonly Kept[]> {
  const under = reachableFrom(afterOf(unit.core.options.runbook), gate.id);
  const kept: Kept[] = [];
  for (const step of unit.core.options.runbook) {
    if (step.tooOldAfter === undefined || !under.has(step.id) || states.get(step.id) !== 'done') continue;
    const attempt = await currentAttempt(unit, step.id);
    const seenAt = attempt === null ? null : seenLast(attempt);
    if (seenAt !== null) kept.push({ step, seenAt });
  }
  return kept;
}
