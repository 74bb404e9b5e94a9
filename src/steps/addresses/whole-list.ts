/**
 * A change of the whole list of a recipient's addresses: one write an object, compared as the sorted list. Going back writes exactly the
 * list that the ledger saw before the first write.
 */
import type { Applied, Change, ChangeDefinition, Observed } from '../../contract/change.js';
import type { ObjectRef } from '../../contract/finding.js';
import type { Json } from '../../contract/json.js';
import type { ExchangeRecipient } from '../../systems/exchange/types.js';
import { sortedAddresses } from './proxy-address.js';

/** Exchange takes about a second for a list, three at a time. */
const secondsPerList = 0.35;
export const undoSecondsOf = (changes: readonly Change[]): number => Math.ceil(60 + changes.length * secondsPerList);

export interface WrittenList {
  readonly object: ObjectRef;
  readonly emailAddresses: readonly string[];
}

export interface WholeListDoor {
  /** In the order given, null where there is none. */
  read(objects: readonly ObjectRef[]): Promise<readonly (ExchangeRecipient | null)[]>;
  write(lists: readonly WrittenList[]): Promise<readonly Applied[]>;
}

type Conduct = Pick<
  ChangeDefinition,
  'batchSize' | 'concurrency' | 'settleSeconds' | 'verifyWithin' | 'verifyEvery' | 'observe' | 'apply' | 'invert'
>;

export const wholeList = ({ read, write }: WholeListDoor): Conduct => ({
  ...exchangePace,
  async observe(_ctx, changes) {
    const recipients = await read(changes.map(({ object }) => object));
    return changes.map((_, index): Observed => {
      const recipient = recipients[index];
      return {
        seen: true,
        value: recipient == null ? { gone: true } : listValue(recipient.EmailAddresses),
      };
    });
  },
  apply: (_ctx, changes) => write(changes.map(({ object, after }) => ({ object, emailAddresses: addressesIn(after) }))),
  invert: (change, observedBefore) => ({
    side: change.side,
    object: change.object,
    before: change.after,
    after: listValue(addressesIn(observedBefore)),
  }),
});

/** Three at a time is what one tenant takes without being told to wait. */
export const exchangePace = {
  batchSize: 20,
  concurrency: 3,
  settleSeconds: 120,
  verifyWithin: 1800,
  verifyEvery: 30,
} as const;

/** What a list is compared as: the service promises no order. */
export const listValue = (addresses: readonly string[]): { readonly emailAddresses: readonly string[] } => ({
  emailAddresses: sortedAddresses(addresses),
});

export const addressesIn = (value: Json): readonly string[] =>
  (value as { readonly emailAddresses?: readonly string[] } | null)?.emailAddresses ?? [];
