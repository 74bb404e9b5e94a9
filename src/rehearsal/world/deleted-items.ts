import type { WorldContext } from './context.js';
import type { DeletedGroup, DeletedUser, Side } from './entities.js';

export type DeletedItem =
  | { readonly kind: 'deletedUser'; readonly item: DeletedUser }
  | { readonly kind: 'deletedGroup'; readonly item: DeletedGroup };

export function deletedItem({ store }: WorldContext, side: Side, id: string): DeletedItem | undefined {
  const user = store.get(side, 'deletedUsers', id.toLowerCase());
  if (user !== undefined) return { kind: 'deletedUser', item: user };
  const group = store.get(side, 'deletedGroups', id.toLowerCase());
  return group === undefined ? undefined : { kind: 'deletedGroup', item: group };
}

/** For good: https://learn.microsoft.com/en-us/graph/api/directory-deleteditems-delete. A mailbox left behind is Exchange's own affair. */
export function deletePermanently(
  { store }: WorldContext,
  side: Side,
  { kind, item }: DeletedItem,
  actor: string,
  now: number,
): void {
  store.remove(side, kind === 'deletedUser' ? 'deletedUsers' : 'deletedGroups', item.id, now);
  store.note({
    at: new Date(now).toISOString(),
    system: 'graph',
    side,
    actor,
    what: 'deleted for good',
    object: { kind, id: item.id, label: item.displayName },
    before: { mail: item.mail },
    after: null,
  });
}
