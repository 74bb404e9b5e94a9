import type { Change, ChangeDefinition } from '../../../contract/change.js';
import type { Side } from '../../../contract/step.js';

export interface Cut {
  readonly number: number;
  readonly side: Side;
  readonly changes: readonly { readonly ordinal: number; readonly change: Change }[];
}

/**
 * How many objects one durable job carries; inside it the step's code gets `batchSize` at a time, and a stop is asked about before each of
 * those. A job costs as much as a dozen objects: a large plan has large ones, a small one still keeps every lane busy.
 */
const objectsPerJob = { least: 20, most: 100 };
/** One that is told to wait leaves its lane to another. */
const jobsPerLane = 2;

/** Cuts a plan into batches of one tenant each, in the order of the plan. */
export function cutIntoBatches(
  changes: readonly Change[],
  { batchSize, concurrency }: Pick<ChangeDefinition, 'batchSize' | 'concurrency'>,
): readonly Cut[] {
  const cuts: Cut[] = [];
  for (const side of ['source', 'destination'] as const) {
    const ours = changes.map((change, ordinal) => ({ ordinal, change })).filter(({ change }) => change.side === side);
    const share = Math.ceil(ours.length / (concurrency * jobsPerLane));
    const objects = Math.min(objectsPerJob.most, Math.max(objectsPerJob.least, share));
    const size = Math.max(1, Math.floor(objects / batchSize)) * batchSize;
    for (let from = 0; from < ours.length; from += size)
      cuts.push({ number: cuts.length, side, changes: ours.slice(from, from + size) });
  }
  return cuts;
}
