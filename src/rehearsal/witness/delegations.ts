/**
 * Who works in whose mailbox works there at the destination, where both have somebody there: the rights that Exchange keeps are those of before,
 * of the people who stand for both. What a mailbox of the destination has already for one of them stays.
 */
import { createHash } from 'node:crypto';
import type { Recipient } from '../world/entities.js';
import type { FolderRight, MailboxRight, RecipientDetails } from '../world/exchange-entities.js';
import { isSmtp, primaryOf } from './address-list.js';
import type { ExpectationFacts } from './facts.js';
import type { TenantDraft } from './tenant-draft.js';

/** Folders that a mailbox has from the start: whatever people made comes with the mail. */
const ownFolders: readonly string[] = ['Root', 'Inbox', 'Calendar', 'Contacts', 'Tasks', 'Notes'];

export function delegations(source: TenantDraft, destination: TenantDraft, facts: ExpectationFacts): void {
  const standsFor = standIns(source, destination, facts);
  const byName = new Map([...source.recipients.values()].map((one) => [one.Name, one]));
  for (const mailbox of source.recipients.values()) {
    const there = standsFor(mailbox.ExternalDirectoryObjectId);
    if (there === null || !isMailbox(mailbox)) continue;
    const details = source.details.get(mailbox.Guid);
    const holderOf = (id: string): string | null => {
      const holder = standsFor(id);
      const canHold =
        holder !== null && (isMailbox(holder) || holder.RecipientTypeDetails === 'MailUniversalSecurityGroup');
      return canHold && holder.Guid !== there.Guid ? holder.ExternalDirectoryObjectId : null;
    };
    const rights = (details?.rights ?? []).flatMap((right): readonly MailboxRight[] => {
      const trustee = holderOf(right.trustee);
      if (trustee === null || right.Deny || !right.AccessRights.includes('FullAccess')) return [];
      return [{ trustee, AccessRights: ['FullAccess'], InheritanceType: 'All', Deny: false, autoMapping: true }];
    });
    const sendAs = (details?.sendAs ?? []).flatMap((id) => holderOf(id) ?? []);
    const folderRights = (details?.folderRights ?? []).flatMap((right): readonly FolderRight[] => {
      const trustee = holderOf(right.trustee);
      return trustee === null || !ownFolders.includes(right.folder) ? [] : [{ ...right, trustee }];
    });
    give(destination, there, { rights, sendAs, folderRights });
    const names = mailbox.GrantSendOnBehalfTo.flatMap((name) => {
      const holder = standsFor(byName.get(name)?.ExternalDirectoryObjectId ?? '');
      return holder === null || !isMailbox(holder) || holder.Guid === there.Guid ? [] : [holder.Name];
    });
    const now = destination.recipients.get(there.Guid) ?? there;
    if (names.length > 0)
      destination.recipients.set(there.Guid, {
        ...now,
        GrantSendOnBehalfTo: [...new Set([...now.GrantSendOnBehalfTo, ...names])],
      });
  }
}

type Given = Required<Pick<RecipientDetails, 'rights' | 'sendAs' | 'folderRights'>>;

function give(tenant: TenantDraft, { Guid }: Recipient, given: Given): void {
  if (Object.values(given).every((list) => list.length === 0)) return;
  const before: RecipientDetails = tenant.details.get(Guid) ?? { Guid };
  const { rights = [], sendAs = [], folderRights = [] } = before;
  const newRights = given.rights.filter(({ trustee }) => !rights.some((one) => one.trustee === trustee && !one.Deny));
  const newSendAs = given.sendAs.filter((trustee) => !sendAs.includes(trustee));
  const newFolderRights = given.folderRights.filter(
    ({ folder, trustee }) => !folderRights.some((one) => one.folder === folder && one.trustee === trustee),
  );
  tenant.details.set(Guid, {
    ...before,
    ...(newRights.length === 0 ? {} : { rights: [...rights, ...newRights] }),
    ...(newSendAs.length === 0 ? {} : { sendAs: [...sendAs, ...newSendAs] }),
    ...(newFolderRights.length === 0 ? {} : { folderRights: [...folderRights, ...newFolderRights] }),
  });
}

const isMailbox = ({ RecipientTypeDetails, WhenSoftDeleted }: Recipient): boolean =>
  WhenSoftDeleted === null && /^(User|Shared|Room|Equipment)Mailbox$/.test(RecipientTypeDetails);

/** By the project's own list: whoever comes has a name there that tells of the former one. Accounts of the team are in no row of it. */
function standIns(source: TenantDraft, destination: TenantDraft, { movingDomains, operators }: ExpectationFacts) {
  const mailOf = ({ EmailAddresses }: Recipient): readonly string[] =>
    EmailAddresses.filter(isSmtp).map((one) => one.slice(5));
  const moves = (address: string): boolean => movingDomains.includes(domainOf(address));
  const byLocal = new Map(
    [...destination.recipients.values()]
      .filter(({ WhenSoftDeleted }) => WhenSoftDeleted === null)
      .flatMap((one) =>
        mailOf(one)
          .filter((address) => !moves(address))
          .map((address) => [localOf(address), one] as const),
      ),
  );
  const found = new Map<string, Recipient>();
  for (const one of source.recipients.values()) {
    const comes =
      mailOf(one).some(moves) && !operators.has(one.ExternalDirectoryObjectId) && one.WhenSoftDeleted === null;
    const there = byLocal.get(stopgapOf(primaryOf(one.EmailAddresses)));
    if (comes && there !== undefined) found.set(one.ExternalDirectoryObjectId, there);
  }
  return (id: string): Recipient | null => (id === '' ? null : (found.get(id) ?? null));
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();
const localOf = (address: string): string => address.slice(0, address.lastIndexOf('@')).toLowerCase();

/** `ivan.petrov.contoso-com` for ivan.petrov@contoso.com; one that would be too long is cut, with six digits of the hash of the whole. */
function stopgapOf(address: string): string {
  const from = domainOf(address)
    .replace(/\.onmicrosoft\.com$/, '')
    .replaceAll('.', '-');
  const name = `${localOf(address)}.${from}`;
  if (name.length < 65) return name;
  const digits = createHash('sha256').update(name).digest('hex').substring(0, 6);
  const tail = `-${digits}.${from.substring(0, 24)}`;
  return localOf(address).substring(0, 64 - tail.length) + tail;
}
