/**
 * Jobs as our tables know them: one row for each thing under way, with its due time in migration time. The row also fences: a job
 * whose id is no longer the row's (it was replaced, cancelled, or re-made after a crash) does nothing.
 */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Json } from '../../contract/json.js';
import type { QueueOptions } from '../../store/api.js';
import { transact } from '../core.js';
import type { Core, Unit } from '../core.js';
import { wallTimeOf } from './wall-time.js';

export const reading = 'engine-reading';
export const writing = 'engine-writing';

/** Writing is limited by each change's own `concurrency`: the queue only keeps the two tenants apart. */
export const engineQueues: readonly QueueOptions[] = [
  { name: reading, concurrency: 4 },
  { name: writing, concurrency: 16, partitioned: true },
];

export interface WorkOrder {
  readonly key: string;
  readonly name: string;
  readonly input: Readonly<Record<string, Json>>;
  /** Due time in migration time; absent: now. */
  readonly dueAt?: string;
  /** The tenant written to: absent for reading. */
  readonly partition?: string;
}

export interface Ticket {
  readonly key: string;
  readonly jobId: string;
}

/** Enqueues in the unit's transaction; whatever was under way under the same key is superseded. */
export async function enqueueWork(unit: Unit, order: WorkOrder): Promise<void> {
  const jobId = `${order.key}#${randomUUID()}`;
  const queue = order.partition === undefined ? reading : writing;
  const row = {
    job_id: jobId,
    name: order.name,
    queue,
    partition: order.partition ?? null,
    input: JSON.stringify(order.input),
    due_at: order.dueAt ?? null,
  };
  await unit.trx
    .insertInto('work')
    .values({ key: order.key, ...row })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
    .execute();
  const notBefore = order.dueAt === undefined ? undefined : wallTimeOf(order.dueAt, unit.core.options.clock.reading());
  await unit.core.options.jobs.enqueue(unit.trx, {
    name: order.name,
    queue,
    id: jobId,
    input: { ...order.input, key: order.key, jobId },
    ...(notBefore === undefined ? {} : { notBefore }),
    ...(order.partition === undefined ? {} : { partition: order.partition }),
  });
  if (order.dueAt !== undefined && notBefore !== undefined)
    unit.effects.armed.push({ jobId, dueAt: order.dueAt, notBefore });
}

export async function cancelWork(unit: Unit, keyPrefix: string): Promise<void> {
  await unit.trx
    .deleteFrom('work')
    .where((row) => row.or([row('key', '=', keyPrefix), row('key', 'like', `${keyPrefix}/%`)]))
    .execute();
}

/** Thrown inside a job that lost its row; ends it without a trace. */
export class Superseded extends Error {}

/** A transaction of a job: only as long as its row is still its own. */
export const transactAs = <T>(
  core: Core,
  ticket: Ticket,
  work: (unit: Unit) => Promise<T>,
  kind: 'decide' | 'write' = 'decide',
): Promise<T> =>
  transact(
    core,
    async (unit) => {
      const row = await unit.trx.selectFrom('work').select('job_id').where('key', '=', ticket.key).executeTakeFirst();
      if (row?.job_id !== ticket.jobId) throw new Superseded();
      return work(unit);
    },
    kind,
  );

export const finishWork = async (unit: Unit, ticket: Ticket): Promise<void> => {
  await unit.trx.deleteFrom('work').where('key', '=', ticket.key).where('job_id', '=', ticket.jobId).execute();
};

type Carrier = (ticket: Ticket, input: Readonly<Record<string, Json>>) => Promise<void>;

/** Registers what carries a kind of work out. `failed` is told of anything thrown; if the process is stopping, the row stays for the next start. */
export function registerWork(
  core: Core,
  name: string,
  carry: Carrier,
  failed: (ticket: Ticket, input: Readonly<Record<string, Json>>, error: unknown) => Promise<void>,
): void {
  core.options.jobs.register(name, async (given) => {
    const input = given as Readonly<Record<string, Json>>;
    const ticket = { key: String(input['key']), jobId: String(input['jobId']) };
    try {
      if (core.stopping.signal.aborted || !(await isDue(core, ticket))) return;
      await carry(ticket, input);
    } catch (error) {
      if (error instanceof Superseded || core.stopping.signal.aborted) return;
      core.options.log('warn', `${name} failed`, { key: ticket.key, error: String(error) });
      await failed(ticket, input, error).catch((fault: unknown) => {
        if (!(fault instanceof Superseded)) throw fault;
      });
    }
  });
}

/** False when the job is not the row's own any more, or woke before its time (the clock was set back or paused): then it is re-made. */
async function isDue(core: Core, ticket: Ticket): Promise<boolean> {
  const row = await core.db.selectFrom('work').selectAll().where('key', '=', ticket.key).executeTakeFirst();
  if (row?.job_id !== ticket.jobId) return false;
  const { clock } = core.options;
  const tolerance = 20 * Math.max(1, clock.reading().rate);
  if (row.due_at === null || Date.parse(row.due_at) <= clock.now().getTime() + tolerance) return true;
  await transactAs(core, ticket, (unit) => enqueueWork(unit, orderOf(row)));
  return false;
}

interface WorkRow {
  key: string;
  name: string;
  partition: string | null;
  input: Json;
  due_at: string | null;
}

const orderOf = (row: WorkRow): WorkOrder => ({
  key: row.key,
  name: row.name,
  input: row.input as Readonly<Record<string, Json>>,
  ...(row.due_at === null ? {} : { dueAt: row.due_at }),
  ...(row.partition === null ? {} : { partition: row.partition }),
});

/** Whether another process works on this database. */
export async function othersLive(unit: Unit): Promise<boolean> {
  const { living, processId } = unit.core.options.jobs;
  const { rows } = await sql`select from ${living()} as process where id <> ${processId} limit 1`.execute(unit.trx);
  return rows.length > 0;
}

/** What was under way is enqueued anew, and whatever the durable queue still remembers of it is fenced off. */
export async function remakeWork(unit: Unit, which: 'everything' | 'abandoned'): Promise<void> {
  let rows = unit.trx.selectFrom('work').selectAll().orderBy('key').forUpdate();
  // Neither waiting in a queue nor carried out by a process that lives.
  if (which === 'abandoned') rows = rows.where(sql<boolean>`job_id not in ${unit.core.options.jobs.underWay()}`);
  for (const row of await rows.execute()) await enqueueWork(unit, orderOf(row));
}

/** Moves every timer to where the clock now says it is due. */
export async function rescheduleTimers(core: Core): Promise<void> {
  const rows = await core.db.selectFrom('work').select(['job_id', 'due_at']).where('due_at', 'is not', null).execute();
  const reading = core.options.clock.reading();
  const times = rows.flatMap(({ job_id, due_at }) =>
    due_at === null ? [] : [{ jobId: job_id, notBefore: wallTimeOf(due_at, reading) }],
  );
  await core.options.jobs.reschedule(times);
}

/** Calls people again; nobody waits for that. */
export const remindWork = 'engine.remind';

export async function nextDueAt(core: Core): Promise<string | null> {
  const row = await core.db
    .selectFrom('work')
    .select(({ fn }) => fn.min('due_at').as('due_at'))
    .where('name', '<>', remindWork)
    .executeTakeFirst();
  return row?.due_at ?? null;
}

/** Whether anything runs or could run without waiting for its time. */
export async function somethingUnderWay(core: Core): Promise<boolean> {
  const row = await core.db
    .selectFrom('work')
    .select('key')
    .where((work) =>
      work.or([work('due_at', 'is', null), work('due_at', '<=', core.options.clock.now().toISOString())]),
    )
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
