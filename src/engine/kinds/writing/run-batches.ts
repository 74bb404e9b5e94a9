/** The batches of a change: which of them run at once, and under which job. */
import { sql } from 'kysely';
import type { Side } from '../../../contract/step.js';
import { forgetDoneOrder, moveAttempt } from '../../attempts/life.js';
import type { AttemptRow } from '../../attempts/rows.js';
import { record } from '../../audit/audit.js';
import type { Unit } from '../../core.js';
import { enqueueWork } from '../../schedule/work.js';
import { changeDefinition } from './definition.js';

/** Every batch of the plan waits for its turn; the first ones begin. */
export async function beginWrites(unit: Unit, attempt: AttemptRow): Promise<void> {
  await sql`insert into engine.batch (attempt_id, number, side, state)
    select distinct attempt_id, batch, side, 'pending' from engine.ledger where attempt_id = ${attempt.id}`.execute(
    unit.trx,
  );
  await moveAttempt(unit, attempt, 'running', { writes_began_at: unit.at, held_by_stop: false });
  await record(unit, null, 'writes-begun', attempt.step_id, {
    attempt: attempt.id,
    plan: attempt.plan?.hash.slice(0, 8) ?? '',
  });
  if (attempt.direction === 'do') await forgetDoneOrder(unit, { id: attempt.step_id });
  const { concurrency } = changeDefinition(unit.core, attempt.step_id);
  for (const side of ['source', 'destination'] as const)
    for (let lane = 0; lane < concurrency; lane += 1) await beginNextBatch(unit, attempt.id, side);
}

/** Takes the next batch of a tenant; each batch that ends takes the next, so that no more than `concurrency` run at once. False: there is none left. */
export async function beginNextBatch(unit: Unit, attemptId: string, side: Side): Promise<boolean> {
  const next = await unit.trx
    .updateTable('batch')
    .set({ state: 'queued' })
    .where('attempt_id', '=', attemptId)
    .where('number', '=', ({ selectFrom, fn }) =>
      selectFrom('batch')
        .select(fn.min('number').as('number'))
        .where('attempt_id', '=', attemptId)
        .where('side', '=', side)
        .where('state', '=', 'pending'),
    )
    .returning('number')
    .executeTakeFirst();
  if (next !== undefined) await enqueueQueued(unit, attemptId, next.number, side);
  return next !== undefined;
}

export async function enqueueBatch(
  unit: Unit,
  attemptId: string,
  batch: number,
  side: Side,
  dueAt?: string,
): Promise<void> {
  await unit.trx
    .updateTable('batch')
    .set({ state: 'queued' })
    .where('attempt_id', '=', attemptId)
    .where('number', '=', batch)
    .execute();
  await enqueueQueued(unit, attemptId, batch, side, dueAt);
}

const enqueueQueued = (unit: Unit, attemptId: string, batch: number, side: Side, dueAt?: string): Promise<void> =>
  enqueueWork(unit, {
    key: `${attemptId}/${batch}`,
    name: 'engine.batch',
    input: { attemptId, batch },
    partition: side,
    ...(dueAt === undefined ? {} : { dueAt }),
  });
