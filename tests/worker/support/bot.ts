/** The bot's half of the worker, whole: database, jobs, keys, and the true HTTP server in front. */
import { EventEmitter, once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createLinks } from '../../../src/http/links.js';
import { createHttpServer } from '../../../src/http/server.js';
import {
  createWorkerDoor,
  type WorkerDoor,
  type WorkerDoorOptions,
  type WorkerQuestion,
} from '../../../src/http/worker-door.js';
import { translate } from '../../../src/locales/index.js';
import { migrate } from '../../../src/store/migrate.js';
import { openDatabase } from '../../../src/store/open-database.js';
import { createWorkerJobs, type WorkerJob } from '../../../src/worker/jobs.js';
import { createWorkerKeys } from '../../../src/worker/keys.js';
import { workerMigrations } from '../../../src/worker/schema.js';
import { freshDataDir } from '../../store/support/data-dir.js';
import { silentLog } from '../../store/support/log.js';

export interface Told {
  readonly status: number;
  readonly headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the door says
  readonly body: any;
}

export async function startBot(bounds: Partial<WorkerDoorOptions> = {}) {
  const dataDir = await freshDataDir();
  const stamp = { mode: 'rehearsal', sourceTenantId: 'source', destinationTenantId: 'destination' } as const;
  const database = await openDatabase({ databaseUrl: null, dataDir, stamp, log: silentLog });
  await migrate(database.pool, workerMigrations);
  let skew = 0;
  const parts = { pool: database.pool, now: () => new Date(Date.now() + skew) };
  const jobs = createWorkerJobs(parts);
  const keys = createWorkerKeys(parts);
  const faults: unknown[] = [];
  const heard = new EventEmitter();
  heard.setMaxListeners(0);
  const lost = new Map<string, number>();
  /** A wire that takes a request, or its answer, with it. */
  const lossy = (door: WorkerDoor): WorkerDoor => ({
    ...door,
    answer: async (question, request) => {
      const loses = (what: string): boolean => {
        const left = lost.get(`${what} ${question}`) ?? 0;
        if (left > 0) {
          lost.set(`${what} ${question}`, left - 1);
          request.socket.destroy();
        }
        return left > 0;
      };
      if (loses('request')) return { status: 200, body: {} };
      const answer = await door.answer(question, request);
      loses('answer');
      heard.emit('question');
      return answer;
    },
  });
  const serve = async (port = 0) => {
    const http = createHttpServer({
      receive: async () => ({ status: 401 }),
      ready: async () => true,
      links: createLinks({ secret: 'a secret of the tests', baseUrl: 'http://bot' }),
      downloads: async () => null,
      uploads: {
        page: async () => ({ status: 404, html: false, content: '' }),
        take: async () => ({ status: 404, html: false, content: '' }),
      },
      words: (code) => code,
      worker: lossy(
        createWorkerDoor({
          keys,
          jobs,
          words: (code, facts) => translate('en', `refusals.${code}`, facts),
          ...bounds,
        }),
      ),
      onFault: (fault) => void faults.push(fault),
    });
    return { http, port: await http.listen(port, '127.0.0.1') };
  };
  let { http, port } = await serve();
  const post = async (question: string, key: string, body: unknown): Promise<Told> => {
    const answer = await fetch(`http://127.0.0.1:${port}/worker/${question}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: answer.status, headers: answer.headers, body: await answer.json() };
  };
  return {
    jobs,
    keys,
    faults,
    pool: database.pool,
    base: () => `http://127.0.0.1:${port}`,
    post,
    lose: (what: 'request' | 'answer', question: WorkerQuestion, times = 1): void =>
      void lost.set(`${what} ${question}`, times),
    async ended(id: string): Promise<WorkerJob> {
      for (;;) {
        const next = once(heard, 'question');
        const job = await jobs.find(id);
        if (job?.state === 'done' || job?.state === 'failed') return job;
        await next;
      }
    },
    /** The bot's own clock goes on by so much. */
    later: (seconds: number): void => void (skew += seconds * 1_000),
    /** A worker as the protocol sees it. */
    async worker(name: string) {
      const { key, text } = await keys.make(name);
      const instance = `instance-of-${name}`;
      return {
        key,
        text,
        instance,
        lease: (operations: readonly string[], more: object = {}) =>
          post('lease', text, { protocol: 1, instance, operations, ...more }),
        progress: (job: { id: string; lease: string }, more: object = {}) =>
          post('progress', text, { instance, job: job.id, lease: job.lease, done: 0, total: 1, ...more }),
        result: (job: { id: string; lease: string }, told: object) =>
          post('result', text, { instance, job: job.id, lease: job.lease, ...told }),
      };
    },
    async restart(): Promise<void> {
      await http.close();
      ({ http, port } = await serve(port));
    },
    async stop(): Promise<void> {
      await http.close();
      await database.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
