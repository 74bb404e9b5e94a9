/** Who holds which address or sign-in name in a tenant, from lists that were read whole. */
import type { DeletedUser, GraphUser } from '../../systems/graph/types.js';
import type { ExchangeRecipient } from '../../systems/exchange/types.js';
import { smtpAddresses } from './proxy-address.js';

export interface Holder {
  readonly address: string;
  readonly id: string;
}

export interface Everyone {
  readonly users: readonly GraphUser[];
  readonly deletedUsers: readonly DeletedUser[];
  readonly recipients: readonly ExchangeRecipient[];
}

/** The id that an object goes by in plans: the directory's, or Exchange's own where the directory does not know it. */
export const objectIdOf = (recipient: Pick<ExchangeRecipient, 'ExternalDirectoryObjectId' | 'Guid'>): string =>
  recipient.ExternalDirectoryObjectId || recipient.Guid;

export function addressHolders({ users, deletedUsers, recipients }: Everyone): readonly Holder[] {
  const of = (id: string, addresses: readonly string[]): Holder[] => addresses.map((address) => ({ address, id }));
  return [
    ...deletedUsers.flatMap((user) =>
      of(user.id, [user.userPrincipalName, nameBeforeDeletion(user), ...smtpAddresses(user.proxyAddresses)]),
    ),
    ...recipients.flatMap((recipient) => of(objectIdOf(recipient), smtpAddresses(recipient.EmailAddresses))),
    ...users.flatMap((user) => of(user.id, [user.userPrincipalName, ...smtpAddresses(user.proxyAddresses)])),
  ];
}

/** Entra puts the object id (without dashes) before the sign-in name of a deleted user; restoring takes it off again. */
export function nameBeforeDeletion({ id, userPrincipalName }: Pick<DeletedUser, 'id' | 'userPrincipalName'>): string {
  const prefix = id.replaceAll('-', '').toLowerCase();
  return userPrincipalName.toLowerCase().startsWith(prefix)
    ? userPrincipalName.slice(prefix.length)
    : userPrincipalName;
}
