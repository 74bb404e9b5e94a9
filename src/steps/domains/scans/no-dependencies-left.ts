/** Guide 75: every step that takes names off the moving domains is done, so whatever is found now needs somebody. */
import type { Systems } from '../../systems.js';
import { scanCheck } from './check.js';

export const noDependenciesLeft = (systems: Systems) =>
  scanCheck(systems, { name: 'no-dependencies-left', side: 'source', stepsToCome: false });
