/** People say no to what others are asked to agree to, and take back what they said, until the first write. */
import { isReason } from '../../contract/evidence.js';
import { allowed, refused } from '../../errors.js';
import type { Outcome } from '../../errors.js';
import type { Actor } from '../api.js';
import { moveAttempt } from '../attempts/life.js';
import { record } from '../audit/audit.js';
import { kindNameOf } from '../core.js';
import type { Core } from '../core.js';
import { approving, leads } from '../rights/policy.js';
import { isOpen } from '../rights/say-no.js';
import type { StoredVote } from '../rights/votes.js';
import { cancelWork } from '../schedule/work.js';
import { isSuperseded } from '../state.js';
import { goOnIfAgreed } from './approve.js';
import { decideOn, may, roleRefusal } from './decide.js';
import type { AttemptScene } from './decide.js';

export interface RefuseOrder {
  readonly attemptId: string;
  readonly reason: string;
}

/** While it stands nothing of the attempt runs, whoever agrees. */
export const refuse = (core: Core, by: Actor, order: RefuseOrder): Promise<Outcome<null>> =>
  decideOn(core, by, order.attemptId, async (scene) => {
    const no = whyNotRefused(scene);
    if (no !== null) return no;
    const reason = order.reason.trim().slice(0, 2000);
    if (reason === '') return refused('vote.no-needs-reason', { step: scene.step.id });
    if (!isReason(reason)) return refused('reason.too-short', { step: scene.step.id });
    const { unit, attempt, step } = scene;
    const row = { vote: 'no' as const, reason, plan_hash: attempt.plan?.hash ?? null, at: unit.at };
    await unit.trx
      .insertInto('approval')
      .values({ attempt_id: attempt.id, person_id: by.personId, ...row })
      .onConflict((conflict) => conflict.columns(['attempt_id', 'person_id']).doUpdateSet(row))
      .execute();
    await record(unit, by, 'approval-refused', step.id, { attempt: attempt.id, reason: reason.slice(0, 500) });
    await askAgain(scene);
    return allowed(null);
  });

function whyNotRefused(scene: AttemptScene): Outcome<never> | null {
  const { attempt, step } = scene;
  if (isSuperseded(attempt.state)) return refused('approval.old-plan', { step: step.id });
  const mine = ownVote(scene);
  if (mine?.vote === 'no') return refused('refuse.already', { step: step.id, at: mine.at });
  if (attempt.plan === null || !isOpen(attempt.state)) return tooLate(scene) ?? notAsked(scene);
  if (may(scene, 'refuse')) return null;
  return (
    roleRefusal(scene, 'approval.wrong-role', kindNameOf(scene.unit.core, step) === 'task' ? leads : approving(step)) ??
    notAsked(scene)
  );
}

export const takeBack = (core: Core, by: Actor, order: { attemptId: string }): Promise<Outcome<null>> =>
  decideOn(core, by, order.attemptId, async (scene) => {
    const { unit, attempt, step } = scene;
    const mine = ownVote(scene);
    if (isSuperseded(attempt.state)) return refused('approval.old-plan', { step: step.id });
    if (mine === undefined) return refused('take-back.nothing', { step: step.id });
    if (!may(scene, 'take-back')) return tooLate(scene) ?? notAsked(scene);
    await unit.trx
      .deleteFrom('approval')
      .where('attempt_id', '=', attempt.id)
      .where('person_id', '=', by.personId)
      .execute();
    await record(unit, by, mine.vote === 'no' ? 'no-taken-back' : 'approval-withdrawn', step.id, {
      attempt: attempt.id,
    });
    await askAgain(scene);
    if (mine.vote === 'no') await goOnIfAgreed(scene);
    return allowed(null);
  });

/** What was about to begin does not: its job finds its place gone. A look at whether the plan is still the same goes on. */
async function askAgain({ unit, attempt }: AttemptScene): Promise<void> {
  if (attempt.state !== 'asking') await cancelWork(unit, attempt.id);
  await moveAttempt(unit, attempt, 'asking', { held_by_stop: false, lifted_stop: null });
}

const ownVote = ({ votes, person }: AttemptScene): StoredVote | undefined =>
  votes.find(({ personId }) => personId === person.id);

const notAsked = ({ step }: AttemptScene): Outcome<never> => refused('approval.not-asked', { step: step.id });

/** What is written, or in somebody's hands, no word holds back. */
function tooLate({ attempt, step, roster }: AttemptScene): Outcome<never> | null {
  if (attempt.writes_began_at !== null)
    return refused('take-back.written', { step: step.id, at: attempt.writes_began_at });
  if (attempt.taken_by !== null)
    return refused('take-back.in-hand', {
      step: step.id,
      who: roster.find(({ id }) => id === attempt.taken_by)?.name ?? '',
    });
  return attempt.state === 'running' ? refused('take-back.written', { step: step.id, at: attempt.started_at }) : null;
}
