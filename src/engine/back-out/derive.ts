/** What a back-out consists of, derived from the runbook and from what the ledger says was really done. */
import type { Step } from '../../contract/step.js';
import { undoneBefore } from '../../runbook/undo-order.js';

/** A step that left traces: writes in the ledger, or work people said they had done. */
export interface Trace {
  readonly stepId: string;
  /** Place in the order of completion. */
  readonly order: number;
  /** Done since the way back has been open: whatever its phase, it is part of the night. */
  readonly inTheNight: boolean;
  /** Work of people: what somebody has in hand can be asked back at any time. */
  readonly byPeople: boolean;
}

/** A step of an earlier phase that was put off into the night is undone with the night; done before, only when somebody asks for it. */
export const belongsToBackOut = (step: Step | undefined, trace: Pick<Trace, 'inTheNight'>): boolean =>
  step?.undo === 'with-back-out' || (step?.undo === 'on-request' && trace.inTheNight);

/** The order of a back-out: latest done first, but never before what the runbook says is undone before it. */
export function undoOrder(runbook: readonly Step[], traces: readonly Omit<Trace, 'byPeople'>[]): readonly string[] {
  const steps = new Map(runbook.map((step) => [step.id, step]));
  const left = traces
    .filter((trace) => belongsToBackOut(steps.get(trace.stepId), trace))
    .sort((a, b) => b.order - a.order)
    .map((trace) => trace.stepId);
  const before = undoneBefore(runbook);
  const order: string[] = [];
  while (left.length > 0) {
    const free = left.findIndex((id) => before.get(id)?.some((other) => left.includes(other)) !== true);
    order.push(...left.splice(free < 0 ? 0 : free, 1));
  }
  return order;
}
