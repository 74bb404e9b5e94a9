import type { Systems } from '../systems.js';
import { addressesGiven } from './addresses-given.js';

/** Guide 82. */
export const userAliasesDestination = (systems: Systems) =>
  addressesGiven(systems, 'user-aliases-destination', 'mailboxes');
