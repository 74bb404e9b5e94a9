import { allowed, refused } from '../../errors.js';
import type { Outcome } from '../../errors.js';
import type { Actor } from '../api.js';
import { endStep, moveAttempt, withdraw } from '../attempts/life.js';
import { isReason } from '../../contract/evidence.js';
import { answersName } from '../../contract/output.js';
import { isHighRisk } from '../../contract/step.js';
import { storeOutputs } from '../attempts/outputs.js';
import { record } from '../audit/audit.js';
import { beginBackOut } from '../back-out/go-back.js';
import { markAskedOn } from '../cards/mark.js';
import { cutoverOf } from '../kinds/form/read-form.js';
import { hasForm } from '../kinds/moment.js';
import type { Core } from '../core.js';
import type { Moved } from '../state.js';
import { decideOn, groundRefusal, may, roleRefusal } from './decide.js';
import type { AttemptScene } from './decide.js';
import { agreeCutover, whyNoT } from './cutover.js';
import { askForOldVotes, isOver, movedSinceRead, votesThatCount } from '../progress/lapsed-votes.js';
import { judgeGate } from '../rights/policy.js';

export interface VoteOrder {
  readonly attemptId: string;
  readonly vote: 'go' | 'no';
  readonly reason?: string;
}

/** `moved`: what is not as the card showed it to whoever says go. */
export const vote = (core: Core, by: Actor, order: VoteOrder, moved: Moved | null = null): Promise<Outcome<null>> =>
  decideOn(core, by, order.attemptId, async (scene) => {
    const no = whyNoVote(scene);
    if (no !== null) return no;
    if (order.vote === 'go' && hasForm(core, scene.step) && Object.keys(scene.attempt.answers).length === 0)
      return refused('vote.answer-first', { step: scene.step.id });
    const lost = order.vote === 'go' ? groundRefusal(scene) : null;
    if (lost !== null) return lost;
    const since = order.vote === 'go' ? await otherwiseNow(scene, moved) : [];
    if (since.length > 0)
      return refused('vote.facts-moved', { step: scene.step.id, steps: since.slice(0, 4).join(', ') });
    const noT = order.vote === 'go' ? whyNoT(scene.unit, scene.step, scene.attempt.answers) : null;
    if (noT !== null) return noT;
    const reason = (order.reason ?? '').trim();
    if (order.vote === 'no' && reason === '') return refused('vote.no-needs-reason', { step: scene.step.id });
    if (order.vote === 'no' && !isReason(reason)) return refused('reason.too-short', { step: scene.step.id });
    const before = scene.votes.find((v) => v.personId === by.personId);
    if (before?.vote === order.vote && !(await isOver(scene.unit, scene.step, scene.attempt, before)))
      return refused('vote.already', { step: scene.step.id, at: before.at });
    await castVote(scene, order.vote, reason === '' ? null : reason);
    return allowed(null);
  });

/** Here nothing can move any more: what was read before this transaction may have been otherwise. */
async function otherwiseNow({ unit, step, attempt }: AttemptScene, moved: Moved | null): Promise<readonly string[]> {
  if (moved === null) return [];
  const isAnotherT = step.setsT === true && cutoverOf(attempt.answers) !== moved.cutoverAt;
  const since = await movedSinceRead(unit, step, moved.readAt);
  return [...new Set([...(isAnotherT ? [step.id] : []), ...moved.steps, ...since])];
}

/** Where nobody may, it is not asked; where others may, it is theirs. */
export function whyNoVote(scene: AttemptScene): Outcome<never> | null {
  const { step, asked } = scene;
  if (asked.may.vote.length === 0) return refused('approval.not-asked', { step: step.id });
  return may(scene, 'vote') ? null : roleRefusal(scene, 'approval.wrong-role', step.roles);
}

/**
 * A person may change their mind until the gate is through. A `no` shows as attention and stays until it is taken back; to turning back it is
 * the answer: nobody works on in the night beside a question that is left open.
 */
export async function castVote(scene: AttemptScene, choice: 'go' | 'no', reason: string | null): Promise<void> {
  const { unit, by, attempt, step, roster } = scene;
  const row = { vote: choice, reason, at: unit.at };
  await unit.trx
    .insertInto('approval')
    .values({ attempt_id: attempt.id, person_id: by.personId, ...row })
    .onConflict((conflict) => conflict.columns(['attempt_id', 'person_id']).doUpdateSet(row))
    .execute();
  await record(unit, by, choice === 'go' ? 'voted-go' : 'voted-no', step.id, {
    attempt: attempt.id,
    ...(reason === null ? {} : { reason }),
  });
  if (choice === 'no' && step.decidesBackOut === true) {
    await withdraw(unit, attempt, 'waiting');
    return markAskedOn(unit, unit.core.options.runbook.filter(isHighRisk));
  }
  const votes = await votesThatCount(unit, step, attempt);
  if (!judgeGate(step, votes, roster).complete) {
    await moveAttempt(unit, attempt, votes.some((v) => v.vote === 'no') ? 'attention' : 'asking');
    await askForOldVotes(unit);
    return;
  }
  if (Object.keys(attempt.answers).length > 0)
    await storeOutputs(unit, attempt, [{ name: answersName, value: attempt.answers }]);
  await agreeCutover(unit, step, attempt);
  await endStep(unit, attempt, 'done');
  if (step.decidesBackOut === true) await beginBackOut(unit);
}
