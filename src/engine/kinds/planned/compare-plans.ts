import { canonicalJson } from '../../../contract/json.js';
import type { Change } from '../../../contract/change.js';
import { objectKey } from '../../../contract/finding.js';
import type { ObjectRef } from '../../../contract/finding.js';
import type { Voided } from '../../state.js';

const keyOf = ({ side, object }: Change): string => objectKey(side, object);
const textOf = (change: Change): string => canonicalJson([change.before, change.after]);

/** What is no longer as it was approved. */
export function comparePlans(
  approved: readonly Change[],
  present: readonly Change[],
): Pick<Voided, 'appeared' | 'gone' | 'different'> {
  const then = new Map(approved.map((change) => [keyOf(change), change]));
  const now = new Map(present.map((change) => [keyOf(change), change]));
  const objects = (changes: readonly Change[]): ObjectRef[] => changes.map((change) => change.object);
  return {
    appeared: objects(present.filter((change) => !then.has(keyOf(change)))),
    gone: objects(approved.filter((change) => !now.has(keyOf(change)))),
    different: objects(
      present.filter((change) => {
        const old = then.get(keyOf(change));
        return old !== undefined && textOf(old) !== textOf(change);
      }),
    ),
  };
}
