/**
 * Whom a right is given to. A list keeps the object itself, not how it was called then: it is shown by the name of today, and by a bare SID
 * when nobody has it any more.
 */
import type { WorldContext } from '../context.js';
import type { Recipient, RecipientTypeDetails, Side } from '../entities.js';
import { seededFraction } from '../seeded.js';
import { findRecipient, type CmdletCall } from './cmdlet.js';
import { mailboxKinds, mailUserKinds } from './recipient-view.js';
import { CmdletRefusal } from './refusal.js';

export interface Trustee {
  readonly standing: 'live' | 'soft-deleted' | 'nobody';
  /** The sign-in name of a user, the Name of a group, a SID. */
  readonly name: string;
  readonly displayName: string;
  readonly sid: string;
}

const sidForm = /^S-1-\d+(-\d+)+$/i;

export function trusteeOf(world: WorldContext, side: Side, trustee: string): Trustee {
  const { store } = world;
  const sid = sidOf(world, side, trustee);
  const guid = store.index[side].recipientOfObject(trustee);
  const recipient = guid === undefined ? undefined : store.get(side, 'recipients', guid);
  if (recipient !== undefined) {
    const name = recipient.UserPrincipalName ?? recipient.Name;
    return { standing: 'live', name, displayName: recipient.DisplayName, sid };
  }
  const user = store.get(side, 'users', trustee);
  if (user !== undefined) return { standing: 'live', name: user.userPrincipalName, displayName: user.displayName, sid };
  const deleted = store.get(side, 'deletedUsers', trustee);
  if (deleted !== undefined)
    return { standing: 'soft-deleted', name: deleted.userPrincipalName, displayName: deleted.displayName, sid };
  return { standing: 'nobody', name: sid, displayName: sid, sid };
}

/** Exchange's own SIDs are not the directory's: seen live as `S-1-5-21-` and four numbers, the first three the organization's. */
export function sidOf(world: WorldContext, side: Side, trustee: string): string {
  if (sidForm.test(trustee)) return trustee;
  const part = (name: string, size: number): number => Math.floor(seededFraction(0, name) * size);
  const { tenantId } = world.store.heads[side];
  const organization = [1, 2, 3].map((n) => part(`${tenantId}/${n}`, 0xffff_ffff));
  return `S-1-5-21-${organization.join('-')}-${part(trustee, 99_000_000) + 1_000_000}`;
}

/** Mailboxes, mail users and security groups: https://learn.microsoft.com/en-us/powershell/module/exchange/add-mailboxpermission (User) */
const principals: readonly RecipientTypeDetails[] = [...mailboxKinds, ...mailUserKinds, 'MailUniversalSecurityGroup'];
export const isPrincipal = ({ RecipientTypeDetails, ExternalDirectoryObjectId }: Recipient): boolean =>
  ExternalDirectoryObjectId !== '' && principals.includes(RecipientTypeDetails);

/** The directory object that a value of `-User` or `-Trustee` means, a SID as it is; undefined when it means nobody who can have a right. */
export function findTrustee(call: CmdletCall, value: string): string | undefined {
  if (sidForm.test(value)) return value.toUpperCase();
  const { store } = call.world;
  const guid = value.toLowerCase();
  const user =
    store.get(call.side, 'users', guid) ??
    store.get(call.side, 'users', store.index[call.side].userByPrincipalName(value) ?? '');
  if (user !== undefined) return user.id;
  try {
    const recipient = findRecipient({ ...call, parameters: { Identity: value } }, null);
    return isPrincipal(recipient) ? recipient.ExternalDirectoryObjectId : undefined;
  } catch (error) {
    if (error instanceof CmdletRefusal && error.type.endsWith('ManagementObjectNotFoundException')) return undefined;
    throw error;
  }
}

export const principalNotFound = (value: string): CmdletRefusal =>
  new CmdletRefusal(
    'Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException',
    `User or group "${value}" wasn't found. Please make sure you've typed it correctly.`,
  );
