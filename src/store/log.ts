import type { StoreLog } from './api.js';

/** Used when the composition root gives no log: trouble must not be silent, chatter must. */
export const logToStandardError: StoreLog = {
  info: () => undefined,
  warn: (facts, message) => console.warn(`store: ${message}`, facts),
  error: (facts, message) => console.error(`store: ${message}`, facts),
};
