/** Jobs that only read: does the step apply, what does the check see, what would the change do. */
import type { CheckDefinition, CheckResult, Finding } from '../../contract/change.js';
import type { FindingCode } from '../../contract/finding-codes.js';
import { record } from '../audit/audit.js';
import { actionOf, stepOf } from '../core.js';
import type { Core, Unit } from '../core.js';
import { markBlockers, markStepCard } from '../outbox/mark.js';
import { finishWork, registerWork, transactAs } from '../schedule/work.js';
import type { Ticket } from '../schedule/work.js';
import { storeEvidence } from './evidence.js';
import { readingFailed } from './faults.js';
import {
  armNight,
  askPeople,
  conditionOf,
  currentAttempt,
  endStep,
  loadAttempt,
  migrationRow,
  needAttention,
} from './life.js';
import type { AttemptRow } from './life.js';
import { storePlan } from './store-plan.js';
import { makeStepContext } from './step-context.js';
import { planOf } from './planning.js';

export function registerReading(core: Core): void {
  register(core, 'engine.applies', 'engine.applies-failed', carryApplies);
  register(core, 'engine.check', 'engine.check-failed', carryCheck);
  register(core, 'engine.plan', 'engine.plan-failed', carryPlan);
  registerWork(
    core,
    'engine.nightly',
    (ticket, input) => carryNight(core, ticket, String(input['stepId'])),
    (ticket, input) => nightFailed(core, ticket, String(input['stepId'])),
  );
}

function register(
  core: Core,
  name: string,
  failure: FindingCode,
  carry: (core: Core, ticket: Ticket, attempt: AttemptRow) => Promise<void>,
): void {
  registerWork(
    core,
    name,
    async (ticket, input) => {
      const attempt = await transactAs(core, ticket, (unit) => loadAttempt(unit, String(input['attemptId'])));
      if (attempt !== null) await carry(core, ticket, attempt);
    },
    (ticket, input, error) => readingFailed(core, ticket, name, String(input['attemptId']), failure, error),
  );
}

/** True when the step applies; otherwise it is settled as not applicable, with the reason. */
export async function applies(core: Core, ticket: Ticket, attempt: AttemptRow): Promise<boolean> {
  const ask = conditionOf({ core }, stepOf(core, attempt.step_id));
  const answer = ask === undefined ? undefined : await ask(await makeStepContext(core));
  if (answer === undefined || answer.applies) return true;
  await transactAs(core, ticket, async (unit) => {
    await finishWork(unit, ticket);
    await unit.trx
      .updateTable('step')
      .set({ not_applicable: JSON.stringify(answer.because) })
      .where('id', '=', attempt.step_id)
      .execute();
    await endStep(unit, attempt, 'not-applicable');
  });
  return false;
}

async function carryApplies(core: Core, ticket: Ticket, attempt: AttemptRow): Promise<void> {
  if (!(await applies(core, ticket, attempt))) return;
  await transactAs(core, ticket, async (unit) => {
    await finishWork(unit, ticket);
    await askPeople(unit, attempt, stepOf(core, attempt.step_id));
  });
}

async function carryPlan(core: Core, ticket: Ticket, attempt: AttemptRow): Promise<void> {
  if (attempt.direction === 'do' && !(await applies(core, ticket, attempt))) return;
  const { draft, batchSize } = await planOf(core, attempt);
  await transactAs(core, ticket, async (unit) => {
    await finishWork(unit, ticket);
    await storePlan(unit, attempt, draft, batchSize);
  });
}

function checkOf(core: Core, stepId: string): CheckDefinition {
  const definition = actionOf(core, stepOf(core, stepId));
  if (definition?.kind !== 'check') throw new Error(`the step ${stepId} has no check`);
  return definition;
}

async function carryCheck(core: Core, ticket: Ticket, attempt: AttemptRow): Promise<void> {
  if (!(await applies(core, ticket, attempt))) return;
  const result = await checkOf(core, attempt.step_id).run(await makeStepContext(core));
  await transactAs(core, ticket, async (unit) => {
    await finishWork(unit, ticket);
    await keep(unit, attempt, result);
    const change = { findings: JSON.stringify(result.findings), looked_at: unit.at };
    const open = result.findings.filter(({ status }) => status !== 'passed');
    if (open.length === 0) await endStep(unit, attempt, 'done', change);
    else {
      await needAttention(unit, attempt, change, { open: open.length });
      // What people clear by day is seen to be gone by night.
      if (stepOf(core, attempt.step_id).nightly === true) await armNight(unit, stepOf(core, attempt.step_id));
    }
    await markBlockers(unit, attempt.step_id, result.findings);
  });
}

async function keep(unit: Unit, attempt: AttemptRow, result: CheckResult): Promise<void> {
  for (const file of result.evidence) await storeEvidence(unit, attempt, file, null);
}

/** What a finding is about, so that one accepted by name is recognised the next night, also where it is only counted by then. */
export const findingKeys = ({ code, object, standsFor }: Finding): readonly string[] =>
  standsFor === undefined ? [`${code} ${object?.id ?? ''}`] : standsFor.ids.map((id) => `${standsFor.code} ${id}`);

/** Nightly checks tell only what is new: a step that was done needs attention again when something nobody accepted has come up. */
async function carryNight(core: Core, ticket: Ticket, stepId: string): Promise<void> {
  const step = stepOf(core, stepId);
  const attempt = await transactAs(core, ticket, async (unit) => {
    const { state } = await migrationRow(unit);
    if (state === 'under-way') return currentAttempt(unit, stepId);
    await finishWork(unit, ticket);
    return null;
  });
  if (attempt === null) return;
  const resting = attempt.state === 'done' || attempt.state === 'attention';
  const result = resting ? await checkOf(core, stepId).run(await makeStepContext(core)) : null;
  await transactAs(core, ticket, async (unit) => {
    await armNight(unit, step);
    const present = await currentAttempt(unit, stepId);
    if (result === null || present === null || present.id !== attempt.id || present.state !== attempt.state) return;
    await keep(unit, present, result);
    await markBlockers(unit, stepId, result.findings);
    const change = { findings: JSON.stringify(result.findings), looked_at: unit.at };
    const rows = await unit.trx.selectFrom('accepted').select('finding').where('step_id', '=', stepId).execute();
    const accepted = new Set(rows.map((row) => row.finding));
    const isAccepted = (found: Finding): boolean => findingKeys(found).every((key) => accepted.has(key));
    const open = result.findings.filter((found) => found.status !== 'passed' && !isAccepted(found));
    if (open.length > 0 && present.state === 'done') {
      await unit.trx.updateTable('attempt').set({ ended_at: null }).where('id', '=', present.id).execute();
      return needAttention(unit, present, change, { open: open.length });
    }
    if (open.length === 0 && present.state === 'attention') return endStep(unit, present, 'done', change);
    await unit.trx.updateTable('attempt').set(change).where('id', '=', present.id).execute();
    await markStepCard(unit, stepId);
  });
}

/** A night that could not see changes nothing: what was known stays, the log says so, and the next night looks again. */
async function nightFailed(core: Core, ticket: Ticket, stepId: string): Promise<void> {
  await transactAs(core, ticket, async (unit) => {
    await record(unit, null, 'nightly-failed', stepId);
    await armNight(unit, stepOf(core, stepId));
  });
}
