import { setTimeout as wait } from 'node:timers/promises';
import type { Job, StoreLog } from '../api.js';
import type { Json } from '../../contract/json.js';

/** What is stored of a job besides its place in the queue. */
export interface Envelope {
  readonly job: Omit<Job, 'notBefore'>;
  readonly failures: number;
}

export interface RetryOptions {
  readonly log: StoreLog;
  readonly firstWaitMs: number;
  readonly stopping: () => boolean;
  /** This run is over, and its place in the queue is about to be free. */
  readonly ended: (envelope: Envelope) => void;
  readonly enqueueAgain: (next: Envelope, notBefore: Date) => Promise<void>;
}

const LONGEST_WAIT_MS = 5 * 60_000;

/**
 * DBOS would put a workflow that throws into ERROR and never look at it again. Work that threw is enqueued again instead,
 * under an id of its own, after a wait that doubles up to five minutes: it never stops trying, and says so each time.
 */
export function withRetries(name: string, work: (input: Json) => Promise<void>, options: RetryOptions) {
  return async (envelope: Envelope): Promise<void> => {
    try {
      await work(envelope.job.input);
    } catch (reason) {
      const failures = envelope.failures + 1;
      const ms = Math.min(options.firstWaitMs * 2 ** Math.min(envelope.failures, 20), LONGEST_WAIT_MS);
      const notBefore = new Date(Date.now() + ms);
      options.log.error(
        { job: envelope.job.id, name, failures, again: notBefore.toISOString(), reason: describe(reason) },
        'a job failed and will be begun again',
      );
      await untilTaken({ ...envelope, failures }, notBefore, options);
    } finally {
      options.ended(envelope);
    }
  };
}

async function untilTaken(next: Envelope, notBefore: Date, options: RetryOptions): Promise<void> {
  while (!options.stopping()) {
    try {
      await options.enqueueAgain(next, notBefore);
      return;
    } catch (reason) {
      options.log.error({ job: next.job.id, reason: describe(reason) }, 'a failed job could not be enqueued again yet');
      await wait(500, undefined, { ref: false });
    }
  }
  try {
    await options.enqueueAgain(next, notBefore);
  } catch {
    // Neither returning nor throwing leaves the row as begun, and the next start begins it again.
    await new Promise<never>(() => undefined);
  }
}

const describe = (reason: unknown): string =>
  reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);
