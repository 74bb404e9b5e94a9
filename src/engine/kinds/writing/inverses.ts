/** The way back of a change, derived from its ledger. */
import type { Change, ChangeDefinition } from '../../../contract/change.js';
import type { Written } from '../../../contract/context.js';
import { objectKey } from '../../../contract/finding.js';
import type { Remark } from '../../../contract/finding.js';
import { fulfils } from '../../../contract/json.js';
import type { Json } from '../../../contract/json.js';

/**
 * One inverse an object, from rows in the order they were written. An object written by two attempts of the step goes back to what it
 * was before the first, unless somebody else changed it in between: then to what was seen before the last.
 */
export function inverses(
  definition: Pick<ChangeDefinition, 'invert' | 'onTheWay'>,
  written: readonly Written[],
): { readonly changes: readonly Change[]; readonly leftOut: readonly Remark[] } {
  const net = new Map<string, Written>();
  for (const row of written) {
    const key = objectKey(row.change.side, row.change.object);
    const earlier = net.get(key);
    const unbroken = earlier !== undefined && isOurs(definition, earlier.change, row.observedBefore);
    net.delete(key);
    net.set(
      key,
      unbroken ? { ...row, observedBefore: earlier.observedBefore, made: [...earlier.made, ...row.made] } : row,
    );
  }
  const changes: Change[] = [];
  const leftOut: Remark[] = [];
  for (const row of [...net.values()].reverse()) {
    const { object } = row.change;
    const inverse = definition.invert(row.change, row.observedBefore, row.made);
    if ('irreversible' in inverse) leftOut.push({ object, ...inverse.irreversible });
    else changes.push({ ...inverse, undoes: object });
  }
  return { changes, leftOut };
}

/** As the change wanted it, or on the way there: one that was given up half-way goes on from where it was left. */
const isOurs = ({ onTheWay }: Pick<ChangeDefinition, 'onTheWay'>, change: Change, seen: Json): boolean =>
  fulfils(change.after, seen) || onTheWay?.(change, seen) === true;
