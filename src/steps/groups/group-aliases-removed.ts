/**
 * Guide 73, 74: addresses on a moving domain leave the groups whose primary address is elsewhere. The others lost theirs with the primary
 * one, in `groups-primary-to-initial-domain`.
 */
import type { FindingCode } from '../../contract/finding-codes.js';
import { defineChange, type Change, type PlanDraft } from '../../contract/change.js';
import type { Remark } from '../../contract/finding.js';
import { masteredOnPremises } from '../addresses/mastered-on-premises.js';
import { movingAddresses, needsNewPrimary, withoutMovingDomains } from '../addresses/moving-addresses.js';
import { nobodyGets } from '../addresses/nobody-gets.js';
import { readsOfOwed } from '../addresses/owed.js';
import { verifyLists } from '../addresses/verify-lists.js';
import { listValue, undoSecondsOf, wholeList } from '../addresses/whole-list.js';
import type { Systems } from '../systems.js';
import { distributionGroups, groupLists, groupRef, isDistributionGroup } from './mail-groups.js';

export const groupAliasesRemoved = (systems: Systems) => {
  const { exchange } = systems.source;
  return defineChange({
    name: 'group-aliases-removed',
    calls: {
      source: [
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
      const { movingDomains } = ctx.migration;
      const changes: Change[] = [];
      const blockers: Remark[] = [];
      for (const group of await distributionGroups(exchange)) {
        const { EmailAddresses } = group;
        if (movingAddresses(EmailAddresses, movingDomains).length === 0) continue;
        const object = groupRef(group);
        const block = (code: FindingCode): unknown => blockers.push({ code, facts: { name: object.label }, object });
        if (masteredOnPremises(group)) block('group-synced');
        else if (needsNewPrimary(EmailAddresses, movingDomains)) block('group-primary-not-moved');
        else {
          const after = listValue(withoutMovingDomains(EmailAddresses, movingDomains, null));
          changes.push({ side: 'source', object, before: listValue(EmailAddresses), after });
        }
      }
      return {
        changes,
        blockers,
        warnings: await nobodyGets(ctx, changes),
        leftOut: [],
        undoSeconds: undoSecondsOf(changes),
      };
    },

    async verify(ctx, changes) {
      return verifyLists({
        direction: ctx.direction,
        changes,
        recipients: (await exchange.recipients()).filter(isDistributionGroup),
        movingDomains: ctx.migration.movingDomains,
        leftOut: new Set(),
        refOf: groupRef,
        passed: 'groups-off-moving-domains',
      });
    },
  });
};
