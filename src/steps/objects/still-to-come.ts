/** Whom a list names that has an account and no mailbox yet: nothing of the list is begun before, or it would stand half made for hours. */
import type { StepContext } from '../../contract/context.js';
import type { TenantClients } from '../systems.js';
import { mayStillCome, soon } from './not-yet-seen.js';
import type { ObjectChange } from './value.js';

const namedIn = ({ after }: ObjectChange): readonly string[] =>
  [...(after.members ?? []), ...Object.values(after.people ?? {}).flat()].filter((one) => one.includes('@'));

export async function awaitingSomebody(
  { graph, exchange }: TenantClients,
  ctx: Pick<StepContext, 'looks' | 'now'>,
  changes: readonly ObjectChange[],
): Promise<ReadonlySet<ObjectChange>> {
  const addresses = [...new Set(changes.flatMap(namedIn))];
  const mailboxes = await exchange.mailboxesByAddress(addresses);
  const without = addresses.filter((_, index) => mailboxes[index] === null);
  const users = await graph.usersByPrincipalName(without);
  // Whoever was refused a licence gets no mailbox, however long a list waits.
  const isToCome = (user: (typeof users)[number]): boolean =>
    user !== null && (user.assignedLicenses.length > 0 || mayStillCome(ctx, soon));
  const toCome = new Set(without.filter((_, index) => isToCome(users[index] ?? null)));
  return new Set(changes.filter((change) => namedIn(change).some((one) => toCome.has(one))));
}
