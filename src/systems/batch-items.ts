interface Item {
  readonly id: string;
}

/**
 * Answers of a batch are told apart by the ids of its items alone: of two items with one id, one would get the other's answer, and a refused
 * write stand in the ledger as done. Nothing is sent then.
 */
export function eachItsOwn(items: readonly Item[]): void {
  const ids = items.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw new RangeError(`two items of a batch have the id ${twice}: each needs one of its own`);
}

/** Of a read: what is asked for twice in the same words is asked for once. */
export const eachOnce = <T extends Item>(items: readonly T[]): readonly T[] => [
  ...new Map(items.map((item) => [JSON.stringify(item), item])).values(),
];
