/** Whom a list names that has an account and no mailbox yet: nothing of the list is begun before, or it would stand half made for hours. */
import type { TenantClients } from '../systems.js';
import type { ObjectChange } from './value.js';

const namedIn = ({ after }: ObjectChange): readonly string[] =>
  [...(after.members ?? []), ...Object.values(after.people ?? {}).flat()].filter((one) => one.includes('@'));

export async function awaitingSomebody(
  { graph, exchange }: TenantClients,
  changes: readonly ObjectChange[],
): Promise<ReadonlySet<ObjectChange>> {
  const addresses = [...new Set(changes.flatMap(namedIn))];
  const mailboxes = await exchange.mailboxesByAddress(addresses);
  const without = addresses.filter((_, index) => mailboxes[index] === null);
  const users = await graph.usersByPrincipalName(without);
  const toCome = new Set(without.filter((_, index) => users[index] !== null));
  return new Set(changes.filter((change) => namedIn(change).some((one) => toCome.has(one))));
}
