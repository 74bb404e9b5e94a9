import type { Observed } from '../../contract/change.js';
import { sameAddress, sameAddresses, sortedAddresses } from '../addresses/proxy-address.js';
import type { TenantClients } from '../systems.js';
import { addressesToRestore, hasMailbox, type UpnChange } from './upn-value.js';

/** Names from Graph by id; addresses from Exchange where the change knows of a mailbox. */
export async function observeNames(
  { graph, exchange }: TenantClients,
  changes: readonly UpnChange[],
): Promise<readonly Observed[]> {
  const withMailbox = changes.filter(hasMailbox).map(({ object }) => object.id);
  const [users, mailboxes] = await Promise.all([
    graph.usersById(changes.map(({ object }) => object.id)),
    exchange.mailboxesById(withMailbox),
  ]);
  const mailboxOf = new Map(withMailbox.map((id, index) => [id, mailboxes[index] ?? null]));
  return changes.map((change, index): Observed => {
    const user = users[index];
    if (user === null || user === undefined) return { seen: true, value: { gone: true } };
    const { userPrincipalName } = user;
    if (!hasMailbox(change)) return { seen: true, value: { userPrincipalName } };
    const addresses = mailboxOf.get(change.object.id)?.EmailAddresses;
    if (addresses === undefined) return { seen: true, value: { userPrincipalName, emailAddresses: null } };
    const emailAddresses = sortedAddresses(addresses);
    return {
      seen: true,
      value: halfRestored(change, userPrincipalName, emailAddresses)
        ? // The name is back, the addresses are not: still to be done, and the attempt must not take it for somebody else's work.
          { userPrincipalName: change.before.userPrincipalName, emailAddresses, nameIsBack: true }
        : { userPrincipalName, emailAddresses },
    };
  });
}

function halfRestored(change: UpnChange, userPrincipalName: string, emailAddresses: readonly string[]): boolean {
  const wanted = addressesToRestore(change);
  return (
    wanted !== undefined &&
    sameAddress(userPrincipalName, change.after.userPrincipalName) &&
    !sameAddresses(wanted, emailAddresses)
  );
}
