/** Guide 106: adding the domain anew made the source ask for another record than it once had. */
import type { Systems } from '../systems.js';
import { removals } from './add-domain.js';
import { proveDomain } from './domain-proof.js';
import { domainsWritten } from './domains-written.js';

export const domainProofSource = (systems: Systems) =>
  proveDomain(systems, 'source', {
    name: 'domain-proof-source',
    domains: async (ctx) => [...(await domainsWritten(ctx, removals)).keys()],
  });
