/** Work that people do: somebody takes it, leaves evidence, says it is done; where the bot can watch, its watch has the last word. */
import { allowed, refused } from '../../errors.js';
import type { Outcome } from '../../errors.js';
import { evidenceFor, gapIn } from '../../contract/evidence.js';
import type { Actor } from '../api.js';
import { isOfApproval } from '../rights/policy.js';
import { record } from '../audit/audit.js';
import { kindNameOf } from '../core.js';
import type { Core } from '../core.js';
import { decideOn, groundRefusal, may, roleRefusal } from './decide.js';
import type { AttemptScene } from './decide.js';
import { markAttempt } from '../cards/mark.js';
import { namesOf } from '../roles/roster.js';
import { leftByPeople, storeNote } from '../attempts/evidence.js';
import { moveAttempt } from '../attempts/life.js';
import { keepWord } from '../attempts/word.js';
import { completed } from '../kinds/task.js';

export const take = (core: Core, by: Actor, order: { attemptId: string }): Promise<Outcome<null>> =>
  decideOn(core, by, order.attemptId, async (scene) => {
    const { attempt, step, person } = scene;
    const no = notNow(scene);
    if (no !== null) return no;
    if (attempt.taken_by === person.id) return refused('task.already-yours', { step: step.id });
    const notFree = whyNotFree(scene);
    if (notFree !== null) return notFree;
    if (scene.asked.besideVote === true) return refused('approval.turning-back', { step: step.id });
    if (!may(scene, 'take')) return others(scene);
    await takeInHand(scene);
    return allowed(null);
  });

const notNow = ({ unit, attempt, step }: AttemptScene): Outcome<never> | null =>
  kindNameOf(unit.core, step) === 'task' && (attempt.state === 'asking' || attempt.state === 'running')
    ? null
    : refused('step.not-now', { step: step.id, state: attempt.state });

/** Why nobody has it in hand by right yet, whoever asks. */
function whyNotFree(scene: AttemptScene): Outcome<never> | null {
  const { step, asked } = scene;
  const no = roleRefusal(scene, 'approval.wrong-role', step.roles);
  if (no !== null) return no;
  const missing = asked.needs.filter(isOfApproval);
  if (missing.length > 0)
    return refused('task.not-approved', { step: step.id, who: namesOf(missing.flatMap((need) => need.people)) });
  return groundRefusal(scene);
}

const others = ({ step, asked }: AttemptScene): Outcome<never> =>
  refused('task.second-person', { step: step.id, who: namesOf(asked.needs.flatMap((need) => need.people)) });

async function takeInHand({ unit, by, attempt, step, person }: AttemptScene): Promise<void> {
  await moveAttempt(unit, attempt, 'running', { taken_by: person.id });
  await record(unit, by, 'taken', step.id, { attempt: attempt.id });
}

export const attach = (core: Core, by: Actor, order: { attemptId: string; note: string }): Promise<Outcome<null>> =>
  decideOn(core, by, order.attemptId, async (scene) => {
    const { attempt, step, unit } = scene;
    const no = roleRefusal(scene, 'approval.wrong-role', step.roles);
    if (no !== null) return no;
    if (!may(scene, 'attach')) return refused('step.not-now', { step: step.id, state: attempt.state });
    if (order.note.trim() === '') return refused('task.needs-evidence', { step: step.id });
    await storeNote(unit, attempt, by.personId, order.note.trim());
    await record(unit, by, 'attached', step.id, { attempt: attempt.id });
    await markAttempt(unit, attempt, step.phase);
    return allowed(null);
  });

/**
 * Whoever may take what nobody has in hand yet may say at once that it is done: taken and completed together. Beside a vote on turning back
 * nobody begins, and what was done by then is heard: whoever votes has to know of it, and it is taken back with the rest.
 */
export const complete = (core: Core, by: Actor, order: { attemptId: string; note?: string }): Promise<Outcome<null>> =>
  decideOn(core, by, order.attemptId, async (scene) => {
    const { attempt, step, unit, roster } = scene;
    const no = notNow(scene) ?? roleRefusal(scene, 'approval.wrong-role', step.roles);
    if (no !== null) return no;
    const isFree = attempt.taken_by === null;
    const notFree = isFree ? whyNotFree(scene) : null;
    if (notFree !== null) return notFree;
    if (!may(scene, 'complete') && isFree) return others(scene);
    if (!may(scene, 'complete'))
      return refused('task.not-taken-by-you', {
        step: step.id,
        who: roster.find(({ id }) => id === attempt.taken_by)?.name ?? '',
      });
    const note = (order.note ?? '').trim();
    const lacking = await whatIsLacking(scene, note);
    if (lacking !== null) return lacking;
    if (isFree) await takeInHand(scene);
    if (note !== '') await storeNote(unit, attempt, by.personId, note);
    await keepWord(unit, attempt, 'said', by);
    await record(unit, by, 'completed', step.id, { attempt: attempt.id });
    await completed(unit, attempt);
    return allowed(null);
  });

async function whatIsLacking({ unit, attempt, step }: AttemptScene, note: string): Promise<Outcome<never> | null> {
  const wanted = evidenceFor(step, attempt.direction);
  const left = await leftByPeople(unit, attempt);
  const gap = gapIn(wanted, { words: [note, left.words].join('\n'), files: left.files });
  if (gap === null) return null;
  return refused(`evidence.${gap}`, { step: step.id, wanted: attempt.direction === 'undo' ? 'undo' : wanted });
}
