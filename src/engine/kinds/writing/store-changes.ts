import type { Change, ChangeDefinition } from '../../../contract/change.js';
import type { Unit } from '../../core.js';
import { chunksOf } from '../../../contract/chunks.js';
import type { AttemptRow } from '../../attempts/rows.js';
import { cutIntoBatches } from './batches.js';

/** The ledger of an attempt as it is before the first write. */
export async function storeChanges(
  unit: Unit,
  attempt: AttemptRow,
  changes: readonly Change[],
  pace: Pick<ChangeDefinition, 'batchSize' | 'concurrency'>,
): Promise<void> {
  const rows = cutIntoBatches(changes, pace).flatMap((cut) =>
    cut.changes.map(({ ordinal, change }) => ({
      attempt_id: attempt.id,
      ordinal,
      step_id: attempt.step_id,
      batch: cut.number,
      side: change.side,
      kind: change.object.kind,
      object_id: change.object.id,
      label: change.object.label,
      before: JSON.stringify(change.before),
      after: JSON.stringify(change.after),
      state: 'pending' as const,
      tries: 0,
      undone: false,
      undoes_kind: change.undoes?.kind ?? null,
      undoes_id: change.undoes?.id ?? null,
    })),
  );
  for (const chunk of chunksOf(rows, 500))
    await unit.trx
      .insertInto('ledger')
      .values([...chunk])
      .execute();
}
