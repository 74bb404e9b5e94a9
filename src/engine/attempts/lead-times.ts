/** What a T leaves too little time for: by the windows of the runbook, and by what is known of this company. */
import type { LeadTime } from '../../contract/lead-time.js';
import type { Step } from '../../contract/step.js';
import { runsForward, settled } from './readiness.js';
import type { States } from './readiness.js';
import type { LeadTimes } from '../state.js';
import { after } from '../schedule/wall-time.js';

export interface AboutT {
  readonly cutoverAt: string | null;
  readonly now: string;
  /** As last seen. */
  readonly known?: readonly LeadTime[];
}

const openWindows = (runbook: readonly Step[], states: States, deciding?: string) =>
  runbook.flatMap((step) =>
    step.window === undefined || !runsForward(step) || settled(states.get(step.id)) || step.id === deciding
      ? []
      : [{ id: step.id, seconds: -step.window.until * 3600 }],
  );

const openNeeds = (known: readonly LeadTime[], states: States): readonly LeadTime[] =>
  known.filter(({ step, seconds }) => seconds > 0 && !settled(states.get(step)));

/** From when on this T leaves too little time for what is open, the earliest first. */
export const tooLateFrom = (
  runbook: readonly Step[],
  states: States,
  { cutoverAt, known = [] }: { readonly cutoverAt: string; readonly known?: readonly LeadTime[] },
  deciding?: string,
): readonly { readonly stepId: string; readonly at: string }[] =>
  [
    ...openWindows(runbook, states, deciding),
    ...openNeeds(known, states).map(({ step, seconds }) => ({ id: step, seconds })),
  ]
    .map(({ id, seconds }) => ({ stepId: id, at: after(new Date(cutoverAt), -seconds) }))
    .sort((a, b) => a.at.localeCompare(b.at));

/**
 * `deciding`: the step that sets T is done with it. What is open and should have ended before now is late, as it is on its phase's board,
 * also where reading told that it will have little to do: nobody has said so yet.
 */
export function leadTimes(
  runbook: readonly Step[],
  states: States,
  { cutoverAt, now, known = [] }: AboutT,
  deciding?: string,
): LeadTimes {
  const from = (seconds: number): string => after(new Date(now), seconds);
  const isLate = (seconds: number): boolean => cutoverAt !== null && cutoverAt < from(seconds);
  const windows = openWindows(runbook, states, deciding);
  const needs = openNeeds(known, states);
  const most = Math.max(0, ...[...windows, ...needs].map(({ seconds }) => seconds));
  return {
    late: windows.filter(({ seconds }) => isLate(seconds)).map(({ id }) => id),
    needed: needs
      .filter(({ seconds }) => cutoverAt === null || isLate(seconds))
      .map(({ because, seconds }) => ({
        because: { ...because, facts: { ...because.facts, from: from(seconds) } },
        from: from(seconds),
      })),
    earliest: most > 0 ? from(most) : null,
  };
}
