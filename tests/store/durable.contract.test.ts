import { setTimeout as wait } from 'node:timers/promises';
import { Kysely, PostgresDialect, sql, type RawBuilder } from 'kysely';
import { createDurableJobs } from '../../src/store/durable.js';
import { openDatabase } from '../../src/store/open-database.js';
import { backends, type Place } from './support/backends.js';
import { eventually } from './support/eventually.js';
import { recordingLog, silentLog } from './support/log.js';
import { compiledStore, startOther } from './support/other-process.js';
import type { Database, DurableJobs, DurableOptions, Job } from '../../src/store/api.js';
import type { Json } from '../../src/contract/json.js';

const stamp = { mode: 'rehearsal', sourceTenantId: 'source', destinationTenantId: 'destination' } as const;
const queues: DurableOptions['queues'] = [
  { name: 'q', concurrency: 4 },
  { name: 'narrow', concurrency: 1 },
  { name: 'parts', concurrency: 1, partitioned: true },
  { name: 'wide-parts', concurrency: 2, partitioned: true },
];

describe.each(backends())('durable jobs on $name', (backend) => {
  let place: Place;
  let database: Database;
  let jobs: DurableJobs;
  let kysely: Kysely<unknown>;
  let seen: Json[];

  const make = (options: Partial<DurableOptions> = {}): DurableJobs => {
    seen = [];
    jobs = createDurableJobs({ database, queues, pollMs: 20, log: silentLog, ...options });
    return jobs;
  };
  const note = (input: Json): Promise<void> => {
    seen.push(input);
    return Promise.resolve();
  };
  const put = (job: Partial<Job> & { id: string }): Promise<void> =>
    jobs.enqueue(kysely, { name: 'note', queue: 'q', input: job.id, ...job });

  const nothingPending = (): Promise<void> =>
    eventually('nothing is pending', async () => {
      const { running, queuedDue, delayed } = await jobs.pending();
      return running + queuedDue + delayed === 0;
    });

  beforeAll(async () => {
    await backend.start();
    place = await backend.newPlace();
    database = await openDatabase({ ...place, stamp, log: silentLog });
    kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: database.pool }) });
  });
  afterAll(async () => {
    await database.close();
    await backend.stop();
  });
  afterEach(async () => {
    await jobs.shutdown(1000);
  });

  test('a job begins when the transaction that enqueued it commits, with the input it was given', async () => {
    make().register('note', note);
    await jobs.launch();
    const input = { стол: [1, null, 'a"b'], deep: { at: '2026-11-30T08:00:00Z' } };
    await kysely.transaction().execute(async (trx) => {
      await jobs.enqueue(trx, { name: 'note', queue: 'q', id: 'committed', input });
      await wait(100);
      expect(seen).toEqual([]);
    });
    await eventually('it ran', () => seen.length === 1);

    expect(seen).toEqual([input]);
  });

  test('a job whose transaction rolls back never was', async () => {
    make().register('note', note);
    await jobs.launch();
    const failing = kysely.transaction().execute(async (trx) => {
      await jobs.enqueue(trx, { name: 'note', queue: 'q', id: 'rolled-back', input: 'rolled-back' });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await put({ id: 'after' });
    await eventually('the next one ran', () => seen.length === 1);

    expect(seen).toEqual(['after']);
    await nothingPending();
  });

  test('one id is enqueued once, also when its job has finished long ago', async () => {
    make().register('note', note);
    await jobs.launch();
    await Promise.all([put({ id: 'twice' }), put({ id: 'twice' })]);
    await eventually('it ran', () => seen.length === 1);
    await put({ id: 'twice' });
    await put({ id: 'twice-after' });
    await eventually('the next one ran', () => seen.includes('twice-after'));

    expect(seen).toEqual(['twice', 'twice-after']);
  });

  test('a delayed job waits for its time', async () => {
    make().register('note', note);
    await jobs.launch();
    const notBefore = new Date(Date.now() + 1_500);
    await put({ id: 'delayed', notBefore });
    expect(await jobs.pending()).toEqual({ running: 0, queuedDue: 0, delayed: 1 });
    await eventually('it ran', () => seen.length === 1);

    expect(Date.now()).toBeGreaterThanOrEqual(notBefore.getTime());
  });

  test('a delayed job can be moved forward and back until it begins; one that finished stays finished', async () => {
    make().register('note', note);
    await jobs.launch();
    await put({ id: 'moved', notBefore: new Date(Date.now() + 3_600_000) });
    await put({ id: 'put-off', notBefore: new Date(Date.now() + 300) });
    await jobs.reschedule([{ jobId: 'put-off', notBefore: new Date(Date.now() + 3_600_000) }]);
    await jobs.reschedule([{ jobId: 'moved', notBefore: new Date(Date.now() - 1000) }]);
    await eventually('the moved one ran', () => seen.length === 1);
    await wait(400);
    await jobs.reschedule([{ jobId: 'moved', notBefore: new Date() }]);
    await jobs.reschedule([{ jobId: 'unknown', notBefore: new Date() }]);

    expect(seen).toEqual(['moved']);
    expect(await jobs.pending()).toEqual({ running: 0, queuedDue: 0, delayed: 1 });
    await jobs.reschedule([{ jobId: 'put-off', notBefore: new Date() }]);
    await eventually('the other one ran', () => seen.length === 2);
  });

  test('while taking up, a job put off by the clock can be given another time', async () => {
    make().register('note', note);
    await jobs.launch(async () => {
      await put({ id: 'taken-up', notBefore: new Date(Date.now() + 3_600_000) });
      await jobs.reschedule([{ jobId: 'taken-up', notBefore: new Date() }]);
    });

    await eventually('it ran', () => seen.length === 1);
  });

  test.each([
    { queue: 'narrow', partitions: [undefined], atOnce: 1 },
    { queue: 'parts', partitions: ['one', 'two'], atOnce: 2 },
    { queue: 'wide-parts', partitions: ['one'], atOnce: 2 },
  ])('queue $queue runs at most $atOnce at once', async ({ queue, partitions, atOnce }) => {
    let running = 0;
    let most = 0;
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    make().register('busy', async (input) => {
      most = Math.max(most, (running += 1));
      // The first ones stay until as many as may be are in; a slow machine would otherwise never have two at once.
      await gate;
      await wait(30);
      running -= 1;
      seen.push(input);
    });
    await jobs.launch();
    const all = partitions.flatMap((partition) => [1, 2, 3, 4].map((n) => ({ partition, n })));
    for (const { partition, n } of all) {
      const id = `${queue}/${partition ?? ''}/${n}`;
      await put({ name: 'busy', queue, id, ...(partition === undefined ? {} : { partition }) });
    }
    await eventually('as many as may be are in', () => running >= atOnce);
    open();
    await eventually('all ran', () => seen.length === all.length);

    expect(most).toBe(atOnce);
  });

  test('work that throws is begun again until it returns, and each failure is told', async () => {
    const { log, entries } = recordingLog();
    let failures = 0;
    make({ log, retryMs: 20 }).register('flaky', async (input) => {
      if ((failures += 1) <= 2) throw new Error(`failure ${failures}`);
      await note(input);
    });
    await jobs.launch();
    await put({ name: 'flaky', id: 'flaky' });
    await eventually('it returned', () => seen.length === 1);

    const told = entries.filter((entry) => entry.level === 'error').map((entry) => entry.facts);
    expect(told).toMatchObject([
      { job: 'flaky', name: 'flaky', failures: 1 },
      { job: 'flaky', name: 'flaky', failures: 2 },
    ]);
    await nothingPending();
  });

  test('a job may enqueue its successor, a hundred times over', async () => {
    make().register('chain', async (input) => {
      seen.push(input);
      if (typeof input === 'number' && input < 100)
        await put({ name: 'chain', id: `chain-${input + 1}`, input: input + 1 });
    });
    await jobs.launch();
    await put({ name: 'chain', id: 'chain-1', input: 1 });
    await eventually('all ran', () => seen.length === 100);

    expect(seen).toEqual(Array.from({ length: 100 }, (_, n) => n + 1));
  });

  test('shutdown waits for what runs, and what it did not wait for is begun again by the next set', async () => {
    let finish: () => void = () => undefined;
    make().register('slow', () => new Promise((done) => (finish = done)));
    jobs.register('short', async (input) => {
      await wait(200);
      await note(input);
    });
    await jobs.launch();
    await put({ name: 'slow', id: 'slow' });
    await put({ name: 'short', id: 'short' });
    await eventually('both run', async () => (await jobs.pending()).running === 2);
    await jobs.shutdown(400);
    expect(seen).toEqual(['short']);

    make({ deadAfterMs: 700 }).register('slow', note);
    jobs.register('short', note);
    await jobs.launch();
    await eventually('the slow one ran', () => seen.length === 1);
    finish();

    expect(seen).toEqual(['slow']);
  });

  test('before any job runs, a process that is known to the others may take up what was left', async () => {
    make().register('note', note);
    await put({ id: 'left' });
    const ids = async (of: RawBuilder<string>): Promise<readonly string[]> =>
      (await sql<{ id: string }>`select id from ${of} as found`.execute(kysely)).rows.map(({ id }) => id);
    let atTakeUp: object | undefined;
    await jobs.launch(async () => {
      atTakeUp = { seen: [...seen], living: await ids(jobs.living()), underWay: await ids(jobs.underWay()) };
    });
    await eventually('it ran', () => seen.length === 1);
    await nothingPending();

    expect(atTakeUp).toEqual({ seen: [], living: [jobs.processId], underWay: ['left'] });
    expect(await ids(jobs.underWay())).toEqual([]);
  });

  test('nobody needs to look again: what is put in, becomes due, or gets a free place, begins by being announced', async () => {
    // A second look would come in an hour.
    make({ pollMs: 3_600_000, quietMs: 3_600_000, retryMs: 20 }).register('note', note);
    let failures = 0;
    jobs.register('flaky', async (input) => {
      if ((failures += 1) === 1) throw new Error('once');
      await note(input);
    });
    await jobs.launch();
    await put({ id: 'announced-late', notBefore: new Date(Date.now() + 300) });
    await kysely
      .transaction()
      .execute((trx) => jobs.enqueue(trx, { name: 'note', queue: 'narrow', id: 'announced', input: 'announced' }));
    await eventually('both ran', () => seen.length === 2, 10_000);
    await put({ name: 'flaky', queue: 'parts', partition: 'one', id: 'announced-again' });
    await eventually('the failed one ran again', () => seen.length === 3, 10_000);

    expect(seen).toEqual(['announced', 'announced-late', 'announced-again']);
  });

  test('a quiet set asks the database a few times a second, not a few dozen times', async () => {
    make({ pollMs: 5 }).register('note', note);
    await jobs.launch();
    await put({ id: 'before-the-quiet' });
    await eventually('it ran', () => seen.includes('before-the-quiet'));
    await wait(1_500);
    let asked = 0;
    const count = (): void => void (asked += 1);
    database.pool.on('acquire', count);
    await wait(2_000);
    database.pool.off('acquire', count);

    expect(asked).toBeLessThan(20);
  });

  test('a second set beside a launched one is refused', async () => {
    make().register('note', note);
    await jobs.launch();
    const second = createDurableJobs({ database, queues, pollMs: 20, log: silentLog });

    await expect(second.launch()).rejects.toThrow('already launched');
    expect(() => jobs.register('late', note)).toThrow('before launch');
  });

  test('what a process had begun when it was killed is begun again', async () => {
    await database.pool.query('create table begun (job text, pid int)');
    if (backend.name === 'pglite') await database.close();
    const { folder, remove } = compiledStore();
    const other = startOther(folder, { open: { ...place, stamp }, job: 'interrupted' });
    expect(JSON.parse(await other.line())).toEqual({ begun: 'interrupted' });
    await other.kill();
    remove();
    if (backend.name === 'pglite') {
      database = await openDatabase({ ...place, stamp, log: silentLog });
      kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: database.pool }) });
    }
    make({ deadAfterMs: 700 }).register('work', note);
    await jobs.launch();
    await eventually('it ran here', () => seen.length === 1);

    expect(seen).toEqual(['interrupted']);
    expect((await database.pool.query('select job from begun')).rows).toEqual([{ job: 'interrupted' }]);
  });
});
