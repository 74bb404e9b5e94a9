/** A company that exchanged address lists with the other has contacts with their old reply addresses: no two objects may have one. */
import type { Remark } from '../../contract/finding.js';
import type { MailObject } from '../users/mapping/objects.js';
import type { Wanted } from './wanted.js';

const mostNamed = 5;

export interface WithoutHeld {
  readonly wanted: readonly Wanted[];
  readonly warnings: readonly Remark[];
}

/** What somebody else has is not asked for until they have gone, and told. @param isOwn Of an object that is there already: it has its own. */
export function withoutHeldX500(
  wanted: readonly Wanted[],
  objects: readonly MailObject[],
  isOwn: (one: Wanted, holder: MailObject) => boolean,
): WithoutHeld {
  const holders = new Map(objects.flatMap((one) => (one.x500 ?? []).map((address) => [address, one] as const)));
  const heldBy = new Map<string, MailObject>();
  const left = wanted.flatMap((one): readonly Wanted[] => {
    const holder = holders.get(one.after.x500?.toLowerCase() ?? '');
    if (holder === undefined || isOwn(one, holder)) return [one];
    heldBy.set(one.row.target, holder);
    const isAllOfIt = one.kind === 'user-mailbox' && one.after.hidden !== true;
    return isAllOfIt ? [] : [{ ...one, after: { ...one.after, x500: null } }];
  });
  const names = [...heldBy].slice(0, mostNamed).map(([target, { name, address }]) => `${target} (${name || address})`);
  return {
    wanted: left,
    warnings: heldBy.size === 0 ? [] : [{ code: 'x500-held', facts: { count: heldBy.size, names: names.join(', ') } }],
  };
}
