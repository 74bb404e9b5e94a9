/** Whether a step that is done still fits a decision that was answered differently since: looked at, and told where it does not. */
import type { ActionDefinition } from '../../../contract/actions.js';
import type { StepContext } from '../../../contract/context.js';
import type { Change } from '../../../contract/change.js';
import { planHash } from '../../../contract/plan-hash.js';
import type { Finding } from '../../../contract/finding.js';
import type { Step } from '../../../contract/step.js';
import { mayPass, messageOf } from '../../attempts/faults.js';
import { needAttention } from '../../attempts/life.js';
import { currentAttempt, migrationRow } from '../../attempts/rows.js';
import { makeStepContext } from '../../attempts/step-context.js';
import { actionOf, stepOf } from '../../core.js';
import type { Core, Unit } from '../../core.js';
import { after } from '../../schedule/wall-time.js';
import { enqueueWork, finishWork, registerWork, transactAs } from '../../schedule/work.js';
import type { Ticket } from '../../schedule/work.js';
import { findingKeys } from '../finding-keys.js';
import { fitsNoLonger, noLongerFits } from '../form/follow.js';
import { conditionOf } from './applies.js';

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
  const open = await misfits(core, step);
  await transactAs(core, ticket, async (unit) => {
    await finishWork(unit, ticket);
    const accepted = await acceptedOf(unit, step.id);
    if (open.every((finding) => findingKeys(finding).every((key) => accepted.has(key)))) return;
    await bringToAttention(unit, step, seen.id, [noLongerFits(step, decision), ...open.filter(isTold)]);
  });
}

/** While the migration goes forward: on the way back nobody plans anything anew. */
async function isDone(unit: Unit, step: Step): Promise<boolean> {
  const { state } = await migrationRow(unit);
  const attempt = await currentAttempt(unit, step.id);
  return (state === 'under-way' || state === 'finished') && attempt?.state === 'done' && attempt.direction === 'do';
}

/** What does not fit: whether it applies at all, then what its own code would still do or finds open. */
async function misfits(core: Core, step: Step): Promise<readonly Finding[]> {
  const condition = conditionOf(core, step);
  if (condition !== undefined) {
    const ctx = await makeStepContext(core, { code: condition, direction: 'do' });
    const answer = await condition.applies?.(ctx);
    if (answer?.applies === false) return [{ status: 'failed', ...answer.because }];
  }
  const code = actionOf(core, step);
  if (code === undefined) return [];
  const ctx = await makeStepContext(core, { code, direction: 'do' });
  return openIn(code, ctx, (changes) => planHash(core.options.migration.id, step.id, changes));
}

async function openIn(
  code: ActionDefinition,
  ctx: StepContext,
  hash: (changes: readonly Change[]) => string,
): Promise<readonly Finding[]> {
  switch (code.kind) {
    case 'change': {
      const { changes, blockers } = await code.plan(ctx);
      const facts = { count: changes.length };
      // Known by what it would change: who accepts it accepts exactly that.
      const object = { kind: 'plan', id: hash(changes), label: code.name };
      return [
        ...blockers.map((blocker): Finding => ({ status: 'failed', ...blocker })),
        ...(changes.length > 0 ? [{ status: 'failed', code: 'engine.would-change', facts, object } as const] : []),
      ];
    }
    case 'task':
      // By what it would ask for now: what it asked for before is there, of course.
      return (await code.watch(ctx, await code.brief(ctx))).filter(isOpen);
    case 'check':
      return (await code.run(ctx)).findings.filter(isOpen);
    default:
      return [];
  }
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
