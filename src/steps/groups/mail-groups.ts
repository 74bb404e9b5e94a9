/** Groups that have addresses, as plans know them: by id, and by whose cmdlets change them. */
import type { ObjectRef } from '../../contract/finding.js';
import type { Exchange } from '../../systems/exchange/exchange.js';
import { groupKindOf, type GroupKey, type GroupKind } from '../../systems/exchange/groups.js';
import type { ExchangeRecipient, MailGroup } from '../../systems/exchange/types.js';
import { objectIdOf } from '../addresses/address-holders.js';
import type { WholeListDoor } from '../addresses/whole-list.js';

/** Distribution lists, mail-enabled security groups, room lists and dynamic groups: all but those of Microsoft 365. One after the other: Exchange allows few commands at a time. */
export const distributionGroups = async (exchange: Exchange): Promise<readonly MailGroup[]> => [
  ...(await exchange.distributionGroups()),
  ...(await exchange.dynamicDistributionGroups()),
];

export const isDistributionGroup = (recipient: ExchangeRecipient): boolean => {
  const kind = groupKindOf(recipient);
  return kind === 'distribution-group' || kind === 'dynamic-distribution-group';
};

export const groupName = (group: ExchangeRecipient): string =>
  group.PrimarySmtpAddress || group.DisplayName || group.Guid;

export const groupRef = (group: ExchangeRecipient): ObjectRef => ({
  kind: groupKindOf(group) ?? 'distribution-group',
  id: objectIdOf(group),
  label: groupName(group),
});

/** The kind of an object is one that `groupRef` gave. */
export const groupKey = ({ id, kind }: ObjectRef): GroupKey => ({ groupId: id, kind: kind as GroupKind });

export const groupLists = (exchange: Exchange): WholeListDoor => ({
  read: (objects) => exchange.groupsById(objects.map(groupKey)),
  write: (lists) =>
    exchange.setGroupEmailAddresses(
      lists.map(({ object, emailAddresses }) => ({ ...groupKey(object), emailAddresses })),
    ),
});
