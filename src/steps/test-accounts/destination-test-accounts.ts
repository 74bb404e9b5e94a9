import type { Systems } from '../systems.js';
import { testAccounts } from './test-accounts.js';

export const destinationTestAccounts = (systems: Systems) =>
  testAccounts(systems, 'destination', 'destination-test-accounts');
