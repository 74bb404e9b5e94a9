import type { FolderRight, RecipientDetails } from '../exchange-entities.js';
import { pageOf, type Cmdlet, type CmdletCall } from './cmdlet.js';
import { putDetails } from './details.js';
import {
  folderEntryExists,
  folderRightsOf,
  folderTrustee,
  noFolderEntry,
  shownUser,
  usualFolderRights,
} from './get-folder-rights.js';
import { findFolder, type MailboxFolder } from './mailbox-folders.js';
import { mailboxKinds } from './recipient-view.js';
import { badArgument, CmdletRefusal, invalidArguments } from './refusal.js';
import { enumerated, required } from './values.js';
import { unchanged, written } from './written.js';

const roles =
  'None Author Contributor Editor NonEditingAuthor Owner PublishingAuthor PublishingEditor Reviewer AvailabilityOnly LimitedDetails'.split(
    ' ',
  );
const single =
  'CreateItems CreateSubfolders DeleteAllItems DeleteOwnedItems EditAllItems EditOwnedItems FolderContact FolderOwner FolderVisible ReadItems'.split(
    ' ',
  );
const forCalendars = ['AvailabilityOnly', 'LimitedDetails'];
const flags = ['None', 'Delegate', 'CanViewPrivateItems'];
const handling = ['Confirm', 'WhatIf'];

type Deed = 'Add' | 'Set' | 'Remove';

/** https://learn.microsoft.com/en-us/powershell/module/exchange/add-mailboxfolderpermission, set-… and remove-… */
const folderPermission = (deed: Deed): Cmdlet => {
  const name = `${deed}-MailboxFolderPermission`;
  const own =
    deed === 'Remove'
      ? ['SendNotificationToUser', 'Force']
      : ['AccessRights', 'SharingPermissionFlags', 'SendNotificationToUser'];
  return {
    name,
    writes: true,
    parameters: ['Identity', 'User', ...own, ...handling],
    switches: [...(deed === 'Remove' ? ['Force'] : []), ...handling],
    page: pageOf(name),
    run(call) {
      const { world, side, parameters, now } = call;
      const { mailbox, details, folder } = findFolder(call, mailboxKinds);
      const user = required(parameters, 'User');
      const trustee = folderTrustee(call);
      const forEverybody = trustee === 'Default' || trustee === 'Anonymous';
      const before = folderRightsOf(details, folder.key).find((one) => one.trustee === trustee);
      if (deed === 'Add' && before !== undefined) throw folderEntryExists(user);
      if (deed !== 'Add' && before === undefined) throw noFolderEntry(user);
      if (deed === 'Remove' && forEverybody)
        throw new CmdletRefusal(
          'Microsoft.Exchange.Management.StoreTasks.CannotRemoveSpecialUserException',
          `The permission entry of "${trustee}" can't be removed.`,
        );
      const after = deed === 'Remove' ? null : wanted(call, folder, trustee, before);
      if (parameters['WhatIf'] === true) return { value: [] };
      const one = {
        kind: 'folder right',
        id: `${mailbox.Guid}/${folder.key}/${trustee}`,
        label: mailbox.DisplayName,
        what: folder.key,
        before: before?.AccessRights ?? null,
        after: after?.AccessRights ?? null,
      };
      if (after !== null && before !== undefined && same(after, before))
        return unchanged(
          call,
          one,
          `The command completed successfully but no permissions of '${user}' have been modified.`,
        );
      putDetails(world, side, withRight(details, folder, trustee, after), now);
      if (deed !== 'Add' || after === null) return written(call, one);
      const shown = shownUser(call, trustee);
      const flagged = after.SharingPermissionFlags.length === 0 ? null : after.SharingPermissionFlags.join(', ');
      return written(call, one, [
        {
          FolderName: folder.name,
          User: shown,
          AccessRights: after.AccessRights,
          SharingPermissionFlags: flagged,
          Identity: shown,
          IsValid: true,
        },
      ]);
    },
  };
};

function wanted(
  call: CmdletCall,
  folder: MailboxFolder,
  trustee: string,
  before: FolderRight | undefined,
): FolderRight {
  const { parameters } = call;
  if (parameters['AccessRights'] === undefined) throw badArgument('AccessRights', 'A value is required.');
  const AccessRights = enumerated(
    'AccessRights',
    parameters['AccessRights'],
    [...roles, ...single],
    'MailboxFolderAccessRight',
  );
  const isCalendar = folder.class === 'IPF.Appointment';
  if (!isCalendar && AccessRights.some((one) => forCalendars.includes(one)))
    throw invalidArguments('The AvailabilityOnly and LimitedDetails roles apply to calendar folders only.');
  if (AccessRights.filter((one) => roles.includes(one)).length > 1)
    throw invalidArguments(`The access rights "${AccessRights.join(', ')}" are more than one role.`);
  const given = parameters['SharingPermissionFlags'];
  const notifies = parameters['SendNotificationToUser'];
  if (notifies !== undefined && typeof notifies !== 'boolean')
    throw badArgument('SendNotificationToUser', `Cannot convert value "${String(notifies)}" to type "System.Boolean".`);
  // A delegate stays one unless a flag, or whether to tell the user, is said: then the flags are what is said, or none.
  const kept = given === undefined && notifies === undefined ? (before?.SharingPermissionFlags ?? []) : [];
  const said =
    given === undefined ? kept : enumerated('SharingPermissionFlags', given, flags, 'MailboxFolderPermissionFlags');
  const SharingPermissionFlags = flags.filter((one) => one !== 'None' && said.includes(one));
  if (SharingPermissionFlags.length > 0 && !(isCalendar && AccessRights.includes('Editor'))) {
    if (given !== undefined)
      throw invalidArguments('SharingPermissionFlags can be used on calendar folders with the Editor role only.');
    return { folder: folder.key, trustee, AccessRights, SharingPermissionFlags: [] };
  }
  if (SharingPermissionFlags.includes('CanViewPrivateItems') && !SharingPermissionFlags.includes('Delegate'))
    throw invalidArguments('CanViewPrivateItems must be used with Delegate.');
  return { folder: folder.key, trustee, AccessRights, SharingPermissionFlags };
}

const content = ({ AccessRights, SharingPermissionFlags }: FolderRight): string =>
  JSON.stringify([[...AccessRights].sort(), SharingPermissionFlags]);
const same = (a: FolderRight, b: FolderRight): boolean => content(a) === content(b);

/** What everybody has by itself is not kept. */
function withRight(
  details: RecipientDetails,
  folder: MailboxFolder,
  trustee: string,
  after: FolderRight | null,
): RecipientDetails {
  const others = (details.folderRights ?? []).filter((one) => one.folder !== folder.key || one.trustee !== trustee);
  const usual = usualFolderRights(folder.key).some(
    (one) => after !== null && one.trustee === trustee && same(one, after),
  );
  return { ...details, folderRights: after === null || usual ? others : [...others, after] };
}

export const folderRightWriters: readonly Cmdlet[] = (['Add', 'Set', 'Remove'] as const).map(folderPermission);
