/** Files that people lay beside a step: at once, or held until they have said which step. */
import { randomUUID } from 'node:crypto';
import type { EvidenceFile } from '../../contract/finding.js';
import { allowed, refused } from '../../errors.js';
import type { Outcome } from '../../errors.js';
import type { Actor } from '../api.js';
import { leftByPeople, sha256Of, storeEvidence } from '../attempts/evidence.js';
import { record } from '../audit/audit.js';
import { markAttempt } from '../cards/mark.js';
import type { Core } from '../core.js';
import { decideAs, decideOn, may, roleRefusal } from './decide.js';
import type { AttemptScene } from './decide.js';

/** Of one attempt: people who attach more put them into one, or give a link. */
const mostFiles = 20;
/** Of one person: who says of none where it belongs loses the oldest. */
const mostHeld = 5;

export const attachFile = (
  core: Core,
  by: Actor,
  order: { attemptId: string; file: EvidenceFile; link?: string },
): Promise<Outcome<null>> =>
  decideOn(core, by, order.attemptId, async (scene) => {
    if (order.link !== undefined && (await isUsed(scene, order.link))) return refused('upload.link-used');
    const no = await whyNotAttached(scene, 1);
    if (no !== null) return no;
    await lay(scene, order.file, order.link);
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
  order: { attemptId: string; fileIds: readonly string[] },
): Promise<Outcome<null>> =>
  decideOn(core, by, order.attemptId, async (scene) => {
    const { trx } = scene.unit;
    const wanted = [...new Set(order.fileIds)];
    const no = await whyNotAttached(scene, wanted.length);
    if (no !== null) return no;
    const held = trx.selectFrom('held_file').selectAll().where('person_id', '=', scene.person.id);
    const files = wanted.length === 0 ? [] : await held.where('id', 'in', wanted).execute();
    if (files.length === 0 || files.length < wanted.length) return refused('upload.gone');
    for (const { name, content_type: contentType, content } of files) await lay(scene, { name, contentType, content });
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

async function lay({ unit, by, attempt, step }: AttemptScene, file: EvidenceFile, link?: string): Promise<void> {
  await storeEvidence(unit, attempt, file, {
    personId: by.personId,
    note: null,
    ...(link === undefined ? {} : { link }),
  });
  await record(unit, by, 'attached-file', step.id, {
    attempt: attempt.id,
    file: file.name,
    sha256: sha256Of(file.content),
  });
  await markAttempt(unit, attempt, step.phase);
}

const isUsed = async ({ unit }: AttemptScene, link: string): Promise<boolean> =>
  (await unit.trx.selectFrom('evidence').select('id').where('link', '=', link).executeTakeFirst()) !== undefined;
