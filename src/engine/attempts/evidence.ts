import { createHash, randomUUID } from 'node:crypto';
import type { EvidenceFile } from '../../contract/finding.js';
import type { Core, Unit } from '../core.js';
import { contentOf, packedColumns, packedFile } from './packed.js';

export const sha256Of = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

export async function storeEvidence(
  unit: Unit,
  attempt: { readonly id: string; readonly step_id: string },
  file: EvidenceFile,
  by: {
    readonly personId: string;
    readonly note: string | null;
    readonly link?: string;
    readonly field?: string;
  } | null,
): Promise<string> {
  const id = randomUUID();
  await unit.trx
    .insertInto('evidence')
    .values({
      id,
      attempt_id: attempt.id,
      step_id: attempt.step_id,
      name: file.name,
      content_type: file.contentType,
      ...(await packedFile(file.content)),
      bytes: file.content.length,
      sha256: sha256Of(file.content),
      at: unit.at,
      person_id: by?.personId ?? null,
      note: by?.note ?? null,
      link: by?.link ?? null,
      field: by?.field ?? null,
    })
    .execute();
  return id;
}

/** A list of the bot's own that is made anew with each look: kept where it says something else than the newest. */
export async function storeAnew(
  unit: Unit,
  attempt: { readonly id: string; readonly step_id: string },
  file: EvidenceFile,
): Promise<void> {
  const last = await unit.trx
    .selectFrom('evidence')
    .select('sha256')
    .where('attempt_id', '=', attempt.id)
    .where('name', '=', file.name)
    .where('person_id', 'is', null)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (last?.sha256 !== sha256Of(file.content)) await storeEvidence(unit, attempt, file, null);
}

export async function loadEvidence({ trx }: { readonly trx: Core['db'] }, id: string): Promise<EvidenceFile | null> {
  const row = await trx
    .selectFrom('evidence')
    .select(['name', 'content_type', ...packedColumns])
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? null : { name: row.name, contentType: row.content_type, content: await contentOf(row) };
}

export const storeNote = async (
  unit: Unit,
  attempt: { readonly id: string; readonly step_id: string },
  personId: string,
  note: string,
): Promise<void> => {
  const file = { name: 'note.txt', contentType: 'text/plain; charset=utf-8', content: Buffer.from(note, 'utf8') };
  await storeEvidence(unit, attempt, file, { personId, note });
};

/** What people left beside an attempt so far; what they wrote newest first. Why it was handed back shows nothing of what was done since. */
export async function leftByPeople(
  { trx }: Pick<Unit, 'trx'>,
  attempt: { readonly id: string; readonly handed_back_at: string | null },
): Promise<{ readonly words: string; readonly files: number }> {
  const rows = await trx
    .selectFrom('evidence')
    .select(['note', 'at'])
    .where('attempt_id', '=', attempt.id)
    .where('person_id', 'is not', null)
    .orderBy('sequence', 'desc')
    .execute();
  return {
    words: rows.flatMap(({ note, at }) => (at > (attempt.handed_back_at ?? '') ? (note ?? []) : [])).join('\n'),
    files: rows.filter(({ note }) => note === null).length,
  };
}
