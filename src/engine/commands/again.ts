import { allowed, refused } from '../../errors.js';
import type { Outcome } from '../../errors.js';
import type { Actor } from '../api.js';
import { waitsFor } from '../attempts/readiness.js';
import { currentAttempt, stepStates } from '../attempts/rows.js';
import { keepWord } from '../attempts/word.js';
import { record } from '../audit/audit.js';
import type { Core } from '../core.js';
import { kindOf } from '../kinds/index.js';
import { settlers } from '../rights/settle.js';
import { decideAs, groundRefusal, lookAt, may, roleRefusal } from './decide.js';
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
