/**
 * Guide 74: Microsoft 365 groups, and with them the teams, leave the moving domains: the primary address to the initial domain and the
 * moving addresses off, in one write of the whole list (two parameters for the two would be two writes: Exchange refuses them together).
 * https://learn.microsoft.com/powershell/module/exchange/set-unifiedgroup#-emailaddresses
 */
import { defineChange, type Change, type PlanDraft } from '../../contract/change.js';
import { groupKindOf } from '../../systems/exchange/groups.js';
import { objectIdOf } from '../addresses/address-holders.js';
import { masteredOnPremises } from '../addresses/mastered-on-premises.js';
import { movingAddresses, needsNewPrimary, withoutMovingDomains } from '../addresses/moving-addresses.js';
import { verifyLists } from '../addresses/verify-lists.js';
import { listValue, undoSecondsOf, wholeList } from '../addresses/whole-list.js';
import type { Systems } from '../systems.js';
import { initialDomainPrimaries } from './initial-domain-primaries.js';
import { groupLists, groupName, groupRef } from './mail-groups.js';

export const m365GroupsMoved = (systems: Systems) => {
  const { graph, exchange } = systems.source;
  return defineChange({
    name: 'm365-groups-moved',
    ...wholeList(groupLists(exchange)),

    async plan(ctx): Promise<PlanDraft> {
      const { movingDomains } = ctx.migration;
      const initialDomain = ctx.migration.initialDomain.source;
      const [users, deletedUsers, [recipients, groups]] = await Promise.all([
        graph.users(),
        graph.deletedUsers(),
        exchange.recipients().then(async (all) => [all, await exchange.unifiedGroups()] as const),
      ]);
      const inScope = groups.filter((group) => movingAddresses(group.EmailAddresses, movingDomains).length > 0);
      const toMove = inScope.filter((group) => !masteredOnPremises(group));
      const { addressOf, warnings } = initialDomainPrimaries(
        toMove.filter((group) => needsNewPrimary(group.EmailAddresses, movingDomains)),
        { users, deletedUsers, recipients },
        { movingDomains, initialDomain },
      );
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
        blockers: inScope.filter(masteredOnPremises).map((group) => ({
          code: 'group-synced',
          facts: { name: groupName(group) },
          object: groupRef(group),
        })),
        warnings,
        leftOut: [],
        undoSeconds: undoSecondsOf(changes),
      };
    },

    async verify(ctx, changes) {
      return verifyLists({
        changes,
        recipients: (await exchange.recipients()).filter((recipient) => groupKindOf(recipient) === 'm365-group'),
        movingDomains: ctx.migration.movingDomains,
        leftOut: new Set(),
        refOf: groupRef,
        passed: 'm365-groups-off-moving-domains',
      });
    },
  });
};
