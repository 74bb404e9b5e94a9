import { fileIn, type BrokenRule, type Form } from '../../contract/decision.js';
import type { LeadTime } from '../../contract/lead-time.js';
import { canonicalJson } from '../../contract/json.js';
import { answersName } from '../../contract/output.js';
import type { Step } from '../../contract/step.js';
import { allowed, refused } from '../../errors.js';
import type { Outcome, Refusal } from '../../errors.js';
import type { Actor } from '../api.js';
import { endStep, moveAttempt } from '../attempts/life.js';
import { storeOutputs } from '../attempts/outputs.js';
import { loadAttempt } from '../attempts/rows.js';
import type { AttemptRow } from '../attempts/rows.js';
import { keepWord } from '../attempts/word.js';
import { record } from '../audit/audit.js';
import { kindNameOf, stepOf } from '../core.js';
import type { Core, Unit } from '../core.js';
import { answersInForce } from '../kinds/form/answers-in-force.js';
import { comesTo, movedBetween } from '../kinds/form/comes-to.js';
import { follow, loadDependants, whyNotChanged } from '../kinds/form/follow.js';
import { withRoster } from '../kinds/form/form.js';
import { fileFields, withFilesOf } from '../kinds/form/form-files.js';
import { isLookedAt, lookAtAnswers } from '../kinds/form/look-at-answers.js';
import { keepForm } from '../kinds/form/form-work.js';
import { freezeJudged, standOnJudged, withWhatHolds, type Before } from '../kinds/form/judging.js';
import { lookAtLeadTimes, withLeadTimes } from '../kinds/form/lead-times-now.js';
import { questionsOf } from '../kinds/form/questions.js';
import { readAnswers } from '../kinds/form/read-form.js';
import { askGatesAbout } from './asked-anew.js';
import { agreeCutover, whyNoT } from './cutover.js';
import { decideOn, groundRefusal, may, roleRefusal } from './decide.js';
import type { AttemptScene } from './decide.js';
import { castVote, whyNoVote } from './vote.js';

type Answers = Readonly<Record<string, string>>;

/**
 * A decision is done with its answers. Of a gate with a form the answers are the first `go`, and the others vote on them.
 * Nothing outside is asked for answers that are refused without it; the transaction that takes them checks all of it once more.
 */
export const answer = async (
  core: Core,
  by: Actor,
  order: { attemptId: string; answers: Record<string, string> },
): Promise<Outcome<null>> => {
  const asked = await loadAttempt({ trx: core.db }, order.attemptId);
  let broken: BrokenRule | null = null;
  let leadTimes: readonly LeadTime[] | null = null;
  if (asked !== null && isLookedAt(core, asked)) {
    const read = await decideOn(core, by, order.attemptId, (scene) => readFrom(scene, order.answers));
    if (!read.ok) return read;
    broken = await lookAtAnswers(core, asked, read.value);
    leadTimes = await lookAtLeadTimes(core, stepOf(core, asked.step_id));
  }
  return decideOn(core, by, order.attemptId, async (found) => {
    const scene = { ...found, attempt: { ...found.attempt, form: withLeadTimes(found.attempt.form, leadTimes) } };
    const read = await readFrom(scene, order.answers);
    if (!read.ok) return read;
    if (broken !== null) return refused(broken.code, { ...broken.facts, field: broken.field, step: scene.step.id });
    if (!isGate(scene)) return decideWith(scene, read.value);
    await keepAnswers(scene, await formShown(scene), read.value, null);
    // Votes were about the answers as they stood.
    if (!same(scene.attempt.answers, read.value))
      await scene.unit.trx.deleteFrom('approval').where('attempt_id', '=', scene.attempt.id).execute();
    await castVote({ ...scene, attempt: { ...scene.attempt, answers: read.value } }, 'go', null);
    return allowed(null);
  });
};

const isGate = ({ unit, step }: AttemptScene): boolean => kindNameOf(unit.core, step) === 'gate';

/** The answers as they are read, unless something is refused that nothing outside has to be asked for: role, ground, the answers themselves. */
async function readFrom(scene: AttemptScene, given: Answers): Promise<Outcome<Answers>> {
  const no = isGate(scene) ? whyNoFirstGo(scene) : whyNotAnswered(scene);
  if (no !== null) return no;
  const read = await readGiven(scene, given);
  if (!read.ok) return refused(read.refusal.code, { ...read.refusal.facts, step: scene.step.id });
  return whyNoT(scene.unit, scene.step, read.value) ?? read;
}

/** A gate that asks nothing is voted on, and that is all. */
function whyNoFirstGo(scene: AttemptScene): Outcome<never> | null {
  const no = whyNoVote(scene);
  if (no !== null) return no;
  return may(scene, 'answer') ? groundRefusal(scene) : refused('approval.not-asked', { step: scene.step.id });
}

function whyNotAnswered(scene: AttemptScene): Outcome<never> | null {
  const { attempt, step, asked } = scene;
  if (attempt.state !== 'asking' || !asked.needs.some(({ kind }) => kind === 'answer'))
    return refused('approval.not-asked', { step: step.id });
  return groundRefusal(scene) ?? (may(scene, 'answer') ? null : roleRefusal(scene, 'approval.wrong-role', step.roles));
}

/** Against the form that was shown. */
async function readGiven(scene: AttemptScene, given: Answers): Promise<Outcome<Answers>> {
  const { unit, step } = scene;
  const asking = questionsOf(unit.core, step);
  if (asking === undefined) return allowed({});
  const form = await formShown(scene);
  if (form === null) return refused('approval.not-asked', { step: step.id });
  const read = readAnswers(asking.questions, form, given);
  return read.ok ? standOnJudged(form, read.value, asking.questions.judge !== undefined) : read;
}

/** With the people who are on the roster now, and the files that were handed in. */
async function formShown({ unit, attempt, roster }: AttemptScene): Promise<Form | null> {
  return attempt.form === null ? null : withFilesOf(unit.trx, withRoster(attempt.form, roster), attempt.id);
}

/** First or other answers: what stands on those before follows, unless it cannot, and then nothing is decided. */
async function decideWith(scene: AttemptScene, answers: Answers): Promise<Outcome<null>> {
  const { unit, step, attempt } = scene;
  const before = await answersInForce(unit, step.id);
  const shown = await formShown(scene);
  const form = shown === null ? null : await withWhatHolds(unit, shown, answers, before);
  const hasMoved = before === null ? null : await whatMoved(unit, before, form, answers);
  const dependants = hasMoved === null ? [] : await loadDependants(unit, step, hasMoved);
  const no: Refusal | null = whyNotChanged(step, dependants);
  if (no !== null) return { ok: false, refusal: no };
  await keepAnswers(scene, form, answers, before?.answers ?? null);
  await storeOutputs(unit, attempt, [{ name: answersName, value: answers }]);
  await freezeJudged(unit, attempt, form, answers);
  if (before !== null) await replaceAnswers(unit, before.attemptId, step);
  await agreeCutover(unit, step, { answers, form: attempt.form });
  await endStep(unit, attempt, 'done');
  await follow(unit, step, dependants);
  if (hasMoved !== null) await askGatesAbout(unit, step);
  return allowed(null);
}

/** Null: the same as before comes of it, whichever way it was said. */
async function whatMoved(
  unit: Unit,
  { attemptId, answers: earlier }: Before,
  form: Form | null,
  answers: Answers,
): Promise<ReturnType<typeof movedBetween>> {
  const shownBefore = (await loadAttempt(unit, attemptId))?.form ?? null;
  return movedBetween(await comesTo(unit, shownBefore, earlier), await comesTo(unit, form, answers));
}

async function keepAnswers(
  scene: AttemptScene,
  form: Form | null,
  answers: Answers,
  before: Answers | null,
): Promise<void> {
  const { unit, by, step, attempt } = scene;
  if (form !== null) await keepForm(unit, attempt, form);
  await unit.trx
    .updateTable('attempt')
    .set({ answers: JSON.stringify(answers) })
    .where('id', '=', attempt.id)
    .execute();
  await keepWord(unit, attempt, 'answered', by);
  const what = before === null ? 'answered' : same(before, answers) ? 'answered-the-same' : 'answered-anew';
  await record(unit, by, what, step.id, {
    attempt: attempt.id,
    ...byName(form, answers),
    ...(before === null ? {} : earlier(byName(form, before), byName(form, answers))),
  });
}

/** In the log a file is what people called it, and what was in it. */
const byName = (form: Form | null, answers: Answers): Answers =>
  Object.fromEntries(
    fileFields(form).reduce(
      (told, field) => {
        const file = [fileIn(field), field.inForce].find((one) => one?.id === answers[field.id]);
        return file === undefined ? told : told.set(field.id, `${file.name} (SHA-256 ${file.sha256.slice(0, 16)}…)`);
      },
      new Map(Object.entries(answers)),
    ),
  );

/** In the log the old answer stands beside the new one. */
const earlier = (before: Answers, now: Answers): Answers =>
  Object.fromEntries(
    [...new Set([...Object.keys(before), ...Object.keys(now)])]
      .filter((field) => before[field] !== now[field])
      .map((field) => [`was.${field}`, before[field] ?? '']),
  );

/** They held until now. */
const replaceAnswers = (unit: Unit, attemptId: string, step: Step): Promise<void> =>
  moveAttempt(
    unit,
    { id: attemptId, step_id: step.id, direction: 'do' } satisfies Pick<AttemptRow, 'id' | 'step_id' | 'direction'>,
    'replaced',
  );

const same = (a: Answers, b: Answers): boolean => canonicalJson(a) === canonicalJson(b);
