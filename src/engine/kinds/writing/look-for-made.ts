/**
 * A write that was never settled may have made something all the same: its answer was lost, or came when nobody waited for it any more. Before it
 * is undone it is looked for, and kept with the write: the plan of the undo, its end and whoever reads the ledger know of the same.
 */
import type { ChangeDefinition } from '../../../contract/change.js';
import { chunksOf } from '../../../contract/chunks.js';
import { changeOf, keepMade, loadUnsettledWrites } from '../../attempts/ledger.js';
import { makeStepContext } from '../../attempts/step-context.js';
import { transact } from '../../core.js';
import type { Core } from '../../core.js';

export async function lookForMade(core: Core, stepId: string, code: ChangeDefinition): Promise<void> {
  const unsettled = await loadUnsettledWrites(core.db, stepId);
  if (unsettled.length === 0) return;
  const ctx = await makeStepContext(core, { code, direction: 'do' });
  for (const rows of chunksOf(unsettled, code.batchSize)) {
    const observed = await code.observe(ctx, rows.map(changeOf));
    await transact(
      core,
      async (unit) => {
        for (const [index, row] of rows.entries()) {
          const seen = observed[index];
          if (seen?.seen === true && seen.made !== undefined) await keepMade(unit, row, seen.made);
        }
      },
      'write',
    );
  }
}
