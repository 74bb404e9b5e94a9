import type { ActionRegistry } from '../contract/actions.js';
import { destinationFullAccess, sourceFullAccess } from './access/full-access.js';
import { destinationMailboxAccess, sourceMailboxAccess } from './access/mailbox-access.js';
import { moverAccessCheck } from './access/mover-access-check.js';
import { moverAccessOpen } from './access/mover-access-open.js';
import { moverIdentityDecision } from './access/mover-identity.js';
import { serviceAccessRemoved } from './access/service-access-removed.js';
import { addressHoldersCleared } from './addresses/address-holders-cleared.js';
import { addressHoldersDestination } from './addresses/address-holders-destination.js';
import { mailboxAliasesRemoved } from './addresses/mailbox-aliases-removed.js';
import { backupDestinationContacts } from './backups/backup-destination-contacts.js';
import { backupDestinationForwarding } from './backups/backup-destination-forwarding.js';
import { backupSourceCalendarDelegation } from './backups/backup-source-calendar-delegation.js';
import { backupSourceMailboxes } from './backups/backup-source-mailboxes.js';
import { backupSourceGroups } from './backups/backup-source-groups.js';
import { primaryAddressUsers } from './addresses/primary-address-users.js';
import { userAliasesDestination } from './addresses/user-aliases-destination.js';
import { contactsRemovedDestination } from './contacts/contacts-removed-destination.js';
import { defaultDomainSource } from './domains/default-domain-source.js';
import { domainBlockers } from './domains/scans/domain-blockers.js';
import { noDependenciesLeftDestination } from './domains/scans/no-dependencies-left-destination.js';
import { noDependenciesLeft } from './domains/scans/no-dependencies-left.js';
import { addDomainDestination } from './domains/add-domain-destination.js';
import { addDomainSource } from './domains/add-domain-source.js';
import { domainProofDestination } from './domains/domain-proof-destination.js';
import { domainProofSource } from './domains/domain-proof-source.js';
import { federatedToManaged } from './domains/federated-to-managed.js';
import { servicesNeededDecision } from './domains/services-needed.js';
import { forceRemoveDomainSource } from './domains/force-remove-domain-source.js';
import { removeDomainDestination } from './domains/remove-domain-destination.js';
import { removeDomainSource } from './domains/remove-domain-source.js';
import { verifyDomainDestination } from './domains/verify-domain-destination.js';
import { verifyDomainSource } from './domains/verify-domain-source.js';
import { domainAndDnsOwnershipDecision } from './dns/domain-and-dns-ownership.js';
import { mailGapDecision } from './dns/mail-gap.js';
import { dnsSwitch } from './dns/dns-switch.js';
import { mxParked } from './dns/mx-parked.js';
import { mxTtlCheck } from './dns/mx-ttl-check.js';
import { mxTtlLowering } from './dns/mx-ttl-lowering.js';
import { mxTtlRestore } from './dns/mx-ttl-restore.js';
import { directorySync } from './users/directory-sync.js';
import { registrationAfter, registrationBefore } from './dns/registration-moves.js';
import { groupAliasesDestination } from './groups/group-aliases-destination.js';
import { groupAliasesRemoved } from './groups/group-aliases-removed.js';
import { groupsPrimaryToInitialDomain } from './groups/groups-primary-to-initial-domain.js';
import { m365GroupsMoved } from './groups/m365-groups-moved.js';
import { primaryAddressGroups } from './groups/primary-address-groups.js';
import { forwardingRemovedDestination } from './mail-flow/forwarding-removed-destination.js';
import { mailFlowReview } from './mail-flow/mail-flow-review.js';
import { mailFlowProof } from './mail-flow/mail-flow-proof.js';
import { mailboxSettings } from './mailboxes/mailbox-settings.js';
import { mailboxSizes } from './mailboxes/mailbox-sizes.js';
import { licenceRequirement } from './mover/licence-requirement.js';
import { cutoverDate } from './night/cutover-date.js';
import { destinationDelegates } from './delegates/destination-delegates.js';
import { createDestinationObjects } from './objects/create-destination-objects.js';
import { backOutProof } from './proofs/back-out-proof.js';
import { closingReport } from './proofs/closing-report.js';
import { userCommunicationsDecision } from './notices/user-communications.js';
import { directorySyncCheck } from './users/directory-sync-check.js';
import { firstSignInDecision } from './users/first-sign-in.js';
import { inventory } from './users/inventory.js';
import { mappingStillTrue } from './users/mapping-still-true.js';
import { migrationScopeDecision } from './users/migration-scope.js';
import { operatorAccounts } from './users/operator-accounts.js';
import { sourceRoutingAddress } from './addresses/source-routing-address.js';
import { destinationTestAccounts } from './test-accounts/destination-test-accounts.js';
import { sourceTestAccounts } from './test-accounts/source-test-accounts.js';
import { sourceTestContent } from './test-accounts/source-test-content.js';
import { testDeltaMail } from './test-accounts/test-delta-mail.js';
import { sourceAdminRights } from './rights/source-admin-rights.js';
import { upnToInitialDomain } from './users/upn-to-initial-domain.js';
import type { Systems } from './systems.js';

export type { Systems, TenantClients } from './systems.js';

/** The code of the runbook's steps, by the name that the step's row carries as `action` or `condition`. */
export function createActions(systems: Systems): ActionRegistry {
  const actions = [
    servicesNeededDecision,
    domainAndDnsOwnershipDecision,
    mailGapDecision(systems),
    migrationScopeDecision(systems),
    mappingStillTrue(systems),
    createDestinationObjects(systems),
    destinationDelegates(systems),
    userCommunicationsDecision(systems),
    firstSignInDecision,
    moverIdentityDecision,
    moverAccessCheck(systems),
    moverAccessOpen(systems),
    sourceFullAccess(systems),
    destinationFullAccess(systems),
    sourceMailboxAccess(systems),
    destinationMailboxAccess(systems),
    cutoverDate(systems),
    operatorAccounts(systems),
    inventory(systems),
    mailboxSizes(systems),
    licenceRequirement,
    mailboxSettings(systems),
    mailFlowReview(systems),
    sourceTestAccounts(systems),
    sourceTestContent(systems),
    destinationTestAccounts(systems),
    testDeltaMail(systems),
    domainBlockers(systems),
    sourceRoutingAddress(systems),
    backupSourceMailboxes(systems),
    backupSourceGroups(systems),
    backupSourceCalendarDelegation(systems),
    backupDestinationContacts(systems),
    backupDestinationForwarding(systems),
    addressHoldersDestination(systems),
    federatedToManaged(systems),
    directorySyncCheck(systems),
    defaultDomainSource(systems),
    upnToInitialDomain(systems),
    groupsPrimaryToInitialDomain(systems),
    mailboxAliasesRemoved(systems),
    groupAliasesRemoved(systems),
    m365GroupsMoved(systems),
    noDependenciesLeft(systems),
    noDependenciesLeftDestination(systems),
    addDomainDestination(systems),
    domainProofDestination(systems),
    mxTtlLowering(systems),
    mxTtlCheck(systems),
    mxParked(systems),
    dnsSwitch(systems),
    mxTtlRestore(systems),
    serviceAccessRemoved(systems),
    closingReport(systems),
    registrationBefore,
    registrationAfter,
    directorySync,
    removeDomainSource(systems),
    forceRemoveDomainSource(systems),
    verifyDomainDestination(systems),
    forwardingRemovedDestination(systems),
    contactsRemovedDestination(systems),
    addressHoldersCleared(systems),
    userAliasesDestination(systems),
    groupAliasesDestination(systems),
    primaryAddressUsers(systems),
    primaryAddressGroups(systems),
    mailFlowProof(systems),
    removeDomainDestination(systems),
    addDomainSource(systems),
    domainProofSource(systems),
    verifyDomainSource(systems),
    backOutProof(systems),
  ];
  const all = [sourceAdminRights(systems, actions), ...actions];
  return new Map(all.map((action) => [action.name, action]));
}
