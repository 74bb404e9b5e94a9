import type { Step } from '../contract/step.js';
import { standingOn, type Graph } from './graph.js';

/**
 * For each step that can be undone, the steps that are undone before it: all that stand on it, near and far, and what its `undoAfter` names.
 * A step that stands on it goes later all the same where its own `undoAfter` names it: that turns the plain reverse order round. Steps of an
 * earlier phase are in it too: one that was put off into the night is undone with the night.
 */
export function undoneBefore(steps: readonly Step[]): Graph {
  const undoable = steps.filter(({ undo }) => undo !== 'never');
  return new Map(
    undoable.map((step) => {
      const above = standingOn(steps, step.id);
      const goesFirst = (other: Step): boolean =>
        waitsForUndoOf(step, other) || (above.has(other.id) && !waitsForUndoOf(other, step));
      return [step.id, undoable.filter(goesFirst).map(({ id }) => id)];
    }),
  );
}

const waitsForUndoOf = ({ undoAfter }: Step, { id }: Step): boolean => undoAfter?.includes(id) === true;
