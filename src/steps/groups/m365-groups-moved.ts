/** Guide 74: Microsoft 365 groups, and with them the teams, leave the moving domains. */
import { defineChange, type PlanDraft } from '../../contract/change.js';
import { groupKindOf } from '../../systems/exchange/groups.js';
import { movingAddresses } from '../addresses/moving-addresses.js';
import { nobodyGets } from '../addresses/nobody-gets.js';
import { readsOfOwed } from '../addresses/owed.js';
import { verifyLists } from '../addresses/verify-lists.js';
import { wholeList } from '../addresses/whole-list.js';
import type { Systems } from '../systems.js';
import { groupsAmongEveryone, planGroupsOff } from './groups-off-moving-domains.js';
import { groupLists, groupRef } from './mail-groups.js';

export const m365GroupsMoved = ({ source }: Systems) => {
  const { exchange } = source;
  return defineChange({
    name: 'm365-groups-moved',
    calls: {
      source: [
        'graph.users',
        'graph.deletedUsers',
        'exchange.recipients',
        'exchange.unifiedGroups',
        'exchange.groupsById',
        'exchange.setGroupEmailAddresses',
      ],
    },
    reads: readsOfOwed,
    ...wholeList(groupLists(exchange)),

    async plan(ctx): Promise<PlanDraft> {
      const { migration } = ctx;
      const { movingDomains } = migration;
      const { groups, everyone } = await groupsAmongEveryone(source, () => exchange.unifiedGroups());
      const holding = groups.filter(({ EmailAddresses }) => movingAddresses(EmailAddresses, movingDomains).length > 0);
      const domains = { movingDomains, initialDomain: migration.initialDomain.source };
      const draft = planGroupsOff(holding, everyone, domains);
      return { ...draft, warnings: [...draft.warnings, ...(await nobodyGets(ctx, draft.changes))], leftOut: [] };
    },

    async verify(ctx, changes) {
      return verifyLists({
        direction: ctx.direction,
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
