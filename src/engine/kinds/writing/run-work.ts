/** After the last approval: plan again, once, before the first write. The same hash begins the writes; another one voids the approvals. */
import { sql } from 'kysely';
import type { PlanDraft } from '../../../contract/change.js';
import type { Side } from '../../../contract/step.js';
import { record } from '../../audit/audit.js';
import { stepOf } from '../../core.js';
import type { Core, Unit } from '../../core.js';
import { isFrozen } from '../../attempts/frozen.js';
import { enqueueWork, finishWork, transactAs } from '../../schedule/work.js';
import type { Ticket } from '../../schedule/work.js';
import { registerAttemptWork } from '../reading/attempt-work.js';
import { comparePlans } from './compare-plans.js';
import { changeOf } from '../../attempts/ledger.js';
import { enqueueFor, moveAttempt, openAttempt } from '../../attempts/life.js';
import type { AttemptRow } from '../../attempts/rows.js';
import { changeDefinition, planOf } from './planning.js';
import { storePlan, summarise } from './store-plan.js';

export const registerRun = (core: Core): void =>
  registerAttemptWork(core, 'engine.run', 'engine.plan-failed', carryRun);

export const enqueueRun = (unit: Unit, attemptId: string): Promise<void> => enqueueFor(unit, attemptId, 'engine.run');

async function carryRun(core: Core, ticket: Ticket, attempt: AttemptRow): Promise<void> {
  const mayPlan = await transactAs(core, ticket, async (unit) => {
    if (attempt.state === 'working') return !(await parkIfFrozen(unit, ticket, attempt));
    await finishWork(unit, ticket);
    return false;
  });
  if (!mayPlan) return;
  const { draft, batchSize } = await planOf(core, attempt);
  await transactAs(core, ticket, async (unit) => {
    if (await parkIfFrozen(unit, ticket, attempt)) return;
    await finishWork(unit, ticket);
    const plan = summarise(unit, attempt.step_id, draft);
    if (plan.hash === attempt.plan?.hash && plan.blockers.length === 0) return beginWrites(unit, attempt);
    await voidAttempt(unit, attempt, draft, batchSize);
  });
}

async function parkIfFrozen(unit: Unit, ticket: Ticket, attempt: AttemptRow): Promise<boolean> {
  if (!(await isFrozen(unit, attempt))) return false;
  await finishWork(unit, ticket);
  await unit.trx.updateTable('attempt').set({ parked: true }).where('id', '=', attempt.id).execute();
  return true;
}

async function beginWrites(unit: Unit, attempt: AttemptRow): Promise<void> {
  await sql`insert into engine.batch (attempt_id, number, side, state)
    select distinct attempt_id, batch, side, 'pending' from engine.ledger where attempt_id = ${attempt.id}`.execute(
    unit.trx,
  );
  await moveAttempt(unit, attempt, 'running', { writes_began_at: unit.at, parked: false });
  await record(unit, null, 'writes-begun', attempt.step_id, {
    attempt: attempt.id,
    plan: attempt.plan?.hash.slice(0, 8) ?? '',
  });
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

/** The tenant is no longer what was approved: nothing was written, and people are asked again about what it is now. */
async function voidAttempt(unit: Unit, attempt: AttemptRow, draft: PlanDraft, batchSize: number): Promise<void> {
  const rows = await unit.trx
    .selectFrom('ledger')
    .selectAll()
    .where('attempt_id', '=', attempt.id)
    .orderBy('ordinal')
    .execute();
  const difference = comparePlans(rows.map(changeOf), draft.changes);
  const voided = JSON.stringify({ at: unit.at, planHash: attempt.plan?.hash ?? '', ...difference });
  await moveAttempt(unit, attempt, 'voided', { voided });
  await record(unit, null, 'voided', attempt.step_id, {
    attempt: attempt.id,
    plan: attempt.plan?.hash.slice(0, 8) ?? '',
    appeared: difference.appeared.length,
    gone: difference.gone.length,
    different: difference.different.length,
  });
  const fresh = await openAttempt(unit, stepOf(unit.core, attempt.step_id), attempt.direction, 'working');
  await unit.trx.updateTable('attempt').set({ voided }).where('id', '=', fresh.id).execute();
  await storePlan(unit, fresh, draft, batchSize);
}
