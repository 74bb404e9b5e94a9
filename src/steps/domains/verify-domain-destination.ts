/** Guide 78: the destination takes the domain, for the services that were decided. */
import type { Systems } from '../systems.js';
import { servicesNeeded } from './services-needed.js';
import { verifyDomain } from './verify-domain.js';

export const verifyDomainDestination = (systems: Systems) =>
  verifyDomain(systems, 'destination', {
    name: 'verify-domain-destination',
    reads: [servicesNeeded],
    async wanted(ctx) {
      const decided = await ctx.output(servicesNeeded);
      if (decided === null) return { code: 'services-not-decided', facts: {} };
      const supportedServices = [
        ...(decided.exchange ? ['Email'] : []),
        ...(decided.teams ? ['OfficeCommunicationsOnline'] : []),
      ];
      return ctx.migration.movingDomains.map((domain) => ({ domain, supportedServices, warnings: [] }));
    },
  });
