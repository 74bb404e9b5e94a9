import type { StepContext, Written } from '../../contract/context.js';

/** What these steps wrote, by domain; of a domain written several times, what was there before the first. */
export async function domainsWritten(
  ctx: Pick<StepContext, 'written'>,
  steps: readonly string[],
): Promise<ReadonlyMap<string, Written>> {
  const found = new Map<string, Written>();
  for (const step of steps) {
    for (const row of await ctx.written(step)) {
      const known = found.get(row.change.object.id);
      if (known === undefined || row.at < known.at) found.set(row.change.object.id, row);
    }
  }
  return found;
}
