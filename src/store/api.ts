/** The database as the engine sees it: a `pg.Pool` on either backend, and durable jobs in the same database. */
import type { Kysely, RawBuilder, Transaction } from 'kysely';
import type { Pool } from 'pg';
import type { Json } from '../contract/json.js';

export interface DatabaseOptions {
  /** PostgreSQL when given; otherwise an embedded PGlite under `dataDir`. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  /** Where `makePreparedDatabase` left one, if it did: a new embedded database is a copy of it. Absent: it is made from nothing. */
  readonly preparedDatabase?: string;
  /** A database is stamped with these at its first start and refuses to be opened with others. */
  readonly stamp: {
    readonly mode: 'rehearsal' | 'live';
    readonly sourceTenantId: string;
    readonly destinationTenantId: string;
  };
  /** Called when everything left to do is done elsewhere (another thread, a server): this one may be kept busy from here on. */
  readonly onBegun?: () => void;
  /** Where trouble is told; standard error when absent. A pino logger fits. */
  readonly log?: StoreLog;
  /**
   * The database is gone for good (embedded thread died, lock taken by somebody else). Nothing can be saved any more:
   * the process should end and be started again. Absent: thrown as an uncaught exception, which does that.
   */
  readonly onLost?: (reason: Error) => void;
}

export interface StoreLog {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

export interface Database {
  readonly backend: 'pglite' | 'postgres';
  readonly pool: Pool;
  /** Checkpoints, closes and gives the lock back. */
  close(): Promise<void>;
}

export interface Job {
  /** Name under which the work was registered. */
  readonly name: string;
  readonly queue: string;
  /** The same id is enqueued once: a second time does nothing. */
  readonly id: string;
  readonly input: Json;
  /** Wall time before which it must not start. */
  readonly notBefore?: Date;
  /** Partition of a partitioned queue: limits hold per partition. */
  readonly partition?: string;
}

export interface QueueOptions {
  readonly name: string;
  /** Jobs at once (per partition when `partitioned`). */
  readonly concurrency: number;
  readonly partitioned?: boolean;
}

/** Durable execution: a job that was begun is begun again after a crash, until it returns. Its effects must be safe to repeat. */
export interface DurableJobs {
  /** This process among those on one database: another one after each start. */
  readonly processId: string;
  /** SQL: a subselect of the ids of the processes that live. Embedded there is this one. */
  living(): RawBuilder<string>;
  /** SQL: a subselect of the ids of the jobs that wait in a queue or run in a process that lives. */
  underWay(): RawBuilder<string>;
  /** Before `launch`. */
  register(name: string, work: (input: Json) => Promise<void>): void;
  /** Before `launch`: called when the jobs of processes that died are back in their queues. */
  onTakenOver(listener: () => Promise<void>): void;
  /** `takeUp` runs when the other processes know of this one, and before any job does. */
  launch(takeUp?: () => Promise<void>): Promise<void>;
  /** Enqueues inside the caller's transaction: both commit or neither. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- any schema will do: only `dbos` functions are called
  enqueue(trx: Transaction<any> | Kysely<any>, job: Job): Promise<void>;
  /** Moves the start of a job that has not begun; nothing happens when it has. Works while taking up, before any job runs. */
  reschedule(times: readonly { readonly jobId: string; readonly notBefore: Date }[]): Promise<void>;
  /** Jobs queued (due or not) or running. */
  pending(): Promise<{ running: number; queuedDue: number; delayed: number }>;
  shutdown(withinMs: number): Promise<void>;
}

export interface DurableOptions {
  readonly database: Database;
  readonly queues: readonly QueueOptions[];
  /** How soon a queue is looked at again after something happened in it; each look that follows waits twice as long. */
  readonly pollMs: number;
  /** The longest wait between two looks: work announces itself, this is for an announcement that got lost. Default 5000. */
  readonly quietMs?: number;
  /** Where trouble is told; standard error when absent. */
  readonly log?: StoreLog;
  /** First wait before work that threw is begun again (doubles each time, at most five minutes). Default 1000. */
  readonly retryMs?: number;
  /** PostgreSQL only: how long a replica may be silent before the others take over what it had begun. Default 15000. */
  readonly deadAfterMs?: number;
}
