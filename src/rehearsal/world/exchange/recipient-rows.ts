/** One row of a group, with the settings that are kept beside it. */
import type { WorldContext } from '../context.js';
import type { Recipient, Side } from '../entities.js';
import { filterShown } from './recipient-filters.js';
import { groupSettingsShown } from './group-settings.js';
import {
  distributionGroupProperties,
  dynamicGroupProperties,
  shown,
  unifiedGroupProperties,
  wholeView,
  withTypes,
} from './recipient-view.js';

/** What is kept of a group beside the recipient, as its Get cmdlet shows it. */
export function besideGroup(world: WorldContext, side: Side, group: Recipient): Record<string, unknown> {
  const settings = groupSettingsShown(world, side, group);
  return group.RecipientTypeDetails === 'DynamicDistributionGroup'
    ? { ...settings, ...filterShown(world, side, group) }
    : settings;
}

export function unifiedGroupRow(world: WorldContext, side: Side, group: Recipient): Record<string, unknown> {
  const { RequireSenderAuthenticationEnabled } = groupSettingsShown(world, side, group);
  return {
    ...shown(wholeView(group, world.store.heads[side]), unifiedGroupProperties),
    RequireSenderAuthenticationEnabled,
  };
}

export function groupRow(world: WorldContext, side: Side, group: Recipient): Record<string, unknown> {
  const names =
    group.RecipientTypeDetails === 'DynamicDistributionGroup' ? dynamicGroupProperties : distributionGroupProperties;
  return {
    ...shown(wholeView(group, world.store.heads[side]), names),
    ...withTypes(besideGroup(world, side, group)),
  };
}
