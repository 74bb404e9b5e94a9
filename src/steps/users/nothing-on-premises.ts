/** Whether an Exchange on premises can have anything to do: it has where something is synced from there, or mail is routed there. */
import type { SpareRole } from '../../contract/spare-role.js';

interface Synced {
  readonly onPremisesSyncEnabled: boolean | null;
}

interface Tenant {
  readonly domains: readonly { readonly id: string }[];
  readonly users: readonly Synced[];
  readonly groups: readonly Synced[];
  readonly contacts: readonly Synced[];
}

/**
 * The Hybrid Configuration wizard adds the coexistence domain <tenant>.mail.onmicrosoft.com; without it no mail is routed on premises:
 * https://learn.microsoft.com/exchange/hybrid-configuration-wizard
 */
const hybridRouting = /\.mail\.onmicrosoft\.(?:com|us|de)$|\.mail\.partner\.onmschina\.cn$/i;

export function nothingOnPremises(tenants: readonly Tenant[]): readonly SpareRole[] {
  const isThere = tenants.some(
    ({ domains, users, groups, contacts }) =>
      domains.some(({ id }) => hybridRouting.test(id)) ||
      [...users, ...groups, ...contacts].some(({ onPremisesSyncEnabled }) => onPremisesSyncEnabled === true),
  );
  if (isThere) return [];
  const users = tenants.reduce((sum, tenant) => sum + tenant.users.length, 0);
  return [{ role: 'onprem-exchange-admin', because: { code: 'nothing-on-premises', facts: { users } } }];
}
