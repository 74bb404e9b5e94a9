/**
 * Guide 69, 70: distribution lists, mail-enabled security groups, room lists and dynamic groups get their primary address on the initial
 * domain. The same write takes their addresses on the moving domains off, which the guide does in 73: a group is written once a night.
 */
import { defineChange, type PlanDraft } from '../../contract/change.js';
import { objectIdOf } from '../addresses/address-holders.js';
import { movingAddresses, needsNewPrimary } from '../addresses/moving-addresses.js';
import { nobodyGets } from '../addresses/nobody-gets.js';
import { readsOfOwed } from '../addresses/owed.js';
import { verifyLists } from '../addresses/verify-lists.js';
import { wholeList } from '../addresses/whole-list.js';
import type { Systems } from '../systems.js';
import { groupsAmongEveryone, planGroupsOff } from './groups-off-moving-domains.js';
import { distributionGroups, groupLists, groupName, groupRef, isDistributionGroup } from './mail-groups.js';

export const groupsPrimaryToInitialDomain = ({ source }: Systems) => {
  const { exchange } = source;
  return defineChange({
    name: 'groups-primary-to-initial-domain',
    calls: {
      source: [
        'graph.users',
        'graph.deletedUsers',
        'exchange.distributionGroups',
        'exchange.dynamicDistributionGroups',
        'exchange.groupsById',
        'exchange.recipients',
        'exchange.setGroupEmailAddresses',
      ],
    },
    reads: readsOfOwed,
    ...wholeList(groupLists(exchange)),

    async plan(ctx): Promise<PlanDraft> {
      const { migration } = ctx;
      const { movingDomains } = migration;
      const { groups, everyone } = await groupsAmongEveryone(source, () => distributionGroups(exchange));
      const holding = groups.filter(({ EmailAddresses }) => movingAddresses(EmailAddresses, movingDomains).length > 0);
      const inScope = holding.filter(({ EmailAddresses }) => needsNewPrimary(EmailAddresses, movingDomains));
      const domains = { movingDomains, initialDomain: migration.initialDomain.source };
      const draft = planGroupsOff(inScope, everyone, domains);
      return {
        ...draft,
        warnings: [...draft.warnings, ...(await nobodyGets(ctx, draft.changes))],
        leftOut: holding
          .filter((group) => !inScope.includes(group))
          .map((group) => ({
            code: 'left-out-primary-stays',
            facts: { name: groupName(group) },
            object: groupRef(group),
          })),
      };
    },

    async verify({ migration: { movingDomains }, direction }, changes) {
      const groups = (await exchange.recipients()).filter(isDistributionGroup);
      const primaryStays = groups.filter(({ EmailAddresses }) => !needsNewPrimary(EmailAddresses, movingDomains));
      return verifyLists({
        direction,
        changes,
        recipients: groups,
        movingDomains,
        leftOut: new Set(primaryStays.map(objectIdOf)),
        refOf: groupRef,
        passed: 'group-primaries-moved',
      });
    },
  });
};
