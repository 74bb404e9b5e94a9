/** Files that people lay beside a step, or hand in for a question of its form: at once, or held until they have said which. */
import { randomUUID } from 'node:crypto';
import type { EvidenceFile } from '../../contract/finding.js';
import { allowed, refused } from '../../errors.js';
import type { Outcome } from '../../errors.js';
import type { Actor } from '../api.js';
import { leftByPeople, sha256Of, storeEvidence } from '../attempts/evidence.js';
import { record } from '../audit/audit.js';
import { markAttempt } from '../cards/mark.js';
import type { Core } from '../core.js';
import { fileFields } from '../kinds/form/form-files.js';
import { decideAs, decideOn, may, roleRefusal } from './decide.js';
import type { AttemptScene } from './decide.js';

/** Of one attempt: people who attach more put them into one, or give a link. */
const mostFiles = 20;
/** Of one person: who says of none where it belongs loses the oldest. */
const mostHeld = 5;

export const attachFile = (
  core: Core,
  by: Actor,
  order: { attemptId: string; file: EvidenceFile; link?: string; field?: string },
): Promise<Outcome<null>> =>
  decideOn(core, by, order.attemptId, async (scene) => {
    const { file, link, field } = order;
    if (link !== undefined && (await isUsed(scene, link))) return refused('upload.link-used');
    const no = (await whyNotAttached(scene, 1)) ?? whyNotHandedIn(scene, [file], field);
    if (no !== null) return no;
    await lay(scene, file, { ...(link === undefined ? {} : { link }), ...(field === undefined ? {} : { field }) });
    return allowed(null);
  });

/** Somebody with a role sent it, and says next where it belongs. */
export const holdFile = (core: Core, by: Actor, order: { file: EvidenceFile }): Promise<Outcome<{ fileId: string }>> =>
  decideAs(core, by, null, async ({ unit, person }) => {
    const { trx, at } = unit;
    const held = await trx
      .selectFrom('held_file')
      .select('id')
      .where('person_id', '=', person.id)
      .orderBy('at', 'desc')
      .execute();
    const oldest = held.slice(mostHeld - 1).map(({ id }) => id);
    if (oldest.length > 0) await trx.deleteFrom('held_file').where('id', 'in', oldest).execute();
    const { name, contentType, content } = order.file;
    const id = randomUUID();
    await trx
      .insertInto('held_file')
      .values({ id, person_id: person.id, name, content_type: contentType, content, at })
      .execute();
    return allowed({ fileId: id });
  });

/** All of them, or none. */
export const attachHeld = (
  core: Core,
  by: Actor,
  order: { attemptId: string; fileIds: readonly string[]; field?: string },
): Promise<Outcome<null>> =>
  decideOn(core, by, order.attemptId, async (scene) => {
    const { trx } = scene.unit;
    const wanted = [...new Set(order.fileIds)];
    const no = await whyNotAttached(scene, wanted.length);
    if (no !== null) return no;
    const theirs = trx.selectFrom('held_file').selectAll().where('person_id', '=', scene.person.id);
    const held = wanted.length === 0 ? [] : await theirs.where('id', 'in', wanted).execute();
    if (held.length === 0 || held.length < wanted.length) return refused('upload.gone');
    const files = held.map(({ name, content_type: contentType, content }) => ({
      name,
      contentType,
      content: Buffer.from(content),
    }));
    const unfit = whyNotHandedIn(scene, files, order.field);
    if (unfit !== null) return unfit;
    for (const file of files) await lay(scene, file, order.field === undefined ? {} : { field: order.field });
    await trx.deleteFrom('held_file').where('id', 'in', wanted).execute();
    return allowed(null);
  });

async function whyNotAttached(scene: AttemptScene, more: number): Promise<Outcome<never> | null> {
  const { step, unit, attempt } = scene;
  const no = roleRefusal(scene, 'approval.wrong-role', step.roles);
  if (no !== null) return no;
  if (!may(scene, 'attach')) return refused('upload.step-over', { step: step.id });
  const { files } = await leftByPeople(unit, attempt);
  return files + more > mostFiles ? refused('upload.too-many', { most: files }) : null;
}

/** For a question: it asks for one file, and for what is in it. */
function whyNotHandedIn(
  { unit, attempt, step }: AttemptScene,
  files: readonly EvidenceFile[],
  fieldId: string | undefined,
): Outcome<never> | null {
  if (fieldId === undefined) return null;
  const field = fileFields(attempt.form).find(({ id }) => id === fieldId);
  if (field === undefined || attempt.state !== 'asking') return refused('upload.step-over', { step: step.id });
  const [file, ...others] = files;
  if (file === undefined || others.length > 0) return refused('upload.one-only', { step: step.id, field: fieldId });
  const judged = unit.core.options.fitsField(file, field.wanted);
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
  await markAttempt(unit, attempt, step.phase);
}

const isUsed = async ({ unit }: AttemptScene, link: string): Promise<boolean> =>
  (await unit.trx.selectFrom('evidence').select('id').where('link', '=', link).executeTakeFirst()) !== undefined;
