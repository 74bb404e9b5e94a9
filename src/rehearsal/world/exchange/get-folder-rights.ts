import type { FolderRight, RecipientDetails } from '../exchange-entities.js';
import { pageOf, type Cmdlet, type CmdletCall } from './cmdlet.js';
import { findFolder } from './mailbox-folders.js';
import { mailboxKinds } from './recipient-view.js';
import { badArgument, CmdletRefusal } from './refusal.js';
import { cutToSize } from './result-size.js';
import { findTrustee, trusteeOf } from './trustees.js';

/** What everybody may do in a folder that nobody changed it in. */
export const usualFolderRights = (folder: string): readonly FolderRight[] =>
  ['Default', 'Anonymous'].map((trustee) => ({
    folder,
    trustee,
    AccessRights: [folder === 'Calendar' && trustee === 'Default' ? 'AvailabilityOnly' : 'None'],
    SharingPermissionFlags: [],
  }));

/** Every entry of a folder, those for everybody in front. */
export function folderRightsOf(details: RecipientDetails, folder: string): readonly FolderRight[] {
  const kept = (details.folderRights ?? []).filter((one) => one.folder === folder);
  const usual = usualFolderRights(folder);
  const isUsual = ({ trustee }: FolderRight): boolean => usual.some((one) => one.trustee === trustee);
  return [
    ...usual.map((one) => kept.find(({ trustee }) => trustee === one.trustee) ?? one),
    ...kept.filter((one) => !isUsual(one)),
  ];
}

// https://learn.microsoft.com/en-us/powershell/module/exchange/get-mailboxfolderpermission
const getMailboxFolderPermission: Cmdlet = {
  name: 'Get-MailboxFolderPermission',
  writes: false,
  parameters: ['Identity', 'User', 'ResultSize', 'SkipCount', 'GroupMailbox'],
  switches: ['GroupMailbox'],
  page: pageOf('Get-MailboxFolderPermission'),
  run(call) {
    const { parameters } = call;
    const { details, folder } = findFolder(call, parameters['GroupMailbox'] === true ? ['GroupMailbox'] : mailboxKinds);
    const wanted = parameters['User'] === undefined ? null : folderTrustee(call);
    const found = folderRightsOf(details, folder.key).filter(({ trustee }) => wanted === null || trustee === wanted);
    if (wanted !== null && found.length === 0) throw noFolderEntry(String(parameters['User']));
    return cutToSize(
      found.map(({ trustee, AccessRights, SharingPermissionFlags }) => {
        const user = shownUser(call, trustee);
        return {
          FolderName: folder.name,
          User: user,
          AccessRights,
          'AccessRights@odata.type': '#Collection(String)',
          SharingPermissionFlags: SharingPermissionFlags.length === 0 ? null : SharingPermissionFlags.join(', '),
          Identity: user,
          IsValid: true,
          ObjectState: 'New',
        };
      }),
      parameters,
    );
  },
};

export function shownUser({ world, side }: CmdletCall, trustee: string): string {
  if (trustee === 'Default' || trustee === 'Anonymous') return trustee;
  // Somebody elsewhere, with whom the owner shared it: shown as administrators quote it.
  if (trustee.startsWith('ExchangePublishedUser.')) return trustee;
  const { standing, displayName, sid } = trusteeOf(world, side, trustee);
  // By the name that people see, as little as that tells; a SID of nobody has these letters in front.
  return standing === 'live' ? displayName : `NT:${sid}`;
}

/** The key under which `-User` stands in a folder's list. */
export function folderTrustee(call: CmdletCall): string {
  const value = call.parameters['User'];
  if (typeof value !== 'string' || value === '') throw badArgument('User', 'A value is required.');
  const forAll = ['Default', 'Anonymous'].find((one) => one.toLowerCase() === value.toLowerCase());
  if (forAll !== undefined) return forAll;
  const found = findTrustee(call, value.replace(/^NT:(?=S-1-)/i, ''));
  if (found === undefined)
    throw new CmdletRefusal(
      `${storeTasks}.InvalidExternalUserIdException`,
      `The user "${value}" is either not valid SMTP address, or there is no matching information.`,
    );
  return found;
}

const storeTasks = 'Microsoft.Exchange.Management.StoreTasks';
export const noFolderEntry = (user: string): CmdletRefusal =>
  new CmdletRefusal(
    `${storeTasks}.UserNotFoundInPermissionEntryException`,
    `There is no existing permission entry found for user: ${user}.`,
  );
export const folderEntryExists = (user: string): CmdletRefusal =>
  new CmdletRefusal(
    `${storeTasks}.UserAlreadyExistsInPermissionEntryException`,
    `An existing permission entry was found for user: ${user}.`,
  );

export const folderRightCmdlets: readonly Cmdlet[] = [getMailboxFolderPermission];
