/**
 * Of a change that takes addresses off the source: of whom nobody at the destination gets them, because no row of the mapping in force speaks of
 * them, or because they stay behind by their row. Said before anybody agrees to it: once the domain has left, mail to them is refused.
 */
import type { Change } from '../../contract/change.js';
import type { StepContext } from '../../contract/context.js';
import type { Remark } from '../../contract/finding.js';
import { frozenIn, mappingFile, mappingInForce, type FrozenMapping } from '../users/mapping/frozen.js';
import { movingAddresses } from './moving-addresses.js';
import { addressesIn } from './whole-list.js';

/** Nothing where the table is kept elsewhere: nobody can look into it. */
export async function nobodyGets(
  ctx: Pick<StepContext, 'migration' | 'output' | 'file'>,
  changes: readonly Change[],
): Promise<readonly Remark[]> {
  const frozen = (await ctx.output(mappingInForce)) === null ? null : frozenIn(await ctx.file(mappingFile));
  return frozen === null ? [] : losing(changes, frozen, ctx.migration.movingDomains);
}

export function losing(
  changes: readonly Change[],
  { mapping, version }: Pick<FrozenMapping, 'mapping' | 'version'>,
  movingDomains: readonly string[],
): readonly Remark[] {
  const actions = new Map(mapping.map(({ sourceId, action }) => [sourceId, action]));
  const told = (code: Remark['code'], those: readonly Change[]): readonly Remark[] => {
    if (those.length === 0) return [];
    const addresses = those.flatMap(({ before }) => movingAddresses(addressesIn(before), movingDomains)).length;
    return [{ code, facts: { count: those.length, addresses, names: few(those), version } }];
  };
  return [
    ...told(
      'loses-addresses-in-no-row',
      changes.filter(({ object }) => !actions.has(object.id)),
    ),
    ...told(
      'loses-addresses-behind',
      changes.filter(({ object }) => actions.get(object.id) === 'leave'),
    ),
  ];
}

/** All of them stand in the plan. */
const mostNames = 5;
const few = (changes: readonly Change[]): string => {
  const names = changes.slice(0, mostNames).map(({ object }) => object.label);
  return [...names, ...(changes.length > mostNames ? ['…'] : [])].join(', ');
};
