/** Which address on the initial domain each group gets as its primary: one it has already, else its local part where nobody holds it. */
import type { MailGroup } from '../../systems/exchange/types.js';
import { addressHolders, objectIdOf, type Everyone } from '../addresses/address-holders.js';
import { assignLocalParts } from '../addresses/local-part-collisions.js';
import { addressOnInitialDomain, movingAddresses, primaryAddress } from '../addresses/moving-addresses.js';
import { parseProxyAddress } from '../addresses/proxy-address.js';
import type { Renamed } from '../addresses/renamed.js';
import { groupRef } from './mail-groups.js';

export interface NewPrimaries {
  /** By object id. */
  readonly addressOf: ReadonlyMap<string, string>;
  /** Those of them that no group had so far. */
  readonly made: readonly { readonly group: MailGroup; readonly from: string; readonly to: string }[];
  readonly renamed: readonly Renamed[];
}

export function initialDomainPrimaries(
  groups: readonly MailGroup[],
  everyone: Everyone,
  { movingDomains, initialDomain }: { readonly movingDomains: readonly string[]; readonly initialDomain: string },
): NewPrimaries {
  const addressOf = new Map<string, string>();
  const wanting: { readonly group: MailGroup; readonly from: string }[] = [];
  for (const group of groups) {
    const existing = addressOnInitialDomain(group.EmailAddresses, initialDomain);
    if (existing === null) wanting.push({ group, from: presentAddress(group, movingDomains) });
    else addressOf.set(objectIdOf(group), existing);
  }
  const locals = assignLocalParts({
    kind: 'address',
    claimants: wanting.map(({ group, from }) => ({ id: objectIdOf(group), address: from })),
    holders: addressHolders(everyone),
    targetDomain: initialDomain,
    movingDomains,
  });
  const renamed: Renamed[] = [];
  const made: NewPrimaries['made'][number][] = [];
  for (const { group, from } of wanting) {
    const assigned = locals.get(objectIdOf(group));
    if (assigned === undefined) continue;
    const to = `${assigned.local}@${initialDomain}`;
    addressOf.set(objectIdOf(group), to);
    made.push({ group, from, to });
    if (assigned.renamed !== null) renamed.push({ object: groupRef(group), from, to, why: assigned.renamed });
  }
  return { addressOf, made, renamed };
}

/** A group is planned for because an address of its moves: where the primary is missing, that one gives the name. */
const presentAddress = ({ EmailAddresses }: MailGroup, movingDomains: readonly string[]): string =>
  primaryAddress(EmailAddresses) ?? parseProxyAddress(movingAddresses(EmailAddresses, movingDomains)[0] ?? '').value;
