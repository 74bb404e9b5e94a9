/** What a worker says to the bot. Times it may add are nobody's: whatever is not named here is passed over. */
import { z } from 'zod';

export const protocol = 1;
/** A job is its worker's for so long after each word of it. */
export const leaseSeconds = 300;
export const longestWaitSeconds = 25;
/** How soon to ask again, after an answer without work. */
export const pollAfterSeconds = 5;
/** The longest body of a request; a result is longer than anything else. */
export const most = { lease: 16 * 1024, progress: 16 * 1024, result: 4 * 1024 * 1024 } as const;

const id = z.string().regex(/^[\w-]{8,64}$/);
const inHand = { instance: id, job: id, lease: id };

export const leaseRequest = z.object({
  protocol: z.literal(protocol),
  instance: id,
  /** What this script knows how to do. An older one is not given what it has never heard of. */
  operations: z.array(z.string().max(40)).min(1).max(100),
  wait: z.number().min(0).max(longestWaitSeconds).default(0),
});
export const progressRequest = z.object({
  ...inHand,
  done: z.number().int().min(0),
  total: z.number().int().min(0),
});
export const fault = z.object({
  code: z.string().regex(/^[a-z][a-z-]{0,60}$/),
  message: z.string().max(4_000),
});
export const resultRequest = z.discriminatedUnion('outcome', [
  z.object({ ...inHand, outcome: z.literal('done'), result: z.record(z.unknown()) }),
  z.object({ ...inHand, outcome: z.literal('failed'), fault }),
]);

export type LeaseRequest = z.infer<typeof leaseRequest>;
export type ProgressRequest = z.infer<typeof progressRequest>;
export type ResultRequest = z.infer<typeof resultRequest>;
export type WorkerFault = z.infer<typeof fault>;
