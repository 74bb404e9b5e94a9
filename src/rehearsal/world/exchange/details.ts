/** What is kept of a recipient beside the recipient itself; a recipient with nothing special has no entry. */
import { canonical } from '../canonical.js';
import type { WorldContext } from '../context.js';
import type { RecipientDetails } from '../exchange-entities.js';
import type { Recipient, Side } from '../entities.js';

export const detailsOf = (world: WorldContext, side: Side, { Guid }: Pick<Recipient, 'Guid'>): RecipientDetails =>
  world.store.get(side, 'details', Guid) ?? { Guid };

/** Lists whose order means nothing are kept in one order, and what says nothing is left out: what is undone leaves no trace in a dump. */
export function putDetails(world: WorldContext, side: Side, details: RecipientDetails, now: number): void {
  const said = Object.entries(details).flatMap(([name, value]): [string, unknown][] => {
    if (value === undefined || (Array.isArray(value) && value.length === 0)) return [];
    return [[name, ['rights', 'sendAs', 'folderRights'].includes(name) ? inOrder(value as readonly unknown[]) : value]];
  });
  if (said.length <= 1) {
    if (world.store.get(side, 'details', details.Guid) !== undefined)
      world.store.remove(side, 'details', details.Guid, now);
  } else world.store.put(side, 'details', Object.fromEntries(said) as unknown as RecipientDetails, now);
}

export function inOrder<One>(list: readonly One[]): One[] {
  const text = (one: One): string => JSON.stringify(canonical(one));
  return [...list].sort((a, b) => (text(a) < text(b) ? -1 : 1));
}
