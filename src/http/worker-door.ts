/** The door of Windows workers: they come in, nobody goes out to them. `worker/PROTOCOL.md` says what is said here. */
import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import { idIn, type WorkerKeys } from '../worker/keys.js';
import type { WorkerJobs } from '../worker/jobs.js';
import {
  leaseRequest,
  most,
  leaseSeconds,
  pollAfterSeconds,
  progressRequest,
  protocol,
  resultRequest,
} from '../worker/messages.js';
import { BodyRefused } from './read-body.js';
import { readJson } from './read-json.js';

export interface WorkerAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export const workerQuestions = ['lease', 'progress', 'result'] as const;
export type WorkerQuestion = (typeof workerQuestions)[number];

export interface WorkerDoor {
  readonly answer: (question: WorkerQuestion, request: IncomingMessage) => Promise<WorkerAnswer>;
  /** Lets go of those who wait for work. */
  readonly close: () => void;
}

export interface WorkerDoorOptions {
  readonly keys: Pick<WorkerKeys, 'check' | 'belongsTo'>;
  readonly jobs: Pick<WorkerJobs, 'lease' | 'progress' | 'result' | 'news'>;
  /** The sentence for whoever reads the worker's log, by refusal code. */
  readonly words: (code: string, facts: Readonly<Record<string, string | number>>) => string;
  readonly mostRequestsPerMinute?: number;
  readonly mostStrangersPerMinute?: number;
}

const statusOf: Readonly<Record<string, number>> = {
  'worker.unknown-key': 401,
  'worker.key-elsewhere': 403,
  'worker.lease-gone': 409,
  'worker.other-result': 409,
  'worker.other-protocol': 409,
  'worker.too-large': 413,
  'worker.too-often': 429,
};
const aMinute = 60_000;

export function createWorkerDoor(options: WorkerDoorOptions): WorkerDoor {
  const { keys, jobs, words, mostRequestsPerMinute = 240, mostStrangersPerMinute = 60 } = options;
  const closing = new AbortController();
  const heard = countPerMinute();
  const refuse = (code: string, facts: Readonly<Record<string, string | number>> = {}): WorkerAnswer => ({
    status: statusOf[code] ?? 400,
    body: { error: { code, message: words(code, facts) } },
    ...(code === 'worker.too-often' ? { headers: { 'retry-after': '60' } } : {}),
  });

  async function whoseKey(request: IncomingMessage): Promise<string | WorkerAnswer> {
    const text = /^Bearer (\S{1,200})$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    // Strangers share one count, and it holds up no worker whose key is good.
    const strangers = heard.count('strangers');
    if (strangers > mostStrangersPerMinute && !heard.isKnown(idIn(text))) return refuse('worker.too-often');
    const keyId = await keys.check(text);
    if (keyId === null) {
      heard.add('strangers');
      return refuse('worker.unknown-key');
    }
    heard.add(keyId);
    return heard.count(keyId) > mostRequestsPerMinute ? refuse('worker.too-often') : keyId;
  }

  /** The body, once whoever sends it is known to be a worker of ours. */
  async function said<T extends { readonly instance: string }>(
    request: IncomingMessage,
    limit: number,
    schema: z.ZodType<T, z.ZodTypeDef, unknown>,
  ): Promise<{ keyId: string; body: T } | WorkerAnswer> {
    const keyId = await whoseKey(request);
    if (typeof keyId !== 'string') return keyId;
    let json: unknown;
    try {
      json = await readJson(request, limit);
    } catch (fault) {
      if (!(fault instanceof BodyRefused)) throw fault;
      return fault.status === 413
        ? refuse('worker.too-large', { kibibytes: Math.round(limit / 1_024) })
        : refuse('worker.not-understood', { where: fault.message });
    }
    const spoken = (json as { protocol?: unknown } | null)?.protocol;
    if (typeof spoken === 'number' && spoken !== protocol)
      return refuse('worker.other-protocol', { spoken, wanted: protocol });
    const body = schema.safeParse(json);
    if (!body.success) {
      const [issue] = body.error.issues;
      return refuse('worker.not-understood', { where: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` });
    }
    if (!(await keys.belongsTo(keyId, body.data.instance))) return refuse('worker.key-elsewhere');
    return { keyId, body: body.data };
  }

  async function lease(request: IncomingMessage): Promise<WorkerAnswer> {
    const asked = await said(request, most.lease, leaseRequest);
    if ('status' in asked) return asked;
    const { keyId, body } = asked;
    const enough = new AbortController();
    const end = (): void => enough.abort();
    const timer = setTimeout(end, body.wait * 1_000);
    closing.signal.addEventListener('abort', end);
    request.socket.once('close', end);
    try {
      for (;;) {
        // Listening begins before the look: a job that comes between the two is heard.
        const news = jobs.news(enough.signal);
        // Whoever has left is given nothing.
        const job = request.socket.destroyed ? null : await jobs.lease(keyId, body);
        if (job !== null || enough.signal.aborted || closing.signal.aborted || body.wait === 0)
          return { status: 200, body: { job, ...(job === null ? { pollAfter: pollAfterSeconds } : {}) } };
        await news;
      }
    } finally {
      clearTimeout(timer);
      closing.signal.removeEventListener('abort', end);
      request.socket.off('close', end);
      end();
    }
  }

  const answers: Readonly<Record<WorkerQuestion, (request: IncomingMessage) => Promise<WorkerAnswer>>> = {
    lease,
    async progress(request) {
      const asked = await said(request, most.progress, progressRequest);
      if ('status' in asked) return asked;
      const outcome = await jobs.progress(asked.keyId, asked.body);
      return outcome.ok
        ? { status: 200, body: { ...outcome.value, leaseSeconds } }
        : refuse(outcome.refusal.code, outcome.refusal.facts);
    },
    async result(request) {
      const asked = await said(request, most.result, resultRequest);
      if ('status' in asked) return asked;
      const outcome = await jobs.result(asked.keyId, asked.body);
      return outcome.ok ? { status: 200, body: { taken: true } } : refuse(outcome.refusal.code, outcome.refusal.facts);
    },
  };
  return { answer: (question, request) => answers[question](request), close: () => closing.abort() };
}

/** How often each was heard in this minute of ours. */
function countPerMinute() {
  let began = Date.now();
  let counts = new Map<string, number>();
  let before: ReadonlyMap<string, number> = new Map();
  const turn = (): void => {
    if (Date.now() - began < aMinute) return;
    began = Date.now();
    [before, counts] = [counts, new Map()];
  };
  return {
    add: (who: string): void => void counts.set(who, (counts.get(who) ?? 0) + 1),
    count: (who: string): number => {
      turn();
      return counts.get(who) ?? 0;
    },
    isKnown: (who: string | null): boolean => who !== null && (counts.has(who) || before.has(who)),
  };
}
