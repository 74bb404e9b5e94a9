/**
 * The fewest remote writes that could have taken the domains from one tenant to the other, counted in two dumps: an object that has to change in
 * one service, and can in one call, counts one. Knows nothing of how it was done.
 */
import type { Company, Domain, Recipient, Tenant } from './world/entities.js';

/** `byHand` are the ids of what people changed at the portals: nobody else had to write there. */
export function fewestWrites(before: Company, after: Company, byHand: ReadonlySet<string>): number {
  const { source, destination } = before.tenants;
  return (
    addressesTaken(before, after, byHand) +
    goneOrChanged(source.applications, after.tenants.source.applications, byHand) +
    gone(source.deletedUsers, after.tenants.source.deletedUsers, byHand) +
    gone(source.deletedGroups, after.tenants.source.deletedGroups, byHand) +
    ofDomains(source, after.tenants.source, byHand) +
    ofDomains(destination, after.tenants.destination, byHand)
  );
}

/** Whole address lists are one call, for a group with its primary address as for a mailbox. */
function addressesTaken(before: Company, after: Company, byHand: ReadonlySet<string>): number {
  const onDomain = ({ EmailAddresses }: Recipient): boolean =>
    EmailAddresses.some((one) => {
      const host = one.slice(one.lastIndexOf('@') + 1).toLowerCase();
      return /^smtp:/i.test(one) && before.movingDomains.some((id) => host === id || host.endsWith(`.${id}`));
    });
  const left = new Map(after.tenants.source.recipients.map((one) => [one.Guid, one]));
  return before.tenants.source.recipients.filter((one) => {
    const now = left.get(one.Guid);
    return now !== undefined && onDomain(one) && !onDomain(now) && !byHand.has(one.Guid);
  }).length;
}

interface Identified {
  readonly id: string;
}

const gone = (
  before: readonly Identified[] = [],
  after: readonly Identified[] = [],
  byHand: ReadonlySet<string>,
): number => {
  const left = new Set(after.map(({ id }) => id));
  return before.filter(({ id }) => !left.has(id) && !byHand.has(id)).length;
};

const goneOrChanged = (
  before: readonly Identified[] = [],
  after: readonly Identified[] = [],
  byHand: ReadonlySet<string>,
): number => {
  const left = new Map(after.map((one) => [one.id, JSON.stringify(one)]));
  return before.filter((one) => left.get(one.id) !== JSON.stringify(one) && !byHand.has(one.id)).length;
};

/** Removed: one. Added and verified: two. Made the default one: one, of which the old one hears by itself. */
function ofDomains(before: Tenant, after: Tenant, byHand: ReadonlySet<string>): number {
  const was = new Map(before.domains.map((one) => [one.id, one]));
  const writes = (domain: Domain): number => {
    const old = was.get(domain.id);
    const added = old === undefined ? 1 : 0;
    // A subdomain of a verified domain is born verified.
    const verified = domain.isVerified && domain.isRoot && old?.isVerified !== true ? 1 : 0;
    const madeDefault = domain.isDefault && old?.isDefault !== true ? 1 : 0;
    return added + verified + madeDefault;
  };
  return (
    gone(before.domains, after.domains, byHand) +
    after.domains.filter(({ id }) => !byHand.has(id)).reduce((sum, domain) => sum + writes(domain), 0)
  );
}
