import type { ActionRegistry } from '../contract/change.js';
import { backupSourceMailboxes } from './addresses/backup-source-mailboxes.js';
import { mailboxAliasesRemoved } from './addresses/mailbox-aliases-removed.js';
import { defaultDomainSource } from './domains/default-domain-source.js';
import { groupAliasesRemoved } from './groups/group-aliases-removed.js';
import { groupsPrimaryToInitialDomain } from './groups/groups-primary-to-initial-domain.js';
import { m365GroupsMoved } from './groups/m365-groups-moved.js';
import { inventory } from './users/inventory.js';
import { operatorAccounts } from './users/operator-accounts.js';
import { sourceRoutingAddress } from './addresses/source-routing-address.js';
import { upnToInitialDomain } from './users/upn-to-initial-domain.js';
import type { Systems } from './systems.js';

export type { Systems, TenantClients } from './systems.js';

/** The code of the runbook's steps, by the name that the step's row carries as `action`. */
export function createActions(systems: Systems): ActionRegistry {
  const actions = [
    operatorAccounts(systems),
    inventory(systems),
    sourceRoutingAddress(systems),
    backupSourceMailboxes(systems),
    defaultDomainSource(systems),
    upnToInitialDomain(systems),
    groupsPrimaryToInitialDomain(systems),
    mailboxAliasesRemoved(systems),
    groupAliasesRemoved(systems),
    m365GroupsMoved(systems),
  ];
  return new Map(actions.map((action) => [action.name, action]));
}
