import type { Applied } from '../../contract/change.js';
import type { StepContext } from '../../contract/context.js';
import { notYetSeen } from './not-yet-seen.js';

/** Those whose last write was done get the next one. */
export async function writeTo<T extends { readonly index: number }>(
  ctx: StepContext,
  written: Map<number, Applied>,
  wanting: readonly T[],
  write: (some: readonly T[]) => Promise<readonly Applied[]>,
  hours?: number,
): Promise<void> {
  const now = wanting.filter(({ index }) => written.get(index)?.result === 'done');
  const answers = await write(now);
  for (const [at, { index }] of now.entries())
    written.set(index, notYetSeen(answers[at] ?? { result: 'in-doubt' }, ctx, hours));
}
