/** Tasks the bot can describe and watch: what to ask for, and after somebody said it is done, looking until it is so. */
import type { Finding } from '../../../contract/finding.js';
import type { Step } from '../../../contract/step.js';
import type { TaskBrief, TaskDefinition } from '../../../contract/task.js';
import { askPeople, endStep, enqueueFor, goodEnd, moveAttempt, needAttention } from '../../attempts/life.js';
import { storeAnew } from '../../attempts/evidence.js';
import { asStored, lookAgain, passed } from '../../attempts/look-again.js';
import { briefsWorkedOn, isToldOf } from '../../attempts/left-standing.js';
import type { AttemptRow } from '../../attempts/rows.js';
import { makeStepContext } from '../../attempts/step-context.js';
import { actionOf, stepOf } from '../../core.js';
import type { Core, Unit } from '../../core.js';
import { finishWork, transactAs } from '../../schedule/work.js';
import type { Ticket } from '../../schedule/work.js';
import { applies } from '../reading/applies.js';
import { registerAttemptWork } from '../reading/attempt-work.js';
import { netOf, oppositeOf, taskPlan } from './task-plan.js';

export function registerTask(core: Core): void {
  registerAttemptWork(core, 'engine.brief', 'engine.plan-failed', carryBrief);
  registerAttemptWork(core, 'engine.look-back', 'engine.plan-failed', carryLookBack);
  registerAttemptWork(core, 'engine.watch', 'engine.verify-failed', carryWatch);
}

/** What somebody did is watched from now on; the watch ends the step, not the word. */
export async function beginWatch(unit: Unit, attempt: AttemptRow): Promise<void> {
  await moveAttempt(unit, attempt, 'verifying', { looking_since: unit.at, failures: 0, looks: 0 });
  await enqueueFor(unit, attempt.id, 'engine.watch');
}

/** What it would ask for now and is not there: what it asked for before is, of course. */
export async function unseen(core: Core, step: Step): Promise<readonly Finding[]> {
  const code = actionOf(core, step);
  if (code?.kind !== 'task') return [];
  const ctx = await makeStepContext(core, { code, direction: 'do' });
  return (await code.watch(ctx, await code.brief(ctx))).filter((finding) => !passed(finding));
}

function definitionOf(core: Core, stepId: string): TaskDefinition {
  const definition = actionOf(core, stepOf(core, stepId));
  if (definition?.kind !== 'task') throw new Error(`the step ${stepId} has no task the bot could watch`);
  return definition;
}

async function carryBrief(core: Core, ticket: Ticket, attempt: AttemptRow): Promise<void> {
  if (!(await applies(core, ticket, attempt))) return;
  const code = definitionOf(core, attempt.step_id);
  const ctx = await makeStepContext(core, { code, direction: attempt.direction });
  const brief = await code.brief(ctx);
  const files = (await code.files?.(ctx)) ?? [];
  await transactAs(core, ticket, async (unit) => {
    await finishWork(unit, ticket);
    for (const file of files) await storeAnew(unit, attempt, file);
    const step = stepOf(core, attempt.step_id);
    await askPeople(unit, attempt, step, taskPlan(core, step, attempt.direction, unit.at, brief));
  });
}

/** What is there now is asked back. Where nobody had said that it was done when people turned back, only if anything of it is seen. */
async function carryLookBack(core: Core, ticket: Ticket, attempt: AttemptRow): Promise<void> {
  const code = definitionOf(core, attempt.step_id);
  const ctx = await makeStepContext(core, { code, direction: 'undo' });
  const opposite = oppositeOf(netOf(await briefsWorkedOn({ trx: core.db }, attempt.step_id)));
  const brief = (await code.back?.(ctx, opposite)) ?? opposite;
  const told = await isToldOf({ trx: core.db }, attempt.step_id);
  const findings = told ? [] : await code.watch(ctx, brief);
  await transactAs(core, ticket, async (unit) => {
    await finishWork(unit, ticket);
    const step = stepOf(core, attempt.step_id);
    const plan = taskPlan(core, step, 'undo', unit.at, brief);
    // What cannot be seen may be there.
    if (findings.length === 0 || !findings.every(passed)) return askPeople(unit, attempt, step, plan);
    const seen = asStored([{ status: 'passed', code: 'engine.nothing-was-done', facts: {} }, ...findings]);
    await endStep(unit, attempt, 'undone', { findings: seen, looked_at: unit.at, plan: JSON.stringify(plan) });
  });
}

const nothing: TaskBrief = { records: [], remarks: [] };

async function carryWatch(core: Core, ticket: Ticket, attempt: AttemptRow): Promise<void> {
  const code = definitionOf(core, attempt.step_id);
  const looks = { before: attempt.looks, since: attempt.looking_since };
  const ctx = await makeStepContext(core, { code, direction: attempt.direction, looks });
  const findings = await code.watch(ctx, attempt.plan?.brief ?? nothing);
  const files = (await code.files?.(ctx)) ?? [];
  await transactAs(core, ticket, async (unit) => {
    for (const file of files) await storeAnew(unit, attempt, file);
    const patience = { within: code.watchWithin, every: code.watchEvery };
    if (await lookAgain(unit, ticket, attempt, 'engine.watch', findings, patience)) return;
    await finishWork(unit, ticket);
    const change = { findings: asStored(findings), looked_at: unit.at };
    const open = findings.filter((finding) => !passed(finding));
    if (open.length > 0) return needAttention(unit, attempt, change, { open: open.length });
    await endStep(unit, attempt, goodEnd(attempt), change);
  });
}
