/**
 * Guide 69, 70: distribution lists, mail-enabled security groups, room lists and dynamic groups get their primary address on the initial
 * domain; the old one stays an alias until `group-aliases-removed`. The new address is free among all recipients, users and deleted users,
 * not among groups alone. Going back writes the whole list that the ledger saw, because the new address was not there before.
 */
import {
  defineChange,
  type Applied,
  type Change,
  type Finding,
  type Observed,
  type PlanDraft,
} from '../../contract/change.js';
import type { Json } from '../../contract/json.js';
import { objectIdOf } from '../addresses/address-holders.js';
import { masteredOnPremises } from '../addresses/mastered-on-premises.js';
import { lostAddresses, movingAddresses, needsNewPrimary, primaryAddress } from '../addresses/moving-addresses.js';
import { sameAddress, smtpAddresses } from '../addresses/proxy-address.js';
import { verifyRestored } from '../addresses/verify-lists.js';
import { addressesIn, exchangePace, listValue, undoSecondsOf } from '../addresses/whole-list.js';
import { mostTelling } from '../most-telling.js';
import type { Systems } from '../systems.js';
import { initialDomainPrimaries } from './initial-domain-primaries.js';
import { distributionGroups, groupKey, groupLists, groupName, groupRef, isDistributionGroup } from './mail-groups.js';

export const groupsPrimaryToInitialDomain = (systems: Systems) => {
  const { graph, exchange } = systems.source;
  const lists = groupLists(exchange);
  return defineChange({
    name: 'groups-primary-to-initial-domain',
    ...exchangePace,

    async plan(ctx): Promise<PlanDraft> {
      const { movingDomains } = ctx.migration;
      const initialDomain = ctx.migration.initialDomain.source;
      const [users, deletedUsers, [recipients, groups]] = await Promise.all([
        graph.users(),
        graph.deletedUsers(),
        exchange.recipients().then(async (all) => [all, await distributionGroups(exchange)] as const),
      ]);
      const holding = groups.filter((group) => movingAddresses(group.EmailAddresses, movingDomains).length > 0);
      const inScope = holding.filter((group) => needsNewPrimary(group.EmailAddresses, movingDomains));
      const synced = inScope.filter(masteredOnPremises);
      const toMove = inScope.filter((group) => !masteredOnPremises(group));
      const everyone = { users, deletedUsers, recipients };
      const { addressOf, warnings } = initialDomainPrimaries(toMove, everyone, { movingDomains, initialDomain });
      const changes = toMove.map((group): Change => ({
        side: 'source',
        object: groupRef(group),
        before: valueOf(group.EmailAddresses),
        after: { primarySmtpAddress: addressOf.get(objectIdOf(group)) as string },
      }));
      return {
        changes,
        blockers: synced.map((group) => ({
          code: 'group-synced',
          facts: { name: groupName(group) },
          object: groupRef(group),
        })),
        warnings,
        leftOut: holding
          .filter((group) => !inScope.includes(group))
          .map((group) => ({
            code: 'left-out-primary-stays',
            facts: { name: groupName(group) },
            object: groupRef(group),
          })),
        undoSeconds: undoSecondsOf(changes),
      };
    },

    async observe(_ctx, changes) {
      const groups = await lists.read(changes.map(({ object }) => object));
      return changes.map((change, index): Observed => {
        const group = groups[index];
        return { seen: true, value: group == null ? { gone: true } : valueOf(group.EmailAddresses, change) };
      });
    },

    async apply(_ctx, changes): Promise<readonly Applied[]> {
      const back = changes.filter(isGoingBack);
      const forward = changes.filter((change) => !isGoingBack(change));
      const results = new Map<string, Applied>();
      const keep = (of: readonly Change[], applied: readonly Applied[]): void =>
        of.forEach(({ object }, index) => results.set(object.id, applied[index] ?? { result: 'in-doubt' }));
      keep(
        forward,
        await exchange.setGroupPrimarySmtpAddress(
          forward.map(({ object, after }) => ({
            ...groupKey(object),
            primarySmtpAddress: primaryIn(after) ?? '',
          })),
        ),
      );
      keep(back, await lists.write(back.map(({ object, after }) => ({ object, emailAddresses: addressesIn(after) }))));
      return changes.map(({ object }) => results.get(object.id) ?? { result: 'in-doubt' });
    },

    async verify(ctx, changes) {
      const groups = (await exchange.recipients()).filter(isDistributionGroup);
      if (changes.some(isGoingBack)) return verifyRestored({ changes, recipients: groups });
      const { movingDomains } = ctx.migration;
      const present = new Map(groups.map((group) => [objectIdOf(group), group]));
      const failed = changes.flatMap((change): Finding[] => {
        const group = present.get(change.object.id);
        const fail = (code: string, facts: Finding['facts'] = {}): Finding => ({
          status: 'failed',
          code,
          facts: { name: change.object.label, ...facts },
          object: change.object,
        });
        if (group === undefined) return [fail('address-holder-gone')];
        const [wanted, primary] = [primaryIn(change.after) ?? '', primaryAddress(group.EmailAddresses) ?? ''];
        if (!sameAddress(primary, wanted)) return [fail('primary-not-as-planned', { wanted, present: primary })];
        const lower = (list: readonly string[]) => smtpAddresses(list).map((address) => address.toLowerCase());
        return lostAddresses(lower(addressesIn(change.before)), lower(group.EmailAddresses)).map((address) =>
          fail('address-lost', { address }),
        );
      });
      const planned = new Set(changes.map(({ object }) => object.id));
      for (const group of groups) {
        if (planned.has(objectIdOf(group)) || movingAddresses(group.EmailAddresses, movingDomains).length === 0)
          continue;
        if (!needsNewPrimary(group.EmailAddresses, movingDomains)) continue;
        failed.push({
          status: 'failed',
          code: 'primary-appeared-on-moving-domain',
          facts: { name: groupName(group) },
          object: groupRef(group),
        });
      }
      return failed.length > 0
        ? mostTelling(failed)
        : [
            {
              status: 'passed',
              code: 'group-primaries-moved',
              facts: { count: changes.length, groups: groups.length },
            },
          ];
    },

    invert: (change, observedBefore) => ({
      side: change.side,
      object: change.object,
      before: change.after,
      after: listValue(addressesIn(observedBefore)),
    }),
  });
};

const primaryIn = (value: Json): string | undefined =>
  (value as { readonly primarySmtpAddress?: string }).primarySmtpAddress;

/** Only going back is a whole list written. */
const isGoingBack = ({ after }: Change): boolean => primaryIn(after) === undefined;

/** The same address in other capitals is the same address: then in the words of the plan. */
function valueOf(emailAddresses: readonly string[], change?: Change): Json {
  const primary = primaryAddress(emailAddresses);
  const named = change === undefined ? [] : [primaryIn(change.before), primaryIn(change.after)];
  const inThePlan = named.find((one) => one !== undefined && sameAddress(one, primary ?? ''));
  return { primarySmtpAddress: inThePlan ?? primary, ...listValue(emailAddresses) };
}
