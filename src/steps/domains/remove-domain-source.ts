/**
 * Guide 76, the line of the night. What the ten scans still name does not block: people may have accepted a hit by name, and the tenant
 * has the last word. Planned again after a forced deletion it has nothing to write, and only watches the release.
 */
import type { Systems } from '../systems.js';
import { removeDomain } from './remove-domain.js';

export const removeDomainSource = (systems: Systems) =>
  removeDomain(systems, 'source', {
    name: 'remove-domain-source',
    since: ['remove-domain-source', 'force-remove-domain-source'],
    leaves: async ({ migration }) => new Map(migration.movingDomains.map((domain) => [domain, 'absent'])),
  });
