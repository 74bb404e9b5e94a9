/** Work that people do: somebody takes it, leaves evidence, says it is done; where the bot can watch, its watch has the last word. */
import { allowed, refused } from '../../errors.js';
import type { Outcome } from '../../errors.js';
import type { Actor } from '../api.js';
import { isOfApproval } from '../rights/policy.js';
import { record } from '../audit/audit.js';
import { kindNameOf } from '../core.js';
import type { Core } from '../core.js';
import { decideOn, groundRefusal, may, roleRefusal } from './decide.js';
import { markAttempt } from '../cards/mark.js';
import { namesOf } from '../roles/roster.js';
import { storeNote } from '../attempts/evidence.js';
import { moveAttempt } from '../attempts/life.js';
import { keepWord } from '../attempts/word.js';
import { completed } from '../kinds/task.js';

export const take = (core: Core, by: Actor, order: { attemptId: string }): Promise<Outcome<null>> =>
  decideOn(core, by, order.attemptId, async (scene) => {
    const { attempt, step, person, unit, asked } = scene;
    if (kindNameOf(core, step) !== 'task' || (attempt.state !== 'asking' && attempt.state !== 'running'))
      return refused('step.not-now', { step: step.id, state: attempt.state });
    if (attempt.taken_by === person.id) return refused('task.already-yours', { step: step.id });
    const no = roleRefusal(scene, 'approval.wrong-role', step.roles);
    if (no !== null) return no;
    const missing = asked.needs.filter(isOfApproval);
    if (missing.length > 0)
      return refused('task.not-approved', { step: step.id, who: namesOf(missing.flatMap((need) => need.people)) });
    const lost = groundRefusal(scene);
    if (lost !== null) return lost;
    if (asked.besideVote === true) return refused('approval.turning-back', { step: step.id });
    if (!may(scene, 'take'))
      return refused('task.second-person', { step: step.id, who: namesOf(asked.needs.flatMap((need) => need.people)) });
    await moveAttempt(unit, attempt, 'running', { taken_by: person.id });
    await record(unit, by, 'taken', step.id, { attempt: attempt.id });
    return allowed(null);
  });

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

export const complete = (core: Core, by: Actor, order: { attemptId: string; note?: string }): Promise<Outcome<null>> =>
  decideOn(core, by, order.attemptId, async (scene) => {
    const { attempt, step, unit, roster } = scene;
    if (kindNameOf(core, step) !== 'task' || !['asking', 'running'].includes(attempt.state))
      return refused('step.not-now', { step: step.id, state: attempt.state });
    const no = roleRefusal(scene, 'approval.wrong-role', step.roles);
    if (no !== null) return no;
    if (!may(scene, 'complete'))
      return refused('task.not-taken-by-you', {
        step: step.id,
        who: roster.find(({ id }) => id === attempt.taken_by)?.name ?? '',
      });
    const note = (order.note ?? '').trim();
    if (note === '' && !(await hasEvidence(scene))) return refused('task.needs-evidence', { step: step.id });
    if (note !== '') await storeNote(unit, attempt, by.personId, note);
    await keepWord(unit, attempt, 'said', by);
    await record(unit, by, 'completed', step.id, { attempt: attempt.id });
    await completed(unit, attempt);
    return allowed(null);
  });

async function hasEvidence({ unit, attempt }: Parameters<Parameters<typeof decideOn>[3]>[0]): Promise<boolean> {
  const row = await unit.trx
    .selectFrom('evidence')
    .select('id')
    .where('attempt_id', '=', attempt.id)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
