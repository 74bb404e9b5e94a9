/** The work of checks: look once, and every night again where the runbook says so. */
import type { CheckDefinition, CheckResult } from '../../../contract/check.js';
import type { Finding } from '../../../contract/finding.js';
import type { Step } from '../../../contract/step.js';
import { storeEvidence } from '../../attempts/evidence.js';
import { armNight, endStep, enqueueFor, needAttention } from '../../attempts/life.js';
import { storeOutputs } from '../../attempts/outputs.js';
import { forgetParts } from '../../attempts/read-parts.js';
import { currentAttempt, loadAttempt } from '../../attempts/rows.js';
import type { AttemptRow } from '../../attempts/rows.js';
import { makeStepContext } from '../../attempts/step-context.js';
import { record } from '../../audit/audit.js';
import { markBlockers, markStepCard } from '../../cards/mark.js';
import { actionOf, stepOf } from '../../core.js';
import type { Core, Unit } from '../../core.js';
import { enqueueWork, finishWork, registerWork, transactAs } from '../../schedule/work.js';
import type { Ticket } from '../../schedule/work.js';
import { findingKeys } from '../../attempts/finding-keys.js';
import { asTakenBefore, isStillOpen } from '../../attempts/taken-points.js';
import type { Misfits } from '../kind.js';
import { inPartsOf, keptParts, readOn } from './parts.js';
import { newsAt } from './news.js';
import type { Called } from './news.js';
import { applies } from './applies.js';
import { registerAttemptWork } from './attempt-work.js';
import { migrationRow } from '../../migration-row.js';

export function registerChecks(core: Core): void {
  registerAttemptWork(core, 'engine.check', 'engine.check-failed', carryCheck);
  registerWork(
    core,
    'engine.nightly',
    (ticket, input) => carryNight(core, ticket, String(input['stepId'])),
    (ticket, input) => nightFailed(core, ticket, String(input['stepId'])),
  );
}

function checkOf(core: Core, stepId: string): CheckDefinition {
  const definition = actionOf(core, stepOf(core, stepId));
  if (definition?.kind !== 'check') throw new Error(`the step ${stepId} has no check`);
  return definition;
}

/** `parts`: what was read before, to be judged. */
export async function lookOnce(core: Core, stepId: string, parts?: ReturnType<typeof keptParts>): Promise<CheckResult> {
  const code = checkOf(core, stepId);
  const ctx = await makeStepContext(core, { code, direction: 'do' });
  return parts === undefined || code.inParts === undefined ? code.run(ctx) : code.inParts.judge(ctx, parts);
}

/** A look whose numbers are of other answers would be green for something that holds no more: what is seen now takes their place. */
export async function lookAgainstAnswers(core: Core, step: Step): Promise<Misfits> {
  const result = await lookOnce(core, step.id);
  return {
    open: openOf(result.findings),
    keep: async (unit, attempt) => {
      await keep(unit, attempt, result);
      const findings = JSON.stringify(asTakenBefore(attempt.findings, result.findings));
      await unit.trx
        .updateTable('attempt')
        .set({ findings, looked_at: unit.at })
        .where('id', '=', attempt.id)
        .execute();
      await markBlockers(unit, step.id, result.findings);
      await markStepCard(unit, step.id);
    },
  };
}

async function carryCheck(core: Core, ticket: Ticket, attempt: AttemptRow): Promise<void> {
  if (!(await applies(core, ticket, attempt))) return;
  const inParts = inPartsOf(core, attempt.step_id);
  if (inParts !== undefined && (await readOn(core, ticket, attempt, inParts))) return;
  const result = await lookOnce(core, attempt.step_id, inParts && keptParts(core, attempt.id));
  await transactAs(core, ticket, async (unit) => {
    await finishWork(unit, ticket);
    await keep(unit, attempt, result);
    // What it saw is in its findings and its files.
    await forgetParts(unit, attempt);
    const before = await calledFor(unit, attempt);
    const findings = asTakenBefore(before?.findings ?? [], result.findings);
    const change = { findings: JSON.stringify(findings), looked_at: unit.at };
    const open = findings.filter(isStillOpen);
    if (open.length === 0) {
      const word = findings.find(({ taken }) => taken !== undefined)?.taken;
      await endStep(unit, attempt, 'done', {
        ...change,
        ...(word === undefined ? {} : { accepted: JSON.stringify(word) }),
      });
    } else {
      const news_at = newsAt(before, open, unit.at);
      await needAttention(unit, attempt, { ...change, news_at }, { open: open.length });
      // What people clear by day is seen to be gone by night.
      if (stepOf(core, attempt.step_id).nightly === true) await armNight(unit, stepOf(core, attempt.step_id));
    }
    await markBlockers(unit, attempt.step_id, result.findings);
  });
}

const openOf = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ status }) => status !== 'passed');

/** What people were called for when they had it looked at again. */
async function calledFor(
  unit: Unit,
  { step_id, number }: AttemptRow,
): Promise<(Called & Pick<AttemptRow, 'findings'>) | null> {
  const before = await loadAttempt(unit, `${step_id}-${number - 1}`);
  return before?.state === 'replaced' ? before : null;
}

async function keep(unit: Unit, attempt: AttemptRow, result: CheckResult): Promise<void> {
  for (const file of result.evidence) await storeEvidence(unit, attempt, file, null);
  await storeOutputs(unit, attempt, result.outputs ?? []);
}

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
  const result = resting ? await lookOnce(core, stepId) : null;
  await transactAs(core, ticket, async (unit) => {
    await armNight(unit, step);
    const present = await currentAttempt(unit, stepId);
    if (result === null || present === null || present.id !== attempt.id || present.state !== attempt.state) return;
    await keep(unit, present, result);
    await markBlockers(unit, stepId, result.findings);
    const findings = asTakenBefore(present.findings, result.findings);
    const change = { findings: JSON.stringify(findings), looked_at: unit.at };
    const rows = await unit.trx.selectFrom('accepted').select('finding').where('step_id', '=', stepId).execute();
    const accepted = new Set(rows.map((row) => row.finding));
    const isAccepted = (found: Finding): boolean => findingKeys(found).every((key) => accepted.has(key));
    const open = result.findings.filter((found) => found.status !== 'passed' && !isAccepted(found));
    if (open.length > 0 && present.state === 'done') {
      await unit.trx.updateTable('attempt').set({ ended_at: null }).where('id', '=', present.id).execute();
      return needAttention(unit, present, { ...change, news_at: unit.at }, { open: open.length });
    }
    if (open.length === 0 && present.state === 'attention') return endStep(unit, present, 'done', change);
    const news = present.state === 'attention' ? { news_at: newsAt(present, open, unit.at) } : {};
    await unit.trx
      .updateTable('attempt')
      .set({ ...change, ...news })
      .where('id', '=', present.id)
      .execute();
    await markStepCard(unit, stepId);
  });
}

/** What it has seen, or is looking at just now, is older than what is known: it looks again at once, and tells only what is new. */
export async function lookAnew(unit: Unit, step: Step): Promise<void> {
  const attempt = await currentAttempt(unit, step.id);
  if (attempt?.state === 'working') await enqueueFor(unit, attempt.id, 'engine.check');
  else if (attempt?.state === 'done' || attempt?.state === 'attention')
    await enqueueWork(unit, { key: `nightly:${step.id}`, name: 'engine.nightly', input: { stepId: step.id } });
}

/** A night that could not see changes nothing: what was known stays, the log says so, and the next night looks again. */
async function nightFailed(core: Core, ticket: Ticket, stepId: string): Promise<void> {
  await transactAs(core, ticket, async (unit) => {
    await record(unit, null, 'nightly-failed', stepId);
    await armNight(unit, stepOf(core, stepId));
  });
}
