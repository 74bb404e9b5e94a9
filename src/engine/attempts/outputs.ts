import type { RecordedOutput } from '../../contract/output.js';
import type { Unit } from '../core.js';

/** Kept with the attempt; later steps read it once the attempt is done. Given twice, the newer one counts. */
export async function storeOutputs(
  unit: Unit,
  attempt: { readonly id: string; readonly step_id: string },
  outputs: readonly RecordedOutput[],
): Promise<void> {
  for (const { name, value } of outputs) {
    const row = { value: JSON.stringify(value), at: unit.at };
    await unit.trx
      .insertInto('output')
      .values({ attempt_id: attempt.id, step_id: attempt.step_id, name, ...row })
      .onConflict((conflict) => conflict.columns(['attempt_id', 'name']).doUpdateSet(row))
      .execute();
  }
}
