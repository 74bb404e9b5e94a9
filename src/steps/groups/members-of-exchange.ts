import type { Exchange } from '../../systems/exchange/exchange.js';
import type { Seen } from '../../systems/exchange/read-each.js';
import type { ExchangeRecipient, MailGroup } from '../../systems/exchange/types.js';
import { objectIdOf } from '../addresses/address-holders.js';

/** Null: they could not be read, or the group went meanwhile. */
export type Members = readonly { readonly id: string }[] | null;

export const isDynamicList = ({ RecipientTypeDetails }: Pick<MailGroup, 'RecipientTypeDetails'>): boolean =>
  RecipientTypeDetails === 'DynamicDistributionGroup';

/**
 * Who is in a list and unknown to the directory: dynamic groups and public folders. Where a tenant has neither, no list is asked.
 * Null: it could not be seen.
 */
export async function membersOfExchange(
  exchange: Exchange,
  lists: readonly MailGroup[],
): Promise<ReadonlyMap<string, Members>> {
  if (!lists.some(isDynamicList) && (await exchange.mailPublicFolders()).length === 0) return new Map();
  const ids = lists.filter((list) => !isDynamicList(list)).map(objectIdOf);
  const seen = await exchange.listMembers(ids);
  return new Map(ids.map((id, at) => [id, unknownToDirectory(seen[at])]));
}

const unknownToDirectory = (seen: Seen<ExchangeRecipient> | undefined): Members =>
  seen?.seen === true
    ? seen.items
        .filter(({ ExternalDirectoryObjectId: id }) => id === null || id === undefined || id === '')
        .map(({ Guid }) => ({ id: Guid }))
    : null;

export const everybodyIn = (known: Members | undefined, more: Members | undefined): Members =>
  known == null || more === null ? null : [...known, ...(more ?? [])];
