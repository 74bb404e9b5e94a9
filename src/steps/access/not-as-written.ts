import type { Change } from '../../contract/change.js';
import type { StepContext } from '../../contract/context.js';
import type { Finding } from '../../contract/finding.js';
import { fulfils } from '../../contract/json.js';
import type { Systems } from '../systems.js';
import { doorsOf, type Access } from './doors.js';

/** Read back one by one, whatever the writes were answered. */
export async function notAsWritten(
  systems: Systems,
  ctx: StepContext,
  changes: readonly Change<Access>[],
): Promise<readonly Finding[]> {
  const seen = await doorsOf(systems).observe(ctx, changes);
  return changes.flatMap(({ object, after }, at): readonly Finding[] => {
    const found = seen[at];
    const facts = { name: object.label };
    if (found?.seen !== true)
      return [{ status: 'unknown', code: 'access-unseen', facts: { ...facts, text: found?.why ?? '' }, object }];
    return fulfils(after, found.value)
      ? []
      : [{ status: 'failed', code: 'access-not-as-wanted', facts: { ...facts, kind: object.kind }, object }];
  });
}
