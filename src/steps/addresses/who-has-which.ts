/** Guide 82, 83 as a list: each address that was taken off the source, and who at the destination has it, or that nobody has it yet. */
import type { EvidenceFile } from '../../contract/finding.js';
import { csv } from '../../documents/csv.js';
import type { ExchangeRecipient } from '../../systems/exchange/types.js';
import { holderKindOf, holderRef, holdersOf, receives } from './held-at-destination.js';
import type { Holders, TakenList } from './taken-from-source.js';

const columns = ['Of', 'Address', 'PrimaryAtSource', 'State', 'HeldBy', 'HeldByKind', 'HeldByAddress'];

/** What is open stands first: at night nobody looks for it. */
export function whoHasWhich(
  of: Holders,
  taken: readonly TakenList[],
  recipients: readonly ExchangeRecipient[],
): EvidenceFile {
  const holders = holdersOf(recipients);
  const rows = taken.flatMap(({ object, addresses, primary }) =>
    addresses.map((address) => {
      const by = holders.get(address.toLowerCase()) ?? [];
      const state = by.length === 0 ? 'missing' : by.every(receives) ? 'held' : 'held by another kind';
      return [
        object.label,
        address,
        address === primary,
        state,
        by.map((one) => holderRef(one).label).join('; '),
        by.map(holderKindOf).join('; '),
        by.map(({ PrimarySmtpAddress }) => PrimarySmtpAddress).join('; '),
      ];
    }),
  );
  const open = rows.filter(([, , , state]) => state !== 'held');
  const held = rows.filter(([, , , state]) => state === 'held');
  return {
    name: `addresses-of-${of}.csv`,
    contentType: 'text/csv; charset=utf-8',
    content: csv({ columns: columns.map((heading) => ({ heading })), rows: [...open, ...held] }),
  };
}
