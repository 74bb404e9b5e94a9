import { primariesSet } from '../addresses/primaries-set.js';
import type { Systems } from '../systems.js';

/** Guide 90. */
export const primaryAddressGroups = (systems: Systems) => primariesSet(systems, 'primary-address-groups', 'groups');
