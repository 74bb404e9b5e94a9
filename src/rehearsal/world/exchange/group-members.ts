/** Who is in a list. https://learn.microsoft.com/en-us/powershell/module/exchange/add-distributiongroupmember and its neighbours */
import type { Group, Recipient, RecipientTypeDetails } from '../entities.js';
import { putMembers } from '../group-changes.js';
import { findRecipient, pageOf, type Cmdlet, type CmdletCall, type CmdletResult } from './cmdlet.js';
import { checkManager } from './group-settings.js';
import { recipientNamed, recipientsNamed } from './named-recipients.js';
import { groupKinds, recipientProperties, shown, wholeView } from './recipient-view.js';
import { CmdletRefusal, invalidArguments, notFound, outOfWriteScope } from './refusal.js';
import { resultSize, truncated } from './result-size.js';
import { required } from './values.js';
import { unchanged, written, type Written } from './written.js';

/** Groups of Microsoft 365 and whoever has no mail are not among them; a dynamic group, which the directory does not know, is. */
export const memberKinds: readonly RecipientTypeDetails[] = [
  'UserMailbox',
  'SharedMailbox',
  'RoomMailbox',
  'EquipmentMailbox',
  'SchedulingMailbox',
  'TeamMailbox',
  'MailUser',
  'GuestMailUser',
  'MailContact',
  'DynamicDistributionGroup',
  ...groupKinds,
];
const most = 10_000;
const handling = ['BypassSecurityGroupManagerCheck', 'Confirm', 'WhatIf'];
const tasks = 'Microsoft.Exchange.Management.RecipientTasks';

const memberId = ({ ExternalDirectoryObjectId, Guid }: Recipient): string => ExternalDirectoryObjectId || Guid;

export interface List {
  readonly recipient: Recipient;
  readonly group: Group;
}

export function listIn(call: CmdletCall): List {
  const { world, side, cmdlet } = call;
  const recipient = findRecipient(call, groupKinds);
  const group = world.store.get(side, 'groups', recipient.ExternalDirectoryObjectId);
  if (group === undefined) throw notFound(String(call.parameters['Identity']));
  if (recipient.IsDirSynced) throw outOfWriteScope(cmdlet, 'Identity', recipient.Name);
  return { recipient, group };
}

/** A room list holds rooms; a group is not in itself. */
export function checkMember(list: Recipient, member: Recipient): void {
  if (member.Guid === list.Guid) throw invalidArguments(`The group "${list.Name}" can't be a member of itself.`);
  if (list.RecipientTypeDetails === 'RoomList' && !['RoomMailbox', 'RoomList'].includes(member.RecipientTypeDetails))
    throw invalidArguments(`"${member.Name}" isn't a room: only rooms can be members of the room list "${list.Name}".`);
}

const entry = ({ recipient }: List, member: Recipient, came: boolean): Written => ({
  kind: 'group member',
  id: `${recipient.Guid}/${member.Guid}`,
  label: recipient.DisplayName,
  what: 'members',
  before: came ? null : member.DisplayName,
  after: came ? member.DisplayName : null,
});

function one(
  name: string,
  run: (call: CmdletCall, list: List, member: Recipient) => readonly string[],
  came: boolean,
): Cmdlet {
  return {
    name,
    writes: true,
    parameters: ['Identity', 'Member', ...handling],
    switches: handling,
    page: pageOf(name),
    run(call): CmdletResult {
      const list = listIn(call);
      checkManager(call);
      const member = recipientNamed(call, required(call.parameters, 'Member'), memberKinds);
      const members = run(call, list, member);
      if (call.parameters['WhatIf'] === true) return { value: [] };
      putMembers(call, list.group, members);
      return written(call, entry(list, member, came));
    },
  };
}

const add = one(
  'Add-DistributionGroupMember',
  (_, { recipient, group }, member) => {
    checkMember(recipient, member);
    if (group.members.includes(memberId(member)))
      throw new CmdletRefusal(
        `${tasks}.MemberAlreadyExistsException`,
        `The recipient "${member.Name}" is already a member of the group "${recipient.Name}".`,
      );
    return [...group.members, memberId(member)];
  },
  true,
);

const remove = one(
  'Remove-DistributionGroupMember',
  (_, { recipient, group }, member) => {
    if (!group.members.includes(memberId(member)))
      throw new CmdletRefusal(
        `${tasks}.MemberNotFoundException`,
        `The recipient "${member.Name}" isn't a member of the group "${recipient.Name}".`,
      );
    return group.members.filter((id) => id !== memberId(member));
  },
  false,
);

// https://learn.microsoft.com/en-us/powershell/module/exchange/update-distributiongroupmember
const update: Cmdlet = {
  name: 'Update-DistributionGroupMember',
  writes: true,
  parameters: ['Identity', 'Members', ...handling],
  switches: handling,
  page: pageOf('Update-DistributionGroupMember'),
  run(call) {
    const list = listIn(call);
    checkManager(call);
    const members = membersIn(call, list.recipient);
    if (call.parameters['WhatIf'] === true) return { value: [] };
    const change: Written = {
      kind: 'recipient',
      id: list.recipient.Guid,
      label: list.recipient.DisplayName,
      what: 'members',
      before: list.group.members,
      after: members,
    };
    if (JSON.stringify([...members].sort()) === JSON.stringify([...list.group.members].sort()))
      return unchanged(call, change, `The members of "${list.recipient.Name}" are these already.`);
    putMembers(call, list.group, members);
    return written(call, change);
  },
};

/** Those of `-Members`, as the directory knows them. */
export function membersIn(call: CmdletCall, list: Recipient): readonly string[] {
  const found = recipientsNamed(call, 'Members', memberKinds);
  if (found.length > most) throw invalidArguments(`There are more than ${most} members.`);
  for (const member of found) checkMember(list, member);
  return found.map(memberId);
}

// https://learn.microsoft.com/en-us/powershell/module/exchange/get-distributiongroupmember
const read: Cmdlet = {
  name: 'Get-DistributionGroupMember',
  writes: false,
  parameters: ['Identity', 'ResultSize', 'IncludeSoftDeletedObjects'],
  switches: ['IncludeSoftDeletedObjects'],
  page: pageOf('Get-DistributionGroupMember'),
  run(call) {
    const { world, side, parameters } = call;
    const { store } = world;
    const list = findRecipient(call, groupKinds);
    const members = store.get(side, 'groups', list.ExternalDirectoryObjectId)?.members ?? [];
    const rows = [...members].sort().flatMap((id): Record<string, unknown>[] => {
      // "A member can be any mail-enabled recipient": of one that the directory does not know the list has its Guid.
      const live = store.get(side, 'recipients', store.index[side].recipientOfObject(id) ?? id);
      if (live !== undefined) return [shown(wholeView(live, store.heads[side]), recipientProperties)];
      const user = store.get(side, 'users', id);
      if (user !== undefined)
        return [
          {
            Identity: id,
            Name: id,
            DisplayName: user.displayName,
            ExternalDirectoryObjectId: id,
            RecipientType: 'User',
            RecipientTypeDetails: user.accountEnabled ? 'User' : 'DisabledUser',
            PrimarySmtpAddress: '',
          },
        ];
      const gone = parameters['IncludeSoftDeletedObjects'] === true ? softDeleted(call, id) : undefined;
      return gone === undefined ? [] : [shown(wholeView(gone, store.heads[side]), recipientProperties)];
    });
    const limit = resultSize(parameters['ResultSize']);
    return { value: rows.slice(0, limit), warnings: rows.length > limit ? [truncated(limit)] : [] };
  },
};

const softDeleted = ({ world, side }: CmdletCall, id: string): Recipient | undefined =>
  [...world.store.all(side, 'recipients')].find(
    (one) => one.ExternalDirectoryObjectId === id && one.WhenSoftDeleted !== null,
  );

export const groupMemberCmdlets: readonly Cmdlet[] = [add, remove, update, read];
