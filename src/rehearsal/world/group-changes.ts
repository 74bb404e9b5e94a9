/** Groups that begin and end, and who comes into them, by whichever service. */
import { scheduleMirror } from './effects.js';
import type { WorldContext } from './context.js';
import type { DeletedGroup, Group, Side } from './entities.js';
import { dropRecipient } from './exchange/details.js';
import { isLicensed, scheduleGroupLicences } from './licences/given-by-groups.js';
import { groupMailboxOf } from './new-objects.js';

export interface GroupCall {
  readonly world: WorldContext;
  readonly side: Side;
  readonly actor: string;
  readonly now: number;
}

export const isExchangesOwn = ({ mailEnabled, groupTypes }: Group): boolean =>
  mailEnabled && !groupTypes.includes('Unified');

/** Those who come and those who go get or lose what the group is licensed for. */
export function putMembers(call: GroupCall, group: Group, members: readonly string[]): Group {
  const { world, side, now } = call;
  const after = { ...group, members };
  world.store.put(side, 'groups', after, now);
  if (isLicensed(group)) {
    const moved = [...members, ...group.members].filter((one) => members.includes(one) !== group.members.includes(one));
    scheduleGroupLicences(world, side, moved, now);
  }
  return after;
}

/** The owners of a group of Microsoft 365 are shown by Exchange as well. */
export function putOwners(call: GroupCall, group: Group, owners: readonly string[]): Group {
  const { world, side, now } = call;
  const { store } = world;
  const after = { ...group, owners };
  store.put(side, 'groups', after, now);
  const recipient = store.get(side, 'recipients', store.index[side].recipientOfObject(group.id) ?? '');
  if (recipient?.RecipientTypeDetails === 'GroupMailbox') {
    const gone = namesOf(
      world,
      side,
      group.owners.filter((one) => !owners.includes(one)),
    );
    const come = namesOf(
      world,
      side,
      owners.filter((one) => !group.owners.includes(one)),
    );
    const ManagedBy = [...new Set([...recipient.ManagedBy.filter((one) => !gone.includes(one)), ...come])];
    store.put(side, 'recipients', { ...recipient, ManagedBy }, now);
  }
  return after;
}

const namesOf = ({ store }: WorldContext, side: Side, ids: readonly string[]): readonly string[] =>
  ids.flatMap((id) => store.get(side, 'recipients', store.index[side].recipientOfObject(id) ?? '')?.Name ?? []);

/** What Exchange makes of a group of Microsoft 365, a while after the directory has it. */
export function makeGroupMailbox(world: WorldContext, side: Side, groupId: string, at: number): void {
  const { store } = world;
  const group = store.get(side, 'groups', groupId);
  if (group === undefined || store.index[side].recipientOfObject(groupId) !== undefined) return;
  const recipient = { ...groupMailboxOf(world, side, group, at), ManagedBy: namesOf(world, side, group.owners) };
  store.put(side, 'recipients', recipient, at);
  scheduleMirror(world, side, recipient, at);
}

/** One of Microsoft 365 lies in the bin for thirty days; any other is gone at once. https://learn.microsoft.com/en-us/graph/api/group-delete */
export function deleteGroup(call: GroupCall, group: Group): void {
  const { world, side, actor, now } = call;
  const { store } = world;
  const at = new Date(now).toISOString();
  const recipient = store.get(side, 'recipients', store.index[side].recipientOfObject(group.id) ?? '');
  if (recipient !== undefined) dropRecipient(world, side, recipient, now);
  store.remove(side, 'groups', group.id, now);
  if (group.groupTypes.includes('Unified')) {
    const deleted: DeletedGroup = { ...group, deletedDateTime: at };
    store.put(side, 'deletedGroups', deleted, now);
  } else dropFromGroups(call, group.id);
  store.note({
    at,
    system: 'graph',
    side,
    actor,
    what: 'deleted',
    object: { kind: 'group', id: group.id, label: group.displayName },
    before: { mail: group.mail },
    after: null,
  });
}

/** A group has no member that is not there. */
export function dropFromGroups({ world, side, now }: Omit<GroupCall, 'actor'>, id: string): void {
  const without = (list: readonly string[]): readonly string[] => list.filter((one) => one !== id);
  for (const group of [...world.store.all(side, 'groups')])
    if (group.members.includes(id) || group.owners.includes(id))
      world.store.put(
        side,
        'groups',
        { ...group, members: without(group.members), owners: without(group.owners) },
        now,
      );
}
