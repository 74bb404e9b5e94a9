/** Whether a mailbox that was made is still empty, and has the addresses alone that it was made with. */
import type { Mailbox } from '../../systems/exchange/types.js';
import { objectIdOf } from '../addresses/address-holders.js';
import { movingAddresses } from '../addresses/moving-addresses.js';
import { smtpAddresses, splitAddress } from '../addresses/proxy-address.js';
import type { TenantClients } from '../systems.js';
import { aliasOf } from './value.js';

/** @param madeFor The address that each was made by. */
export async function untouchedAmong(
  { exchange }: Pick<TenantClients, 'exchange'>,
  mailboxes: readonly (Mailbox | null)[],
  madeFor: readonly string[],
  movingDomains: readonly string[],
): Promise<ReadonlySet<Mailbox>> {
  const there = mailboxes.flatMap((mailbox, index) =>
    mailbox === null ? [] : [{ mailbox, by: madeFor[index] ?? '' }],
  );
  const sizes = await exchange.mailboxStatistics(
    there.map(({ mailbox }) => ({ mailboxId: objectIdOf(mailbox), archive: false })),
  );
  const untouched = there.filter(({ mailbox, by }, index) => {
    const size = sizes[index];
    // Of a mailbox that nobody has opened Exchange has nothing to tell.
    const isEmpty =
      size?.seen === true && size.items.every(({ items, recoverableItems }) => items + recoverableItems === 0);
    return (
      isEmpty && hasOwnAddressesOnly(mailbox, by) && movingAddresses(mailbox.EmailAddresses, movingDomains).length === 0
    );
  });
  return new Set(untouched.map(({ mailbox }) => mailbox));
}

/** The service adds some of its own, with digits behind the alias where that is taken. */
function hasOwnAddressesOnly({ EmailAddresses }: Mailbox, madeFor: string): boolean {
  const alias = aliasOf(madeFor).toLowerCase();
  return smtpAddresses(EmailAddresses).every(
    (one) => splitAddress(one)?.local.toLowerCase().startsWith(alias) === true,
  );
}
