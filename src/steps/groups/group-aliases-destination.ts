import { addressesGiven } from '../addresses/addresses-given.js';
import type { Systems } from '../systems.js';

/** Guide 83. */
export const groupAliasesDestination = (systems: Systems) =>
  addressesGiven(systems, 'group-aliases-destination', 'groups');
