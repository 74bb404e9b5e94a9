/** Guide 57: the domain is announced at the destination, so that its proof can be published in time. */
import type { Systems } from '../systems.js';
import { addDomain } from './add-domain.js';

export const addDomainDestination = (systems: Systems) =>
  addDomain(systems, 'destination', {
    name: 'add-domain-destination',
    domains: async ({ migration }) => migration.movingDomains,
  });
