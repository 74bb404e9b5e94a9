import type { Step } from '../contract/step.js';
import type { Graph } from './graph.js';

/**
 * For each step of a back-out, the steps that must be undone before it: all that stand on it, except where it says the opposite itself
 * (`undoAfter` of a step turns round its own edge to the step named), and what its `undoAfter` names. Steps that are never undone
 * (checks, gates, passes) hand their own dependants on.
 */
export function undoOrder(steps: readonly Step[]): Graph {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const undone = steps.filter((step) => step.undo === 'with-back-out');
  return new Map(
    undone.map((step) => [
      step.id,
      [
        ...undone
          .filter((other) => !(other.undoAfter ?? []).includes(step.id) && standsOn(other, step.id, byId))
          .map((other) => other.id),
        ...(step.undoAfter ?? []),
      ],
    ]),
  );
}

/** Directly, or through steps that leave nothing to undo. */
function standsOn(step: Step, id: string, byId: ReadonlyMap<string, Step>, seen = new Set<string>()): boolean {
  if (seen.has(step.id)) return false;
  seen.add(step.id);
  return step.after.some((before) => {
    if (before === id) return true;
    const between = byId.get(before);
    return between !== undefined && between.undo !== 'with-back-out' && standsOn(between, id, byId, seen);
  });
}
