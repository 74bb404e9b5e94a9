/** Groups that a filter makes, which live in Exchange alone. https://learn.microsoft.com/en-us/powershell/module/exchange/new-dynamicdistributiongroup */
import type { Recipient } from '../entities.js';
import { groupRecipientOf } from '../new-objects.js';
import { checkAddresses } from './address-list.js';
import { findRecipient, pageOf, type Cmdlet } from './cmdlet.js';
import { detailsOf, dropRecipient, putDetails } from './details.js';
import { groupSettingsAfter } from './group-settings.js';
import { aliasIn, checkNewName, displayNameIn, nameIn, newAddresses } from './new-names.js';
import { filterIn, filterParameters } from './recipient-filters.js';
import { groupRow } from './recipient-rows.js';
import { badArgument, outOfWriteScope } from './refusal.js';
import { written } from './written.js';

const handling = ['Confirm', 'WhatIf'];

const newDynamicGroup: Cmdlet = {
  name: 'New-DynamicDistributionGroup',
  writes: true,
  parameters: [
    'Name',
    'Alias',
    'DisplayName',
    'PrimarySmtpAddress',
    'ModeratedBy',
    'ModerationEnabled',
    'SendModerationNotifications',
    'Notes',
    'RecipientContainer',
    ...filterParameters,
    ...handling,
  ],
  switches: handling,
  page: pageOf('New-DynamicDistributionGroup'),
  run(call) {
    const { world, side, parameters, now } = call;
    const name = nameIn(call);
    const displayName = displayNameIn(call, name);
    checkNewName(call, name);
    const filter = filterIn(call);
    if (filter === undefined) throw badArgument('RecipientFilter', 'A filter is required, or IncludedRecipients.');
    const alias = aliasIn(call, name);
    const addresses = newAddresses(call, alias, '');
    const kind = 'DynamicDistributionGroup';
    const made: Recipient = {
      ...groupRecipientOf(world, side, { kind, objectId: '', name, displayName, alias, addresses }, now),
      ManagedBy: [],
      RecipientFilter: filter.RecipientFilter,
    };
    checkAddresses(world, side, { ...made, EmailAddresses: [] }, addresses, now);
    const settings = { ...groupSettingsAfter(call, made), ...filter.precanned };
    if (parameters['WhatIf'] === true) return { value: [] };
    world.store.put(side, 'recipients', made, now);
    if (Object.keys(settings).length > 0)
      putDetails(world, side, { ...detailsOf(world, side, made), group: settings }, now);
    return written(
      call,
      {
        kind: 'recipient',
        id: made.Guid,
        label: displayName,
        what: 'created',
        before: null,
        after: { RecipientFilter: made.RecipientFilter, EmailAddresses: addresses },
      },
      [groupRow(world, side, made)],
    );
  },
};

// https://learn.microsoft.com/en-us/powershell/module/exchange/remove-dynamicdistributiongroup
const removeDynamicGroup: Cmdlet = {
  name: 'Remove-DynamicDistributionGroup',
  writes: true,
  parameters: ['Identity', ...handling],
  switches: handling,
  page: pageOf('Remove-DynamicDistributionGroup'),
  run(call) {
    const { world, side, parameters, now, cmdlet } = call;
    const group = findRecipient(call, ['DynamicDistributionGroup']);
    if (group.IsDirSynced) throw outOfWriteScope(cmdlet, 'Identity', group.Name);
    if (parameters['WhatIf'] === true) return { value: [] };
    dropRecipient(world, side, group, now);
    return written(call, {
      kind: 'recipient',
      id: group.Guid,
      label: group.DisplayName,
      what: 'deleted',
      before: { EmailAddresses: group.EmailAddresses },
      after: null,
    });
  },
};

export const dynamicGroupCmdlets: readonly Cmdlet[] = [newDynamicGroup, removeDynamicGroup];
