import type { Systems } from '../systems.js';
import { laterMail } from './content-items.js';
import { testContent } from './test-content.js';

/** Guide 42: what comes after the first pass must be brought by the next one, and nothing twice. */
export const testDeltaMail = (systems: Systems) =>
  testContent(systems, { name: 'test-delta-mail', accounts: 'source-test-accounts', wanted: laterMail });
