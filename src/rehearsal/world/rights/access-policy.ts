/**
 * Whether an application's permission reaches this mailbox: https://learn.microsoft.com/en-us/powershell/module/exchange/new-applicationaccesspolicy
 * "Changes to application access policies can take longer than 1 hour to take effect": https://learn.microsoft.com/en-us/graph/auth-limit-mailbox-access
 */
import type { WorldContext } from '../context.js';
import type { Recipient, Side } from '../entities.js';
import type { ApplicationAccessPolicy } from './entities.js';

/** The rules of the page, in its order; `lagSeconds` says how old a reader's knowledge is. */
export function policyAdmits(
  world: WorldContext,
  side: Side,
  appId: string,
  mailbox: Recipient,
  now: number,
  lagSeconds = world.store.faults.accessPolicyLagSeconds,
): boolean {
  const policies = knownPolicies(world, side, now, lagSeconds).filter(
    (one) => one.AppId === '*' || one.AppId.toLowerCase() === appId.toLowerCase(),
  );
  const covers = (one: ApplicationAccessPolicy): boolean => isInScope(world, side, one.scopeGuid, mailbox);
  if (policies.some((one) => one.AccessRight === 'DenyAccess' && covers(one))) return false;
  const restricting = policies.filter((one) => one.AccessRight === 'RestrictAccess');
  return restricting.length === 0 || restricting.some(covers);
}

function knownPolicies(
  { store }: WorldContext,
  side: Side,
  now: number,
  lagSeconds: number,
): readonly ApplicationAccessPolicy[] {
  // One that was taken away a moment ago is obeyed still.
  const ids = new Set([...store.keys(side, 'accessPolicies'), ...store.recentlyGone(side, 'accessPolicies')]);
  return [...ids].flatMap((id) => store.seen(side, 'accessPolicies', id, now, lagSeconds * 1000) ?? []);
}

/** The mailbox itself, or a member of the group at whatever depth. */
function isInScope({ store }: WorldContext, side: Side, scopeGuid: string, mailbox: Recipient): boolean {
  const wanted = mailbox.ExternalDirectoryObjectId;
  const seen = new Set<string>();
  const holds = (objectId: string): boolean => {
    if (objectId === wanted) return true;
    if (seen.has(objectId)) return false;
    seen.add(objectId);
    return (store.get(side, 'groups', objectId)?.members ?? []).some(holds);
  };
  return scopeGuid === mailbox.Guid || holds(store.get(side, 'recipients', scopeGuid)?.ExternalDirectoryObjectId ?? '');
}
