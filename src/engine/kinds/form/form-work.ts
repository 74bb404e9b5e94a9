/** The form of a decision, or of a gate: computed in durable work, kept with the attempt, then asked. */
import type { Form, Proposal } from '../../../contract/decision.js';
import { storeEvidence } from '../../attempts/evidence.js';
import { askPeople, enqueueFor } from '../../attempts/life.js';
import { currentAttempt } from '../../attempts/rows.js';
import type { AttemptRow } from '../../attempts/rows.js';
import { makeStepContext } from '../../attempts/step-context.js';
import { markAttempt } from '../../cards/mark.js';
import { stepOf } from '../../core.js';
import type { Core, Unit } from '../../core.js';
import { finishWork, transactAs } from '../../schedule/work.js';
import type { Ticket } from '../../schedule/work.js';
import { applies } from '../reading/applies.js';
import { registerAttemptWork } from '../reading/attempt-work.js';
import { answersInForce } from './answers-in-force.js';
import { proposing } from './form.js';
import { lookAtLeadTimes, withLeadTimes } from './lead-times-now.js';
import { withFilesInForce } from './form-files.js';
import { acceptedBefore, keepJudgement, registerJudging, type Before } from './judging.js';
import { questionsOf } from './questions.js';

export function registerForms(core: Core): void {
  registerAttemptWork(core, 'engine.form', 'engine.form-failed', carryForm);
  registerJudging(core);
}

async function carryForm(core: Core, ticket: Ticket, attempt: AttemptRow): Promise<void> {
  if (attempt.state === 'working' && !(await applies(core, ticket, attempt))) return;
  const step = stepOf(core, attempt.step_id);
  const asking = questionsOf(core, step);
  if (asking === undefined) throw new Error(`the step ${step.id} asks nothing`);
  const { code, questions } = asking;
  const ctx = await makeStepContext(core, { code, direction: attempt.direction });
  const asked = await questions.form(ctx);
  const proposal = (await questions.propose?.(ctx)) ?? null;
  const timed = withLeadTimes(asked, await lookAtLeadTimes(core, step));
  await transactAs(core, ticket, async (unit) => {
    await finishWork(unit, ticket);
    const before = await answersInForce(unit, step.id);
    const computed = proposal === null ? timed : await proposed(unit, attempt, timed, proposal);
    await keepForm(unit, attempt, before === null ? computed : await askedAgain(unit, computed, before));
    if (attempt.state === 'working') await askPeople(unit, attempt, step);
    else await markAttempt(unit, attempt, step.phase);
  });
}

/** What the bot would answer is taken by a tick, where nothing is wrong with it. */
async function proposed(unit: Unit, attempt: AttemptRow, form: Form, proposal: Proposal): Promise<Form> {
  const { remarks, evidence, takenBy } = proposal;
  for (const file of evidence) await storeEvidence(unit, attempt, file, null);
  const { field, judgement } = takenBy;
  const judged = await keepJudgement(unit, attempt, { field, file: null, judgement });
  const isFit = judgement.broken === null;
  return {
    ...form,
    fields: isFit ? form.fields : form.fields.filter(({ id }) => id !== field),
    remarks: [...form.remarks, ...remarks],
    judged: [judged],
  };
}

async function askedAgain(unit: Unit, computed: Form, before: Before): Promise<Form> {
  const { answers } = before;
  return withFilesInForce(unit.trx, proposing(await acceptedBefore(unit, computed, before), answers), answers);
}

export async function keepForm(unit: Unit, { id }: Pick<AttemptRow, 'id'>, form: Form): Promise<void> {
  await unit.trx
    .updateTable('attempt')
    .set({ form: JSON.stringify(form) })
    .where('id', '=', id)
    .execute();
}

/** A version before this one asked without keeping a form, or the code of the step is new: what is open gets its form. */
export async function computeMissingForms(unit: Unit): Promise<void> {
  for (const step of unit.core.options.runbook) {
    if (questionsOf(unit.core, step) === undefined) continue;
    const attempt = await currentAttempt(unit, step.id);
    if (attempt === null || attempt.form !== null) continue;
    if (attempt.state === 'asking' || (step.kind === 'gate' && attempt.state === 'attention'))
      await enqueueFor(unit, attempt.id, 'engine.form');
  }
}
