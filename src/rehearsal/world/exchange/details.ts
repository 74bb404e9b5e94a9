/** What is kept of a recipient beside the recipient itself; a recipient with nothing special has no entry. */
import { canonical } from '../canonical.js';
import type { WorldContext } from '../context.js';
import type { RecipientDetails } from '../exchange-entities.js';
import type { Recipient, Side } from '../entities.js';

export const detailsOf = (world: WorldContext, side: Side, { Guid }: Pick<Recipient, 'Guid'>): RecipientDetails =>
  world.store.get(side, 'details', Guid) ?? { Guid };

export function putDetails(world: WorldContext, side: Side, details: RecipientDetails, now: number): void {
  const after = settled(details);
  if (Object.keys(after).length > 1) return world.store.put(side, 'details', after, now);
  if (world.store.get(side, 'details', details.Guid) !== undefined)
    world.store.remove(side, 'details', details.Guid, now);
}

/** Lists whose order means nothing in one order, and without what says nothing: what is undone leaves no trace in a dump. */
export const settled = (details: RecipientDetails): RecipientDetails =>
  Object.fromEntries(
    Object.entries(details).flatMap(([name, value]): [string, unknown][] => {
      if (value === undefined || (Array.isArray(value) && value.length === 0)) return [];
      const sorted = ['rights', 'sendAs', 'folderRights'].includes(name);
      return [[name, sorted ? inOrder(value as readonly unknown[]) : value]];
    }),
  ) as unknown as RecipientDetails;

function inOrder<One>(list: readonly One[]): One[] {
  const text = (one: One): string => JSON.stringify(canonical(one));
  return [...list].sort((a, b) => (text(a) < text(b) ? -1 : 1));
}

/** A recipient that is gone for good, with all that was written of it. */
export function dropRecipient(
  { store }: WorldContext,
  side: Side,
  { Guid }: Pick<Recipient, 'Guid'>,
  now: number,
): void {
  store.remove(side, 'recipients', Guid, now);
  if (store.get(side, 'details', Guid) !== undefined) store.remove(side, 'details', Guid, now);
  for (const id of [...store.index[side].itemsOf(Guid)]) store.remove(side, 'mailboxItems', id, now);
}
