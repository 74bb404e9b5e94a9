/** Each kind of group has its own pair of cmdlets; asking the wrong one finds nothing. */
import type { BatchCommand } from './connection.js';
import type { ById } from './read-by-id.js';
import { mailGroupProperties, type ExchangeRecipient } from './types.js';

/** By whose cmdlets a group is read and written. */
export type GroupKind = 'distribution-group' | 'dynamic-distribution-group' | 'm365-group';

export interface GroupKey {
  readonly groupId: string;
  readonly kind: GroupKind;
}
export interface GroupAddresses extends GroupKey {
  readonly emailAddresses: readonly string[];
}

/** https://learn.microsoft.com/powershell/module/exchange/get-distributiongroup#-recipienttypedetails and its neighbours. */
const kindOfDetails: Readonly<Record<string, GroupKind>> = {
  MailUniversalDistributionGroup: 'distribution-group',
  MailUniversalSecurityGroup: 'distribution-group',
  MailNonUniversalGroup: 'distribution-group',
  RoomList: 'distribution-group',
  DynamicDistributionGroup: 'dynamic-distribution-group',
  GroupMailbox: 'm365-group',
};

/** Null: no group. */
export const groupKindOf = ({
  RecipientTypeDetails,
}: Pick<ExchangeRecipient, 'RecipientTypeDetails'>): GroupKind | null => kindOfDetails[RecipientTypeDetails] ?? null;

interface Cmdlets {
  readonly get: string;
  readonly set: string;
  /** Goes with every write. */
  readonly always: Readonly<Record<string, unknown>>;
}

const cmdlets: Readonly<Record<GroupKind, Cmdlets>> = {
  'distribution-group': {
    get: 'Get-DistributionGroup',
    set: 'Set-DistributionGroup',
    // The bot owns no group. https://learn.microsoft.com/powershell/module/exchange/set-distributiongroup#-bypasssecuritygroupmanagercheck
    always: { BypassSecurityGroupManagerCheck: true },
  },
  // Neither of these knows the switch: ownership is not asked for.
  'dynamic-distribution-group': {
    get: 'Get-DynamicDistributionGroup',
    set: 'Set-DynamicDistributionGroup',
    always: {},
  },
  'm365-group': { get: 'Get-UnifiedGroup', set: 'Set-UnifiedGroup', always: {} },
};

export const groupById = ({ groupId, kind }: GroupKey): ById => ({
  id: groupId,
  cmdlet: cmdlets[kind].get,
  // The directory does not know dynamic groups.
  idProperty: kind === 'dynamic-distribution-group' ? 'Guid' : 'ExternalDirectoryObjectId',
  select: mailGroupProperties,
});

export const addressCommand = ({ groupId, kind, emailAddresses }: GroupAddresses): BatchCommand => ({
  id: groupId,
  cmdlet: cmdlets[kind].set,
  parameters: { Identity: groupId, EmailAddresses: emailAddresses, ...cmdlets[kind].always },
});
