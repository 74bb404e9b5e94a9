/**
 * What changes and transfers have in common: a plan is made, agreed to by its hash, and made once more after the last approval. The same hash
 * begins what was agreed; another one voids the approvals, and people are asked about what the tenant is now.
 */
import type { Change, PlanDraft } from '../../../contract/change.js';
import type { Direction, Step } from '../../../contract/step.js';
import { openUnder } from '../../attempts/ground.js';
import { holdIfStopped } from '../../attempts/stopped.js';
import {
  askPeople,
  enqueueFor,
  leadsBack,
  moveAttempt,
  needAttention,
  openAttempt,
  openWorking,
  replace,
} from '../../attempts/life.js';
import type { AttemptUpdate } from '../../attempts/life.js';
import { keepRefusals } from '../../attempts/refused-plan.js';
import { storeOutputs } from '../../attempts/outputs.js';
import { stepStates } from '../../attempts/rows.js';
import type { AttemptRow } from '../../attempts/rows.js';
import { record } from '../../audit/audit.js';
import { handOverCard, markAttempt } from '../../cards/mark.js';
import { stepOf, stepWith } from '../../core.js';
import type { Core, Unit } from '../../core.js';
import { waitsForTheVote } from '../../rights/beside-a-vote.js';
import { approvalsThatCount } from '../../rights/old-approvals.js';
import { judgeApprovals } from '../../rights/policy.js';
import { loadVotes } from '../../rights/votes.js';
import { loadPeople, withRoles } from '../../roles/roster.js';
import { finishWork, transactAs } from '../../schedule/work.js';
import type { Ticket } from '../../schedule/work.js';
import type { StoredPlan } from '../../schema.js';
import { applies } from '../reading/applies.js';
import { registerAttemptWork } from '../reading/attempt-work.js';
import { comparePlans } from './compare-plans.js';
import { isCovered, newToKnow } from './same-plan.js';
import { summarise } from './summarise.js';

/** What a kind says of its own about plans. */
export interface Planning {
  /** The names of its durable work: the plan; and after the last approval the plan once more, and the beginning. */
  readonly works: { readonly plan: string; readonly begin: string };
  /** Reads only, and keeps of earlier attempts what it sees that they made. */
  draft(core: Core, attempt: AttemptRow): Promise<PlanDraft>;
  /** Keeps the objects of a plan with its attempt. */
  keep(unit: Unit, attempt: AttemptRow, draft: PlanDraft): Promise<void>;
  /** The objects as they were kept. */
  kept(unit: Unit, attemptId: string): Promise<readonly Change[]>;
  /** The plan is agreed to and still the same. */
  begin(unit: Unit, attempt: AttemptRow, plan: StoredPlan): Promise<void>;
  /** There is nothing to agree to. */
  endEmpty(unit: Unit, attempt: AttemptRow, change: AttemptUpdate): Promise<void>;
}

export function registerPlanning(core: Core, planning: Planning): void {
  const { works } = planning;
  registerAttemptWork(core, works.plan, 'engine.plan-failed', async (_, ticket, attempt) => {
    if (attempt.direction === 'do' && !(await applies(core, ticket, attempt))) return;
    const draft = await planning.draft(core, attempt);
    await transactAs(core, ticket, async (unit) => {
      await finishWork(unit, ticket);
      if (attempt.state === 'asking') await comparePlanAskedFor(unit, attempt, draft, planning);
      else await storePlan(unit, attempt, draft, planning);
    });
  });
  registerAttemptWork(core, works.begin, 'engine.plan-failed', (_, ticket, attempt) =>
    carryBegin(core, ticket, attempt, planning),
  );
}

export const enqueueBegin = (unit: Unit, attemptId: string, { works }: Planning): Promise<void> =>
  enqueueFor(unit, attemptId, works.begin);

/** The plan once more: of one that people are asked about, to see whether it is still the same; of any other, in its place. */
export async function planAnew(
  unit: Unit,
  step: Step,
  attempt: AttemptRow,
  direction: Direction,
  { works }: Planning,
): Promise<void> {
  if (attempt.state === 'asking' && attempt.direction === direction) return enqueueFor(unit, attempt.id, works.plan);
  await replace(unit, attempt);
  await openWorking(unit, step, direction, works.plan);
}

/**
 * What people said covers what they have read: of the very same, every word stands, and nobody is called. Another one voids what was approved.
 * Whom nobody has answered yet is asked about it on the same card: they were called for this step already.
 */
async function comparePlanAskedFor(
  unit: Unit,
  attempt: AttemptRow,
  draft: PlanDraft,
  planning: Planning,
): Promise<void> {
  const plan = summarise(unit, attempt.step_id, draft);
  const step = stepOf(unit.core, attempt.step_id);
  if (attempt.plan !== null && isCovered(attempt.plan, plan)) {
    await storeOutputs(unit, attempt, draft.outputs ?? []);
    await record(unit, null, 'plan-unchanged', step.id, { attempt: attempt.id, plan: plan.hash.slice(0, 8) });
    const looked = { plan: JSON.stringify(plan), looked_at: unit.at, failures: 0, findings: '[]' };
    await unit.trx.updateTable('attempt').set(looked).where('id', '=', attempt.id).execute();
    // The step has not moved: whoever said go to what stands on it is not asked anew.
    return markAttempt(unit, attempt, step.phase);
  }
  const votes = await loadVotes(unit.trx, [attempt.id]);
  if (votes.some(({ vote }) => vote === 'approve')) return voidAttempt(unit, attempt, draft, planning);
  await replace(unit, attempt);
  const fresh = await openAttempt(unit, step, attempt.direction, 'working');
  if (votes.length === 0) await handOverCard(unit, attempt.id, fresh.id);
  await storePlan(unit, fresh, draft, planning);
}

/** Goes on as the plan says: people are asked, or told what blocks it, or there is nothing to ask. */
async function storePlan(unit: Unit, attempt: AttemptRow, draft: PlanDraft, planning: Planning): Promise<void> {
  const plan = summarise(unit, attempt.step_id, draft);
  await planning.keep(unit, attempt, draft);
  await storeOutputs(unit, attempt, draft.outputs ?? []);
  const change = { plan: JSON.stringify(plan) };
  await record(unit, null, 'planned', attempt.step_id, {
    attempt: attempt.id,
    plan: plan.hash.slice(0, 8),
    changes: plan.changes,
  });
  if (plan.blockers.length > 0) return needAttention(unit, attempt, change, { blockers: plan.blockers.length });
  if (plan.changes === 0) return planning.endEmpty(unit, attempt, change);
  await keepRefusals(unit, attempt, plan.hash);
  await moveAttempt(unit, attempt, 'asking', change);
}

async function carryBegin(core: Core, ticket: Ticket, attempt: AttemptRow, planning: Planning): Promise<void> {
  const mayPlan = await transactAs(core, ticket, async (unit) => {
    if (attempt.state === 'working') return !(await holdIfStopped(unit, ticket, attempt));
    await finishWork(unit, ticket);
    return false;
  });
  if (!mayPlan) return;
  const draft = await planning.draft(core, attempt);
  await transactAs(core, ticket, async (unit) => {
    if (await holdIfStopped(unit, ticket, attempt)) return;
    await finishWork(unit, ticket);
    const plan = summarise(unit, attempt.step_id, draft);
    if (attempt.plan === null || !isCovered(attempt.plan, plan)) return voidAttempt(unit, attempt, draft, planning);
    if (await isStillAgreed(unit, attempt)) return planning.begin(unit, attempt, plan);
    await askAnew(unit, attempt);
  });
}

/** Between the last approval and the beginning, a stop perhaps, roles may have been taken away, what it stands on come open, or people begun to vote on turning back. */
async function isStillAgreed(unit: Unit, attempt: AttemptRow): Promise<boolean> {
  const step = stepOf(unit.core, attempt.step_id);
  const roster = withRoles(await loadPeople(unit.trx));
  if (!judgeApprovals(step, await approvalsThatCount(unit, step, attempt), roster).complete) return false;
  if (leadsBack(step, attempt)) return true;
  const states = await stepStates(unit);
  const vote = stepWith(unit.core, 'decidesBackOut');
  if (vote !== undefined && waitsForTheVote(step, attempt.direction, states.get(vote.id))) return false;
  return openUnder(unit.core.steps, step, states).length === 0;
}

/** All of them: of approvals that suffice nobody would be left to press, and what they were given for is no longer so. */
async function askAnew(unit: Unit, attempt: AttemptRow): Promise<void> {
  await unit.trx.deleteFrom('approval').where('attempt_id', '=', attempt.id).execute();
  await askPeople(unit, attempt, stepOf(unit.core, attempt.step_id));
}

/** Nothing was begun. */
async function voidAttempt(unit: Unit, attempt: AttemptRow, draft: PlanDraft, planning: Planning): Promise<void> {
  const difference = {
    ...comparePlans(await planning.kept(unit, attempt.id), draft.changes),
    ...(attempt.plan === null ? {} : { newToKnow: newToKnow(attempt.plan, summarise(unit, attempt.step_id, draft)) }),
  };
  const voided = JSON.stringify({ at: unit.at, planHash: attempt.plan?.hash ?? '', ...difference });
  await moveAttempt(unit, attempt, 'voided', { voided });
  await record(unit, null, 'voided', attempt.step_id, {
    attempt: attempt.id,
    plan: attempt.plan?.hash.slice(0, 8) ?? '',
    appeared: difference.appeared.length,
    gone: difference.gone.length,
    different: difference.different.length,
    remarks: difference.newToKnow?.length ?? 0,
  });
  const fresh = await openAttempt(unit, stepOf(unit.core, attempt.step_id), attempt.direction, 'working');
  await unit.trx.updateTable('attempt').set({ voided }).where('id', '=', fresh.id).execute();
  await storePlan(unit, fresh, draft, planning);
}
