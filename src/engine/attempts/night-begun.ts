/** Whether the night has begun: until then it can be taken back. Decides nothing; queries and reminders ask it as well as commands. */
import type { Step } from '../../contract/step.js';
import { standingOn } from '../../runbook/graph.js';
import { kindNameOf, stepWith } from '../core.js';
import type { Core } from '../core.js';
import { leftStanding } from './left-standing.js';
import type { Standing } from './left-standing.js';
import { currentAttempt } from './rows.js';
import type { AttemptRow } from './rows.js';

/** In a transaction or outside of one. */
interface Reading {
  readonly core: Core;
  readonly trx: Core['db'];
}

/**
 * Id of the first step of the night of which something was written, begun outside, or taken in hand, by any attempt; null: of none.
 * @param but steps that are not asked
 */
export async function nightBegunBy(unit: Reading, but: readonly string[] = []): Promise<string | null> {
  for (const step of ofTheNight(unit)) if (!but.includes(step.id) && (await isBegun(unit, step))) return step.id;
  return null;
}

async function isBegun(unit: Reading, step: Step): Promise<boolean> {
  const attempt = await currentAttempt(unit, step.id);
  return (
    attempt !== null && (isWriting(attempt) || (await leftStanding(unit, step.id)).some(isBegunWith(unit.core, step)))
  );
}

/** The first object may be written any moment. */
export const isWriting = ({ direction, writes_began_at }: AttemptRow): boolean =>
  direction === 'do' && writes_began_at !== null;

/** Looking changes nothing, and neither does a plan that found nothing to do. */
export const isBegunWith =
  (core: Core, step: Step) =>
  ({ writes, work, runs }: Standing): boolean =>
    writes || runs || (work && step.kind !== 'check' && kindNameOf(core, step) === 'task');

/** What stands on the gate that begins the night. */
export function ofTheNight({ core }: Pick<Reading, 'core'>): readonly Step[] {
  const gate = stepWith(core, 'beginsTheNight');
  if (gate === undefined) return [];
  const above = standingOn(core.options.runbook, gate.id);
  return core.options.runbook.filter((step) => above.has(step.id) && step.phase !== 'back-out');
}
