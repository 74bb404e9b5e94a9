import type { Systems } from '../systems.js';
import { firstContent } from './content-items.js';
import { testContent } from './test-content.js';

export const sourceTestContent = (systems: Systems) =>
  testContent(systems, { name: 'source-test-content', accounts: 'source-test-accounts', wanted: firstContent });
