/**
 * What of the addresses that were taken is to be given, and to whom: the mapping in force says which object becomes which, and whose addresses
 * nobody gets. Whom it does not name, or where there is none, is judged by what is certain without it.
 */
import type { StepContext } from '../../contract/context.js';
import type { ExchangeRecipient } from '../../systems/exchange/types.js';
import { mappingNow } from '../users/mapping/frozen.js';
import type { MappedRow } from '../users/mapping/row.js';
import { objectIdOf } from './address-holders.js';
import { sameAddress, smtpAddresses } from './proxy-address.js';
import { takenFromSource, type Holders, type TakenList } from './taken-from-source.js';

export interface OwedList extends TakenList {
  /** Null: nobody has said so far who gets them. */
  readonly to: NamedTarget | null;
}

/** The object of the destination that a row names. */
export type NamedTarget = Pick<MappedRow, 'action' | 'target' | 'targetId'>;

export interface Owed {
  readonly lists: readonly OwedList[];
  /** Those of the objects that stay behind: the domain has left them all the same. */
  readonly behind: readonly TakenList[];
}

export async function owedTo(
  ctx: Pick<StepContext, 'migration' | 'written' | 'output' | 'file'>,
  of: Holders,
): Promise<Owed> {
  const taken = await takenFromSource(ctx, of);
  const frozen = await mappingNow(ctx);
  return owedBy(taken, frozen?.mapping ?? []);
}

export function owedBy(taken: readonly TakenList[], mapping: readonly MappedRow[]): Owed {
  const rows = new Map(mapping.map((row) => [row.sourceId, row]));
  const staysBehind = ({ object }: TakenList): boolean => rows.get(object.id)?.action === 'leave';
  return {
    lists: taken
      .filter((list) => !staysBehind(list))
      .map((list) => ({ ...list, to: rows.get(list.object.id) ?? null })),
    behind: taken.filter(staysBehind),
  };
}

/** Whoever is there already goes by the id: addresses change. Who was made after the mapping is known by the address that it gave. */
export function isNamed({ action, target, targetId }: NamedTarget, recipient: ExchangeRecipient): boolean {
  const isThatObject = targetId !== null && objectIdOf(recipient).toLowerCase() === targetId.toLowerCase();
  if (action === 'same' && targetId !== null) return isThatObject;
  // A guest account may have become the person's own, or have made room for it.
  if (action === 'guest' && isThatObject) return true;
  return smtpAddresses(recipient.EmailAddresses).some((address) => sameAddress(address, target));
}
