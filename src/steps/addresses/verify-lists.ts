/**
 * Reads the tenant back with the one cmdlet that lists every kind of recipient, whichever one wrote: nothing in scope is left on a moving
 * domain, and no address is gone that should have stayed.
 */
import type { Direction } from '../../contract/step.js';
import type { FindingCode } from '../../contract/finding-codes.js';
import type { Change } from '../../contract/change.js';
import type { Finding, ObjectRef } from '../../contract/finding.js';
import type { ExchangeRecipient } from '../../systems/exchange/types.js';
import { mostTelling } from '../most-telling.js';
import { objectIdOf } from './address-holders.js';
import { lostAddresses, movingAddresses } from './moving-addresses.js';
import { sameAddresses } from './proxy-address.js';
import { addressesIn } from './whole-list.js';

export interface ListsRead {
  readonly direction: Direction;
  readonly changes: readonly Change[];
  /** Every recipient of the kinds the step is about, those left out on purpose too. */
  readonly recipients: readonly ExchangeRecipient[];
  readonly movingDomains: readonly string[];
  /** Object ids that the step leaves out on purpose. */
  readonly leftOut: ReadonlySet<string>;
  refOf(recipient: ExchangeRecipient): ObjectRef;
  /** Said when all is well; it gets `count` of changes, `recipients` looked at and `staying` on purpose. */
  readonly passed: FindingCode;
}

export const verifyLists = (read: ListsRead): readonly Finding[] =>
  read.direction === 'undo' ? verifyRestored(read) : verifyMovedOff(read);

export function verifyRestored({ changes, recipients }: Pick<ListsRead, 'changes' | 'recipients'>): readonly Finding[] {
  const present = byId(recipients);
  const failed = changes.flatMap((change): Finding[] => {
    const recipient = present.get(change.object.id);
    if (recipient === undefined) return [gone(change)];
    return sameAddresses(recipient.EmailAddresses, addressesIn(change.after))
      ? []
      : [fail('addresses-not-as-before', change.object)];
  });
  return failed.length > 0
    ? mostTelling(failed)
    : [{ status: 'passed', code: 'addresses-restored', facts: { count: changes.length } }];
}

function verifyMovedOff(read: ListsRead): readonly Finding[] {
  const { changes, recipients, movingDomains } = read;
  const present = byId(recipients);
  const failed = changes.flatMap((change): Finding[] => {
    const recipient = present.get(change.object.id);
    if (recipient === undefined) return [gone(change)];
    return [
      ...movingAddresses(recipient.EmailAddresses, movingDomains).map((address) =>
        fail('address-still-on-moving-domain', change.object, { address }),
      ),
      ...lostAddresses(addressesIn(change.after), recipient.EmailAddresses).map((address) =>
        fail('address-lost', change.object, { address }),
      ),
    ];
  });
  const planned = new Set(changes.map(({ object }) => object.id));
  const holding = recipients.filter(
    (recipient) =>
      !planned.has(objectIdOf(recipient)) && movingAddresses(recipient.EmailAddresses, movingDomains).length > 0,
  );
  const appeared = holding.filter((recipient) => !read.leftOut.has(objectIdOf(recipient)));
  for (const recipient of appeared) {
    const [address = ''] = movingAddresses(recipient.EmailAddresses, movingDomains);
    failed.push(fail('address-appeared-on-moving-domain', read.refOf(recipient), { address }));
  }
  if (failed.length > 0) return mostTelling(failed);
  const facts = {
    count: changes.length,
    recipients: recipients.length,
    staying: holding.length,
  };
  return [{ status: 'passed', code: read.passed, facts }];
}

const byId = (recipients: readonly ExchangeRecipient[]): ReadonlyMap<string, ExchangeRecipient> =>
  new Map(recipients.map((recipient) => [objectIdOf(recipient), recipient]));

/** What became of it may hold the addresses still: a deleted mailbox does. */
const gone = ({ object }: Change): Finding => fail('address-holder-gone', object);

const fail = (code: FindingCode, object: ObjectRef, facts: Finding['facts'] = {}): Finding => ({
  status: 'failed',
  code,
  facts: { name: object.label, ...facts },
  object,
});
