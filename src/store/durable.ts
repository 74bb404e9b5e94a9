import { randomUUID } from 'node:crypto';
import { DBOS } from '@dbos-inc/dbos-sdk';
import { runWithAbortableDbRetries } from '@dbos-inc/dbos-sdk/internal/context';
import { DBOSExecutor } from '@dbos-inc/dbos-sdk/internal/dbos-executor';
import { ensureSystemDatabase } from '@dbos-inc/dbos-sdk/internal/system_database';
import { GlobalLogger, type DLogger } from '@dbos-inc/dbos-sdk/internal/telemetry/logs';
import { INTERNAL_QUEUE_NAME } from '@dbos-inc/dbos-sdk/internal/utils';
import { registerInternalQueue, wfQueueRunner, WorkflowQueue } from '@dbos-inc/dbos-sdk/internal/wfqueue';
import { Kysely, PostgresDialect, sql, type QueryExecutorProvider } from 'kysely';
import { DueTimes } from './durable/due-times.js';
import { noticeChannel, noticeOf, Notices } from './durable/notices.js';
import { QueueLooks, type Found, type LookTimes } from './durable/queue-looks.js';
import { Replicas } from './durable/replicas.js';
import { withRetries, type Envelope } from './durable/retry.js';
import { exclusively } from './exclusively.js';
import { logToStandardError } from './log.js';
import type { Database, DurableJobs, DurableOptions, QueueOptions } from './api.js';
import type { Json } from '../contract/json.js';

const NAME = 'changeover';
const SCHEMA = 'dbos';
/** Only its form is checked: DBOS is given our pool. */
const UNUSED_URL = 'postgresql://changeover:unused@pool/changeover';
/** One for all releases: a job of another version would never be taken up. Job code stays compatible, which short jobs make easy. */
const APPLICATION_VERSION = '1';
/** The embedded database has one process at a time: under a fixed id its next start takes up what the last one had begun. */
const EMBEDDED_EXECUTOR = 'embedded';
/** Each start after a crash counts as one; DBOS gives a workflow up after this many. */
const MAX_RECOVERY_ATTEMPTS = 1000;
/** An id is remembered this long after its job finished: only then could it be enqueued again. */
const RETENTION_MS = 14 * 24 * 3_600_000;
const RETENTION_EVERY_MS = 3_600_000;
const RETENTION_BATCH = 500;
const DEAD_AFTER_MS = 15_000;
const FIRST_RETRY_MS = 1_000;
const QUIET_MS = 5_000;
/** DBOS's own queue, on which nothing of ours is put: looked at as rarely as can be. */
const INTERNAL_QUEUE_EVERY_MS = 60_000;
/** Between the id of a job and how often it failed. */
const FAILURES_SIGN = '~';

/** DBOS keeps its state in module variables: one set of jobs per process at a time. */
let running: object | null = null;

/**
 * Durable jobs over DBOS, in the same database as everything else; the only module that knows DBOS. One set may be launched
 * per process at a time; after its `shutdown` another may follow.
 */
export function createDurableJobs(options: DurableOptions): DurableJobs {
  const { pool, backend } = options.database;
  const log = options.log ?? logToStandardError;
  const processId = randomUUID();
  const executorId = backend === 'pglite' ? EMBEDDED_EXECUTOR : processId;
  const deadAfterMs = options.deadAfterMs ?? DEAD_AFTER_MS;
  const takenOver: (() => Promise<void>)[] = [];
  const works = new Map<string, (input: Json) => Promise<void>>();
  // Not destroyed: that would end the pool, which is the database's.
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  const me = {};
  let stopping = false;
  let retention: NodeJS.Timeout | undefined;
  let replicas: Replicas | null = null;

  const logger: DLogger = {
    info: () => undefined,
    debug: () => undefined,
    warn: (entry: unknown) => log.warn({ from: 'dbos' }, String(entry)),
    error: (entry: unknown) => log.error({ from: 'dbos' }, String(entry)),
  };

  const looks = new Map<string, QueueLooks>();
  const wakeAll = (): void => looks.forEach((queue) => queue.wake());
  const stopLooking = new AbortController();
  let looking: Promise<unknown> = Promise.resolve();

  const firstDelayed = async (): Promise<number | null> => {
    const { rows } = await pool.query<{ next: string | null }>(
      `select min(delay_until_epoch_ms) as next from dbos.workflow_status where status = 'DELAYED'`,
    );
    return rows[0]?.next == null ? null : Number(rows[0].next);
  };

  /** Most looks that come anyway find nothing, and wake no queue. What is expected and not there DBOS has released by itself. */
  const dueTimes = new DueTimes(async (expected) => {
    const next = await firstDelayed();
    if (!expected && (next === null || next > Date.now())) return { next };
    await DBOSExecutor.globalInstance?.systemDatabase.transitionDelayedWorkflows();
    wakeAll();
    return { next: await firstDelayed() };
  });

  const notices = new Notices({
    pool,
    log,
    heard: (notice) => ('queue' in notice ? looks.get(notice.queue)?.wake() : dueTimes.expect(notice.dueAt)),
    missedSome: () => {
      wakeAll();
      dueTimes.expect(new Date());
    },
  });

  const put = async (trx: QueryExecutorProvider, envelope: Envelope, notBefore: Date | undefined): Promise<void> => {
    const { job, failures } = envelope;
    const delayed = notBefore !== undefined && notBefore.getTime() > Date.now();
    await sql`select dbos.enqueue_workflow(${job.name}, ${job.queue}, array[${JSON.stringify(envelope)}::json],
      workflow_id => ${failures === 0 ? job.id : `${job.id}${FAILURES_SIGN}${failures}`},
      queue_partition_key => ${job.partition ?? null}::text,
      delay_until_epoch_ms => ${delayed ? notBefore.getTime() : null}::bigint),
      pg_notify(${noticeChannel}, ${noticeOf(job.queue, delayed ? notBefore : null)})`.execute(trx);
  };

  /** DBOS claims and begins what is due, as it would by itself; only when it looks is ours: it knows no event, and asks 33 times a second for nothing. */
  const lookAt = (options: QueueOptions, times: LookTimes): Promise<void> => {
    const queue = new WorkflowQueue(WorkflowQueue.recordFromParams(options.name, limits(options, backend)), false);
    const look = async (): Promise<Found> => {
      const executor = DBOSExecutor.globalInstance;
      if (executor === undefined) return 'jobs';
      // One question instead of a transaction of four or five: most looks find nothing.
      const waiting = await pool
        .query(`select from dbos.workflow_status where queue_name = $1 and status = 'ENQUEUED' limit 1`, [options.name])
        .catch(() => null);
      if (waiting?.rowCount === 0) return 'nothing';
      await wfQueueRunner['pollQueue'](executor, queue).catch((reason: unknown) =>
        log.warn({ queue: queue.name, reason: String(reason) }, 'a queue could not be looked at'),
      );
      return 'jobs';
    };
    const loop = new QueueLooks(look, times);
    looks.set(options.name, loop);
    return loop.run();
  };

  const stopAll = async (): Promise<void> => {
    dueTimes.stop();
    notices.close();
    looks.forEach((queue) => queue.stop());
    stopLooking.abort();
    await looking;
  };

  return {
    processId,

    living: () => (backend === 'pglite' ? sql`(select ${processId}::text as id)` : Replicas.living(deadAfterMs)),

    underWay() {
      const executors = backend === 'pglite' ? sql`(${executorId})` : Replicas.living(deadAfterMs);
      return sql`(select split_part(workflow_uuid, ${FAILURES_SIGN}, 1) as id from dbos.workflow_status
        where status in ('ENQUEUED', 'DELAYED') or (status = 'PENDING' and executor_id in ${executors}))`;
    },

    onTakenOver(listener) {
      takenOver.push(listener);
    },

    register(name, work) {
      if (running === me) throw new Error(`${name} must be registered before launch`);
      if (works.has(name)) throw new Error(`${name} is registered twice`);
      works.set(name, work);
    },

    async launch(takeUp) {
      if (running !== null) throw new Error('durable jobs are already launched in this process');
      running = me;
      try {
        for (const [name, work] of works) {
          const retrying = withRetries(name, work, {
            ended: ({ job }) => looks.get(job.queue)?.wake(),
            log,
            firstWaitMs: options.retryMs ?? FIRST_RETRY_MS,
            stopping: () => stopping,
            enqueueAgain: (next, notBefore) => put(kysely, next, notBefore),
          });
          DBOS.registerWorkflow(retrying, { name, maxRecoveryAttempts: MAX_RECOVERY_ATTEMPTS });
        }
        await exclusively(pool, () =>
          ensureSystemDatabase(UNUSED_URL, new GlobalLogger(undefined, { logger }), pool, SCHEMA, false),
        );
        if (backend === 'postgres') {
          replicas = new Replicas({
            pool,
            id: executorId,
            log,
            deadAfterMs,
            recover: async (deadIds) => {
              await DBOSExecutor.globalInstance?.recoverPendingWorkflows([...deadIds]);
              wakeAll();
            },
            onTakenOver: async () => {
              for (const listener of takenOver) await listener();
            },
            onDeclaredDead: throwUncaught,
          });
          await replicas.join();
        }
        await takeUp?.();
        DBOS.setConfig({
          name: NAME,
          systemDatabaseUrl: UNUSED_URL,
          systemDatabasePool: pool,
          systemDatabaseSchemaName: SCHEMA,
          runMigrations: false,
          useListenNotify: false,
          executorID: executorId,
          applicationVersion: APPLICATION_VERSION,
          enablePatching: true,
          // We look ourselves, see `lookAt`.
          listenQueues: [],
          logger,
        });
        registerInternalQueue(INTERNAL_QUEUE_NAME, { minPollingIntervalMs: INTERNAL_QUEUE_EVERY_MS });
        await DBOS.launch();
        await notices.listen();
        const times = { busyMs: options.pollMs, quietMs: options.quietMs ?? QUIET_MS };
        looking = runWithAbortableDbRetries(stopLooking.signal, () =>
          Promise.all(options.queues.map((queue) => lookAt(queue, times))),
        );
        replicas?.watch();
        dueTimes.expect(new Date());
        retention = setInterval(() => {
          forgetFinished().catch((reason: unknown) =>
            log.warn({ reason: String(reason) }, 'old jobs were not removed'),
          );
        }, RETENTION_EVERY_MS).unref();
        await tellGivenUp(options.database, log);
      } catch (reason) {
        await stopAll();
        await DBOS.shutdown({ deregister: true });
        running = null;
        throw reason;
      }
    },

    async enqueue(trx, job) {
      const { notBefore, ...rest } = job;
      await put(trx, { job: rest, failures: 0 }, notBefore);
    },

    async reschedule(times) {
      if (times.length === 0) return;
      // Not by `DBOS.setWorkflowDelay`, which does the same and refuses before launch: what is taken up then may already need another time.
      await pool.query(
        `update dbos.workflow_status set delay_until_epoch_ms = moved.not_before
           from unnest($1::text[], $2::bigint[]) as moved (id, not_before)
          where workflow_uuid = moved.id and status = 'DELAYED'`,
        [times.map(({ jobId }) => jobId), times.map(({ notBefore }) => notBefore.getTime())],
      );
      dueTimes.expect(new Date(Math.min(...times.map(({ notBefore }) => notBefore.getTime()))));
    },

    async pending() {
      const { rows } = await pool.query<{ running: number; due: number; delayed: number }>(
        `select count(*) filter (where status = 'PENDING')::int as running,
                count(*) filter (where status = 'ENQUEUED' or (status = 'DELAYED' and delay_until_epoch_ms <= $1))::int as due,
                count(*) filter (where status = 'DELAYED' and delay_until_epoch_ms > $1)::int as delayed
           from dbos.workflow_status where status in ('PENDING', 'ENQUEUED', 'DELAYED')`,
        [Date.now()],
      );
      return { running: rows[0]?.running ?? 0, queuedDue: rows[0]?.due ?? 0, delayed: rows[0]?.delayed ?? 0 };
    },

    async shutdown(withinMs) {
      if (running !== me) return;
      stopping = true;
      clearInterval(retention);
      await stopAll();
      await DBOS.shutdown({ deregister: true, workflowCompletionTimeoutMS: withinMs });
      await replicas?.leave();
      running = null;
    },
  };
}

/** Embedded there is one process, and counting in memory spares a query per poll. */
function limits(queue: QueueOptions, backend: Database['backend']) {
  const { concurrency } = queue;
  if (queue.partitioned !== true) {
    return backend === 'pglite' ? { workerConcurrency: concurrency } : { globalConcurrency: concurrency };
  }
  // DBOS takes all partitions in one statement only for exactly this limit.
  return backend === 'pglite' && concurrency > 1
    ? { partitionWorkerConcurrency: concurrency }
    : { partitionConcurrency: concurrency };
}

async function forgetFinished(): Promise<void> {
  const endTime = new Date(Date.now() - RETENTION_MS).toISOString();
  for (;;) {
    const finished = await DBOS.listWorkflows({
      status: ['SUCCESS', 'CANCELLED'],
      completedBefore: endTime,
      limit: RETENTION_BATCH,
      loadInput: false,
      loadOutput: false,
    });
    if (finished.length === 0) return;
    await DBOS.deleteWorkflows(finished.map((workflow) => workflow.workflowID));
  }
}

/** Jobs DBOS will not touch again. There should be none; if there are, somebody must know. */
async function tellGivenUp(database: Database, log: NonNullable<DurableOptions['log']>): Promise<void> {
  const { rows } = await database.pool.query<{ id: string }>(
    `select workflow_uuid as id from dbos.workflow_status
      where status in ('ERROR', 'MAX_RECOVERY_ATTEMPTS_EXCEEDED') order by created_at desc limit 20`,
  );
  if (rows.length > 0) log.error({ jobs: rows.map((row) => row.id) }, 'jobs were given up and will not run again');
}

const throwUncaught = (reason: Error): void => {
  setImmediate(() => {
    throw reason;
  });
};
