/** Guide 105: the destination lets go of what it verified in the night, and keeps it announced as it was before. */
import type { Systems } from '../systems.js';
import { isBelow, plainValue, stateOf } from './domain-value.js';
import { domainsWritten } from './domains-written.js';
import { removeDomain } from './remove-domain.js';

export const removeDomainDestination = (systems: Systems) =>
  removeDomain(systems, 'destination', {
    name: 'remove-domain-destination',
    since: ['remove-domain-destination'],
    async leaves(ctx) {
      const left = new Map<string, 'absent' | 'unverified'>();
      for (const [domain, { observedBefore }] of await domainsWritten(ctx, ['verify-domain-destination'])) {
        left.set(domain, stateOf(observedBefore) === 'absent' ? 'absent' : 'unverified');
      }
      // Turned back before it was verified: announced as it is, it would keep its root there.
      const roots = [...left.keys()];
      const taken = await domainsWritten(ctx, ['remove-domain-destination']);
      for (const domain of ctx.migration.movingDomains) {
        if (left.has(domain) || !roots.some((root) => isBelow(domain, root))) continue;
        const seen = taken.get(domain)?.observedBefore ?? plainValue(await systems.destination.graph.domain(domain));
        if (stateOf(seen) === 'unverified') left.set(domain, 'unverified');
      }
      return left;
    },
  });
