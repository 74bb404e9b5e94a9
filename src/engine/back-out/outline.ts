/** What turning back would mean as things stand: told at the gate that decides it, and nowhere stored. */
import { isHighRisk, type Step } from '../../contract/step.js';
import { stepWith } from '../core.js';
import type { Core } from '../core.js';
import type { BackOutOutline, StepState } from '../state.js';
import { belongsToBackOut, undoOrder, type Trace } from './derive.js';
import { leftForPeople } from './left-for-people.js';

export async function readOutline(
  core: Core,
  traces: readonly Trace[],
  states: ReadonlyMap<string, StepState>,
): Promise<BackOutOutline> {
  const order = undoOrder(core.options.runbook, traces);
  const seconds = await undoSecondsOf(core, order);
  const traced = new Set(traces.map(({ stepId }) => stepId));
  const changes = ({ id, kind }: Step): boolean => (kind === 'transfer' ? states.get(id) === 'done' : traced.has(id));
  return {
    steps: order.map((stepId) => ({ stepId, undoSeconds: seconds.get(stepId) ?? null })),
    never: core.options.runbook
      // A copy of mail that stays, a task that only told: nothing that anybody has to weigh.
      .filter((step) => step.undo === 'never' && isHighRisk(step) && step.phase !== 'back-out' && changes(step))
      .map(({ id }) => id),
    onRequest: traces
      .filter((trace) => {
        const step = core.steps.get(trace.stepId);
        return step?.undo === 'on-request' && !belongsToBackOut(step, trace);
      })
      .map(({ stepId }) => stepId),
    leftForPeople: await leftForPeople(core, traces),
    reason: await lastReason(core),
  };
}

/** By the newest plan of each step. */
async function undoSecondsOf(core: Core, stepIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (stepIds.length === 0) return new Map();
  const rows = await core.db
    .selectFrom('attempt')
    .select(['step_id', 'plan'])
    .where('step_id', 'in', stepIds)
    .where('direction', '=', 'do')
    .where('plan', 'is not', null)
    .orderBy('number')
    .execute();
  return new Map(
    rows.flatMap(({ step_id, plan }): [string, number][] =>
      plan?.undoSeconds == null ? [] : [[step_id, plan.undoSeconds]],
    ),
  );
}

async function lastReason(core: Core): Promise<string | null> {
  const row = await core.db
    .selectFrom('audit')
    .select('facts')
    .where('what', '=', 'back-out-asked')
    .where('step_id', '=', stepWith(core, 'decidesBackOut')?.id ?? '')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  const { reason } = JSON.parse(row?.facts ?? '{}') as { reason?: string };
  return reason === undefined || reason === '' ? null : reason;
}
