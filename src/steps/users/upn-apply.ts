import { afterAWrite } from '../../contract/change.js';
import type { Applied } from '../../contract/change.js';
import type { StepContext } from '../../contract/context.js';
import type { Mailbox } from '../../systems/exchange/types.js';
import { sameAddress, sameAddresses } from '../addresses/proxy-address.js';
import type { TenantClients } from '../systems.js';
import { addressesToRestore, type UpnChange } from './upn-value.js';

/** Migration time between two looks at mailboxes that have not followed yet, and how often before the ledger takes over. */
const lookEveryMs = 15_000;
const mostLooks = 40;

type Waits = Pick<StepContext, 'pause' | 'signal'>;

export async function applyNames(
  clients: TenantClients,
  ctx: Waits,
  changes: readonly UpnChange[],
): Promise<readonly Applied[]> {
  const results = await renameWhereNeeded(clients, changes);
  const restoring = changes.filter(
    (change) => results.get(change.object.id)?.result === 'done' && addressesToRestore(change) !== undefined,
  );
  for (const [id, result] of await restoreAddresses(clients, ctx, restoring)) results.set(id, afterAWrite(result));
  return changes.map(({ object }) => results.get(object.id) ?? { result: 'in-doubt' });
}

async function renameWhereNeeded(
  { graph }: TenantClients,
  changes: readonly UpnChange[],
): Promise<Map<string, Applied>> {
  const results = new Map<string, Applied>();
  // Going back, an earlier run may have restored the name and not the addresses: a name that is right is not written again.
  const goingBack = changes.filter((change) => addressesToRestore(change) !== undefined);
  const users = await graph.usersById(goingBack.map(({ object }) => object.id));
  goingBack.forEach((change, index) => {
    if (users[index]?.userPrincipalName === change.after.userPrincipalName) {
      results.set(change.object.id, { result: 'done' });
    }
  });
  const toRename = changes.filter(({ object }) => !results.has(object.id));
  const applied = await graph.changeUserPrincipalNames(
    toRename.map((change) => ({ userId: change.object.id, userPrincipalName: change.after.userPrincipalName })),
  );
  toRename.forEach(({ object }, index) => results.set(object.id, applied[index] ?? { result: 'in-doubt' }));
  return results;
}

/** Writes a list only where Exchange, having followed the name, did not arrive at it by itself. */
async function restoreAddresses(
  clients: TenantClients,
  ctx: Waits,
  changes: readonly UpnChange[],
): Promise<ReadonlyMap<string, Applied>> {
  const settled = await mailboxesThatFollowed(clients, ctx, changes);
  const results = new Map<string, Applied>();
  const toWrite: { readonly mailboxId: string; readonly emailAddresses: readonly string[] }[] = [];
  for (const change of changes) {
    const { id } = change.object;
    const mailbox = settled.get(id);
    const emailAddresses = addressesToRestore(change) ?? [];
    if (mailbox === undefined) results.set(id, { result: 'in-doubt' });
    else if (mailbox === null) {
      results.set(id, {
        result: 'refused',
        remark: { code: 'mailbox-gone', facts: { name: change.object.label }, object: change.object },
      });
    } else if (sameAddresses(mailbox.EmailAddresses, emailAddresses)) results.set(id, { result: 'done' });
    else toWrite.push({ mailboxId: id, emailAddresses });
  }
  const applied = await clients.exchange.setMailboxEmailAddresses(toWrite);
  toWrite.forEach(({ mailboxId }, index) => results.set(mailboxId, applied[index] ?? { result: 'in-doubt' }));
  return results;
}

/** Absent: Exchange has not followed in time, and its rewriting would undo what is written now. Null: there is no mailbox. */
async function mailboxesThatFollowed(
  { exchange }: TenantClients,
  ctx: Waits,
  changes: readonly UpnChange[],
): Promise<ReadonlyMap<string, Mailbox | null>> {
  const settled = new Map<string, Mailbox | null>();
  for (let look = 1; look <= mostLooks && !ctx.signal.aborted; look += 1) {
    const open = changes.filter(({ object }) => !settled.has(object.id));
    const mailboxes = await exchange.mailboxesById(open.map(({ object }) => object.id));
    open.forEach((change, index) => {
      const mailbox = mailboxes[index] ?? null;
      if (mailbox === null || sameAddress(mailbox.UserPrincipalName, change.after.userPrincipalName)) {
        settled.set(change.object.id, mailbox);
      }
    });
    if (settled.size === changes.length) break;
    await ctx.pause(lookEveryMs);
  }
  return settled;
}
