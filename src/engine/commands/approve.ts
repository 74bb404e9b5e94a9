import { domainToType, isTyped } from '../../contract/typed-domain.js';
import { allowed, refused } from '../../errors.js';
import type { Outcome } from '../../errors.js';
import type { Actor } from '../api.js';
import { markAttempt, markStop } from '../cards/mark.js';
import { leadsBack, moveAttempt } from '../attempts/life.js';
import { kindOf } from '../kinds/index.js';
import { record } from '../audit/audit.js';
import type { Core } from '../core.js';
import { isSuperseded } from '../state.js';
import type { Need } from '../state.js';
import { decideOn, groundRefusal, lookAt, may } from './decide.js';
import type { AttemptScene } from './decide.js';
import { namesOf } from '../roles/roster.js';
import { approvalsThatCount } from '../rights/old-approvals.js';
import { holds, isOfApproval, leads } from '../rights/policy.js';

export interface ApproveOrder {
  readonly attemptId: string;
  readonly planHash: string;
  readonly typedDomain?: string;
}

export const approve = (core: Core, by: Actor, order: ApproveOrder): Promise<Outcome<null>> =>
  decideOn(core, by, order.attemptId, async (scene) => {
    const no = whyNot(scene, order);
    if (no !== null) return no;
    const row = { vote: 'approve' as const, plan_hash: order.planHash, reason: null, at: scene.unit.at };
    await scene.unit.trx
      .insertInto('approval')
      .values({ attempt_id: order.attemptId, person_id: by.personId, ...row })
      // Whoever said no before thinks otherwise now.
      .onConflict((conflict) => conflict.columns(['attempt_id', 'person_id']).doUpdateSet(row))
      .execute();
    const plan = order.planHash.slice(0, 8);
    await record(scene.unit, by, 'approved', scene.step.id, { attempt: order.attemptId, plan });
    await goOnIfAgreed(scene);
    return allowed(null);
  });

/** As it stands now: the last word that was missing begins what it allows. */
export async function goOnIfAgreed(scene: AttemptScene): Promise<void> {
  const { unit, step, attempt } = scene;
  await approvalsThatCount(unit, step, attempt);
  const { asked, votes } = await lookAt(scene, step, attempt);
  if (missingOf({ asked }).length === 0 && kindOf(unit.core, step).goOn !== undefined)
    await goAhead({ ...scene, votes });
  else await markAttempt(unit, attempt, step.phase);
}

/** The decision and the start of what it allows are one transaction: neither is ever without the other. */
async function goAhead({ unit, attempt, step, migration, votes }: AttemptScene): Promise<void> {
  const { active_stop } = migration;
  // A stop is lifted by two people: for one undo alone, too.
  const lifts =
    leadsBack(step, attempt) && active_stop !== null && votes.filter(({ vote }) => vote === 'approve').length >= 2;
  await moveAttempt(unit, attempt, 'working', lifts ? { lifted_stop: active_stop } : {});
  await kindOf(unit.core, step).goOn?.(unit, { ...attempt, state: 'working' });
  // It begins when the stop is lifted: whoever lifts it reads so.
  if (active_stop !== null && !lifts) await markStop(unit, false);
}

/** What has to be agreed before it goes ahead, or before somebody may take it. */
const missingOf = ({ asked }: Pick<AttemptScene, 'asked'>): readonly Need[] => asked.needs.filter(isOfApproval);

function whyNot(scene: AttemptScene, order: ApproveOrder): Outcome<never> | null {
  const { attempt, step, person, votes } = scene;
  const mine = votes.find((vote) => vote.personId === person.id);
  const missing = missingOf(scene);
  const who = namesOf(missing.flatMap((need) => need.people).filter((other) => other.id !== person.id));
  if (isSuperseded(attempt.state) || (attempt.plan !== null && attempt.plan.hash !== order.planHash))
    return refused('approval.old-plan', { step: step.id });
  if (mine?.vote === 'approve') return approvedBefore(scene, mine.at, missing, who);
  if ((attempt.plan?.blockers.length ?? 0) > 0)
    return refused('approval.blocked', { step: step.id, blockers: attempt.plan?.blockers.length ?? 0 });
  if (attempt.plan === null || attempt.state !== 'asking' || missing.length === 0)
    return refused('approval.not-asked', { step: step.id });
  const lost = groundRefusal(scene);
  if (lost !== null) return lost;
  if (scene.asked.besideVote === true) return refused('approval.turning-back', { step: step.id });
  if (!may(scene, 'approve')) {
    const eligible = holds(person, [...step.roles, ...leads]);
    const code = eligible && missing[0]?.kind === 'other-company' ? 'approval.other-company' : 'approval.wrong-role';
    return refused(code, { step: step.id, roles: rolesOf(missing), who });
  }
  const domain = domainToType(scene.unit.core.options.migration.movingDomains, attempt.plan.sample);
  // Whoever types another of the moving domains has not read the card.
  if (step.risk === 'final' && !isTyped(order.typedDomain ?? '', domain))
    return refused('final.domain-not-typed', { step: step.id, domain });
  return null;
}

/** Whether it still waits for somebody, and for whom; the last approval pressed twice has counted once, and that was enough. */
function approvedBefore({ attempt, step, migration }: AttemptScene, at: string, missing: readonly Need[], who: string) {
  if (missing.length === 0 || attempt.state !== 'asking') {
    const held = attempt.state === 'working' && migration.active_stop !== null;
    return refused('approval.counted', { step: step.id, at, now: held ? 'stopped' : attempt.state });
  }
  if (who === '') return refused('approval.nobody-else', { step: step.id, at, roles: rolesOf(missing) });
  return refused('approval.same-person', { step: step.id, at, who });
}

const rolesOf = (needs: readonly Need[]): string => [...new Set(needs.flatMap((need) => need.roles))].join(', ');
