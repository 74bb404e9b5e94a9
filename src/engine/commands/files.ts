/** Files that people lay beside a step, or hand in for a question of its form: at once, or held until they have said which. */
import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { FileRead, FileType } from '../../contract/files.js';
import type { EvidenceFile } from '../../contract/finding.js';
import { allowed, refused } from '../../errors.js';
import type { Outcome } from '../../errors.js';
import type { Actor } from '../api.js';
import { leftByPeople, sha256Of, storeEvidence } from '../attempts/evidence.js';
import { record } from '../audit/audit.js';
import { markAttempt } from '../cards/mark.js';
import type { Core } from '../core.js';
import { fileFields } from '../kinds/form/form-files.js';
import { judgeLater } from '../kinds/form/judging.js';
import type { EngineTables } from '../schema.js';
import { decideAs, decideOn, may, roleRefusal } from './decide.js';
import type { AttemptScene } from './decide.js';

/** Judged at the door it came through, or to be judged where its kind is asked for. */
type JudgedFile = EvidenceFile & { readonly kind?: FileType };

/** Of one attempt: people who attach more put them into one, or give a link. */
const mostFiles = 20;
/** Of one person: who says of none where it belongs loses the oldest. */
const mostHeld = 5;
/** Whoever says of none where it belongs within a day sends it again: what is held is nobody's evidence, and is not kept. */
const heldForMs = 24 * 3_600_000;

export async function attachFile(
  core: Core,
  by: Actor,
  order: { attemptId: string; file: JudgedFile; link?: string; field?: string },
): Promise<Outcome<null>> {
  const { file, link, field } = order;
  const question = await readFor(core, [file], field);
  return decideOn(core, by, order.attemptId, async (scene) => {
    if (link !== undefined && (await isUsed(scene, link))) return refused('upload.link-used');
    const no = (await whyNotAttached(scene, 1)) ?? whyNotHandedIn(scene, question);
    if (no !== null) return no;
    await lay(scene, file, { ...(link === undefined ? {} : { link }), ...(field === undefined ? {} : { field }) });
    return allowed(null);
  });
}

/** Somebody with a role sent it, and says next where it belongs. */
export const holdFile = (core: Core, by: Actor, order: { file: JudgedFile }): Promise<Outcome<{ fileId: string }>> =>
  decideAs(core, by, null, async ({ unit, person }) => {
    const { trx, at } = unit;
    const dayAgo = new Date(Date.parse(at) - heldForMs).toISOString();
    await trx.deleteFrom('held_file').where('at', '<', dayAgo).execute();
    const held = await trx
      .selectFrom('held_file')
      .select('id')
      .where('person_id', '=', person.id)
      .orderBy('at', 'desc')
      .execute();
    const oldest = held.slice(mostHeld - 1).map(({ id }) => id);
    if (oldest.length > 0) await trx.deleteFrom('held_file').where('id', 'in', oldest).execute();
    const { name, contentType, content, kind = null } = order.file;
    const id = randomUUID();
    await trx
      .insertInto('held_file')
      .values({ id, person_id: person.id, name, content_type: contentType, content, kind, at })
      .execute();
    return allowed({ fileId: id });
  });

/** All of them, or none. */
export async function attachHeld(
  core: Core,
  by: Actor,
  order: { attemptId: string; fileIds: readonly string[]; field?: string },
): Promise<Outcome<null>> {
  const { field } = order;
  const wanted = [...new Set(order.fileIds)];
  // What is held does not change any more.
  const question = await readFor(core, field === undefined ? [] : await heldBy(core.db, by.personId, wanted), field);
  return decideOn(core, by, order.attemptId, async (scene) => {
    const { trx } = scene.unit;
    const no = await whyNotAttached(scene, wanted.length);
    if (no !== null) return no;
    const files = await heldBy(trx, scene.person.id, wanted);
    if (files.length === 0 || files.length < wanted.length) return refused('upload.gone');
    const unfit = whyNotHandedIn(scene, question);
    if (unfit !== null) return unfit;
    for (const file of files) await lay(scene, file, field === undefined ? {} : { field });
    await trx.deleteFrom('held_file').where('id', 'in', wanted).execute();
    return allowed(null);
  });
}

async function heldBy(
  db: Kysely<EngineTables>,
  personId: string,
  ids: readonly string[],
): Promise<readonly JudgedFile[]> {
  if (ids.length === 0) return [];
  const theirs = db.selectFrom('held_file').selectAll().where('person_id', '=', personId);
  return (await theirs.where('id', 'in', ids).execute()).map(({ name, content_type: contentType, content, kind }) => ({
    name,
    contentType,
    content: Buffer.from(content),
    ...(kind === null ? {} : { kind }),
  }));
}

/** A question, and what is in the files that are to answer it. */
interface Question {
  readonly fieldId: string;
  readonly reads: readonly Outcome<FileRead>[];
}

/** Outside of a transaction: ten megabytes take seconds, and whoever wants to stop something must not wait for them. */
async function readFor(
  { options }: Core,
  files: readonly JudgedFile[],
  fieldId: string | undefined,
): Promise<Question | null> {
  if (fieldId === undefined) return null;
  const reads: Outcome<FileRead>[] = [];
  // It asks for one file: of several none is read.
  for (const file of files.length === 1 ? files : []) reads.push(await options.readForField(file));
  return { fieldId, reads };
}

async function whyNotAttached(scene: AttemptScene, more: number): Promise<Outcome<never> | null> {
  const { step, unit, attempt } = scene;
  const no = roleRefusal(scene, 'approval.wrong-role', step.roles);
  if (no !== null) return no;
  if (!may(scene, 'attach')) return refused('upload.step-over', { step: step.id });
  const { files } = await leftByPeople(unit, attempt);
  return files + more > mostFiles ? refused('upload.too-many', { most: files }) : null;
}

/** For a question: it asks for one file, and for what is in it. */
function whyNotHandedIn({ unit, attempt, step }: AttemptScene, question: Question | null): Outcome<never> | null {
  if (question === null) return null;
  const { fieldId, reads } = question;
  const field = fileFields(attempt.form).find(({ id }) => id === fieldId);
  if (field === undefined || attempt.state !== 'asking') return refused('upload.step-over', { step: step.id });
  const [read, ...others] = reads;
  if (read === undefined || others.length > 0) return refused('upload.one-only', { step: step.id, field: fieldId });
  const judged = read.ok ? unit.core.options.fitsField(read.value, field.wanted) : read;
  return judged.ok ? null : judged;
}

async function lay(
  { unit, by, attempt, step }: AttemptScene,
  file: EvidenceFile,
  to: { readonly link?: string; readonly field?: string },
): Promise<void> {
  await storeEvidence(unit, attempt, file, { personId: by.personId, note: null, ...to });
  await record(unit, by, 'attached-file', step.id, {
    attempt: attempt.id,
    file: file.name,
    sha256: sha256Of(file.content),
    ...(to.field === undefined ? {} : { field: to.field }),
  });
  if (to.field !== undefined) await judgeLater(unit, attempt);
  await markAttempt(unit, attempt, step.phase);
}

const isUsed = async ({ unit }: AttemptScene, link: string): Promise<boolean> =>
  (await unit.trx.selectFrom('evidence').select('id').where('link', '=', link).executeTakeFirst()) !== undefined;
