import type { Systems } from '../systems.js';
import { testAccounts } from './test-accounts.js';

export const sourceTestAccounts = (systems: Systems) => testAccounts(systems, 'source', 'source-test-accounts');
