/**
 * Groups leave the moving domains in one write of the whole list each: with an address on the initial domain as the primary one where it was
 * on a moving domain. The two parameters for the two would be two writes, because Exchange refuses them together.
 * https://learn.microsoft.com/powershell/module/exchange/set-distributiongroup#-emailaddresses
 */
import type { Change, PlanDraft } from '../../contract/change.js';
import type { MailGroup } from '../../systems/exchange/types.js';
import { objectIdOf, type Everyone } from '../addresses/address-holders.js';
import { masteredOnPremises } from '../addresses/mastered-on-premises.js';
import { needsNewPrimary, withoutMovingDomains } from '../addresses/moving-addresses.js';
import { renamedRemarks } from '../addresses/renamed.js';
import { listValue, undoSecondsOf } from '../addresses/whole-list.js';
import type { TenantClients } from '../systems.js';
import { initialDomainPrimaries } from './initial-domain-primaries.js';
import { groupName, groupRef } from './mail-groups.js';

/** The groups, and everybody whose address a new one must not be. */
export async function groupsAmongEveryone(
  { graph, exchange }: TenantClients,
  readGroups: () => Promise<readonly MailGroup[]>,
): Promise<{ readonly groups: readonly MailGroup[]; readonly everyone: Everyone }> {
  const [users, deletedUsers, [recipients, groups]] = await Promise.all([
    graph.users(),
    graph.deletedUsers(),
    // One after the other: Exchange allows few commands at a time.
    exchange.recipients().then(async (all) => [all, await readGroups()] as const),
  ]);
  return { groups, everyone: { users, deletedUsers, recipients } };
}

/** `groups` are those that hold an address on a moving domain. */
export function planGroupsOff(
  groups: readonly MailGroup[],
  everyone: Everyone,
  domains: { readonly movingDomains: readonly string[]; readonly initialDomain: string },
): Omit<PlanDraft, 'leftOut'> {
  const { movingDomains } = domains;
  const toMove = groups.filter((group) => !masteredOnPremises(group));
  const withNewPrimary = toMove.filter(({ EmailAddresses }) => needsNewPrimary(EmailAddresses, movingDomains));
  const { addressOf, renamed } = initialDomainPrimaries(withNewPrimary, everyone, domains);
  const changes = toMove.map((group): Change => {
    const newPrimary = addressOf.get(objectIdOf(group)) ?? null;
    return {
      side: 'source',
      object: groupRef(group),
      before: listValue(group.EmailAddresses),
      after: listValue(withoutMovingDomains(group.EmailAddresses, movingDomains, newPrimary)),
    };
  });
  return {
    changes,
    blockers: groups.filter(masteredOnPremises).map((group) => ({
      code: 'group-synced',
      facts: { name: groupName(group) },
      object: groupRef(group),
    })),
    warnings: renamedRemarks(renamed, 'addresses'),
    undoSeconds: undoSecondsOf(changes),
  };
}
