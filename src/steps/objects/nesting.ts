/** Groups that are in groups: children before what they are in. Where they go round in a circle, one link of it cannot be made with the rest. */

export interface Nested {
  readonly id: string;
  /** Ids of the groups in it that are to be made, too. */
  readonly children: readonly string[];
}

export interface Nesting {
  /** Children first; as they came where nothing says otherwise. */
  readonly order: readonly string[];
  /** Links that close a circle, with the whole of it from the one to the other. */
  readonly circles: readonly { readonly group: string; readonly child: string; readonly round: readonly string[] }[];
}

export function nesting(groups: readonly Nested[]): Nesting {
  const childrenOf = new Map(groups.map(({ id, children }) => [id, children]));
  const order: string[] = [];
  const done = new Set<string>();
  const circles: Nesting['circles'][number][] = [];
  for (const { id: root } of groups) {
    // Without recursion: a chain of groups may be as long as a company likes.
    const path: { readonly id: string; readonly left: string[] }[] = [];
    const enter = (id: string): void => void path.push({ id, left: [...(childrenOf.get(id) ?? [])] });
    if (!done.has(root)) enter(root);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const child = top.left.shift();
      if (child === undefined) {
        path.pop();
        done.add(top.id);
        order.push(top.id);
        continue;
      }
      const at = path.findIndex(({ id }) => id === child);
      if (at !== -1) circles.push({ group: top.id, child, round: path.slice(at).map(({ id }) => id) });
      else if (!done.has(child) && childrenOf.has(child)) enter(child);
    }
  }
  return { order, circles };
}
