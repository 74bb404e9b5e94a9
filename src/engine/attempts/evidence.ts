import { createHash, randomUUID } from 'node:crypto';
import type { EvidenceFile } from '../../contract/finding.js';
import type { Unit } from '../core.js';

export async function storeEvidence(
  unit: Unit,
  attempt: { readonly id: string; readonly step_id: string },
  file: EvidenceFile,
  by: { readonly personId: string; readonly note: string } | null,
): Promise<void> {
  await unit.trx
    .insertInto('evidence')
    .values({
      id: randomUUID(),
      attempt_id: attempt.id,
      step_id: attempt.step_id,
      name: file.name,
      content_type: file.contentType,
      content: file.content,
      bytes: file.content.length,
      sha256: createHash('sha256').update(file.content).digest('hex'),
      at: unit.at,
      person_id: by?.personId ?? null,
      note: by?.note ?? null,
    })
    .execute();
}

export const storeNote = (
  unit: Unit,
  attempt: { readonly id: string; readonly step_id: string },
  personId: string,
  note: string,
): Promise<void> =>
  storeEvidence(
    unit,
    attempt,
    { name: 'note.txt', contentType: 'text/plain; charset=utf-8', content: Buffer.from(note, 'utf8') },
    { personId, note },
  );
