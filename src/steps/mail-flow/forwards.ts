/** Mailboxes whose mail is passed on to an address on a moving domain, by either of the two ways Exchange has. */
import { splitAddress } from '../addresses/proxy-address.js';
import type { Mailbox, MailContact } from '../../systems/exchange/types.js';
import { objectIdOf } from '../addresses/address-holders.js';
import { mailboxName } from '../addresses/mailbox-ref.js';
import { movingAddresses } from '../addresses/moving-addresses.js';

/** The three values that one forward consists of, as they were read. A `type`: it is kept as JSON. */
export type Forward = {
  readonly id: string;
  readonly name: string;
  readonly forwardingAddress: string | null;
  readonly forwardingSmtpAddress: string | null;
  readonly deliverToMailboxAndForward: boolean;
  /** The address on the moving domain that it leads to. */
  readonly to: string;
};

export function forwardOf(mailbox: Mailbox): Omit<Forward, 'to'> {
  return {
    id: objectIdOf(mailbox),
    name: mailboxName(mailbox),
    forwardingAddress: mailbox.ForwardingAddress || null,
    forwardingSmtpAddress: mailbox.ForwardingSmtpAddress || null,
    deliverToMailboxAndForward: mailbox.DeliverToMailboxAndForward === true,
  };
}

/** `contacts`: those of the tenant; a forward names its target by the target's own name. */
export function forwardsInto(
  mailboxes: readonly Mailbox[],
  contacts: readonly MailContact[],
  movingDomains: readonly string[],
): readonly Forward[] {
  const targets = new Map<string, string>();
  for (const contact of contacts) {
    const address = movingAddressOf(contact, movingDomains);
    if (address === null) continue;
    for (const name of namesOf(contact)) targets.set(name.toLowerCase(), address);
  }
  return mailboxes.flatMap((mailbox): Forward[] => {
    const forward = forwardOf(mailbox);
    const plain = (forward.forwardingSmtpAddress ?? '').replace(/^smtp:/i, '');
    const direct = movingDomains.includes(splitAddress(plain)?.domain ?? '') ? plain : null;
    // Where it is shown with the path of its container, the name is the last part.
    const named = targets.get((forward.forwardingAddress ?? '').split('/').at(-1)?.toLowerCase() ?? '');
    const to = direct ?? named ?? null;
    return to === null ? [] : [{ ...forward, to }];
  });
}

/** The address on a moving domain that the contact stands for; null: none. */
export function movingAddressOf(
  { EmailAddresses, ExternalEmailAddress }: MailContact,
  movingDomains: readonly string[],
): string | null {
  const all = [...(ExternalEmailAddress ? [ExternalEmailAddress] : []), ...EmailAddresses];
  const [first] = movingAddresses(all, movingDomains);
  return first === undefined ? null : first.slice(first.indexOf(':') + 1);
}

const namesOf = (contact: MailContact): readonly string[] =>
  [
    contact.Name,
    contact.DisplayName,
    contact.Alias,
    contact.PrimarySmtpAddress,
    contact.Guid,
    contact.ExternalDirectoryObjectId,
  ].filter((name): name is string => name !== null && name !== '');
