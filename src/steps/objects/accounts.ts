/** Accounts, as they are seen and as they are to be. Their mailboxes come by themselves. */
import type { Observed } from '../../contract/change.js';
import type { GraphUser } from '../../systems/graph/types.js';
import { sameAddress } from '../addresses/proxy-address.js';
import type { TenantClients } from '../systems.js';
import type { WantedAccount } from './make-accounts.js';
import type { MadeValue, ObjectChange } from './value.js';

export async function observeAccounts(
  { graph }: Pick<TenantClients, 'graph'>,
  changes: readonly ObjectChange[],
): Promise<readonly Observed[]> {
  const users = await graph.usersByPrincipalName(changes.map(nameIn));
  return changes.map(({ after }, index): Observed => {
    const user = users[index];
    if (user === null || user === undefined) return { seen: true, value: { state: 'absent' } };
    return { seen: true, value: accountValue(user, after), made: [{ kind: 'user', id: user.id }] };
  });
}

const nameIn = ({ after, before }: ObjectChange): string => after.userPrincipalName ?? before.userPrincipalName ?? '';

export function accountValue(user: GraphUser, wanted: MadeValue): MadeValue {
  const name = wanted.userPrincipalName ?? '';
  const licensed = user.assignedLicenses.some(({ skuId }) => skuId === wanted.skuId);
  return {
    state: 'there',
    displayName: user.displayName ?? '',
    // The text of the plan: the same name in other capitals is the same name.
    userPrincipalName: sameAddress(user.userPrincipalName, name) ? name : user.userPrincipalName,
    employeeId: user.employeeId || null,
    // On the way back nobody asks for it again.
    ...(wanted.profile === undefined ? {} : { profile: user.profile ?? wanted.profile }),
    usageLocation: user.usageLocation || null,
    accountEnabled: user.accountEnabled ?? true,
    licence: licensed || wanted.skuId == null ? (wanted.licence ?? null) : null,
    skuId: licensed || wanted.skuId == null ? (wanted.skuId ?? null) : null,
  };
}

/** Of a change what its account is to be. */
export const wantedAccount = ({ after }: ObjectChange): WantedAccount => {
  const { userPrincipalName = '', displayName, usageLocation, employeeId, accountEnabled, skuId, profile } = after;
  return {
    userPrincipalName,
    displayName: displayName || userPrincipalName,
    accountEnabled: accountEnabled ?? true,
    usageLocation: usageLocation ?? null,
    employeeId: employeeId ?? null,
    profile: profile ?? {},
    skuId: skuId ?? null,
  };
};
