/** Tasks the bot can describe and watch: what to ask for, and after somebody said it is done, looking until it is so. */
import { stepOf, taskDefinition } from '../core.js';
import type { Core, Unit } from '../core.js';
import { enqueueWork, finishWork, registerWork, transactAs } from '../schedule/work.js';
import type { Ticket } from '../schedule/work.js';
import type { TaskBrief, TaskDefinition } from '../../contract/change.js';
import type { FindingCode } from '../../contract/finding-codes.js';
import { readingFailed } from './faults.js';
import { askPeople, endStep, loadAttempt, moveAttempt, needAttention } from './life.js';
import type { AttemptRow } from './life.js';
import { applies } from './reading-works.js';
import { makeStepContext } from './step-context.js';
import { lookAgain } from './verify-work.js';

export function registerWatch(core: Core): void {
  const register = (name: string, failure: FindingCode, carry: typeof carryBrief): void =>
    registerWork(
      core,
      name,
      async (ticket, input) => {
        const attempt = await transactAs(core, ticket, (unit) => loadAttempt(unit, String(input['attemptId'])));
        if (attempt !== null) await carry(core, ticket, attempt);
      },
      (ticket, input, error) => readingFailed(core, ticket, name, String(input['attemptId']), failure, error),
    );
  register('engine.brief', 'engine.plan-failed', carryBrief);
  register('engine.watch', 'engine.verify-failed', carryWatch);
}

/** What somebody did is watched from now on; the watch ends the step, not the word. */
export async function beginWatch(unit: Unit, attempt: AttemptRow): Promise<void> {
  await moveAttempt(unit, attempt, 'verifying', { verify_since: unit.at, failures: 0 });
  await enqueueWork(unit, { key: attempt.id, name: 'engine.watch', input: { attemptId: attempt.id } });
}

function definitionOf(core: Core, stepId: string): TaskDefinition {
  const definition = taskDefinition(core, stepOf(core, stepId));
  if (definition === undefined) throw new Error(`the step ${stepId} has no task the bot could watch`);
  return definition;
}

async function carryBrief(core: Core, ticket: Ticket, attempt: AttemptRow): Promise<void> {
  if (!(await applies(core, ticket, attempt))) return;
  const brief = await definitionOf(core, attempt.step_id).brief(await makeStepContext(core));
  await transactAs(core, ticket, async (unit) => {
    await finishWork(unit, ticket);
    await askPeople(unit, attempt, stepOf(core, attempt.step_id), brief);
  });
}

const nothing: TaskBrief = { records: [], remarks: [] };

async function carryWatch(core: Core, ticket: Ticket, attempt: AttemptRow): Promise<void> {
  const definition = definitionOf(core, attempt.step_id);
  const findings = await definition.watch(await makeStepContext(core), attempt.plan?.brief ?? nothing);
  await transactAs(core, ticket, async (unit) => {
    const patience = { within: definition.watchWithin, every: definition.watchEvery };
    if (await lookAgain(unit, ticket, attempt, 'engine.watch', findings, patience)) return;
    await finishWork(unit, ticket);
    const change = { findings: JSON.stringify(findings), looked_at: unit.at };
    const open = findings.filter(({ status }) => status !== 'passed');
    if (open.length > 0) return needAttention(unit, attempt, change, { open: open.length });
    await endStep(unit, attempt, attempt.direction === 'undo' ? 'undone' : 'done', change);
  });
}
