/** What a tenant's objects are looked up by. Made once for a table: ten thousand rows ask each of it. */
import {
  canMove,
  familyOf,
  type DestinationTenant,
  type HeldAddress,
  type MailObject,
  type Tenants,
} from './objects.js';

export interface Known {
  readonly tenants: Tenants;
  readonly sourceById: ReadonlyMap<string, MailObject>;
  readonly sourceByAddress: ReadonlyMap<string, MailObject>;
  readonly sourceHeld: ReadonlyMap<string, HeldAddress>;
  readonly targetById: ReadonlyMap<string, MailObject>;
  readonly targetByAddress: ReadonlyMap<string, MailObject>;
  readonly targetHeld: ReadonlyMap<string, HeldAddress>;
}

export function known(tenants: Tenants): Known {
  const { source, destination } = tenants;
  return {
    tenants,
    sourceById: byId(source.objects),
    sourceByAddress: byAddress(source.objects),
    sourceHeld: new Map(source.held.map((one) => [one.address, one])),
    targetById: byId(destination.objects),
    targetByAddress: byAddress(destination.objects),
    targetHeld: heldOf(destination),
  };
}

const byId = (objects: readonly MailObject[]): ReadonlyMap<string, MailObject> =>
  new Map(objects.map((one) => [one.id.toLowerCase(), one]));

/**
 * An address has one holder in a tenant; a contact's address elsewhere may be what another one is called, and gives way. So does a name that somebody
 * only signs in by: people mean whose mail it is. A guest account can become somebody's own, and a contact cannot.
 */
export function byAddress(objects: readonly MailObject[]): ReadonlyMap<string, MailObject> {
  const found = new Map<string, MailObject>();
  for (const one of objects)
    for (const address of one.addresses) {
      const before = found.get(address);
      if (before === undefined || claimTo(address, one) > claimTo(address, before)) found.set(address, one);
    }
  return found;
}

const claimTo = (address: string, one: MailObject): number =>
  isOfTheHouse(one) ? (one.address.toLowerCase() === address ? 3 : 2) : familyOf(one.kind) === 'guest' ? 1 : 0;

export const isOfTheHouse = ({ kind }: MailObject): boolean => ['mailbox', 'group'].includes(familyOf(kind) ?? '');

const heldOf = ({ held }: DestinationTenant): ReadonlyMap<string, HeldAddress> =>
  new Map(held.map((one) => [one.address, one]));

/** Contacts, mail users and guests of the destination that stand for somebody of the source. */
export function standsForIn(objects: readonly MailObject[]): ReadonlyMap<string, MailObject> {
  return byAddress(objects.filter((one) => !isOfTheHouse(one)));
}

/**
 * A contact or mail user of the source stands for somebody who is at the destination themselves, or whom both companies know: the addresses
 * of the house come to them, and nothing is made beside them, which Exchange would refuse.
 */
export const isTheirsElsewhere = (one: MailObject, target: MailObject, movingDomains: readonly string[]): boolean =>
  isForSomebodyElsewhere(one) &&
  outsideAddresses(one, movingDomains).some((address) => target.addresses.includes(address));

export const isForSomebodyElsewhere = ({ kind }: MailObject): boolean =>
  ['contact', 'mail user'].includes(familyOf(kind) ?? '');

export const outsideAddresses = ({ addresses }: MailObject, movingDomains: readonly string[]): readonly string[] =>
  addresses.filter((address) => !movingDomains.includes(domainIn(address)));

/** Who is to be spoken of in a mapping: whoever can move and has an address on a domain that does. */
export const isInScope = (one: MailObject, movingDomains: ReadonlySet<string>): boolean =>
  canMove(one.kind) && one.addresses.some((address) => movingDomains.has(domainIn(address)));

const domainIn = (address: string): string => address.slice(address.lastIndexOf('@') + 1);
