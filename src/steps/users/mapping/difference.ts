/** What a mapping has otherwise than the one before it, by the object that moves. */
import type { MappedRow } from './row.js';

export interface Difference {
  readonly added: readonly MappedRow[];
  readonly removed: readonly MappedRow[];
  readonly changed: readonly {
    readonly row: MappedRow;
    readonly was: MappedRow;
    readonly properties: readonly Property[];
  }[];
}

/** What people decide. What an object is called meanwhile is none of it: nobody has decided that. */
export const properties = [
  'action',
  'target',
  'targetId',
  'wave',
  'licence',
] as const satisfies readonly (keyof MappedRow)[];
export type Property = (typeof properties)[number];

export function differenceBetween(before: readonly MappedRow[], after: readonly MappedRow[]): Difference {
  const was = new Map(before.map((row) => [row.sourceId, row]));
  const is = new Set(after.map(({ sourceId }) => sourceId));
  return {
    added: after.filter(({ sourceId }) => !was.has(sourceId)),
    removed: before.filter(({ sourceId }) => !is.has(sourceId)),
    changed: after.flatMap((row) => {
      const earlier = was.get(row.sourceId);
      if (earlier === undefined) return [];
      const differing = properties.filter((property) => earlier[property] !== row[property]);
      return differing.length === 0 ? [] : [{ row, was: earlier, properties: differing }];
    }),
  };
}

export const isSame = ({ added, removed, changed }: Difference): boolean =>
  added.length + removed.length + changed.length === 0;
