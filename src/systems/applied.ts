/** How a write's answer is told to the ledger. */
import type { Applied } from '../contract/change.js';
import type { FindingCode } from '../contract/finding-codes.js';
import type { SystemFault } from '../errors.js';

/** Seconds, however soon the service says it may be asked again. */
const shortestRetryAfter = 1;

/**
 * 429 says the work was not begun, so it may be repeated; no answer and every 5xx leave it open (a gateway gives up before the service
 * does), so the ledger reads back first; any other refusal is for good.
 */
export function appliedFrom(fault: SystemFault, code: FindingCode): Applied {
  const { status, retryAfter } = fault.details;
  if (status === 429)
    return { result: 'not-done', retryAfter: retryAfter === null ? null : Math.max(shortestRetryAfter, retryAfter) };
  if (status === null || status === 408 || status >= 500) return { result: 'in-doubt' };
  return {
    result: 'refused',
    remark: {
      code,
      facts: {
        status,
        errorCode: fault.details.code,
        text: fault.message,
        requestId: fault.details.requestId ?? '–',
      },
    },
  };
}
