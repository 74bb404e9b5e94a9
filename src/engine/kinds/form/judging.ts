/**
 * What answers may stand on besides themselves, a file or the bot's own proposal, is judged in durable work before anybody can answer with it.
 * What was found is kept with the form; what is frozen waits as evidence under its own name until somebody answers with it.
 */
import { fileIn, type Form, type FormField, type Judged, type Judgement } from '../../../contract/decision.js';
import { allowed, refused, type Outcome } from '../../../errors.js';
import { loadEvidence, storeEvidence } from '../../attempts/evidence.js';
import { enqueueFor } from '../../attempts/life.js';
import { storeOutputs } from '../../attempts/outputs.js';
import { loadAttempt, type AttemptRow } from '../../attempts/rows.js';
import { makeStepContext } from '../../attempts/step-context.js';
import { markAttempt } from '../../cards/mark.js';
import { stepOf, type Core, type Unit } from '../../core.js';
import { finishWork, transactAs, type Ticket } from '../../schedule/work.js';
import { registerAttemptWork } from '../reading/attempt-work.js';
import { fileFields, withFilesOf } from './form-files.js';
import { questionsOf } from './questions.js';

type Answers = Readonly<Record<string, string>>;

export const registerJudging = (core: Core): void =>
  registerAttemptWork(core, 'engine.judge', 'engine.judge-failed', carryJudging);

/** A file came in for a question. */
export async function judgeLater(unit: Unit, attempt: AttemptRow): Promise<void> {
  const step = stepOf(unit.core, attempt.step_id);
  if (questionsOf(unit.core, step)?.questions.judge !== undefined) await enqueueFor(unit, attempt.id, 'engine.judge');
}

async function carryJudging(core: Core, ticket: Ticket, attempt: AttemptRow): Promise<void> {
  const step = stepOf(core, attempt.step_id);
  const asking = questionsOf(core, step);
  const shown = attempt.form === null ? null : await withFilesOf(core.db, attempt.form, attempt.id);
  const found: (readonly [string, string, Judgement])[] = [];
  if (asking?.questions.judge !== undefined && shown !== null && attempt.state === 'asking') {
    const ctx = await makeStepContext(core, { code: asking.code, direction: attempt.direction });
    for (const { id, handedIn } of fileFields(shown)) {
      if (handedIn === undefined || judgedFor(shown, id, handedIn.id) !== undefined) continue;
      const file = await loadEvidence({ trx: core.db }, handedIn.id);
      if (file !== null) found.push([id, handedIn.id, await asking.questions.judge(ctx, id, file)]);
    }
  }
  await transactAs(core, ticket, async (unit) => {
    await finishWork(unit, ticket);
    const present = await loadAttempt(unit, attempt.id);
    if (present === null || present.state !== 'asking' || present.form === null || found.length === 0) return;
    const judged: Judged[] = [];
    let form = present.form;
    for (const [field, file, judgement] of found) {
      judged.push(await keepJudgement(unit, present, { field, file, judgement }));
      form = askingToAccept(form, field, judgement.toAccept ?? []);
    }
    await unit.trx
      .updateTable('attempt')
      .set({ form: JSON.stringify(withJudged(form, judged)), findings: JSON.stringify([]), failures: 0 })
      .where('id', '=', present.id)
      .execute();
    await markAttempt(unit, present, step.phase);
  });
}

interface Found {
  readonly field: string;
  readonly file: string | null;
  readonly judgement: Judgement;
}

export async function keepJudgement(
  unit: Unit,
  attempt: AttemptRow,
  { field, file, judgement }: Found,
): Promise<Judged> {
  const { broken, remarks, warnings, evidence, freezes } = judgement;
  for (const one of evidence) await storeEvidence(unit, attempt, one, null);
  const kept = {
    field,
    file,
    remarks,
    ...(warnings === undefined ? {} : { warnings }),
    broken: broken === null ? null : { ...broken, field },
  };
  if (freezes === undefined) return kept;
  const { file: frozen, outputs } = freezes;
  const id = await storeEvidence(unit, attempt, { ...frozen, name: waiting(frozen.name) }, null);
  return { ...kept, freezes: { outputs, evidence: id, name: frozen.name } };
}

/** Not yet the one that later steps look for. */
const waiting = (name: string): string => name.replace(/(\.[a-z\d]+)?$/i, '-judged$1');

/** Of a field the newest counts. */
const withJudged = (form: Form, judged: readonly Judged[]): Form => ({
  ...form,
  judged: [...(form.judged ?? []).filter(({ field }) => !judged.some((one) => one.field === field)), ...judged],
});

/** Of another file nothing was said yet. */
const askingToAccept = (form: Form, about: string, ids: readonly string[]): Form => ({
  ...form,
  fields: [
    ...form.fields.filter((field) => !isAbout(field, about)),
    ...ids.map((id): FormField => ({ id, kind: 'toggle', required: false, about })),
  ],
});

const isAbout = (field: FormField, about: string): boolean => field.kind === 'toggle' && field.about === about;

/** Asked again, a file that holds goes on being accepted as it was. */
export async function acceptedBefore(unit: Unit, form: Form, { attemptId, answers }: Before): Promise<Form> {
  const earlier = (await loadAttempt(unit, attemptId))?.form?.fields ?? [];
  const kept = earlier.filter(
    (field) => field.kind === 'toggle' && field.about !== undefined && answers[field.about] !== undefined,
  );
  return { ...form, fields: [...form.fields, ...kept] };
}

const judgedFor = (form: Form, field: string, file: string | null): Judged | undefined =>
  form.judged?.find((one) => one.field === field && one.file === file);

/** Whether the answers stand on anything that was not judged, or in which something is wrong. */
export function standOnJudged(form: Form, answers: Answers, isJudging: boolean): Outcome<Answers> {
  for (const field of isJudging ? fileFields(form) : []) {
    const file = fileIn(field);
    if (file === undefined || answers[field.id] !== file.id || field.handedIn === undefined) continue;
    if (judgedFor(form, field.id, file.id) === undefined)
      return refused('answer.being-judged', { field: field.id, file: file.name });
  }
  const broken = standingOn(form, answers).find((judged) => judged.broken !== null)?.broken;
  return broken == null ? allowed(answers) : refused(broken.code, { ...broken.facts, field: broken.field });
}

const standingOn = (form: Form, answers: Answers): readonly Judged[] =>
  (form.judged ?? []).filter(({ field, file }) => answers[field] === (file ?? 'true'));

export const frozenBy = (form: Form, answers: Answers): readonly NonNullable<Judged['freezes']>[] =>
  standingOn(form, answers).flatMap(({ freezes }) => freezes ?? []);

/** What was judged holds from now on. */
export async function freezeJudged(
  unit: Unit,
  attempt: AttemptRow,
  form: Form | null,
  answers: Answers,
): Promise<void> {
  for (const { outputs, evidence, name } of form === null ? [] : frozenBy(form, answers)) {
    const file = await loadEvidence(unit, evidence);
    if (file !== null) await storeEvidence(unit, attempt, { ...file, name }, null);
    await storeOutputs(unit, attempt, outputs);
  }
}

export interface Before {
  readonly attemptId: string;
  readonly answers: Answers;
}

/** Answered once more with the file that holds: what was judged of it then goes on holding, and the card goes on telling it. */
export async function withWhatHolds(unit: Unit, form: Form, answers: Answers, before: Before | null): Promise<Form> {
  if (before === null || !holdsOn(form, answers, before)) return form;
  const earlier = (await loadAttempt(unit, before.attemptId))?.form ?? null;
  const held = earlier === null ? [] : standingOn(earlier, answers).filter(({ file }) => file !== null);
  return held.length === 0 ? form : withJudged(form, held);
}

const holdsOn = (form: Form, answers: Answers, before: Before): boolean => {
  const files = fileFields(form).filter(({ id }) => answers[id] !== undefined);
  return files.length > 0 && files.every(({ id }) => before.answers[id] === answers[id]);
};
