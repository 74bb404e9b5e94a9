/** Guide 106: what the source let go in the night is announced there again. */
import type { Systems } from '../systems.js';
import { addDomain, removals } from './add-domain.js';
import { domainsWritten } from './domains-written.js';

export const addDomainSource = (systems: Systems) =>
  addDomain(systems, 'source', {
    name: 'add-domain-source',
    domains: async (ctx) => [...(await domainsWritten(ctx, removals)).keys()],
  });
