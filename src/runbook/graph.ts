import type { Step } from '../contract/step.js';

/** From a step to the steps it waits for. */
export type Graph = ReadonlyMap<string, readonly string[]>;

export const afterOf = (steps: readonly Step[]): Graph => new Map(steps.map(({ id, after }) => [id, after]));

/** The step itself and everything it waits for, however far away; what comes first in a row comes first here. */
export function reachableFrom(graph: Pick<Graph, 'get'>, start: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [start];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    open.push(...[...(graph.get(id) ?? [])].reverse());
  }
  return seen;
}

/** Ids of the steps that stand on the given one, near and far. */
export function standingOn(steps: readonly Step[], id: string): ReadonlySet<string> {
  const waiting = new Map(steps.map((step): [string, string[]] => [step.id, []]));
  for (const step of steps) for (const under of step.after) waiting.get(under)?.push(step.id);
  const standing = new Set(reachableFrom(waiting, id));
  standing.delete(id);
  return standing;
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
