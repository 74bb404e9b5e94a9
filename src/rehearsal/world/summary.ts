/** What the panel beside the channel shows of the world: data only, the words are the page's. */
import type { WorldContext } from './context.js';
import { ownerOf } from './domain-changes.js';
import { releaseOf } from './domain-history.js';
import { sides } from './entities.js';
import { domainOf, primaryOf } from './proxy-addresses.js';
import { mailboxKinds } from './exchange/recipient-view.js';

export function summaryOf(world: WorldContext): object {
  const { store } = world;
  const now = world.clock.now().getTime();
  const standing = (domain: string): object => {
    const release = releaseOf(world, domain, now);
    const unverifiedAt = sides.filter((side) => store.get(side, 'domains', domain)?.isVerified === false);
    return {
      domain,
      owner: ownerOf(world, domain) ?? null,
      ...(release === undefined
        ? {}
        : { releasing: { side: release.side, until: new Date(release.until).toISOString() } }),
      ...(unverifiedAt.length === 0 ? {} : { unverifiedAt }),
    };
  };
  const count = (values: Iterable<string>): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
    return counts;
  };
  const tenants = Object.fromEntries(
    sides.map((side) => {
      const mailboxes = [...store.all(side, 'recipients')].filter(
        (one) => one.WhenSoftDeleted === null && mailboxKinds.includes(one.RecipientTypeDetails),
      );
      return [
        side,
        {
          displayName: store.heads[side].displayName,
          initialDomain: store.heads[side].initialDomain,
          defaultDomain: [...store.all(side, 'domains')].find((domain) => domain.isDefault)?.id ?? null,
          domains: [...store.all(side, 'domains')].map(({ id, isVerified }) => ({ id, isVerified })),
          mailboxes: mailboxes.length,
          mailboxesByPrimaryDomain: count(mailboxes.map((one) => domainOf(primaryOf(one.EmailAddresses) ?? ''))),
          users: store.size(side, 'users'),
          usersByPrincipalNameDomain: count(
            [...store.all(side, 'users')].map((user) => domainOf(user.userPrincipalName)),
          ),
        },
      ];
    }),
  );
  return {
    at: world.clock.now().toISOString(),
    movingDomains: store.movingDomains.map(standing),
    tenants,
    dns: store.dnsRecords,
    changes: store.changes.slice(-10).reverse(),
    faults: store.faults,
  };
}
