/** Lists and mail-enabled security groups, made and deleted. https://learn.microsoft.com/en-us/powershell/module/exchange/new-distributiongroup */
import type { Group, Recipient, RecipientTypeDetails } from '../entities.js';
import { dropFromGroups } from '../group-changes.js';
import { groupRecipientOf } from '../new-objects.js';
import { seededGuid } from '../seeded.js';
import { checkAddresses } from './address-list.js';
import { pageOf, type Cmdlet, type CmdletCall } from './cmdlet.js';
import { detailsOf, dropRecipient, putDetails } from './details.js';
import { listIn, membersIn } from './group-members.js';
import {
  checkManager,
  groupSettingsAfter,
  groupSwitches,
  listParameters,
  managedByAfter,
  nobodysOwner,
  ownerIds,
} from './group-settings.js';
import { aliasIn, checkNewName, displayNameIn, nameIn, newAddresses } from './new-names.js';
import { groupRow } from './recipient-rows.js';
import { enumerated } from './values.js';
import { written } from './written.js';

const handling = ['Confirm', 'WhatIf'];
/** Of the settings these are made to be set later, by the other cmdlet. */
const later = /^(Accept|Reject|BypassModerationFrom|Report|SendOof|MailTip)/;
const settings = listParameters.filter((name) => !later.test(name));

function kindIn({ parameters }: CmdletCall): RecipientTypeDetails {
  const [type] = enumerated('Type', parameters['Type'] ?? 'Distribution', ['Distribution', 'Security'], 'GroupType');
  if (parameters['RoomList'] === true) return 'RoomList';
  return type === 'Security' ? 'MailUniversalSecurityGroup' : 'MailUniversalDistributionGroup';
}

const newDistributionGroup: Cmdlet = {
  name: 'New-DistributionGroup',
  writes: true,
  parameters: [
    'Name',
    'Alias',
    'DisplayName',
    'PrimarySmtpAddress',
    'Type',
    'RoomList',
    'ManagedBy',
    'Members',
    'CopyOwnerToMember',
    'IgnoreNamingPolicy',
    ...settings,
    ...handling,
  ],
  switches: ['RoomList', 'CopyOwnerToMember', 'IgnoreNamingPolicy', ...groupSwitches, ...handling],
  page: pageOf('New-DistributionGroup'),
  run(call) {
    const { world, side, parameters, now } = call;
    const { store } = world;
    const name = nameIn(call);
    const displayName = displayNameIn(call, name);
    checkNewName(call, name);
    const kind = kindIn(call);
    const alias = aliasIn(call, name);
    const nth = `${store.size(side, 'groups')}/${store.size(side, 'deletedGroups')}`;
    const id = seededGuid(world.seed, `${side}/new/list/${name.toLowerCase()}/${now}/${nth}`);
    const addresses = newAddresses(call, alias, id);
    const ManagedBy = parameters['ManagedBy'] === undefined ? [nobodysOwner] : managedByAfter(call, []);
    const made: Recipient = {
      ...groupRecipientOf(world, side, { kind, objectId: id, name, displayName, alias, addresses }, now),
      ManagedBy,
    };
    checkAddresses(world, side, { ...made, EmailAddresses: [] }, addresses, now);
    const owners = ownerIds(world, side, ManagedBy);
    const given = membersIn(call, made);
    const members = parameters['CopyOwnerToMember'] === true ? [...new Set([...given, ...owners])] : given;
    const special = groupSettingsAfter(call, made);
    if (parameters['WhatIf'] === true) return { value: [] };
    const group: Group = {
      id,
      displayName,
      description: null,
      mail: addresses[0]?.slice('SMTP:'.length) ?? null,
      mailNickname: alias,
      proxyAddresses: addresses,
      groupTypes: [],
      mailEnabled: true,
      securityEnabled: kind === 'MailUniversalSecurityGroup',
      onPremisesSyncEnabled: null,
      visibility: null,
      createdDateTime: new Date(now).toISOString(),
      members,
      owners,
    };
    store.put(side, 'groups', group, now);
    store.put(side, 'recipients', made, now);
    if (special !== undefined) putDetails(world, side, { ...detailsOf(world, side, made), group: special }, now);
    return written(
      call,
      {
        kind: 'recipient',
        id: made.Guid,
        label: displayName,
        what: 'created',
        before: null,
        after: { RecipientTypeDetails: kind, EmailAddresses: addresses },
      },
      [groupRow(world, side, made)],
    );
  },
};

// https://learn.microsoft.com/en-us/powershell/module/exchange/remove-distributiongroup
const removeDistributionGroup: Cmdlet = {
  name: 'Remove-DistributionGroup',
  writes: true,
  parameters: ['Identity', 'BypassSecurityGroupManagerCheck', ...handling],
  switches: ['BypassSecurityGroupManagerCheck', ...handling],
  page: pageOf('Remove-DistributionGroup'),
  run(call) {
    const { world, side, parameters, now } = call;
    const { recipient, group } = listIn(call);
    checkManager(call);
    if (parameters['WhatIf'] === true) return { value: [] };
    dropRecipient(world, side, recipient, now);
    world.store.remove(side, 'groups', group.id, now);
    dropFromGroups(call, group.id);
    return written(call, {
      kind: 'recipient',
      id: recipient.Guid,
      label: recipient.DisplayName,
      what: 'deleted',
      before: { EmailAddresses: recipient.EmailAddresses },
      after: null,
    });
  },
};

export const newGroupCmdlets: readonly Cmdlet[] = [newDistributionGroup, removeDistributionGroup];
