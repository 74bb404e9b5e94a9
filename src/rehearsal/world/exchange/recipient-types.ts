/** The values of RecipientType and RecipientTypeDetails: https://learn.microsoft.com/en-us/powershell/module/exchange/get-recipient */
import { badArgument, invalidArguments } from './refusal.js';

/** Each type and the subtypes in it. */
const subtypes: Readonly<Record<string, readonly string[]>> = {
  DynamicDistributionGroup: ['DynamicDistributionGroup'],
  MailContact: ['MailContact', 'MailForestContact'],
  MailNonUniversalGroup: ['MailNonUniversalGroup'],
  MailUniversalDistributionGroup: ['MailUniversalDistributionGroup', 'RoomList', 'GroupMailbox'],
  MailUniversalSecurityGroup: ['MailUniversalSecurityGroup'],
  MailUser: [
    'MailUser',
    'GuestMailUser',
    'RemoteUserMailbox',
    'RemoteRoomMailbox',
    'RemoteEquipmentMailbox',
    'RemoteSharedMailbox',
    'RemoteTeamMailbox',
    'SharedWithMailUser',
  ],
  PublicFolder: ['PublicFolder'],
  UserMailbox: [
    'DiscoveryMailbox',
    'EquipmentMailbox',
    'LegacyMailbox',
    'LinkedMailbox',
    'LinkedRoomMailbox',
    'PublicFolderMailbox',
    'RoomMailbox',
    'SchedulingMailbox',
    'SharedMailbox',
    'TeamMailbox',
    'UserMailbox',
  ],
};

export const recipientTypes: readonly string[] = Object.keys(subtypes);
export const recipientTypeDetails: readonly string[] = Object.values(subtypes).flat();

/** https://learn.microsoft.com/en-us/powershell/module/exchange/get-mailbox, and likewise of the two below. */
export const mailboxTypeDetails: readonly string[] = [
  ...(subtypes['UserMailbox'] ?? []).filter((one) => one !== 'PublicFolderMailbox'),
  'GroupMailbox',
];
export const contactTypeDetails: readonly string[] = subtypes['MailContact'] ?? [];
export const groupTypeDetails: readonly string[] = [
  'MailNonUniversalGroup',
  'MailUniversalDistributionGroup',
  'MailUniversalSecurityGroup',
  'RoomList',
];

export const recipientTypeOf = (details: string): string =>
  recipientTypes.find((type) => subtypes[type]?.includes(details) === true) ?? details;

/** One or several values of an enumeration, in a list or with commas between them; null when nothing was asked for. */
export function wantedTypes(name: string, given: unknown, valid: readonly string[]): readonly string[] | null {
  if (given === undefined) return null;
  const values: readonly unknown[] =
    typeof given === 'string' ? given.split(',') : Array.isArray(given) ? given : [given];
  return values.map((value) => {
    const known = valid.find((one) => typeof value === 'string' && one.toLowerCase() === value.trim().toLowerCase());
    if (known === undefined) {
      throw badArgument(
        name,
        `Cannot convert value "${String(value)}" to type "${name}[]". The possible enumeration values are "${valid.join(', ')}".`,
      );
    }
    return known;
  });
}

export function refuseContradiction(types: readonly string[] | null, details: readonly string[] | null): void {
  if (types === null || details === null || details.some((one) => types.includes(recipientTypeOf(one)))) return;
  throw invalidArguments('None of the specified RecipientTypeDetails are included in any specified recipient type.');
}
