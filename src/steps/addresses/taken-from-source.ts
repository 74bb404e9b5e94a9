/**
 * What the night took off the source, by the ledger: which addresses on the moving domains stood together on one mailbox or group, and
 * which of them was its primary one. Fresher than any backup, and without whoever was left out.
 */
import type { StepContext } from '../../contract/context.js';
import type { ObjectRef } from '../../contract/finding.js';
import { movingAddresses, primaryAddress } from './moving-addresses.js';
import { domainOf, smtpAddresses } from './proxy-address.js';
import { addressesIn } from './whole-list.js';

export interface TakenList {
  /** The object of the source, by the name people knew it by. */
  readonly object: ObjectRef;
  /** Plain SMTP addresses on the moving domains, as written. */
  readonly addresses: readonly string[];
  /** The one that was primary; null: the primary address was elsewhere, and stays there. */
  readonly primary: string | null;
}

/** Steps whose ledgers hold the lists, earliest first: a new sign-in name may have moved the primary address before the aliases went. */
export const takenOff = {
  mailboxes: ['upn-to-initial-domain', 'mailbox-aliases-removed'],
  groups: ['groups-primary-to-initial-domain', 'group-aliases-removed', 'm365-groups-moved'],
} as const;
export type Holders = keyof typeof takenOff;

export async function takenFromSource(
  ctx: Pick<StepContext, 'migration' | 'written'>,
  of: Holders,
): Promise<readonly TakenList[]> {
  const { movingDomains } = ctx.migration;
  const found = new Map<string, TakenList>();
  for (const step of takenOff[of]) {
    for (const { change, observedBefore } of await ctx.written(step)) {
      const before = addressesIn(observedBefore);
      const { object } = change;
      const known = found.get(object.id);
      const addresses = distinct([
        ...(known?.addresses ?? []),
        ...smtpAddresses(movingAddresses(before, movingDomains)),
      ]);
      if (addresses.length === 0) continue;
      const primary = known === undefined ? movingPrimary(before, movingDomains) : known.primary;
      found.set(object.id, { object: { ...object, label: primary ?? addresses[0] ?? '' }, addresses, primary });
    }
  }
  return [...found.values()];
}

function movingPrimary(addresses: readonly string[], movingDomains: readonly string[]): string | null {
  const primary = primaryAddress(addresses);
  return primary !== null && movingDomains.includes(domainOf(primary) ?? '') ? primary : null;
}

const distinct = (addresses: readonly string[]): readonly string[] => [
  ...new Map(addresses.map((address) => [address.toLowerCase(), address])).values(),
];
