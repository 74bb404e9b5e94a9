/** Work that people have in hand and give back, or say that it cannot be done. */
import { isReason } from '../../contract/evidence.js';
import type { Finding } from '../../contract/finding.js';
import { allowed, refused } from '../../errors.js';
import type { Outcome } from '../../errors.js';
import type { Actor } from '../api.js';
import { storeNote } from '../attempts/evidence.js';
import { moveAttempt } from '../attempts/life.js';
import { record } from '../audit/audit.js';
import { kindNameOf } from '../core.js';
import type { Core } from '../core.js';
import { cancelWork } from '../schedule/work.js';
import { decideOn, may, roleRefusal } from './decide.js';
import type { AttemptScene } from './decide.js';

/** It is others' to take again. What was said to be done and is not seen yet is not done after all. */
export const handBack = (core: Core, by: Actor, order: { attemptId: string; note?: string }): Promise<Outcome<null>> =>
  decideOn(core, by, order.attemptId, async (scene) => {
    const { unit, attempt, step, roster } = scene;
    if (!may(scene, 'hand-back')) return whyNot(scene);
    const note = (order.note ?? '').trim();
    // Whoever gives it back themselves knows how far it came; a lead who frees it, or takes a claim back, need not.
    if (may(scene, 'give-up') && !isReason(note))
      return refused(note === '' ? 'task.needs-how-far' : 'reason.too-short', { step: step.id });
    if (note !== '') await storeNote(unit, attempt, by.personId, note);
    const name = roster.find(({ id }) => id === attempt.taken_by)?.name ?? '';
    await record(unit, by, 'handed-back', step.id, { attempt: attempt.id, name, reason: note.slice(0, 500) });
    await cancelWork(unit, attempt.id);
    // Whoever said that it is done takes that back, too.
    await unit.trx.updateTable('attempt').set({ said: null }).where('id', '=', attempt.id).execute();
    await moveAttempt(unit, attempt, 'asking', {
      taken_by: null,
      handed_back_at: unit.at,
      carried_out_at: null,
      findings: '[]',
    });
    return allowed(null);
  });

function whyNot(scene: AttemptScene): Outcome<never> {
  const { attempt, step, roster } = scene;
  const inHand = attempt.state === 'running' || attempt.state === 'verifying';
  if (kindNameOf(scene.unit.core, step) !== 'task' || attempt.taken_by === null || !inHand)
    return refused('step.not-now', { step: step.id, state: attempt.state });
  return refused('task.not-yours-to-hand-back', {
    step: step.id,
    who: roster.find(({ id }) => id === attempt.taken_by)?.name ?? '',
  });
}

/** It stands still with the reason, for the leads to begin anew or to take as it is. */
export const giveUp = (core: Core, by: Actor, order: { attemptId: string; reason: string }): Promise<Outcome<null>> =>
  decideOn(core, by, order.attemptId, async (scene) => {
    const { unit, attempt, step } = scene;
    if (kindNameOf(core, step) !== 'task' || attempt.state !== 'running')
      return refused('step.not-now', { step: step.id, state: attempt.state });
    const no = roleRefusal(scene, 'approval.wrong-role', step.roles);
    if (no !== null) return no;
    if (!may(scene, 'give-up'))
      return refused('task.not-taken-by-you', {
        step: step.id,
        who: scene.roster.find(({ id }) => id === attempt.taken_by)?.name ?? '',
      });
    const reason = order.reason.trim();
    if (reason === '') return refused('task.needs-reason', { step: step.id });
    if (!isReason(reason)) return refused('reason.too-short', { step: step.id });
    await storeNote(unit, attempt, by.personId, reason);
    await record(unit, by, 'gave-up', step.id, { attempt: attempt.id, reason: reason.slice(0, 500) });
    const finding: Finding = {
      status: 'failed',
      code: 'engine.cannot-be-done',
      facts: { name: by.name, reason: reason.slice(0, 500) },
      // What stands on a final step presumes that it was done.
      lasting: true,
    };
    await moveAttempt(unit, attempt, 'attention', { findings: JSON.stringify([finding]) });
    return allowed(null);
  });
