/** What an undo consists of: the inverses of what the ledger says was done, or may have been: an unanswered write is undone like a done one, looking first. */
import type { Change, ChangeDefinition, PlanDraft } from '../../../contract/change.js';
import { objectKey } from '../../../contract/finding.js';
import { fulfils } from '../../../contract/json.js';
import { loadChanges, loadWritten } from '../../attempts/ledger.js';
import type { AttemptRow } from '../../attempts/rows.js';
import { makeStepContext } from '../../attempts/step-context.js';
import type { Core } from '../../core.js';
import { inverses } from './inverses.js';
import { lookForMade } from './look-for-made.js';

const keyOf = ({ side, object }: Change): string => objectKey(side, object);

type UndoAttempt = Pick<AttemptRow, 'id' | 'step_id' | 'number'>;

/**
 * An undo that is repeated plans what is not as it was before: what an earlier one restored is seen to be so and left out. It stays with the
 * attempt all the same, and is read back with the rest (`restoredEarlier`).
 */
export async function undoDraft(core: Core, attempt: UndoAttempt, definition: ChangeDefinition): Promise<PlanDraft> {
  await lookForMade(core, attempt.step_id, definition);
  const { changes, leftOut } = inverses(definition, await loadWritten(core.db, attempt.step_id));
  const draft = { blockers: [], warnings: [], leftOut };
  if ((await earlierUndos(core, attempt)).length === 0) return { changes, ...draft };
  const open = await notRestored(core, definition, changes);
  return { changes: open, ...draft };
}

async function notRestored(core: Core, code: ChangeDefinition, changes: readonly Change[]): Promise<readonly Change[]> {
  const ctx = await makeStepContext(core, { code, direction: 'undo' });
  const open: Change[] = [];
  for (let from = 0; from < changes.length; from += code.batchSize) {
    const some = changes.slice(from, from + code.batchSize);
    const seen = await code.observe(ctx, some);
    open.push(...some.filter((change, index) => !isThere(seen[index], change)));
  }
  return open;
}

const isThere = (seen: Awaited<ReturnType<ChangeDefinition['observe']>>[number] | undefined, change: Change): boolean =>
  seen?.seen === true && fulfils(change.after, seen.value);

/** What undos before this one restored of the same writes: they are verified together, or one of them could be lost in between. */
export async function restoredEarlier(core: Core, attempt: UndoAttempt): Promise<readonly Change[]> {
  const restored: (readonly Change[])[] = [];
  for (const id of await earlierUndos(core, attempt)) restored.push(await loadChanges(core.db, id, { done: true }));
  const own = new Set((await loadChanges(core.db, attempt.id)).map(keyOf));
  return restored.flat().filter((change) => !own.has(keyOf(change)));
}

/** Undos of what still counts as written: those since the step last went forward. */
async function earlierUndos(core: Core, { step_id, number }: UndoAttempt): Promise<readonly string[]> {
  const rows = await core.db
    .selectFrom('attempt')
    .select(['id', 'direction'])
    .where('step_id', '=', step_id)
    .where('number', '<', number)
    .where('writes_began_at', 'is not', null)
    .orderBy('number')
    .execute();
  return rows.slice(rows.findLastIndex(({ direction }) => direction === 'do') + 1).map(({ id }) => id);
}
