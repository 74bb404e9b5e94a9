/** Whether a step that is done still fits a decision that was answered differently since: looked at, and told where it does not. */
import type { Finding } from '../../contract/finding.js';
import type { Step } from '../../contract/step.js';
import { mayPass, messageOf } from '../attempts/faults.js';
import { needAttention } from '../attempts/life.js';
import { currentAttempt } from '../attempts/rows.js';
import type { AttemptRow } from '../attempts/rows.js';
import { makeStepContext } from '../attempts/step-context.js';
import { record } from '../audit/audit.js';
import { conditionOf, stepOf } from '../core.js';
import type { Core, Unit } from '../core.js';
import { after } from '../schedule/wall-time.js';
import { enqueueWork, finishWork, registerWork, transactAs } from '../schedule/work.js';
import type { Ticket } from '../schedule/work.js';
import { findingKeys } from '../attempts/finding-keys.js';
import { fitsNoLonger, noLongerFits } from './form/follow.js';
import { kindOf } from './index.js';
import type { Misfits } from './kind.js';
import { migrationRow } from '../migration-row.js';

type Input = Readonly<Record<string, unknown>>;

const patience = 5;

export const registerFits = (core: Core): void =>
  registerWork(
    core,
    'engine.fits',
    (ticket, input) => carryFits(core, ticket, stepOf(core, String(input['stepId'])), String(input['decision'])),
    (ticket, input, error) => fitsFailed(core, ticket, input, error),
  );

async function carryFits(core: Core, ticket: Ticket, step: Step, decision: string): Promise<void> {
  const seen = await transactAs(core, ticket, async (unit) => {
    if (await isDone(unit, step)) return currentAttempt(unit, step.id);
    await finishWork(unit, ticket);
    return null;
  });
  if (seen === null) return;
  if (kindOf(core, step).looksForHours?.(core, step) === true) return lookAgain(core, ticket, step);
  const { open, keep } = await misfits(core, step, seen);
  await transactAs(core, ticket, async (unit) => {
    await finishWork(unit, ticket);
    const present = await currentAttempt(unit, step.id);
    if (present !== null && present.id === seen.id && present.state === 'done') await keep?.(unit, present);
    const accepted = await acceptedOf(unit, step.id);
    if (open.every((finding) => findingKeys(finding).every((key) => accepted.has(key)))) return;
    await bringToAttention(unit, step, seen.id, [noLongerFits(step, decision), ...open.filter(isTold)]);
  });
}

async function lookAgain(core: Core, ticket: Ticket, step: Step): Promise<void> {
  await transactAs(core, ticket, async (unit) => {
    await finishWork(unit, ticket);
    const done = await currentAttempt(unit, step.id);
    if (done === null || !(await isDone(unit, step))) return;
    await record(unit, null, 'again', step.id, { attempt: done.id });
    await kindOf(core, step).again(unit, step, done);
  });
}

/** While the migration goes forward: on the way back nobody plans anything anew. */
async function isDone(unit: Unit, step: Step): Promise<boolean> {
  const { state } = await migrationRow(unit);
  const attempt = await currentAttempt(unit, step.id);
  return (state === 'under-way' || state === 'finished') && attempt?.state === 'done' && attempt.direction === 'do';
}

/** What does not fit: whether it applies at all, then what its kind still finds to do. */
async function misfits(core: Core, step: Step, attempt: AttemptRow): Promise<Misfits> {
  const condition = conditionOf(core, step);
  if (condition !== undefined) {
    const ctx = await makeStepContext(core, { code: condition, direction: 'do' });
    const answer = await condition.applies?.(ctx);
    if (answer?.applies === false && answer.alreadySo !== true)
      return { open: [{ status: 'failed', ...answer.because }] };
  }
  return kindOf(core, step).misfits(core, step, attempt);
}

const isOpen = ({ status }: Finding): boolean => status !== 'passed';
const mostTold = 20;
const isTold = (_: Finding, index: number): boolean => index < mostTold;

async function acceptedOf(unit: Unit, stepId: string): Promise<ReadonlySet<string>> {
  const rows = await unit.trx.selectFrom('accepted').select('finding').where('step_id', '=', stepId).execute();
  return new Set(rows.map(({ finding }) => finding));
}

async function bringToAttention(
  unit: Unit,
  step: Step,
  attemptId: string,
  findings: readonly Finding[],
): Promise<void> {
  const attempt = await currentAttempt(unit, step.id);
  if (attempt === null || attempt.id !== attemptId || attempt.state !== 'done') return;
  await unit.trx.updateTable('attempt').set({ ended_at: null }).where('id', '=', attempt.id).execute();
  const old = attempt.findings.filter((finding) => !isOpen(finding) && !fitsNoLonger({ findings: [finding] }));
  await needAttention(unit, attempt, { findings: JSON.stringify([...findings, ...old]), looked_at: unit.at });
}

/** What may pass is tried again; what could not be seen is told as unknown, never taken as fitting. */
async function fitsFailed(core: Core, ticket: Ticket, input: Input, error: unknown): Promise<void> {
  const step = stepOf(core, String(input['stepId']));
  const decision = String(input['decision']);
  const failures = Number(input['failures']) + 1;
  await transactAs(core, ticket, async (unit) => {
    if (mayPass(error) && failures < patience) {
      const dueAt = after(unit.now, 15 * 2 ** failures);
      const again = { stepId: step.id, decision, failures };
      return enqueueWork(unit, { key: ticket.key, name: 'engine.fits', input: again, dueAt });
    }
    await finishWork(unit, ticket);
    const attempt = await currentAttempt(unit, step.id);
    if (attempt === null || !(await isDone(unit, step))) return;
    const facts = { decision, message: messageOf(error) };
    await bringToAttention(unit, step, attempt.id, [{ status: 'unknown', code: 'engine.fit-unseen', facts }]);
  });
}
