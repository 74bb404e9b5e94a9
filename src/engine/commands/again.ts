import { sql } from 'kysely';
import { isReason } from '../../contract/evidence.js';
import { allowed, refused } from '../../errors.js';
import type { Outcome } from '../../errors.js';
import type { Actor } from '../api.js';
import { storeNote } from '../attempts/evidence.js';
import { endStep, goodEnd } from '../attempts/life.js';
import { waitsFor } from '../attempts/readiness.js';
import { currentAttempt, stepStates } from '../attempts/rows.js';
import type { AttemptRow } from '../attempts/rows.js';
import { keepWord } from '../attempts/word.js';
import { record } from '../audit/audit.js';
import type { Core, Unit } from '../core.js';
import { findingKeys } from '../attempts/finding-keys.js';
import { kindOf } from '../kinds/index.js';
import { chunksOf } from '../../contract/chunks.js';
import { endChange } from '../kinds/writing/verify-work.js';
import { leads } from '../rights/policy.js';
import { settlers } from '../rights/settle.js';
import { decideAs, decideOn, groundRefusal, lookAt, may, roleRefusal } from './decide.js';
import type { StepScene } from './decide.js';

/** A check once more, or a new plan. Approvals of the plan before do not count for it. */
export const again = (core: Core, by: Actor, order: { stepId: string }): Promise<Outcome<null>> =>
  decideAs(core, by, order.stepId, async (scene) => {
    const step = core.steps.get(order.stepId);
    if (step === undefined) return refused('step.unknown', { typed: order.stepId.slice(0, 80), nearest: 'none' });
    const no = roleRefusal(scene, 'approval.wrong-role', settlers(step));
    if (no !== null) return no;
    const { unit } = scene;
    const present = await lookAt(scene, step, await currentAttempt(unit, step.id));
    const { attempt } = present;
    if (attempt === null || (attempt.state === 'withdrawn' && step.onRequest === true)) {
      if (!(await mayAskFor(present))) return refused('step.not-now', { step: step.id, state: present.stepState });
      await record(unit, by, 'again', step.id);
      await kindOf(core, step).begin(unit, step);
      return allowed(null);
    }
    const held = present.asked.whyNotRepeat ?? null;
    if (held !== null) return { ok: false, refusal: held };
    const lost = present.stepState === 'undone' ? groundRefusal(present) : null;
    if (lost !== null) return lost;
    if (!may(present, 'repeat')) return refused('step.not-now', { step: step.id, state: present.stepState });
    // Whoever's task it is says by it that it is done now; anybody else has it looked at.
    const says = may(present, 'complete');
    if (says) await keepWord(unit, attempt, 'said', by);
    await record(unit, by, says ? 'completed' : 'again', step.id, { attempt: attempt.id });
    await kindOf(core, step).again(unit, step, attempt);
    return allowed(null);
  });

/** A back stop is planned once what it waits for is done. */
async function mayAskFor({ unit, step, migration }: StepScene): Promise<boolean> {
  if (step.onRequest !== true || !['under-way', 'finished'].includes(migration.state)) return false;
  return waitsFor(step, await stepStates(unit)).length === 0;
}

/** Open findings or troubles are somebody's by name. */
export const accept = (core: Core, by: Actor, order: { attemptId: string; note: string }): Promise<Outcome<null>> =>
  decideOn(core, by, order.attemptId, async (scene) => {
    const { attempt, step, unit, asked } = scene;
    // Whether it is a halt at all comes first, then whose it is.
    if (asked.whyNotAccept?.code === 'step.not-now') return { ok: false, refusal: asked.whyNotAccept };
    const no = roleRefusal(scene, 'approval.wrong-role', settlers(step));
    if (no !== null) return no;
    if (asked.whyNotAccept !== null) return { ok: false, refusal: asked.whyNotAccept };
    if (!may(scene, 'accept'))
      return (
        roleRefusal(scene, 'approval.wrong-role', leads) ??
        refused('step.not-now', { step: step.id, state: attempt.state })
      );
    const note = order.note.trim();
    if (note === '') return refused('accept.needs-note', { step: step.id });
    if (!isReason(note)) return refused('reason.too-short', { step: step.id });
    await storeNote(unit, attempt, by.personId, note);
    await keepAccepted(unit, attempt);
    await keepWord(unit, attempt, 'accepted', by, note);
    await unit.trx
      .updateTable('attempt')
      .set((row) => ({ carried_out_at: row.fn.coalesce('carried_out_at', sql<string>`${unit.at}`) }))
      .where('id', '=', attempt.id)
      .execute();
    await record(unit, by, 'accepted', step.id, { attempt: attempt.id, note: note.slice(0, 500) });
    if (kindOf(core, step).undoneFromLedger) await endChange(unit, attempt);
    else await endStep(unit, attempt, goodEnd(attempt));
    return allowed(null);
  });

async function keepAccepted(unit: Unit, attempt: AttemptRow): Promise<void> {
  const open = attempt.findings.filter(({ status }) => status !== 'passed');
  for (const chunk of chunksOf(open.flatMap(findingKeys), 500))
    await unit.trx
      .insertInto('accepted')
      .values(chunk.map((finding) => ({ step_id: attempt.step_id, finding })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}
