import type { Recipient } from '../entities.js';
import { findRecipientAmong, pageOf, standingOf, type Cmdlet, type CmdletCall, type CmdletResult } from './cmdlet.js';
import { detailsOf } from './details.js';
import { mailboxKinds, mailUserKinds } from './recipient-view.js';
import { badArgument, invalidArguments } from './refusal.js';
import { cutToSize, resultSize, truncated } from './result-size.js';
import { findTrustee, principalNotFound, sidOf, trusteeOf } from './trustees.js';

type Row = Readonly<Record<string, unknown>>;

const self = { name: 'NT AUTHORITY\\SELF', sid: 'S-1-5-10' };
const forest = 'EURPR01A001';
const all = ['FullAccess', 'DeleteItem', 'ReadPermission', 'ChangePermission', 'ChangeOwner'];
const administrators = ['Administrator', 'Domain Admins', 'Enterprise Admins', 'Organization Management'];
/** What every mailbox has by itself: https://learn.microsoft.com/en-us/powershell/module/exchange/get-mailboxpermission (Description) */
const inherited: readonly (readonly [user: string, rights: readonly string[], deny: boolean])[] = [
  ...administrators.map((one) => [`${forest}\\${one}`, ['FullAccess'], true] as const),
  ...administrators.map((one) => [`${forest}\\${one}`, all, false] as const),
  ['NT AUTHORITY\\SYSTEM', ['FullAccess'], false],
  ['NT AUTHORITY\\NETWORK SERVICE', ['ReadPermission'], false],
  [`${forest}\\Exchange Servers`, ['FullAccess', 'ReadPermission'], false],
  [`${forest}\\Exchange Trusted Subsystem`, all.slice(1), false],
  [`${forest}\\Managed Availability Servers`, ['ReadPermission'], false],
];

// https://learn.microsoft.com/en-us/powershell/module/exchange/get-mailboxpermission
const getMailboxPermission: Cmdlet = {
  name: 'Get-MailboxPermission',
  writes: false,
  parameters: [
    'Identity',
    'User',
    'ResultSize',
    'Owner',
    'GroupMailbox',
    'IncludeSoftDeletedUserPermissions',
    'IncludeUnresolvedPermissions',
    'SoftDeletedMailbox',
  ],
  switches: [
    'Owner',
    'GroupMailbox',
    'IncludeSoftDeletedUserPermissions',
    'IncludeUnresolvedPermissions',
    'SoftDeletedMailbox',
  ],
  page: pageOf('Get-MailboxPermission'),
  run(call) {
    const { parameters, world, side } = call;
    if (parameters['Owner'] === true && parameters['User'] !== undefined)
      throw invalidArguments("You can't use the Owner and User parameters at the same time.");
    const kinds =
      parameters['GroupMailbox'] === true ? (['GroupMailbox'] as const) : [...mailboxKinds, ...mailUserKinds];
    const deletedToo = parameters['SoftDeletedMailbox'] === true;
    const mailbox = findRecipientAmong(call, kinds, deletedToo ? ['live', 'soft-deleted', 'inactive'] : ['live']);
    if (parameters['Owner'] === true) return { value: [{ Identity: mailbox.Name, Owner: self.name, IsValid: true }] };
    const wanted = wantedTrustee(call, 'User');
    const row = (user: string, sid: string, rights: readonly string[], more: object): Row => ({
      Identity: mailbox.Name,
      User: user,
      UserSid: sid,
      AccessRights: rights,
      'AccessRights@odata.type': '#Collection(String)',
      IsInherited: false,
      InheritanceType: 'All',
      Deny: false,
      IsValid: true,
      ObjectState: 'Unchanged',
      ...more,
    });
    const given = (detailsOf(world, side, mailbox).rights ?? []).flatMap((right): readonly Row[] => {
      if (wanted !== null && wanted !== right.trustee) return [];
      const { standing, name, sid } = trusteeOf(world, side, right.trustee);
      if (standing === 'soft-deleted' && parameters['IncludeSoftDeletedUserPermissions'] !== true) return [];
      if (standing === 'nobody' && parameters['IncludeUnresolvedPermissions'] !== true) return [];
      const { AccessRights, InheritanceType, Deny } = right;
      return [row(name, sid, AccessRights, { InheritanceType, Deny })];
    });
    if (wanted !== null) return cutToSize(given, parameters);
    const ofTheHouse = inherited.map(([user, rights, Deny]) =>
      row(user, sidOf(world, side, user), rights, { Deny, IsInherited: true }),
    );
    return cutToSize(
      [row(self.name, self.sid, ['FullAccess', 'ReadPermission'], {}), ...given, ...ofTheHouse],
      parameters,
    );
  },
};

// https://learn.microsoft.com/en-us/powershell/module/exchange/get-recipientpermission
const getRecipientPermission: Cmdlet = {
  name: 'Get-RecipientPermission',
  writes: false,
  parameters: [
    'Identity',
    'Trustee',
    'AccessRights',
    'ResultSize',
    'IncludeTrusteeWithPrimarySmtpAddress',
    'ReadFromDomainController',
  ],
  switches: ['IncludeTrusteeWithPrimarySmtpAddress', 'ReadFromDomainController'],
  page: pageOf('Get-RecipientPermission'),
  run(call) {
    const { parameters, world, side } = call;
    requireSendAs(parameters['AccessRights']);
    const wanted = wantedTrustee(call, 'Trustee');
    const ofOne = (recipient: Recipient): readonly Row[] => sendAsRows(call, recipient, wanted);
    if (parameters['Identity'] !== undefined && parameters['Identity'] !== null)
      return cutToSize(ofOne(findRecipientAmong(call, null, ['live'])), parameters);
    const limit = resultSize(parameters['ResultSize']);
    const value: Row[] = [];
    for (const guid of world.store.keys(side, 'recipients')) {
      const recipient = world.store.get(side, 'recipients', guid) as Recipient;
      if (standingOf(recipient) === 'live') value.push(...ofOne(recipient));
      if (value.length > limit) break;
    }
    return value.length > limit
      ? { value: value.slice(0, limit), warnings: [truncated(limit)] }
      : ({ value } satisfies CmdletResult);
  },
};

function sendAsRows({ world, side }: CmdletCall, recipient: Recipient, wanted: string | null): readonly Row[] {
  const row = (trustee: string, sid: string): Row => ({
    Identity: recipient.Name,
    Trustee: trustee,
    TrusteeSidString: sid,
    AccessControlType: 'Allow',
    AccessRights: ['SendAs'],
    'AccessRights@odata.type': '#Collection(String)',
    IsInherited: false,
    InheritanceType: 'None',
    IsValid: true,
    ObjectState: 'Unchanged',
  });
  const own =
    mailboxKinds.includes(recipient.RecipientTypeDetails) && wanted === null ? [row(self.name, self.sid)] : [];
  const given = (detailsOf(world, side, recipient).sendAs ?? [])
    .filter((one) => wanted === null || wanted === one)
    .map((one) => {
      const { standing, name, sid } = trusteeOf(world, side, one);
      // Without a switch for it, whoever was deleted is shown as a number.
      return row(standing === 'live' ? name : sid, sid);
    });
  return [...own, ...given];
}

/** "The only valid value for this parameter is SendAs." */
export function requireSendAs(given: unknown): void {
  const values: readonly unknown[] = given === undefined ? [] : Array.isArray(given) ? given : [given];
  const strange = values.find((one) => String(one).toLowerCase() !== 'sendas');
  if (strange !== undefined)
    throw badArgument(
      'AccessRights',
      `Cannot convert value "${String(strange)}" to type "RecipientAccessRight". The possible enumeration values are "SendAs".`,
    );
}

function wantedTrustee(call: CmdletCall, name: 'User' | 'Trustee'): string | null {
  const value = call.parameters[name];
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string' || value === '') throw badArgument(name, 'A value is required.');
  const found = findTrustee(call, value);
  if (found === undefined) throw principalNotFound(value);
  return found;
}

export const rightCmdlets: readonly Cmdlet[] = [getMailboxPermission, getRecipientPermission];
