/** Guide 104: the same ten scans in the tenant that gives the domains back. */
import type { Systems } from '../../systems.js';
import { scanCheck } from './check.js';

export const noDependenciesLeftDestination = (systems: Systems) =>
  scanCheck(systems, { name: 'no-dependencies-left-destination', side: 'destination', stepsToCome: false });
