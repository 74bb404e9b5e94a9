/** Who is deleted and holds an address still: in the bin of the directory, in that of Exchange, or in both, and then once. */
import type { DeletedMailbox, ExchangeRecipient } from '../../systems/exchange/types.js';
import type { DeletedGroup, DeletedUser } from '../../systems/graph/types.js';
import { nameBeforeDeletion, objectIdOf } from './address-holders.js';

export interface InBins {
  readonly users: readonly DeletedUser[];
  readonly groups: readonly DeletedGroup[];
  readonly mailboxes: readonly DeletedMailbox[];
  /** As `recipientsAndDeleted` tells them, read before those in use. */
  readonly recipients: readonly ExchangeRecipient[];
  readonly inUse: readonly Pick<ExchangeRecipient, 'Guid'>[];
}

export interface DeletedHolder {
  /** The directory's id, or Exchange's own where the directory does not know it. */
  readonly id: string;
  readonly kind: 'deleted user' | 'deleted mailbox' | 'deleted group' | 'deleted contact' | 'deleted mail user';
  readonly name: string;
  /** As written, with their types. */
  readonly addresses: readonly string[];
}

export function deletedHolders({ users, groups, mailboxes, recipients, inUse }: InBins): readonly DeletedHolder[] {
  const live = new Set(inUse.map(({ Guid }) => Guid));
  const all: readonly DeletedHolder[] = [
    ...users.map((user) => ({
      id: user.id,
      kind: 'deleted user' as const,
      name: user.displayName || nameBeforeDeletion(user),
      // Whoever is restored signs in by it again.
      addresses: [nameBeforeDeletion(user), ...user.proxyAddresses],
    })),
    ...groups.map(({ id, displayName, mail, proxyAddresses }) => ({
      id,
      kind: 'deleted group' as const,
      name: displayName || mail || id,
      addresses: [...(mail === null ? [] : [mail]), ...proxyAddresses],
    })),
    ...mailboxes.map((one) => ({ ...inExchange(one), kind: 'deleted mailbox' as const })),
    ...recipients.filter(({ Guid }) => !live.has(Guid)).map((one) => ({ ...inExchange(one), kind: kindOf(one) })),
  ];
  const holders = new Map<string, DeletedHolder>();
  for (const one of all) {
    const known = holders.get(one.id);
    const addresses = [...new Set([...(known?.addresses ?? []), ...one.addresses])];
    holders.set(one.id, { ...(known ?? one), addresses });
  }
  return [...holders.values()];
}

const inExchange = (one: ExchangeRecipient) => ({
  id: objectIdOf(one),
  name: one.DisplayName || one.PrimarySmtpAddress || one.Guid,
  addresses: one.EmailAddresses,
});

const kindOf = ({ RecipientTypeDetails }: ExchangeRecipient): DeletedHolder['kind'] =>
  RecipientTypeDetails === 'MailContact'
    ? 'deleted contact'
    : /MailUser$/.test(RecipientTypeDetails)
      ? 'deleted mail user'
      : 'deleted group';
