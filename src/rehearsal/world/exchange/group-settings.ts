/** Who may write to a group, join it and answer for it. https://learn.microsoft.com/en-us/powershell/module/exchange/set-distributiongroup */
import type { Recipient, RecipientTypeDetails, Side } from '../entities.js';
import type { WorldContext } from '../context.js';
import type { CmdletCall } from './cmdlet.js';
import { detailsOf } from './details.js';
import { guidsAfter, recipientNamed, recipientsOf } from './named-recipients.js';
import { badArgument, CmdletRefusal, invalidArguments } from './refusal.js';
import {
  named,
  oneOf,
  optionalText,
  settingsAfter,
  wholeSettings,
  yesNo,
  type Settings,
  type Values,
} from './settings.js';
import { listAfter } from './values.js';

const ofEveryGroup: Settings = {
  RequireSenderAuthenticationEnabled: yesNo(true),
  ModerationEnabled: yesNo(false),
  ModeratedBy: named,
  BypassModerationFromSendersOrMembers: named,
  SendModerationNotifications: oneOf('TransportModerationNotificationFlags', 'Always', 'Internal', 'Never'),
  AcceptMessagesOnlyFromSendersOrMembers: named,
  RejectMessagesFromSendersOrMembers: named,
  ReportToManagerEnabled: yesNo(false),
  ReportToOriginatorEnabled: yesNo(true),
  SendOofMessageToOriginatorEnabled: yesNo(false),
  MailTip: optionalText,
  Notes: optionalText,
};
const ofLists: Settings = {
  ...ofEveryGroup,
  MemberJoinRestriction: oneOf('MemberUpdateType', 'Closed', 'Open', 'ApprovalRequired'),
  BypassNestedModerationEnabled: yesNo(false),
  BccBlocked: yesNo(false),
  HiddenGroupMembershipEnabled: yesNo(false),
  Description: { kind: 'texts', usual: [] },
};
const open: Settings = { ...ofLists, MemberDepartRestriction: oneOf('MemberUpdateType', 'Open', 'Closed') };
const closed: Settings = { ...ofLists, MemberDepartRestriction: oneOf('MemberUpdateType', 'Closed', 'Open') };

/** Of those that its page has, the ones that a company notices. https://learn.microsoft.com/en-us/powershell/module/exchange/set-unifiedgroup */
const ofUnified: Settings = { RequireSenderAuthenticationEnabled: yesNo(true) };
export const unifiedParameters: readonly string[] = Object.keys(ofUnified);

/** "Open … is the default for universal distribution groups", "Closed … for universal security groups". */
export const settingsOf = (kind: RecipientTypeDetails): Settings =>
  kind === 'GroupMailbox'
    ? ofUnified
    : kind === 'DynamicDistributionGroup'
      ? ofEveryGroup
      : kind === 'MailUniversalSecurityGroup'
        ? closed
        : open;

/** Each list of senders has two halves: people and groups, which may be written by themselves. */
const halves = ['AcceptMessagesOnlyFrom', 'RejectMessagesFrom'] as const;
const isGroup = ({ RecipientTypeDetails }: Recipient): boolean => /Group$|RoomList/.test(RecipientTypeDetails);
const sendersOf = halves.flatMap((name) => [name, `${name}DLMembers`]);
export const dynamicParameters: readonly string[] = [...Object.keys(ofEveryGroup), ...sendersOf];
export const listParameters: readonly string[] = [...Object.keys(open), ...sendersOf];
export const groupSwitches: readonly string[] = ['HiddenGroupMembershipEnabled'];

/** What the call leaves of them, for the details of this group; undefined when nothing is special. */
export function groupSettingsAfter(call: CmdletCall, group: Recipient, before?: Values): Values | undefined {
  const kind = group.RecipientTypeDetails;
  const after = settingsAfter(withWholeSenders(call, before), settingsOf(kind), before);
  const whole = wholeSettings(settingsOf(kind), after);
  if (kind === 'MailUniversalSecurityGroup') {
    for (const name of ['MemberJoinRestriction', 'MemberDepartRestriction'])
      if (whole[name] === 'Open') throw invalidArguments(`${name} can't be set to Open on a security group.`);
    if (whole['ModerationEnabled'] === true && (whole['ModeratedBy'] as readonly string[]).length === 0)
      throw invalidArguments(
        `A moderator is required for the security group "${group.Name}" when moderation is enabled.`,
      );
  }
  return after;
}

/** "You can't use the AcceptMessagesOnlyFrom and AcceptMessagesOnlyFromSendersOrMembers parameters in the same command." */
function withWholeSenders(call: CmdletCall, before: Values = {}): CmdletCall {
  const { world, side } = call;
  let parameters = call.parameters;
  for (const name of halves) {
    const whole = `${name}SendersOrMembers`;
    const given = [name, `${name}DLMembers`].filter((one) => call.parameters[one] !== undefined);
    if (given.length === 0) continue;
    if (call.parameters[whole] !== undefined)
      throw invalidArguments(`You can't use the ${given.join(' or ')} and ${whole} parameters in the same command.`);
    const all = recipientsOf(world, side, before[whole]);
    const half = (parameter: string, groups: boolean): readonly string[] => {
      const current = all.filter((one) => isGroup(one) === groups).map(({ Guid }) => Guid);
      if (call.parameters[parameter] === undefined) return current;
      const after = guidsAfter(call, parameter, current);
      const wrong = recipientsOf(world, side, after).find((one) => isGroup(one) !== groups);
      if (wrong !== undefined) throw badArgument(parameter, `"${wrong.Name}" is ${groups ? 'no group' : 'a group'}.`);
      return after;
    };
    parameters = { ...parameters, [whole]: [...half(name, false), ...half(`${name}DLMembers`, true)] };
  }
  return { ...call, parameters };
}

/** As the Get cmdlets show them. */
export function groupSettingsShown(world: WorldContext, side: Side, group: Recipient): Record<string, unknown> {
  const kind = group.RecipientTypeDetails;
  const values = wholeSettings(settingsOf(kind), detailsOf(world, side, group).group);
  for (const [name, { kind: of }] of Object.entries(settingsOf(kind)))
    if (of === 'recipients') {
      const all = recipientsOf(world, side, values[name]);
      values[name] = all.map(({ Name }) => Name);
      const half = halves.find((one) => name === `${one}SendersOrMembers`);
      if (half !== undefined) {
        values[half] = all.filter((one) => !isGroup(one)).map(({ Name }) => Name);
        values[`${half}DLMembers`] = all.filter(isGroup).map(({ Name }) => Name);
      }
    }
  const mailTip = values['MailTip'];
  return {
    ...values,
    ...(mailTip === null ? {} : { MailTip: `<html>\n<body>\n${String(mailTip)}\n</body>\n</html>` }),
    ...(kind === 'DynamicDistributionGroup'
      ? {}
      : { GroupType: kind === 'MailUniversalSecurityGroup' ? 'Universal, SecurityEnabled' : 'Universal' }),
  };
}

const owners: readonly RecipientTypeDetails[] = [
  'UserMailbox',
  'SharedMailbox',
  'RoomMailbox',
  'EquipmentMailbox',
  'MailUser',
  'GuestMailUser',
  'MailUniversalSecurityGroup',
];
/** Of whom a group has none that nobody named: no account stands behind an application. */
export const nobodysOwner = 'Organization Management';

/** Names of whoever answers for the group after the call; at least one. */
export function managedByAfter(call: CmdletCall, current: readonly string[]): readonly string[] {
  const nameOf = (value: unknown): string => {
    const text = String(value);
    return (
      current.find((one) => one.toLowerCase() === text.toLowerCase()) ??
      (text.toLowerCase() === nobodysOwner.toLowerCase() ? nobodysOwner : recipientNamed(call, text, owners).Name)
    );
  };
  const named = (value: unknown): unknown =>
    typeof value === 'string' ? nameOf(value) : Array.isArray(value) ? value.map(nameOf) : value;
  const given = call.parameters['ManagedBy'];
  const wanted =
    typeof given === 'object' && given !== null && !Array.isArray(given)
      ? Object.fromEntries(
          Object.entries(given).map(([key, value]) => [key, key.startsWith('@') ? value : named(value)]),
        )
      : named(given);
  const after = [...new Set(listAfter('ManagedBy', current, wanted))];
  if (after.length === 0)
    throw invalidArguments('The group must have at least one owner: ManagedBy must not be empty.');
  return after;
}

/** Of its owners those that the directory knows. */
export const ownerIds = (world: WorldContext, side: Side, names: readonly string[]): readonly string[] =>
  names.flatMap((name) =>
    world.store.index[side].recipientsNamed(name).flatMap((guid) => {
      const one = world.store.get(side, 'recipients', guid);
      return one?.Name === name && one.ExternalDirectoryObjectId !== '' ? [one.ExternalDirectoryObjectId] : [];
    }),
  );

/** No application is in ManagedBy: "you need to use this switch in commands that modify or delete the group". */
export function checkManager({ parameters }: CmdletCall): void {
  if (parameters['BypassSecurityGroupManagerCheck'] !== true)
    throw new CmdletRefusal(
      'Microsoft.Exchange.Configuration.Tasks.OperationRequiresGroupManagerException',
      "You don't have sufficient permissions. This operation can only be performed by a manager of the group.",
    );
}
