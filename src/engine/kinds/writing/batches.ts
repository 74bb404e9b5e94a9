import type { Change } from '../../../contract/change.js';
import type { Side } from '../../../contract/step.js';

export interface Cut {
  readonly number: number;
  readonly side: Side;
  readonly changes: readonly { readonly ordinal: number; readonly change: Change }[];
}

/** One durable job carries about this many objects; inside it the step's code gets `batchSize` at a time. */
const objectsPerJob = 20;

/** Cuts a plan into batches of one tenant each, in the order of the plan. */
export function cutIntoBatches(changes: readonly Change[], batchSize: number): readonly Cut[] {
  const size = Math.max(1, Math.floor(objectsPerJob / batchSize)) * batchSize;
  const cuts: Cut[] = [];
  for (const side of ['source', 'destination'] as const) {
    const ours = changes.map((change, ordinal) => ({ ordinal, change })).filter(({ change }) => change.side === side);
    for (let from = 0; from < ours.length; from += size)
      cuts.push({ number: cuts.length, side, changes: ours.slice(from, from + size) });
  }
  return cuts;
}
