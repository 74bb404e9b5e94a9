/** What a T leaves too little time for, by the windows of the runbook. */
import type { Step } from '../../contract/step.js';
import { runsForward, settled } from './readiness.js';
import type { States } from './readiness.js';
import { after } from '../schedule/wall-time.js';

export interface LeadTimes {
  /** Ids of steps that should have been done by now. */
  readonly late: readonly string[];
  /** The first T that leaves every one of them its time; null: nothing that is open has to be done ahead of T. */
  readonly earliest: string | null;
}

/** `deciding`: the step that sets T is done with it. */
export function leadTimes(
  runbook: readonly Step[],
  states: States,
  times: { readonly cutoverAt: string; readonly now: string },
  deciding?: string,
): LeadTimes {
  const open = runbook.flatMap((step) =>
    step.window === undefined || !runsForward(step) || settled(states.get(step.id)) || step.id === deciding
      ? []
      : [{ id: step.id, hours: -step.window.until }],
  );
  const late = open.filter(({ hours }) => after(new Date(times.cutoverAt), -hours * 3600) < times.now);
  const most = open.reduce((longest, { hours }) => Math.max(longest, hours), 0);
  return { late: late.map(({ id }) => id), earliest: most > 0 ? after(new Date(times.now), most * 3600) : null };
}
