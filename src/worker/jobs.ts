/**
 * The jobs of workers, as rows. A job is waiting, in one worker's hand under a lease, or over. Each statement here is whole by itself:
 * two processes of the bot, or a bot that dies between two of them, leave nothing half said.
 */
import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { hashOf, type Json } from '../contract/json.js';
import { allowed, refused, type Outcome } from '../errors.js';
import {
  leaseSeconds,
  type LeaseRequest,
  type ProgressRequest,
  type ResultRequest,
  type WorkerFault,
} from './messages.js';
import { operations, type ArgumentsOf, type OperationName, type ResultOf } from './operations.js';

export type JobState = 'waiting' | 'leased' | 'done' | 'failed' | 'withdrawn';

export interface WorkerJob<O extends OperationName = OperationName> {
  readonly id: string;
  readonly operation: O;
  readonly state: JobState;
  readonly progress: { readonly done: number; readonly total: number } | null;
  /** Of a job that is done. */
  readonly result: ResultOf<O> | null;
  /** Of a job that failed. */
  readonly fault: WorkerFault | null;
  /** To how many workers it was given; more than one where a lease ran out. */
  readonly handedOut: number;
  readonly leaseUntil: Date | null;
}

export interface LeasedJob {
  readonly id: string;
  readonly lease: string;
  readonly operation: string;
  readonly arguments: Json;
  readonly leaseSeconds: number;
}

export interface WorkerJobs {
  /** The same key is one job, however often it is asked. @throws where the key was used for something else. */
  ask<O extends OperationName>(job: {
    readonly operation: O;
    readonly arguments: ArgumentsOf<O>;
    readonly idempotencyKey: string;
  }): Promise<{ readonly id: string }>;
  find(id: string): Promise<WorkerJob | null>;
  /** Nobody begins it any more; whoever has begun stops before the next object, and what they did then is still taken. */
  withdraw(id: string): Promise<void>;

  /** The job that this key has in hand already, or the next one; null: there is none. */
  lease(keyId: string, request: Pick<LeaseRequest, 'operations'>): Promise<LeasedJob | null>;
  progress(keyId: string, request: ProgressRequest): Promise<Outcome<{ readonly goOn: boolean }>>;
  result(keyId: string, request: ResultRequest): Promise<Outcome<void>>;
  /** Resolves when a job may have come, or when the signal says that it is enough. */
  news(signal: AbortSignal): Promise<void>;
}

interface Row {
  id: string;
  operation: OperationName;
  arguments: Json;
  arguments_hash: string;
  state: JobState;
  lease: string | null;
  lease_until: Date | null;
  leased_by: string | null;
  handed_out: number;
  progress: WorkerJob['progress'];
  result: unknown;
  fault: WorkerFault | null;
  result_hash: string | null;
}

const uniqueViolation = '23505';

export function createWorkerJobs({ pool, now }: { readonly pool: Pool; readonly now: () => Date }): WorkerJobs {
  const listeners = new Set<() => void>();
  const row = async (sql: string, values: readonly unknown[]): Promise<Row | null> =>
    (await pool.query<Row>(sql, [...values])).rows[0] ?? null;
  const leaseEnd = (): Date => new Date(now().getTime() + leaseSeconds * 1_000);

  const inHand = (keyId: string): Promise<Row | null> =>
    row(`update worker.job set lease_until = $2 where state = 'leased' and leased_by = $1 returning *`, [
      keyId,
      leaseEnd(),
    ]);

  async function next(keyId: string, known: readonly string[]): Promise<Row | null> {
    try {
      return await row(
        `update worker.job set state = 'leased', lease = $1, leased_by = $2, lease_until = $3, handed_out = handed_out + 1, progress = null
          where id = (select id from worker.job where operation = any($4) and (state = 'waiting' or (state = 'leased' and lease_until < $5))
            order by number limit 1 for update skip locked) returning *`,
        [randomUUID(), keyId, leaseEnd(), known, now()],
      );
    } catch (reason) {
      // The same worker asked twice at once, and the other question was faster.
      if ((reason as { code?: string }).code === uniqueViolation) return inHand(keyId);
      throw reason;
    }
  }

  return {
    async ask({ operation, arguments: given, idempotencyKey }) {
      const checked = operations[operation].arguments.parse(given) as Json;
      const hash = hashOf([operation, checked]);
      const kept =
        (await row(
          `insert into worker.job (id, idempotency_key, operation, arguments, arguments_hash, state, made_at)
            values ($1, $2, $3, $4, $5, 'waiting', $6) on conflict (idempotency_key) do nothing returning *`,
          [randomUUID(), idempotencyKey, operation, storable(checked), hash, now()],
        )) ?? (await row('select * from worker.job where idempotency_key = $1', [idempotencyKey]));
      if (kept?.arguments_hash !== hash)
        throw new Error(`The key ${idempotencyKey} of a worker's job was used for something else.`);
      for (const told of listeners) told();
      return { id: kept.id };
    },
    async find(id) {
      const found = await row('select * from worker.job where id = $1', [id]);
      return found === null
        ? null
        : {
            id: found.id,
            operation: found.operation,
            state: found.state,
            progress: found.progress,
            result: found.result as ResultOf<OperationName> | null,
            fault: found.fault,
            handedOut: found.handed_out,
            leaseUntil: found.lease_until,
          };
    },
    async withdraw(id) {
      await pool.query(`update worker.job set state = 'withdrawn' where id = $1 and state in ('waiting', 'leased')`, [
        id,
      ]);
    },
    async lease(keyId, { operations: known }) {
      const job = (await inHand(keyId)) ?? (await next(keyId, known));
      return job === null
        ? null
        : { id: job.id, lease: job.lease ?? '', operation: job.operation, arguments: job.arguments, leaseSeconds };
    },
    async progress(keyId, { job: id, lease, done, total }) {
      const kept = await row(
        `update worker.job set progress = $4, lease_until = $5
          where id = $1 and lease = $2 and leased_by = $3 and state in ('leased', 'withdrawn') returning *`,
        [id, lease, keyId, JSON.stringify({ done, total }), leaseEnd()],
      );
      return kept === null ? refused('worker.lease-gone') : allowed({ goOn: kept.state === 'leased' });
    },
    async result(keyId, request) {
      const { job: id, lease } = request;
      const told = request.outcome === 'done' ? request.result : request.fault;
      const hash = hashOf([request.outcome, told as Json]);
      const before = await row('select * from worker.job where id = $1 and lease = $2 and leased_by = $3', [
        id,
        lease,
        keyId,
      ]);
      if (before === null) return refused('worker.lease-gone');
      const ended = endOf(before.operation, request);
      const kept = await row(
        `update worker.job set state = $4, result = $5, fault = $6, result_hash = $7, ended_at = $8
          where id = $1 and lease = $2 and leased_by = $3 and state in ('leased', 'withdrawn') returning *`,
        [
          id,
          lease,
          keyId,
          ended.state,
          ended.state === 'done' ? storable(ended.result) : null,
          ended.state === 'failed' ? storable(ended.fault) : null,
          hash,
          now(),
        ],
      );
      if (kept !== null) return allowed(undefined);
      // Told before: the answer to it was lost. Read anew, because the two may have come at once.
      const after = await row('select * from worker.job where id = $1 and lease = $2', [id, lease]);
      if (after === null) return refused('worker.lease-gone');
      return after.result_hash === hash ? allowed(undefined) : refused('worker.other-result');
    },
    news: (signal) =>
      new Promise((resolve) => {
        const end = (): void => {
          listeners.delete(end);
          signal.removeEventListener('abort', end);
          resolve();
        };
        if (signal.aborted) return resolve();
        listeners.add(end);
        signal.addEventListener('abort', end);
      }),
  };
}

/** The database takes no NUL and no half of a character; what a mailbox holds may have either. */
const storable = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'string' ? part.replace(/\0|\p{Surrogate}/gu, '\ufffd') : part,
  );

type End =
  { readonly state: 'done'; readonly result: unknown } | { readonly state: 'failed'; readonly fault: WorkerFault };

/** A result of another form is no result. It is taken all the same, as a failure: sent again it would be the same. */
function endOf(operation: OperationName, request: ResultRequest): End {
  if (request.outcome === 'failed') return { state: 'failed', fault: request.fault };
  const checked = operations[operation].result.safeParse(request.result);
  if (checked.success) return { state: 'done', result: checked.data };
  const where = checked.error.issues.slice(0, 5).map(({ path, message }) => `${path.join('.')}: ${message}`);
  return { state: 'failed', fault: { code: 'result-of-another-form', message: where.join('; ') } };
}
