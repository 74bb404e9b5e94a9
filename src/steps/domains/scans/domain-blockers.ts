/** From day one: what holds the moving domains at the source, and what of it no step of the runbook will clear. Nightly, because tenants live. */
import type { Systems } from '../../systems.js';
import { scanCheck } from './check.js';

export const domainBlockers = (systems: Systems) =>
  scanCheck(systems, { name: 'domain-blockers', side: 'source', stepsToCome: true });
