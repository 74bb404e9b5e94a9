import type { Step } from '../../contract/step.js';
import type { StepState } from '../state.js';

export type States = ReadonlyMap<string, StepState>;

export const settled = (state: StepState | undefined): boolean => state === 'done' || state === 'not-applicable';

/** Steps of the way back, and those that somebody has to ask for, never begin because their turn has come. */
export const runsForward = (step: Step): boolean => step.phase !== 'back-out' && step.onRequest !== true;

/** `until`: the step it was put off for, if it was. */
export const waitsFor = (step: Step, states: States, until?: string): readonly string[] =>
  [...step.after, ...(until === undefined ? [] : [until])].filter((id) => !settled(states.get(id)));

export const becomeReady = (
  runbook: readonly Step[],
  states: States,
  putOffs: ReadonlyMap<string, string> = new Map(),
): readonly Step[] =>
  runbook.filter(
    (step) =>
      runsForward(step) &&
      states.get(step.id) === 'waiting' &&
      waitsFor(step, states, putOffs.get(step.id)).length === 0,
  );

export const allSettled = (runbook: readonly Step[], states: States): boolean =>
  runbook.filter(runsForward).every((step) => settled(states.get(step.id)));

/** Early or late against the step's window around T: advice, never a lock. */
export function timingOf(
  step: Step,
  state: StepState,
  cutoverAt: string | null,
  now: Date,
): 'early' | 'on-time' | 'late' | null {
  if (step.window === undefined || cutoverAt === null || settled(state) || state === 'undone') return null;
  // A back stop that nobody asked for is not waited for.
  if (step.onRequest === true && state === 'waiting') return null;
  const hours = (now.getTime() - Date.parse(cutoverAt)) / 3_600_000;
  if (hours < step.window.from) return 'early';
  return hours > step.window.until ? 'late' : 'on-time';
}
