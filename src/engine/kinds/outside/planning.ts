/** The plan of a transfer: what goes along, asked for by the hash of its items; planned again after the last approval. */
import type { PlanDraft } from '../../../contract/change.js';
import type { Step } from '../../../contract/step.js';
import type { TransferDefinition, TransferDraft } from '../../../contract/transfer.js';
import { isFrozen } from '../../attempts/frozen.js';
import { endStep, enqueueFor, moveAttempt, needAttention, openAttempt } from '../../attempts/life.js';
import { storeOutputs } from '../../attempts/outputs.js';
import type { AttemptRow } from '../../attempts/rows.js';
import { makeStepContext } from '../../attempts/step-context.js';
import { loadItemsAsChanges } from '../../attempts/transfer-rows.js';
import { record } from '../../audit/audit.js';
import { actionOf, stepOf } from '../../core.js';
import type { Core, Unit } from '../../core.js';
import { finishWork, transactAs } from '../../schedule/work.js';
import type { Ticket } from '../../schedule/work.js';
import { applies } from '../reading/applies.js';
import { registerAttemptWork } from '../reading/attempt-work.js';
import { chunksOf } from '../writing/batches.js';
import { comparePlans } from '../writing/compare-plans.js';
import { summarise } from '../writing/store-plan.js';
import { beginRound } from './round.js';

export function registerPlanning(core: Core): void {
  registerAttemptWork(core, 'engine.transfer-plan', 'engine.plan-failed', async (_, ticket, attempt) => {
    if (!(await applies(core, ticket, attempt))) return;
    const draft = await draftOf(core, attempt);
    await transactAs(core, ticket, async (unit) => {
      await finishWork(unit, ticket);
      await storePlan(unit, attempt, draft);
    });
  });
  registerAttemptWork(core, 'engine.transfer-begin', 'engine.plan-failed', carryBegin);
}

export const enqueueBegin = (unit: Unit, attemptId: string): Promise<void> =>
  enqueueFor(unit, attemptId, 'engine.transfer-begin');

export function transferOf(core: Core, stepId: string): TransferDefinition {
  const definition = actionOf(core, stepOf(core, stepId));
  if (definition?.kind !== 'transfer') throw new Error(`the step ${stepId} has no transfer`);
  return definition;
}

/** A transfer planned: its draft, and the same as plans are hashed and compared. */
interface Planned {
  readonly outputs: TransferDraft['outputs'];
  readonly plan: PlanDraft;
}

async function draftOf(core: Core, attempt: AttemptRow): Promise<Planned> {
  const code = transferOf(core, attempt.step_id);
  const draft = await code.plan(await makeStepContext(core, { code, direction: attempt.direction }));
  const side = arrivesIn(stepOf(core, attempt.step_id));
  const changes = draft.items.map(({ object, facts }) => ({ side, object, before: {}, after: facts ?? {} }));
  const { blockers, warnings, leftOut, outputs } = draft;
  return { outputs, plan: { changes, blockers, warnings, leftOut } };
}

const arrivesIn = ({ side }: Step): 'source' | 'destination' => (side === 'source' ? 'source' : 'destination');

async function storePlan(unit: Unit, attempt: AttemptRow, { plan: draft, outputs }: Planned): Promise<void> {
  const plan = summarise(unit, attempt.step_id, draft);
  await storeItems(unit, attempt, draft);
  await storeOutputs(unit, attempt, outputs ?? []);
  const change = { plan: JSON.stringify(plan) };
  await record(unit, null, 'planned', attempt.step_id, {
    attempt: attempt.id,
    plan: plan.hash.slice(0, 8),
    changes: plan.changes,
  });
  if (plan.blockers.length > 0) return needAttention(unit, attempt, change, { blockers: plan.blockers.length });
  if (plan.changes === 0) return endStep(unit, attempt, 'done', change);
  await moveAttempt(unit, attempt, 'asking', change);
}

async function storeItems(unit: Unit, attempt: AttemptRow, { changes }: PlanDraft): Promise<void> {
  const rows = changes.map(({ side, object, after }, ordinal) => ({
    attempt_id: attempt.id,
    ordinal,
    side,
    kind: object.kind,
    object_id: object.id,
    label: object.label,
    facts: JSON.stringify(after),
    round: 1,
    done: false,
  }));
  for (const chunk of chunksOf(rows, 500))
    await unit.trx
      .insertInto('transfer_item')
      .values([...chunk])
      .execute();
}

/** After the last approval: the same hash begins the first round, another one voids the approvals. */
async function carryBegin(core: Core, ticket: Ticket, attempt: AttemptRow): Promise<void> {
  const mayPlan = await transactAs(core, ticket, async (unit) => {
    if (attempt.state === 'working') return !(await parkIfFrozen(unit, ticket, attempt));
    await finishWork(unit, ticket);
    return false;
  });
  if (!mayPlan) return;
  const planned = await draftOf(core, attempt);
  await transactAs(core, ticket, async (unit) => {
    if (await parkIfFrozen(unit, ticket, attempt)) return;
    await finishWork(unit, ticket);
    const plan = summarise(unit, attempt.step_id, planned.plan);
    if (plan.hash === attempt.plan?.hash && plan.blockers.length === 0)
      return beginRound(unit, attempt, { round: 1, items: plan.changes, planned: plan.changes });
    await voidAttempt(unit, attempt, planned);
  });
}

/** Nothing new is started while writes are stopped: it waits until two people let them go on. */
export async function parkIfFrozen(unit: Unit, ticket: Ticket, attempt: AttemptRow): Promise<boolean> {
  if (!(await isFrozen(unit, attempt))) return false;
  await finishWork(unit, ticket);
  await unit.trx.updateTable('attempt').set({ parked: true }).where('id', '=', attempt.id).execute();
  return true;
}

async function voidAttempt(unit: Unit, attempt: AttemptRow, planned: Planned): Promise<void> {
  const approved = await loadItemsAsChanges(unit.trx, attempt.id);
  const difference = comparePlans(approved, planned.plan.changes);
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
  await storePlan(unit, fresh, planned);
}
