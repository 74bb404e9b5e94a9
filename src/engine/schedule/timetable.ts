/**
 * Planned against actual. Planned is what the runbook says relative to T; actual is what happened. A delay is carried on for as long as
 * something that comes right after it is still open: once that is done, its own time tells.
 */
import type { Step } from '../../contract/step.js';
import type { NightAhead, PhaseTimes, StepSnapshot, StepState, StepTimes, TurnBack } from '../state.js';
import { after } from './wall-time.js';

const settled: readonly StepState[] = ['done', 'not-applicable'];

const minutesBetween = (from: string, until: string): number =>
  Math.round((Date.parse(until) - Date.parse(from)) / 60_000);

const latest = (moments: readonly string[]): string | null => [...moments].sort().at(-1) ?? null;

export function stepTimes(
  step: Step,
  given: { readonly state: StepState; readonly since: string; readonly startedAt: string | null },
  cutoverAt: string | null,
  now: string,
): StepTimes {
  const { state, startedAt } = given;
  const plannedEnd =
    cutoverAt === null || step.window === undefined ? null : after(new Date(cutoverAt), step.window.until * 3600);
  const endedAt = state === 'done' ? given.since : null;
  return { plannedEnd, startedAt, endedAt, slipMinutes: slip(state, plannedEnd, endedAt, now) };
}

function slip(state: StepState, plannedEnd: string | null, endedAt: string | null, now: string): number | null {
  if (plannedEnd === null) return null;
  if (endedAt !== null) return minutesBetween(plannedEnd, endedAt);
  return settled.includes(state) || state === 'undone' || now <= plannedEnd ? null : minutesBetween(plannedEnd, now);
}

type Timed = Pick<StepSnapshot, 'step' | 'state' | 'times'>;

/** Null while T is open, and where no step of the phase has a time. */
export function phaseTimes(steps: readonly Timed[], now: string): PhaseTimes | null {
  const plannedEnd = latest(
    steps.flatMap(({ state, times }) =>
      times.plannedEnd === null || state === 'not-applicable' ? [] : [times.plannedEnd],
    ),
  );
  if (plannedEnd === null) return null;
  if (steps.every(({ state }) => settled.includes(state))) {
    const endedAt = latest(steps.flatMap(({ times }) => times.endedAt ?? []));
    return {
      plannedEnd,
      expectedEnd: endedAt ?? plannedEnd,
      endedAt,
      slipMinutes: minutesBetween(plannedEnd, endedAt ?? plannedEnd),
    };
  }
  const open = steps.filter(({ state }) => !settled.includes(state));
  const counts = ({ step, state }: Timed): boolean =>
    !settled.includes(state) || open.some((other) => other.step.after.includes(step.id));
  const slips = steps.filter(counts).map(({ times }) => times.slipMinutes ?? 0);
  const slipMinutes = Math.max(0, minutesBetween(plannedEnd, now), ...slips);
  return { plannedEnd, expectedEnd: after(new Date(plannedEnd), slipMinutes * 60), endedAt: null, slipMinutes };
}

/**
 * The latest moment at which what was done so far can still be undone before the domain was planned to be gone: the end of that step's
 * window less the seconds its undo takes by the plans. Null while T is open.
 */
export function turnBack(steps: readonly StepSnapshot[], cutoverAt: string | null, now: string): TurnBack | null {
  const line = steps.find(({ step }) => step.line === true);
  if (line?.step.window === undefined || cutoverAt === null) return null;
  const undoSeconds = steps.reduce(
    (sum, { step, state, attempt }) =>
      step.undo === 'with-back-out' && state === 'done' && attempt?.direction === 'do'
        ? sum + (attempt.plan?.undoSeconds ?? 0)
        : sum,
    0,
  );
  const until = after(new Date(cutoverAt), line.step.window.until * 3600 - undoSeconds);
  return { until, undoSeconds, passed: now > until, needsBothTenants: crossed(line) };
}

/** Null while T is open, and where nothing of the night has a time. What is not needed takes none of it. */
export function nightAhead(
  steps: readonly StepSnapshot[],
  cutoverAt: string | null,
  now: string,
): Omit<NightAhead, 'mail'> | null {
  const back = turnBack(steps, cutoverAt, now);
  const line = steps.find(({ step }) => step.line === true)?.step;
  if (back === null || cutoverAt === null || line?.window === undefined) return null;
  const at = (hours: number): string => after(new Date(cutoverAt), hours * 3600);
  const own = steps.filter(({ step, state }) => step.phase === line.phase && state !== 'not-applicable');
  const windows = own.flatMap(({ step }) =>
    step.window === undefined || step.onRequest === true ? [] : [step.window],
  );
  const mail = own.find(({ step }) => step.bringsMailIn === true)?.step.window;
  return {
    from: at(Math.min(...windows.map(({ from }) => from))),
    leaves: at(line.window.until),
    mailIn: mail === undefined ? null : at(mail.until),
    until: at(Math.max(...windows.map(({ until }) => until))),
    turnBackUntil: back.until,
  };
}

const beyond: readonly StepState[] = ['running', 'verifying', 'done', 'undoing'];

/** One that was read back and needs a person has been written, too. */
const crossed = ({ state, attempt }: StepSnapshot): boolean =>
  beyond.includes(state) || (state === 'attention' && attempt?.direction === 'do' && attempt.lookedAt !== null);
