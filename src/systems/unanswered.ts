/** What every client does alike: when a read may be repeated, and how long to wait before. */
import { SystemFault } from '../errors.js';

export interface Waiting {
  /** Waits in migration time. */
  pause(milliseconds: number): Promise<void>;
  /** Migration time. */
  now(): Date;
}

const mostAttempts = 8;

/** Seconds the service asked to wait: `Retry-After` as a number or a date (of migration time), or null. */
export function retryAfterSeconds(headers: { get(name: string): string | null }, now: Date): number | null {
  const value = headers.get('retry-after');
  if (value === null || value.trim() === '') return null;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds);
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, Math.ceil((date - now.getTime()) / 1000));
}

/**
 * Repeats a read while its fault is transient. Never for writes: a write that was not answered may have been done, and only the
 * ledger may decide to repeat it. The service's own wait is kept, and never is it shorter than ours.
 */
export async function repeatRead<T>(waiting: Waiting, read: (attempt: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await read(attempt);
    } catch (cause) {
      if (!(cause instanceof SystemFault) || !cause.details.transient || attempt >= mostAttempts) throw cause;
      // Services say 0 or a fraction of a second while they stay busy: every attempt would be gone at once.
      await waiting.pause(1000 * Math.max(cause.details.retryAfter ?? 0, Math.min(60, 2 ** attempt)));
    }
  }
}

/** Statuses after which the same read may succeed by itself. */
export const passesByItself = (status: number | null): boolean =>
  status === null || [408, 429, 500, 502, 503, 504].includes(status);
