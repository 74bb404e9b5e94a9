import type { Systems } from '../systems.js';
import { primariesSet } from './primaries-set.js';

/** Guide 89. */
export const primaryAddressUsers = (systems: Systems) => primariesSet(systems, 'primary-address-users', 'mailboxes');
