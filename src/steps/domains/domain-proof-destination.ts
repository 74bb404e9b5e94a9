/** Guide 57: the record by which the destination will recognise the domain, published ahead of the night. */
import type { Systems } from '../systems.js';
import { proveDomain } from './domain-proof.js';

export const domainProofDestination = (systems: Systems) =>
  proveDomain(systems, 'destination', {
    name: 'domain-proof-destination',
    domains: async ({ migration }) => migration.movingDomains,
  });
