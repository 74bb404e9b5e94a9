/** What the Set cmdlets of groups write beside addresses and names. https://learn.microsoft.com/en-us/powershell/module/exchange/set-distributiongroup and .../set-dynamicdistributiongroup */
import type { Recipient } from '../entities.js';
import type { CmdletCall } from './cmdlet.js';
import { detailsOf, putDetails } from './details.js';
import { checkMember } from './group-members.js';
import {
  dynamicParameters,
  groupSettingsAfter,
  groupSwitches,
  listParameters,
  managedByAfter,
  ownerIds,
  unifiedParameters,
} from './group-settings.js';
import { filterIn, filterParameters, precannedSettings } from './recipient-filters.js';
import { badArgument } from './refusal.js';
import type { Values } from './settings.js';

export interface GroupAfter {
  readonly recipient: Partial<Recipient>;
  /** The settings that are special; undefined when none is. */
  readonly group: Values | undefined;
  /** Of a group that the directory has, when they are others now. */
  readonly owners?: readonly string[];
}

/** What a cmdlet writes of a group beside what every recipient has. */
export interface Beside {
  readonly parameters: readonly string[];
  readonly switches: readonly string[];
  after(call: CmdletCall, recipient: Recipient): GroupAfter;
}

const owned = (call: CmdletCall, { ManagedBy }: Recipient): Partial<Recipient> =>
  call.parameters['ManagedBy'] === undefined ? {} : { ManagedBy: managedByAfter(call, ManagedBy) };

export const besideList: Beside = {
  parameters: ['ManagedBy', ...listParameters.filter((name) => !groupSwitches.includes(name))],
  switches: [...groupSwitches, 'RoomList', 'ForceUpgrade', 'IgnoreNamingPolicy'],
  after(call, recipient) {
    const { world, side, parameters } = call;
    const managed = owned(call, recipient);
    const asRoomList = parameters['RoomList'] === true ? ({ RecipientTypeDetails: 'RoomList' } as const) : {};
    if (parameters['RoomList'] === true) checkRooms(call, recipient);
    return {
      recipient: { ...managed, ...asRoomList },
      group: groupSettingsAfter(call, { ...recipient, ...asRoomList }, detailsOf(world, side, recipient).group),
      ...(managed.ManagedBy === undefined ? {} : { owners: ownerIds(world, side, managed.ManagedBy) }),
    };
  },
};

function checkRooms({ world, side }: CmdletCall, recipient: Recipient): void {
  const { store } = world;
  for (const id of store.get(side, 'groups', recipient.ExternalDirectoryObjectId)?.members ?? []) {
    const member = store.get(side, 'recipients', store.index[side].recipientOfObject(id) ?? '');
    if (member !== undefined) checkMember({ ...recipient, RecipientTypeDetails: 'RoomList' }, member);
  }
}

/** "The owner of the group": its type is of one recipient, where that of lists is of many. */
function checkOneOwner({ parameters }: CmdletCall): void {
  const given = parameters['ManagedBy'];
  if (given !== undefined && typeof given !== 'string')
    throw badArgument('ManagedBy', 'Cannot convert the value to type "GeneralRecipientIdParameter".');
}

export const besideDynamic: Beside = {
  parameters: ['ManagedBy', 'RecipientContainer', ...dynamicParameters, ...filterParameters],
  switches: ['ForceUpgrade', 'ForceMembershipRefresh', 'UpdateMemberCount'],
  after(call, recipient) {
    checkOneOwner(call);
    const before = detailsOf(call.world, call.side, recipient).group ?? {};
    const filter = filterIn(call, before);
    const precanned =
      filter?.precanned ?? Object.fromEntries(Object.entries(before).filter(([name]) => name in precannedSettings));
    const group = { ...groupSettingsAfter(call, recipient, before), ...precanned };
    return {
      recipient: {
        ...owned(call, recipient),
        ...(filter === undefined ? {} : { RecipientFilter: filter.RecipientFilter }),
      },
      group: Object.keys(group).length === 0 ? undefined : group,
    };
  },
};

export const besideUnified: Beside = {
  parameters: unifiedParameters,
  switches: [],
  after(call, recipient) {
    const before = detailsOf(call.world, call.side, recipient).group;
    return { recipient: {}, group: groupSettingsAfter(call, recipient, before) };
  },
};

export function putGroupSettings({ world, side, now }: CmdletCall, recipient: Recipient, group?: Values): void {
  const { group: _, ...rest } = detailsOf(world, side, recipient);
  putDetails(world, side, { ...rest, ...(group === undefined ? {} : { group }) }, now);
}

export function putOwnersOf({ world, side, now }: CmdletCall, recipient: Recipient, owners: readonly string[]): void {
  const group = world.store.get(side, 'groups', recipient.ExternalDirectoryObjectId);
  if (group !== undefined) world.store.put(side, 'groups', { ...group, owners }, now);
}
