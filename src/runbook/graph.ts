/** From a step to the steps it waits for. */
export type Graph = ReadonlyMap<string, readonly string[]>;

/** The step itself and everything it waits for, however far away. */
export function reachableFrom(graph: Graph, start: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [start];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    open.push(...(graph.get(id) ?? []));
  }
  return seen;
}

/** A way from a step back to itself, or null. */
export function cycleIn(graph: Graph): readonly string[] | null {
  const cleared = new Set<string>();
  const walk = (id: string, path: readonly string[]): readonly string[] | null => {
    if (path.includes(id)) return [...path.slice(path.indexOf(id)), id];
    if (cleared.has(id)) return null;
    for (const next of graph.get(id) ?? []) {
      const cycle = walk(next, [...path, id]);
      if (cycle) return cycle;
    }
    cleared.add(id);
    return null;
  };
  for (const id of graph.keys()) {
    const cycle = walk(id, []);
    if (cycle) return cycle;
  }
  return null;
}
