/** What a back-out consists of, derived from the runbook and from what the ledger says was really done. */
import { fulfils } from '../../contract/json.js';
import type { Change, ChangeDefinition, Remark, Written } from '../../contract/change.js';
import type { Step } from '../../contract/step.js';

/** A step that left traces: writes in the ledger, or work people said they had done. */
export interface Trace {
  readonly stepId: string;
  /** Place in the order of completion. */
  readonly order: number;
  /** Done since the way back has been open: whatever its phase, it is part of the night. */
  readonly inTheNight: boolean;
}

/** Ids of the steps that stand on the given one, near and far. */
export function standingOn(runbook: readonly Step[], stepId: string): ReadonlySet<string> {
  const standing = new Set<string>();
  const walk = (id: string): void => {
    for (const step of runbook) {
      if (!step.after.includes(id) || standing.has(step.id)) continue;
      standing.add(step.id);
      walk(step.id);
    }
  };
  walk(stepId);
  return standing;
}

/** A step of an earlier phase that was put off into the night is undone with the night; done before, only when somebody asks for it. */
export const belongsToBackOut = (step: Step | undefined, trace: Trace): boolean =>
  step?.undo === 'with-back-out' || (step?.undo === 'on-request' && trace.inTheNight);

/** The order of a back-out: latest done first, but never before the steps named in `undoAfter` that are to be undone as well. */
export function undoOrder(runbook: readonly Step[], traces: readonly Trace[]): readonly string[] {
  const steps = new Map(runbook.map((step) => [step.id, step]));
  const left = traces
    .filter((trace) => belongsToBackOut(steps.get(trace.stepId), trace))
    .sort((a, b) => b.order - a.order)
    .map((trace) => trace.stepId);
  const order: string[] = [];
  while (left.length > 0) {
    const free = left.findIndex((id) => !(steps.get(id)?.undoAfter ?? []).some((other) => left.includes(other)));
    order.push(...left.splice(free < 0 ? 0 : free, 1));
  }
  return order;
}

/**
 * One inverse an object, from rows in the order they were written. An object written by two attempts of the step goes back to what it
 * was before the first, unless somebody else changed it in between: then to what was seen before the last.
 */
export function inverses(
  definition: Pick<ChangeDefinition, 'invert'>,
  written: readonly Written[],
): { readonly changes: readonly Change[]; readonly leftOut: readonly Remark[] } {
  const net = new Map<string, Written>();
  for (const row of written) {
    const key = `${row.change.side} ${row.change.object.kind} ${row.change.object.id}`;
    const earlier = net.get(key);
    const unbroken = earlier !== undefined && fulfils(earlier.change.after, row.observedBefore);
    net.delete(key);
    net.set(key, unbroken ? { ...row, observedBefore: earlier.observedBefore } : row);
  }
  const changes: Change[] = [];
  const leftOut: Remark[] = [];
  for (const row of [...net.values()].reverse()) {
    const inverse = definition.invert(row.change, row.observedBefore);
    if ('irreversible' in inverse) leftOut.push({ object: row.change.object, ...inverse.irreversible });
    else changes.push(inverse);
  }
  return { changes, leftOut };
}
