/** T moves: everybody who agreed to it is asked anew, and the night that was about to begin is taken back. */
import { isReason } from '../../contract/evidence.js';
import type { Step } from '../../contract/step.js';
import type { LeadTime } from '../../contract/lead-time.js';
import { allowed, refused } from '../../errors.js';
import type { Outcome } from '../../errors.js';
import type { Actor } from '../api.js';
import { nightBegunBy } from '../attempts/night-begun.js';
import { openAttempt } from '../attempts/life.js';
import { leadTimes } from '../attempts/lead-times.js';
import { currentAttempt, statesForTime } from '../attempts/rows.js';
import type { AttemptRow } from '../attempts/rows.js';
import type { MovedT } from '../state.js';
import { record } from '../audit/audit.js';
import { markAll } from '../cards/mark.js';
import { stepWith } from '../core.js';
import type { Core } from '../core.js';
import { proposing } from '../kinds/form/form.js';
import { keepForm } from '../kinds/form/form-work.js';
import { lookAtLeadTimes, withLeadTimes } from '../kinds/form/lead-times-now.js';
import { cutoverOf } from '../kinds/form/read-form.js';
import { forgetVotes } from '../progress/open-gates.js';
import { leads } from '../rights/policy.js';
import { loadVotes } from '../rights/votes.js';
import { whyPast } from './cutover.js';
import { decideAs, lookAt, roleRefusal } from './decide.js';
import type { Scene } from './decide.js';
import { putAsideWhatIsEarly, takeNightBack } from './night-taken-back.js';
import { castVote } from './vote.js';
import { changeMigration } from '../migration-row.js';

export interface RescheduleOrder {
  /** ISO 8601. */
  readonly cutoverAt: string;
  readonly reason: string;
}

/** The lead's word is the first go to the new T; until all have said it, the old one holds, and the night does not begin. */
export async function reschedule(core: Core, by: Actor, order: RescheduleOrder): Promise<Outcome<MovedT>> {
  const step = stepWith(core, 'setsT');
  // Nothing outside is asked for a T that is refused without it.
  const taken = await decideAs(core, by, step?.id ?? null, async (scene) => {
    const attempt = step === undefined ? null : await currentAttempt(scene.unit, step.id);
    return (await whyNot(scene, step, attempt, order)) ?? allowed(null);
  });
  if (!taken.ok) return taken;
  if (step === undefined) return refused('reschedule.not-agreed');
  const seen = await lookAtLeadTimes(core, step);
  return decideAs(core, by, step.id, async (scene) => {
    const attempt = await currentAttempt(scene.unit, step.id);
    const no = await whyNot(scene, step, attempt, order);
    if (no !== null) return no;
    const cutoverAt = new Date(order.cutoverAt).toISOString();
    if (!isProposed(attempt)) return correctGiven(scene, step, seen, { cutoverAt, reason: order.reason.trim() });
    const reason = order.reason.trim();
    const was = scene.migration.cutover_at ?? '';
    await record(scene.unit, by, 'rescheduled', step.id, { cutoverAt, was, reason: reason.slice(0, 500) });
    await takeNightBack(scene.unit, 't-moved');
    const holds = await whatHolds(scene, step);
    const form = withLeadTimes(attempt.form, seen);
    await proposeAnew(scene, step, { ...attempt, form }, cutoverAt, reason);
    // What the old T has armed is looked at anew.
    scene.unit.effects.settled = true;
    const about = { cutoverAt, now: scene.unit.at, known: form?.leadTimes ?? [] };
    return allowed({
      ...holds,
      leadTimes: leadTimes(core.options.runbook, await statesForTime(core, scene.unit), about, step.id),
    });
  });
}

const isProposed = (attempt: AttemptRow | null): attempt is AttemptRow =>
  attempt !== null && Object.keys(attempt.answers).length > 0;

/** Nobody has agreed to a T yet: the one given at the start is what the plan counts from, and a lead may have mistyped it. */
async function correctGiven(
  { unit, by, migration }: Scene,
  step: Step,
  seen: readonly LeadTime[] | null,
  { cutoverAt, reason }: RescheduleOrder,
): Promise<Outcome<MovedT>> {
  const was = migration.cutover_at;
  await changeMigration(unit, { cutover_at: cutoverAt });
  await record(unit, by, 'given-t-corrected', null, { cutoverAt, was: was ?? '', reason: reason.slice(0, 500) });
  await putAsideWhatIsEarly(unit, was, cutoverAt);
  await markAll(unit);
  unit.effects.settled = true;
  const about = { cutoverAt, now: unit.at, known: seen ?? [] };
  const late = leadTimes(unit.core.options.runbook, await statesForTime(unit.core, unit), about, step.id);
  return allowed({ holds: 'corrected', cutoverAt, leadTimes: late });
}

/** Until the new one is agreed. A T given at the start is one to plan by, and nobody's agreement. */
async function whatHolds({ unit, migration }: Scene, step: Step): Promise<Pick<MovedT, 'holds' | 'cutoverAt'>> {
  const agreed = await unit.trx
    .selectFrom('attempt')
    .select('id')
    .where('step_id', '=', step.id)
    .where('direction', '=', 'do')
    .where('state', '=', 'done')
    .executeTakeFirst();
  const cutoverAt = migration.cutover_at;
  return { holds: agreed !== undefined ? 'agreed' : cutoverAt === null ? 'none' : 'given', cutoverAt };
}

async function whyNot(
  scene: Scene,
  step: Step | undefined,
  attempt: AttemptRow | null,
  { cutoverAt, reason }: RescheduleOrder,
): Promise<Outcome<never> | null> {
  const { unit, migration } = scene;
  if (migration.state !== 'under-way')
    return refused('reschedule.over', { back: migration.state === 'finished' ? 'no' : 'yes' });
  const no = roleRefusal(scene, 'approval.wrong-role', leads);
  if (no !== null) return no;
  if (step === undefined || (!isProposed(attempt) && migration.cutover_at === null))
    return refused('reschedule.not-agreed', { step: step?.id ?? '' });
  if (Number.isNaN(Date.parse(cutoverAt)))
    return refused('answer.invalid', { field: 'cutoverDate', value: cutoverAt.slice(0, 80) });
  const at = new Date(cutoverAt).toISOString();
  const past = whyPast(unit, at, 'answer.past');
  if (past !== null) return past;
  if ((isProposed(attempt) ? cutoverOf(attempt.answers) : migration.cutover_at) === at)
    return refused('reschedule.same', { cutover: at });
  const begun = await nightBegunBy(unit);
  if (begun !== null) return refused('reschedule.night-begun', { step: begun });
  if (reason.trim() === '') return refused('reschedule.needs-reason');
  return isReason(reason) ? null : refused('reason.too-short', { step: step.id });
}

/** Where it is agreed already the question is opened anew; where people are voting they vote on this one from now on. */
async function proposeAnew(
  scene: Scene,
  step: Step,
  before: AttemptRow,
  cutoverAt: string,
  reason: string,
): Promise<void> {
  const { unit, by } = scene;
  const fresh = before.ended_at === null ? before : await openAttempt(unit, step, 'do', 'asking');
  const answers = { cutoverDate: cutoverAt.slice(0, 10), cutoverTime: cutoverAt.slice(11, 16) };
  const form =
    before.ended_at === null || before.form === null
      ? before.form
      : proposing({ ...before.form, remarks: [] }, before.answers);
  if (form !== null) await keepForm(unit, fresh, form);
  await unit.trx
    .updateTable('attempt')
    .set({ answers: JSON.stringify(answers) })
    .where('id', '=', fresh.id)
    .execute();
  const votes = await loadVotes(unit.trx, [fresh.id]);
  const theirs = votes.filter(({ personId }) => personId !== by.personId);
  await unit.trx
    .deleteFrom('approval')
    .where('attempt_id', '=', fresh.id)
    .where('person_id', '=', by.personId)
    .execute();
  if (theirs.length > 0) await forgetVotes(unit, fresh, theirs, [], { because: 'moved' });
  await record(unit, by, 'answered', step.id, { attempt: fresh.id, ...answers });
  const attempt = { ...fresh, answers, form };
  await castVote({ ...(await lookAt(scene, step, attempt)), attempt }, 'go', reason);
}
